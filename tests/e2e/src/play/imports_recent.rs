//! Exports of what was said just now: beside messages that were counted live, and in a week that still runs.

use std::path::Path;

use anyhow::{Context, Result};

use super::durable::send;
use super::import_page::{choose, open, says, start, verdict};
use super::imports::{PATIENCE, count, totals};
use super::zipped::chatgpt;
use crate::browser::Kind;

/// What was counted live is not counted again.
pub async fn live(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder, browser) = start(dist, kind).await?;
    send(&browser, "Does the quokka read exports?", "1").await?;
    browser.until_answered(1).await?;
    send(&browser, "Thank you, quokka.", "2").await?;
    browser.until_answered(2).await?;
    let sends = stage.sends();
    let (first, second) = (&sends[0], &sends[1]);
    let seconds = |send: &crate::stage::Send| -> Result<f64> {
        Ok(send.at.duration_since(std::time::UNIX_EPOCH)?.as_secs_f64())
    };
    let id = first.message_id.clone().context("ChatGPT names its messages")?;
    // The first is known by its id, though its time is wrong; the second only by time and length. The third is new.
    let export = chatgpt(
        None,
        &[
            (&id, &first.text, seconds(first)? - 3600.0),
            ("x2", &second.text, seconds(second)?),
            (
                "x3",
                "A quokka of long ago, never counted.",
                seconds(first)? - 40.0 * 86400.0,
            ),
        ],
    );
    let file = folder.path().join("conversations.json");
    std::fs::write(&file, export.to_string())?;
    let before = browser.stored().await?;
    open(&browser).await?;
    choose(&browser, &[&file]).await?;
    let add = says(&browser, "#add", PATIENCE).await?;
    browser.click("#add").await?;
    says(&browser, "#done", PATIENCE).await?;
    let (after, total) = (browser.stored().await?, totals(&browser).await?);
    let badge = browser.badge().await?;
    browser.quit().await?;
    let mut wrong = Vec::new();
    if add != "Add 1 message to my figures" {
        wrong.push(format!("the button says \"{add}\""));
    }
    if total["messages"] != 3 || badge != "2" {
        wrong.push(format!("{} messages, {badge} on the button", total["messages"]));
    }
    let rows = after["messages"].as_array().context("rows")?;
    let kept = before["messages"].as_array().context("rows")?;
    if !kept.iter().all(|row| rows.contains(row)) || rows.len() != 3 {
        wrong.push("a live row has changed".into());
    }
    if after["weeks"].as_array().is_none_or(|weeks| weeks.len() != 1) {
        wrong.push(format!("weeks: {}", after["weeks"]));
    }
    verdict(wrong)
}

/// Nothing of it belongs to a week that has ended.
pub async fn this_week(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (_stage, folder, browser) = start(dist, kind).await?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    let export = chatgpt(
        None,
        &[("w1", "A quokka of a minute ago.", now.as_secs_f64() - 60.0)],
    );
    let file = folder.path().join("conversations.json");
    std::fs::write(&file, export.to_string())?;
    open(&browser).await?;
    choose(&browser, &[&file]).await?;
    says(&browser, "#add", PATIENCE).await?;
    browser.click("#add").await?;
    says(&browser, "#done", PATIENCE).await?;
    let (stored, total) = (browser.stored().await?, totals(&browser).await?);
    browser.quit().await?;
    let mut wrong = Vec::new();
    if total["messages"] != 1 || count(&stored, "messages") != 1 {
        wrong.push(format!("{} messages are counted", total["messages"]));
    }
    if count(&stored, "weeks") != 0 {
        wrong.push("the week that runs has a summary".into());
    }
    verdict(wrong)
}
