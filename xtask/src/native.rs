//! The rings without a browser: the host's tests and lints, and the WASM core compared with the native one.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Outcome, bundle};

/// Formatting, lints and every native test.
pub fn native(root: &Path) -> Outcome {
    cargo(root, &["fmt", "--all", "--check"])?;
    cargo(
        root,
        &[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    )?;
    cargo(root, &["test", "--quiet", "--workspace", "--exclude", "e2e"])?;
    node(root, &["--test", "tests/faces/"])
}

/// The rows that both cores must answer alike, word for word: command words and file.
const ROWS: [(&str, &str); 6] = [
    ("courtesy", "tests/fixtures/rows/texts.jsonl"),
    ("tokens", "tests/fixtures/rows/texts.jsonl"),
    (
        "estimate --method calibrated",
        "tests/fixtures/rows/exchanges.jsonl",
    ),
    (
        "estimate --method ecologits",
        "tests/fixtures/rows/exchanges.jsonl",
    ),
    ("estimate --method study", "tests/fixtures/rows/exchanges.jsonl"),
    ("requests", "tests/fixtures/rows/requests.jsonl"),
];

/// Runs the same rows through the WASM core in Node and through the native command line, and compares every byte.
pub fn wasm_equals_native(root: &Path) -> Outcome {
    let wasm = bundle::compile(root, &["lab"])?;
    let folder = root.join("target/bound-node");
    bundle::bind(&wasm, &folder, bundle::Kind::Node)?;
    cargo(
        root,
        &["build", "--quiet", "--package", "merciwatt", "--bin", "merciwatt"],
    )?;
    for (words, file) in ROWS {
        let rows = root.join(file);
        let input = fs::File::open(&rows).map_err(|why| format!("{file}: cannot be read ({why})"))?;
        let native = Command::new(root.join("target/debug/merciwatt"))
            .args(words.split(' '))
            .stdin(input)
            .stderr(Stdio::inherit())
            .output()
            .map_err(|why| format!("merciwatt could not be started: {why}"))?;
        let node = Command::new("node")
            .current_dir(root)
            .args(["tests/wasm/rows.cjs", words, file])
            .stderr(Stdio::inherit())
            .output()
            .map_err(|why| format!("node could not be started: {why}"))?;
        if !native.status.success() || !node.status.success() {
            return Err(format!(
                "`merciwatt {words}` failed on {file}; its words are above"
            ));
        }
        let lines = native.stdout.iter().filter(|byte| **byte == b'\n').count();
        if native.stdout != node.stdout {
            let (native, node) = (
                String::from_utf8_lossy(&native.stdout),
                String::from_utf8_lossy(&node.stdout),
            );
            let (a, b) = native
                .lines()
                .zip(node.lines())
                .find(|(a, b)| a != b)
                .unwrap_or(("(missing)", "(missing)"));
            return Err(format!(
                "`merciwatt {words}` on {file}: native and WASM differ:\n  {a}\n  {b}"
            ));
        }
        println!("wasm = native: {words}: {lines} rows");
    }
    Ok(())
}

fn cargo(root: &Path, words: &[&str]) -> Outcome {
    run(
        Command::new(env!("CARGO")).current_dir(root).args(words),
        &format!("cargo {}", words.join(" ")),
    )
}

fn node(root: &Path, words: &[&str]) -> Outcome {
    run(
        Command::new("node").current_dir(root).args(words),
        &format!("node {}", words.join(" ")),
    )
}

fn run(command: &mut Command, shown: &str) -> Outcome {
    let status = command
        .status()
        .map_err(|why| format!("{shown}: could not be started ({why})"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{shown}: failed; its words are above"))
    }
}
