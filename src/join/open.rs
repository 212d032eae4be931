//! Sends whose end is not known yet: the only thing that connects later events to a row. It is stored, not held in
//! memory, because the worker may be stopped between a request and its reply.

use serde::{Deserialize, Serialize};

use super::Send;

/// How many sends are remembered. Older ones have long ended or never will.
const KEPT: usize = 64;

/// Browsers may report a request twice when it passes through a page's own worker: once for the tab, once for none.
const TWIN_MS: f64 = 3_000.0;

/// A send whose end is not known yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Open {
    /// The browser's request id.
    pub request: String,
    /// The row's key.
    pub key: String,
    /// Key of the site.
    pub site: String,
    /// Tab, or -1.
    pub tab: i32,
    /// When, milliseconds since 1970.
    pub t: f64,
    /// Length of the message, if known.
    pub chars: Option<u32>,
    /// The request was broken off by the page: the person stopped the reply.
    pub aborted: bool,
}

/// The open sends, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenSends(Vec<Open>);

impl OpenSends {
    /// Whether this send is the second report of one that is already open: same site and length, at the same moment,
    /// one of the two without a tab.
    pub fn has_twin(&self, send: &Send) -> bool {
        self.0.iter().any(|open| {
            open.site == send.site.id
                && open.request != send.request
                && (open.tab == -1) != (send.tab == -1)
                && (open.t - send.at.t).abs() < TWIN_MS
                && open.chars == send.measure.map(|m| m.chars)
        })
    }

    /// Remembers a send.
    pub fn push(&mut self, send: &Send) {
        self.0.retain(|open| open.key != send.key);
        self.0.push(Open {
            request: send.request.clone(),
            key: send.key.clone(),
            site: send.site.id.to_owned(),
            tab: send.tab,
            t: send.at.t,
            chars: send.measure.map(|m| m.chars),
            aborted: false,
        });
        let surplus = self.0.len().saturating_sub(KEPT);
        self.0.drain(..surplus);
    }

    /// The send with this browser request id, newest first: ids start again with the browser.
    pub fn by_request(&mut self, request: &str) -> Option<&mut Open> {
        self.0.iter_mut().rev().find(|open| open.request == request)
    }

    /// The send with this row key.
    pub fn by_key(&self, key: &str) -> Option<&Open> {
        self.0.iter().find(|open| open.key == key)
    }
}
