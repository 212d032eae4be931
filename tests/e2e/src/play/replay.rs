//! Saved pages of real sites under their real hosts: nothing may be counted on load, and one message after a send.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::access::switch_on;
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// Sites that render a message from Markdown, so that its length on the page differs.
const MARKDOWN: [&str; 2] = ["perplexity", "lumo"];
const PATIENCE: Duration = Duration::from_secs(12);
const SILENCE: Duration = Duration::from_millis(1500);

/// One saved page.
struct Saved {
    file: String,
    site: String,
    /// Length of the last message on the page, if there is one.
    last: Option<f64>,
    shared: bool,
}

/// Replays every page of `folder/INDEX.csv` that belongs to a known site; prints one JSON row each.
pub async fn replay(dist: &Path, folder: &Path, kinds: &[Kind]) -> Result<()> {
    let pages = index(folder)?;
    let mut wrong = 0;
    let mut played = 0;
    for kind in kinds {
        let stage = Stage::start().await?;
        let profile = tempfile::tempdir()?;
        let browser = Browser::launch(&launch(dist, *kind, &stage, profile.path())).await?;
        for page in &pages {
            let row = match rule(&page.site)? {
                None => json!({"ok": Value::Null, "why": "the site has no rule yet: nothing is watched"}),
                Some(rule) => {
                    played += 1;
                    let html = fs::read(folder.join(&page.file)).with_context(|| page.file.clone())?;
                    play(&browser, &stage, page, &rule, html).await?
                }
            };
            let mut row = row;
            row["file"] = page.file.clone().into();
            row["site"] = page.site.clone().into();
            row["browser"] = kind.key().into();
            wrong += usize::from(row["ok"] == false);
            println!("{row}");
        }
        browser.quit().await?;
    }
    eprintln!("replay: {played} pages played, {wrong} wrong");
    if wrong > 0 {
        bail!("{wrong} pages were wrong; their rows are above");
    }
    Ok(())
}

fn index(folder: &Path) -> Result<Vec<Saved>> {
    let path = folder.join("INDEX.csv");
    let mut reader =
        csv::Reader::from_path(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|h| h == name)
            .with_context(|| format!("{}: no column \"{name}\"", path.display()))
    };
    let (file, site, count, chars, notes) = (
        column("file")?,
        column("site")?,
        column("user_messages")?,
        column("user_chars")?,
        column("notes")?,
    );
    let mut pages = Vec::new();
    for record in reader.records() {
        let record = record?;
        let has_messages = record[count].trim().parse::<u32>().is_ok_and(|n| n > 0);
        let last = record[chars]
            .split(';')
            .next_back()
            .and_then(|n| n.trim().parse().ok());
        pages.push(Saved {
            file: record[file].to_owned(),
            site: record[site].to_owned(),
            last: if has_messages { last } else { None },
            shared: record[notes].contains("SHARE page"),
        });
    }
    Ok(pages)
}

/// The site's rule file, if there is one.
fn rule(site: &str) -> Result<Option<Value>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../data/sites/{site}.json"));
    Ok(if path.exists() {
        Some(serde_json::from_str(&fs::read_to_string(path)?)?)
    } else {
        None
    })
}

async fn play(browser: &Browser, stage: &Stage, page: &Saved, rule: &Value, html: Vec<u8>) -> Result<Value> {
    let host = rule["hosts"][0].as_str().context("a rule names its hosts")?;
    switch_on(browser, &page.site, host).await?;
    let template = if page.shared {
        &rule["deny_paths"][0]
    } else {
        &rule["conversations"][0]
    };
    let id = "0badcafe-0000-4000-8000-000000000001";
    let template = template.as_str().unwrap_or("/");
    let path = if page.shared {
        format!("{template}{id}")
    } else {
        template.replace("{conversation}", id)
    };
    // Saved pages may hold scripts' remains; none may run.
    stage.mount(host, &path, html, Some("script-src 'none'; object-src 'none'"));
    let before = count(browser).await?;
    browser.open_tab(&format!("https://{host}{path}")).await?;
    tokio::time::sleep(SILENCE).await;
    let on_load = count(browser).await? - before;

    let expected = if page.shared { None } else { page.last };
    let selectors: Vec<Value> = rule["page"]["user"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|selector| selector["at"].clone())
        .collect();
    let found = if rule["primary"] == "page" && expected.is_some() {
        let composer = rule["page"]["composer"].clone();
        let found = browser.run_async(BY_HAND, &[selectors.into(), composer]).await?;
        // The request of such a site cannot be read: a send is what a hand does in the composer.
        browser.type_into("[data-replay-composer]", "x").await?;
        browser.press_enter("[data-replay-composer]").await?;
        found
    } else {
        let (address, method) = signal(rule, host)?;
        let arguments = [
            selectors.into(),
            address.into(),
            method.into(),
            expected.is_some().into(),
        ];
        browser.run_async(BY_REQUEST, &arguments).await?
    };
    let (after, chars) = match expected {
        Some(_) => settled(browser, before + on_load).await?,
        None => {
            tokio::time::sleep(SILENCE).await;
            (count(browser).await?, None)
        }
    };
    browser.close_tab().await?;
    let after = after - before - on_load;
    let share = if MARKDOWN.contains(&page.site.as_str()) {
        0.08
    } else {
        0.02
    };
    let near = match (chars, expected) {
        (Some(seen), Some(wanted)) => (seen - wanted).abs() <= (wanted * share).max(0.5),
        (_, wanted) => wanted.is_none(),
    };
    let wanted = usize::from(expected.is_some());
    let ok = on_load == 0 && after == wanted && near;
    let why = match () {
        () if ok => String::new(),
        () if found == false && expected.is_some() => "no message node was found on the page".into(),
        () if on_load > 0 => "counted on load".into(),
        () if after != wanted => format!("counted {after} after the send instead of {wanted}"),
        () => "the length is wrong".into(),
    };
    Ok(json!({
        "counted_on_load": on_load, "counted_after_send": after, "chars": chars, "expected_chars": expected,
        "ok": ok, "why": why
    }))
}

/// Takes the last message off the page, sends the site's request, and puts the message back.
const BY_REQUEST: &str = "const [selectors, url, method, signal] = args;
    let node = null;
    for (const s of selectors) { node ??= [...document.querySelectorAll(s)].pop() ?? null; }
    if (!node) return done(false);
    const parent = node.parentNode, next = node.nextSibling;
    node.remove();
    if (signal) fetch(url, { method, body: 'not to be read' }).catch(() => {});
    setTimeout(() => { parent.insertBefore(node, next); done(true); }, 400);";

/// Takes the last message off the page and puts it back when Enter empties the composer. A saved page has no working
/// composer, so one is made that fits the rule's selector.
const BY_HAND: &str = "const [selectors, composer] = args;
    let node = null;
    for (const s of selectors) { node ??= [...document.querySelectorAll(s)].pop() ?? null; }
    if (!node) return done(false);
    const parent = node.parentNode, next = node.nextSibling;
    node.remove();
    for (const old of document.querySelectorAll(composer)) old.remove();
    const box = document.createElement('textarea');
    const simple = composer.split(',').pop().trim().split(' ').pop();
    box.id = simple.match(/#([-\\w]+)/)?.[1] ?? '';
    box.className = simple.match(/\\.([-\\w]+)/)?.[1] ?? '';
    box.setAttribute('data-replay-composer', '');
    box.style = 'position: fixed; inset: 0 0 auto; height: 3rem; z-index: 2147483647; display: block';
    document.body.append(box);
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      box.value = '';
      setTimeout(() => parent.insertBefore(node, next), 400);
    });
    done(true);";

/// Address and method of the site's first request that carries a message.
fn signal(rule: &Value, host: &str) -> Result<(String, String)> {
    let message = |send: &&Value| {
        let cases = send["cases"].as_array().into_iter().flatten();
        send["method"] != "WS" && cases.clone().any(|case| case["kind"] == "new")
    };
    let send = rule["sends"]
        .as_array()
        .into_iter()
        .flatten()
        .find(message)
        .context("a rule has sends")?;
    let path = send["paths"][0]
        .as_str()
        .unwrap_or("/")
        .replace("{conversation}", "c1")
        .replace('*', "x");
    let host = send["hosts"][0].as_str().unwrap_or(host);
    Ok((
        format!("https://{host}{path}"),
        send["method"].as_str().unwrap_or("POST").to_owned(),
    ))
}

/// The number of rows once one more is there with its length, and that length.
async fn settled(browser: &Browser, before: usize) -> Result<(usize, Option<f64>)> {
    let seen = browser
        .until("a counted message with its length", PATIENCE, async || {
            let mut rows = browser.stored().await?["messages"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            rows.sort_by(|a, b| {
                a["t"]
                    .as_f64()
                    .unwrap_or(0.0)
                    .total_cmp(&b["t"].as_f64().unwrap_or(0.0))
            });
            let chars = rows.last().and_then(|row| row["chars"].as_f64());
            let there = rows.len() > before && chars.is_some();
            Ok(if there {
                Ok((rows.len(), chars))
            } else {
                Err(format!("{} rows", rows.len()))
            })
        })
        .await;
    match seen {
        Ok(seen) => Ok(seen),
        Err(_) => Ok((count(browser).await?, None)),
    }
}

async fn count(browser: &Browser) -> Result<usize> {
    Ok(browser.stored().await?["messages"].as_array().map_or(0, Vec::len))
}
