//! The lines that a data file promises, held against what is found in them. The tests and `examples/phrases.rs` play them.

use merciwatt::courtesy::{Courtesy, Lexicon, find_with};
use serde_json::Value;

/// How many lines the file has, and a sentence for each that fails.
pub fn play(lexicon: &Lexicon, name: &str, file: &Value) -> (usize, Vec<String>) {
    let of = |key: &str| file[key].as_array().into_iter().flatten();
    let mut failures = Vec::new();
    for line in of("must_count") {
        let say = line["say"].as_str().unwrap_or_default();
        let spans = line["spans"].as_array().into_iter().flatten();
        let spans: Vec<&str> = spans.filter_map(Value::as_str).collect();
        let only = line["only"].as_bool().unwrap_or(false);
        let courtesy = find_with(lexicon, say);
        let found = written(say, &courtesy);
        if spans.is_empty() {
            failures.push(format!("{name}: “{say}” has no \"spans\""));
        } else if found != spans || courtesy.only != only {
            failures.push(format!(
                "{name}: “{say}” gave {found:?}, only {}; wanted {spans:?}, only {only}",
                courtesy.only
            ));
        }
    }
    for line in of("must_not_count") {
        let say = line.as_str().unwrap_or_default();
        let courtesy = find_with(lexicon, say);
        if say.is_empty() {
            failures.push(format!("{name}: a line that must not count is no sentence"));
        } else if !courtesy.spans.is_empty() || courtesy.only {
            let found = written(say, &courtesy);
            failures.push(format!("{name}: “{say}” gave {found:?}; wanted nothing"));
        }
    }
    (of("must_count").chain(of("must_not_count")).count(), failures)
}

/// `category words`, as the data files write spans.
pub fn written(text: &str, courtesy: &Courtesy) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let words = |start: usize, end: usize| letters[start..end].iter().collect::<String>();
    let spans = courtesy.spans.iter();
    spans
        .map(|span| format!("{} {}", span.category.key(), words(span.start, span.end)))
        .collect()
}
