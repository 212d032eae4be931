//! The backup that is written to a folder by itself. The browser's own window for choosing one cannot be driven: a folder of
//! the page's own file system stands for it, which is a handle like any other, and always allowed.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::backups::{page, records, restore, save, stored};
use super::durable::{Check, send};
use super::import_page::{says, start, verdict};
use crate::browser::{Browser, Kind};

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 1] = [("a backup is written to a folder by itself", |dist, kind| {
    Box::pin(by_itself(dist, kind))
})];

const SOON: Duration = Duration::from_secs(20);
/// What a daily turn may take.
const TURN: Duration = Duration::from_secs(2);
/// A page's address on which a folder is chosen.
const CHOSEN: &str = "backup.html#folder";
const NAMES: &str = "indexedDB.databases().then(all => done(all.map(({ name }) => name)))";
const PICKER: &str = "globalThis.showDirectoryPicker = async () =>
    (await navigator.storage.getDirectory()).getDirectoryHandle('quokka', { create: true }); done(true)";
const FILE: &str = "navigator.storage.getDirectory().then(root => root.getDirectoryHandle('quokka'))
    .then(folder => folder.getFileHandle('merciwatt-backup.json')).then(file => file.getFile()).then(file => file.text())
    .then(done, () => done(null))";
const GONE: &str =
    "navigator.storage.getDirectory().then(root => root.removeEntry('quokka', { recursive: true }))
    .then(() => done(true), error => done(String(error)))";
/// Written long ago.
const OLD: &str = "const open = indexedDB.open('folder'); open.onsuccess = () => {
    const work = open.result.transaction('folder', 'readwrite'); work.objectStore('folder').put(5, 'written');
    work.oncomplete = () => { open.result.close(); done(true); }; }";
const WRITTEN: &str = "const open = indexedDB.open('folder'); open.onsuccess = () => {
    const asked = open.result.transaction('folder').objectStore('folder').get('written');
    asked.onsuccess = () => { open.result.close(); done(asked.result); }; }";
const TURNS: &str = "chrome.alarms.create('day', { when: Date.now() }); done(true)";
/// A browser that has to be asked, as Chromium is after the last tab was closed.
const ASKS: &str = "FileSystemHandle.prototype.queryPermission = async () => 'prompt';
    FileSystemHandle.prototype.requestPermission = async () => globalThis.answer;";
/// A folder is chosen, or none.
const STATE: &str = "(async () => {
    await new Promise(gone => { indexedDB.deleteDatabase('folder').onsuccess = gone; });
    if (!args[0]) return;
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('Documents', { create: true });
    await folder.getFileHandle('merciwatt-backup.json', { create: true });
    const open = indexedDB.open('folder', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('folder');
    await new Promise(opened => { open.onsuccess = opened; });
    const work = open.result.transaction('folder', 'readwrite'), records = work.objectStore('folder');
    records.put(folder, 'folder'); records.put(Date.now(), 'written');
    await new Promise(done => { work.oncomplete = done; });
    open.result.close();
  })().then(() => done(true), error => done(String(error)))";

/// Before the page of a backup is opened: where its address says so, and the browser can, a folder is chosen.
pub async fn before(browser: &Browser, address: &str) -> Result<()> {
    if browser.kind == Kind::Chromium && address.starts_with("backup.html") {
        browser.in_control(STATE, &[json!(address == CHOSEN)]).await?;
    }
    Ok(())
}

async fn names(browser: &Browser) -> Result<Value> {
    browser.in_control(NAMES, &[]).await
}

async fn file(browser: &Browser) -> Result<Option<String>> {
    Ok(browser.in_control(FILE, &[]).await?.as_str().map(str::to_owned))
}

/// Waits until the page says this about the folder.
async fn stands(browser: &Browser, part: &str) -> Result<String> {
    browser
        .until(part, SOON, async || {
            let said = says(browser, "#auto-says", SOON).await?;
            Ok(if said.contains(part) { Ok(said) } else { Err(said) })
        })
        .await
}

/// Waits until the file holds so many messages.
async fn holds(browser: &Browser, messages: usize) -> Result<String> {
    browser
        .until("the file", SOON, async || {
            let text = file(browser).await?.unwrap_or_default();
            Ok(if text.contains(&format!("\"messages\":{messages},\"first\"")) {
                Ok(text)
            } else {
                Err(text)
            })
        })
        .await
}

async fn elsewhere(browser: &Browser) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    page(browser).await?;
    let said = says(browser, "#auto-says", SOON).await?;
    if said != "This browser cannot do that." {
        wrong.push(format!("it says \"{said}\""));
    }
    let shown = "done([...document.querySelectorAll('#auto-acts, #auto-acts *')].filter(node => node.checkVisibility()).length)";
    let shown = browser.run_async(shown, &[]).await?;
    browser.in_control(TURNS, &[]).await?;
    tokio::time::sleep(TURN).await;
    let names = names(browser).await?;
    if shown != 0 || names.to_string().contains("folder") {
        wrong.push(format!("{shown} controls are shown, databases {names}"));
    }
    Ok(wrong)
}

async fn choose(browser: &Browser) -> Result<()> {
    page(browser).await?;
    stands(browser, "Once a week").await?;
    browser.run_async(PICKER, &[]).await?;
    browser.click("#auto-choose").await?;
    let year = browser
        .run_async("done(String(new Date().getFullYear()))", &[])
        .await?;
    stands(browser, year.as_str().context("a year")?).await?;
    Ok(())
}

async fn by_itself(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (_stage, _folder, browser) = start(dist, kind).await?;
    if kind == Kind::Firefox {
        let wrong = elsewhere(&browser).await?;
        browser.quit().await?;
        return verdict(wrong);
    }
    let mut wrong = Vec::new();
    send(&browser, "The quokka is saved by itself", "1").await?;
    browser.until_answered(1).await?;
    choose(&browser).await?;
    let first = holds(&browser, 1).await?;
    browser.close_tab().await?;
    let before = stored(&browser).await?;
    if records(&first) != records(&save(&browser).await?) {
        wrong.push("the folder's file has other records than one that is saved".into());
    }

    // What erases everything forgets the folder too, and leaves the file.
    browser.ask(json!({"ask": "erase"})).await?;
    let left = names(&browser).await?;
    if left.to_string().contains("folder") || file(&browser).await?.as_deref() != Some(&first) {
        wrong.push(format!(
            "erased, there are databases {left}, and the file is another"
        ));
    }
    restore(&browser, &first, &["#replace", "#replace"], "#done-title").await?;
    let after = stored(&browser).await?;
    for store in ["messages", "days", "weeks", "meta", "classes"] {
        if after[store] != before[store] {
            wrong.push(format!(
                "{store} after a restore: {} and {}",
                before[store], after[store]
            ));
        }
    }

    // The daily turn writes it when it is a week old, and not before.
    choose(&browser).await?;
    holds(&browser, 1).await?;
    browser.close_tab().await?;
    send(&browser, "And the next quokka", "2").await?;
    browser.until_answered(2).await?;
    browser.in_control(TURNS, &[]).await?;
    tokio::time::sleep(TURN).await;
    let early = file(&browser).await?.unwrap_or_default();
    if !early.contains("\"messages\":1,\"first\"") {
        wrong.push("it is written again on the same day".into());
    }
    browser.in_control(OLD, &[]).await?;
    browser.in_control(TURNS, &[]).await?;
    holds(&browser, 2).await?;

    // A browser that has to be asked is asked by a click, and nothing is written before.
    send(&browser, "A quokka that waits", "3").await?;
    browser.until_answered(3).await?;
    browser.in_control(OLD, &[]).await?;
    page(&browser).await?;
    let first_thing = json!({"source": ASKS});
    browser
        .driver
        .cdp()
        .send_raw("Page.addScriptToEvaluateOnNewDocument", first_thing)
        .await?;
    holds(&browser, 3).await?; // allowed, the page has written it itself
    browser.in_control(OLD, &[]).await?;
    browser.driver.refresh().await?;
    browser.find("main:not([aria-busy])").await?;
    let said = stands(&browser, "allow it on every visit").await?;
    tokio::time::sleep(TURN).await;
    if browser.in_control(WRITTEN, &[]).await? != 5 {
        wrong.push(format!("it says \"{said}\" and writes"));
    }
    browser
        .run_async("globalThis.answer = 'denied'; done(true)", &[])
        .await?;
    browser.click("#auto-write").await?;
    let said = says(&browser, "#said", SOON).await?;
    if !said.starts_with("The folder is gone or cannot") {
        wrong.push(format!("not allowed, it says \"{said}\""));
    }
    browser
        .run_async("globalThis.answer = 'granted'; done(true)", &[])
        .await?;
    browser.click("#auto-write").await?;
    browser
        .until("the click's backup", SOON, async || {
            let written = browser.in_control(WRITTEN, &[]).await?;
            Ok(if written == 5 {
                Err("nothing".to_owned())
            } else {
                Ok(())
            })
        })
        .await?;
    browser.close_tab().await?;

    // Gone: the page says so when it is opened, and when it is asked.
    browser.in_control(GONE, &[]).await?;
    page(&browser).await?;
    let said = says(&browser, "#said:not(:empty)", SOON).await?;
    browser.click("#auto-write").await?;
    let again = says(&browser, "#said:not(:empty)", SOON).await?;
    for said in [said, again] {
        if said != "The folder is gone or cannot be written." {
            wrong.push(format!("the folder is gone: \"{said}\""));
        }
    }

    browser.click("#auto-off").await?;
    stands(&browser, "Once a week").await?;
    let focus = browser.run_async("done(document.activeElement.id)", &[]).await?;
    let left = names(&browser).await?;
    if left.to_string().contains("folder") || focus != "auto-choose" {
        wrong.push(format!(
            "switched off, there are databases {left}, focus on {focus}"
        ));
    }
    browser.quit().await?;
    verdict(wrong)
}
