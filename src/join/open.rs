//! Sends whose end is not known yet: the only thing that connects later events to a row. It is stored, not held in
//! memory, because the worker may be stopped between a request and its reply.

use serde::{Deserialize, Serialize};

use super::{Node, Send, Window};

/// How many sends are remembered. Older ones have long ended or never will.
const KEPT: usize = 64;

/// Browsers may report a request twice when it passes through a page's own worker: once for the tab, once for none.
const TWIN_MS: f64 = 3_000.0;

/// A message on the page and a request are the same message within this time.
pub(super) const SAME_MS: f64 = 15_000.0;

/// A send whose end is not known yet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Open {
    /// The browser's request id; `None` while only the page has shown the message.
    pub request: Option<String>,
    /// The row's key.
    pub key: String,
    /// The key is made from the site's own id of the message.
    pub named: bool,
    /// When the request of a message on the page was sent.
    pub window: Window,
    /// A second key of the same message: what its request alone would have been counted under.
    pub also: Option<String>,
    /// Key of the site.
    pub site: String,
    /// Tab, or -1.
    pub tab: i32,
    /// When, milliseconds since 1970.
    pub t: f64,
    /// A person sent something: no other reply to an older message.
    pub message: bool,
    /// Length of the message, if known.
    pub chars: Option<u32>,
    /// The request was broken off by the page: the person stopped the reply.
    pub aborted: bool,
    /// The request was there, its words were not where the rule says.
    pub unreadable: bool,
    /// The page has shown the message.
    pub shown: bool,
    /// Length of the message as the page shows it.
    pub shown_chars: Option<u32>,
    /// The page's own name of its report, so that a repeated report is the same.
    pub nonce: Option<String>,
    /// The outcome has gone into the site's health.
    pub judged: bool,
}

impl Open {
    /// The key that its request alone has, or would have.
    fn request_key(&self) -> &String {
        self.also.as_ref().unwrap_or(&self.key)
    }

    fn fits(&self, site: &str, tab: i32, t: f64) -> bool {
        let same_tab = self.tab == tab || self.tab == -1 || tab == -1;
        self.message && self.site == site && same_tab && (self.t - t).abs() <= SAME_MS
    }
}

/// A request lags so far behind its hand at most, as a rule. (`ORDER_MS` of the content script.)
const LAGS_MS: f64 = 5_000.0;

/// Whether a message of this length, of which the page tells late, may be the one of a row sent at `t`. Long after its hand it may
/// be the next hand's, so that the lengths must be all but the same.
pub(super) fn alike(window: Window, t: f64, shown: Option<u32>, sent: Option<u32>) -> bool {
    let late = window.from.is_some_and(|from| t - from > LAGS_MS);
    let same = |a: u32, b: u32| f64::from(a.abs_diff(b)) <= (0.02 * f64::from(a.max(b))).max(2.0);
    match (shown, sent) {
        (Some(shown), Some(sent)) if late => same(shown, sent),
        _ => close(shown, sent),
    }
}

/// Whether two lengths may be of one message: pages render, requests do not.
pub(crate) fn close(a: Option<u32>, b: Option<u32>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => f64::from(a.abs_diff(b)) <= (0.12 * f64::from(a.max(b))).max(20.0),
        _ => true,
    }
}

/// Where a new event belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The browser reported the same request before.
    Twin,
    /// The other signal has brought this message already: the key of its row.
    Known(String),
    /// Nothing is known of it, unless the store has a row of its key.
    New,
}

/// The open sends, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenSends(Vec<Open>);

impl OpenSends {
    /// Where a request belongs. A message that the page showed first takes the request as its own.
    pub fn place_request(&mut self, send: &Send) -> Place {
        if self.has_twin(send) {
            return Place::Twin;
        }
        if let Some(open) = self.0.iter().find(|open| open.also.as_ref() == Some(&send.key)) {
            return Place::Known(open.key.clone());
        }
        // Tried again under its own id: its row is found by that, and it must not take another message.
        if self.by_key(&send.key).is_some() {
            return Place::New;
        }
        let chars = send.measure.map(|m| m.chars);
        let waiting = self.0.iter_mut().find(|open| {
            open.request.is_none()
                && open.fits(send.site.id, send.tab, send.at.t)
                && open.window.holds(send.at.t)
                && !(open.named && send.named)
                && close(open.shown_chars, chars)
        });
        match waiting {
            Some(open) if send.kind.is_message() => {
                open.request = Some(send.request.clone());
                open.t = send.at.t;
                open.also = Some(send.key.clone());
                open.named = send.named;
                open.chars = chars;
                open.unreadable = chars.is_none();
                Place::Known(open.key.clone())
            }
            _ => Place::New,
        }
    }

    /// Where a message on the page belongs. A request that was seen first takes the message as its own.
    pub fn place_node(&mut self, node: &Node) -> Place {
        if let Some(open) = self
            .0
            .iter()
            .find(|open| open.nonce.as_ref() == Some(&node.nonce))
        {
            return Place::Known(open.key.clone());
        }
        // Its request was taken for a message without a name that the page showed before: that row is this one's, and the
        // request of the other is still to come.
        let taken = |open: &&Open| node.named && open.also.as_ref() == Some(&node.key);
        if let Some(open) = self.0.iter().find(taken) {
            return Place::Known(open.key.clone());
        }
        let chars = Some(node.measure.chars);
        let waiting = self.0.iter_mut().find(|open| {
            open.request.is_some()
                && !open.shown
                && open.fits(node.site.id, node.tab, node.at.t)
                && node.window.holds(open.t)
                && (!(open.named && node.named) || open.request_key() == &node.key)
                && close(open.chars, chars)
        });
        match waiting {
            Some(open) => {
                (open.shown, open.shown_chars) = (true, chars);
                open.nonce = Some(node.nonce.clone());
                Place::Known(open.key.clone())
            }
            None => Place::New,
        }
    }

    /// Whether this send is the second report of one that is already open: the same request, sent on to another
    /// address; or same site and length, at the same moment, one of the two without a tab. Where the site names its
    /// messages, another name is another message. Elsewhere the number of the request has to do, for a moment only:
    /// a browser counts its requests anew when it starts.
    fn has_twin(&self, send: &Send) -> bool {
        let here = self.0.iter().filter(|open| open.site == send.site.id);
        here.filter(|open| (open.t - send.at.t).abs() < TWIN_MS)
            .filter(|open| !(open.named && send.named) || open.request_key() == &send.key)
            .filter_map(|open| Some((open, open.request.as_ref()?)))
            .any(|(open, request)| {
                if *request == send.request {
                    return open.message == send.kind.is_message();
                }
                (open.tab == -1) != (send.tab == -1) && open.chars == send.measure.map(|m| m.chars)
            })
    }

    /// Remembers a send that its request told of. What is known of it stays true when it is tried
    /// again.
    pub fn push(&mut self, send: &Send) {
        let before = self.by_key(&send.key).cloned().unwrap_or_default();
        self.keep(Open {
            request: Some(send.request.clone()),
            key: send.key.clone(),
            named: send.named,
            site: send.site.id.to_owned(),
            tab: send.tab,
            t: send.at.t,
            message: send.kind.is_message(),
            chars: send.measure.map(|m| m.chars),
            unreadable: send.kind.is_message() && send.measure.is_none(),
            also: before.also,
            shown: before.shown,
            shown_chars: before.shown_chars,
            nonce: before.nonce,
            ..Open::default()
        });
    }

    /// Remembers a send that only the page told of.
    pub fn push_node(&mut self, node: &Node) {
        self.keep(Open {
            key: node.key.clone(),
            named: node.named,
            window: node.window,
            site: node.site.id.to_owned(),
            tab: node.tab,
            t: node.at.t,
            message: true,
            shown: true,
            shown_chars: Some(node.measure.chars),
            nonce: Some(node.nonce.clone()),
            ..Open::default()
        });
    }

    fn keep(&mut self, open: Open) {
        self.0.retain(|other| other.key != open.key);
        self.0.push(open);
        let surplus = self.0.len().saturating_sub(KEPT);
        self.0.drain(..surplus);
    }

    /// The send with this browser request id, newest first: ids start again with the browser.
    pub fn by_request(&mut self, request: &str) -> Option<&mut Open> {
        self.0
            .iter_mut()
            .rev()
            .find(|open| open.request.as_deref() == Some(request))
    }

    /// The send that the page calls by this name.
    pub fn by_nonce(&self, nonce: &str) -> Option<&Open> {
        self.0.iter().find(|open| open.nonce.as_deref() == Some(nonce))
    }

    /// The reply of this send has come to its end by the moment `t`: a request that is sent later is another message's.
    pub fn end(&mut self, key: &str, t: f64) {
        if let Some(open) = self.by_key(key) {
            open.window.until = Some(open.window.until.map_or(t, |until| until.min(t)));
        }
    }

    /// Whether a page has shown the message of this row, as far as is remembered.
    pub fn is_shown(&self, key: &str) -> bool {
        self.0.iter().any(|open| open.shown && open.key == key)
    }

    /// The send with this row key.
    pub fn by_key(&mut self, key: &str) -> Option<&mut Open> {
        self.0.iter_mut().find(|open| open.key == key)
    }
}
