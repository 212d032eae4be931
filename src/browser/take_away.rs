//! Taking out an import: one that was broken off, of which no figure knows, or one that is counted, with its share of all
//! sums.

use serde_json::Value;

use super::answer;
use super::meta::{Import, Importing};
use super::store::{Problem, Store, Work};
use crate::ledger::{Day, Row};
use crate::week::{days_after, days_before, parse_day};

/// Takes an import away: its rows and their share of the sums, a few weeks at a time, and then its summaries. What is broken
/// off goes on at the next start; every day's sums are right at every moment.
pub async fn take_away(store: &Store, id: u32) -> Result<Value, Problem> {
    let mut work = store.write().await?;
    let meta = work.meta();
    let Some(import) = meta.imports.iter().find(|import| import.id == id) else {
        return Ok(answer::refused("unknown_message"));
    };
    meta.importing = Some(Importing {
        id,
        first: import.first.clone(),
        last: import.last.clone(),
        counted: true,
    });
    work.commit().await?;
    settle(store).await
}

/// Takes out the rows of an import that was broken off or is on its way out.
pub async fn settle(store: &Store) -> Result<Value, Problem> {
    while step_out(store).await? {}
    Ok(answer::ok())
}

/// One transaction; whether more is to do.
async fn step_out(store: &Store) -> Result<bool, Problem> {
    const AT_ONCE: u64 = 35;
    if store.read().await?.meta().importing.is_none() {
        return Ok(false);
    }
    let mut work = store.write().await?;
    let Some(run) = work.meta().importing.clone() else {
        return Ok(false);
    };
    let from = parse_day(&run.first).ok_or_else(|| Problem::bad_day(&run.first))?;
    let next = days_after(from, AT_ONCE);
    let last = days_before(next, 1).to_string();
    let rows = work.rows(&run.first, &last).await?;
    let (ours, others): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.import == Some(run.id));
    for row in &ours {
        work.unstage(row);
    }
    if run.counted {
        for day in work.days(&run.first, &last).await? {
            if ours.iter().any(|row| row.day == day.day) {
                let left = others.iter().filter(|row| row.day == day.day);
                work.put_day(&day.summed_again(left)).await?;
            }
        }
    }
    let more = last < run.last;
    let gone = work
        .meta()
        .imports
        .iter()
        .find(|import| import.id == run.id)
        .cloned();
    if let Some(import) = gone.filter(|_| run.counted && !more) {
        sum_up_again(&work, &import).await?;
    }
    let meta = work.meta();
    meta.importing = more.then(|| Importing {
        first: next.to_string(),
        ..run.clone()
    });
    if run.counted && !more {
        meta.imports.retain(|import| import.id != run.id);
    }
    work.commit().await?;
    Ok(more)
}

/// Makes the summaries anew that an import had brought, without its rows; none where nothing is left of the week.
async fn sum_up_again(work: &Work, import: &Import) -> Result<(), Problem> {
    let summaries = work.weeks().await?.into_iter();
    for old in summaries.filter(|week| week.imported && week.start <= import.last && week.end >= import.first)
    {
        let days: Vec<Day> = work.days(&old.start, &old.end).await?;
        if days.is_empty() {
            work.remove_week(&old.week);
        } else {
            work.put_week(&old.summed_again(&days)).await?;
        }
    }
    Ok(())
}
