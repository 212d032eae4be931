//! The import page as a person uses it.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use thirtyfour::prelude::*;

use crate::browser::Browser;

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
