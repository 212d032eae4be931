//! Rows of the command line: the fields, and a sentence for every way to get them wrong.

use merciwatt::cli::{estimate, tokens};
use merciwatt::energy::{DATA_VERSION, Method};
use serde_json::{Value, json};

fn asked() -> Value {
    json!({ "id": 7, "model": "gpt-4o", "new_tokens": 200, "context_tokens": 0, "output_tokens": 400 })
}

#[test]
fn a_row_becomes_three_ranges_and_a_version() {
    let row = estimate::row(Method::Calibrated, &asked()).expect("a row");
    assert_eq!(row["id"], 7);
    assert_eq!(row["data_version"], DATA_VERSION);
    for range in ["wh", "gco2e", "water_ml"] {
        let figure = |key: &str| row[range][key].as_f64().expect("a number");
        assert!(
            0.0 < figure("low") && figure("low") < figure("central") && figure("central") < figure("high")
        );
    }
}

#[test]
fn the_study_says_why_it_is_silent() {
    let mut input = asked();
    let row = estimate::row(Method::Study, &input).expect("a row");
    assert!(
        row["wh"].is_null() && row["water_ml"].is_null() && row["why"].is_string(),
        "{row}"
    );
    input["courtesy_only"] = json!(true);
    let row = estimate::row(Method::Study, &input).expect("a row");
    assert_eq!(
        row["wh"],
        json!({ "low": 0.125, "central": 0.245, "high": 0.365 })
    );
}

#[test]
fn wrong_fields_are_named() {
    for (key, value) in [
        ("new_tokens", json!(-1)),
        ("new_tokens", json!(1.5)),
        ("new_tokens", json!(1e12)),
        ("new_tokens", json!(1_000_000_000_000u64)),
        ("new_tokens", json!("200")),
        ("new_tokens", Value::Null),
        ("context_tokens", json!([])),
        ("output_tokens", json!(-0.5)),
        ("output_tokens", json!(1e300)),
        ("reasoning_tokens", json!(true)),
        ("web_searches", json!(-1)),
        ("images", json!(70_000)),
        ("images", json!("two")),
        ("minutes_since_last", json!(-3)),
        ("minutes_since_last", json!("soon")),
        ("courtesy_only", json!("yes")),
        ("model", json!(4)),
        ("provider", json!({})),
        ("zone", json!(33)),
    ] {
        let mut input = asked();
        input[key] = value.clone();
        let sentence = estimate::row(Method::Calibrated, &input).expect_err("refused");
        assert!(sentence.starts_with(key), "{key} = {value}: {sentence}");
    }
    let mut input = asked();
    input["zone"] = json!("XXX");
    let sentence = estimate::row(Method::Ecologits, &input).expect_err("refused");
    assert!(
        sentence.contains("XXX") && sentence.contains("nearest"),
        "{sentence}"
    );
    assert!(estimate::row(Method::Calibrated, &json!([1])).is_err());
}

#[test]
fn a_reply_may_be_missing_and_a_model_unknown() {
    let row = json!({ "id": "a", "model": null, "new_tokens": 3.0, "context_tokens": 0 });
    let row = estimate::row(Method::Calibrated, &row).expect("a row");
    assert!(row["wh"]["high"].as_f64() > row["wh"]["low"].as_f64());
}

#[test]
fn tokens_of_a_row() {
    assert_eq!(
        tokens::row(&json!({ "id": "x", "text": "" })),
        Ok(json!({ "id": "x", "tokens": 0 }))
    );
    assert_eq!(
        tokens::row(&json!({ "id": 1, "text": "Merci" })),
        Ok(json!({ "id": 1, "tokens": 1 }))
    );
    assert!(tokens::row(&json!({ "id": 1 })).is_err_and(|sentence| sentence.contains("text")));
}
