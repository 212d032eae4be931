//! A whole month in one record, so that ten years can be looked at without reading 3,650 days.
//!
//! It is a copy of what the days say and never the truth: whoever writes a day drops its month ([`month_of`]), and it is
//! summed again from the days ([`Day::of_month`]) when it is next wanted.

use super::day::Day;

/// The month of a day, `2026-11` of `2026-11-24`.
pub fn month_of(day: &str) -> &str {
    day.get(..7).unwrap_or(day)
}

impl Day {
    /// The sums of these days of one month under the month's name. Its `doubtful` are days, not sites.
    pub fn of_month(month: &str, days: &[Day]) -> Day {
        let mut sum = Day::new(month);
        for day in days {
            sum.add(day);
            sum.doubtful.extend(day.doubtful_days().iter().cloned());
        }
        sum
    }

    /// Whether it is a month's record.
    pub fn is_month(&self) -> bool {
        self.day.len() == "2026-11".len()
    }

    /// The days it knows of on which some site's figures are doubtful: itself, or some of its month.
    pub fn doubtful_days(&self) -> &[String] {
        if self.is_month() || self.doubtful.is_empty() {
            &self.doubtful
        } else {
            std::slice::from_ref(&self.day)
        }
    }
}
