//! Summing past days again after an update, in the background: a month of days at a time, each in its own transaction, so
//! that nothing waits for it and a worker that is stopped goes on where it was.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::store::{Problem, Store};
use crate::ledger::sums_version;
use crate::week::{days_after, parse_day};

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
}

/// Days looked at in one transaction.
const AT_ONCE: u64 = 31;

/// The same without waiting for it.
pub fn go_on(store: Rc<Store>) {
    // What fails here fails again where somebody waits: at the next start of the browser.
    spawn_local(async move { drop(run(&store).await) });
}

/// Goes through all days that were summed with other data or code. Returns at once if there are none, or if it runs.
pub async fn run(store: &Store) -> Result<(), Problem> {
    if RUNNING.replace(true) {
        return Ok(());
    }
    let outcome = steps(store).await;
    RUNNING.set(false);
    outcome
}

async fn steps(store: &Store) -> Result<(), Problem> {
    let version = sums_version();
    if store.read().await?.meta().sums == version {
        return Ok(());
    }
    while step(store, &version).await? {}
    Ok(())
}

/// One transaction; whether more is to do.
async fn step(store: &Store, version: &str) -> Result<bool, Problem> {
    let mut work = store.write().await?;
    let next = work.meta().repricing.get_or_insert_default().next.clone();
    let more = match work.first_day(&next).await? {
        Some(first) => {
            let until = parse_day(&first).map(|day| days_after(day, AT_ONCE).to_string());
            let until = until.ok_or_else(|| Problem::bad_day(&first))?;
            for day in work.days(&first, &until).await? {
                work.brought_up(day).await?;
            }
            work.meta().repricing.get_or_insert_default().next = until;
            true
        }
        None => {
            let meta = work.meta();
            version.clone_into(&mut meta.sums);
            // Without changed figures there is nothing to tell.
            meta.repricing.take_if(|run| run.days == 0);
            if let Some(run) = &mut meta.repricing {
                run.next.clear();
                run.finished = true;
            }
            false
        }
    };
    work.commit().await?;
    Ok(more)
}
