//! Days and weeks at their edges: against chrono's calendar, across daylight saving, and with a person who travels.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Weekday};
use merciwatt::week::{Moment, Week, Weeks, parse_day};
use proptest::collection::vec;
use proptest::prelude::*;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// A day within a hundred years of 2026.
fn days() -> impl Strategy<Value = NaiveDate> {
    let middle = NaiveDate::from_ymd_opt(2026, 11, 26).expect("a date");
    (-36_525i64..=36_525).prop_map(move |days| middle + TimeDelta::days(days))
}

/// Milliseconds from 1970 to 2126, minutes east of UTC of any zone there is, and then some.
fn moments() -> impl Strategy<Value = (i64, i32)> {
    (2 * DAY_MS..57_000 * DAY_MS, -720i32..=840)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_week_is_the_calendars(day in days(), first in 0u8..7) {
        let first = Weekday::try_from(first).expect("a weekday");
        let week = Week::of(day, first);
        prop_assert_eq!(week.start.weekday(), first);
        prop_assert_eq!(week.start, day.week(first).first_day());
        prop_assert_eq!(week.end, day.week(first).last_day());
        prop_assert!(week.holds(&day.to_string()));
        for of_week in week.start.iter_days().take(7) {
            prop_assert!(week.holds(&of_week.to_string()));
            prop_assert_eq!(Week::of(of_week, first), week);
        }
        let before = Weeks::from(first).before(week).expect("nothing is closed");
        prop_assert_eq!(before.start + TimeDelta::days(7), week.start);
        prop_assert_eq!(before.end.succ_opt(), Some(week.start));
        if first != Weekday::Mon {
            prop_assert_eq!(week.id(), week.start.to_string());
            return Ok(());
        }
        prop_assert_eq!(week.id(), format!("{}-W{:02}", day.iso_week().year(), day.iso_week().week()));
        // And by the rule itself: a week belongs to the year of its Thursday.
        let thursday = week.start + TimeDelta::days(3);
        prop_assert_eq!(week.id(), format!("{}-W{:02}", thursday.year(), thursday.ordinal0() / 7 + 1));
    }

    #[test]
    fn the_day_is_chronos((t, off) in moments()) {
        let zone = FixedOffset::east_opt(off * 60).expect("an offset");
        let local = DateTime::from_timestamp_millis(t).expect("a moment").with_timezone(&zone);
        prop_assert_eq!(Moment { t: t as f64, off }.day(), local.date_naive());
    }

    #[test]
    fn no_text_is_read_as_a_day_by_mistake(text in ".{0,20}") {
        if let Some(day) = parse_day(&text) {
            prop_assert_eq!(parse_day(&day.to_string()), Some(day));
        }
    }

    /// However a person flies, no message falls into a week that is closed, and a week does close.
    #[test]
    fn a_traveller_never_writes_into_a_closed_week(
        start in 0i64..7 * DAY_MS,
        steps in vec((0i64..30 * HOUR_MS, -720i32..=840), 1..60),
        first in 0u8..7,
    ) {
        let first_day = Weekday::try_from(first).expect("a weekday");
        let mut t = 1_790_000_000_000 + start;
        let mut open = None;
        for (wait, off) in steps {
            t += wait;
            let now = Moment { t: t as f64, off };
            let (first, this) = (Weeks::from(first_day).open(now), Week::of(now.day(), first_day));
            prop_assert!(open.is_none_or(|before| before <= first), "a closed week was opened again");
            open = Some(first);
            prop_assert!(first <= this.start, "a message in {} after it was closed", this.id());
            prop_assert!(this.start - first <= TimeDelta::days(7), "{first} stays open too long");
        }
    }
}

/// Years with 53 weeks: those whose first of January is a Thursday, or a Wednesday in a leap year.
#[test]
fn long_years() {
    for year in 1926..2126 {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("a date");
        let long = match first.weekday() {
            Weekday::Thu => true,
            Weekday::Wed => first.leap_year(),
            _ => false,
        };
        let last = NaiveDate::from_ymd_opt(year, 12, 28).expect("a date");
        let wanted = if long { 53 } else { 52 };
        assert_eq!(Week::of(last, Weekday::Mon).id(), format!("{year}-W{wanted}"));
        let next = Week::of(last + TimeDelta::days(7), Weekday::Mon).id();
        assert_eq!(next, format!("{}-W01", year + 1));
    }
}

/// What `tests/faces/days.test.mjs` holds against the browser's own calendar: the days around every change of the
/// clock in 2026 and 2027, in zones with all kinds of changes.
#[test]
fn days_of_many_zones_around_their_changes() {
    let text = std::fs::read_to_string("tests/fixtures/days.csv").expect("readable");
    let mut rows = 0;
    for line in text.lines().skip(1) {
        let [zone, t, off, day] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let moment = Moment {
            t: t.parse().expect("a number"),
            off: off.parse().expect("a number"),
        };
        assert_eq!(moment.day().to_string(), day, "{zone} at {t}");
        rows += 1;
    }
    assert!(rows > 500, "{rows}");
}

/// A message every ten minutes through a year of changing clocks: each on one day, none lost at a change, and the
/// weeks add up to the year.
#[test]
fn a_year_of_messages_adds_up() {
    // Hours of UTC at which the clock goes an hour forward and back: the European Union in 2026, and a zone that
    // changes at its own midnight, so that an evening hour comes twice.
    for (standard, forward, back) in [
        (60, 1_774_746_000_000.0, 1_792_890_000_000.0),
        (120, 1_774_735_200_000.0, 1_792_875_600_000.0),
    ] {
        let (mut days, mut weeks) = (
            std::collections::BTreeMap::new(),
            std::collections::BTreeMap::new(),
        );
        let (from, to) = (1_767_000_000_000i64, 1_767_000_000_000i64 + 365 * DAY_MS);
        let mut sent = 0u32;
        for t in (from..to).step_by(10 * 60_000) {
            let t = t as f64;
            let off = standard + if (forward..back).contains(&t) { 60 } else { 0 };
            let day = Moment { t, off }.day();
            *days.entry(day).or_insert(0u32) += 1;
            *weeks.entry(Week::of(day, Weekday::Mon).id()).or_insert(0u32) += 1;
            sent += 1;
        }
        assert_eq!(
            (days.values().sum::<u32>(), weeks.values().sum::<u32>()),
            (sent, sent)
        );
        let whole = days.values().copied().skip(1).take(days.len() - 2);
        let odd: Vec<_> = whole.filter(|count| *count != 144).collect();
        assert_eq!(odd, [138, 150], "one day of 23 hours and one of 25");
    }
}
