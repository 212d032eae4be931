//! How fast a ChatGPT-like export is read, and with how much memory: `cargo run --profile fuzz --example import_speed -- 200`
//! makes so many megabytes while they are read; no file is written.

use std::time::{Duration, Instant};

use merciwatt::import::{Importer, Part};
use merciwatt::measure::Measure;
use merciwatt::observe::text::compose;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const QUESTIONS: [&str; 5] = [
    "Hello! Could you explain how the tides work, please?",
    "Merci beaucoup, c'est très clair. Et pourquoi deux marées par jour ?",
    "Rewrite this paragraph so that a ten-year-old understands it. The moon attracts the water of the oceans, and the \
     earth turns below the two bulges, which is why most coasts have two high tides a day.",
    "thanks",
    "Write a function that sorts a list of pairs by their second element, without changing the order of equal ones.",
];

const ANSWER: &str = "The gravity of the moon pulls the water on the near side more strongly than the earth itself, \
    and the earth more strongly than the water on the far side. So there are **two bulges**, and the earth turns below \
    them once a day.\\n\\n1. Near side: water is pulled away from the earth.\\n2. Far side: the earth is pulled away \
    from the water.\\n\\n```python\\ndef tide(t):\\n    return math.cos(2 * math.pi * t / 12.42)\\n```\\n\\nÀ bient\\u00f4t! ";

/// One conversation of `turns` questions, with the metadata that real nodes have.
fn conversation(number: u64, turns: u64) -> String {
    let id = |what: u64, at: u64| format!("{number:08x}-{what:04x}-4a1b-9c3d-5e7f{at:08x}");
    let mut json = format!(
        "{{\"title\": \"T {number}\", \"create_time\": 1768212000.5, \"conversation_id\": \"{}\", \"mapping\": \
         {{\"{}\": {{\"id\": \"{}\", \"message\": null, \"parent\": null, \"children\": []}}",
        id(0, 0),
        id(1, 0),
        id(1, 0)
    );
    for turn in 0..turns {
        let question = QUESTIONS[((number + turn) % 5) as usize];
        let answer = ANSWER.repeat(1 + ((number + turn) % 4) as usize);
        let stamp = 1_768_212_000 + number * 600 + turn * 40;
        for (what, before, role, words, metadata) in [
            (
                2,
                if turn == 0 { id(1, 0) } else { id(3, turn - 1) },
                "user",
                question,
                "\"request_id\": \"9a8b7c6d5e4f-FRA\"",
            ),
            (
                3,
                id(2, turn),
                "assistant",
                answer.as_str(),
                "\"model_slug\": \"gpt-5\", \"default_model_slug\": \"gpt-5\", \"parent_id\": \"x\"",
            ),
        ] {
            json.push_str(&format!(
                ", \"{0}\": {{\"id\": \"{0}\", \"message\": {{\"id\": \"{0}\", \"author\": {{\"role\": \"{role}\", \
                 \"name\": null, \"metadata\": {{}}}}, \"create_time\": {stamp}.25, \"update_time\": null, \"content\": \
                 {{\"content_type\": \"text\", \"parts\": [\"{words}\"]}}, \"status\": \"finished_successfully\", \
                 \"end_turn\": true, \"weight\": 1.0, \"metadata\": {{{metadata}, \"timestamp_\": \"absolute\", \
                 \"citations\": [], \"content_references\": [], \"message_type\": null}}, \"recipient\": \"all\", \
                 \"channel\": null}}, \"parent\": \"{before}\", \"children\": []}}",
                id(what, turn)
            ));
        }
    }
    json.push_str("}, \"moderation_results\": [], \"current_node\": null, \"is_archived\": false}");
    json
}

fn main() {
    let megabytes: u64 = std::env::args()
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(100);
    let (mut importer, mut part) = (Importer::new(1.8e12, compose), Part::new());
    let (mut bytes, mut number, mut exchanges) = (0_u64, 0, 0_u64);
    let mut took = Duration::ZERO;
    let mut push = |part: &mut Part, importer: &mut Importer, piece: &[u8]| {
        let begun = Instant::now();
        part.push(importer, piece, &mut |_| exchanges += 1)
            .expect("an export");
        took += begun.elapsed();
    };
    push(&mut part, &mut importer, b"[");
    MEMORY.reset_peak_usage();
    while bytes < megabytes << 20 {
        let json = conversation(number, 2 + number % 40);
        for piece in json.as_bytes().chunks(1 << 16) {
            push(&mut part, &mut importer, piece);
        }
        bytes += json.len() as u64;
        number += 1;
        let more: &[u8] = if bytes < megabytes << 20 { b"," } else { b"]" };
        push(&mut part, &mut importer, more);
    }
    let report = part.finish(&mut importer, &mut |_| ()).expect("an export");
    let peak = MEMORY.peak_usage_as_mb();
    let speed = bytes as f64 / 1048576.0 / took.as_secs_f64();
    println!(
        "{} MB, {number} conversations, {} messages, {} replies",
        bytes >> 20,
        report.messages,
        report.replies
    );
    println!("{speed:.1} MB/s, at most {peak:.1} MB of memory");
    // What of it is measuring the words.
    let times = report.messages.div_ceil(5);
    let begun = Instant::now();
    let found: u64 = (0..times)
        .flat_map(|_| QUESTIONS)
        .map(|words| u64::from(Measure::of_message(words, compose).chars))
        .sum();
    let messages = begun.elapsed();
    let answer = ANSWER.replace("\\n", "\n").repeat(5).replace("\\u00f4", "ô");
    let begun = Instant::now();
    let read: u64 = (0..report.replies / 2)
        .map(|_| u64::from(Measure::of_reply(&answer, compose).chars))
        .sum();
    let replies = begun.elapsed();
    println!(
        "of {:.2} s: {:.2} s measuring messages ({found} letters), {:.2} s measuring replies ({read} letters)",
        took.as_secs_f64(),
        messages.as_secs_f64(),
        replies.as_secs_f64()
    );
}
