//! A message as the page shows it.

use serde::{Deserialize, Serialize};

use super::open::{SAME_MS, alike};
use super::{Send, new_row};
use crate::ledger::{Row, Salt, hash};
use crate::measure::Measure;
use crate::observe::rule::{Kind, Site};
use crate::week::Moment;

/// A message on a page that no request told of, its words already measured and dropped.
#[derive(Debug, Clone)]
pub struct Node {
    /// The site.
    pub site: &'static Site,
    /// The page's name of its report: a report that is repeated is the same message.
    pub nonce: String,
    /// The tab.
    pub tab: i32,
    /// When: the hand's moment where the page knows it, else that of the report.
    pub at: Moment,
    /// Between these moments its request was sent, as far as the page knows.
    pub window: Window,
    /// Salted hash that identifies this send for ever.
    pub key: String,
    /// The key is made from the site's own id, which its request carries too.
    pub named: bool,
    /// Salted hash of the conversation, where the address names it.
    pub conversation: Option<String>,
    /// The message's numbers.
    pub measure: Measure,
}

/// Between which moments the request of a message on the page was sent, milliseconds since 1970; `None` is unknown. A
/// hand's messages follow each other, so the request of one is not sent before its hand nor after the next hand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// The hand that sent it.
    pub from: Option<f64>,
    /// The next hand, or the end of its reply.
    pub until: Option<f64>,
}

/// A page may send as the finger comes down, which is before the click.
const BEFORE_HAND_MS: f64 = 1_000.0;

impl Window {
    /// Whether a request at `t` can be that message's.
    pub fn holds(&self, t: f64) -> bool {
        self.from.is_none_or(|from| from - BEFORE_HAND_MS <= t) && self.until.is_none_or(|until| t <= until)
    }
}

impl Node {
    /// Whether the site's own id names this message in its requests too.
    pub fn is_named(site: &Site, id: Option<&str>) -> bool {
        site.user_id_sent && id.is_some()
    }

    /// Names a message: by the site's own id where requests carry the same, so that both signals make one key.
    pub fn key(site: &Site, id: Option<&str>, nonce: &str, salt: &Salt) -> String {
        match id {
            Some(id) if Node::is_named(site, Some(id)) => hash(salt, &["message", site.id, id]),
            _ => hash(salt, &["node", site.id, nonce]),
        }
    }

    /// Between which moments a row of its conversation may be its own, first and last, where the page has told so late that its
    /// request may be forgotten: the background could not be reached for a while. `None`: what is remembered will do.
    pub fn told_late(&self, now: f64) -> Option<(f64, f64)> {
        let from = self.window.from.filter(|from| now - from > SAME_MS)?;
        let until = self.window.until.unwrap_or(f64::MAX);
        Some((from - BEFORE_HAND_MS, until.min(from + SAME_MS)))
    }

    /// Whether a row of that time is this message.
    pub fn is_of(&self, row: &Row) -> bool {
        let alike = alike(self.window, row.t, Some(self.measure.chars), row.chars);
        row.site == self.site.id && row.kind.is_message() && alike
    }

    /// The row of a message that the page alone told of.
    pub fn row(&self, last: Option<&Row>) -> Row {
        let send = Send {
            site: self.site,
            kind: Kind::New,
            request: String::new(),
            tab: self.tab,
            at: self.at,
            key: self.key.clone(),
            named: false,
            conversation: self.conversation.clone(),
            model: None,
            measure: Some(self.measure),
        };
        new_row(&send, last)
    }
}
