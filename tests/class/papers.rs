//! Invitations and hand-ins as codes and files, whole and damaged, and what is not in them.

use chrono::NaiveDate;
use merciwatt::class::hand_in::{DAYS, DOUBTFUL, KIND, MESSAGES, ONLY, ONLY_WH, REPLIES, WH};
use merciwatt::class::{Bad, Paper, Place, Plan, Trouble, WeekSums, invitation, qr, read};
use merciwatt::ledger::{Day, Micro, Tally};

use crate::made::{Chance, parse, plan, pupil};

fn one(text: &str) -> Result<Paper, Trouble> {
    let mut found = read(text, parse);
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}

#[test]
fn an_invitation_says_the_same_as_code_and_as_file() {
    let plan = plan();
    let file = serde_json::to_string_pretty(&plan.file()).expect("a file");
    assert_eq!(one(&plan.code()), Ok(Paper::Invitation(plan.clone())));
    assert_eq!(
        one(&format!("\u{feff}{file}\r\n")),
        Ok(Paper::Invitation(plan.clone()))
    );
    assert_eq!(
        invitation(&format!("Hello,\n{}\nSee you", plan.code()), parse),
        Ok(plan.clone())
    );
    // JSON that is no file of ours may hold a code like any other text.
    let row = serde_json::json!({ "code": plan.code() }).to_string();
    assert_eq!(invitation(&row, parse), Ok(plan.clone()));
    let says = |text: &str| invitation(text, parse).map_err(|refused| refused.reason);
    assert_eq!(says("Hello"), Err("no_code"));
    assert_eq!(says(r#"{"conversations": []}"#), Err("no_code"));
    assert_eq!(says(&pupil(1, &mut Chance(1)).code()), Err("is_hand_in"));
    assert_eq!(says(&plan.code()[..30]), Err("damaged"));
    let week = plan.view(NaiveDate::from_ymd_opt(2026, 11, 8).expect("a day"));
    assert_eq!(week["baseline"]["state"], "running");
    assert_eq!(week["awareness"]["state"], "ahead");
    assert_eq!(week["awareness"]["last"], "2026-11-22");
}

#[test]
fn a_plan_that_cannot_be_is_refused() {
    let new = |label: &str, first: &str, second: &str| Plan::new(1, label, first, second).map(|_| ());
    assert_eq!(new("3e A", "2026-11-02", "2026-11-09"), Ok(()));
    assert_eq!(new(" ", "2026-11-02", "2026-11-09"), Err(Bad::Label));
    assert_eq!(new("a\nb", "2026-11-02", "2026-11-09"), Err(Bad::Label));
    assert_eq!(new(&"é".repeat(61), "2026-11-02", "2026-11-09"), Err(Bad::Label));
    assert_eq!(new("a", "2026-11-02", "2026-11-08"), Err(Bad::Weeks));
    assert_eq!(new("a", "2026-11-09", "2026-11-02"), Err(Bad::Weeks));
    assert_eq!(new("a", "2026-11-31", "2026-12-09"), Err(Bad::Weeks));
    assert_eq!(new("a", "1970-01-01", "1970-01-08"), Err(Bad::Weeks));
    assert_eq!(new("a", "9999-01-01", "9999-01-08"), Err(Bad::Weeks));
}

#[test]
fn a_hand_in_says_the_same_as_code_and_as_file() {
    let mut chance = Chance(2);
    for number in 0..50 {
        let hand_in = pupil(number, &mut chance);
        let file = hand_in.file().to_string();
        assert_eq!(one(&hand_in.code()), Ok(Paper::HandIn(hand_in.clone())));
        assert_eq!(one(&file), Ok(Paper::HandIn(hand_in.clone())));
        assert!(hand_in.code().len() < 300, "{} signs", hand_in.code().len());
        let (size, path) = qr(&hand_in.code()).expect("a picture");
        assert!(
            size <= 57 && path.len() < 12_000,
            "{size} modules, {} bytes",
            path.len()
        );
    }
}

#[test]
fn a_file_is_refused_with_the_field_that_was_changed() {
    let file = pupil(3, &mut Chance(3)).file();
    let place = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut changed = file.clone();
        change(&mut changed);
        one(&changed.to_string())
    };
    let field = |name: &str| Err(Trouble::Damaged(Place::Field(name.into())));
    assert_eq!(
        place(&|file| file["awareness"]["sites"]["search"] = "three".into()),
        field("awareness.sites.search")
    );
    assert_eq!(
        place(&|file| file["baseline"]["wh"]["low"] = (-1).into()),
        field("baseline.wh.low")
    );
    assert_eq!(place(&|file| file["pupil"] = "12".into()), field("pupil"));
    assert_eq!(place(&|file| file["version"] = 0.into()), field("version"));
    assert_eq!(place(&|file| file["version"] = 2.into()), Err(Trouble::Newer));
    let unknown = Err(Trouble::Damaged(Place::Unknown));
    assert_eq!(place(&|file| file["baseline"]["days"] = 6.into()), unknown);
    assert_eq!(place(&|file| file["name"] = "Ana".into()), unknown);
    let text = file.to_string();
    assert_eq!(one(&text[..text.len() - 9]), unknown);
}

/// A tally as a day has it.
fn tally(messages: u64) -> Tally {
    let micro = |central: u64| Micro {
        low: central / 2,
        central,
        high: central * 4,
    };
    Tally {
        messages,
        replies: messages + 1,
        courtesy: [1, 2, 0, 0, 0, 0, 1],
        courtesy_only: 1,
        wh: [micro(1_000_499), micro(7), micro(9)],
        courtesy_only_wh: [micro(245_500), micro(7), micro(9)],
        ..Tally::default()
    }
}

#[test]
fn a_week_is_the_sum_of_its_stored_days() {
    let day = |name: &str, site: &str, messages: u64| {
        let mut day = Day::new(name);
        day.total = tally(messages);
        *day.sites.entry(site.into()).or_default() = tally(messages);
        day
    };
    let mut days = [
        day("2026-11-01", "chatgpt", 100), // the day before
        day("2026-11-02", "chatgpt", 3),
        day("2026-11-05", "perplexity", 4),
        day("2026-11-06", "character", 5),
        day("2026-11-08", "a-site-of-later", 6),
        day("2026-11-09", "chatgpt", 100), // the day after
    ];
    days[2].doubtful.push("perplexity".into());
    let [week, _] = plan().weeks();
    let on = |day: &str| merciwatt::week::parse_day(day).expect("a day");
    let sums = WeekSums::of(week, &days, on("2026-11-03"), on("2026-12-01"));
    assert_eq!(
        (sums.get(MESSAGES), sums.get(REPLIES), sums.get(ONLY)),
        (18, 22, 4)
    );
    assert_eq!(sums.courtesy(), 16);
    assert_eq!(sums.0[WH..ONLY_WH], [2_001, 4_002, 16_008]);
    assert_eq!(sums.0[ONLY_WH..KIND], [491, 982, 3_928]);
    assert_eq!(sums.0[KIND..DAYS], [3, 4, 0, 11]);
    assert_eq!((sums.get(DAYS), sums.get(DOUBTFUL)), (6, 1));
    let running = WeekSums::of(week, &days, on("2026-10-01"), on("2026-11-04"));
    assert_eq!(running.get(DAYS), 3);
}

/// Thirty pupils typed these words and their days know hours, models and languages. No byte of it is in a file or a code, and no
/// time but the version of the energy data.
#[test]
fn thirty_hand_ins_hold_no_word_and_no_time() {
    let mut chance = Chance(4);
    for number in 0..30 {
        let hand_in = pupil(number, &mut chance);
        let file = hand_in.file();
        for text in strings(&file) {
            let known = text == "class hand-in" || text == merciwatt::energy::DATA_VERSION;
            let code = text.bytes().all(|byte| byte.is_ascii_hexdigit()) && [16, 20].contains(&text.len());
            assert!(known || code, "{text}");
        }
        let text = file.to_string().replace(merciwatt::energy::DATA_VERSION, "");
        for time in ["2026", "11-", "hour", "http", "5e B", "thé"] {
            assert!(!text.contains(time), "{time} in {text}");
        }
        // A code is the same numbers again: what it says is all that it holds.
        assert_eq!(one(&hand_in.code()), one(&file.to_string()));
    }
}

/// All texts in a value that are no names of fields.
fn strings(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => vec![text.clone()],
        serde_json::Value::Object(fields) => fields.values().flat_map(strings).collect(),
        serde_json::Value::Array(items) => items.iter().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}
