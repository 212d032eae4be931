//! The first page: it opens once, by itself, and its practice chat is counted by the real core and kept by nobody.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use super::durable::Check;
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 1] = [(
    "the first page opens once, and its practice is not kept",
    |dist, kind| Box::pin(first_page(dist, kind)),
)];

const PATIENCE: Duration = Duration::from_secs(20);

/// Sends two of the messages to try and one of a person's own, and waits for each reply's sentence.
pub async fn practise(browser: &Browser) -> Result<Vec<String>> {
    let mut said = Vec::new();
    for (number, act) in ["2", "3"].into_iter().enumerate() {
        browser
            .click(&format!("#suggestions button:nth-child({act})"))
            .await?;
        said.push(answered(browser, number + 1).await?);
    }
    Ok(said)
}

/// The sentence on the last message, once the practice chat has counted so many and the reply is over.
async fn answered(browser: &Browser, messages: usize) -> Result<String> {
    let script = "const at = id => document.getElementById(id).textContent;
        done([document.querySelectorAll('#log .mine').length, !document.querySelector('#log[aria-busy=true]'),
          at('practice-says'), /\\p{Nd}/u.test(at('practice-says'))])";
    browser
        .until("the practice reply", PATIENCE, async || {
            let seen = browser.run_async(script, &[]).await?;
            let over = seen[0] == messages && seen[1] == true && seen[3] == true;
            Ok(if over {
                Ok(seen[2].as_str().unwrap_or_default().to_owned())
            } else {
                Err(seen.to_string())
            })
        })
        .await
}

async fn first_page(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let start = launch(dist, kind, &stage, folder.path());
    let browser = Browser::launch(&start).await?;
    let mut wrong = Vec::new();
    if browser.welcomed != 1 {
        wrong.push(format!("{} first pages opened by themselves", browser.welcomed));
    }
    browser.open_tab(&browser.extension_url("welcome.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    // Two steps on; the chat is in the third.
    browser.click("#next").await?;
    browser.find("#sites-on .switch").await?;
    browser.click("#next").await?;
    let said = practise(&browser).await?;
    let counted = browser
        .run_async(
            "done(['messages', 'courtesies', 'only'].map(n => document.getElementById('practice-' + n).textContent))",
            &[],
        )
        .await?;
    if counted != serde_json::json!(["2", "2", "1"]) {
        wrong.push(format!(
            "counted {counted} instead of 2 messages, 2 phrases, 1 of courtesy alone"
        ));
    }
    if said[0] == said[1] || said.iter().any(|sentence| !sentence.contains("between")) {
        wrong.push(format!("said {said:?}"));
    }
    // A person's own words are measured too, and nowhere to be found afterwards.
    browser.type_into("#words", "Is a quokka polite?").await?;
    browser.press_enter("#words").await?;
    answered(&browser, 3).await?;
    let stored = browser.stored().await?;
    let empty = |name: &str| stored[name].as_array().is_none_or(Vec::is_empty);
    if !empty("messages") || !empty("days") || stored.to_string().contains("quokka") {
        wrong.push(format!(
            "the practice left {} and {}",
            stored["messages"], stored["days"]
        ));
    }
    let badge = browser.badge().await?;
    if !badge.is_empty() {
        wrong.push(format!("the badge shows \"{badge}\""));
    }
    browser.quit().await?;
    // To both browsers each start on the command line is another installation, which finds what the first has left.
    let again = Browser::launch(&start).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let tabs = again
        .in_control("chrome.tabs.query({}).then(all => done(all.length))", &[])
        .await?;
    if again.welcomed != 0 || tabs != 1 {
        wrong.push(format!(
            "a second start opened {} first pages, {tabs} tabs",
            again.welcomed
        ));
    }
    again.quit().await?;
    let strangers: Vec<Value> = super::privacy::strangers(&stage.log())
        .into_iter()
        .map(Value::from)
        .collect();
    if !strangers.is_empty() {
        wrong.push(format!("asked for {strangers:?}"));
    }
    Ok(if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    })
}
