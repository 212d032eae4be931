//! Official exports: what each service's layout means, and what must not spoil a count.

#[path = "import/archives.rs"]
mod archives;
#[path = "import/chance.rs"]
mod chance;
#[path = "import/chatgpt.rs"]
mod chatgpt;
#[path = "import/claude.rs"]
mod claude;
#[path = "import/gemini.rs"]
mod gemini;
#[path = "import/others.rs"]
mod others;
#[path = "import/rows.rs"]
mod rows;
#[path = "import/samples.rs"]
mod samples;
#[path = "import/shelf.rs"]
mod shelf;

use merciwatt::import::{Error, Exchange, Importer, Part, Report};
use merciwatt::observe::text::compose;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// 2026-11-26T12:00:00Z.
const NOW: f64 = 1_795_694_400_000.0;

const FIXTURES: [&str; 21] = [
    "aistudio.json",
    "chatgpt.json",
    "claude-design.json",
    "claude.json",
    "copilot-chat.csv",
    "copilot-windows.csv",
    "copilot.csv",
    "deepseek.json",
    "gemini-cs.json",
    "gemini-de.html",
    "gemini-de.json",
    "gemini-en.html",
    "gemini-en.json",
    "gemini-fr.json",
    "gemini-ko.json",
    "gemini-xx.json",
    "grok.json",
    "lechat.json",
    "librechat.json",
    "openwebui.json",
    "perplexity.json",
];

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/fixtures/import/{name}")).unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// Reads a file in pieces of so many bytes.
fn read_in(importer: &mut Importer, bytes: &[u8], piece: usize) -> Result<(Vec<Exchange>, Report), Error> {
    let (mut part, mut made) = (Part::new(), Vec::new());
    let read = bytes
        .chunks(piece)
        .try_for_each(|piece| part.push(importer, piece, &mut |exchange| made.push(exchange)))
        .and_then(|()| part.finish(importer, &mut |exchange| made.push(exchange)));
    match read {
        Ok(_) => importer.keep(),
        Err(_) => importer.forget(),
    }
    read.map(|report| (made, report))
}

fn read(bytes: &[u8]) -> (Vec<Exchange>, Report) {
    read_in(&mut Importer::new(NOW, compose), bytes, 1 << 16).unwrap_or_else(|why| panic!("{why}"))
}

fn read_json(json: &serde_json::Value) -> (Vec<Exchange>, Report) {
    read(json.to_string().as_bytes())
}

fn counts(json: &serde_json::Value) -> (u64, u64) {
    let (_, report) = read_json(json);
    (report.messages, report.replies)
}

fn messages(made: &[Exchange]) -> impl Iterator<Item = &Exchange> {
    made.iter().filter(|exchange| exchange.message.is_some())
}

#[test]
fn every_fixture_counts_what_a_person_would() {
    for (name, service, counted, undated) in [
        ("aistudio.json", "aistudio", (1, 1), 1),
        ("chatgpt.json", "chatgpt", (5, 5), 1),
        ("claude-design.json", "claude", (1, 1), 0),
        ("claude.json", "claude", (6, 4), 0),
        ("copilot-chat.csv", "copilot", (1, 1), 0),
        ("copilot-windows.csv", "copilot", (1, 0), 0),
        ("copilot.csv", "copilot", (2, 1), 0),
        ("deepseek.json", "deepseek", (2, 2), 0),
        ("gemini-cs.json", "gemini", (2, 1), 0),
        ("gemini-de.html", "gemini", (2, 2), 0),
        ("gemini-de.json", "gemini", (2, 2), 0),
        ("gemini-en.html", "gemini", (2, 1), 0),
        ("gemini-en.json", "gemini", (8, 6), 1),
        ("gemini-fr.json", "gemini", (2, 1), 0),
        ("gemini-ko.json", "gemini", (2, 2), 0),
        ("gemini-xx.json", "gemini", (4, 3), 0),
        ("grok.json", "grok", (3, 3), 0),
        ("lechat.json", "lechat", (2, 2), 0),
        ("librechat.json", "librechat", (2, 2), 1),
        ("openwebui.json", "openwebui", (1, 2), 0),
        ("perplexity.json", "perplexity", (2, 1), 0),
    ] {
        let (_, report) = read(&fixture(name));
        let found = report.service.map(|service| service.key());
        assert_eq!(
            (found, (report.messages, report.replies), report.undated),
            (Some(service), counted, undated),
            "{name}"
        );
    }
}
