//! Taking out what the person does not want kept: rows and days, never a week's summary.

use super::store::{Problem, Store};
use super::week_close::weeks;
use crate::week::Moment;

/// Days taken out in one transaction.
const AT_ONCE: usize = 31;

/// Takes out the days before the first that is kept. A worker that is stopped goes on where it was.
pub async fn forget_old(store: &Store, now: Moment) -> Result<(), Problem> {
    loop {
        let mut work = store.read().await?;
        let meta = work.meta();
        let closed = weeks(meta).closed;
        let Some(kept) = closed.and_then(|closed| meta.chosen().first_kept(now.day(), closed)) else {
            return Ok(());
        };
        let kept = kept.to_string();
        if work.first_day("").await?.is_none_or(|day| day >= kept) {
            return Ok(());
        }
        drop(work);
        let work = store.write().await?;
        for _ in 0..AT_ONCE {
            match work.first_day("").await? {
                Some(day) if day < kept => work.forget(&day).await?,
                _ => break,
            }
        }
        work.commit().await?;
    }
}
