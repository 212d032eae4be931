//! Stored files of past versions: every record is read, and written again as it was. `docs/store.md` says what they hold.

use merciwatt::ledger::{Day, Row};
use merciwatt::record;
use merciwatt::settings::Settings;
use merciwatt::week::Summary;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn fixture() -> Value {
    let text = include_str!("fixtures/store/schema1.json");
    serde_json::from_str(text).expect("the fixture is JSON")
}

/// A number is a number: a time is stored as one of either kind.
fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| alike(a, b)))
        }
        (a, b) => a == b,
    }
}

fn same_again<T: Serialize + DeserializeOwned>(store: &str) -> usize {
    let all = fixture()[store].as_array().cloned().expect("a list of records");
    for stored in &all {
        let read: T = record::read(stored.clone()).unwrap_or_else(|why| panic!("{store}: {why}: {stored}"));
        let written = serde_json::to_value(&read).expect("a record can be written");
        assert!(alike(&written, stored), "{store}: {stored} became {written}");
    }
    all.len()
}

#[test]
fn schema_1_is_read_and_written_as_it_was() {
    assert_eq!(same_again::<Row>("messages"), 13);
    assert_eq!(same_again::<Day>("days"), 5);
    assert_eq!(same_again::<Summary>("weeks"), 4);
    let settings = fixture()["meta"][0]["settings"].clone();
    let read: Settings = record::read(settings).expect("settings of schema 1");
    assert!(!read.paused);
}

#[test]
fn rows_of_every_version_are_sound_and_foreign_ones_are_not() {
    let all = fixture()["messages"].as_array().cloned().expect("rows");
    for stored in all {
        let row: Row = record::read(stored).expect("a row");
        assert!(row.is_sound());
        for wrong in [
            Row {
                key: "a message of mine".into(),
                ..row.clone()
            },
            Row {
                day: "today".into(),
                ..row.clone()
            },
            Row {
                site: "the words of a chat".into(),
                ..row.clone()
            },
            Row {
                model: Some("Dear diary, today".into()),
                ..row.clone()
            },
            Row {
                conv_t: Some("é".repeat(20)),
                ..row.clone()
            },
            Row {
                t: f64::NAN,
                ..row.clone()
            },
        ] {
            assert!(!wrong.is_sound(), "{wrong:?}");
        }
    }
}
