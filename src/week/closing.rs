//! Summaries of ended weeks: each counted day in one of them, whatever becomes of the day that weeks begin on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Week, Weeks, days_after, days_before, parse_day};
use crate::ledger::{Day, Tally, sums_of};
use crate::named::Named;
use crate::settings::{Aim, Settings};

/// A finished week: stored once, when it has ended, and never silently changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The week's name, for example `2026-W48`, or its first day where it is no ISO week.
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
    /// What the person had set out to do when the week ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aim: Option<Aim>,
    /// It was made of imported days, long after the week had ended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
}

impl Summary {
    /// Sums a week's days. Days that are not there count nothing.
    pub fn of<'a>(week: Week, days: impl IntoIterator<Item = &'a Day>, closed: f64) -> Summary {
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
            start: week.start.to_string(),
            end: week.end.to_string(),
            closed,
            data_version,
            total,
            sites,
            doubtful_days,
            aim: None,
            imported: false,
        }
    }

    /// The same summary of the same days as they are now.
    pub fn summed_again(&self, days: &[Day]) -> Summary {
        let sums = span(self).map(|week| Summary::of(week, days, self.closed));
        Summary {
            week: self.week.clone(),
            aim: self.aim.clone(),
            imported: self.imported,
            ..sums.unwrap_or_else(|| self.clone())
        }
    }
}

/// The summaries to store for counted days, in order, of which every week has ended. `stored` are the summaries there
/// are: a day that one of them holds stays in it alone, and a week begins after the one before. So the first week after
/// a change of the day weeks begin on may be shorter.
///
/// # Errors
///
/// The name of a day that is no date.
pub fn close(
    days: &[Day],
    stored: &[Summary],
    weeks: Weeks,
    settings: &Settings,
    now: f64,
) -> Result<Vec<Summary>, String> {
    let spans: Vec<Week> = stored.iter().filter_map(span).collect();
    let mut made = Vec::new();
    let mut rest = days;
    while let Some(day) = rest.first() {
        let date = parse_day(&day.day).ok_or_else(|| day.day.clone())?;
        let held = spans.iter().find(|span| span.start <= date && date <= span.end);
        let mut week = held.copied().unwrap_or_else(|| weeks.of(date));
        for span in &spans {
            if span.end < date {
                week.start = week.start.max(days_after(span.end, 1));
            } else if span.start > date {
                week.end = week.end.min(days_before(span.start, 1));
            }
        }
        let length = rest.iter().take_while(|day| week.holds(&day.day)).count();
        let (of_week, later) = rest.split_at(length.max(1));
        if held.is_none() {
            let mut summary = Summary::of(week, of_week, now);
            summary.aim = settings.aim_on(&summary.end).cloned();
            made.push(summary);
        }
        rest = later;
    }
    Ok(made)
}

/// The first day after all of these summaries, if that is later than `day`; else `day`.
pub fn after_all(stored: &[Summary], day: NaiveDate) -> NaiveDate {
    let ends = stored.iter().filter_map(span).map(|week| days_after(week.end, 1));
    ends.fold(day, NaiveDate::max)
}

/// The days of a summary's week.
fn span(summary: &Summary) -> Option<Week> {
    Some(Week {
        start: parse_day(&summary.start)?,
        end: parse_day(&summary.end)?,
    })
}
