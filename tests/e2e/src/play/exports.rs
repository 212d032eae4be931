//! Exports that lie in a folder, read through the import page; and how fast, with how much memory, a large one is.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::import_page::{choose, open, says};
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

const PATIENCE: Duration = Duration::from_secs(20);
/// A large export may take minutes.
const LONG: Duration = Duration::from_secs(900);

/// Gives every file of `INDEX.csv` to the page and compares the messages found with its column `user_msgs_all`.
pub async fn right_or_wrong(dist: &Path, folder: &Path, kinds: &[Kind]) -> Result<()> {
    let mut wrong = 0;
    let path = folder.join("INDEX.csv");
    if !path.is_file() {
        bail!(
            "{}: is not there; it names the exports of the folder, a line each, in its columns `file` and `user_msgs_all`",
            path.display()
        );
    }
    for kind in kinds {
        let (stage, profile) = (Stage::start().await?, tempfile::tempdir()?);
        let browser = Browser::launch(&launch(dist, *kind, &stage, profile.path())).await?;
        let ask = serde_json::json!({"ask": "set", "settings": {"language": "en"}});
        browser.ask(ask).await?;
        open(&browser).await?;
        let mut index = csv::Reader::from_path(&path)?;
        let names = index.headers()?.clone();
        let at = |name: &str| names.iter().position(|known| known == name);
        let (file, wanted) = (
            at("file").context("INDEX.csv has no column `file`")?,
            at("user_msgs_all").context("INDEX.csv has no column `user_msgs_all`")?,
        );
        for line in index.records() {
            let line = line?;
            let wanted: u64 = line[wanted].parse()?;
            choose(&browser, &[&folder.join(&line[file])]).await?;
            says(&browser, "#found", PATIENCE).await?;
            let script = "done([[...document.querySelectorAll('#services section')].map(s => s.querySelector('dd').textContent),
                document.querySelector('#wrong').textContent])";
            let seen = browser.run_async(script, &[]).await?;
            let counts = seen[0].as_array().into_iter().flatten().filter_map(Value::as_str);
            let digits = |count: &str| count.chars().filter(char::is_ascii_digit).collect::<String>();
            let found: u64 = counts.map(|count| digits(count).parse().unwrap_or(0)).sum();
            let right = found == wanted && seen[1] == "";
            wrong += usize::from(!right);
            println!(
                "{}  {}  {}: {found} of {wanted} {}",
                if right { "right" } else { "WRONG" },
                kind.key(),
                &line[file],
                seen[1].as_str().unwrap_or_default()
            );
            browser.click("#discard").await?;
        }
        browser.quit().await?;
    }
    if wrong > 0 {
        bail!("{wrong} files were read wrongly");
    }
    Ok(())
}

/// Reads and adds an export of so many megabytes in these browsers, and prints the figures.
pub async fn measure(dist: &Path, kinds: &[Kind], megabytes: u64) -> Result<()> {
    for kind in kinds {
        let measured = measure_in(dist, *kind, megabytes).await?;
        println!("{}: {measured:#}", kind.key());
    }
    Ok(())
}

/// What the page itself keeps while it is at work: the longest it did not answer, and how long the last transaction took.
/// From the last progress on, it adds up the days, and messages have to wait.
const WATCH: &str = "let last = performance.now(), worst = 0, full = 0;
    const bar = document.querySelector('#progress'), over = document.querySelector('#done');
    setInterval(() => { const now = performance.now(); worst = Math.max(worst, now - last - 20); last = now;
      document.body.dataset.worst = Math.round(worst);
      if (bar.getAttribute('value') !== '1') full = 0; else full ||= now;
      if (full && !over.hidden) document.body.dataset.sums ??= Math.round(now - full); }, 20);
    done(0)";

/// The comparison: the same file, read as one text and parsed by the browser itself, which measures nothing.
const PARSE: &str = "const input = document.querySelector('#bench'); const begun = performance.now();
    input.files[0].text().then(JSON.parse).then(all => done([performance.now() - begun, all.length]), e => done(String(e)))";

/// The same in one browser: how long it takes, the most memory any process of the browser gained, the longest the page did
/// not answer, and how long the browser's own parser needs for the file.
pub async fn measure_in(dist: &Path, kind: Kind, megabytes: u64) -> Result<Value> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("conversations.json");
    let messages = write_export(&file, megabytes << 20)?;
    let bytes = std::fs::metadata(&file)?.len() as f64 / 1e6;
    let (stage, profile) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, profile.path())).await?;
    browser.driver.set_script_timeout(LONG).await?;
    open(&browser).await?;
    browser.run_async(WATCH, &[]).await?;
    let round = |value: f64| (value * 10.0).round() / 10.0;
    let mut figures = json!({"messages": messages, "mb": round(bytes)});
    for (part, act) in [("#found", "read"), ("#done", "added")] {
        let (before, begun) = (browser.used(), Instant::now());
        match act {
            "read" => choose(&browser, &[&file]).await?,
            _ => browser.click("#add").await?,
        }
        let [memory, processor] = until(&browser, &format!("{part}:not([hidden])"), &before).await?;
        let (took, processor) = (begun.elapsed().as_secs_f64(), processor as f64 / 100.0);
        figures[act] = json!({"s": round(took), "mb_per_s": round(bytes / took), "mb_per_processor_s": round(bytes / processor),
            "more_memory_mb": memory / 1024});
    }
    let script = "setTimeout(() => done([document.body.dataset.worst, document.body.dataset.sums]), 100)";
    let told = browser.run_async(script, &[]).await?;
    let number = |at: usize| told[at].as_str().and_then(|text| text.parse::<u64>().ok());
    figures["page_silent_ms"] = json!(number(0));
    figures["days_added_up_ms"] = json!(number(1));
    let input = "const input = document.createElement('input'); input.type = 'file'; input.id = 'bench';
        document.body.append(input); done(true)";
    browser.run_async(input, &[]).await?;
    let whole = std::fs::canonicalize(&file)?.display().to_string();
    browser
        .driver
        .find(By::Css("#bench"))
        .await?
        .send_keys(whole)
        .await?;
    let parsed = browser.run_async(PARSE, &[]).await?;
    // Half a gigabyte is more than a browser's text holds: then there is nothing to compare with, and it says why.
    figures["json_parse_mb_per_s"] = match parsed[0].as_f64() {
        Some(took) => json!(round(bytes / took * 1e3)),
        None => parsed,
    };
    browser.quit().await?;
    Ok(figures)
}

/// Waits for a part of the page; gives the most kilobytes and the processor's time that one process has gained meanwhile.
async fn until(browser: &Browser, css: &str, before: &[(u32, [u64; 2])]) -> Result<[u64; 2]> {
    let (start, mut most) = (Instant::now(), [0; 2]);
    while browser.count(css).await? == 0 {
        for (process, used) in browser.used() {
            let had = before.iter().find(|(known, _)| *known == process);
            let had = had.map_or([0; 2], |(_, had)| *had);
            for (most, (used, had)) in most.iter_mut().zip(used.into_iter().zip(had)) {
                *most = used.saturating_sub(had).max(*most);
            }
        }
        if start.elapsed() > LONG {
            bail!("{css} did not come in {LONG:?}");
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(most)
}

/// An export in ChatGPT's layout, a hundred messages a day; how many messages it holds.
fn write_export(file: &Path, bytes: u64) -> Result<u64> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    const ASKED: [&str; 3] = [
        "Merci beaucoup, et pourquoi deux marées par jour ?",
        "thanks",
        "Please explain tides to a child of ten.",
    ];
    let answer = "The gravity of the moon pulls the water on the near side more strongly than the earth itself. So there are \
                  **two bulges**, and the earth turns below them once a day.\\n\\n1. Near side.\\n2. Far side.\\n\\n";
    let (mut written, mut chat, mut messages) = (0, 0_u64, 0_u64);
    while written < bytes {
        let id = |what: u64, n: u64| format!("{chat:08x}-{what:04x}-4a1b-9c3d-5e7f{n:08x}");
        let mut text = format!(
            "{}{{\"title\":\"T\",\"conversation_id\":\"{}\",\"mapping\":{{",
            if chat == 0 { "[" } else { "," },
            id(0, 0)
        );
        for n in 0..10 {
            let t = 1_450_000_000 + messages * 864;
            let asked = ASKED[(messages % 3) as usize];
            let before = if n == 0 { id(1, 0) } else { id(3, n - 1) };
            for (what, parent, role, words) in [
                (2, &before, "user", asked.to_owned()),
                (3, &id(2, n), "assistant", answer.repeat(1 + (n % 5) as usize)),
            ] {
                let comma = if n == 0 && what == 2 { "" } else { "," };
                let id = id(what, n);
                write!(
                    text,
                    "{comma}\"{id}\":{{\"id\":\"{id}\",\"parent\":\"{parent}\",\"children\":[],\"message\":{{\"id\":\"{id}\",\"author\":\
                     {{\"role\":\"{role}\",\"name\":null,\"metadata\":{{}}}},\"create_time\":{t}.25,\"content\":{{\"content_type\":\"text\",\
                     \"parts\":[\"{words}\"]}},\"status\":\"finished_successfully\",\"weight\":1.0,\"recipient\":\"all\",\"metadata\":\
                     {{\"model_slug\":\"gpt-5\",\"citations\":[],\"content_references\":[],\"message_type\":null,\"timestamp_\":\
                     \"absolute\",\"request_id\":\"9a8b7c6d5e4f-FRA\",\"parent_id\":\"x\",\"default_model_slug\":\"gpt-5\"}}}}}}"
                )?;
            }
            messages += 1;
        }
        text.push_str("}}");
        written += text.len() as u64;
        out.write_all(text.as_bytes())?;
        chat += 1;
    }
    out.write_all(b"]")?;
    out.flush()?;
    Ok(messages)
}
