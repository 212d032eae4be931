//! What no honest page, clock or row holds: an answer all the same, or a sentence; never a panic, never no number.

use merciwatt::cli::Command;
use merciwatt::energy::{Exchange, Method, Output, Reasoning, estimate, find_model};
use merciwatt::ledger::{Row, price};
use merciwatt::measure::Measure;
use merciwatt::observe::text::compose;
use merciwatt::tokens::{count, weigh};
use proptest::prelude::*;
use serde_json::{Value, json};

const FIVE_MB: usize = 5_000_000;

/// A stored row with these fields changed.
fn row(fields: &Value) -> Row {
    let mut row = json!({
        "key": "k", "t": 1.764e12, "off": 60, "day": "2026-11-26", "site": "chatgpt", "kind": "new", "state": "answered",
        "chars": 40, "new_tokens": 10, "context_tokens": 0, "minutes_since_last": null,
        "courtesy": [0, 0, 0, 0, 0, 0, 0], "courtesy_only": false, "model": "gpt-4o", "replies": 1,
        "reply_chars": 200, "output_tokens": 50
    });
    for (key, value) in fields.as_object().expect("fields") {
        row[key] = value.clone();
    }
    serde_json::from_value(row).expect("a row")
}

#[test]
fn an_absurd_row_is_dear_not_free() {
    let usual = price(&row(&json!({})));
    assert!(usual.wh[0].low > 0);
    for fields in [
        json!({ "new_tokens": u32::MAX }),
        json!({ "context_tokens": u32::MAX }),
        json!({ "output_tokens": u32::MAX }),
        json!({ "reasoning_tokens": u32::MAX }),
        json!({ "reasoning_ms": u32::MAX }),
        json!({ "new_tokens": u32::MAX, "context_tokens": u32::MAX, "output_tokens": u32::MAX, "reasoning_ms": u32::MAX,
                "replies": u16::MAX }),
    ] {
        let dear = price(&row(&fields));
        assert!(dear.wh[0].central > usual.wh[0].central, "{fields}: {dear:?}");
        assert!(
            dear.wh[0].low <= dear.wh[0].central && dear.wh[0].central <= dear.wh[0].high,
            "{fields}: {dear:?}"
        );
    }
    for minutes in [-5.0, -1e300, 1e300] {
        let odd = price(&row(&json!({ "minutes_since_last": minutes })));
        assert!(odd.wh[0].low > 0, "{minutes}");
    }
    for (minutes, like) in [(f64::NAN, 1.0), (f64::INFINITY, 1.0), (-3.0, 0.0)] {
        let asked = Row {
            minutes_since_last: Some(minutes),
            ..row(&json!({ "context_tokens": 900 }))
        };
        let wanted = Row {
            minutes_since_last: Some(like),
            ..asked.clone()
        };
        assert_eq!(price(&asked), price(&wanted), "{minutes}");
    }
}

#[test]
fn an_unknown_model_or_site_is_wide() {
    for fields in [
        json!({ "model": null }),
        json!({ "model": "no-such-model" }),
        json!({ "model": "x".repeat(FIVE_MB) }),
        json!({ "site": "no-such-site", "model": "auto" }),
    ] {
        let wh = price(&row(&fields)).wh[0];
        assert!(wh.low > 0 && wh.high > 80 * wh.low, "{wh:?}");
    }
    for label in [
        "\u{0}",
        "\u{fffd}\u{fffd}",
        "💥",
        "-/-/-",
        "٣٫٥",
        &"é".repeat(FIVE_MB / 2),
    ] {
        assert!(find_model(label, None).is_none());
    }
}

#[test]
fn five_megabytes_of_anything_are_counted_in_one_look() {
    for sign in ["the ", "谢", "\u{301}", "\u{fffd}\u{0}", "ąć\n"] {
        let text = sign.repeat(FIVE_MB / sign.len());
        let tokens = Measure::of_reply(&text, compose).tokens;
        assert!(tokens > 0, "{sign:?}");
        let exchange = Exchange {
            new_tokens: u64::from(tokens),
            output: Output::Tokens(u64::from(tokens)),
            ..Exchange::default()
        };
        let impact = estimate(Method::Calibrated, &exchange).expect("5 MB are no 10 million tokens");
        let wh = impact.expect("a range").wh;
        assert!(wh.high.is_finite() && wh.low > 0.0, "{sign:?}");
    }
}

#[test]
fn half_an_emoji_costs_the_emoji_not_the_row() {
    let line = r#"{"id": 1, "text": "Merci \ud83d"}"#;
    assert_eq!(
        Command::Tokens.line(line),
        Ok(json!({ "id": 1, "tokens": count("Merci \u{fffd}") }))
    );
    let courtesy = Command::Courtesy.line(line).expect("a row");
    assert_eq!(
        courtesy["courtesy"].as_array().map(Vec::len),
        Some(1),
        "{courtesy}"
    );
    let model = r#"{"id": 2, "model": "gpt-4o\udc00", "new_tokens": 1, "context_tokens": 0}"#;
    assert!(Command::Estimate(Method::Calibrated).line(model).is_ok());
    for broken in [
        "",
        "{",
        "[1]",
        "nothing",
        "{\"id\": 1}",
        r#"{"id": 1, "text": "\ud83"}"#,
        r#"{"id": 1, "text": 4}"#,
        "NaN",
    ] {
        let sentence = Command::Tokens.line(broken).expect_err(broken);
        assert!(sentence.len() > 20, "{broken}: {sentence}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn seconds_of_thought_never_panic(seconds in proptest::num::f64::ANY) {
        if let Reasoning::Estimated(tokens) = Reasoning::from_seconds(seconds, None) {
            let exchange = Exchange { reasoning: Reasoning::Estimated(tokens), ..Exchange::default() };
            for method in Method::ALL {
                if let Ok(Some(impact)) = estimate(method, &exchange) {
                    prop_assert!(impact.wh.high.is_finite());
                }
            }
        }
    }

    #[test]
    fn any_text_has_a_finite_weight(text in any::<String>()) {
        let weight = weigh(&text);
        prop_assert!(weight.is_finite() && weight >= 0.0);
        prop_assert_eq!(count(&text) == 0, text.is_empty());
        prop_assert!(weight <= 2.0 * text.chars().count() as f64);
    }

    #[test]
    fn any_line_is_a_row_or_a_sentence(line in ".{0,60}") {
        for mut command in [Command::Tokens, Command::Courtesy, Command::Estimate(Method::Study)] {
            let _ = command.line(&line);
        }
    }

    #[test]
    fn any_row_is_priced_in_order(
        new in any::<u32>(), context in any::<u32>(), output in any::<Option<u32>>(), thought in any::<Option<u32>>(),
        replies in any::<u16>(), minutes in proptest::option::of(proptest::num::f64::ANY),
    ) {
        let asked = Row {
            new_tokens: Some(new), context_tokens: context, output_tokens: output, reasoning_ms: thought, replies,
            minutes_since_last: minutes, ..row(&json!({}))
        };
        let wh = price(&asked).wh[0];
        prop_assert!(0 < wh.low && wh.low <= wh.central && wh.central <= wh.high);
    }
}
