//! The computer's clock is moved: forward a day and a month, back into what has been, and right again.
//!
//! The extension is a copy whose background and content script see a moved clock, as do the times of the browser's requests; the
//! core and every page are the shipped ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::durable::{Check, copy};
use super::hands;
use super::run::launch;
use crate::browser::{Browser, Kind, Launch};
use crate::stage::Stage;

/// The check with its name.
pub const ALL: [(&str, Check); 1] = [("the clock is moved forward and back", |dist, kind| {
    Box::pin(moved(dist, kind))
})];

const PATIENCE: Duration = Duration::from_secs(20);
const HOUR: i64 = 3_600_000;
/// Where the clock stands for each message, from the right time.
const CLOCKS: [i64; 6] = [0, 24 * HOUR, 32 * 24 * HOUR, 24 * HOUR - HOUR, -HOUR, 0];

/// A clock that can be moved.
const MOVED: &str = "
let moved = 0;
globalThis.Date = class extends Date {
  constructor(...parts) { if (parts.length) super(...parts); else super(Date.now()); }
  static now() { return super.now() + moved; }
};
";
/// The background's: it is told, and tells.
const TOLD: &str = "
{
  const { onBeforeRequest } = chrome.webRequest, listen = onBeforeRequest.addListener.bind(onBeforeRequest);
  onBeforeRequest.addListener = (hear, ...rest) =>
    listen((details) => hear({ ...details, timeStamp: details.timeStamp + moved }), ...rest);
  chrome.runtime.onMessage.addListener((message, _, respond) => {
    if (message?.clock === undefined) return;
    moved = message.clock ?? moved;
    respond(moved);
  });
}
";
/// A page's: it asks.
const ASKS: &str = "
chrome.runtime.sendMessage({ clock: null }).then((clock) => { moved = clock; });
";

async fn moved(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let extension = folder.path().join("extension");
    copy(&dist.join(kind.dist()), &extension)?;
    let before = |file: &str, mark: &str, prelude: &str| -> Result<()> {
        let text = fs::read_to_string(extension.join(file))?;
        ensure!(text.contains(mark), "{file} no longer says: {mark}");
        Ok(fs::write(
            extension.join(file),
            text.replacen(mark, &format!("{prelude}{mark}"), 1),
        )?)
    };
    before("background.js", "const sends = {", &format!("{MOVED}{TOLD}"))?;
    before("content.js", "const LOOK_MS", &format!("{MOVED}{ASKS}"))?;
    let start = Launch {
        extension,
        ..launch(dist, kind, &stage, folder.path())
    };
    let browser = Browser::launch(&start).await?;
    // Whatever day the browser's language would begin weeks on.
    browser
        .ask(json!({"ask": "set", "settings": {"week_start": "monday"}}))
        .await?;
    let mut wrong = Vec::new();
    let mut closed = BTreeMap::new();
    for (number, clock) in CLOCKS.into_iter().enumerate() {
        let told = browser.ask(json!({"clock": clock})).await?;
        ensure!(told == clock, "the clock was not moved: {told}");
        let said = send(&browser, number).await?;
        wrong.extend(
            said.into_iter()
                .map(|what| format!("message {number}, clock {clock}: {what}")),
        );
        // Looking closes ended weeks.
        let view = browser.ask(json!({"ask": "view", "page": "popup"})).await?;
        if view["ok"] != true {
            wrong.push(format!("clock {clock}: {view}"));
        }
        browser.open_tab(&browser.extension_url("popup.html")).await?;
        let shown = browser
            .run_async("setTimeout(() => done(document.body.innerText), 500)", &[])
            .await?;
        if shown
            .as_str()
            .is_none_or(|text| text.contains("NaN") || text.contains("undefined"))
        {
            wrong.push(format!("clock {clock}: the popup says {shown}"));
        }
        browser.close_tab().await?;
        for week in browser.stored().await?["weeks"].as_array().into_iter().flatten() {
            let name = week["week"].as_str().unwrap_or_default().to_owned();
            if *closed.entry(name.clone()).or_insert_with(|| week.clone()) != *week {
                wrong.push(format!("clock {clock}: the summary of {name} is another"));
            }
        }
    }
    if list(&browser.stored().await?["days"]).len() < 3 {
        wrong.push("the clock was moved, and the days stayed the same".into());
    }
    if closed.is_empty() {
        wrong.push("no week was closed, though a month had passed".into());
    }
    browser.quit().await?;
    Ok(if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    })
}

/// Types a message of its own length, and says what is wrong with what is stored then.
async fn send(browser: &Browser, number: usize) -> Result<Vec<String>> {
    let hands = hands::of("chatgpt").expect("ChatGPT is on stage");
    browser.open_tab(&hands.url()).await?;
    browser
        .type_into(hands.composer, &"quokka ".repeat(number + 1))
        .await?;
    browser.press_enter(hands.composer).await?;
    let stored = browser
        .until("the reply to be stored", PATIENCE, async || {
            let stored = browser.stored().await?;
            let rows = list(&stored["messages"]);
            let answered = rows.iter().filter(|row| row["state"] == "answered").count();
            Ok(if answered == number + 1 {
                Ok(stored)
            } else {
                Err(format!("{answered} of {}", rows.len()))
            })
        })
        .await?;
    browser.close_tab().await?;
    let (rows, days) = (list(&stored["messages"]), list(&stored["days"]));
    let mut wrong = Vec::new();
    if rows.len() != number + 1 {
        wrong.push(format!("{} rows", rows.len()));
    }
    let mut counted = BTreeMap::<&str, u64>::new();
    for row in &rows {
        *counted
            .entry(row["day"].as_str().unwrap_or("no day"))
            .or_default() += 1;
    }
    let summed: BTreeMap<&str, u64> = days
        .iter()
        .map(|day| {
            (
                day["day"].as_str().unwrap_or("no day"),
                day["total"]["messages"].as_u64().unwrap_or(0),
            )
        })
        .collect();
    if counted != summed {
        wrong.push(format!("rows of {counted:?}, sums of {summed:?}"));
    }
    Ok(wrong)
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}
