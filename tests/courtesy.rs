//! The courtesy engine against the lines its data files promise, and against evidence kept elsewhere.

#[path = "../text/build/courtesy.rs"]
#[allow(missing_docs)]
mod compiler;
#[path = "courtesy/lines.rs"]
mod lines;

use lines::written;
use merciwatt::courtesy::{Category, Lexicon, find};
use serde_json::Value;
use std::collections::BTreeMap;

fn files() -> Vec<(String, Value)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/courtesy");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("data/courtesy exists") {
        let path = entry.expect("its entries can be read").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a data file can be read");
        let name = path
            .file_name()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        files.push((
            name,
            serde_json::from_str(&text).expect("the build has read it already"),
        ));
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

#[test]
fn every_line_of_the_data_files_holds() {
    let mut failures = Vec::new();
    for (name, file) in files() {
        assert!(
            file["must_count"].is_array() && file["must_not_count"].is_array(),
            "{name}"
        );
        failures.extend(lines::play(Lexicon::built_in(), &name, &file).1);
    }
    assert!(
        failures.is_empty(),
        "{} lines fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn every_language_brings_sixty_lines() {
    for (name, file) in files().into_iter().filter(|(name, _)| name != "shared.json") {
        let lines = ["must_count", "must_not_count"].map(|key| file[key].as_array().map_or(0, Vec::len));
        assert!(lines.iter().sum::<usize>() >= 60, "{name} has {lines:?} lines");
    }
}

/// Compiles one file `xx.json` with these phrases and returns the sentence of the refusal.
fn refusal(name: &str, phrases: &str) -> String {
    let data = std::env::temp_dir().join(format!("merciwatt-courtesy-{}-{name}", std::process::id()));
    std::fs::create_dir_all(data.join("courtesy")).expect("the temporary folder is writable");
    let file = format!(
        r#"{{"language": "xx", "name": "X", "phrases": [{phrases}], "must_count": [1], "must_not_count": [1]}}"#
    );
    std::fs::write(data.join("courtesy/xx.json"), file).expect("the temporary folder is writable");
    let refused = compiler::compile(&[data.join("courtesy")]);
    std::fs::remove_dir_all(&data).expect("our own folder can be removed");
    refused.expect_err("the file is bad")
}

#[test]
fn bad_data_is_refused_with_file_and_key() {
    let cases = [
        (
            "category",
            r#"{"category": "pleas", "forms": ["x"]}"#,
            "phrases[0]: there is no category “pleas”",
        ),
        (
            "filter",
            r#"{"category": "please", "forms": ["x"], "unless": [{"befor": ["y"]}]}"#,
            "befor",
        ),
        (
            "place",
            r#"{"category": "please", "forms": ["x"], "only": [{"at": ["top"]}]}"#,
            "only[0].at: there is no “top”",
        ),
        (
            "empty",
            r#"{"category": "please", "forms": ["(a|)"]}"#,
            "phrases[0].forms: “(a|)” allows an empty form",
        ),
        (
            "none",
            r#"{"category": "please", "forms": []}"#,
            "phrases[0].forms is empty",
        ),
        (
            "twice",
            r#"{"category": "please", "forms": ["plaît", "plait"]}"#,
            "“plait” stands there already",
        ),
        (
            "again",
            r#"{"category": "please", "forms": ["a"]}, {"category": "thanks", "forms": ["á"]}"#,
            "“a” is already read in",
        ),
        (
            "list",
            r#"{"category": "please", "forms": ["a"], "grow_after": "@much"}"#,
            "“@much” is not one of",
        ),
        (
            "parenthesis",
            r#"{"category": "please", "forms": ["(a"]}"#,
            "“(a” has a parenthesis too many",
        ),
    ];
    for (name, phrases, expected) in cases {
        let sentence = refusal(name, phrases);
        assert!(
            sentence.starts_with("data/courtesy/xx.json"),
            "{name}: {sentence}"
        );
        assert!(sentence.contains(expected), "{name}: {sentence}");
    }
}

#[test]
fn any_text_is_read_in_linear_time() {
    let signs = [
        "a:",
        "dear ",
        "\"",
        "'a ",
        "`",
        "please ",
        "`` ",
        "please translate: ",
        "thaaanks'",
        "«",
        "hi\n",
        "(",
        "e\u{301}",
        "谢谢",
        "\0",
        "sorry, ",
        "{",
        "> ",
    ];
    for sign in signs {
        let text = sign.repeat(5_000_000 / sign.len());
        let start = std::time::Instant::now();
        let courtesy = find(&text);
        let took = start.elapsed();
        println!("{sign:?} × {}: {took:?}", text.len() / sign.len());
        assert!(!courtesy.only && courtesy.spans.len() <= 200_000);
        // A quadratic reader would need minutes.
        assert!(took.as_secs() < 20, "{sign:?} took {took:?}");
    }
}

#[test]
fn counts_follow_the_order_of_the_categories() {
    let counts = find("Hello! Please help me. Thanks, thanks!").counts();
    assert_eq!(counts, [1, 2, 1, 0, 0, 0, 0]);
    assert_eq!(Category::ALL.map(Category::key)[1], "thanks");
}

#[test]
fn each_formula_belongs_to_a_language() {
    let measure =
        merciwatt::measure::Measure::of_message("Hello! Bonjour ! Thanks, thanks, danke, 谢谢", |text| {
            text.into()
        });
    let found: Vec<(String, u64)> = measure.by_language().into_iter().collect();
    let expected = [("", 1), ("de", 1), ("en", 2), ("fr", 1), ("zh", 1)];
    assert_eq!(found, expected.map(|(name, count)| (name.to_owned(), count)));
    assert!(files().len() <= merciwatt::courtesy::MAX_LANGUAGES);
    assert!(merciwatt::measure::Measure::default().by_language().is_empty());
}

#[test]
fn offsets_are_code_points_of_the_original() {
    let text = "😀 Ａh — MERCI\u{301} beaucoup";
    assert_eq!(written(text, &find(text)), ["thanks MERCI\u{301} beaucoup"]);
}

#[test]
fn the_row_of_the_command_line_speaks_json() {
    let row = merciwatt::cli::courtesy::row(&serde_json::json!({"id": "a", "text": "Thank you!"}));
    let wanted = serde_json::json!({
        "id": "a", "courtesy": [{"category": "thanks", "language": "en", "start": 0, "end": 9}], "courtesy_only": true
    });
    assert_eq!(row, Ok(wanted));
    let error = merciwatt::cli::courtesy::row(&serde_json::json!({"id": "a"})).expect_err("there is no text");
    assert!(error.contains("\"text\""), "{error}");
}

/// Reads `courtesy/*.jsonl` under `MERCIWATT_EVIDENCE` and, if `MERCIWATT_PREDICTIONS` names a folder, writes
/// one prediction row for each message there, for the scorer that comes with the evidence.
#[test]
fn evidence_is_predicted() {
    let Ok(evidence) = std::env::var("MERCIWATT_EVIDENCE") else {
        println!("Skipped: MERCIWATT_EVIDENCE names no folder with labelled messages.");
        return;
    };
    let folder = std::path::Path::new(&evidence).join("courtesy");
    for entry in std::fs::read_dir(&folder).expect("the evidence has a folder named courtesy") {
        let path = entry.expect("its entries can be read").path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a label file can be read");
        let rows: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("one row a line"))
            .collect();
        let start = std::time::Instant::now();
        let predictions: Vec<Value> = rows
            .iter()
            .map(|row| merciwatt::cli::courtesy::row(row).expect("a row"))
            .collect();
        let each = start.elapsed().as_secs_f64() * 1e6 / rows.len() as f64;
        println!("{}: {} messages, {each:.1} µs each", path.display(), rows.len());
        print_scores(&rows, &predictions);
        if let Ok(target) = std::env::var("MERCIWATT_PREDICTIONS") {
            let lines: Vec<String> = predictions.iter().map(Value::to_string).collect();
            let name = path.file_name().expect("a file has a name");
            std::fs::write(std::path::Path::new(&target).join(name), lines.join("\n"))
                .expect("the folder is writable");
        }
    }
}

/// Prints precision, recall and F1 on messages, per language, of rows that carry labels.
fn print_scores(rows: &[Value], predictions: &[Value]) {
    let mut tally: BTreeMap<(String, &str), [u32; 3]> = BTreeMap::new();
    for (row, prediction) in rows
        .iter()
        .zip(predictions)
        .filter(|(row, _)| row["courtesy"].is_array())
    {
        let language = row["lang"].as_str().unwrap_or("unknown").to_owned();
        let has = |row: &Value, key: &str| {
            row["courtesy"]
                .as_array()
                .is_some_and(|spans| spans.iter().any(|span| span["category"] == key))
        };
        for key in Category::ALL.map(Category::key).into_iter().chain(["only"]) {
            let told = |row: &Value| {
                if key == "only" {
                    row["courtesy_only"] == true
                } else {
                    has(row, key)
                }
            };
            let cell = tally.entry((language.clone(), key)).or_default();
            match (told(row), told(prediction)) {
                (true, true) => cell[0] += 1,
                (false, true) => cell[1] += 1,
                (true, false) => cell[2] += 1,
                (false, false) => {}
            }
        }
    }
    for ((language, key), [hit, wrong, missed]) in tally {
        let share = |of: u32| {
            if of == 0 {
                0.0
            } else {
                f64::from(hit) / f64::from(of)
            }
        };
        let (precision, recall) = (share(hit + wrong), share(hit + missed));
        let f1 = if hit == 0 {
            0.0
        } else {
            2.0 * precision * recall / (precision + recall)
        };
        println!("{language} {key:9} P {precision:.3} R {recall:.3} F1 {f1:.3} ({hit}, {wrong}, {missed})");
    }
}
