//! Records that cannot be read. One of them must not take the others along: it is skipped and named, and what writes over it
//! first lays the original aside, in the same transaction. A day is summed again from its messages.

use chrono::{Datelike, NaiveDate, TimeDelta};
use js_sys::Array;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::api;
use super::database::Query;
use super::meta::Meta;
use super::store::{DAYS, META, Problem, Store, Work};
use crate::ledger::Day;
use crate::record;
use crate::week::parse_day;

/// What names of originals that were laid aside begin with, in the store of the meta record: `damaged:days:2026-11-24`.
pub const ASIDE: &str = "damaged:";
/// The first name after them.
pub const AFTER: &str = "damaged;";

impl Work {
    /// The record, if there is one and it can be read; one that cannot is noted.
    pub(super) fn read<T: DeserializeOwned>(&self, store: &str, found: &JsValue) -> Option<T> {
        if found.is_undefined() {
            return None;
        }
        let read = record::read(api::from_js(found));
        if read.is_err() {
            self.note(store, found);
        }
        read.ok()
    }

    /// Those of these records that can be read.
    pub(super) fn read_all<T: DeserializeOwned>(&self, store: &str, found: &JsValue) -> Vec<T> {
        let all = Array::from(found);
        all.iter().filter_map(|value| self.read(store, &value)).collect()
    }

    /// Remembers which record it is, and lays a copy of it aside where this transaction may write.
    pub(super) fn note(&self, store: &str, found: &JsValue) {
        let key = ["key", "day", "week", "name", "id"].map(|key| api::get(found, key).as_string());
        let key = key.into_iter().flatten().next().unwrap_or_default();
        let name = format!("{ASIDE}{store}:{key}");
        if self.writes {
            let aside = api::object(&[("name", name.as_str().into()), ("record", found.clone())]);
            drop(self.tx.put(META, &aside));
        }
        self.damaged.borrow_mut().push(name);
    }

    /// A day that cannot be read, summed again from its messages; none where these are gone.
    pub(super) async fn mended(&self, found: &JsValue) -> Result<Option<Day>, Problem> {
        let name = api::get(found, "day").as_string().unwrap_or_default();
        let rows = self.counted_rows(&name).await?;
        Ok((!rows.is_empty()).then(|| Day::new(&name).summed_again(&rows)))
    }

    /// The damaged records that are known, as `days:2026-11-24`: those laid aside, and those met in this transaction.
    pub async fn damaged(&self) -> Result<Value, Problem> {
        let known = self.tx.keys(META, None, &Query::Between(ASIDE, AFTER)).await?;
        let mut names = self.damaged.borrow().clone();
        names.extend(Array::from(&known).iter().filter_map(|name| name.as_string()));
        let mut short = Vec::<Value>::new();
        for name in &names {
            let name = Value::from(&name[ASIDE.len()..]);
            if !short.contains(&name) {
                short.push(name);
            }
        }
        Ok(short.into())
    }

    /// The meta record: what of it can be read, if not all can.
    pub(super) fn meta_of(&self, found: &JsValue) -> Result<Meta, Problem> {
        if let Some(meta) = self.read(META, found) {
            return Ok(meta);
        }
        let salt = api::random_salt()?;
        Ok(match api::from_js(found) {
            Value::Object(fields) => Meta::salvaged(&fields, salt),
            _ => Meta::new(salt),
        })
    }
}

/// Looks through weeks and a year of days, and writes anew the days that can be summed again. Another year each day, so that a start of
/// the browser costs no more after ten years than after one; what is damaged is skipped and named wherever it is read, mended or not.
pub async fn mend(store: &Store, today: NaiveDate) -> Result<(), Problem> {
    const AT_ONCE: i64 = 366;
    let work = store.read().await?;
    let first = work.first_day("").await?.and_then(|day| parse_day(&day));
    let first = first.unwrap_or(today);
    let spans = (today - first).num_days().max(0) / AT_ONCE + 1;
    let span = i64::from(today.num_days_from_ce()) % spans;
    let from = (first + TimeDelta::days(span * AT_ONCE)).to_string();
    // A clock that was set back has days after today's.
    let until = match span + 1 == spans {
        true => "~".to_owned(),
        false => (first + TimeDelta::days((span + 1) * AT_ONCE - 1)).to_string(),
    };
    let days = work.days(&from, &until).await?;
    work.weeks().await?;
    let damaged = work.damaged.take();
    if damaged.is_empty() {
        return Ok(());
    }
    drop(work);
    let work = store.write().await?;
    work.weeks().await?;
    for name in damaged {
        let day = name.rsplit(':').next().unwrap_or_default();
        // Read in this transaction: what came meanwhile is in it, and the original is laid aside.
        if name.starts_with(&format!("{ASIDE}{DAYS}:"))
            && days.iter().any(|mended| mended.day == day)
            && let Some(mended) = work.days(day, day).await?.pop()
        {
            work.put_day(&mended).await?;
        }
    }
    work.commit().await
}
