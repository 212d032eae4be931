//! Months that stand for their days: the dashboard of many years says the same from either.

use merciwatt::ledger::{Day, month_of};
use merciwatt::record;
use merciwatt::settings::Settings;
use merciwatt::view::period;
use merciwatt::week::days_after;
use serde_json::{Value, json};

/// Days of three years with sums that differ from day to day; each seventh has no messages and is not there.
fn years() -> Vec<Day> {
    let first = "2023-02-10".parse().expect("a date");
    (0..1_100_u64)
        .filter(|n| n % 7 != 6)
        .map(|n| {
            let name = days_after(first, n).to_string();
            let part = json!({"messages": n % 5, "replies": n % 6, "wh": [[n, n + 1, n + 2], [n, n, n], [1, 2, 3]]});
            let tally = json!({
                "messages": n % 5, "replies": n % 6, "stopped": 1, "failed": 0, "chars": n, "new_tokens": n, "output_tokens": 7 * n,
                "courtesy": [1, n % 3, 0, 0, 0, 0, n % 2], "courtesy_only": n % 2,
                "wh": [[n, n + 1, n + 2], [n, n, n], [1, 2, 3]], "courtesy_only_wh": [[0, 1, 2], [0, 0, 0], [1, 1, 1]],
            });
            let site = if n % 3 == 0 { "claude" } else { "chatgpt" };
            record::read(json!({
                "day": name, "data_version": "1", "sums": 1, "total": tally, "sites": {site: tally},
                "models": {format!("gpt-{}", n % 4): part}, "languages": {"fr": n % 3, "": 1},
                "hours": (0..24_u64).map(|hour| hour * n % 3).collect::<Vec<_>>(),
                "lengths": [part, part, part, part, part],
                "doubtful": if n % 50 == 0 { vec!["claude"] } else { vec![] },
            }))
            .expect("a day")
        })
        .collect()
}

fn shown(sums: &[Day], before: &[Day]) -> Value {
    let settings = Settings::default();
    let since = Some("2023-02-10".to_owned());
    serde_json::to_value(period(
        "2023-02-10",
        "2026-02-13",
        "2026-02-13",
        since,
        sums,
        before,
        &settings,
    ))
    .expect("a view")
}

#[test]
fn months_say_what_their_days_say() {
    let days = years();
    // As the store gives them: the first and the last month day by day, the others whole.
    let mut sums = Vec::new();
    for month in days.chunk_by(|a, b| month_of(&a.day) == month_of(&b.day)) {
        match month_of(&month[0].day) {
            "2023-02" | "2026-02" => sums.extend_from_slice(month),
            name => sums.push(Day::of_month(name, month)),
        }
    }
    assert!(sums.len() < 70);
    let (of_days, of_months) = (shown(&days, &days), shown(&sums, &sums));
    assert_eq!(of_days, of_months);
    assert_eq!(of_days["unit"], "month");
    assert_eq!(of_days["doubtful_days"].as_array().map(Vec::len), Some(19));
}

#[test]
fn a_few_months_are_months_too() {
    // What they are is in their names, not in how many they are.
    let days = years();
    let month: Vec<Day> = days
        .iter()
        .filter(|day| month_of(&day.day) == "2024-01")
        .cloned()
        .collect();
    let month = Day::of_month("2024-01", &month);
    let view = shown(&[month], &[]);
    assert_eq!(
        (&view["unit"], &view["bars"][0]["at"]),
        (&json!("month"), &json!("2024-01"))
    );
}

#[test]
fn a_month_is_read_again_as_it_was_written() {
    let days = years();
    let month = Day::of_month("2023-03", &days[20..30]);
    let written = serde_json::to_value(&month).expect("a record");
    assert_eq!(record::read::<Day>(written), Ok(month));
}
