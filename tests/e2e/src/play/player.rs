//! Plays one scenario on one site in one browser, and compares what was stored with what the stage saw.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::Value;
use thirtyfour::prelude::*;

use super::hands::Hands;
use super::script::{Scenario, Step};
use super::verdict::wrong_length;
use crate::browser::Browser;
use crate::stage::{Send, Setup, Stage};

/// The longest a reply on stage takes, with room.
const REPLY: Duration = Duration::from_secs(25);
/// How long a page is watched on which nothing may be counted.
const SILENCE: Duration = Duration::from_millis(2500);
/// After so long, a message whose request did not come is counted from the page.
const LATE_COUNT: Duration = Duration::from_secs(7);
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

/// A scenario being played.
pub struct Player<'a> {
    /// The browser.
    pub browser: &'a Browser,
    /// The stage.
    pub stage: &'a Stage,
    /// The site's controls.
    pub hands: &'a Hands,
    /// How the site plays.
    pub setup: Setup,
}

impl Player<'_> {
    /// Plays a scenario; `Ok(Err(sentence))` says what was wrong.
    pub async fn play(&self, scenario: &Scenario) -> Result<Result<(), String>> {
        let setup = Setup {
            lang: scenario.lang.to_owned(),
            ..self.setup.clone()
        };
        self.stage.set(self.hands.host, setup);
        let known = self.keys().await?;
        let sends_before = self.sends().len();
        let tab = self.browser.open_tab(&self.hands.url()).await?;
        let mut tabs = vec![tab.clone()];
        for step in scenario.steps {
            self.step(*step, &mut tabs).await?;
        }
        let truth = self.sends().split_off(sends_before);
        let verdict = self.compare(scenario, &known, &truth).await?;
        for tab in tabs {
            self.browser.switch(&tab).await?;
            self.browser.close_tab().await?;
        }
        Ok(verdict)
    }

    /// Plays a scenario on a site that has changed: how many new messages were stored once the last could be. The tab
    /// stays open, because its page may still have something to report.
    pub async fn count_of(&self, scenario: &Scenario) -> Result<usize> {
        self.stage.set(self.hands.host, self.setup.clone());
        let known = self.keys().await?;
        let mut tabs = vec![self.browser.open_tab(&self.hands.url()).await?];
        for step in scenario.steps {
            self.step(*step, &mut tabs).await?;
        }
        tokio::time::sleep(LATE_COUNT).await;
        let rows = self.new_rows(&known).await?;
        let is_message = |row: &&Value| row["kind"] == "new" || row["kind"] == "edit";
        Ok(rows.iter().filter(is_message).count())
    }

    async fn step(&self, step: Step, tabs: &mut Vec<WindowHandle>) -> Result<()> {
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

    /// Waits until the stage has handed over (or lost) the replies to this many sends, and the page shows it.
    async fn reply_over(&self, sends: usize) -> Result<()> {
        let what = format!("the end of reply {sends} on {}", self.hands.host);
        self.browser
            .until(&what, REPLY, async || {
                let seen = self.sends();
                let over = seen
                    .iter()
                    .filter(|s| s.finished || s.aborted_after_chars.is_some())
                    .count();
                Ok(if over >= sends {
                    Ok(())
                } else {
                    Err(format!("{} sends, {over} over", seen.len()))
                })
            })
            .await
    }

    fn sends(&self) -> Vec<Send> {
        self.stage
            .sends()
            .into_iter()
            .filter(|send| send.host == self.hands.host)
            .collect()
    }

    async fn rows(&self) -> Result<Vec<Value>> {
        let stored = self.browser.stored().await?;
        Ok(stored["messages"].as_array().cloned().unwrap_or_default())
    }

    async fn keys(&self) -> Result<BTreeSet<String>> {
        Ok(self
            .rows()
            .await?
            .iter()
            .filter_map(|row| row["key"].as_str().map(str::to_owned))
            .collect())
    }

    /// Waits until every new row has ended, then compares count, lengths and badge with the truth.
    async fn compare(
        &self,
        scenario: &Scenario,
        known: &BTreeSet<String>,
        truth: &[Send],
    ) -> Result<Result<(), String>> {
        if truth.len() != scenario.replies {
            bail!(
                "the stage saw {} sends, the scenario has {}: the hands went wrong",
                truth.len(),
                scenario.replies
            );
        }
        if truth.is_empty() {
            tokio::time::sleep(SILENCE).await;
        }
        let settled = self
            .browser
            .until("every row to end", REPLY, async || {
                let rows = self.new_rows(known).await?;
                let ended = |row: &Value| row["state"] == "failed" || row["reply_chars"].is_u64();
                let open = rows
                    .iter()
                    .filter(|row| row["state"] == "sent" || !ended(row))
                    .count();
                let enough = rows.len() >= truth.len() && open == 0;
                Ok(if enough {
                    Ok(())
                } else {
                    Err(format!("{} rows, {open} open", rows.len()))
                })
            })
            .await;
        let rows = self.new_rows(known).await?;
        let messages = rows
            .iter()
            .filter(|row| row["kind"] == "new" || row["kind"] == "edit")
            .count();
        let replies: u64 = rows
            .iter()
            .filter(|row| row["state"] != "failed")
            .filter_map(|r| r["replies"].as_u64())
            .sum();
        let true_replies = scenario.replies * self.hands.models();
        if (messages, replies as usize) != (scenario.messages, true_replies) {
            return Ok(Err(format!(
                "counted {messages} messages and {replies} replies; true are {} and {true_replies}; rows: {rows:?}",
                scenario.messages
            )));
        }
        if let Err(why) = settled {
            return Ok(Err(format!("counts are right, but {why:#}")));
        }
        if let Some(wrong) = wrong_length(&rows, truth) {
            return Ok(Err(wrong));
        }
        let badge = self.browser.badge().await?;
        let all = self.rows().await?;
        let total = all
            .iter()
            .filter(|row| row["kind"] == "new" || row["kind"] == "edit")
            .count();
        let shown = if total == 0 {
            String::new()
        } else {
            total.to_string()
        };
        Ok(if badge == shown {
            Ok(())
        } else {
            Err(format!("the badge shows \"{badge}\" instead of \"{shown}\""))
        })
    }

    async fn new_rows(&self, known: &BTreeSet<String>) -> Result<Vec<Value>> {
        let mut rows = self.rows().await?;
        rows.retain(|row| row["key"].as_str().is_some_and(|key| !known.contains(key)));
        rows.sort_by(|a, b| {
            a["t"]
                .as_f64()
                .unwrap_or(0.0)
                .total_cmp(&b["t"].as_f64().unwrap_or(0.0))
        });
        Ok(rows)
    }
}
