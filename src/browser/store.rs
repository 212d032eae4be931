//! The one writer of the ledger: IndexedDB, one read-write transaction per event, strict durability.
//!
//! A transaction is the lock: the browser runs transactions on the same stores one after the other, whichever tab or
//! restarted worker they come from. Nothing is shown before `commit` has answered.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;
use js_sys::{Array, Promise};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::api;
use super::database::{Database, Plan, Query, Transaction};
use super::meta::Meta;
use crate::ledger::{Row, SCHEMA, number_of};
use crate::policy::Policy;
use crate::week::{Summary, Week, days_before};

const NAME: &str = "merciwatt";
pub(super) const MESSAGES: &str = "messages";
pub(super) const DAYS: &str = "days";
pub(super) const MONTHS: &str = "months";
pub(super) const WEEKS: &str = "weeks";
pub(super) const META: &str = "meta";
pub(super) const CLASSES: &str = "classes";
pub(super) const BY_CONVERSATION: &str = "conv_t";
pub(super) const BY_DAY: &str = "day";
pub(super) const ALL: [&str; 6] = [MESSAGES, DAYS, MONTHS, WEEKS, META, CLASSES];
// Schema 1 had no months and no classes. Neither changes a record, so an older database only gets the stores it lacks.
const PLANS: [Plan; 6] = [
    (MESSAGES, "key", &[BY_CONVERSATION, BY_DAY]),
    (DAYS, "day", &[]),
    (MONTHS, "day", &[]),
    (WEEKS, "week", &[]),
    (META, "name", &[]),
    (CLASSES, "id", &[]),
];

/// Why the store did not do what was asked, with a sentence for the log of a developer. It never holds a text.
#[derive(Debug)]
pub enum Problem {
    /// The browser's database failed.
    Failed(String),
    /// A newer Merciwatt wrote the store: it is left alone.
    Newer,
}

impl Problem {
    /// The key pages translate into a sentence.
    pub fn reason(&self) -> &'static str {
        match self {
            Problem::Failed(_) => "store_failed",
            Problem::Newer => "newer_schema",
        }
    }

    /// A stored day has no date for its name.
    pub fn bad_day(name: &str) -> Problem {
        Problem::Failed(format!("a stored day is called \"{name}\", which is no date"))
    }

    /// Details for a developer.
    pub fn detail(&self) -> String {
        match self {
            Problem::Failed(sentence) => sentence.clone(),
            Problem::Newer => format!("the stored data is newer than schema {SCHEMA}"),
        }
    }
}

impl From<String> for Problem {
    fn from(sentence: String) -> Problem {
        Problem::Failed(sentence)
    }
}

/// The opened database.
pub struct Store {
    db: RefCell<Database>,
    policy: Rc<Policy>,
    /// What a school has set, where the browser has not said it yet.
    pub late: Option<Promise>,
}

/// Milliseconds that a school's settings may take: Chromium, started again after a crash, was seen to answer after more than
/// twenty seconds, and no message may wait for that.
const MANAGED_MS: u32 = 400;

impl Store {
    /// Opens the database, creating its stores the first time.
    pub async fn open() -> Result<Store, Problem> {
        let managed = api::managed();
        let db = RefCell::new(Store::connect().await?);
        let set = api::soon(&managed, MANAGED_MS).await;
        Ok(Store {
            db,
            policy: Rc::new(Policy::read(&api::from_js(&set))),
            late: set.is_undefined().then_some(managed),
        })
    }

    async fn connect() -> Result<Database, Problem> {
        match Database::open(NAME, SCHEMA, &PLANS).await {
            Ok(db) => Ok(db),
            Err(why) if why.contains("VersionError") => Err(Problem::Newer),
            Err(why) => Err(Problem::Failed(why)),
        }
    }

    /// What a school has set.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Erases everything, whatever wrote it and whether or not it can be read.
    pub async fn erase() -> Result<(), Problem> {
        Ok(Database::delete(NAME).await?)
    }

    /// A transaction that may write. It rolls back unless [`Work::commit`] is called.
    pub async fn write(&self) -> Result<Work, Problem> {
        self.begin(true).await
    }

    /// A transaction that reads.
    pub async fn read(&self) -> Result<Work, Problem> {
        self.begin(false).await
    }

    async fn begin(&self, writes: bool) -> Result<Work, Problem> {
        let begun = self.db.borrow().begin(&ALL, writes);
        let tx = match begun {
            Ok(tx) => tx,
            // Closed because another page erased everything, or made the stores anew: nothing may be lost over that.
            Err(_) => {
                self.db.replace(Store::connect().await?);
                self.db.borrow().begin(&ALL, writes)?
            }
        };
        let mut work = Work {
            tx,
            meta: None,
            writes,
            damaged: RefCell::default(),
        };
        let found = work.tx.get(META, None, &Query::Key("core")).await?;
        if api::get(&found, "schema")
            .as_f64()
            .is_some_and(|schema| schema > SCHEMA.into())
        {
            return Err(Problem::Newer);
        }
        work.meta = Some(if found.is_undefined() {
            Meta::new(api::random_salt()?)
        } else {
            work.meta_of(&found)?
        });
        work.meta().policy = self.policy.clone();
        Ok(work)
    }
}

/// One transaction.
pub struct Work {
    pub(super) tx: Transaction,
    meta: Option<Meta>,
    pub(super) writes: bool,
    /// Names of the records that could not be read.
    pub(super) damaged: RefCell<Vec<String>>,
}

impl Work {
    /// The meta record; changes are written by [`Work::commit`].
    pub fn meta(&mut self) -> &mut Meta {
        self.meta.as_mut().expect("begin() always sets it")
    }

    /// Whether a row is in no sum yet.
    pub(super) fn is_staged(&self, row: &Row) -> bool {
        self.meta.as_ref().is_some_and(|meta| meta.is_staged(row))
    }

    /// The row with this key.
    pub async fn row(&self, key: &str) -> Result<Option<Row>, Problem> {
        self.get(MESSAGES, key).await
    }

    /// The newest row of a conversation: its keys sort newest first.
    pub async fn last_of(&self, conversation: &str) -> Result<Option<Row>, Problem> {
        let (first, last) = (format!("{conversation}|"), format!("{conversation}|~"));
        let range = Query::Between(&first, &last);
        let found = self.tx.get(MESSAGES, Some(BY_CONVERSATION), &range).await?;
        Ok(self.read(MESSAGES, &found))
    }

    /// The rows of the days from `first` to `last`, both included.
    pub async fn rows(&self, first: &str, last: &str) -> Result<Vec<Row>, Problem> {
        self.span(MESSAGES, Some(BY_DAY), first, last).await
    }

    /// The keys of the rows of these days, in no order.
    pub async fn keys(&self, first: &str, last: &str) -> Result<Vec<u128>, Problem> {
        let range = Query::Between(first, last);
        let found = self.tx.keys(MESSAGES, Some(BY_DAY), &range).await?;
        let keys = Array::from(&found);
        let read = |key: JsValue| number_of(&key.as_string()?);
        Ok(keys.iter().filter_map(read).collect())
    }

    /// Writes a row that is in no sum yet. What the browser has to say of it is heard by [`Work::commit`].
    pub fn stage(&self, row: &Row) -> Result<(), Problem> {
        drop(self.tx.put(MESSAGES, &api::to_js(row)?));
        Ok(())
    }

    /// Takes a staged row out again, or one whose day is written without it.
    pub fn unstage(&self, row: &Row) {
        self.tx.delete(MESSAGES, &row.key.as_str().into());
    }

    /// Forgets a week's summary.
    pub fn remove_week(&self, week: &str) {
        self.tx.delete(WEEKS, &week.into());
    }

    /// The stored summary of the week that ended on this day, whichever day weeks began on.
    pub async fn week_until(&self, end: NaiveDate) -> Result<Option<Summary>, Problem> {
        let (first, last) = (days_before(end, 6), end.to_string());
        let named = Query::Between(&first.to_string(), &last);
        let mut found: Vec<Summary> = self.read_all(WEEKS, &self.tx.all(WEEKS, None, &named).await?);
        let whole = Week { start: first, end };
        found.extend(self.get(WEEKS, &whole.id()).await?);
        Ok(found.into_iter().find(|summary| summary.end == last))
    }

    /// All stored summaries, in the order of their names.
    pub async fn weeks(&self) -> Result<Vec<Summary>, Problem> {
        let found = self.tx.all(WEEKS, None, &Query::All).await?;
        Ok(self.read_all(WEEKS, &found))
    }

    /// Stores a week's summary.
    pub async fn put_week(&self, summary: &Summary) -> Result<(), Problem> {
        self.put(WEEKS, summary).await
    }

    /// A teacher's classes as they are stored, or the one of this id.
    pub async fn classes(&self, id: Option<&str>) -> Result<Vec<Value>, Problem> {
        let query = id.map_or(Query::All, Query::Key);
        let found = self.tx.all(CLASSES, None, &query).await?;
        Ok(Array::from(&found)
            .iter()
            .map(|class| api::from_js(&class))
            .collect())
    }

    /// Stores a class.
    pub async fn put_class(&self, class: &Value) -> Result<(), Problem> {
        self.put(CLASSES, class).await
    }

    /// Forgets a class.
    pub fn remove_class(&self, id: &str) {
        self.tx.delete(CLASSES, &id.into());
    }

    /// Erases everything that was counted. Choices and a teacher's classes stay.
    pub fn erase(&mut self) -> Result<(), Problem> {
        for store in [MESSAGES, DAYS, MONTHS, WEEKS] {
            self.tx.clear(store);
        }
        let salt = api::random_salt()?;
        self.meta().erase(salt);
        Ok(())
    }

    /// Writes the meta record and waits until the browser says that everything is on the disk.
    pub async fn commit(mut self) -> Result<(), Problem> {
        if let Some(mut meta) = self.meta.take() {
            meta.schema = SCHEMA;
            self.put(META, &meta).await?;
        }
        Ok(self.tx.commit().await?)
    }

    /// The records of these days; none where the last day comes before the first, which the browser would refuse.
    pub(super) async fn span<T: DeserializeOwned>(
        &self,
        store: &str,
        index: Option<&str>,
        first: &str,
        last: &str,
    ) -> Result<Vec<T>, Problem> {
        if last < first {
            return Ok(Vec::new());
        }
        let found = self.tx.all(store, index, &Query::Between(first, last)).await?;
        Ok(self.read_all(store, &found))
    }

    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        store: &str,
        key: &str,
    ) -> Result<Option<T>, Problem> {
        Ok(self.read(store, &self.tx.get(store, None, &Query::Key(key)).await?))
    }

    pub(super) async fn put<T: Serialize>(&self, store: &str, record: &T) -> Result<(), Problem> {
        self.tx.put(store, &api::to_js(record)?).await?;
        Ok(())
    }
}
