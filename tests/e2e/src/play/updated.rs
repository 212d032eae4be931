//! The extension is updated while a page sends messages one after the other.
//!
//! Between the end of the old background and the start of the new one nobody hears a request: what is sent then is not counted in
//! either browser, whatever an extension does. Chromium breaks off requests that are on their way, and now and then leaves one without
//! any answer: seen once in ten updates beside other work, with an extension of ten lines that only listens as well as with ours, on
//! addresses neither listens for. A person then presses stop and goes on. Everything before and after must be there, nothing twice,
//! and the open page must go on being counted without being loaded again.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::json;

use super::durable::Check;
use super::hands;
use super::kept::{kept, length};
use super::killed::SEND_ALL;
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::{Setup, Stage};

/// The check with its name.
pub const ALL: [(&str, Check); 1] = [(
    "the extension is updated while messages are sent",
    |dist, kind| Box::pin(updated(dist, kind)),
)];

/// Messages the page sends.
const GIVEN: usize = 60;
/// So many are counted before the update.
const FIRST: usize = 5;
const PATIENCE: Duration = Duration::from_secs(40);
/// A person who sees no answer for so long presses stop.
const NO_ANSWER: Duration = Duration::from_secs(10);
const STOP: &str = "document.querySelector('[data-testid=stop-button]')?.click(); done(true)";

async fn updated(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let hands = hands::of("chatgpt").context("ChatGPT is on stage")?;
    let quick = Setup {
        first_chunk_ms: 100,
        chunk_ms: 5,
        chunks: 2,
        ..Setup::default()
    };
    stage.set(hands.host, quick);
    let mut browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    browser.open_tab(&hands.url()).await?;
    let texts: Vec<String> = (0..GIVEN).map(|number| "o".repeat(length(number))).collect();
    browser
        .run_async(SEND_ALL, &[json!(hands.composer), json!(texts)])
        .await?;
    let acknowledged = at_least(&browser, FIRST).await?;
    browser.update_extension().await?;
    let reached = |number: usize| stage.sends().iter().any(|send| send.text.len() == length(number));
    // The one that is on its way now may have been sent before the new background heard.
    let sent = (0..GIVEN).rfind(|number| reached(*number)).unwrap_or(0) + 2;
    let last = length(GIVEN - 1);
    let (stopped, progress) = (Cell::new(0), Cell::new((0, Instant::now())));
    browser
        .until("the page to send everything", PATIENCE, async || {
            let missing: Vec<usize> = (0..GIVEN).filter(|number| !reached(*number)).collect();
            let (sends, since) = progress.get();
            if stage.sends().len() > sends {
                progress.set((stage.sends().len(), Instant::now()));
            } else if since.elapsed() > NO_ANSWER {
                browser.run_async(STOP, &[]).await?;
                stopped.set(stopped.get() + 1);
                progress.set((sends, Instant::now()));
            }
            Ok(if reached(GIVEN - 1) {
                Ok(())
            } else {
                Err(format!("missing {missing:?}"))
            })
        })
        .await?;
    let all = browser
        .until("the last message to be stored", PATIENCE, async || {
            let kept = kept(&browser).await?;
            Ok(if kept.lengths.contains(&last) {
                Ok(kept)
            } else {
                Err(format!("{:?}", kept.lengths))
            })
        })
        .await?;
    let stored: BTreeSet<usize> = all.lengths.iter().copied().collect();
    let mut wrong = Vec::new();
    if stored.len() < all.lengths.len() || all.summed != all.lengths.len() {
        wrong.push(format!(
            "{} rows, {} lengths, the days say {}",
            all.lengths.len(),
            stored.len(),
            all.summed
        ));
    }
    let lost: Vec<usize> = (0..GIVEN)
        .filter(|number| !stored.contains(&length(*number)))
        .collect();
    let broken_off = lost.iter().filter(|number| !reached(**number)).count();
    println!(
        "       {}: {} not counted while there was no background, of which {broken_off} never reached the site; stopped {}",
        kind.key(),
        lost.len(),
        stopped.get()
    );
    // One request is on its way at a time.
    if stopped.get() > 1 {
        wrong.push(format!(
            "the page was left without an answer {} times",
            stopped.get()
        ));
    }
    if lost
        .iter()
        .any(|number| *number < acknowledged || *number >= sent)
    {
        wrong.push(format!(
            "{acknowledged} were acknowledged before the update and {sent} sent when the new background answered; lost {lost:?}"
        ));
    }
    // The page that was open all the time, a person's own hand, and its reply.
    browser.type_into(hands.composer, "The quokka is back.").await?;
    browser.press_enter(hands.composer).await?;
    at_least(&browser, all.lengths.len() + 1).await?;
    let answered = browser
        .until("the reply to be measured", PATIENCE, async || {
            let stored = browser.stored().await?;
            let rows = stored["messages"].as_array().cloned().unwrap_or_default();
            let newest = rows
                .into_iter()
                .max_by(|a, b| f64::total_cmp(&time(a), &time(b)))
                .unwrap_or_default();
            let good = newest["state"] == "answered" && newest["output_tokens"].as_u64() > Some(0);
            Ok(if good {
                Ok(())
            } else {
                Err(newest["state"].to_string())
            })
        })
        .await;
    wrong.extend(answered.err().map(|why| format!("{why:#}")));
    browser.quit().await?;
    Ok(if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    })
}

fn time(row: &serde_json::Value) -> f64 {
    row["t"].as_f64().unwrap_or(0.0)
}

/// Waits until the button shows so many, and says how many it shows.
async fn at_least(browser: &Browser, wanted: usize) -> Result<usize> {
    browser
        .until("the number on the button", PATIENCE, async || {
            let text = browser.badge().await?;
            let number = text.trim_end_matches('•').parse().unwrap_or(0);
            Ok(if number >= wanted { Ok(number) } else { Err(text) })
        })
        .await
}
