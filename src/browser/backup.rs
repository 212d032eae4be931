//! A backup: every record as it is stored, and the way back. The page's worker makes a file of the records and records of a
//! file; the core says which there are, and what of a file may be stored.
//!
//! Restoring is one transaction, so it is whole or nothing by the browser's own promise, whatever ends it. Pieces of the file
//! are read without waiting while it is open, since a transaction ends when nobody asks it for anything. Messages sent
//! meanwhile wait for its end; the page keeps the background awake until then.

use js_sys::{Array, Function};
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::background::{promise, store};
use super::classes::opened;
use super::damaged::{AFTER, ASIDE};
use super::database::Query;
use super::imported::sum_up;
use super::meta::{Import, Meta};
use super::store::{BY_DAY, CLASSES, DAYS, MESSAGES, META, MONTHS, Problem, Store, WEEKS, Work};
use super::{answer, api};
use crate::import::Keys;
use crate::ledger::{Day, Row, SCHEMA, number_of};
use crate::record;
use crate::week::{Summary, parse_day};

/// Hands every record to `give(store, records)`: the meta record, each day and its messages, summaries, classes.
#[wasm_bindgen]
pub fn back_up(give: Function) -> js_sys::Promise {
    promise(async move { give_all(store().await?.as_ref(), &give).await })
}

/// Stores what `next()` gives, arrays of `[store, record]` until it gives none: instead of what is there, or added to it.
#[wasm_bindgen]
pub fn restore(next: Function, replace: bool) -> js_sys::Promise {
    promise(async move { take_all(store().await?.as_ref(), &next, replace).await })
}

async fn give_all(store: &Store, give: &Function) -> Result<Value, Problem> {
    let hand_over = |name: &str, records: &JsValue| match give.call2(&JsValue::NULL, &name.into(), records) {
        Ok(_) => Ok(()),
        Err(_) => Err(Problem::Failed("the backup could not be written".into())),
    };
    let mut work = store.read().await?;
    let staged = work.meta().importing.clone().filter(|run| !run.counted);
    let core = work.meta().at_rest();
    let aside = work.tx.all(META, None, &Query::Between(ASIDE, AFTER)).await?;
    hand_over(META, &Array::of1(&api::to_js(&core)?))?;
    hand_over(META, &aside)?;
    let mut from = String::new();
    loop {
        // A day and its messages are of one moment; what comes while the days pass is in its day or not in the backup.
        let work = store.read().await?;
        let named = |found: &JsValue| api::get(found, "day").as_string();
        let day = named(&work.tx.get(DAYS, None, &Query::From(&from)).await?);
        let of_row = named(&work.tx.get(MESSAGES, Some(BY_DAY), &Query::From(&from)).await?);
        let Some(day) = day.into_iter().chain(of_row).min() else {
            break;
        };
        let sums = work.tx.all(DAYS, None, &Query::Key(&day)).await?;
        let rows = work.tx.all(MESSAGES, Some(BY_DAY), &Query::Key(&day)).await?;
        hand_over(DAYS, &sums)?;
        match &staged {
            None => hand_over(MESSAGES, &rows)?,
            Some(run) => {
                let of_run = |row: &JsValue| api::get(row, "import").as_f64() == Some(run.id.into());
                let rows: Array = Array::from(&rows).iter().filter(|row| !of_run(row)).collect();
                hand_over(MESSAGES, &rows)?;
            }
        }
        // Before every other day.
        from = day + "!";
    }
    let work = store.read().await?;
    for name in [WEEKS, CLASSES] {
        hand_over(name, &work.tx.all(name, None, &Query::All).await?)?;
    }
    Ok(answer::ok())
}

/// What is known while records come in.
struct Taking {
    work: Work,
    replace: bool,
    /// Where records are added, their mark: they can be taken away again like an import.
    id: u32,
    /// The day whose messages come in, its doubtful sites, and the messages.
    day: String,
    doubtful: Vec<String>,
    rows: Vec<Row>,
    /// Days that were counted here before.
    own: Vec<String>,
    sites: Vec<String>,
    first: Option<String>,
    last: String,
    messages: u64,
    /// Records that could not be read, which are left out.
    unread: u64,
}

async fn take_all(store: &Store, next: &Function, replace: bool) -> Result<Value, Problem> {
    let mut work = store.write().await?;
    let own = work.names(DAYS, "", "~").await?;
    let id = work.meta().next_import();
    if replace {
        for name in [MESSAGES, DAYS, MONTHS, WEEKS, META, CLASSES] {
            work.tx.clear(name);
        }
    }
    let mut taking = Taking {
        work,
        replace,
        id,
        day: String::new(),
        doubtful: Vec::new(),
        rows: Vec::new(),
        own,
        sites: Vec::new(),
        first: None,
        last: String::new(),
        messages: 0,
        unread: 0,
    };
    loop {
        // Whoever gives something wrong ends it; nothing is stored then.
        let Ok(piece) = next.call0(&JsValue::NULL) else {
            return Ok(answer::refused("damaged"));
        };
        if piece.is_undefined() {
            break;
        }
        for pair in Array::from(&piece).iter() {
            let pair: Array = pair.unchecked_into();
            let name = pair.get(0).as_string().unwrap_or_default();
            taking.take(&name, &pair.get(1)).await?;
        }
        // What was put is being written: waiting for one request is waiting for all before it.
        taking.work.tx.keys(META, None, &Query::Key("core")).await?;
    }
    taking.end().await
}

/// When a message was sent, and how long it is: no two of a person are alike in both.
fn moment(row: &Row) -> u128 {
    u128::from(row.t.to_bits()) << 64 | u128::from(row.chars.unwrap_or(u32::MAX))
}

/// A record of the file. One that cannot be read is not laid aside, unlike one of the store: it may be anything.
fn of_file<T: DeserializeOwned>(record: &JsValue) -> Option<T> {
    record::read(api::from_js(record)).ok()
}

impl Taking {
    async fn take(&mut self, name: &str, record: &JsValue) -> Result<(), Problem> {
        match name {
            MESSAGES => match of_file::<Row>(record).filter(Row::is_sound) {
                Some(row) if self.replace => {
                    self.messages += u64::from(row.kind.is_message());
                    self.work.stage(&row)?;
                }
                Some(row) => {
                    if row.day != self.day {
                        self.end_day().await?;
                        self.day.clone_from(&row.day);
                    }
                    self.rows.push(row);
                }
                None => self.unread += 1,
            },
            DAYS => match of_file::<Day>(record) {
                Some(day) if parse_day(&day.day).is_none() => self.unread += 1,
                Some(day) if self.replace => self.work.put(DAYS, &day).await?,
                Some(day) => {
                    self.end_day().await?;
                    (self.day, self.doubtful) = (day.day, day.doubtful);
                }
                None => self.unread += 1,
            },
            WEEKS => match of_file::<Summary>(record) {
                Some(week) if self.replace => self.work.put_week(&week).await?,
                Some(week) => self.add_week(week).await?,
                None => self.unread += 1,
            },
            META => self.take_meta(record).await?,
            CLASSES => match opened(&mut api::from_js(record)) {
                // As the class itself is stored, without whatever else the file has beside it.
                Ok(class) => {
                    let id = class.record()["id"].as_str().unwrap_or_default().to_owned();
                    if self.work.classes(Some(&id)).await?.is_empty() {
                        self.work.put_class(&class.record()).await?;
                    }
                }
                Err(_) => self.unread += 1,
            },
            _ => self.unread += 1,
        }
        Ok(())
    }

    /// Choices and the secret belong to the whole: they are not added. Originals of damaged records stay in the file: nobody can
    /// say of what cannot be read that it is no text.
    async fn take_meta(&mut self, record: &JsValue) -> Result<(), Problem> {
        if !self.replace {
            return Ok(());
        }
        match of_file::<Meta>(record) {
            Some(meta) if meta.schema <= SCHEMA => *self.work.meta() = meta.at_rest(),
            _ => self.unread += 1,
        }
        Ok(())
    }

    /// The messages of a day have all come: those that are not here yet are added to it.
    async fn end_day(&mut self) -> Result<(), Problem> {
        let rows = std::mem::take(&mut self.rows);
        let doubtful = std::mem::take(&mut self.doubtful);
        if rows.is_empty() {
            return Ok(());
        }
        let stored = self.work.rows(&self.day, &self.day).await?;
        let keys = Keys::new(stored.iter().filter_map(|row| number_of(&row.key)).collect());
        // Another installation gives another key to the same message.
        let moments = Keys::new(stored.iter().map(moment).collect());
        let mut fresh = rows;
        fresh.retain(|row| {
            !number_of(&row.key).is_some_and(|key| keys.hold(key)) && !moments.hold(moment(row))
        });
        if fresh.is_empty() {
            return Ok(());
        }
        let day = self.work.day(&self.day).await?;
        let mut day = self.work.brought_up(day).await?;
        for mut row in fresh {
            row.import = Some(self.id);
            day.replace(None, &row);
            self.messages += u64::from(row.kind.is_message());
            if !self.sites.contains(&row.site) {
                self.sites.push(row.site.clone());
            }
            self.work.stage(&row)?;
        }
        for site in doubtful {
            if !day.doubtful.contains(&site) {
                day.doubtful.push(site);
            }
        }
        self.work.put_day(&day).await?;
        self.spans(&day.day, &day.day);
        Ok(())
    }

    fn spans(&mut self, first: &str, last: &str) {
        if self.first.as_deref().is_none_or(|known| first < known) {
            self.first = Some(first.to_owned());
        }
        if *last > *self.last {
            last.clone_into(&mut self.last);
        }
    }

    /// A summary is added where this computer knows nothing of its days.
    async fn add_week(&mut self, week: Summary) -> Result<(), Problem> {
        self.end_day().await?;
        let stored = self.work.weeks().await?;
        let overlaps = stored
            .iter()
            .any(|known| known.start <= week.end && known.end >= week.start);
        let counted = self.own.iter().any(|day| *day >= week.start && *day <= week.end);
        if parse_day(&week.start).is_some() && parse_day(&week.end).is_some() && !overlaps && !counted {
            self.spans(&week.start, &week.end);
            self.work
                .put_week(&Summary {
                    imported: true,
                    ..week
                })
                .await?;
        }
        Ok(())
    }

    async fn end(mut self) -> Result<Value, Problem> {
        self.end_day().await?;
        let now = api::now();
        if let Some(first) = self.first.take() {
            if let (Some(from), Some(to)) = (parse_day(&first), parse_day(&self.last)) {
                sum_up(&mut self.work, from, to, now).await?;
            }
            let last = std::mem::take(&mut self.last);
            self.work.meta().imports.push(Import {
                id: self.id,
                t: now.t,
                first,
                last,
                messages: self.messages,
                sites: std::mem::take(&mut self.sites),
            });
        }
        self.work.commit().await?;
        Ok(answer::done(&mut [
            ("messages", self.messages.into()),
            ("unread", self.unread.into()),
        ]))
    }
}
