//! Plays one scenario on one site in one browser, and compares what was stored with what the stage saw.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::Value;

use super::hands::Hands;
use super::script::Scenario;
use super::verdict::wrong_length;
use crate::browser::Browser;
use crate::stage::{Send, Setup, Stage};

/// The longest a reply on stage takes, with room.
const REPLY: Duration = Duration::from_secs(25);
/// How long a page is watched on which nothing may be counted.
pub(super) const SILENCE: Duration = Duration::from_millis(2500);
/// After so long, a message whose request did not come is counted from the page.
const LATE_COUNT: Duration = Duration::from_secs(7);
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

    /// Waits until the stage has handed over (or lost) the replies to this many sends, and the page shows it.
    pub(super) async fn reply_over(&self, sends: usize) -> Result<()> {
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

    pub(super) fn sends(&self) -> Vec<Send> {
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
