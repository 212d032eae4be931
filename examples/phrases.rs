//! Tries courtesy data without building the core anew: compiles folders of language files, holds them to their own
//! `must_count` and `must_not_count` lines, and says what each file weighs.
//!
//! `cargo run --example phrases` checks `data/courtesy`; `… -- FOLDER FOLDER` checks files that are not there yet;
//! `… -- --try FOLDER` reads messages from standard input, one a line, and prints what is found in each.

#[path = "../build/courtesy.rs"]
#[allow(missing_docs)]
mod compiler;

use flate2::{Compression, write::DeflateEncoder};
use merciwatt::courtesy::{Courtesy, Lexicon, find_with};
use serde_json::Value;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut folders: Vec<PathBuf> = Vec::new();
    let mut tries = false;
    for word in std::env::args().skip(1) {
        match word.as_str() {
            "--try" => tries = true,
            folder => folders.push(folder.into()),
        }
    }
    if folders.is_empty() {
        folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/courtesy"));
    }
    let bytes = match compiler::compile(&folders) {
        Ok(bytes) => bytes,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::FAILURE;
        }
    };
    let whole = bytes.len();
    let deflated = deflate(&bytes);
    // One lexicon for the life of this process.
    let lexicon = Lexicon::read(bytes.leak());
    if tries {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let line = line.replace("\\n", "\n");
            let courtesy = find_with(&lexicon, &line);
            println!("{:?} only {} | {line}", written(&line, &courtesy), courtesy.only);
        }
        return ExitCode::SUCCESS;
    }
    println!("all: {whole} bytes, {deflated} deflated");
    let mut failures = 0;
    for folder in &folders {
        let Ok(entries) = std::fs::read_dir(folder) else {
            continue;
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        for path in paths {
            failures += hold_to_its_lines(&lexicon, &path);
        }
    }
    if failures == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Prints every line of the file that fails, and how many there are.
fn hold_to_its_lines(lexicon: &Lexicon, path: &Path) -> usize {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let file: Value = serde_json::from_str(&text).unwrap_or_default();
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut failures = 0;
    let mut lines = 0;
    for line in file["must_count"].as_array().into_iter().flatten() {
        let say = line["say"].as_str().unwrap_or_default();
        let spans = line["spans"].as_array().into_iter().flatten();
        let spans: Vec<&str> = spans.filter_map(Value::as_str).collect();
        let only = line["only"].as_bool().unwrap_or(false);
        let courtesy = find_with(lexicon, say);
        let found = written(say, &courtesy);
        lines += 1;
        if found != spans || courtesy.only != only || spans.is_empty() {
            failures += 1;
            println!(
                "{name}: “{say}” gave {found:?}, only {}; wanted {spans:?}, only {only}",
                courtesy.only
            );
        }
    }
    for line in file["must_not_count"].as_array().into_iter().flatten() {
        let say = line.as_str().unwrap_or_default();
        let courtesy = find_with(lexicon, say);
        lines += 1;
        if !courtesy.spans.is_empty() || courtesy.only {
            failures += 1;
            println!(
                "{name}: “{say}” gave {:?}; wanted nothing",
                written(say, &courtesy)
            );
        }
    }
    println!("{name}: {failures} of {lines} lines fail");
    failures
}

/// `category words`, as the data files write spans.
fn written(text: &str, courtesy: &Courtesy) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let words = |start: usize, end: usize| letters[start..end].iter().collect::<String>();
    let spans = courtesy.spans.iter();
    spans
        .map(|span| format!("{} {}", span.category.key(), words(span.start, span.end)))
        .collect()
}

fn deflate(bytes: &[u8]) -> usize {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(0, |bytes| bytes.len())
}
