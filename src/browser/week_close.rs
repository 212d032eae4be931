//! Weeks as the person has them, and storing the summaries of those that have ended.

use chrono::{NaiveDate, Weekday};

use super::api;
use super::store::{Meta, Problem, Store};
use crate::settings::Settings;
use crate::week::{self, Moment, Week, days_before, parse_day};

/// The day weeks begin on.
pub fn first_day(settings: &Settings) -> Weekday {
    let chosen = settings.week_start();
    chosen.unwrap_or_else(|| api::usual_week_start(settings.language.as_deref()))
}

/// The first day that is in no stored summary.
pub fn closed_before(meta: &Meta) -> Option<NaiveDate> {
    meta.weeks_closed_before.as_deref().and_then(parse_day)
}

/// Stores a summary of each ended week that has counted days and none yet.
pub async fn close_weeks(store: &Store, now: Moment) -> Result<(), Problem> {
    let mut work = store.read().await?;
    let first = first_day(&work.meta().settings);
    let open = Week::open(now, first).start;
    if closed_before(work.meta()).is_some_and(|closed| closed >= open) {
        return Ok(());
    }
    drop(work);

    let mut work = store.write().await?;
    let closed = closed_before(work.meta());
    let from = closed.map_or(String::new(), |day| day.to_string());
    let mut days = Vec::new();
    for day in work.days(&from, &days_before(open, 1).to_string()).await? {
        days.push(work.brought_up(day).await?);
    }
    let stored = work.weeks().await?;
    let settings = &work.meta().settings;
    let made =
        week::close(&days, &stored, closed, first, settings, now.t).map_err(|day| Problem::bad_day(&day))?;
    for summary in &made {
        work.put_week(summary).await?;
    }
    let meta = work.meta();
    meta.summary_waits |= !made.is_empty();
    meta.weeks_closed_before = Some(week::after_all(&stored, open).to_string());
    work.commit().await
}
