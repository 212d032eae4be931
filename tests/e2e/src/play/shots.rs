//! Photographs of the extension's pages, for looking at: both browsers, light and dark, each language, and at 200 %.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use super::hands;
use super::run::launch;
use crate::browser::{Browser, Kind, Launch};
use crate::stage::Stage;

/// Interface languages that are photographed.
const LANGUAGES: [&str; 2] = ["en", "fr"];

/// Photographs every page into `folder`.
pub async fn shots(dist: &Path, folder: &Path, kinds: &[Kind]) -> Result<()> {
    for kind in kinds {
        for dark in [false, true] {
            let (stage, profile) = (Stage::start().await?, tempfile::tempdir()?);
            // Wide enough for the popup's 380 CSS pixels and the window's own frame.
            let start = Launch {
                dark,
                window: (500, 900),
                ..launch(dist, *kind, &stage, profile.path())
            };
            let browser = Browser::launch(&start).await?;
            let scheme = if dark { "dark" } else { "light" };
            for language in LANGUAGES {
                shoot(
                    &browser,
                    folder,
                    &format!("popup-empty-{language}-{scheme}"),
                    language,
                )
                .await?;
            }
            chat(&browser).await?;
            for language in LANGUAGES {
                shoot(&browser, folder, &format!("popup-{language}-{scheme}"), language).await?;
                shoot(
                    &browser,
                    folder,
                    &format!("options-{language}-{scheme}"),
                    language,
                )
                .await?;
            }
            browser.quit().await?;
        }
    }
    Ok(())
}

async fn shoot(browser: &Browser, folder: &Path, name: &str, language: &str) -> Result<()> {
    browser
        .ask(json!({"ask": "set", "settings": {"language": language}}))
        .await?;
    // The name begins with the page's.
    let page = name.split('-').next().unwrap_or(name);
    browser
        .open_tab(&browser.extension_url(&format!("{page}.html")))
        .await?;
    browser.find("main").await?;
    let name = format!("{}-{name}", browser.kind.key());
    browser.screenshot(&folder.join(format!("{name}.png"))).await?;
    browser
        .run_async(
            "document.querySelectorAll('details').forEach(d => { d.open = true; }); done(true)",
            &[],
        )
        .await?;
    let whole = "window.scrollTo(0, document.body.scrollHeight); done(document.documentElement.scrollHeight)";
    browser.run_async(whole, &[]).await?;
    browser
        .screenshot(&folder.join(format!("{name}-open.png")))
        .await?;
    // A browser gives a popup at most 800 pixels: 400 CSS pixels at 200 %.
    browser.driver.set_window_rect(0, 0, 800, 900).await?;
    let wide = browser
        .run_async(
            "document.documentElement.style.zoom = 2; window.scrollTo(0, 0);
             done(document.documentElement.scrollWidth - document.documentElement.clientWidth)",
            &[],
        )
        .await?;
    println!("{name}: {} pixels wider than the window at 200 %", wide);
    browser
        .screenshot(&folder.join(format!("{name}-200.png")))
        .await?;
    browser.close_tab().await
}

/// A short chat, so that the popup has something to show.
async fn chat(browser: &Browser) -> Result<()> {
    let Some(chatgpt) = hands::of("chatgpt") else {
        return Ok(());
    };
    browser.driver.set_window_rect(0, 0, 1100, 900).await?;
    browser.open_tab(&chatgpt.url()).await?;
    for (sent, text) in [
        "Hello! Why do leaves fall?",
        "Merci beaucoup !",
        "Explique-le à un enfant, s'il te plaît.",
    ]
    .iter()
    .enumerate()
    {
        browser.type_into(chatgpt.composer, text).await?;
        browser.press_enter(chatgpt.composer).await?;
        browser.until_answered(sent + 1).await?;
    }
    browser.close_tab().await?;
    browser.driver.set_window_rect(0, 0, 500, 900).await?;
    Ok(())
}
