//! Local days and weeks. Dates come in as numbers from the browser; nothing here asks a clock.

use chrono::{DateTime, Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

pub use closing::{Summary, after_all, close};

mod closing;

/// A moment as the browser tells it: UTC and the person's offset then.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since 1970, UTC.
    pub t: f64,
    /// Minutes east of UTC (the negative of JavaScript's `getTimezoneOffset`).
    pub off: i32,
}

impl Moment {
    /// The person's local day. A clock far outside history is brought back to its edge, never an error.
    pub fn day(self) -> NaiveDate {
        let seconds = (self.t / 1000.0).floor() as i64;
        let local = seconds.saturating_add(i64::from(self.off.clamp(-1440, 1440)) * 60);
        let local = local.clamp(0, 253_402_300_799); // 1970-01-01 to 9999-12-31
        DateTime::from_timestamp(local, 0).map_or(NaiveDate::MIN, |moment| moment.date_naive())
    }
}

/// Reads a day such as `2026-11-24`; `None` for anything else. (chrono's own parser knows every format there is and
/// weighs 15 kB.)
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The day so many days later; the same at the end of time.
pub fn days_after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The day so many days earlier; the same at the beginning of time.
pub fn days_before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// A late reply may still belong to a week's last minutes.
const GRACE_MS: f64 = 15.0 * 60_000.0;

/// Where a day ends last: UTC−12.
const LAST_OFFSET: i32 = -12 * 60;

/// A week of local days: seven, or fewer where the day that weeks begin on was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub start: NaiveDate,
    /// Its last day.
    pub end: NaiveDate,
}

impl Week {
    /// The whole week that holds `day`, where weeks begin on `first`.
    pub fn of(day: NaiveDate, first: Weekday) -> Week {
        let start = days_before(day, u64::from(day.weekday().days_since(first)));
        Week {
            start,
            end: days_after(start, 6),
        }
    }

    /// The week that holds `day`, without days before `closed`: they belong to weeks that have their summary.
    pub fn since(day: NaiveDate, first: Weekday, closed: Option<NaiveDate>) -> Week {
        let whole = Week::of(day, first);
        let closed = closed.filter(|closed| *closed <= day);
        Week {
            start: closed.map_or(whole.start, |closed| closed.max(whole.start)),
            ..whole
        }
    }

    /// The first week that may still get a message; all before it can be closed. A person who flies west early on a
    /// Monday is in Sunday again, so a week is over when it has ended everywhere.
    pub fn open(now: Moment, first: Weekday) -> Week {
        let last = Moment {
            t: now.t - GRACE_MS,
            off: now.off.min(LAST_OFFSET),
        };
        Week::of(last.day(), first)
    }

    /// Its name: `2026-W48` by ISO 8601 if it runs from Monday to Sunday (the year is the one its Thursday lies in), else
    /// its first day. No two weeks that share no day have the same.
    pub fn id(self) -> String {
        if self != Week::of(self.start, Weekday::Mon) {
            return self.start.to_string();
        }
        let week = self.start.iso_week();
        format!("{}-W{:02}", week.year(), week.week())
    }

    /// Whether a day written `YYYY-MM-DD` is one of its days.
    pub fn holds(self, day: &str) -> bool {
        parse_day(day).is_some_and(|day| self.start <= day && day <= self.end)
    }

    /// The week before, if it is not closed yet: the stored summary tells of a closed one.
    pub fn before(self, first: Weekday, closed: Option<NaiveDate>) -> Option<Week> {
        let last = days_before(self.start, 1);
        let open = closed.is_none_or(|closed| closed <= last);
        open.then(|| Week::since(last, first, closed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_is_the_persons_own() {
        let late = 1_764_025_200_000.0; // 2025-11-24T23:00:00Z
        assert_eq!(Moment { t: late, off: 0 }.day(), date("2025-11-24"));
        assert_eq!(Moment { t: late, off: 60 }.day(), date("2025-11-25"));
        assert_eq!(Moment { t: late, off: -600 }.day(), date("2025-11-24"));
    }

    #[test]
    fn broken_clocks_are_not_errors() {
        for t in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e300] {
            let _ = Moment { t, off: i32::MAX }.day();
        }
    }

    #[test]
    fn weeks_follow_iso_8601() {
        let week = |day: &str| Week::of(date(day), Weekday::Mon);
        assert_eq!(week("2026-11-24").id(), "2026-W48");
        assert_eq!(week("2027-01-03").id(), "2026-W53");
        assert_eq!(week("2024-12-30").id(), "2025-W01");
        assert_eq!(week("2026-11-29").start, date("2026-11-23"));
        let before = week("2026-11-24").before(Weekday::Mon, None);
        assert_eq!(before.expect("open").id(), "2026-W47");
        assert_eq!(week("2026-11-24").end, date("2026-11-29"));
    }

    #[test]
    fn other_weeks_are_named_by_their_first_day() {
        assert_eq!(Week::of(date("2026-11-27"), Weekday::Sun).id(), "2026-11-22");
        assert_eq!(Week::of(date("2026-11-27"), Weekday::Sat).id(), "2026-11-21");
        // From Sunday to Monday: what is left of the week until Sunday is a week of one day, and no W48.
        let short = Week::since(date("2026-11-29"), Weekday::Mon, Some(date("2026-11-29")));
        assert_eq!((short.id(), short.end), ("2026-11-29".into(), date("2026-11-29")));
    }

    #[test]
    fn closed_days_are_in_no_open_week() {
        let closed = Some(date("2026-11-30"));
        let week = Week::since(date("2026-12-01"), Weekday::Sun, closed);
        assert_eq!((week.start, week.end), (date("2026-11-30"), date("2026-12-05")));
        assert_eq!(week.before(Weekday::Sun, closed), None);
        let next = Week::since(date("2026-12-07"), Weekday::Sun, closed);
        assert_eq!(next.before(Weekday::Sun, closed), Some(week));
        // A clock that was set back shows its week whole, as ever.
        let past = Week::since(date("2026-11-12"), Weekday::Sun, closed);
        assert_eq!(past, Week::of(date("2026-11-12"), Weekday::Sun));
        assert!(week.holds("2026-12-05") && !week.holds("2026-12-06") && !week.holds("soon"));
    }
}
