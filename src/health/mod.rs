//! Health: does a site still look and send as its rule says? Two signals tell of every message, the request and the
//! page; when they disagree for a while, the site has changed, and a person is told so with the date and the effect.
//!
//! A site's health is a small record of its last sends. It holds no text and no address.

mod flow;

pub use flow::{Admit, Flow};

use serde::{Deserialize, Serialize};

use crate::join::Open;
use crate::observe::rule::Primary;

/// So many sends are remembered.
const KEPT: usize = 20;
/// A verdict looks at so many of the last sends, so that it comes within five and goes within five.
const WINDOW: usize = 5;

/// What the signals said of one send.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outcome {
    /// Its request was seen.
    #[serde(skip_serializing_if = "is_false")]
    pub requested: bool,
    /// Its message was seen on the page; `None` if nobody looked in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<bool>,
    /// Its request was there, but not its words.
    #[serde(skip_serializing_if = "is_false")]
    pub unreadable: bool,
    /// The page shows far more (`Some(true)`) or far less (`Some(false)`) than was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longer: Option<bool>,
    /// The reply ended and nothing of it was read.
    #[serde(skip_serializing_if = "is_false")]
    pub unheard: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Outcome {
    /// A message that left the composer and was seen neither as a request nor on the page.
    pub fn lost() -> Outcome {
        Outcome {
            shown: Some(false),
            ..Outcome::default()
        }
    }

    /// The outcome of a send whose reply has ended. `looked` says whether the page was watched from before the send.
    pub fn of(open: &Open, looked: bool, unheard: bool) -> Outcome {
        let longer = match (open.chars, open.shown_chars) {
            (Some(sent), Some(shown)) if sent >= 20 => {
                let ratio = f64::from(shown) / f64::from(sent);
                if ratio > 1.25 {
                    Some(true)
                } else if ratio < 0.8 {
                    Some(false)
                } else {
                    None
                }
            }
            _ => None,
        };
        Outcome {
            requested: open.request.is_some(),
            shown: if open.shown {
                Some(true)
            } else {
                looked.then_some(false)
            },
            unreadable: open.unreadable,
            longer,
            unheard,
        }
    }
}

/// What can be wrong with a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Messages left the composer and neither signal told of them.
    Neither,
    /// Requests without their message on the page: its selectors are stale. Counts are right, lengths may be missing.
    NetWithoutDom,
    /// Messages on the page without their request: its address has moved. The page carries the count.
    DomWithoutNet,
    /// Requests whose words are not where they were. Lengths come from the page.
    Unreadable,
    /// The page shows messages much longer or shorter than they were sent.
    LengthRatio,
    /// Replies end and nothing of them can be read.
    EmptyReply,
    /// The page sent more requests than a person can: the surplus was not counted.
    Flooded,
}

/// How far a site's figures can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Both signals agree.
    Ok,
    /// Messages are counted; some figures are estimated.
    Approximate,
    /// Messages may be missing.
    Broken,
    /// A page sent more than a person can.
    Flooded,
}

/// A site's verdict for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// How far its figures can be trusted.
    pub state: State,
    /// Since when, a local day; `None` while all is well.
    pub since: Option<String>,
    /// What is wrong, worst first.
    pub checks: Vec<Check>,
}

/// The record of one site.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Health {
    /// The last sends, oldest first.
    recent: Vec<Outcome>,
    /// The local day on which the verdict stopped being good.
    since: Option<String>,
    /// The last local day on which the page sent more than a person can.
    flooded: Option<String>,
}

impl Health {
    /// Takes one more send into account; `day` is the person's local day.
    pub fn record(&mut self, outcome: Outcome, primary: Primary, day: &str) {
        self.recent.push(outcome);
        let surplus = self.recent.len().saturating_sub(KEPT);
        self.recent.drain(..surplus);
        if self.checks(primary).is_empty() {
            self.since = None;
        } else if self.since.is_none() {
            self.since = Some(day.to_owned());
        }
    }

    /// The page sent more than a person can.
    pub fn flooded_on(&mut self, day: &str) {
        self.flooded = Some(day.to_owned());
    }

    /// Whether the page's nodes have to carry the count, because its requests no longer tell.
    pub fn page_counts(&self, primary: Primary) -> bool {
        primary == Primary::Page || self.checks(primary).contains(&Check::DomWithoutNet)
    }

    /// What a person is told on this local day.
    pub fn verdict(&self, primary: Primary, today: &str) -> Verdict {
        let mut checks = self.checks(primary);
        let flooded = self.flooded.as_deref() == Some(today);
        let state = match checks.first() {
            Some(Check::Neither) => State::Broken,
            Some(_) => State::Approximate,
            None if flooded => State::Flooded,
            None => State::Ok,
        };
        let since = self.since.clone().or_else(|| flooded.then(|| today.to_owned()));
        if flooded {
            checks.push(Check::Flooded);
        }
        Verdict { state, since, checks }
    }

    /// Whether the page's messages are recognised: so it was the last time somebody looked.
    pub fn sees_messages(&self) -> bool {
        let last = self.recent.iter().rev().find_map(|outcome| outcome.shown);
        last == Some(true)
    }

    /// The last sends, for a report: outcomes only.
    pub fn recent(&self) -> &[Outcome] {
        &self.recent
    }

    fn checks(&self, primary: Primary) -> Vec<Check> {
        let last = &self.recent[self.recent.len().saturating_sub(WINDOW)..];
        let count = |is: fn(&Outcome) -> bool| last.iter().filter(|outcome| is(outcome)).count();
        let network = primary == Primary::Network;
        let mut checks = Vec::new();
        let mut note = |check, wrong: bool| checks.extend(wrong.then_some(check));
        note(
            Check::Neither,
            count(|o| !o.requested && o.shown == Some(false)) >= 2,
        );
        note(
            Check::NetWithoutDom,
            count(|o| o.requested && o.shown == Some(false)) >= 3,
        );
        note(
            Check::DomWithoutNet,
            network && count(|o| !o.requested && o.shown == Some(true)) >= 2,
        );
        note(Check::Unreadable, network && count(|o| o.unreadable) >= 2);
        let astray = count(|o| o.longer == Some(true)).max(count(|o| o.longer == Some(false)));
        note(Check::LengthRatio, astray >= 3);
        note(Check::EmptyReply, count(|o| o.unheard) >= 3);
        checks
    }
}

#[cfg(test)]
mod tests;
