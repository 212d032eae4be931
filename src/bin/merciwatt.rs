//! `merciwatt`: the core as a command line. JSON Lines on standard input, JSON Lines on standard output.

use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;

use merciwatt::cli::Command;

const USAGE: &str = "\
usage: merciwatt courtesy                                       rows {id, text}
       merciwatt tokens                                         rows {id, text}
       merciwatt estimate --method calibrated|ecologits|study   rows {id, model, new_tokens, context_tokens, output_tokens, …}
       merciwatt requests                                       rows {id, method, url, body}
Each line of standard input is one JSON row; each answer is one line with the same id.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
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
