//! Choices: every value is kept, known or a sentence; aims hold from their day; nothing is erased too early.

use chrono::{NaiveDate, TimeDelta, Weekday};
use merciwatt::ledger::{Day, Tally};
use merciwatt::record;
use merciwatt::settings::{Badge, Counted, Settings};
use merciwatt::view::badge;
use merciwatt::week::{Summary, parse_day};
use proptest::prelude::*;
use serde_json::{Value, json};

const TODAY: &str = "2026-11-27";

fn date(text: &str) -> NaiveDate {
    parse_day(text).expect("a date")
}

fn with(change: &Value) -> Settings {
    Settings::default().with(change, TODAY).expect("a good change")
}

#[test]
fn each_choice_is_kept_and_given_back() {
    let change = json!({"unit": "water", "week_start": "saturday", "badge": "week", "look": "dark", "keep": "1_year",
        "dot": false, "pill": true, "language": "ar", "zone": "FRA", "method": "study"});
    let told = serde_json::to_value(with(&change)).expect("settings");
    for (key, value) in change.as_object().expect("an object") {
        assert_eq!(told[key], *value, "{key}");
        let none = with(&change)
            .with(&json!({key: null}), TODAY)
            .expect("none is always good");
        let told = serde_json::to_value(&none).expect("settings");
        let usual = if key == "pill" { json!(false) } else { Value::Null };
        assert_eq!(told[key], usual, "{key}");
    }
    assert_eq!(record::read::<Settings>(told), Ok(with(&change)));
}

#[test]
fn wrong_values_are_sentences_and_change_nothing() {
    for wrong in [
        json!({"unit": "joule"}),
        json!({"week_start": "friday"}),
        json!({"badge": 4}),
        json!({"look": "pink"}),
        json!({"keep": "1 day"}),
        json!({"dot": "no"}),
        json!({"pill": 1}),
        json!({"aim": 40}),
        json!({"aim": {"of": "messages"}}),
        json!({"aim": {"of": "messages", "most": -1}}),
        json!({"aim": {"of": "messages", "most": 1.5}}),
        json!({"aim": {"of": "messages", "most": 100_000}}),
        json!({"aim": {"of": "replies", "most": 4}}),
        json!({"tea": "green"}),
        json!({"look": "dark", "zone": "ATLANTIS"}),
        json!(["look"]),
    ] {
        let sentence = Settings::default()
            .with(&wrong, TODAY)
            .expect_err("a wrong value");
        assert!(
            sentence.starts_with("settings") && sentence.len() > 30,
            "{sentence}"
        );
    }
}

/// A newer Merciwatt may have stored a word this one does not know.
#[test]
fn unknown_words_that_are_stored_are_as_if_not_chosen() {
    let stored =
        json!({"unit": "joule", "week_start": "friday", "badge": "year", "keep": "1_day", "later": {"a": 1}});
    let settings: Settings = record::read(stored).expect("readable");
    assert_eq!(settings.week_start(), None);
    assert_eq!(settings.badge(), Badge::Today);
    assert_eq!(settings.first_kept(date(TODAY), date(TODAY)), None);
    assert!(settings.dot() && !settings.pill);
}

#[test]
fn weeks_begin_where_the_person_said() {
    for (word, day) in [
        ("monday", Weekday::Mon),
        ("sunday", Weekday::Sun),
        ("saturday", Weekday::Sat),
    ] {
        assert_eq!(with(&json!({"week_start": word})).week_start(), Some(day));
    }
}

#[test]
fn an_aim_holds_from_its_day_until_the_next() {
    let aim = |settings: &Settings, of: &str, most: u32, day: &str| {
        settings
            .with(&json!({"aim": {"of": of, "most": most}}), day)
            .expect("an aim")
    };
    let settings = aim(&Settings::default(), "messages", 40, "2026-11-02");
    let settings = aim(&settings, "messages", 99, "2026-11-16");
    let settings = aim(&settings, "courtesy_only", 0, "2026-11-16");
    let settings = settings
        .with(&json!({"aim": null}), "2026-11-25")
        .expect("given up");
    let on = |day: &str| settings.aim_on(day).map(|aim| (aim.of, aim.most));
    assert_eq!(on("2026-11-01"), None);
    assert_eq!(on("2026-11-02"), Some((Counted::Messages, Some(40))));
    assert_eq!(on("2026-11-15"), Some((Counted::Messages, Some(40))));
    assert_eq!(on("2026-11-24"), Some((Counted::CourtesyOnly, Some(0))));
    assert_eq!((on("2026-11-25"), on("2027-01-01")), (None, None));
    // However often it changes, it does not grow for ever, and the newest stays.
    let day = |n: i64| (date("2020-01-01") + TimeDelta::days(n)).to_string();
    let many = (0..500).fold(Settings::default(), |settings, n| {
        aim(&settings, "messages", n, &day(n.into()))
    });
    assert!(many.aims.len() < 100);
    assert_eq!(many.aim_on(TODAY).and_then(|aim| aim.most), Some(499));
    let kept = record::read::<Settings>(serde_json::to_value(&many).expect("settings"));
    assert_eq!(kept, Ok(many));
}

#[test]
fn the_button_shows_what_was_chosen() {
    let mut day = Day::new(TODAY);
    (day.total.messages, day.total.courtesy_only) = (12, 3);
    let text = |change: Value, days: &[&Day], waits: bool| badge(&with(&change), days.iter().copied(), waits);
    assert_eq!(text(json!({}), &[&day], false), "12");
    assert_eq!(text(json!({"badge": "week"}), &[&day, &day], false), "24");
    assert_eq!(text(json!({"badge": "courtesy_only"}), &[&day], false), "3");
    assert_eq!(text(json!({"badge": "none"}), &[&day], false), "");
    assert_eq!(text(json!({}), &[], false), "");
    // A summary that waits: a dot beside the number, or alone, or not at all.
    assert_eq!(text(json!({}), &[&day], true), "12•");
    assert_eq!(text(json!({"badge": "none"}), &[&day], true), "•");
    assert_eq!(text(json!({"dot": false}), &[&day], true), "12");
    day.total.messages = 1234;
    assert_eq!(text(json!({}), &[&day], true), "1234");
}

/// As Merciwatt stored it before there were aims: the summary of a week must read for ever.
#[test]
fn a_summary_from_before_aims_reads_and_has_none() {
    let none = json!([[0, 0, 0], [0, 0, 0], [0, 0, 0]]);
    let old = json!({"week": "2026-W47", "start": "2026-11-16", "end": "2026-11-22", "closed": 1_795_435_200_000.0_f64,
        "data_version": "2026-11", "total": {"messages": 31, "replies": 33, "stopped": 0, "failed": 0, "chars": 900,
        "new_tokens": 220, "output_tokens": 9000, "courtesy": [1, 2, 0, 0, 0, 0, 0], "courtesy_only": 2,
        "wh": [[1, 2, 3], [1, 2, 3], [1, 2, 3]], "courtesy_only_wh": none}, "sites": {}});
    let summary: Summary = record::read(old).expect("readable");
    assert_eq!((summary.total.messages, summary.aim), (31, None));
    let shown = serde_json::to_value(merciwatt::view::weeks(
        &[
            record::read(
                json!({"week": "2026-11-23", "start": "2026-11-23", "end": "2026-11-28", "closed": 1.0,
            "data_version": "1", "total": Tally::default(), "sites": {},
            "aim": {"from": "2026-11-23", "of": "messages", "most": 40}}),
            )
            .expect("readable"),
            Summary {
                aim: None,
                ..record::read(
                    json!({"week": "2026-W47", "start": "2026-11-16", "end": "2026-11-22",
            "closed": 1.0, "data_version": "1", "total": Tally::default(), "sites": {}}),
                )
                .expect("readable")
            },
        ],
        &Settings::default(),
    ))
    .expect("a view");
    // Newest first, though names of two kinds do not sort by time.
    assert_eq!(shown["weeks"][0]["start"], "2026-11-23");
    assert_eq!(
        shown["weeks"][0]["aim"],
        json!({"of": "messages", "most": 40, "count": 0})
    );
    assert_eq!(shown["weeks"][1]["aim"], Value::Null);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What is promised to be kept is kept, leap years and all, and nothing goes before its week is summed up.
    #[test]
    fn nothing_is_erased_too_early(days in 0i64..36_525, closed in 0i64..5_000) {
        let today = date("2020-01-01") + TimeDelta::days(days);
        let closed = today - TimeDelta::days(closed);
        for (keep, least) in [("90_days", 90), ("1_year", 365), ("3_years", 1095)] {
            let kept = with(&json!({"keep": keep})).first_kept(today, closed).expect("not all is kept");
            prop_assert!(kept <= closed && kept <= today - TimeDelta::days(least), "{keep}: {kept}");
            prop_assert!(kept == closed || kept >= today - TimeDelta::days(least + 1));
        }
        prop_assert_eq!(Settings::default().first_kept(today, closed), None);
    }
}
