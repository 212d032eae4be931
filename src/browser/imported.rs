//! Writing an import: all of it or nothing, while messages go on being counted.
//!
//! Its rows are stored a month at a time, marked, in no sum. Then one transaction adds them to their days, gives ended
//! weeks without a summary one, and notes the import: before it nothing is counted, after it everything is. Whatever ends
//! the page in between leaves rows that no figure knows, and [`settle`] takes them out.

use std::ops::Range;

use chrono::NaiveDate;
use serde_json::Value;

use super::background::store;
use super::meta::{Import, Importing};
use super::store::{Problem, Store, Work};
use super::week_close::{close_weeks, weeks};
use super::{answer, api};
use crate::import::{Keys, Service, Shelf};
use crate::ledger::{Day, Row, number_of};
use crate::observe;
use crate::week::{self, Moment, Summary, Week, days_after, days_before};

/// Of a service: messages and replies.
type New = (Service, u64, u64);

/// Days a row may lie beside its own: the person may be in another zone now.
const ZONES: u64 = 2;

/// The name of a site as people know it.
pub fn name_of(site: &str) -> &str {
    observe::site(site).map_or(site, |site| site.name)
}

/// What of the shelf is not counted yet.
pub async fn what_is_new(shelf: &mut Shelf) -> Result<Vec<New>, Problem> {
    let store = store().await?;
    let ours = shelf.sort();
    let (mut new, mut taken, mut from) = (Vec::<New>::new(), Vec::new(), 0);
    while from < shelf.days.len() {
        let to = shelf.batch(from);
        let work = store.read().await?;
        let counted = counted(&work, shelf, from..to, &ours, &mut taken).await?;
        let rows = shelf.days[from..to].iter().flat_map(|(_, rows)| rows);
        for (kept, _) in rows.zip(counted).filter(|(_, counted)| !counted) {
            let known = new.iter().position(|(service, ..)| *service == kept.service);
            let place = known.unwrap_or_else(|| {
                new.push((kept.service, 0, 0));
                new.len() - 1
            });
            let (messages, replies) = kept.counts();
            (new[place].1, new[place].2) = (new[place].1 + messages, new[place].2 + replies);
        }
        from = to;
    }
    Ok(new)
}

/// Which rows of these days are counted already.
async fn counted(
    work: &Work,
    shelf: &Shelf,
    days: Range<usize>,
    ours: &Keys,
    taken: &mut Vec<u128>,
) -> Result<Vec<bool>, Problem> {
    let first = days_before(shelf.days[days.start].0, ZONES).to_string();
    let last = days_after(shelf.days[days.end - 1].0, ZONES).to_string();
    let stored = Keys::new(work.keys(&first, &last).await?);
    let mut live = Vec::new();
    if !ours.hold_all(&stored) {
        live = work.rows(&first, &last).await?;
        live.retain(|row| !number_of(&row.key).is_some_and(|key| ours.hold(key)));
    }
    Ok(shelf.counted(days, &stored, live, taken))
}

thread_local! {
    /// How far the writing has come.
    static RUN: std::cell::RefCell<Option<Run>> = const { std::cell::RefCell::new(None) };
}

struct Run {
    id: u32,
    ours: Keys,
    taken: Vec<u128>,
    next: usize,
}

/// Writes the next piece: `{ok, done, next, of}` in days. Nobody else may be writing an import.
pub async fn write(shelf: &mut Shelf) -> Result<Value, Problem> {
    let store = store().await?;
    let said = |done: bool, next: usize, of: usize| {
        let (next, of) = (next as u64, of as u64);
        answer::done(&mut [("done", done.into()), ("next", next.into()), ("of", of.into())])
    };
    let days = shelf.days.len();
    let Some(mut run) = RUN.take() else {
        let run = begin(&store, shelf).await?;
        RUN.set(Some(run));
        return Ok(said(false, 0, days));
    };
    if run.next < days {
        let to = shelf.batch(run.next);
        let batch = run.next..to;
        let work = store.write().await?;
        let known = counted(&work, shelf, batch.clone(), &run.ours, &mut run.taken).await?;
        shelf.let_go(batch.clone(), &known);
        for kept in shelf.days[batch].iter().flat_map(|(_, rows)| rows) {
            work.stage(&Row {
                import: Some(run.id),
                ..shelf.row(kept)
            })?;
        }
        work.commit().await?;
        run.next = to;
        RUN.set(Some(run));
        return Ok(said(false, to, days));
    }
    close_weeks(&store, api::now()).await?;
    count(&store, shelf, run.id).await?;
    Ok(said(true, days, days))
}

/// Notes that an import is being written, so that it is taken out again if it is broken off.
async fn begin(store: &Store, shelf: &mut Shelf) -> Result<Run, Problem> {
    let ours = shelf.sort();
    let mut work = store.write().await?;
    let meta = work.meta();
    let id = meta.next_import();
    let day =
        |day: Option<&(chrono::NaiveDate, Vec<_>)>| day.map_or(String::new(), |(day, _)| day.to_string());
    meta.importing = Some(Importing {
        id,
        first: day(shelf.days.first()),
        last: day(shelf.days.last()),
        counted: false,
    });
    work.commit().await?;
    Ok(Run {
        id,
        ours,
        taken: Vec::new(),
        next: 0,
    })
}

/// The last step: the rows go into the sums.
async fn count(store: &Store, shelf: &mut Shelf, id: u32) -> Result<(), Problem> {
    shelf.days.retain(|(_, rows)| !rows.is_empty());
    let now = api::now();
    let (mut messages, mut sites) = (0, Vec::<String>::new());
    // Rows are priced before the transaction: while it lasts, messages have to wait.
    let mut sums: Vec<Day> = Vec::with_capacity(shelf.days.len());
    for (name, rows) in &shelf.days {
        let mut day = Day::new(&name.to_string());
        for kept in rows {
            day.replace(None, &shelf.row(kept));
            messages += kept.counts().0;
            let site = kept.service.site();
            if !sites.iter().any(|known| known == site) {
                sites.push(site.to_owned());
            }
        }
        sums.push(day);
    }
    let mut work = store.write().await?;
    for (mut day, (_, rows)) in sums.into_iter().zip(&shelf.days) {
        if let Some(stored) = work.days(&day.day, &day.day).await?.pop() {
            day = work.brought_up(stored).await?;
            for kept in rows {
                day.replace(None, &shelf.row(kept));
            }
        }
        work.put_day(&day).await?;
    }
    if let (Some((first, _)), Some((last, _))) = (shelf.days.first(), shelf.days.last()) {
        sum_up(&mut work, *first, *last, now).await?;
    }
    let meta = work.meta();
    if let (Some((first, _)), Some((last, _))) = (shelf.days.first(), shelf.days.last()) {
        meta.imports.push(Import {
            id,
            t: now.t,
            first: first.to_string(),
            last: last.to_string(),
            messages,
            sites,
        });
    }
    meta.importing = None;
    work.commit().await
}

/// Stores the summaries of weeks that had ended before their days were imported. Those that were stored before stay.
pub async fn sum_up(work: &mut Work, first: NaiveDate, last: NaiveDate, now: Moment) -> Result<(), Problem> {
    let known = weeks(work.meta());
    let first = Week::of(first, known.first).start;
    let last = Week::of(last, known.first)
        .end
        .min(days_before(known.open(now), 1));
    let mut days = Vec::new();
    for day in work.days(&first.to_string(), &last.to_string()).await? {
        days.push(work.brought_up(day).await?);
    }
    let stored = work.weeks().await?;
    let settings = &work.meta().settings;
    let made = week::close(&days, &stored, known, settings, now.t).map_err(|day| Problem::bad_day(&day))?;
    for summary in made {
        work.put_week(&Summary {
            imported: true,
            ..summary
        })
        .await?;
    }
    Ok(())
}

/// The imports there are, the last first.
pub async fn list(store: &Store) -> Result<Value, Problem> {
    let mut work = store.read().await?;
    let imports = work.meta().imports.iter().rev();
    let listed: Vec<Value> = imports
        .map(|import| {
            let names: Vec<Value> = import.sites.iter().map(|site| name_of(site).into()).collect();
            answer::object(&mut [
                ("id", import.id.into()),
                ("t", import.t.into()),
                ("first", import.first.as_str().into()),
                ("last", import.last.as_str().into()),
                ("messages", import.messages.into()),
                ("names", names.into()),
            ])
        })
        .collect();
    Ok(answer::done(&mut [("imports", listed.into())]))
}
