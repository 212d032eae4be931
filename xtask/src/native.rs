//! The rings without a browser: the host's tests and lints, and the WASM core compared with the native one.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::setup::Need;
use crate::{Outcome, bundle, deny, setup};

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
    node(root, &["--test", "tests/faces/"])?;
    types(root)?;
    deny::if_there(root)
}

/// The types in the pages' scripts, where their checker is there.
fn types(root: &Path) -> Outcome {
    match setup::package(Need::TypeScript) {
        Some(checker) if root.join(checker.file).is_file() => {
            node(root, &[checker.file, "-p", "jsconfig.json"])
        }
        _ => {
            println!("types: not checked, TypeScript is not there");
            Ok(())
        }
    }
}

/// The rows that both cores must answer alike: command words and file.
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

/// Runs the same rows through the WASM core in Node and through the native command line, and compares every value.
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
        let (native, node) = (rows_of(&native.stdout)?, rows_of(&node.stdout)?);
        let lines = native.len();
        let differ = native.iter().zip(&node).find(|(a, b)| !alike(a, b));
        if let Some((a, b)) = differ {
            return Err(format!(
                "`merciwatt {words}` on {file}: native and WASM differ:\n  {a}\n  {b}"
            ));
        }
        if node.len() != lines {
            return Err(format!(
                "`merciwatt {words}` on {file}: native answers {lines} rows, WASM {}",
                node.len()
            ));
        }
        println!("wasm = native: {words}: {lines} rows");
    }
    Ok(())
}

fn rows_of(output: &[u8]) -> Result<Vec<Value>, String> {
    let text = std::str::from_utf8(output).map_err(|why| why.to_string())?;
    text.lines()
        .map(|line| serde_json::from_str(line).map_err(|why| format!("{line}: {why}")))
        .collect()
}

/// Equal, except that numbers may differ in their last digit: `powf` is the system's on the host and a library's in
/// WASM, and IEEE 754 does not fix its rounding.
fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
            (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| alike(a, b)))
        }
        (a, b) => a == b,
    }
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
