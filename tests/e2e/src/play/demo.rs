//! The demo: a real browser with the extension on the demo chatbot, which is the stage's ChatGPT replica.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;

use super::hands;
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// Ten messages as people write them; three are nothing but courtesy.
const CHAT: [&str; 10] = [
    "Hello! Could you explain in two sentences why the sky is blue?",
    "Thank you so much!",
    "Et pourquoi est-il rouge le soir ? Réponds en français, s'il te plaît.",
    "Merci beaucoup, c'est parfait !",
    "Please write a haiku about the evening sky.",
    "Make it sadder",
    "How do I say \"thank you\" in Japanese?",
    "Great, now give me three words that rhyme with light",
    "Sorry, I meant four words.",
    "Thanks, bye!",
];

/// Opens the demo. Headless, it plays [`CHAT`] and prints the tally as one JSON line; otherwise it waits until the
/// person closes the browser.
pub async fn demo(dist: &Path, kind: Kind, headless: bool) -> Result<()> {
    let stage = Stage::start().await?;
    let folder = tempfile::tempdir()?;
    let start = crate::browser::Launch {
        headless,
        ..launch(dist, kind, &stage, folder.path())
    };
    let browser = Browser::launch(&start).await?;
    let chatgpt = hands::of("chatgpt").context("ChatGPT is on stage")?;
    browser.open_tab(&chatgpt.url()).await?;
    if !headless {
        println!(
            "The demo chatbot is open in {}. Write to it and look at Merciwatt's button in the toolbar",
            kind.key()
        );
        println!("(in Chromium behind the puzzle piece). Close the browser to end the demo.");
        while browser
            .driver
            .windows()
            .await
            .is_ok_and(|windows| !windows.is_empty())
        {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        return Ok(());
    }
    for (index, text) in CHAT.iter().enumerate() {
        browser.type_into(chatgpt.composer, text).await?;
        browser.press_enter(chatgpt.composer).await?;
        browser.until_answered(index + 1).await?;
        println!("sent and answered: message {}", index + 1);
    }
    let today = browser.ask(json!({"ask": "view", "page": "popup"})).await?["today"].clone();
    browser.quit().await?;
    let tally: serde_json::Map<String, serde_json::Value> = [
        "messages",
        "replies",
        "courtesy",
        "courtesy_only",
        "wh",
        "led_minutes",
    ]
    .into_iter()
    .map(|key| (key.to_owned(), today[key].clone()))
    .collect();
    println!("{}", serde_json::Value::Object(tally));
    Ok(())
}
