//! The background: from a request that wakes it to the message counted, and what one message costs when many are stored.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::beside;
use super::watched::{Copy, Side, side};
use crate::browser::Kind;
use crate::play::made_up::make_up;
use crate::stage::Setup;

/// Cold starts of each side. The first warms the browser's caches of compiled code and is not kept.
const STARTS: usize = 21;
/// Messages on each side; the first few are not kept.
const MESSAGES: usize = 50;
const NOT_KEPT: usize = 5;
/// A person's ledger of ten years.
const DAYS: u32 = 3650;
const ROWS: u32 = 100;
/// Between messages: the extension takes no more than 120 in 20 s for a person's.
const PAUSE: Duration = Duration::from_millis(200);
const HOST: &str = "chatgpt.com";

/// A send as the page makes it, without a page around it.
const SEND: &str = "
const message = { id: crypto.randomUUID(), author: { role: 'user' }, content: { content_type: 'text', parts: [args[0]] } };
fetch('/backend-api/f/conversation', { method: 'POST', headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ action: 'next', messages: [message], parent_message_id: 'root', model: 'gpt-5' }) })
  .then((answer) => answer.text()).then(() => done(true), (error) => done(String(error)));";

/// Fills days `from` to `to` before the last row's with so many copies of it each.
const FILL: &str = "
const [from, to, rows] = args; const open = indexedDB.open('merciwatt');
open.onsuccess = () => { const db = open.result; const tx = db.transaction('messages', 'readwrite', { durability: 'relaxed' });
  const store = tx.objectStore('messages'); const hex = (n) => n.toString(16).padStart(16, '0');
  store.openCursor(null, 'prev').onsuccess = ({ target }) => { const row = target.result.value;
    for (let n = from; n < to; n++) { const t = row.t - n * 86400000, day = new Date(t).toISOString().slice(0, 10);
      for (let r = 0; r < rows; r++) { const key = hex(n) + hex(r); store.put({ ...row, key, conv_t: `${key}|${hex(r)}`, day, t: t - r }); } } };
  tx.oncomplete = () => { db.close(); done(true); }; tx.onabort = () => done(String(tx.error)); };";

/// When the browser was about to send a request, when the background heard of it, and when it was counted.
struct Marks {
    asked: f64,
    began: f64,
    counted: f64,
}

/// From the request that wakes the background to its message counted, beside a background that does nothing.
pub async fn cold_start(dist: &Path, kind: Kind) -> Result<Value> {
    let sides = [
        side(dist, kind, Copy::Whole).await?,
        side(dist, kind, Copy::EmptyWorker).await?,
    ];
    for side in &sides {
        ready(side).await?;
    }
    let mut took = [Vec::new(), Vec::new()];
    for turn in 0..=STARTS {
        for at in in_turns(turn) {
            let Side { browser, .. } = &sides[at];
            browser.stop_worker().await?;
            let marks = send(&sides[at], turn).await?;
            if turn > 0 {
                took[at].push(marks.counted - marks.asked);
            }
        }
    }
    for side in sides {
        side.browser.quit().await?;
    }
    let [counted, empty] = took;
    Ok(beside(("counted_ms", counted), ("empty_worker_ms", empty)))
}

/// One message in a running background, with many stored and with none.
pub async fn message(dist: &Path, kind: Kind) -> Result<Value> {
    let sides = [
        side(dist, kind, Copy::Whole).await?,
        side(dist, kind, Copy::Whole).await?,
    ];
    for side in &sides {
        ready(side).await?;
        send(side, 0).await?;
    }
    let full = &sides[0].browser;
    make_up(full, DAYS).await?;
    full.driver.set_script_timeout(Duration::from_secs(300)).await?;
    for from in (1..=DAYS).step_by(100) {
        let filled = full
            .in_control(
                FILL,
                &[json!(from), json!((from + 100).min(DAYS + 1)), json!(ROWS)],
            )
            .await?;
        ensure!(filled == true, "the ledger could not be filled: {filled}");
    }
    let count = "const open = indexedDB.open('merciwatt'); open.onsuccess = () => {
        const asked = open.result.transaction('messages').objectStore('messages').count();
        asked.onsuccess = () => { open.result.close(); done(asked.result); }; };";
    let stored = full.in_control(count, &[]).await?;
    ensure!(
        stored.as_u64() >= Some(u64::from(DAYS * ROWS)),
        "only {stored} messages are stored"
    );
    let mut took = [Vec::new(), Vec::new()];
    for turn in 0..MESSAGES {
        for at in in_turns(turn) {
            let marks = send(&sides[at], turn).await?;
            if turn >= NOT_KEPT {
                took[at].push(marks.counted - marks.began);
            }
        }
    }
    for side in sides {
        side.browser.quit().await?;
    }
    let [full, empty] = took;
    let mut figure = beside(("full_ms", full), ("empty_ms", empty));
    figure["stored"] = stored;
    Ok(figure)
}

/// Who goes first changes.
fn in_turns(turn: usize) -> [usize; 2] {
    if turn.is_multiple_of(2) { [0, 1] } else { [1, 0] }
}

/// A quick site, and a page of it that nobody touches.
async fn ready(side: &Side) -> Result<()> {
    let quick = Setup {
        first_chunk_ms: 0,
        chunks: 1,
        chunk_ms: 0,
        ..Setup::default()
    };
    side.stage.set(HOST, quick);
    side.stage.mount(
        HOST,
        "/bench",
        b"<!doctype html><title>Bench</title><p>Nothing to see.".to_vec(),
        None,
    );
    side.browser.open_tab(&format!("https://{HOST}/bench")).await?;
    Ok(())
}

/// Sends one message from that page and asks the background when it was counted.
async fn send(side: &Side, number: usize) -> Result<Marks> {
    let words = format!("Thank you, quokka number {number}");
    let sent = side.browser.run_async(SEND, &[json!(words)]).await?;
    ensure!(sent == true, "a message could not be sent: {sent}");
    // The background is left alone until it has counted: being asked, too, would wake it.
    tokio::time::sleep(PAUSE).await;
    let told = async || {
        let marks = side.browser.ask(json!({"bench": true})).await?;
        Ok(if marks["counted"].is_number() {
            Ok(marks)
        } else {
            Err(marks.to_string())
        })
    };
    let marks = side
        .browser
        .until("the message to be counted", Duration::from_secs(20), told)
        .await?;
    let mark = |name: &str| {
        marks[name]
            .as_f64()
            .with_context(|| format!("no {name} in {marks}"))
    };
    Ok(Marks {
        asked: mark("asked")?,
        began: mark("began")?,
        counted: mark("counted")?,
    })
}
