//! One thing a person does, with real keys and clicks.

use std::time::Duration;

use anyhow::Result;
use thirtyfour::prelude::*;

use super::player::{Player, SILENCE};
use super::script::Step;
use crate::stage::Setup;

/// How long a stored chat takes to be drawn.
const HISTORY: Duration = Duration::from_millis(1500);
/// Scrolls whatever scrolls up and down, twice.
const SCROLL: &str = "const high = [...document.querySelectorAll('*')]
    .filter((n) => n.scrollHeight > n.clientHeight + 200 && /auto|scroll/.test(getComputedStyle(n).overflowY));
  let step = 0;
  const timer = setInterval(() => {
    for (const n of high) n.scrollTop = step % 2 ? n.scrollHeight : 0;
    if (++step === 4) { clearInterval(timer); setTimeout(() => done(high.length), 300); }
  }, 300);";

impl Player<'_> {
    /// Does it, and waits for what it brings about.
    pub(super) async fn step(&self, step: Step, tabs: &mut Vec<WindowHandle>) -> Result<()> {
        let (browser, hands) = (self.browser, self.hands);
        match step {
            Step::Enter(text) => {
                let sent = self.sends().len();
                browser.type_into(hands.composer, text).await?;
                browser.press_enter(hands.composer).await?;
                self.reply_over(sent + 1).await
            }
            Step::Click(text) => {
                let sent = self.sends().len();
                browser.type_into(hands.composer, text).await?;
                browser.click(hands.send).await?;
                self.reply_over(sent + 1).await
            }
            Step::Draft(text) => {
                browser.type_into(hands.composer, text).await?;
                tokio::time::sleep(SILENCE).await;
                Ok(())
            }
            Step::OpenStored(index) => {
                let link = format!("{}[href*='5eed000{}']", hands.stored, index + 1);
                browser.click(&link).await?;
                browser.wait_for_count(hands.message, 5).await
            }
            Step::Regenerate => {
                let sent = self.sends().len();
                browser.click(hands.regenerate).await?;
                self.reply_over(sent + 1).await
            }
            Step::Edit(text) => {
                let sent = self.sends().len();
                browser.click(hands.edit).await?;
                let editor = browser.find(hands.editor).await?;
                editor.send_keys(Key::Control + "a").await?;
                editor.send_keys(Key::Null + "").await?;
                editor.send_keys(text).await?;
                browser.click(hands.save).await?;
                self.reply_over(sent + 1).await
            }
            Step::Stop(text) => {
                self.stage.set(
                    hands.host,
                    Setup {
                        chunks: 40,
                        chunk_ms: 150,
                        ..self.setup.clone()
                    },
                );
                let sent = self.sends().len();
                browser.type_into(hands.composer, text).await?;
                browser.press_enter(hands.composer).await?;
                browser.find(hands.stop).await?;
                // The person reads a little before stopping.
                tokio::time::sleep(Duration::from_millis(1200)).await;
                browser.click(hands.stop).await?;
                self.reply_over(sent + 1).await?;
                self.stage.set(hands.host, self.setup.clone());
                Ok(())
            }
            Step::SecondTab => {
                tabs.push(browser.open_tab(&hands.url()).await?);
                Ok(())
            }
            Step::LockStep(here, there) => {
                let sent = self.sends().len();
                for (tab, text) in tabs.iter().zip([here, there]) {
                    browser.switch(tab).await?;
                    browser.type_into(hands.composer, text).await?;
                }
                for tab in tabs.iter() {
                    browser.switch(tab).await?;
                    browser.press_enter(hands.composer).await?;
                }
                self.reply_over(sent + 2).await
            }
            Step::HideAndShow => {
                let page = browser.driver.window().await?;
                let other = browser.driver.new_tab().await?;
                browser.switch(&other).await?;
                tokio::time::sleep(Duration::from_millis(100)).await;
                browser.driver.close_window().await?;
                browser.switch(&page).await
            }
            Step::NewChat => {
                browser.click(&format!("a[href='{}']", hands.start)).await?;
                browser.wait_for_count(hands.message, 0).await
            }
            Step::Reload => {
                browser.driver.refresh().await?;
                browser.wait_for_count(hands.message, 6).await
            }
            Step::OpenLong => {
                browser
                    .click(&format!("{}[href*='5eed0003']", hands.stored))
                    .await?;
                tokio::time::sleep(HISTORY).await;
                Ok(())
            }
            Step::Scroll => {
                browser.run_async(SCROLL, &[]).await?;
                Ok(())
            }
            Step::TwinTab => {
                let here = browser.driver.window().await?;
                let address = browser.driver.current_url().await?;
                tabs.push(browser.open_tab(address.as_str()).await?);
                tokio::time::sleep(HISTORY).await;
                browser.switch(&here).await
            }
            Step::Chip(selector) => {
                let sent = self.sends().len();
                browser.click(selector).await?;
                self.reply_over(sent + 1).await
            }
            Step::Question(text) => {
                let sent = self.sends().len();
                let query: String = text.split(' ').collect::<Vec<_>>().join("+");
                browser.driver.goto(format!("{}?q={query}", hands.url())).await?;
                self.reply_over(sent + 1).await
            }
            Step::Press(selector) => browser.click(selector).await,
        }
    }
}
