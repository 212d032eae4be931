//! `merciwatt`: the core as a command line. JSON Lines on standard input, JSON Lines on standard output.

use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;

use merciwatt::cli::{Command, class, import::Files};

const USAGE: &str = "\
usage: merciwatt courtesy                                       rows {id, text}
       merciwatt tokens                                         rows {id, text}
       merciwatt estimate --method calibrated|ecologits|study   rows {id, model, new_tokens, context_tokens, output_tokens, …}
       merciwatt requests                                       rows {id, method, url, body}
       merciwatt import FILE…                                   official exports: zip, folder, JSON, HTML or CSV
       merciwatt class plan LABEL BASELINE AWARENESS            an awareness week by the first days of its two weeks
       merciwatt class read FILE…                               invitations and hand-ins: codes in any text, or files
       merciwatt class gather INVITATION FILE…                  figures of a class
Each line of standard input is one JSON row; each answer is one line with the same id. import reads no\nstandard input and writes a row for each file, service and week.";

fn main() -> ExitCode {
    let words = std::env::args_os().skip(1);
    let words: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let ["import", files @ ..] = words.as_slice()
        && !files.is_empty()
    {
        return import(files);
    }
    if let ["class", rest @ ..] = words.as_slice() {
        return class(rest);
    }
    let mut command = match Command::parse(&words) {
        Ok(command) => command,
        Err(sentence) => {
            eprintln!("merciwatt: {sentence}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&mut command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Row(line, sentence)) => {
            eprintln!("merciwatt: line {line}: {sentence}");
            ExitCode::from(2)
        }
        // The reader closed the pipe: nobody is left to tell.
        Err(Failure::Io(why)) if why.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Io(why)) => {
            eprintln!("merciwatt: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Every file by itself: one that cannot be read does not keep the others from being counted.
fn import(files: &[&str]) -> ExitCode {
    let mut import = Files::new();
    let mut code = ExitCode::SUCCESS;
    let mut out = BufWriter::new(io::stdout().lock());
    for file in files {
        match import.read(file) {
            Ok(outcome) => {
                for note in &outcome.notes {
                    eprintln!("merciwatt: {file}: {note}.");
                }
                let written = outcome.rows.iter().try_for_each(|row| writeln!(out, "{row}"));
                if written.and_then(|()| out.flush()).is_err() {
                    return code;
                }
            }
            Err(sentence) => {
                eprintln!("merciwatt: {sentence}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

/// Rows on standard output, sentences about single files on standard error.
fn class(words: &[&str]) -> ExitCode {
    let open =
        |file: &str| std::fs::read_to_string(file).map_err(|why| format!("{file} cannot be read: {why}"));
    match class::run(words, &open) {
        Ok(answer) => {
            answer
                .notes
                .iter()
                .for_each(|note| eprintln!("merciwatt: {note}."));
            // Where the reader closed the pipe, nobody is left to tell.
            let mut out = io::stdout().lock();
            let _ = answer.rows.iter().try_for_each(|row| writeln!(out, "{row}"));
            if answer.notes.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(sentence) => {
            eprintln!("merciwatt: {sentence}.");
            ExitCode::from(2)
        }
    }
}

enum Failure {
    Row(usize, String),
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(why: io::Error) -> Failure {
        Failure::Io(why)
    }
}

fn run(command: &mut Command) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    for (index, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let row = command
            .line(&line)
            .map_err(|sentence| Failure::Row(index + 1, sentence))?;
        writeln!(out, "{row}")?;
    }
    out.flush()?;
    Ok(())
}
