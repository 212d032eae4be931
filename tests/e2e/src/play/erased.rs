//! A computer that several people use: counting pauses until somebody goes on, and everything can be erased, in two clicks,
//! so that nothing of it is in the profile.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;

use super::access::switch_on;
use super::durable::{Check, send};
use super::privacy::holds;
use super::run::launch;
use super::{hands, packed};
use crate::browser::{Browser, Kind};
use crate::stage::{Setup, Stage};

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 2] = [
    (
        "in a pause nothing is counted, and no site is called broken",
        |dist, kind| Box::pin(pause(dist, kind)),
    ),
    ("everything is erased in two clicks", |dist, kind| {
        Box::pin(erase(dist, kind))
    }),
];

const PATIENCE: Duration = Duration::from_secs(20);
/// The content script gives a message up after 15 s, and reports that it saw none.
const GIVEN_UP: Duration = Duration::from_secs(17);
/// A site that is switched on by hand.
const OPTIONAL: &str = "kimi";

/// What of the extension is left outside its database, and which databases there are.
const LEFT: &str = "(async () => {
  const own = chrome.runtime.getManifest().host_permissions;
  const { origins } = await chrome.permissions.getAll();
  done({ databases: (await indexedDB.databases()).map(({ name }) => name), local: localStorage.length,
    scripts: (await chrome.scripting.getRegisteredContentScripts()).length, files: (await caches.keys()).length,
    origins: origins.filter(origin => !own.includes(origin)), permissions: (await chrome.permissions.getAll()).permissions.includes('browsingData'),
  badge: await chrome.action.getBadgeText({}) });
})().catch(error => done(String(error)))";

/// Types a message on a new page of this site and waits until the site has it.
async fn type_on(browser: &Browser, stage: &Stage, site: &str, text: &str) -> Result<()> {
    let hands = hands::of(site).context("the site is on stage")?;
    browser.open_tab(&hands.url()).await?;
    browser.type_into(hands.composer, text).await?;
    browser.press_enter(hands.composer).await?;
    browser
        .until("the message at the site", PATIENCE, async || {
            let there = stage.sends().iter().any(|send| send.text == text);
            Ok(if there {
                Ok(())
            } else {
                Err("it is not there".to_owned())
            })
        })
        .await
}

async fn badge(browser: &Browser, wanted: &str) -> Result<()> {
    browser
        .until("the button", PATIENCE, async || {
            let seen = browser.badge().await?;
            Ok(if seen == wanted {
                Ok(())
            } else {
                Err(format!("\"{seen}\""))
            })
        })
        .await
}

async fn pause(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    for site in ["chatgpt", "copilot"] {
        let host = hands::of(site).context("the site is on stage")?.host;
        stage.set(
            host,
            Setup {
                first_chunk_ms: 50,
                chunk_ms: 10,
                chunks: 3,
                ..Setup::default()
            },
        );
    }
    send(&browser, "The quokka's own message", "1").await?;
    browser.until_answered(1).await?;
    let before = browser.stored().await?;

    let popup = browser.open_tab(&browser.extension_url("popup.html")).await?;
    browser.click("#pause").await?;
    browser.find("#paused").await?;
    badge(&browser, "II").await?;
    // One site whose requests count, one whose pages do.
    type_on(&browser, &stage, "chatgpt", "another quokka's message").await?;
    type_on(&browser, &stage, "copilot", "and one on a page that counts").await?;
    tokio::time::sleep(GIVEN_UP).await;
    let paused = browser.stored().await?;
    let mut wrong = Vec::new();
    for store in ["messages", "days", "weeks"] {
        if paused[store] != before[store] {
            wrong.push(format!("{store} in a pause: {}", paused[store]));
        }
    }
    let answer = browser.ask(json!({"ask": "sites"})).await?;
    let sites = answer["sites"].as_array().cloned().unwrap_or_default();
    let ill = sites.iter().filter(|site| site["health"]["state"] != "ok");
    wrong.extend(ill.map(|site| format!("{} is called {}", site["id"], site["health"])));

    browser.switch(&popup).await?;
    browser.click("#paused-end").await?;
    badge(&browser, "1").await?;
    send(&browser, "Mine again, quokka", "2").await?;
    type_on(&browser, &stage, "copilot", "this one counts, quokka").await?;
    let counted = badge(&browser, "3").await;
    wrong.extend(counted.err().map(|why| format!("after the pause: {why:#}")));
    browser.quit().await?;
    Ok(if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    })
}

async fn erase(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let start = launch(dist, kind, &stage, folder.path());
    let browser = Browser::launch(&start).await?;
    let optional = hands::of(OPTIONAL).context("the site is on stage")?;
    switch_on(&browser, OPTIONAL, optional.host).await?;
    browser
        .ask(json!({"ask": "set", "settings": {"look": "dark", "pill": true}}))
        .await?;
    send(&browser, "The quokka leaves no trace", "1").await?;
    send(&browser, "Really none, quokka", "2").await?;
    browser.until_answered(2).await?;
    let stored = browser.stored().await?;
    let rows = stored["messages"].as_array().cloned().unwrap_or_default();
    let keys: Vec<String> = rows
        .iter()
        .filter_map(|row| Some(row["key"].as_str()?.to_owned()))
        .collect();

    // The tab of an import may be open, with the database held open by its worker.
    browser.open_tab(&browser.extension_url("import.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    browser.open_tab(&browser.extension_url("options.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    let before = files_with(&start.profile, &keys)?;
    browser.click("#erase").await?;
    browser.click("#erase-yes").await?;
    browser.find("#erased").await?;
    let left = browser.in_control(LEFT, &[]).await?;
    let stored = browser.stored().await?;
    browser.quit().await?;
    let after = files_with(&start.profile, &keys)?;
    println!(
        "       {}: keys in {before:?} before, in {after:?} after",
        kind.key()
    );

    let mut wrong = Vec::new();
    let records: usize = stored
        .as_object()
        .into_iter()
        .flatten()
        .map(|(_, all)| all.as_array().map_or(1, Vec::len))
        .sum();
    if records > 0 {
        wrong.push(format!("{records} records are stored: {stored}"));
    }
    let databases = left["databases"].as_array().cloned().unwrap_or_default();
    if databases.iter().any(|name| name != "merciwatt") {
        wrong.push(format!("databases {databases:?}"));
    }
    for (what, wanted) in [
        ("local", json!(0)),
        ("scripts", json!(0)),
        ("files", json!(0)),
        ("origins", json!([])),
        ("permissions", json!(false)),
        ("badge", json!("")),
    ] {
        if left[what] != wanted {
            wrong.push(format!("{what} is {} and not {wanted}", left[what]));
        }
    }
    if before.is_empty() || keys.len() != 2 {
        wrong.push("before, the keys of messages were in no file: this proves nothing".into());
    }
    if !after.is_empty() {
        wrong.push(format!("keys of messages are still in {after:?}"));
    }
    let browser = Browser::launch(&start).await?;
    let anew = send(&browser, "The first quokka again", "1").await;
    wrong.extend(anew.err().map(|why| format!("the next message: {why:#}")));
    let salt = &browser.stored().await?["meta"][0]["salt"];
    if !salt.is_array() {
        wrong.push(format!("the new secret is {salt}"));
    }
    browser.quit().await?;
    Ok(if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    })
}

/// Files of a profile that hold one of these keys: plain, in UTF-16, or as Firefox writes a key, each letter one further.
/// Chromium's tables are looked at unpacked.
fn files_with(profile: &Path, keys: &[String]) -> Result<Vec<String>> {
    let mut needles: Vec<Vec<u8>> = Vec::new();
    for key in keys {
        needles.push(key.as_bytes().to_vec());
        needles.push(key.encode_utf16().flat_map(u16::to_le_bytes).collect());
        needles.push(key.encode_utf16().flat_map(u16::to_be_bytes).collect());
        needles.push(key.bytes().map(|byte| byte + 1).collect());
    }
    let (mut found, mut folders) = (Vec::new(), vec![profile.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(mut bytes) = fs::read(&path) {
                if path.extension().is_some_and(|end| end == "ldb") {
                    bytes = packed::unpacked(&bytes).with_context(|| path.display().to_string())?;
                }
                if needles.iter().any(|needle| holds(&bytes, needle)) {
                    found.push(path.strip_prefix(profile).unwrap_or(&path).display().to_string());
                }
            }
        }
    }
    Ok(found)
}
