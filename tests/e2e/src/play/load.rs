//! Load: 1,000 messages in 20 tabs while the background is stopped 200 times, or up to 1,000, at random moments. Every message must be
//! stored once, and the day's sums must say the same.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::chance::Chance;
use super::hands::{self, Hands};
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::{self, Setup, Stage};

/// Sites and how many tabs each has.
const TABS: [(&str, usize); 3] = [("chatgpt", 10), ("claude", 5), ("deepseek", 5)];
const PER_TAB: usize = 50;
/// Stops, if nobody says how many.
pub const STOPS: usize = 200;
/// After Enter, so many milliseconds at most pass before a stop: it may come before, during or after the counting.
const STOP_WITHIN: (u64, u64) = (0, 120);
const SETTLES: Duration = Duration::from_secs(25);
/// A stop that is so near may have cut off the very work on a message.
const NEAR: Duration = Duration::from_millis(150);

/// Fills the composer, as pasting does. The hand that sends is a real one.
const PUT: &str = "
const box = document.querySelector(args[0]);
if ('value' in box) box.value = args[1];
else {
  const line = document.createElement('p');
  line.textContent = args[1];
  box.replaceChildren(line);
}
box.dispatchEvent(new Event('input', { bubbles: true }));
box.focus();
done(true);";

/// Plays the load in these browsers with this seed, or one that is printed.
pub async fn load(dist: &Path, kinds: &[Kind], stops: usize, seed: Option<u64>) -> Result<()> {
    let seed = seed.unwrap_or_else(Chance::seed);
    let mut wrong = Vec::new();
    for kind in kinds {
        println!("{}: seed {seed} (again: `--seed {seed}`)", kind.key());
        match play(dist, *kind, stops, Chance(seed)).await? {
            Ok(sentence) => println!("right  {}: {sentence}", kind.key()),
            Err(sentence) => {
                println!("WRONG  {}: {sentence}", kind.key());
                wrong.push(kind.key());
            }
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        bail!(
            "under load, messages were lost or counted twice in {}",
            wrong.join(" and ")
        )
    }
}

async fn play(dist: &Path, kind: Kind, wanted: usize, mut chance: Chance) -> Result<Result<String, String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    let start = Instant::now();
    let tabs = open(&browser, &stage).await?;
    let all = tabs.len() * PER_TAB;

    let mut cuts = Vec::new();
    for number in 0..all {
        let (tab, hands) = &tabs[number % tabs.len()];
        browser.switch(tab).await?;
        browser
            .run_async(PUT, &[json!(hands.composer), json!(text(number))])
            .await?;
        browser.press_enter(hands.composer).await?;
        // Spread by chance over the messages, so that exactly so many come.
        let left = wanted.saturating_sub(cuts.len());
        if chance.between((0, (all - number) as u64)) < left as u64 {
            tokio::time::sleep(Duration::from_millis(chance.between(STOP_WITHIN))).await;
            browser.stop_worker().await?;
            cuts.push(SystemTime::now());
        }
    }
    let tabs = tabs.len();
    let sent = sends(&stage).len();
    // Replies that still grow; a row may rightly stay without one.
    tokio::time::sleep(Duration::from_secs(4)).await;
    let settled = browser
        .until("all rows", SETTLES, async || {
            let rows = rows(&browser.stored().await?).len();
            Ok(if rows >= all {
                Ok(())
            } else {
                Err(format!("{rows} rows"))
            })
        })
        .await;
    let stops = cuts.len();
    let took = start.elapsed().as_secs_f64();
    let stored = browser.stored().await?;
    let shown = browser.ask(json!({"ask": "view", "page": "popup"})).await?["today"]["messages"].clone();
    browser.quit().await?;

    let truth = count(sends(&stage).iter().map(|send| site(&send.host).to_owned()));
    let kept = rows(&stored);
    let found = count(kept.iter().map(|row| word(&row["site"])));
    let states = count(kept.iter().map(|row| word(&row["state"])));
    let sentence = format!(
        "{sent} messages in {tabs} tabs, {stops} stops, {took:.0} s: stored {}, {found:?}; states {states:?}; shown {shown}",
        kept.len()
    );
    let wrong = [
        settled.err().map(|why| format!("{why:#}")),
        (stops != wanted).then(|| format!("only {stops} stops")),
        (truth.values().sum::<usize>() != all).then(|| format!("the sites took {truth:?}, not {all}")),
        (found != truth).then(|| format!("the sites took {truth:?}")),
        (shown != all).then(|| "the popup shows another number".to_owned()),
        astray(&kept, &sends(&stage), &cuts),
        sums(&stored, &found),
    ];
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    Ok(if wrong.is_empty() {
        Ok(sentence)
    } else {
        Err(format!("{}; {sentence}", wrong.join("; ")))
    })
}

/// Opens the tabs, the sites mixed.
async fn open(browser: &Browser, stage: &Stage) -> Result<Vec<(WindowHandle, &'static Hands)>> {
    let mut tabs = Vec::new();
    for (name, number) in TABS {
        let hands = hands::of(name).expect("these sites are on stage");
        stage.set(
            hands.host,
            Setup {
                first_chunk_ms: 80,
                chunk_ms: 40,
                chunks: 5,
                ..Setup::default()
            },
        );
        for _ in 0..number {
            tabs.push((browser.open_tab(&hands.url()).await?, hands));
        }
    }
    Ok(tabs)
}

/// The message of this number. Each has a length of its own: by it, a stored row says which message it is. Those that
/// follow each other in a tab are far apart.
fn text(number: usize) -> String {
    format!("quokka {}", "o".repeat(number * 377 % 1000 + 1))
}

/// What the sites' own servers took.
fn sends(stage: &Stage) -> Vec<stage::Send> {
    let mut sends = stage.sends();
    sends.retain(|send| send.kind == stage::Kind::New);
    sends
}

fn site(host: &str) -> &str {
    hands::SITES
        .iter()
        .find(|hands| hands.host == host)
        .map_or(host, |hands| hands.site)
}

fn rows(stored: &Value) -> Vec<Value> {
    stored["messages"].as_array().cloned().unwrap_or_default()
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn count(names: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

/// Messages without a row, or with more than one: how many, and how near the background was to being cut off.
fn astray(rows: &[Value], sends: &[stage::Send], stops: &[SystemTime]) -> Option<String> {
    let mut of_length: BTreeMap<u64, usize> = BTreeMap::new();
    for row in rows {
        *of_length.entry(row["chars"].as_u64().unwrap_or(0)).or_default() += 1;
    }
    let (mut lost, mut near, mut twice, mut known) = (0, 0, 0, 0);
    for send in sends {
        let kept = of_length
            .get(&(send.text.chars().count() as u64))
            .copied()
            .unwrap_or(0);
        known += kept;
        twice += usize::from(kept > 1);
        if kept == 0 {
            let all = TABS.iter().map(|(_, tabs)| tabs * PER_TAB).sum::<usize>();
            let number = (0..all).find(|number| text(*number) == send.text);
            println!("       lost: message {number:?} to {}", send.host);
            lost += 1;
            near += usize::from(stops.iter().any(|stop| distance(*stop, send.at) <= NEAR));
        }
    }
    let unknown = rows.len() - known.min(rows.len());
    (lost + twice + unknown > 0).then(|| {
        format!(
            "{lost} messages have no row ({near} of them were sent within {NEAR:?} of a stop), {twice} have more than \
             one, {unknown} rows have a length that no message has"
        )
    })
}

fn distance(a: SystemTime, b: SystemTime) -> Duration {
    a.duration_since(b).unwrap_or_else(|before| before.duration())
}

/// The days' sums must be those of the rows.
fn sums(stored: &Value, found: &BTreeMap<String, usize>) -> Option<String> {
    let days = stored["days"].as_array().cloned().unwrap_or_default();
    let total =
        |of: &dyn Fn(&Value) -> Value| -> u64 { days.iter().filter_map(|day| of(day).as_u64()).sum() };
    let messages = total(&|day| day["total"]["messages"].clone());
    let replies = total(&|day| day["total"]["replies"].clone());
    let all: usize = found.values().sum();
    let of_rows: u64 = rows(stored)
        .iter()
        .filter(|row| row["state"] != "failed")
        .filter_map(|row| row["replies"].as_u64())
        .sum();
    let sites_agree = found
        .iter()
        .all(|(site, n)| total(&|day| day["sites"][site]["messages"].clone()) == *n as u64);
    (messages != all as u64 || !sites_agree || replies != of_rows).then(|| {
        format!("the days' sums are {messages} messages and {replies} replies, the rows' {all} and {of_rows}")
    })
}
