//! What an import holds until it is written, and what of it is counted already.

use merciwatt::import::{Importer, Keys, Service, Shelf, row};
use merciwatt::ledger::{Row, Salt};
use merciwatt::observe::text::compose;

use super::{FIXTURES, NOW, fixture, read_in};

const SALT: Salt = Salt([3; 16]);

fn rows_of(name: &str) -> Vec<(Row, Service)> {
    let read = read_in(&mut Importer::new(NOW, compose), &fixture(name), 1 << 16);
    let made = read.expect("an export").0;
    let row = |exchange| row(exchange, &SALT, 120);
    made.iter()
        .filter_map(|made| Some((row(made)?, made.service)))
        .collect()
}

fn shelf_of(rows: &[(Row, Service)]) -> Shelf {
    let mut shelf = Shelf::default();
    for (row, service) in rows {
        shelf.add(row, *service, 0);
    }
    shelf
}

fn key(row: &Row) -> u128 {
    u128::from_str_radix(&row.key, 16).expect("a hash")
}

#[test]
fn a_row_comes_off_the_shelf_as_it_was_put_there() {
    for name in FIXTURES {
        let mut rows = rows_of(name);
        let mut shelf = shelf_of(&rows);
        let keys = shelf.sort();
        let mut kept: Vec<Row> = shelf.rows().map(|kept| shelf.row(kept)).collect();
        let by_key = |a: &Row, b: &Row| a.key.cmp(&b.key);
        rows.sort_by(|(a, _), (b, _)| by_key(a, b));
        kept.sort_by(by_key);
        let wanted: Vec<Row> = rows.into_iter().map(|(row, _)| row).collect();
        assert_eq!(kept, wanted, "{name}");
        assert!(
            keys.hold_all(&Keys::new(wanted.iter().map(key).collect())),
            "{name}"
        );
        assert!(!keys.hold(7) && !keys.hold(u128::MAX), "{name}");
        assert!(shelf.days.is_sorted_by_key(|(day, _)| *day), "{name}");
    }
    assert!(std::mem::size_of::<merciwatt::import::Kept>() <= 128);
}

#[test]
fn a_file_that_is_of_no_use_leaves_nothing() {
    let rows = rows_of("chatgpt.json");
    let mut shelf = shelf_of(&rows);
    for (row, service) in rows_of("claude.json") {
        shelf.add(&row, service, 1);
    }
    shelf.drop_file(1);
    assert_eq!(shelf.rows().count(), rows.len());
    shelf.drop_file(0);
    assert!(shelf.days.is_empty());
}

/// All rows of the shelf that are counted already, asked batch by batch.
fn counted(rows: &[(Row, Service)], stored: &[Row]) -> usize {
    let mut shelf = shelf_of(rows);
    let ours = shelf.sort();
    let keys = Keys::new(stored.iter().map(key).collect());
    let (mut taken, mut from, mut found) = (Vec::new(), 0, 0);
    while from < shelf.days.len() {
        let to = shelf.batch(from);
        let strange = |row: &&Row| !ours.hold(key(row));
        let live = stored.iter().filter(strange).cloned().collect();
        found += shelf
            .counted(from..to, &keys, live, &mut taken)
            .iter()
            .filter(|counted| **counted)
            .count();
        from = to;
    }
    found
}

/// The same message as the browser saw it, where the site names none.
fn live(row: &Row, later: f64, number: u32) -> Row {
    Row {
        key: format!("{number:032x}"),
        t: row.t + later,
        conv_t: None,
        ..row.clone()
    }
}

#[test]
fn what_was_imported_or_counted_live_is_known_again() {
    let rows = rows_of("lechat.json");
    let all: Vec<Row> = rows.iter().map(|(row, _)| row.clone()).collect();
    assert_eq!(counted(&rows, &[]), 0);
    assert_eq!(counted(&rows, &all), rows.len(), "imported before");
    let seen: Vec<Row> = (1..).zip(&all).map(|(n, row)| live(row, 1500.0, n)).collect();
    assert_eq!(counted(&rows, &seen), rows.len(), "counted live");
    assert_eq!(counted(&rows, &seen[..1]), 1, "one of them");
}

#[test]
fn a_live_row_stands_for_one_imported_row() {
    let first = rows_of("lechat.json").remove(0);
    let twin = Row {
        key: "f".repeat(32),
        t: first.0.t + 3_000.0,
        ..first.0.clone()
    };
    let rows = [first.clone(), (twin.clone(), first.1)];
    let seen = live(&first.0, 2_000.0, 7);
    assert_eq!(
        counted(&rows, std::slice::from_ref(&seen)),
        1,
        "two thanks of one minute"
    );
    // What is known by its key leaves the live row to the other.
    assert_eq!(counted(&rows, &[twin.clone(), seen]), 2);
    // A row that is known by its key is nobody else's.
    assert_eq!(counted(&rows, &[twin]), 1);
}

#[test]
fn batches_are_a_month_and_hold_every_day_once() {
    let (row, service) = rows_of("claude.json").remove(0);
    let mut shelf = Shelf::default();
    for n in 0..100_u32 {
        let t = row.t + f64::from(n) * 86_400_000.0;
        shelf.add(&live(&Row { t, ..row.clone() }, 0.0, n + 1), service, 0);
    }
    // One day alone may be larger than a batch.
    for n in 0..5000_u32 {
        shelf.add(&live(&row, f64::from(n), 1000 + n), service, 0);
    }
    let (mut from, mut ends) = (0, Vec::new());
    while from < shelf.days.len() {
        from = shelf.batch(from);
        ends.push(from);
    }
    assert_eq!(ends, [1, 32, 63, 94, 100]);
}
