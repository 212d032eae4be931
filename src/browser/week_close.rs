//! Weeks as the person has them, and storing the summaries of those that have ended.

use super::api;
use super::meta::Meta;
use super::store::{Problem, Store};
use crate::week::{self, Moment, Weeks, days_before, parse_day};

/// How the person's weeks run, by what is stored.
pub fn weeks(meta: &Meta) -> Weeks {
    let settings = &meta.settings;
    let day = |name: &Option<String>| name.as_deref().and_then(parse_day);
    Weeks {
        first: settings
            .week_start()
            .unwrap_or_else(|| api::usual_week_start(settings.language.as_deref())),
        closed: day(&meta.weeks_closed_before),
        until: day(&meta.week_until),
    }
}

/// What closing the weeks came to.
#[derive(Default)]
pub struct Closed {
    /// Nobody had ever looked for an ended week.
    pub first: bool,
    /// Summaries that were stored now.
    pub summaries: usize,
    /// The language the person chose, to be told of them in.
    pub language: Option<String>,
}

/// Stores a summary of each ended week that has counted days and none yet.
pub async fn close_weeks(store: &Store, now: Moment) -> Result<Closed, Problem> {
    let mut work = store.read().await?;
    let known = weeks(work.meta());
    if known.closed.is_some_and(|closed| closed >= known.open(now)) {
        return Ok(Closed::default());
    }
    drop(work);

    let mut work = store.write().await?;
    let known = weeks(work.meta());
    let open = known.open(now);
    let from = known.closed.map_or(String::new(), |day| day.to_string());
    let mut days = Vec::new();
    for day in work.days(&from, &days_before(open, 1).to_string()).await? {
        days.push(work.brought_up(day).await?);
    }
    let stored = work.weeks().await?;
    let settings = &work.meta().settings;
    let made = week::close(&days, &stored, known, settings, now.t).map_err(|day| Problem::bad_day(&day))?;
    for summary in &made {
        work.put_week(summary).await?;
    }
    let meta = work.meta();
    meta.summary_waits |= !made.is_empty();
    let language = meta.settings.language.clone();
    meta.weeks_closed_before = Some(week::after_all(&stored, open).to_string());
    work.commit().await?;
    Ok(Closed {
        first: known.closed.is_none(),
        summaries: made.len(),
        language,
    })
}
