//! The build script refuses bad energy data with its file and key.

#[path = "../build/energy.rs"]
#[allow(dead_code)]
mod energy;

use std::path::PathBuf;

/// A copy of `data/` with one text replaced in one file.
fn spoiled(name: &str, file: &str, from: &str, to: &str) -> String {
    let copy = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&copy).expect("writable");
    for each in [
        "energy.json",
        "grid.json",
        "models.json",
        "model_aliases.json",
        "equivalences.json",
    ] {
        let mut text = std::fs::read_to_string(format!("data/{each}")).expect("readable");
        if each == file {
            assert!(text.contains(from), "{from} is not in {file}");
            text = text.replacen(from, to, 1);
        }
        std::fs::write(copy.join(each), text).expect("writable");
    }
    energy::compile(&copy).expect_err("refused")
}

#[test]
fn bad_data_is_refused_with_file_and_key() {
    for (name, file, from, to, wanted) in [
        (
            "cut",
            "grid.json",
            "\"zones\": [",
            "\"zones\": [,",
            "data/grid.json is not valid JSON",
        ),
        (
            "zone",
            "grid.json",
            "\"FRA\"",
            "\"France\"",
            ".zone must be three capital letters",
        ),
        (
            "twice",
            "grid.json",
            "\"FRA\"",
            "\"DEU\"",
            ".zone names DEU a second time",
        ),
        (
            "key",
            "energy.json",
            "\"overhead\"",
            "\"overhed\"",
            "data/energy.json: calibrated.overhead is missing",
        ),
        (
            "order",
            "energy.json",
            "\"low\": 0.125",
            "\"low\": 0.5",
            "study.wh must grow from low",
        ),
        (
            "pue",
            "energy.json",
            "[1.09, 1.14]",
            "[0.9, 1.14]",
            "providers.list.0.pue must be 1 or more",
        ),
        (
            "home",
            "energy.json",
            "\"zone\": \"SWE\"",
            "\"zone\": \"SWD\"",
            "is no zone of data/grid.json",
        ),
        (
            "size",
            "models.json",
            "[32.3, 32.3]",
            "[33, 32]",
            "data/models.json: models.0.active_b must be [least",
        ),
        (
            "maker",
            "models.json",
            "\"cohere\"",
            "\"coher\"",
            "models.0.provider is no provider",
        ),
        (
            "alias",
            "model_aliases.json",
            "\"chat-latest\"",
            "\"chat-newest\"",
            "aliases.0.model is no model of",
        ),
        (
            "effort",
            "model_aliases.json",
            "\"effort\": \"light\"",
            "\"effort\": \"lite\"",
            "effort_words.0.effort",
        ),
        (
            "bulb",
            "equivalences.json",
            "\"led_watts\": 5",
            "\"led_watts\": 0",
            "led_watts must be above 0",
        ),
    ] {
        let sentence = spoiled(name, file, from, to);
        assert!(
            sentence.contains(wanted) && sentence.contains(file),
            "{name}: {sentence}"
        );
    }
}

#[test]
fn the_data_compiles_to_the_same_bytes_twice() {
    let data = std::path::Path::new("data");
    assert_eq!(energy::compile(data), energy::compile(data));
}
