//! Backups: what is saved comes back to the byte, instead of what is there or beside it; a file that is none, damaged or newer
//! changes nothing, and neither does a restore that is broken off.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::durable::{Check, send};
use super::import_page::{choose, open, says, start, verdict};
use crate::browser::{Browser, Kind};

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 2] = [
    ("a backup comes back whole, or not at all", |dist, kind| {
        Box::pin(round_trip(dist, kind))
    }),
    ("nothing unreadable of a backup is stored", |dist, kind| {
        Box::pin(hostile(dist, kind))
    }),
];

const SOON: Duration = Duration::from_secs(30);
const FIXTURES: &str = "tests/fixtures/import";
const EXPORTS: [&str; 2] = ["chatgpt.json", "claude.json"];

/// Presses save and tells the file.
const SAVE: &str = "const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = blob => { blob.text().then(done); return make(blob); };
    document.querySelector('#save').click();";
/// Chooses a file of this text, as the browser's window for it would.
const CHOOSE: &str = "const files = new DataTransfer(); files.items.add(new File([args[0]], 'backup.json'));
    const input = document.querySelector('#file'); input.files = files.files; input.dispatchEvent(new Event('change')); done(true)";

/// Opens the page in a new tab.
pub async fn page(browser: &Browser) -> Result<()> {
    browser.open_tab(&browser.extension_url("backup.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    Ok(())
}

/// Presses save and gives the file.
pub async fn save(browser: &Browser) -> Result<String> {
    page(browser).await?;
    let text = browser.run_async(SAVE, &[]).await?;
    browser.close_tab().await?;
    Ok(text.as_str().context("a file of text")?.to_owned())
}

/// All that is stored but what is under way, and copies.
pub async fn stored(browser: &Browser) -> Result<Value> {
    let mut stored = browser.stored().await?;
    stored["months"] = Value::Null;
    for meta in stored["meta"].as_array_mut().into_iter().flatten() {
        meta["open"] = Value::Null;
    }
    Ok(stored)
}

/// Chooses this text as a file and presses these buttons; what the page says in the end.
pub async fn restore(browser: &Browser, text: &str, buttons: &[&str], end: &str) -> Result<String> {
    page(browser).await?;
    browser.run_async(CHOOSE, &[text.into()]).await?;
    for button in buttons {
        browser.click(button).await?;
    }
    let said = browser
        .until(end, SOON, async || {
            let said = says(browser, end, SOON).await?;
            Ok(if said.is_empty() {
                Err("nothing".to_owned())
            } else {
                Ok(said)
            })
        })
        .await?;
    browser.close_tab().await?;
    Ok(said)
}

/// The records of a file, without what stands around them.
pub fn records(text: &str) -> String {
    text[text.find('\n').unwrap_or(0)
        ..text
            .rfind('\n')
            .map_or(0, |end| text[..end].rfind('\n').unwrap_or(0))]
        .to_owned()
}

fn len(stored: &Value, store: &str) -> usize {
    stored[store].as_array().map_or(0, Vec::len)
}

async fn round_trip(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (_stage, _folder, browser) = start(dist, kind).await?;
    let mut wrong = Vec::new();
    send(&browser, "The quokka is saved", "1").await?;
    browser.until_answered(1).await?;
    open(&browser).await?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(FIXTURES);
    let files = EXPORTS.map(|name| folder.join(name));
    choose(&browser, &[&files[0], &files[1]]).await?;
    browser.click("#add").await?;
    says(&browser, "#done-title", SOON).await?;
    browser.close_tab().await?;
    let before = stored(&browser).await?;
    let file = save(&browser).await?;

    // Broken off: everything is as it was, a message counted since then too.
    send(&browser, "One more quokka", "2").await?;
    browser.until_answered(len(&before, "messages").min(2)).await.ok();
    let since = stored(&browser).await?;
    page(&browser).await?;
    browser.run_async(CHOOSE, &[file.as_str().into()]).await?;
    browser.click("#replace").await?;
    let broken =
        "document.querySelector('#replace').click(); document.querySelector('#cancel').click(); done(true)";
    browser.run_async(broken, &[]).await?;
    let said = says(&browser, "#said", SOON).await?;
    browser.close_tab().await?;
    if said != "Stopped. Everything is as it was." || stored(&browser).await?["messages"] != since["messages"]
    {
        wrong.push(format!("broken off, it says \"{said}\" and the messages differ"));
    }

    // Instead of what is there, after everything was erased.
    browser.ask(json!({"ask": "erase"})).await?;
    let said = restore(&browser, &file, &["#replace", "#replace"], "#done-title").await?;
    let after = stored(&browser).await?;
    for store in ["messages", "days", "weeks", "meta", "classes"] {
        if after[store] != before[store] {
            wrong.push(format!(
                "{store} differ after a restore that says \"{said}\": {} and {}",
                before[store], after[store]
            ));
        }
    }
    if records(&save(&browser).await?) != records(&file) {
        wrong.push("the second backup has other records than the first".into());
    }
    // What was restored is counted on.
    send(&browser, "Counting goes on, quokka", "2").await?;

    // Beside what is there: once, and into another history.
    let said = restore(&browser, &file, &["#add"], "#done-title").await?;
    if said != "Everything here is counted already." {
        wrong.push(format!("added to itself, it says \"{said}\""));
    }
    browser.ask(json!({"ask": "erase"})).await?;
    send(&browser, "Another history's quokka", "1").await?;
    browser.until_answered(1).await?;
    restore(&browser, &file, &["#add"], "#done-title").await?;
    let both = stored(&browser).await?;
    if len(&both, "messages") != len(&before, "messages") + 1 {
        wrong.push(format!(
            "{} messages beside one make {}",
            len(&before, "messages"),
            len(&both, "messages")
        ));
    }
    let of_days: u64 = both["days"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|day| day["total"]["messages"].as_u64())
        .sum();
    let kinds = |row: &&Value| row["kind"] == "new" || row["kind"] == "edit";
    let of_rows = both["messages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(kinds)
        .count();
    if of_days != of_rows as u64 || len(&both["meta"][0], "imports") != 1 {
        wrong.push(format!(
            "the days' sums are {of_days} of {of_rows} messages, imports {}",
            both["meta"][0]["imports"]
        ));
    }

    // Files that are none of ours, damaged, newer.
    let place = file.find("\"chars\":").context("a length")? + 8;
    let mut damaged = file.clone().into_bytes();
    damaged[place] ^= 1;
    let damaged = String::from_utf8(damaged)?;
    let newer = file.replacen("{\"merciwatt_backup\":1", "{\"merciwatt_backup\":2", 1);
    for (text, sentence) in [
        ("[]", "no backup"),
        (&damaged, "damaged"),
        (&file[..file.len() / 2], "damaged"),
        (&newer, "newer"),
    ] {
        let said = restore(&browser, text, &[], "#said").await?;
        if !said.contains(sentence) || !said.contains("Nothing was changed") {
            wrong.push(format!("a file that is \"{sentence}\": \"{said}\""));
        }
    }
    if stored(&browser).await? != both {
        wrong.push("files that were refused changed something".into());
    }
    println!(
        "       {}: {} messages, {} days, {} bytes",
        kind.key(),
        len(&before, "messages"),
        len(&before, "days"),
        file.len()
    );
    browser.quit().await?;
    verdict(wrong)
}

/// A file in the form of a backup, of one piece, whose sum is right.
fn file_of(records: &[Value]) -> String {
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    let head =
        r#"{"merciwatt_backup":1,"schema":2,"made":"2026-11-27T10:00:00.000Z","records":["#.to_owned() + "\n";
    let body = format!("{head}{}\n", lines.join(",\n"));
    let count = records.len();
    let figures = format!("[{count},0,\"\",\"\"]");
    let mut sum = Sha256::new();
    sum.update(Sha256::digest(body.as_bytes()));
    sum.update(figures.as_bytes());
    let sum = sum.finalize();
    let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{body}],\"count\":{count},\"messages\":0,\"first\":\"\",\"last\":\"\",\"sha256\":\"{sum}\"}}\n")
}

/// Somebody's file holds texts wherever a record may be: none comes into the store, and their number is told.
async fn hostile(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (_stage, _folder, browser) = start(dist, kind).await?;
    let mut wrong = Vec::new();
    let ask =
        json!({"ask": "class_new", "label": "5e B", "baseline": "2026-11-02", "awareness": "2026-11-09"});
    browser.ask(ask).await?;
    let before = stored(&browser).await?;
    let class = before["classes"][0].clone();
    let mut told = class.clone();
    told["figures"] = json!({"pupils": "a secret quokka"});
    let mut beside = class.clone();
    beside["note"] = "a secret quokka".into();
    let records = [
        json!(["meta", {"name": "damaged:days:2026-11-24", "record": "a secret quokka"}]),
        json!(["meta", {"name": "core", "schema": "a secret quokka"}]),
        json!(["messages", {"key": "a secret quokka"}]),
        json!(["days", {"day": "2026-11-24", "total": "a secret quokka"}]),
        json!(["weeks", {"week": "2026-W48", "start": "a secret quokka"}]),
        json!(["classes", {"id": "a secret quokka"}]),
        json!(["classes", told]),
        json!(["quokkas", {"id": "a secret quokka"}]),
        // This one is a class, and is stored without what stands beside it.
        json!(["classes", beside]),
    ];
    // Added, choices are not looked at; replaced, they are two records more that cannot be read.
    for (buttons, unread) in [(&["#add"][..], "6"), (&["#replace", "#replace"], "8")] {
        let said = restore(&browser, &file_of(&records), buttons, "#done-says").await?;
        let now = stored(&browser).await?;
        if now.to_string().contains("quokka") {
            wrong.push(format!("after {buttons:?} a text of the file is stored: {now}"));
        }
        if now["classes"] != json!([class]) || !said.contains(unread) {
            wrong.push(format!(
                "after {buttons:?} it says \"{said}\", classes {}",
                now["classes"]
            ));
        }
    }
    browser.quit().await?;
    verdict(wrong)
}
