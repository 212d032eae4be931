//! Opening the extension's pages: from the click to the figures on the screen, beside an empty page of the same extension.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::beside;
use super::watched::{Copy, side};
use crate::browser::{Browser, Kind};
use crate::play::made_up::make_up;

/// How often each is opened; the first time is not kept.
const TIMES: usize = 11;
const DAYS: u32 = 3650;
const PAGES: [(&str, &str); 3] = [
    ("popup", "popup.html"),
    ("dashboard_week", "dashboard.html#show=week"),
    ("dashboard_ten_years", "dashboard.html#show=all"),
];

/// Opens each in turns with the empty page, over ten years of made-up days.
pub async fn pages(dist: &Path, kind: Kind) -> Result<Value> {
    let side = side(dist, kind, Copy::Whole).await?;
    let browser = &side.browser;
    make_up(browser, DAYS).await?;
    let mut figures = Map::new();
    for (name, page) in PAGES {
        let (mut ours, mut empty) = (Vec::new(), Vec::new());
        for turn in 0..=TIMES {
            let (a, b) = (opened(browser, page).await?, opened(browser, "empty.html").await?);
            if turn > 0 {
                ours.push(a);
                empty.push(b);
            }
        }
        figures.insert(name.to_owned(), beside(("ms", ours), ("empty_page_ms", empty)));
    }
    side.browser.quit().await?;
    Ok(figures.into())
}

/// Milliseconds from the start of the navigation to the frame that shows what was drawn. The background runs already.
async fn opened(browser: &Browser, page: &str) -> Result<f64> {
    browser.ask(json!({"ask": "ping"})).await?;
    browser.open_tab(&browser.extension_url(page)).await?;
    let ready = async || {
        let ready = browser
            .run_async("done(document.documentElement.dataset.ready ?? null)", &[])
            .await?;
        Ok(ready
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| "not yet".to_owned()))
    };
    let ready = browser.until(page, Duration::from_secs(60), ready).await?;
    browser.close_tab().await?;
    ready
        .parse()
        .with_context(|| format!("{page} says it was ready at \"{ready}\""))
}
