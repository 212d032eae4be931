//! A person's hand: real keys and clicks, and looking at the page.

use std::time::Duration;

use anyhow::{Context, Result};
use thirtyfour::prelude::*;

use super::Browser;

/// How long a page may take to show something.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long an element stands before a hand goes to it.
const STILL: Duration = Duration::from_millis(150);

impl Browser {
    /// Waits for an element that can be seen, and gives the last one that matches.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        self.until(css, PATIENCE, async || {
            let mut elements = self.driver.find_all(By::Css(css)).await?;
            while let Some(element) = elements.pop() {
                match element.is_displayed().await {
                    Ok(true) => return Ok(Ok(element)),
                    Ok(false) => {}
                    // The page has just put another in its place: the one before it would be the wrong one.
                    Err(_) => return Ok(Err("an element that went away".to_owned())),
                }
            }
            Ok(Err("no visible element".to_owned()))
        })
        .await
    }

    /// Waits until the last visible element that matches stands still: nobody clicks on what is being redrawn.
    async fn find_still(&self, css: &str) -> Result<WebElement> {
        let mut element = self.find(css).await?;
        loop {
            tokio::time::sleep(STILL).await;
            let again = self.find(css).await?;
            if again == element {
                return Ok(again);
            }
            element = again;
        }
    }

    /// Clicks the last visible element that matches.
    pub async fn click(&self, css: &str) -> Result<()> {
        let element = self.find_still(css).await?;
        element.click().await.with_context(|| format!("clicking {css}"))?;
        Ok(())
    }

    /// Clicks into an element and types; a line break in `text` is Shift+Enter.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<()> {
        let element = self.find(css).await?;
        element.click().await.with_context(|| format!("clicking {css}"))?;
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                element.send_keys(Key::Shift + Key::Enter).await?;
                element.send_keys(Key::Null + "").await?;
            }
            element.send_keys(line).await?;
        }
        Ok(())
    }

    /// Presses Enter in an element.
    pub async fn press_enter(&self, css: &str) -> Result<()> {
        self.find(css).await?.send_keys("" + Key::Enter).await?;
        Ok(())
    }

    /// How many elements match.
    pub async fn count(&self, css: &str) -> Result<usize> {
        Ok(self.driver.find_all(By::Css(css)).await?.len())
    }

    /// Waits until this many elements match.
    pub async fn wait_for_count(&self, css: &str, wanted: usize) -> Result<()> {
        self.until(&format!("{wanted} × {css}"), PATIENCE, async || {
            let seen = self.count(css).await?;
            Ok(if seen == wanted {
                Ok(())
            } else {
                Err(seen.to_string())
            })
        })
        .await
    }
}
