//! Chance against the import: any cut into pieces says the same, damage is a sentence, memory stays small.

use merciwatt::import::{Importer, Part};
use merciwatt::observe::text::compose;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};

use super::{FIXTURES, MEMORY, NOW, fixture, read, read_in};

#[path = "../fuzz/changes.rs"]
mod changes;

fn tried<S: Strategy>(
    cases: u32,
    strategy: &S,
    test: impl Fn(S::Value) -> Result<(), proptest::test_runner::TestCaseError>,
) {
    let asked = std::env::var("MERCIWATT_FUZZ_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    let config = Config {
        cases: asked.unwrap_or(cases),
        failure_persistence: None,
        ..Config::default()
    };
    let algorithm = config.rng_algorithm;
    let mut runner = match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(algorithm)),
    };
    if let Err(why) = runner.run(strategy, test) {
        panic!("{why}");
    }
}

#[test]
fn every_byte_by_itself_says_the_same() {
    for name in FIXTURES {
        let bytes = fixture(name);
        let whole = read(&bytes);
        for piece in [1, 2, 3, 7, 1023, 1024, 1025] {
            let cut = read_in(&mut Importer::new(NOW, compose), &bytes, piece).expect("an export");
            assert_eq!(cut, whole, "{name} in pieces of {piece}");
        }
    }
}

#[test]
fn any_cut_into_pieces_says_the_same() {
    let files: Vec<Vec<u8>> = FIXTURES.iter().map(|name| fixture(name)).collect();
    let strategy = (0..files.len(), proptest::collection::vec(any::<u16>(), 0..12));
    tried(300, &strategy, |(file, cuts)| {
        let bytes = &files[file];
        let mut places: Vec<usize> = cuts
            .iter()
            .map(|cut| bytes.len() * usize::from(*cut) / 65_536)
            .collect();
        places.sort_unstable();
        places.push(bytes.len());
        let (mut importer, mut part, mut made) = (Importer::new(NOW, compose), Part::new(), Vec::new());
        let mut from = 0;
        for place in places {
            part.push(&mut importer, &bytes[from..place], &mut |exchange| {
                made.push(exchange)
            })
            .expect("whole");
            from = place;
        }
        let report = part
            .finish(&mut importer, &mut |exchange| made.push(exchange))
            .expect("whole");
        prop_assert_eq!((made, report), read(bytes));
        Ok(())
    });
}

#[test]
fn damage_is_a_sentence_and_holds_little_memory() {
    let files: Vec<Vec<u8>> = FIXTURES.iter().map(|name| fixture(name)).collect();
    let strategy = (0..files.len(), changes::changes(), 1..4096_usize);
    tried(2_000, &strategy, |(file, changes, piece)| {
        let bytes = changes::changed(files[file].clone(), &changes);
        let first = read_in(&mut Importer::new(NOW, compose), &bytes, piece);
        let second = read_in(&mut Importer::new(NOW, compose), &bytes, 1 << 20);
        if let Err(why) = &first {
            prop_assert!(why.to_string().len() < 600);
        }
        if let (Ok((made, _)), Ok(_)) = (&first, &second) {
            for exchange in made {
                prop_assert!(exchange.t.is_none_or(f64::is_finite));
                prop_assert!(exchange.minutes_since_last.is_none_or(|minutes| minutes >= 0.0));
            }
        }
        prop_assert_eq!(first, second);
        Ok(())
    });
}

/// Writes one ChatGPT conversation whose message has so many bytes, in pieces.
fn with_message_of(size: usize, importer: &mut Importer) -> (u64, u64) {
    let mut part = Part::new();
    let mut count = 0;
    let mut push = |part: &mut Part, importer: &mut Importer, piece: &[u8]| {
        part.push(importer, piece, &mut |_| count += 1).expect("whole");
    };
    let small = br#"{"id":"s","mapping":{"a":{"id":"a","message":{"author":{"role":"user"},"content":{"parts":["hi"]}}}}}"#;
    push(&mut part, importer, b"[");
    push(&mut part, importer, small);
    push(
        &mut part,
        importer,
        br#",{"id":"l","mapping":{"b":{"id":"b","message":{"author":{"role":"user"},"content":{"parts":[""#,
    );
    let words = "word \u{e9}".repeat(1 << 13);
    for _ in 0..size / words.len() {
        push(&mut part, importer, words.as_bytes());
    }
    push(&mut part, importer, br#""]}}}}},"#);
    push(
        &mut part,
        importer,
        &String::from_utf8_lossy(small)
            .replace("\"s\"", "\"t\"")
            .into_bytes(),
    );
    push(&mut part, importer, b"]");
    let report = part.finish(importer, &mut |_| {}).expect("whole");
    (report.messages, report.set_aside)
}

#[test]
fn a_conversation_too_large_for_anybody_is_set_aside() {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let mut importer = Importer::new(NOW, compose).with_largest(1 << 20);
    assert_eq!(with_message_of(40 << 20, &mut importer), (2, 1));
    let held = MEMORY.peak_usage().saturating_sub(before);
    // Other tests run beside this one; forty megabytes are not among what they hold.
    assert!(held < 32 << 20, "{held} bytes were held");
}
