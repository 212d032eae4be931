//! Backups: what is saved comes back to the byte, instead of what is there or beside it; a file that is none, damaged or newer
//! changes nothing, and neither does a restore that is broken off.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::durable::{Check, send};
use super::import_page::{choose, open, says, start, verdict};
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 1] = [("a backup comes back whole, or not at all", |dist, kind| {
    Box::pin(round_trip(dist, kind))
})];

const SOON: Duration = Duration::from_secs(30);
/// A restore of a history of years.
const LONG: Duration = Duration::from_secs(600);
const FIXTURES: &str = "tests/fixtures/import";
const EXPORTS: [&str; 2] = ["chatgpt.json", "claude.json"];
/// Days of a made-up history.
const DAYS: usize = 1000;

/// Keeps the file that the page hands to the browser.
const CATCH: &str = "const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = blob => { globalThis.saved = blob; return make(blob); }; done(true)";
/// Presses save and tells the file.
const SAVE: &str = "const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = blob => { blob.text().then(done); return make(blob); };
    document.querySelector('#save').click();";
/// Chooses a file of this text, as the browser's window for it would.
const CHOOSE: &str = "const files = new DataTransfer(); files.items.add(new File([args[0] ?? globalThis.saved], 'backup.json'));
    const input = document.querySelector('#file'); input.files = files.files; input.dispatchEvent(new Event('change')); done(true)";

async fn page(browser: &Browser) -> Result<()> {
    browser.open_tab(&browser.extension_url("backup.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    Ok(())
}

async fn save(browser: &Browser) -> Result<String> {
    page(browser).await?;
    let text = browser.run_async(SAVE, &[]).await?;
    browser.close_tab().await?;
    Ok(text.as_str().context("a file of text")?.to_owned())
}

/// All that is stored but what is under way, and copies.
async fn stored(browser: &Browser) -> Result<Value> {
    let mut stored = browser.stored().await?;
    stored["months"] = Value::Null;
    for meta in stored["meta"].as_array_mut().into_iter().flatten() {
        meta["open"] = Value::Null;
    }
    Ok(stored)
}

/// Chooses this text as a file and presses these buttons; what the page says in the end.
async fn restore(browser: &Browser, text: &str, buttons: &[&str], end: &str) -> Result<String> {
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
    let records = |text: &str| {
        text[text.find('\n').unwrap_or(0)
            ..text
                .rfind('\n')
                .map_or(0, |end| text[..end].rfind('\n').unwrap_or(0))]
            .to_owned()
    };

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

/// So many messages, copies of the one that is there, in 1,000 days.
const FILL: &str = "
const [rows, days] = args;
const open = indexedDB.open('merciwatt');
open.onsuccess = async () => {
  const db = open.result;
  const all = name => new Promise(found => { db.transaction(name).objectStore(name).getAll().onsuccess = e => found(e.target.result); });
  const [[row], [day]] = [await all('messages'), await all('days')];
  const hex = number => number.toString(16).padStart(8, '0');
  for (let n = 0; n < days; n++) {
    const tx = db.transaction(['messages', 'days'], 'readwrite', { durability: 'relaxed' });
    const start = Date.parse('2020-01-01T08:00Z') + n * 86_400_000, name = new Date(start).toISOString().slice(0, 10);
    tx.objectStore('days').put({ ...day, day: name });
    for (let m = 0; m < rows / days; m++) {
      const key = hex(n) + hex(m) + hex((n * 7919 + m) >>> 0) + hex(m * 65537 >>> 0);
      tx.objectStore('messages').put({ ...row, key, conv_t: key + '|' + n, t: start + m * 60_000, day: name });
    }
    await new Promise(end => { tx.oncomplete = end; });
  }
  db.close();
  done(true);
};";

/// Saves and restores a history of so many messages, and prints time and memory; a message that is sent meanwhile is counted.
pub async fn measure(dist: &Path, kinds: &[Kind], rows: usize) -> Result<()> {
    for kind in kinds {
        let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
        let browser = Browser::launch(&launch(dist, *kind, &stage, folder.path())).await?;
        send(&browser, "the quokka of a thousand days", "1").await?;
        browser.until_answered(1).await?;
        browser.set_patience(LONG).await?;
        browser.in_control(FILL, &[rows.into(), DAYS.into()]).await?;
        page(&browser).await?;
        browser.run_async(CATCH, &[]).await?;
        let one = |what: &str, begun: Instant, most: u64| {
            println!(
                "{}: {rows} messages {what} in {:.1} s, {} MB more memory at most",
                kind.key(),
                begun.elapsed().as_secs_f64(),
                most / 1024
            );
        };
        let (before, begun) = (browser.used(), Instant::now());
        browser.click("#save").await?;
        let most = until(&browser, "#said:not(:empty)", &before).await?;
        one("saved", begun, most);
        let size = browser.run_async("done(globalThis.saved.size)", &[]).await?;
        let (before, begun) = (browser.used(), Instant::now());
        browser.run_async(CHOOSE, &[]).await?;
        let most = until(&browser, "#found:not([hidden])", &before).await?;
        one(
            &format!("({:.0} MB) checked", size.as_f64().unwrap_or(0.0) / 1e6),
            begun,
            most,
        );
        browser.click("#replace").await?;
        let (here, before, begun) = (browser.driver.window().await?, browser.used(), Instant::now());
        browser.click("#replace").await?;
        let chat = super::hands::of("chatgpt").context("ChatGPT is on stage")?;
        browser.open_tab(&chat.url()).await?;
        browser
            .type_into(chat.composer, "sent while the quokka is restored")
            .await?;
        browser.press_enter(chat.composer).await?;
        let sent = begun.elapsed();
        browser.switch(&here).await?;
        let most = until(&browser, "#done:not([hidden])", &before).await?;
        one("restored", begun, most);
        let count = "const open = indexedDB.open('merciwatt'); open.onsuccess = () => {
            open.result.transaction('messages').objectStore('messages').count().onsuccess = e => { open.result.close(); done(e.target.result); } }";
        let wanted = rows as u64 + 2;
        let found = browser.until("the message sent meanwhile", SOON, async || {
            let found = browser.in_control(count, &[]).await?;
            Ok(if found == wanted {
                Ok(())
            } else {
                Err(format!("{found} rows, not {wanted}"))
            })
        });
        found.await?;
        println!(
            "{}: the message sent {:.1} s after the restore began is counted",
            kind.key(),
            sent.as_secs_f64()
        );
        browser.quit().await?;
    }
    Ok(())
}

/// Waits for a part of the page; gives the most kilobytes that one process has gained meanwhile.
async fn until(browser: &Browser, css: &str, before: &[(u32, [u64; 2])]) -> Result<u64> {
    let (begun, mut most) = (Instant::now(), 0);
    while browser.count(css).await? == 0 {
        for (process, [used, _]) in browser.used() {
            let had = before
                .iter()
                .find(|(known, _)| *known == process)
                .map_or(0, |(_, [had, _])| *had);
            most = used.saturating_sub(had).max(most);
        }
        if begun.elapsed() > LONG {
            bail!("{css} did not come in {LONG:?}");
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(most)
}
