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
}

/// How a person's weeks run.
#[derive(Debug, Clone, Copy)]
pub struct Weeks {
    /// The day they begin on.
    pub first: Weekday,
    /// The first day that is in no stored summary.
    pub closed: Option<NaiveDate>,
    /// The last day of the week that ran when `first` was changed. It runs to its end, so that who tries another day and
    /// comes back has changed nothing.
    pub until: Option<NaiveDate>,
}

impl Weeks {
    /// Weeks that have always begun on this day, none of them closed.
    pub fn from(first: Weekday) -> Weeks {
        Weeks {
            first,
            closed: None,
            until: None,
        }
    }

    /// The week that holds `day`, without days that stand in a summary or in the week before.
    pub fn of(self, day: NaiveDate) -> Week {
        let next = self.until.map(|until| days_after(until, 1));
        let (first, next) = match next {
            Some(next) if day < next => (next.weekday(), None),
            _ => (self.first, next),
        };
        let whole = Week::of(day, first);
        let from = self.closed.filter(|closed| *closed <= day).max(next);
        Week {
            start: from.map_or(whole.start, |from| from.max(whole.start)),
            ..whole
        }
    }

    /// The first day that may still get a message in an open week; all weeks before it can be closed. A person who flies
    /// west early on a Monday is in Sunday again, so a week is over when it has ended everywhere.
    pub fn open(self, now: Moment) -> NaiveDate {
        let last = Moment {
            t: now.t - GRACE_MS,
            off: now.off.min(LAST_OFFSET),
        };
        self.of(last.day()).start
    }

    /// The week before, if it is not closed yet: the stored summary tells of a closed one.
    pub fn before(self, week: Week) -> Option<Week> {
        let last = days_before(week.start, 1);
        let open = self.closed.is_none_or(|closed| closed <= last);
        open.then(|| self.of(last))
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
        let before = Weeks::from(Weekday::Mon).before(week("2026-11-24"));
        assert_eq!(before.expect("open").id(), "2026-W47");
        assert_eq!(week("2026-11-24").end, date("2026-11-29"));
    }

    #[test]
    fn other_weeks_are_named_by_their_first_day() {
        assert_eq!(Week::of(date("2026-11-27"), Weekday::Sun).id(), "2026-11-22");
        assert_eq!(Week::of(date("2026-11-27"), Weekday::Sat).id(), "2026-11-21");
        // What is left of a week of which a day is closed.
        let weeks = Weeks {
            closed: Some(date("2026-11-29")),
            ..Weeks::from(Weekday::Mon)
        };
        let short = weeks.of(date("2026-11-29"));
        assert_eq!((short.id(), short.end), ("2026-11-29".into(), date("2026-11-29")));
    }

    #[test]
    fn closed_days_are_in_no_open_week() {
        let weeks = Weeks {
            closed: Some(date("2026-11-30")),
            ..Weeks::from(Weekday::Sun)
        };
        let week = weeks.of(date("2026-12-01"));
        assert_eq!((week.start, week.end), (date("2026-11-30"), date("2026-12-05")));
        assert_eq!(weeks.before(week), None);
        assert_eq!(weeks.before(weeks.of(date("2026-12-07"))), Some(week));
        // A clock that was set back shows its week whole, as ever.
        let past = date("2026-11-12");
        assert_eq!(weeks.of(past), Week::of(past, Weekday::Sun));
        assert!(week.holds("2026-12-05") && !week.holds("2026-12-06") && !week.holds("soon"));
    }

    #[test]
    fn a_week_runs_to_its_end_when_the_day_changes() {
        let weeks = |first: Weekday| Weeks {
            until: Some(date("2026-11-29")),
            ..Weeks::from(first)
        };
        let of = |first: Weekday, day: &str| weeks(first).of(date(day));
        assert_eq!(of(Weekday::Sun, "2026-11-27").id(), "2026-W48");
        let short = of(Weekday::Sun, "2026-12-01");
        assert_eq!((short.start, short.end), (date("2026-11-30"), date("2026-12-05")));
        assert_eq!(
            of(Weekday::Sun, "2026-12-06"),
            Week::of(date("2026-12-06"), Weekday::Sun)
        );
        // And back before it ended: nothing has changed.
        assert_eq!(of(Weekday::Mon, "2026-12-01").id(), "2026-W49");
    }
}
