//! Compares our matcher of courtesy phrases with two matching crates, in one run: `cargo run --release --example matchers
//! -- FILE`, where FILE holds one message a line (or JSON rows with a `text`); without it, the test lines of the data files.
//!
//! The crates get every phrase written out, but for those that name a list, which they cannot hold; they neither know
//! conditions nor drawn-out letters nor where words end, and read the text as it was folded. So they do less, and this says what
//! that would cost or save: bytes to ship, time to start, time for a message.

#[path = "../text/build/courtesy.rs"]
#[allow(missing_docs, dead_code)]
mod compiler;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use flate2::{Compression, write::DeflateEncoder};
use merciwatt::courtesy::{Lexicon, find_with, folded};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

fn main() -> Result<(), String> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/courtesy");
    let folders = [data.clone()];
    let messages = match std::env::args().nth(1) {
        Some(file) => lines(&std::fs::read_to_string(&file).map_err(|why| format!("{file}: {why}"))?),
        None => test_lines(&data),
    };
    let texts: Vec<String> = messages.iter().map(|message| folded(message)).collect();
    let forms = compiler::written_out(&folders)?;
    let bytes: usize = messages.iter().map(String::len).sum();
    println!(
        "{} messages of {} bytes on the mean; {} phrases written out",
        messages.len(),
        bytes / messages.len().max(1),
        forms.len()
    );

    let packed = compiler::compile(&folders)?;
    let (raw, small) = (packed.len(), deflate(&packed));
    let start = Instant::now();
    let lexicon = Lexicon::read(packed.leak());
    find_with(&lexicon, "thanks");
    let begun = start.elapsed();
    let found = &mut 0;
    let time = each(&messages, |message| {
        *found += find_with(&lexicon, message).spans.len()
    });
    println!(
        "ours, folding, masks, conditions and all: {raw} bytes, {small} deflated; start {begun:?}; {time:?} a message; {found} formulae"
    );

    let start = Instant::now();
    let automaton: CharwiseDoubleArrayAhoCorasick<u32> = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(daachorse::MatchKind::LeftmostLongest)
        .build(&forms)
        .map_err(|why| why.to_string())?;
    let begun = start.elapsed();
    let written = automaton.serialize();
    let (raw, small) = (written.len(), deflate(&written));
    let found = &mut 0;
    let time = each(&texts, |text| {
        *found += automaton.leftmost_find_iter(text).count()
    });
    println!(
        "daachorse, matching alone: {raw} bytes, {small} deflated; building {begun:?}; {time:?} a message; {found} matches"
    );

    for kind in [AhoCorasickKind::ContiguousNFA, AhoCorasickKind::DFA] {
        let start = Instant::now();
        let automaton = AhoCorasick::builder()
            .kind(Some(kind))
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .build(&forms)
            .map_err(|why| why.to_string())?;
        let begun = start.elapsed();
        let small = deflate(forms.join("\n").as_bytes());
        let found = &mut 0;
        let time = each(&texts, |text| *found += automaton.find_iter(text).count());
        println!(
            "aho-corasick {kind:?}, matching alone: {} bytes in memory, {small} deflated as text; building {begun:?}; {time:?} a message; {found} matches",
            automaton.memory_usage()
        );
    }
    Ok(())
}

/// The time for one of them, the best of five rounds.
fn each(messages: &[String], mut read: impl FnMut(&String)) -> Duration {
    let rounds = (0..5).map(|_| {
        let start = Instant::now();
        messages.iter().for_each(&mut read);
        start.elapsed()
    });
    rounds.min().unwrap_or_default() / messages.len().max(1) as u32
}

fn lines(text: &str) -> Vec<String> {
    let text_of = |line: &str| match serde_json::from_str::<serde_json::Value>(line) {
        Ok(row) => row["text"].as_str().unwrap_or(line).to_owned(),
        Err(_) => line.to_owned(),
    };
    text.lines().map(text_of).collect()
}

fn test_lines(folder: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let file: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let say = |line: &serde_json::Value| line["say"].as_str().or(line.as_str()).map(str::to_owned);
        for key in ["must_count", "must_not_count"] {
            lines.extend(file[key].as_array().into_iter().flatten().filter_map(say));
        }
    }
    lines
}

fn deflate(bytes: &[u8]) -> usize {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(0, |bytes| bytes.len())
}
