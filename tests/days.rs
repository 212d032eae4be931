//! Days: sums by site, model, hour and length of the conversation, exact whatever happens to a row; and summing again.

#[path = "memory/filled.rs"]
mod filled;

use chrono::Weekday;
use merciwatt::energy::{Exchange, Method, estimate, usage, zones};
use merciwatt::ledger::{Day, LENGTHS, Repricing, Row, State};
use merciwatt::named::Named;
use merciwatt::record;
use merciwatt::settings::Settings;
use merciwatt::view::{Calendar, Lens, period, popup};
use merciwatt::week::{Week, parse_day};
use proptest::prelude::*;
use serde_json::{Value, json};

use filled::filled;

fn row(change: &Value) -> Row {
    let mut row = json!({
        "key": "k", "t": 1_764_003_600_000.0_f64, "off": 60, "day": "2025-11-24", "site": "chatgpt", "kind": "new",
        "state": "answered", "chars": 40, "new_tokens": 10, "context_tokens": 0, "minutes_since_last": null,
        "courtesy": [1, 0, 0, 0, 0, 0, 0], "courtesy_only": false, "model": "gpt-5", "replies": 1, "reply_chars": 400,
        "output_tokens": 100,
    });
    for (key, value) in change.as_object().expect("an object") {
        row[key] = value.clone();
    }
    record::read(row).expect("a row")
}

fn day(rows: &[Row]) -> Day {
    let mut day = Day::new("2025-11-24");
    for row in rows {
        day.replace(None, row);
    }
    day
}

#[test]
fn a_message_is_summed_by_model_hour_and_length() {
    let day = day(&[
        row(&json!({})),
        row(&json!({"key": "l", "model": null, "context_tokens": 4000, "t": 1_764_028_799_000.0_f64})),
        row(&json!({"key": "m", "kind": "regenerate", "context_tokens": 3999})),
    ]);
    assert_eq!((day.total.messages, day.total.replies), (2, 3));
    assert_eq!(
        (day.models["gpt-5"].messages, day.models["gpt-5"].replies),
        (1, 2)
    );
    assert_eq!(day.models[""].messages, 1);
    // 17:00 UTC is 18 o'clock an hour east, 23:59:59 UTC is 0 o'clock.
    assert_eq!((day.hours[18], day.hours[0]), (1, 1));
    assert_eq!(day.hours.iter().sum::<u32>(), 2);
    let replies: Vec<u64> = day.lengths.iter().map(|part| part.replies).collect();
    assert_eq!(replies, [1, 1, 1, 0, 0]);
    assert_eq!(LENGTHS[2], 4000);
}

#[test]
fn a_hostile_page_cannot_make_a_day_grow() {
    let rows: Vec<Row> = (0..500)
        .map(|n| row(&json!({"key": format!("{n}"), "model": format!("model-{n}")})))
        .collect();
    let mut day = day(&rows);
    assert!(day.models.len() <= 25, "{} models", day.models.len());
    let named: u64 = day.models.values().map(|part| part.messages).sum();
    assert_eq!(named, 500);
    // What has no name of its own can be taken out again.
    for row in &rows {
        let failed = Row {
            state: State::Failed,
            ..row.clone()
        };
        day.replace(Some(row), &failed);
    }
    assert!(
        day.models
            .values()
            .all(|part| part.replies == 0 && part.wh[0].high == 0)
    );
}

fn rows() -> impl Strategy<Value = Row> {
    let model = prop_oneof![
        Just(None),
        Just(Some("gpt-5")),
        Just(Some("claude-opus-4-6")),
        Just(Some("x"))
    ];
    let site = prop_oneof![
        Just("chatgpt"),
        Just("claude"),
        Just("mistral"),
        Just("gone-site")
    ];
    let state = prop_oneof![Just("sent"), Just("answered"), Just("stopped"), Just("failed")];
    let kind = prop_oneof![Just("new"), Just("edit"), Just("regenerate"), Just("continue")];
    (
        model,
        site,
        state,
        kind,
        any::<Option<u32>>(),
        any::<u32>(),
        any::<bool>(),
        0..86_400_000_u32,
    )
        .prop_map(|(model, site, state, kind, tokens, context, only, ms)| {
            let language = ["fr", "ja", ""][ms as usize % 3];
            row(
                &json!({"model": model, "site": site, "state": state, "kind": kind, "output_tokens": tokens,
                "context_tokens": context, "courtesy_only": only, "languages": {(language): 1}, "t": 1_764_000_000_000.0 + f64::from(ms)}),
            )
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Rows that change many times leave the sums of what they are now, and a day summed again is the same.
    #[test]
    fn sums_are_those_of_the_rows(lives in prop::collection::vec(prop::collection::vec(rows(), 1..5), 0..8)) {
        let mut changed = Day::new("2025-11-24");
        for life in &lives {
            let mut before = None;
            for row in life {
                changed.replace(before, row);
                before = Some(row);
            }
        }
        let last: Vec<&Row> = lives.iter().filter_map(|life| life.last()).collect();
        let again = Day::new("2025-11-24").summed_again(last.iter().copied());
        prop_assert_eq!(filled(&changed), filled(&again));
    }

    /// Carbon and water of a sum, put on a grid at once, are those of its messages put there one by one.
    #[test]
    fn sums_may_be_put_on_a_grid(rows in prop::collection::vec(rows(), 1..20), zone in 0..200_usize, method in 0..3_usize) {
        let zone = zones().nth(zone).expect("a zone");
        let method = Method::ALL[method];
        let settings = Settings {
            method: Some(method.key().to_owned()),
            zone: Some(zone.code.to_owned()),
            ..Settings::default()
        };
        let whole = day(&rows);
        let sums = Lens::of(&settings).sums(&whole.total, &whole.sites);
        let mut one_by_one = (0.0, 0.0);
        for row in &rows {
            let single = day(std::slice::from_ref(row));
            let sums = Lens::of(&settings).sums(&single.total, &single.sites);
            one_by_one.0 += sums.gco2e.central;
            one_by_one.1 += sums.water_ml.high;
        }
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
        prop_assert!(near(sums.gco2e.central, one_by_one.0), "{} {}", sums.gco2e.central, one_by_one.0);
        prop_assert!(near(sums.water_ml.high, one_by_one.1), "{} {}", sums.water_ml.high, one_by_one.1);
    }
}

#[test]
fn an_estimate_is_its_usage_on_its_grid() {
    let exchange = Exchange {
        model: Some("gpt-4o"),
        new_tokens: 20,
        ..Exchange::default()
    };
    for method in [Method::Calibrated, Method::Ecologits] {
        let used = usage(method, &exchange).expect("plain").expect("applies");
        for zone in zones() {
            let there = Exchange {
                zone: Some(zone.code),
                ..exchange
            };
            assert_eq!(estimate(method, &there).expect("plain"), Some(used.on(zone)));
        }
    }
}

#[test]
fn what_an_update_changed_is_told_once() {
    let rows = [row(&json!({})), row(&json!({"key": "l", "courtesy_only": true}))];
    let now = day(&rows);
    assert!(now.is_current());
    let mut stored = serde_json::to_value(&now).expect("a day");
    stored["data_version"] = "2020-01".into();
    stored["total"]["wh"][0] = json!([1, 2, 3]);
    let old: Day = record::read(stored).expect("a day");
    assert!(!old.is_current());
    let new = old.summed_again(&rows);
    assert_eq!(new, now);

    let mut run = Repricing::default();
    run.took(&old, &new);
    run.took(&now, &new);
    assert_eq!(
        (run.days, run.from.as_str(), run.to.as_str()),
        (1, "2020-01", now.data_version.as_str())
    );
    assert_eq!(run.before[0].high, 3);
    assert_eq!(run.after, now.total.wh);
}

#[test]
fn days_of_an_earlier_form_are_summed_again() {
    let mut stored = serde_json::to_value(day(&[row(&json!({}))])).expect("a day");
    let fields = stored.as_object_mut().expect("an object");
    for young in ["sums", "models", "languages", "hours", "lengths"] {
        fields.remove(young);
    }
    let old: Day = record::read(stored).expect("a day");
    assert!(!old.is_current());
}

#[test]
fn a_period_of_any_length_is_a_view() {
    let mut days = Vec::new();
    for n in 0..500_u64 {
        let date = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).expect("a date") + chrono::Days::new(n);
        let mut day = Day::new(&date.to_string());
        day.replace(
            None,
            &row(&json!({"day": date.to_string(), "languages": {"fr": 1}})),
        );
        days.push(day);
    }
    let view = |days: &[Day]| {
        let settings = Settings::default();
        serde_json::to_value(period(
            "2024-01-01",
            "2025-05-14",
            "2026-11-26",
            None,
            days,
            &[],
            &settings,
        ))
        .expect("a view")
    };
    let long = view(&days);
    assert_eq!(
        (long["unit"].as_str(), long["bars"].as_array().map(Vec::len)),
        (Some("month"), Some(17))
    );
    assert_eq!(long["bars"][0]["at"], "2024-01");
    assert_eq!(long["total"]["messages"], 500);
    assert_eq!(long["sites"][0]["zone"], "USA");
    assert_eq!(long["languages"], json!([{"language": "fr", "courtesy": 500}]));
    let short = view(&days[..7]);
    assert_eq!(
        (short["unit"].as_str(), short["bars"].as_array().map(Vec::len)),
        (Some("day"), Some(7))
    );
    let empty = view(&[]);
    assert_eq!(empty["total"]["wh"]["high"], 0.0);
    assert!(empty["before"].is_null());
}

#[test]
fn an_unfinished_run_is_not_told() {
    let (rows, today) = ([row(&json!({}))], "2025-11-24");
    let mut stored = serde_json::to_value(day(&rows)).expect("a day");
    stored["data_version"] = "2020-01".into();
    stored["total"]["wh"][0] = json!([1, 2, 3]);
    let old: Day = record::read(stored).expect("a day");
    let mut run = Repricing {
        finished: true,
        ..Repricing::default()
    };
    run.took(&old, &old.summed_again(&rows));
    let told = |run: &Repricing| {
        let calendar = Calendar {
            today: today.to_owned(),
            week: Week::of(parse_day(today).expect("a date"), Weekday::Mon),
            before: None,
            usual: Weekday::Mon,
            summary_waits: false,
        };
        let view = popup(
            &calendar,
            &[],
            None,
            &Settings::default(),
            &Named::new(),
            Some(run),
        );
        serde_json::to_value(view).expect("a view")["repriced"]["days"].clone()
    };
    assert_eq!(told(&run), Value::Null);
    run.finished = true;
    assert_eq!(told(&run), 1);
}
