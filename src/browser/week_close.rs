//! Storing the summaries of weeks that have ended.

use super::store::{Problem, Store};
use crate::week::{Moment, Summary, Week, parse_day};

/// Stores a summary of each ended week that has counted days and none yet. Whether nobody had ever looked for one.
pub async fn close_weeks(store: &Store, now: Moment) -> Result<bool, Problem> {
    let current = Week::open(now);
    let open_from = current.start.to_string();
    let mut work = store.read().await?;
    let from = work.meta().weeks_closed_before.clone().unwrap_or_default();
    if from >= open_from {
        return Ok(false);
    }
    drop(work);

    let mut work = store.write().await?;
    let mut days = Vec::new();
    for day in work.days(&from, &current.before().days()[6]).await? {
        days.push(work.brought_up(day).await?);
    }
    let mut rest = days.as_slice();
    while let Some(first) = rest.first() {
        let week = parse_day(&first.day)
            .map(Week::of)
            .ok_or_else(|| Problem::bad_day(&first.day))?;
        let length = rest
            .iter()
            .take_while(|day| week.days().contains(&day.day))
            .count();
        let (of_week, later) = rest.split_at(length.max(1));
        if work.week(&week.id()).await?.is_none() {
            work.put_week(&Summary::of(week, of_week, now.t)).await?;
        }
        rest = later;
    }
    work.meta().weeks_closed_before = Some(open_from);
    work.commit().await?;
    Ok(from.is_empty())
}
