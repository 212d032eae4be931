//! The days of the ledger, and the months that stand for them where many are looked at. Every write of a day is here, and
//! drops the day's month in the same transaction.

use std::rc::Rc;

use chrono::{Months, NaiveDate};
use js_sys::Array;
use wasm_bindgen_futures::spawn_local;

use super::api;
use super::database::Query;
use super::store::{BY_DAY, DAYS, MESSAGES, MONTHS, Problem, Store, Work};
use crate::ledger::{Day, Row, Tally, month_of};
use crate::week::{days_before, parse_day};

/// From so many days on, the dashboard draws months (`MOST_DAYS` in `dashboard/series.js`).
const MANY: i64 = 800;

impl Work {
    /// The day, empty if nothing was counted.
    pub async fn day(&self, day: &str) -> Result<Day, Problem> {
        let stored = self.days(day, day).await?.pop();
        Ok(stored.unwrap_or_else(|| Day::new(day)))
    }

    /// The counted days from `first` to `last`, both included.
    pub async fn days(&self, first: &str, last: &str) -> Result<Vec<Day>, Problem> {
        if last < first {
            return Ok(Vec::new());
        }
        let found = self.tx.all(DAYS, None, &Query::Between(first, last)).await?;
        let mut days = Vec::new();
        for value in Array::from(&found).iter() {
            match self.read(DAYS, &value) {
                Some(day) => days.push(day),
                None => days.extend(self.mended(&value).await?),
            }
        }
        Ok(days)
    }

    /// The name of the first counted day that is not before `from`.
    pub async fn first_day(&self, from: &str) -> Result<Option<String>, Problem> {
        let found = self.tx.get(DAYS, None, &Query::From(from)).await?;
        Ok(api::get(&found, "day").as_string())
    }

    /// A day whose sums are of today's data and code: made anew from its rows if they are not.
    pub async fn brought_up(&mut self, day: Day) -> Result<Day, Problem> {
        if day.is_current() {
            return Ok(day);
        }
        let new = self.summed_now(&day).await?;
        self.meta().repricing.get_or_insert_default().took(&day, &new);
        self.put_day(&new).await?;
        Ok(new)
    }

    /// A day as it would be with today's data and code; nothing is written.
    pub async fn summed_now(&self, day: &Day) -> Result<Day, Problem> {
        if day.is_current() {
            return Ok(day.clone());
        }
        Ok(day.summed_again(&self.counted_rows(&day.day).await?))
    }

    /// The rows of a day that its sums are of: those of an import that is under way are in none.
    pub(super) async fn counted_rows(&self, day: &str) -> Result<Vec<Row>, Problem> {
        let mut rows = self.rows(day, day).await?;
        rows.retain(|row| !self.is_staged(row));
        Ok(rows)
    }

    /// Writes a row and its day's sums together. `before` is the row as it was stored, if it was.
    pub async fn put_row(&mut self, before: Option<&Row>, after: &Row) -> Result<Day, Problem> {
        let day = self.day(&after.day).await?;
        let mut day = self.brought_up(day).await?;
        day.replace(before, after);
        self.put(MESSAGES, after).await?;
        self.put_day(&day).await?;
        Ok(day)
    }

    /// Writes a day's sums; a day without any is not kept.
    pub async fn put_day(&self, day: &Day) -> Result<(), Problem> {
        self.drop_month(&day.day);
        let Tally {
            messages,
            replies,
            failed,
            ..
        } = day.total;
        if messages + replies + failed == 0 {
            self.tx.delete(DAYS, &day.day.as_str().into());
            return Ok(());
        }
        self.put(DAYS, day).await
    }

    /// Marks a site's figures of a day as doubtful.
    pub async fn doubt(&self, day: &str, site: &str) -> Result<(), Problem> {
        let mut day = self.day(day).await?;
        if !day.doubtful.iter().any(|known| known == site) {
            day.doubtful.push(site.to_owned());
            self.drop_month(&day.day);
            self.put(DAYS, &day).await?;
        }
        Ok(())
    }

    /// Takes a day and its rows out for ever.
    pub async fn forget(&self, day: &str) -> Result<(), Problem> {
        let keys = self.tx.keys(MESSAGES, Some(BY_DAY), &Query::Key(day)).await?;
        // Nobody waits for each of them: the commit does.
        for key in Array::from(&keys).iter() {
            self.tx.delete(MESSAGES, &key);
        }
        self.drop_month(day);
        self.tx.delete(DAYS, &day.into());
        Ok(())
    }

    /// The sums from `first` to `last`, both included: the counted days, or, where they are too many to be shown one by one, the
    /// whole months among them and the days around those.
    pub async fn sums(&self, first: NaiveDate, last: NaiveDate) -> Result<Vec<Day>, Problem> {
        let (from, to) = (first.to_string(), last.to_string());
        if (last - first).num_days() < MANY {
            return self.days(&from, &to).await;
        }
        let months: Vec<Day> = self.span(MONTHS, None, month_of(&from), month_of(&to)).await?;
        let (mut sums, mut next) = (Vec::new(), first);
        for month in months {
            let Some(start) = parse_day(&format!("{}-01", month.day)) else {
                return Err(Problem::bad_day(&month.day));
            };
            let after = start.checked_add_months(Months::new(1)).unwrap_or(start);
            // A month that is there in part only, or that a clock set back has days after `last` in, is read day by day.
            if start < first || after > last {
                continue;
            }
            if next < start {
                sums.extend(
                    self.days(&next.to_string(), &days_before(start, 1).to_string())
                        .await?,
                );
            }
            sums.push(month);
            next = after;
        }
        sums.extend(self.days(&next.to_string(), &to).await?);
        Ok(sums)
    }

    /// The names of a store's records from `first` to `last`, in order.
    pub(super) async fn names(&self, store: &str, first: &str, last: &str) -> Result<Vec<String>, Problem> {
        if last < first {
            return Ok(Vec::new());
        }
        let found = self.tx.keys(store, None, &Query::Between(first, last)).await?;
        Ok(Array::from(&found)
            .iter()
            .filter_map(|name| name.as_string())
            .collect())
    }

    fn drop_month(&self, day: &str) {
        self.tx.delete(MONTHS, &month_of(day).into());
    }
}

/// The same without waiting for it. What fails is only slower next time.
pub fn keep_months_soon(store: Rc<Store>, today: String) {
    spawn_local(async move { drop(keep_months(&store, &today).await) });
}

/// Stores the months that are not there, up to the one before `today`'s: that one changes with every message.
pub async fn keep_months(store: &Store, today: &str) -> Result<(), Problem> {
    /// Months in one transaction.
    const AT_ONCE: usize = 12;
    let until = month_of(today);
    loop {
        let work = store.read().await?;
        let days = work.names(DAYS, "", until).await?;
        let known = work.names(MONTHS, "", until).await?;
        let mut months: Vec<&str> = days.iter().map(|day| month_of(day)).collect();
        months.dedup();
        months.retain(|month| !known.iter().any(|name| name == month));
        months.truncate(AT_ONCE);
        if months.is_empty() {
            return Ok(());
        }
        drop(work);
        let work = store.write().await?;
        for month in months {
            let days = work.days(month, &format!("{month}-31")).await?;
            // Between the two transactions they may have been taken out.
            if !days.is_empty() {
                work.put(MONTHS, &Day::of_month(month, &days)).await?;
            }
        }
        work.commit().await?;
    }
}
