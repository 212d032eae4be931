//! Rows for the ledger, and whether they were counted live.

use merciwatt::import::{Importer, row, same_as_live};
use merciwatt::ledger::{Row, Salt, price};
use merciwatt::observe::rule::Kind;
use merciwatt::observe::text::compose;

use super::{FIXTURES, NOW, fixture, read, read_in};

const SALT: Salt = Salt([3; 16]);

#[test]
fn every_row_is_sound_and_has_a_key_of_its_own() {
    for name in FIXTURES {
        let (made, report) = read(&fixture(name));
        let rows: Vec<Row> = made.iter().filter_map(|made| row(made, &SALT, -300)).collect();
        let mut keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), rows.len(), "{name}");
        let dated = rows.iter().filter(|row| row.kind.is_message()).count() as u64;
        assert_eq!(dated, report.messages - report.undated, "{name}");
        for row in &rows {
            let [wh, ..] = price(row).wh;
            assert!(
                0 < wh.low && wh.low <= wh.central && wh.central <= wh.high,
                "{name}: {row:?}"
            );
            assert!(
                row.minutes_since_last
                    .is_none_or(|minutes| minutes.is_finite() && minutes >= 0.0)
            );
        }
    }
}

#[test]
fn importing_twice_changes_nothing() {
    for name in FIXTURES {
        let rows = |piece| -> Vec<Row> {
            let made = read_in(&mut Importer::new(NOW, compose), &fixture(name), piece)
                .expect("an export")
                .0;
            made.iter().filter_map(|made| row(made, &SALT, 60)).collect()
        };
        assert_eq!(rows(1 << 16), rows(61), "{name}");
        let mut importer = Importer::new(NOW, compose);
        read_in(&mut importer, &fixture(name), 100).expect("an export");
        let (again, report) = read_in(&mut importer, &fixture(name), 5000).expect("the same export");
        assert!(again.is_empty(), "{name}: {report:?}");
    }
}

fn asked(t: f64) -> Row {
    Row {
        key: "asked".into(),
        ..live("mistral", t, 40)
    }
}

fn live(site: &str, t: f64, chars: u32) -> Row {
    let (made, _) = read(&fixture("lechat.json"));
    Row {
        key: format!("live {t} {chars}"),
        site: site.into(),
        t,
        chars: Some(chars),
        conv_t: None,
        ..row(&made[0], &SALT, 60).expect("a row")
    }
}

#[test]
fn a_live_row_is_found_by_site_time_and_length() {
    let asked = asked(1e12);
    let rows = [
        live("claude", 1e12, 40),
        live("mistral", 1e12 + 5e6, 40),
        live("mistral", 1e12 + 4_000.0, 400),
        live("mistral", 1e12 + 9_000.0, 41),
        live("mistral", 1e12 + 3_000.0, 39),
    ];
    assert_eq!(same_as_live(&asked, &rows), Some(4));
    assert_eq!(same_as_live(&asked, &rows[..3]), None);
}

#[test]
fn another_conversation_is_another_message() {
    let of = |conversation: &str, row: Row| Row {
        conv_t: Some(Row::conversation_key(conversation, row.t)),
        ..row
    };
    let asked = of("a", asked(1e12));
    assert_eq!(same_as_live(&asked, &[of("b", live("mistral", 1e12, 40))]), None);
    let late = live("mistral", 1e12 + 300_000.0, 40);
    assert_eq!(
        same_as_live(&asked, &[of("a", late.clone())]),
        Some(0),
        "a wrong clock"
    );
    assert_eq!(
        same_as_live(&asked, &[late]),
        None,
        "not known to be of the conversation"
    );
}

#[test]
fn another_reply_is_no_message_and_an_equal_key_wins() {
    let asked = asked(1e12);
    let again = Row {
        kind: Kind::Regenerate,
        ..asked.clone()
    };
    let other = Row {
        key: "other".into(),
        ..again.clone()
    };
    assert_eq!(same_as_live(&asked, &[other]), None);
    let known = Row {
        t: 2e12,
        ..asked.clone()
    };
    assert_eq!(same_as_live(&asked, &[live("mistral", 1e12, 40), known]), Some(1));
}
