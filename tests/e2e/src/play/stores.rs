//! Stores that this Merciwatt did not write: of schema 1, with records that cannot be read, and of a newer one.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::durable::{Check, send};
use super::import_page::{says, start, verdict};
use crate::browser::{Browser, Kind};

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 2] = [
    (
        "a store of schema 1 is taken over, damaged records are set aside",
        |dist, kind| Box::pin(old_and_damaged(dist, kind)),
    ),
    ("a newer store is left alone, with a sentence", |dist, kind| {
        Box::pin(newer(dist, kind))
    }),
];

const SOON: Duration = Duration::from_secs(20);
/// A store as schema 1 left it: two live sends and two imported files.
const SCHEMA_1: &str = include_str!("../../../fixtures/store/schema1.json");

/// Makes the database as schema 1 made it, with these records.
const MAKE: &str = "
const open = indexedDB.open('merciwatt', 1);
open.onerror = () => done(String(open.error));
open.onupgradeneeded = () => {
  const messages = open.result.createObjectStore('messages', { keyPath: 'key' });
  messages.createIndex('conv_t', 'conv_t');
  messages.createIndex('day', 'day');
  for (const [name, keyPath] of [['days', 'day'], ['weeks', 'week'], ['meta', 'name']]) open.result.createObjectStore(name, { keyPath });
};
open.onsuccess = () => {
  const db = open.result, names = Object.keys(args[0]), tx = db.transaction(names, 'readwrite');
  for (const name of names) for (const record of args[0][name]) tx.objectStore(name).put(record);
  tx.oncomplete = () => { db.close(); done(null); };
  tx.onabort = () => done(String(tx.error));
};";

/// Breaks the first record of each store, as a bad disk or a bad program does.
const BREAK: &str = "
const open = indexedDB.open('merciwatt');
open.onsuccess = () => {
  const db = open.result, tx = db.transaction(['messages', 'days', 'weeks', 'meta'], 'readwrite'), broken = {};
  const first = (name, damage) => { tx.objectStore(name).getAll().onsuccess = e => {
    const record = { ...e.target.result[0], ...damage }; broken[name] = record; tx.objectStore(name).put(record); }; };
  first('messages', { t: 'yesterday' }); first('days', { total: 'many' }); first('weeks', { total: null }); first('meta', { open: 5 });
  tx.oncomplete = () => { db.close(); done(broken); };
};";

const NEWER: &str = "
const open = indexedDB.open('merciwatt', 99);
open.onerror = () => done(String(open.error));
open.onblocked = () => done('blocked');
open.onsuccess = () => { const v = open.result.version; open.result.close(); done(v); };";

/// Puts this store in place of the extension's own.
async fn put_in_place(browser: &Browser, store: &Value) -> Result<()> {
    browser.ask(json!({"ask": "erase"})).await?;
    // An answer may just have opened an empty one.
    browser
        .in_control(
            "const gone = indexedDB.deleteDatabase('merciwatt'); gone.onsuccess = () => done(null); gone.onerror = () => done('no')",
            &[],
        )
        .await?;
    let said = browser.in_control(MAKE, std::slice::from_ref(store)).await?;
    anyhow::ensure!(said.is_null(), "the store of schema 1 was not made: {said}");
    Ok(())
}

fn of<'a>(stored: &'a Value, store: &str) -> &'a [Value] {
    stored[store].as_array().map_or(&[], Vec::as_slice)
}

async fn old_and_damaged(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (_stage, _folder, browser) = start(dist, kind).await?;
    let old: Value = serde_json::from_str(SCHEMA_1)?;
    put_in_place(&browser, &old).await?;
    let mut wrong = Vec::new();
    let all = json!({"ask": "period"});
    let messages = of(&old, "days")
        .iter()
        .filter_map(|day| day["total"]["messages"].as_u64())
        .sum::<u64>();
    let seen = browser.ask(all.clone()).await?;
    if seen["total"]["messages"] != messages {
        wrong.push(format!(
            "{messages} messages of schema 1 are shown as {}: {seen}",
            seen["total"]["messages"]
        ));
    }
    send(&browser, "A quokka of today", "1").await?;
    browser
        .until("the reply", SOON, async || {
            let rows = browser.stored().await?;
            let last = of(&rows, "messages")
                .iter()
                .filter(|row| row["state"] == "sent" && row["import"].is_null())
                .count();
            Ok(if last == 0 {
                Ok(())
            } else {
                Err(format!("{last} without an end"))
            })
        })
        .await?;
    let stored = browser.stored().await?;
    for store in ["messages", "days", "weeks"] {
        let lost = of(&old, store)
            .iter()
            .filter(|record| !of(&stored, store).contains(record))
            .count();
        if lost > 0 {
            wrong.push(format!(
                "{lost} records of {store} are not as schema 1 wrote them"
            ));
        }
    }
    if stored["months"].is_null() || stored["classes"].is_null() || stored["meta"][0]["schema"] != 2 {
        wrong.push(format!("what schema 2 added is not there: {}", stored["meta"]));
    }

    let broken = browser.in_control(BREAK, &[]).await?;
    let view = browser.ask(json!({"ask": "view", "page": "popup"})).await?;
    let seen = browser.ask(all.clone()).await?;
    // A broken day is summed again from its messages, but for the broken one, if that is of this day.
    let missing = u64::from(broken["messages"]["day"] == broken["days"]["day"]);
    if view["today"]["messages"] != 1 || seen["total"]["messages"] != messages + 1 - missing {
        wrong.push(format!(
            "with broken records: {} and {}",
            view["today"], seen["total"]["messages"]
        ));
    }
    // The daily turn looks through everything.
    browser
        .in_control(
            "chrome.alarms.create('day', { when: Date.now() }); done(null)",
            &[],
        )
        .await?;
    let names = ["messages:", "days:", "weeks:", "meta:core"];
    browser
        .until("the broken records by name", SOON, async || {
            let view = browser.ask(json!({"ask": "view", "page": "popup"})).await?;
            let damaged = view["damaged"].to_string();
            let missing: Vec<_> = names.iter().filter(|name| !damaged.contains(**name)).collect();
            // A message is met when its day is summed.
            Ok(if missing.iter().all(|name| **name == "messages:") {
                Ok(())
            } else {
                Err(damaged)
            })
        })
        .await?;
    send(&browser, "And another quokka", "2").await?;
    let after = browser.stored().await?;
    let core = of(&after, "meta")
        .iter()
        .find(|record| record["name"] == "core")
        .context("a core record")?;
    if core["salt"] != old["meta"][0]["salt"] || core["imports"] != old["meta"][0]["imports"] {
        wrong.push(format!("what could be read of the core record is lost: {core}"));
    }
    for store in ["days", "weeks", "meta"] {
        let aside = of(&after, "meta")
            .iter()
            .any(|record| record["record"] == broken[store]);
        if !aside {
            wrong.push(format!(
                "the original of the broken record of {store} is not set aside"
            ));
        }
    }
    if !of(&after, "messages").contains(&broken["messages"]) {
        wrong.push("the broken message is gone".into());
    }
    browser.open_tab(&browser.extension_url("popup.html")).await?;
    let said = says(&browser, "#damaged", SOON).await?;
    if !said.contains("cannot be read") || !said.contains("settings") {
        wrong.push(format!("the popup says \"{said}\""));
    }
    browser.quit().await?;
    verdict(wrong)
}

async fn newer(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (_stage, _folder, browser) = start(dist, kind).await?;
    let mut wrong = Vec::new();
    send(&browser, "The last old quokka", "1").await?;
    browser.until_answered(1).await?;
    let before = browser.stored().await?;
    let version = browser.in_control(NEWER, &[]).await?;
    let view = browser.ask(json!({"ask": "view", "page": "popup"})).await?;
    if version != 99 || view["reason"] != "newer_schema" {
        wrong.push(format!("version {version}: {view}"));
    }
    let counted = send(&browser, "A quokka from the future", "!").await;
    wrong.extend(counted.err().map(|why| format!("no sign on the button: {why:#}")));
    browser.open_tab(&browser.extension_url("popup.html")).await?;
    let said = says(&browser, "#trouble-what", SOON).await?;
    if said.len() < 20 {
        wrong.push(format!("the popup says \"{said}\""));
    }
    if browser.stored().await? != before {
        wrong.push("a newer store was written to".into());
    }
    browser.quit().await?;
    verdict(wrong)
}
