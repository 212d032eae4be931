//! Switching sites on, as a person does on the page of sites and settings.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::hands::Hands;
use crate::browser::Browser;

const PATIENCE: Duration = Duration::from_secs(10);

/// Gives the extension access to this site, if it was not given with the installation.
pub async fn switch_on(browser: &Browser, hands: &Hands) -> Result<()> {
    let answer = browser.ask(json!({"ask": "sites"})).await?;
    let sites = answer["sites"].as_array().cloned().unwrap_or_default();
    let Some(site) = sites.iter().find(|site| site["id"] == hands.site) else {
        bail!("the extension knows no site \"{}\"", hands.site);
    };
    if site["access"] == "install" {
        return Ok(());
    }
    browser.open_tab(&browser.extension_url("options.html")).await?;
    let origin = format!("https://{}/*", hands.host);
    if site["access"] == "self_hosted" {
        browser
            .type_into("#address", &format!("https://{}", hands.host))
            .await?;
        browser
            .run_async(
                "document.querySelector('#kind').value = args[0]; done(true)",
                &[hands.site.into()],
            )
            .await?;
        browser.click("#add button[type='submit']").await?;
    } else {
        browser.click(&format!("#site-{}", hands.site)).await?;
    }
    browser
        .until(
            &format!("a content script on {}", hands.host),
            PATIENCE,
            async || {
                let registered = registered(browser).await?;
                let matches = |script: &Value| {
                    script["matches"]
                        .as_array()
                        .is_some_and(|m| m.contains(&json!(origin)))
                };
                let there = registered.as_array().is_some_and(|all| all.iter().any(matches));
                Ok(if there {
                    Ok(())
                } else {
                    Err(registered.to_string())
                })
            },
        )
        .await?;
    browser.close_tab().await
}

async fn registered(browser: &Browser) -> Result<Value> {
    browser
        .in_control(
            "chrome.scripting.getRegisteredContentScripts().then(done, e => done(String(e)))",
            &[],
        )
        .await
}
