//! `backup`: a history of a thousand days saved as a file, checked, and restored from the disk: how long that takes, how much memory,
//! that a message sent meanwhile is counted once, and that a tab closed in the middle leaves everything as it was.

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use base64::Engine as _;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::backups::page;
use super::durable::send;
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// Where the page says what came of it; before a part of the page has come, that it will not.
const SAID: &str = "#said:not(:empty)";
const SOON: Duration = Duration::from_secs(60);
/// A restore of a history of years.
const LONG: Duration = Duration::from_secs(900);
/// Days of a made-up history.
const DAYS: usize = 1000;
/// Days made up in one call.
const AT_ONCE: usize = 25;
/// Bytes of the file that are fetched from the page at once.
const FETCHED: u64 = 16 << 20;

/// Keeps the file that the page hands to the browser's download.
const CATCH: &str = "const make = URL.createObjectURL; window.kept = [];
    URL.createObjectURL = blob => { kept.push(blob); return make.call(URL, blob); }; done(true)";
/// A piece of it, as a data address.
const PIECE: &str = "const reader = new FileReader(); reader.onload = () => done(reader.result);
    reader.onerror = () => done(String(reader.error)); reader.readAsDataURL(kept[0].slice(args[0], args[1]))";
/// How many records there are, and a sum that every message's and day's key changes.
const COUNT: &str = "const open = indexedDB.open('merciwatt'); open.onsuccess = () => {
    const db = open.result, tx = db.transaction(['messages', 'days']), found = { sum: 0 };
    for (const name of ['messages', 'days']) tx.objectStore(name).getAllKeys().onsuccess = e => {
      found[name] = e.target.result.length;
      for (const key of e.target.result) for (let at = 0; at < key.length; at++) found.sum = (found.sum * 31 + key.charCodeAt(at)) % 1e12;
    };
    tx.oncomplete = () => { db.close(); done(found); } }";

/// So many messages, copies of the one that is there, in 1,000 days.
const FILL: &str = "
const [each, from, to] = args;
const open = indexedDB.open('merciwatt');
open.onsuccess = async () => {
  const db = open.result;
  const last = name => new Promise(found => { db.transaction(name).objectStore(name).openCursor(null, 'prev').onsuccess = e => found(e.target.result.value); });
  const [row, day] = [await last('messages'), await last('days')];
  const hex = number => number.toString(16).padStart(8, '0');
  for (let n = from; n < to; n++) {
    const tx = db.transaction(['messages', 'days'], 'readwrite', { durability: 'relaxed' });
    const start = Date.parse('2020-01-01T08:00Z') + n * 86_400_000, name = new Date(start).toISOString().slice(0, 10);
    tx.objectStore('days').put({ ...day, day: name });
    for (let m = 0; m < each; m++) {
      const key = hex(n) + hex(m) + hex((n * 7919 + m) >>> 0) + hex(m * 65537 >>> 0);
      tx.objectStore('messages').put({ ...row, key, conv_t: key + '|' + n, t: start + m * 60_000, day: name });
    }
    await new Promise(end => { tx.oncomplete = end; });
  }
  db.close();
  done(true);
};";

/// Prints these figures of each browser.
pub async fn measure(dist: &Path, kinds: &[Kind], rows: usize) -> Result<()> {
    for kind in kinds {
        of_one(dist, *kind, rows / DAYS * DAYS).await?;
    }
    Ok(())
}

async fn of_one(dist: &Path, kind: Kind, rows: usize) -> Result<()> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    let say = |what: &str| println!("{}: {rows} messages {what}", kind.key());
    send(&browser, "the quokka of a thousand days", "1").await?;
    browser.until_answered(1).await?;
    browser.set_patience(LONG).await?;
    for from in (0..DAYS).step_by(AT_ONCE) {
        let part = [rows / DAYS, from, (from + AT_ONCE).min(DAYS)];
        browser.in_control(FILL, &part.map(Value::from)).await?;
    }
    let file = folder.path().join("backup.json");
    page(&browser).await?;
    browser.run_async(CATCH, &[]).await?;
    let watch = Watch::begin(&browser);
    browser.click("#save").await?;
    say(&format!("saved in {}", watch.until(SAID).await?));
    let size = fetch(&browser, &file).await?;

    // Closed in the middle.
    let before = browser.in_control(COUNT, &[]).await?;
    let watch = choose(&browser, &file).await?;
    say(&format!(
        "({:.0} MB) checked in {}",
        size as f64 / 1e6,
        watch.until("#found:not([hidden])").await?
    ));
    browser.click("#replace").await?;
    browser.click("#replace").await?;
    let middle = "const look = () => document.querySelector('#progress').value > 0.5 ? done(true)
        : document.querySelector('#working').hidden ? done(false) : setTimeout(look, 10); look()";
    let in_middle = browser.run_async(middle, &[]).await?;
    ensure!(
        in_middle == true,
        "the restore ended before it could be broken off"
    );
    browser.close_tab().await?;
    let after = browser.in_control(COUNT, &[]).await?;
    ensure!(before == after, "closed in the middle, {before} became {after}");
    say("closed in the middle of a restore: everything is as it was");

    // Instead of what is there, while a message is sent.
    page(&browser).await?;
    choose(&browser, &file)
        .await?
        .until("#found:not([hidden])")
        .await?;
    browser.click("#replace").await?;
    let (here, watch) = (browser.driver.window().await?, Watch::begin(&browser));
    browser.click("#replace").await?;
    let chat = super::hands::of("chatgpt").context("ChatGPT is on stage")?;
    browser.open_tab(&chat.url()).await?;
    let text = "sent while the quokka is restored";
    browser.type_into(chat.composer, text).await?;
    browser.press_enter(chat.composer).await?;
    let sent = watch.begun.elapsed();
    browser.switch(&here).await?;
    ensure!(
        browser.count("#working:not([hidden])").await? == 1,
        "the restore ended before the message was sent"
    );
    say(&format!(
        "restored in {}",
        watch.until("#done:not([hidden])").await?
    ));
    until_stored(&browser, rows + 2).await?;
    say(&format!(
        "and one sent {:.1} s after their restore began, counted once",
        sent.as_secs_f64()
    ));

    // Beside another message.
    browser.close_tab().await?;
    browser.ask(json!({"ask": "erase"})).await?;
    send(&browser, "the quokka of another history", "1").await?;
    page(&browser).await?;
    choose(&browser, &file)
        .await?
        .until("#found:not([hidden])")
        .await?;
    let watch = Watch::begin(&browser);
    browser.click("#add").await?;
    say(&format!("added in {}", watch.until("#done:not([hidden])").await?));
    until_stored(&browser, rows + 2).await?;
    let watch = choose(&browser, &file).await?;
    watch.until("#found:not([hidden])").await?;
    let watch = Watch::begin(&browser);
    browser.click("#add").await?;
    say(&format!(
        "found to be there already in {}",
        watch.until("#done:not([hidden])").await?
    ));
    until_stored(&browser, rows + 2).await?;
    browser.quit().await
}

/// Chooses the file as the browser's own window for it would.
async fn choose<'b>(browser: &'b Browser, file: &Path) -> Result<Watch<'b>> {
    let input = browser.driver.find(By::Css("#file")).await?;
    let watch = Watch::begin(browser);
    input.send_keys(file.display().to_string()).await?;
    Ok(watch)
}

/// Writes the file that the page saved to the disk; its bytes.
async fn fetch(browser: &Browser, file: &Path) -> Result<u64> {
    let size = browser.run_async("done(kept[0].size)", &[]).await?;
    let size = size.as_u64().context("the page saved no file")?;
    let mut out = std::fs::File::create(file)?;
    for from in (0..size).step_by(FETCHED as usize) {
        let part = [from, (from + FETCHED).min(size)];
        let data = browser.run_async(PIECE, &part.map(Value::from)).await?;
        let coded = data.as_str().and_then(|data| data.split_once(";base64,"));
        let (_, coded) = coded.with_context(|| format!("instead of a piece of the file: {data:.100}"))?;
        out.write_all(&base64::engine::general_purpose::STANDARD.decode(coded)?)?;
    }
    Ok(size)
}

async fn until_stored(browser: &Browser, wanted: usize) -> Result<()> {
    let found = browser.until("the messages stored", SOON, async || {
        let found = browser.in_control(COUNT, &[]).await?;
        Ok(if found["messages"] == wanted {
            Ok(())
        } else {
            Err(format!("{found}, not {wanted} messages"))
        })
    });
    found.await
}

/// Time and memory from a moment on.
struct Watch<'b> {
    browser: &'b Browser,
    begun: Instant,
    before: Vec<(u32, [u64; 2])>,
}

impl<'b> Watch<'b> {
    fn begin(browser: &'b Browser) -> Watch<'b> {
        Watch {
            browser,
            before: browser.used(),
            begun: Instant::now(),
        }
    }

    /// Waits for a part of the page; how long it took, and the most memory that one process has gained meanwhile.
    async fn until(&self, css: &str) -> Result<String> {
        let mut most = 0;
        while self.browser.count(css).await? == 0 {
            for (process, [used, _]) in self.browser.used() {
                let known = self.before.iter().find(|(known, _)| *known == process);
                let had = known.map_or(0, |(_, [had, _])| *had);
                most = used.saturating_sub(had).max(most);
            }
            let said = self
                .browser
                .run_async("done(document.querySelector('#said').textContent)", &[])
                .await?;
            if self.begun.elapsed() > LONG
                || css != SAID && said.as_str().is_some_and(|said| !said.is_empty())
            {
                bail!(
                    "{css} did not come in {:?}; the page says {said}",
                    self.begun.elapsed()
                );
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(format!(
            "{:.1} s, {} MB more memory at most",
            self.begun.elapsed().as_secs_f64(),
            most / 1024
        ))
    }
}
