//! Local days and weeks. Dates come in as numbers from the browser; nothing here asks a clock.

use chrono::{DateTime, Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::ledger::{Day, Tally, sums_of};
use crate::named::Named;

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

/// A calendar week of local days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub start: NaiveDate,
}

impl Week {
    /// The ISO week (Monday to Sunday) that holds `day`.
    pub fn of(day: NaiveDate) -> Week {
        let back = u64::from(day.weekday().days_since(Weekday::Mon));
        Week {
            start: days_before(day, back),
        }
    }

    /// The first week that may still get a message; all before it can be closed. A person who flies west early on a
    /// Monday is in Sunday again, so a week is over when it has ended everywhere.
    pub fn open(now: Moment) -> Week {
        let last = Moment {
            t: now.t - GRACE_MS,
            off: now.off.min(LAST_OFFSET),
        };
        Week::of(last.day())
    }

    /// Its name, for example `2026-W48`, by ISO 8601: the year is the one its Thursday lies in.
    pub fn id(self) -> String {
        let week = self.start.iso_week();
        format!("{}-W{:02}", week.year(), week.week())
    }

    /// Its seven days, `YYYY-MM-DD`.
    pub fn days(self) -> [String; 7] {
        std::array::from_fn(|i| days_after(self.start, i as u64).to_string())
    }

    /// The week before.
    pub fn before(self) -> Week {
        Week {
            start: days_before(self.start, 7),
        }
    }
}

/// A finished week: stored once, when it has ended, and never silently changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The week's name, for example `2026-W48`.
    pub week: String,
    /// Its first day.
    pub start: String,
    /// Its last day.
    pub end: String,
    /// When the summary was stored: milliseconds since 1970, UTC.
    pub closed: f64,
    /// Version of the energy data.
    pub data_version: String,
    /// The week's sums.
    pub total: Tally,
    /// The same by site key.
    #[serde(default)]
    pub sites: Named<Tally>,
    /// Its days on which some site's figures are doubtful.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubtful_days: Vec<String>,
    /// It was made of imported days, long after the week had ended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
}

impl Summary {
    /// Sums a week's days. Days that are not there count nothing.
    pub fn of<'a>(week: Week, days: impl IntoIterator<Item = &'a Day>, closed: f64) -> Summary {
        let [start, .., end] = week.days();
        let days: Vec<&Day> = days.into_iter().collect();
        let (total, sites) = sums_of(days.iter().copied());
        let mut data_version = crate::energy::DATA_VERSION.to_owned();
        let mut doubtful_days = Vec::new();
        for day in days {
            doubtful_days.extend((!day.doubtful.is_empty()).then(|| day.day.clone()));
            data_version.clone_from(&day.data_version);
        }
        Summary {
            week: week.id(),
            start,
            end,
            closed,
            data_version,
            total,
            sites,
            doubtful_days,
            imported: false,
        }
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
        assert_eq!(Week::of(date("2026-11-24")).id(), "2026-W48");
        assert_eq!(Week::of(date("2027-01-03")).id(), "2026-W53");
        assert_eq!(Week::of(date("2024-12-30")).id(), "2025-W01");
        assert_eq!(Week::of(date("2026-11-29")).start, date("2026-11-23"));
        assert_eq!(Week::of(date("2026-11-24")).before().id(), "2026-W47");
        assert_eq!(Week::of(date("2026-11-24")).days()[6], "2026-11-29");
    }
}
