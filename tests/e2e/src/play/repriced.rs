//! Past figures after an update of the energy data: made anew from the stored rows in the background, day by day,
//! whatever stops the worker, and told once.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::durable::{Check, send};
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 1] = [("past figures follow new energy data", |dist, kind| {
    Box::pin(past_figures(dist, kind))
})];

const PATIENCE: Duration = Duration::from_secs(30);
/// More than two transactions of a month each.
const DAYS: usize = 70;

/// Copies the last stored row and its day to the days `from` to `to` before it, so many rows each, and makes all days
/// look as if an earlier version had summed them. `meta` is made to look so too.
const AGE: &str = "
  const [from, to, rows] = args; const open = indexedDB.open('merciwatt');
  open.onsuccess = () => { const db = open.result;
    const last = (tx, store) => new Promise(go => {
      tx.objectStore(store).openCursor(null, 'prev').onsuccess = e => go(e.target.result.value); });
    const old = day => { day.data_version = '2020-01'; day.total.wh = day.total.wh.map(() => [1, 2, 3]); return day; };
    (async () => {
      const first = db.transaction(['messages', 'days', 'meta']);
      const [row, day, core] = await Promise.all(['messages', 'days', 'meta'].map(store => last(first, store)));
      for (let n = from; n < to; n++) {
        const date = new Date(day.day + 'T12:00:00Z'); date.setUTCDate(date.getUTCDate() - n);
        const name = date.toISOString().slice(0, 10);
        const tx = db.transaction(['messages', 'days'], 'readwrite', { durability: 'relaxed' });
        tx.objectStore('days').put(old({ ...structuredClone(day), day: name }));
        for (let r = 0; r < rows; r++) {
          const key = n.toString(16).padStart(16, '0') + r.toString(16).padStart(16, '0');
          tx.objectStore('messages').put({ ...row, key, day: name, t: date.getTime() });
        }
        await new Promise(go => { tx.oncomplete = go; });
      }
      const end = db.transaction(['days', 'meta'], 'readwrite');
      end.objectStore('days').put(old(structuredClone(day)));
      end.objectStore('meta').put({ ...core, sums: '2020-01 0' });
      end.oncomplete = () => { db.close(); done(true); };
    })(); };";

async fn past_figures(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    send(&browser, "Thank you, quokka", "1").await?;
    browser.until_answered(1).await?;
    let before = browser.stored().await?["days"][0].clone();
    age(&browser, DAYS, 1).await?;

    // The worker is stopped as soon as it has begun, and again.
    let view = json!({"ask": "view", "page": "popup"});
    for _ in 0..2 {
        browser.ask(view.clone()).await?;
        browser.stop_worker().await?;
    }
    // A message on a day that is still of the earlier version is not put on top of its figures.
    send(&browser, "And another quokka", "2").await?;
    browser.until_answered(DAYS + 2).await?;
    let told = until_told(&browser, PATIENCE).await?;
    let days = browser.stored().await?["days"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let (today, past) = days.split_last().context("no day is stored")?;
    browser.ask(json!({"ask": "repriced_read"})).await?;
    let read = browser.ask(view).await?["repriced"].clone();
    browser.quit().await?;

    let mut wrong = Vec::new();
    let version = &before["data_version"];
    for day in past {
        if day["total"]["wh"] != before["total"]["wh"] || day["data_version"] != *version {
            wrong.push(format!("{} has {}", day["day"], day["total"]["wh"]));
        }
    }
    if past.len() != DAYS || today["total"]["messages"] != 2 || today["data_version"] != *version {
        wrong.push(format!("{} past days, today {}", past.len(), today["total"]));
    }
    if told["days"] != DAYS + 1 || told["from"] != "2020-01" || told["to"] != *version {
        wrong.push(format!("the popup told {told}"));
    }
    if !read.is_null() {
        wrong.push(format!("having been read, the popup still tells {read}"));
    }
    wrong.truncate(3);
    Ok(if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    })
}

/// Makes the past: in pieces, for a script may not last.
async fn age(browser: &Browser, days: usize, rows: usize) -> Result<()> {
    const PIECE: usize = 100;
    for from in (1..=days).step_by(PIECE) {
        let to = (from + PIECE).min(days + 1);
        let args = [from.into(), to.into(), rows.into()];
        browser.in_control(AGE, &args).await?;
    }
    Ok(())
}

/// Asks as a popup does until the popup tells of the changed figures.
async fn until_told(browser: &Browser, patience: Duration) -> Result<Value> {
    browser
        .until("the notice of changed figures", patience, async || {
            let view = browser.ask(json!({"ask": "view", "page": "popup"})).await?;
            let told = view["repriced"].clone();
            Ok(if told.is_null() {
                Err("none".to_owned())
            } else {
                Ok(told)
            })
        })
        .await
}

/// Prints how long it takes to make years of days anew: `rows` messages on each of `days` days.
pub async fn measure(dist: &Path, kinds: &[Kind], days: usize, rows: usize) -> Result<()> {
    for kind in kinds {
        let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
        let browser = Browser::launch(&launch(dist, *kind, &stage, folder.path())).await?;
        send(&browser, "Thank you, quokka", "1").await?;
        browser.until_answered(1).await?;
        browser
            .driver
            .set_script_timeout(Duration::from_secs(600))
            .await?;
        let filling = Instant::now();
        age(&browser, days, rows).await?;
        let filled = filling.elapsed().as_secs_f64();
        let start = Instant::now();
        let told = until_told(&browser, Duration::from_secs(300)).await?;
        println!(
            "{}: {} messages on {days} days made anew in {:.1} s (filled in {filled:.0} s); told {told}",
            kind.key(),
            days * rows,
            start.elapsed().as_secs_f64()
        );
        browser.quit().await?;
    }
    Ok(())
}
