//! Closing weeks while the day they begin on changes: no counted day is left out of every summary, none stands in two,
//! and a stored summary never changes.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta, Weekday};
use merciwatt::ledger::Day;
use merciwatt::settings::Settings;
use merciwatt::week::{Moment, Summary, Weeks, after_all, close, parse_day};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

/// A store and its clock, as `week_close` uses them.
struct Books {
    days: BTreeMap<String, Day>,
    stored: Vec<Summary>,
    weeks: Weeks,
    settings: Settings,
}

impl Books {
    fn new(first: Weekday) -> Books {
        Books {
            days: BTreeMap::new(),
            stored: Vec::new(),
            weeks: Weeks::from(first),
            settings: Settings::default(),
        }
    }

    /// The person chooses another day for weeks to begin on, or the same.
    fn change(&mut self, now: Moment, first: Weekday) {
        if self.weeks.first != first {
            self.weeks.until = Some(self.weeks.of(now.day()).end);
            self.weeks.first = first;
        }
    }

    /// A message, if its day is open; then the books are looked at, as each popup does.
    fn live(&mut self, now: Moment, sends: bool) -> Result<(), TestCaseError> {
        if sends {
            let name = now.day().to_string();
            prop_assert!(
                self.stored
                    .iter()
                    .all(|summary| name < summary.start || summary.end < name),
                "a message on {name}, which is closed"
            );
            let day = self.days.entry(name.clone()).or_insert_with(|| Day::new(&name));
            day.total.messages += 1;
        }
        let (open, closed) = (self.weeks.open(now), self.weeks.closed);
        if closed.is_some_and(|closed| closed >= open) {
            return Ok(());
        }
        let ended = self.days.values().filter(|day| {
            let day = parse_day(&day.day).expect("a day");
            closed.is_none_or(|closed| closed <= day) && day < open
        });
        let ended: Vec<Day> = ended.cloned().collect();
        let made =
            close(&ended, &self.stored, self.weeks, &self.settings, now.t).expect("all days are dates");
        self.weeks.closed = Some(after_all(&self.stored, open));
        self.stored.extend(made);
        Ok(())
    }

    /// Every closed day that was counted is in one summary, with all its messages, and no summary meets another.
    fn check(&self) -> Result<(), TestCaseError> {
        let mut summed = 0;
        for (name, day) in &self.days {
            let holding = self
                .stored
                .iter()
                .filter(|summary| summary.start <= *name && *name <= summary.end)
                .count();
            let closed = self
                .weeks
                .closed
                .is_some_and(|closed| name.as_str() < closed.to_string().as_str());
            prop_assert_eq!(
                holding,
                usize::from(closed),
                "{} with weeks closed before {:?}",
                name,
                self.weeks.closed
            );
            summed += if closed { day.total.messages } else { 0 };
        }
        prop_assert_eq!(
            summed,
            self.stored
                .iter()
                .map(|summary| summary.total.messages)
                .sum::<u64>()
        );
        let mut spans: Vec<_> = self
            .stored
            .iter()
            .map(|summary| (&summary.start, &summary.end))
            .collect();
        spans.sort();
        for pair in spans.windows(2) {
            prop_assert!(pair[0].1 < pair[1].0, "{pair:?} meet");
        }
        let mut names: Vec<_> = self.stored.iter().map(|summary| &summary.week).collect();
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), self.stored.len(), "two weeks have one name");
        for summary in &self.stored {
            let (start, end) = (
                parse_day(&summary.start).expect("a day"),
                parse_day(&summary.end).expect("a day"),
            );
            prop_assert!((0..7).contains(&(end - start).num_days()), "{} to {}", start, end);
        }
        Ok(())
    }
}

fn weekday(from_monday: u8) -> Weekday {
    Weekday::try_from(from_monday).expect("a weekday")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// However a person travels and changes the day, for weeks and months.
    #[test]
    fn each_day_is_in_one_summary(
        steps in vec((0i64..100 * 3_600_000, -720i32..=840, any::<bool>(), prop::option::weighted(0.15, (0u8..7, any::<bool>()))), 1..90),
        lost in prop::option::weighted(0.2, 0usize..90),
    ) {
        let (mut books, mut t) = (Books::new(Weekday::Mon), 1_790_000_000_000i64);
        for (n, (wait, off, sends, change)) in steps.into_iter().enumerate() {
            t += wait;
            let now = Moment { t: t as f64, off };
            match change {
                Some((first, true)) => books.change(now, weekday(first)),
                // The browser's language changed: nobody said so to the books.
                Some((first, false)) => books.weeks.first = weekday(first),
                None => {}
            }
            let before = books.stored.clone();
            if lost == Some(n) {
                // The books are opened again, as after reading an export.
                books.weeks.closed = None;
            }
            books.live(now, sends)?;
            books.check()?;
            prop_assert_eq!(&books.stored[..before.len()], &before[..], "a stored summary changed");
        }
    }

    /// Without a change, every summary is a whole week, and the one the person sees now continues it.
    #[test]
    fn weeks_are_whole_while_nothing_changes(first in 0u8..7, gaps in vec(1i64..20, 1..30)) {
        let (mut books, mut t, first) = (Books::new(weekday(first)), 1_790_000_000_000i64, weekday(first));
        for gap in gaps {
            t += gap * 86_400_000;
            books.live(Moment { t: t as f64, off: 0 }, true)?;
        }
        for summary in &books.stored {
            let start = parse_day(&summary.start).expect("a day");
            prop_assert_eq!(summary.end.clone(), (start + TimeDelta::days(6)).to_string());
            prop_assert_eq!(start, start.week(first).first_day());
        }
    }
}

/// From Monday to Sunday in the middle of a week, and back: who looks sees what will be summed up.
#[test]
fn the_week_after_a_change_is_shorter_and_says_so() {
    let mut books = Books {
        settings: Settings::default()
            .with(&json!({"aim": {"of": "messages", "most": 3}}), "2026-11-24")
            .expect("an aim"),
        ..Books::new(Weekday::Mon)
    };
    let noon = |day: &str| Moment {
        t: (parse_day(day).expect("a day") - NaiveDate::default()).num_milliseconds() as f64
            + 12.0 * 3_600_000.0,
        off: 0,
    };
    let mut day = parse_day("2026-11-16").expect("a day");
    while day < parse_day("2026-12-23").expect("a day") {
        let name = day.to_string();
        let first = if ("2026-11-27".."2026-12-10").contains(&name.as_str()) {
            Weekday::Sun
        } else {
            Weekday::Mon
        };
        books.change(noon(&name), first);
        books.live(noon(&name), true).expect("open");
        day = day.succ_opt().expect("a day");
    }
    let weeks: Vec<_> = books
        .stored
        .iter()
        .map(|week| (week.week.as_str(), week.end.as_str(), week.total.messages))
        .collect();
    assert_eq!(
        weeks,
        [
            ("2026-W47", "2026-11-22", 7),
            ("2026-W48", "2026-11-29", 7),
            ("2026-11-30", "2026-12-05", 6),
            ("2026-12-06", "2026-12-12", 7),
            ("2026-12-13", "2026-12-13", 1),
            ("2026-W51", "2026-12-20", 7),
        ]
    );
    // The aim was set on a Tuesday: the week before knows nothing of it.
    let aims: Vec<_> = books
        .stored
        .iter()
        .map(|week| week.aim.as_ref().and_then(|aim| aim.most))
        .collect();
    assert_eq!(aims, [None, Some(3), Some(3), Some(3), Some(3), Some(3)]);
}

#[test]
fn a_day_that_is_no_date_is_named() {
    let wrong = close(
        &[Day::new("someday")],
        &[],
        Weeks::from(Weekday::Mon),
        &Settings::default(),
        0.0,
    );
    assert_eq!(wrong, Err("someday".to_owned()));
}
