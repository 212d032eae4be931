//! Switching sites on, as a person does on the page of sites and settings.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::browser::Browser;

const PATIENCE: Duration = Duration::from_secs(10);

/// Gives the extension access to this site, if it was not given with the installation.
pub async fn switch_on(browser: &Browser, id: &str, host: &str) -> Result<()> {
    let answer = browser.ask(json!({"ask": "sites"})).await?;
    let sites = answer["sites"].as_array().cloned().unwrap_or_default();
    let Some(site) = sites.iter().find(|site| site["id"] == id) else {
        bail!("the extension knows no site \"{id}\"");
    };
    if site["access"] == "install" {
        return Ok(());
    }
    let origin = format!("https://{host}/*");
    if is_on(browser, &origin).await? {
        return Ok(());
    }
    browser.open_tab(&browser.extension_url("options.html")).await?;
    if site["access"] == "self_hosted" {
        browser
            .type_into("#address", &format!("https://{}", host))
            .await?;
        browser
            .run_async(
                "document.querySelector('#kind').value = args[0]; done(true)",
                &[id.into()],
            )
            .await?;
        browser.click("#add button[type='submit']").await?;
    } else {
        browser.click(&format!("#site-{}", id)).await?;
    }
    browser
        .until(&format!("a content script on {host}"), PATIENCE, async || {
            Ok(if is_on(browser, &origin).await? {
                Ok(())
            } else {
                Err("none is registered".to_owned())
            })
        })
        .await?;
    browser.close_tab().await
}

async fn is_on(browser: &Browser, origin: &str) -> Result<bool> {
    let registered = registered(browser).await?;
    let matches = |script: &Value| {
        script["matches"]
            .as_array()
            .is_some_and(|matches| matches.contains(&json!(origin)))
    };
    Ok(registered.as_array().is_some_and(|all| all.iter().any(matches)))
}

async fn registered(browser: &Browser) -> Result<Value> {
    browser
        .in_control(
            "chrome.scripting.getRegisteredContentScripts().then(done, e => done(String(e)))",
            &[],
        )
        .await
}
