//! Official exports through the import page: each counted once, whatever was counted before, all of it or nothing.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::durable::{Check, send};
use super::import_page::{choose, open, says, start, verdict};
use super::imports_recent;
use super::zipped::{chatgpt, zip};
use crate::browser::{Browser, Kind};

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 5] = [
    ("an export is added once, and taken away again", |dist, kind| {
        Box::pin(once(dist, kind))
    }),
    (
        "an export brings nothing twice that was counted live",
        |dist, kind| Box::pin(imports_recent::live(dist, kind)),
    ),
    ("an export of this week alone is added", |dist, kind| {
        Box::pin(imports_recent::this_week(dist, kind))
    }),
    (
        "a damaged zip says where, and a stopped import leaves nothing",
        |dist, kind| Box::pin(damaged(dist, kind)),
    ),
    ("an import whose page is closed leaves nothing", |dist, kind| {
        Box::pin(closed(dist, kind))
    }),
];

/// How long the page may take for a step.
pub const PATIENCE: Duration = Duration::from_secs(20);
const CHATGPT: &[u8] = include_bytes!("../../../fixtures/import/chatgpt.json");
const CLAUDE: &[u8] = include_bytes!("../../../fixtures/import/claude.json");
/// Messages of the two that bear a date.
const DATED: u64 = 10;

/// The sums of all days.
pub async fn totals(browser: &Browser) -> Result<Value> {
    let answer = browser.ask(json!({"ask": "period"})).await?;
    Ok(answer["total"].clone())
}

/// How many records a store holds.
pub fn count(stored: &Value, store: &str) -> usize {
    stored[store].as_array().map_or(0, Vec::len)
}

/// The stored records but for `meta`, whose clocks go on.
fn figures(stored: &Value) -> Value {
    json!([stored["messages"], stored["days"], stored["weeks"]])
}

async fn once(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (_stage, folder, browser) = start(dist, kind).await?;
    let (one, other) = (
        folder.path().join("any name.zip"),
        folder.path().join("export.json"),
    );
    let picture = b"\x89PNG\r\n\x1a\n no picture";
    let files: [(&str, &[u8]); 3] = [
        ("a/picture.png", picture),
        ("a/conversations.json", CHATGPT),
        ("__MACOSX/._a", b"\0"),
    ];
    // As OpenAI's privacy portal sends it, in another zip; the second time it is by itself.
    let inner = zip(&files, true);
    std::fs::write(
        &one,
        zip(&[("User Online Activity/Conversations_1.zip", &inner)], false),
    )?;
    std::fs::write(&other, CLAUDE)?;
    let mut wrong = Vec::new();
    let mut expect = |what: &str, seen: Value, wanted: Value| {
        if seen != wanted {
            wrong.push(format!("{what}: {seen}, not {wanted}"));
        }
    };
    let before = browser.stored().await?;

    open(&browser).await?;
    choose(&browser, &[&one, &other]).await?;
    let found = says(&browser, "#found", PATIENCE).await?;
    expect(
        "before it is added",
        figures(&browser.stored().await?),
        figures(&before),
    );
    expect(
        "ChatGPT and Claude",
        json!(found.contains("ChatGPT") && found.contains("Claude")),
        json!(true),
    );
    let add = says(&browser, "#add", PATIENCE).await?;
    expect(
        "the button",
        json!(add),
        json!(format!("Add {DATED} messages to my figures")),
    );
    browser.click("#add").await?;
    says(&browser, "#done", PATIENCE).await?;
    let total = totals(&browser).await?;
    expect("messages", total["messages"].clone(), json!(DATED));
    let stored = browser.stored().await?;
    let sum = |key: &str| -> u64 {
        let days = stored["days"].as_array().into_iter().flatten();
        days.map(|day| day["total"][key].as_u64().unwrap_or(0)).sum()
    };
    expect("messages of the days", json!(sum("messages")), json!(DATED));
    expect("replies", total["replies"].clone(), json!(sum("replies")));
    let weeks = stored["weeks"].as_array().into_iter().flatten();
    let of_weeks: u64 = weeks
        .map(|week| week["total"]["messages"].as_u64().unwrap_or(0))
        .sum();
    expect("messages of the weeks", json!(of_weeks), json!(DATED));

    std::fs::write(&one, &inner)?;
    choose(&browser, &[&other, &one]).await?;
    let again = says(&browser, "#found-says", PATIENCE).await?;
    expect(
        "the second time",
        json!(again),
        json!("Everything here is counted already."),
    );
    expect(
        "a button",
        json!(browser.count("#add:not([hidden])").await?),
        json!(0),
    );
    expect("the same", figures(&browser.stored().await?), figures(&stored));

    browser.click("#discard").await?;
    browser.click("#imports button").await?;
    browser.click("#imports button").await?;
    let taken = async || {
        let stored = browser.stored().await?;
        let rest = count(&stored, "messages") + count(&stored, "days") + count(&stored, "weeks");
        Ok(if rest == 0 {
            Ok(())
        } else {
            Err(format!("{rest} records"))
        })
    };
    let left = browser.until("nothing to be left", PATIENCE, taken).await;
    if let Err(why) = left {
        wrong.push(format!("{why:#}"));
    }
    browser.quit().await?;
    verdict(wrong)
}

async fn damaged(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (_stage, folder, browser) = start(dist, kind).await?;
    let whole = zip(&[("conversations.json", CHATGPT)], true);
    let mut flipped = zip(&[("conversations.json", CHATGPT)], false);
    // A letter of a message: still JSON, only the sum knows.
    let at = flipped
        .windows(5)
        .position(|five| five == b"tides")
        .context("words")?;
    flipped[at] = b'w';
    let mut locked = whole.clone();
    let list = locked
        .windows(4)
        .rposition(|four| four == b"PK\x01\x02")
        .context("a list")?;
    locked[list + 8] |= 1;
    let torn = zip(&[("c-0.json", CLAUDE), ("c-1.json", &CHATGPT[..900])], true);
    let before = browser.stored().await?;
    let mut wrong = Vec::new();
    open(&browser).await?;
    for (name, bytes, wanted) in [
        ("half.zip", &whole[..whole.len() / 2], "not downloaded to its end"),
        ("flipped.zip", &flipped, "conversations.json: It is damaged"),
        ("locked.zip", &locked, "password"),
        ("torn.zip", &torn, "c-1.json: It breaks off after byte 900"),
        (
            "notes.zip",
            &zip(&[("a.txt", b"Dear diary,")], true),
            "holds no export",
        ),
        ("a.json", br#"{"name":"package","version":"1"}"#, "name, version"),
        ("b.png", b"\x89PNG\r\n\x1a\n", "picture"),
        ("c.json", b"", "empty"),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes)?;
        choose(&browser, &[&file]).await?;
        // Names and sentences keep their own direction by signs that nobody sees.
        let said = says(&browser, "#wrong", PATIENCE)
            .await?
            .replace(['\u{2068}', '\u{2069}'], "");
        if !said.contains(wanted) || !said.contains(name) || browser.count("#add:not([hidden])").await? > 0 {
            wrong.push(format!("{name}: \"{said}\""));
        }
        browser.click("#discard").await?;
    }
    // Stopped while it reads.
    let long = folder.path().join("long.json");
    let chat = chatgpt(Some("c"), &[("m1", "Is the quokka long?", 1.77e9)])[0].to_string();
    let chats = vec![chat; 60_000].join(",");
    std::fs::write(&long, format!("[{chats}]"))?;
    choose(&browser, &[&long]).await?;
    browser.click("#cancel").await?;
    let said = says(&browser, "#said", PATIENCE).await?;
    if said != "Stopped. Nothing was added." {
        wrong.push(format!("stopped: \"{said}\""));
    }
    let after = browser.stored().await?;
    if figures(&after) != figures(&before) || !after["meta"][0]["importing"].is_null() {
        wrong.push("something was stored".into());
    }
    browser.quit().await?;
    verdict(wrong)
}

/// Reads a file made here, begins to write it, and says so when the second piece is stored.
const BEGIN: &str = include_str!("import_begun.js");

async fn closed(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (_stage, _folder, browser) = start(dist, kind).await?;
    open(&browser).await?;
    let begun = browser.run_async(BEGIN, &[]).await?;
    browser.close_tab().await?;
    ensure!(begun.is_number(), "the import did not begin: {begun}");
    let half = browser.stored().await?;
    let total = totals(&browser).await?;
    let mut wrong = Vec::new();
    if count(&half, "messages") == 0 || half["meta"][0]["importing"].is_null() {
        wrong.push("nothing was half done, so this proves nothing".into());
    }
    if total["messages"] != 0 || count(&half, "days") + count(&half, "weeks") > 0 {
        wrong.push(format!("half of it is counted: {total}"));
    }
    // A message is counted as ever, and the page takes out what is left.
    send(&browser, "Is the quokka still here?", "1").await?;
    browser.until_answered(1 + count(&half, "messages")).await?;
    open(&browser).await?;
    wrong.extend(settled(&browser).await.err().map(|why| format!("{why:#}")));
    // The same once more, and the whole browser is killed: its next start takes out what is left.
    let begun = browser.run_async(BEGIN, &[]).await?;
    ensure!(begun.is_number(), "the second import did not begin: {begun}");
    let again = browser.kill_9().await?;
    let browser = Browser::launch(&again).await?;
    wrong.extend(
        settled(&browser)
            .await
            .err()
            .map(|why| format!("after the start: {why:#}")),
    );
    let total = totals(&browser).await?;
    if total["messages"] != 1 {
        wrong.push(format!("after it {} messages", total["messages"]));
    }
    browser.quit().await?;
    verdict(wrong)
}

/// Waits until the one message that was counted live is the only row again.
async fn settled(browser: &Browser) -> Result<()> {
    let check = async || {
        let stored = browser.stored().await?;
        let rest = count(&stored, "messages");
        let over = rest == 1 && stored["meta"][0]["importing"].is_null();
        Ok(if over { Ok(()) } else { Err(format!("{rest} rows")) })
    };
    browser.until("the rest to be taken out", PATIENCE, check).await
}
