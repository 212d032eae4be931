//! The import page as a person uses it.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use serde_json::json;
use thirtyfour::prelude::*;

use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// Opens the import page in a new tab.
pub async fn open(browser: &Browser) -> Result<()> {
    browser.open_tab(&browser.extension_url("import.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    Ok(())
}

/// Chooses files, as the browser's own window for it would.
pub async fn choose(browser: &Browser, files: &[&Path]) -> Result<()> {
    let whole = |file: &&Path| Ok(std::fs::canonicalize(file)?.display().to_string());
    let names: Vec<String> = files.iter().map(whole).collect::<Result<_>>()?;
    let input = browser.driver.find(By::Css("#files")).await?;
    Ok(input.send_keys(names.join("\n")).await?)
}

/// The words of a part of the page, once it is there.
pub async fn says(browser: &Browser, css: &str, patience: Duration) -> Result<String> {
    browser
        .until(css, patience, async || {
            let script = "const node = document.querySelector(args[0]);
                done(node && node.checkVisibility() ? node.innerText : null)";
            let said = browser.run_async(script, &[css.into()]).await?;
            Ok(said
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| "nothing".to_owned()))
        })
        .await
}

/// A browser of its own that speaks English.
pub async fn start(dist: &Path, kind: Kind) -> Result<(Stage, tempfile::TempDir, Browser)> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    browser
        .ask(json!({"ask": "set", "settings": {"language": "en"}}))
        .await?;
    Ok((stage, folder, browser))
}

/// What a check says of these faults.
pub fn verdict(wrong: Vec<String>) -> Result<Result<(), String>> {
    Ok(match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong.join("; ")),
    })
}
