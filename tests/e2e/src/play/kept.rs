//! What a store holds of messages that are known by their length.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::browser::Browser;
use crate::stage::Stage;

/// Each message has a length of its own, by which its row is known: a prime, so that no two numbers share one.
pub const LENGTHS: usize = 10_007;

/// The lengths of all stored messages, how many are of today, and how many the days' sums say there are.
const KEPT: &str = "
const open = indexedDB.open('merciwatt');
open.onerror = () => done(String(open.error));
open.onsuccess = () => {
  const db = open.result, tx = db.transaction(['messages', 'days']), out = {};
  const now = new Date(), two = number => String(number).padStart(2, '0');
  const today = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  tx.objectStore('messages').getAll().onsuccess = ({ target: { result } }) => {
    out.lengths = result.map(row => row.chars ?? 0);
    out.today = result.filter(row => row.day === today).length;
  };
  tx.objectStore('days').getAll().onsuccess = ({ target: { result } }) => {
    out.summed = result.reduce((sum, day) => sum + day.total.messages, 0);
  };
  tx.oncomplete = () => { db.close(); done(out); };
};";

/// What is stored.
pub struct Kept {
    /// Of each message, its length.
    pub lengths: Vec<usize>,
    /// How many are of today.
    pub today: usize,
    /// How many the days say there are.
    pub summed: usize,
}

/// What is stored now.
pub async fn kept(browser: &Browser) -> Result<Kept> {
    let found = browser.in_control(KEPT, &[]).await?;
    let number = |value: &Value| value.as_u64().map(|number| number as usize);
    let lengths = found["lengths"].as_array().with_context(|| format!("{found}"))?;
    Ok(Kept {
        lengths: lengths.iter().filter_map(number).collect(),
        today: number(&found["today"]).context("a number of messages")?,
        summed: number(&found["summed"]).context("a sum")?,
    })
}

/// The length of the message of this number.
pub fn length(number: usize) -> usize {
    number * 1597 % LENGTHS + 1
}

/// Numbers of the messages that are stored or have reached the site.
pub fn numbers_used(kept: &Kept, stage: &Stage) -> BTreeSet<usize> {
    let mut of_length = vec![0; LENGTHS + 1];
    for number in 0..LENGTHS {
        of_length[length(number)] = number;
    }
    let sent = stage.sends().into_iter().map(|send| send.text.chars().count());
    let all = kept.lengths.iter().copied().chain(sent);
    all.filter_map(|length| of_length.get(length).copied()).collect()
}
