//! Tries courtesy data without building the core anew: compiles folders of language files, holds them to their own
//! `must_count` and `must_not_count` lines, and says what each file weighs.
//!
//! `cargo run --example phrases` checks `data/courtesy`; `… -- FOLDER FOLDER` checks files that are not there yet;
//! `… -- --try FOLDER` reads messages from standard input, one a line, and prints what is found in each.

#[path = "../text/build/courtesy.rs"]
#[allow(missing_docs)]
mod compiler;
#[path = "../tests/courtesy/lines.rs"]
mod lines;

use flate2::{Compression, write::DeflateEncoder};
use lines::written;
use merciwatt::courtesy::{Lexicon, find_with};
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
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (lines, failures) = lines::play(lexicon, &name, &file);
    failures.iter().for_each(|sentence| println!("{sentence}"));
    println!("{name}: {} of {lines} lines fail", failures.len());
    failures.len()
}

fn deflate(bytes: &[u8]) -> usize {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(0, |bytes| bytes.len())
}
