//! Joining: the request, the page's reports and the end of the request become one [`Row`].
//!
//! Everything here is a function of what the store already holds and of one new event, and doing it twice changes
//! nothing: that is what makes a stopped worker, a second tab or a repeated report harmless.

mod node;
mod open;

pub use node::{Node, Window};
pub(crate) use open::close;
pub use open::{Open, OpenSends, Place};

use crate::ledger::{Row, Salt, State, hash, storable_model};
use crate::measure::Measure;
use crate::observe::request::Sent;
use crate::observe::rule::{Kind, Site};
use crate::observe::text::Compose;
use crate::week::Moment;

/// A send the browser saw, its words already measured and dropped.
#[derive(Debug, Clone)]
pub struct Send {
    /// The site.
    pub site: &'static Site,
    /// What the request means.
    pub kind: Kind,
    /// The browser's id of the request: unique while the browser runs.
    pub request: String,
    /// The tab it came from; -1 when it came from a worker of the page.
    pub tab: i32,
    /// When.
    pub at: Moment,
    /// Salted hash that identifies this send for ever.
    pub key: String,
    /// The key is made from the site's own id of the message, not from the browser's number of the request.
    pub named: bool,
    /// Salted hash of the conversation, where the request names it.
    pub conversation: Option<String>,
    /// Model slug the request asked for.
    pub model: Option<String>,
    /// The message's numbers; `None` when the body could not be read.
    pub measure: Option<Measure>,
}

/// How the browser saw a request.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Its id of the request.
    pub request: &'a str,
    /// The tab, or -1.
    pub tab: i32,
    /// When.
    pub at: Moment,
}

impl Send {
    /// Measures what a request says and lets go of its words and ids.
    pub fn new(site: &'static Site, sent: &Sent, seen: Seen<'_>, salt: &Salt, compose: Compose) -> Send {
        let Seen { request, tab, at } = seen;
        let moment = whole(at.t);
        // The page's own id makes a repeated request the same message. Another reply repeats that id on purpose, so
        // only messages are known by it.
        let named = sent.fresh_id.as_ref().filter(|_| sent.kind.is_message());
        let key = match named {
            Some(id) => hash(salt, &["message", site.id, id]),
            None => hash(salt, &["request", site.id, request, &moment]),
        };
        Send {
            named: named.is_some(),
            site,
            kind: sent.kind,
            request: request.to_owned(),
            tab,
            at,
            key,
            conversation: sent
                .conversation
                .as_deref()
                .map(|id| conversation_hash(salt, site, id)),
            model: sent.model.as_deref().and_then(storable_model),
            measure: sent
                .text
                .as_deref()
                .map(|text| Measure::of_message(text, compose)),
        }
    }
}

impl Send {
    /// The same request, understood as one for another reply to a message that is counted already.
    pub fn as_another_reply(&self, salt: &Salt) -> Send {
        let moment = whole(self.at.t);
        Send {
            kind: Kind::Regenerate,
            key: hash(salt, &["request", self.site.id, &self.request, &moment]),
            named: false,
            measure: None,
            ..self.clone()
        }
    }

    /// Whether this request repeats the id of a message that did not fail, on a site that asks for another reply in
    /// this way. (The same request reported twice is no repetition: `OpenSends` knows it.)
    pub fn asks_again(&self, existing: Option<&Row>) -> bool {
        self.site.again_looks_new && existing.is_some_and(|row| row.state != State::Failed)
    }
}

/// A time as its whole milliseconds. Through an integer: writing fractions is seven kilobytes of every package.
pub(crate) fn whole(t: f64) -> String {
    (t.round_ties_even() as i64).to_string()
}

/// The row of a request that turned out to ask for another reply: the page showed no new message.
pub fn again(row: &Row) -> Row {
    Row {
        kind: Kind::Regenerate,
        ..measured(row, Measure::default())
    }
}

/// Salted hash of a conversation's id.
pub fn conversation_hash(salt: &Salt, site: &Site, id: &str) -> String {
    hash(salt, &["conversation", site.id, id])
}

/// What the page reported when a reply came to its end.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Answered or stopped.
    pub state: State,
    /// The reply's length and tokens; `None` when the page could not tell (the person left the conversation).
    pub measure: Option<Measure>,
    /// Tokens of the reasoning that the page showed apart from the reply.
    pub reasoning_tokens: Option<u32>,
    /// Milliseconds from the send to the first word of the reply, where the page showed reasoning before it.
    pub reasoning_ms: Option<u32>,
    /// The model as the page names it.
    pub model: Option<String>,
    /// Whether that name stands on this very reply, rather than on the page's picker.
    pub model_on_reply: bool,
    /// Salted hash of the conversation the page shows now.
    pub conversation: Option<String>,
}

/// The row of a new send, or `None` when `existing` says that it is already counted.
///
/// `last` is the newest row of the same conversation. A failed send that is tried again under the same id becomes
/// open again: still one message.
pub fn send(send: &Send, existing: Option<&Row>, last: Option<&Row>) -> Option<Row> {
    if let Some(row) = existing {
        return (row.state == State::Failed).then(|| Row {
            state: State::Sent,
            ..row.clone()
        });
    }
    Some(new_row(send, last))
}

/// The row once a request confirmed what the page had shown: what was sent is better known than what is displayed.
pub fn confirm(row: &Row, send: &Send) -> Row {
    let mut next = row.clone();
    if next.state == State::Failed {
        next.state = State::Sent;
    }
    if let Some(measure) = send.measure {
        next = measured(&next, measure);
    }
    next.model = send.model.clone().or(next.model);
    if next.conv_t.is_none() {
        next.conv_t = send
            .conversation
            .as_deref()
            .map(|c| Row::conversation_key(c, row.t));
    }
    next
}

fn measured(row: &Row, measure: Measure) -> Row {
    Row {
        chars: Some(measure.chars),
        new_tokens: Some(measure.tokens),
        courtesy: measure.courtesy,
        languages: measure.by_language(),
        courtesy_only: measure.courtesy_only,
        ..row.clone()
    }
}

fn new_row(send: &Send, last: Option<&Row>) -> Row {
    let measure = if send.kind.is_message() {
        send.measure
    } else {
        Some(Measure::default())
    };
    let context_tokens = last.map_or(0, |row| match send.kind {
        Kind::Regenerate => row.context_before_reply(),
        _ => row.context_after(),
    });
    Row {
        key: send.key.clone(),
        conv_t: send
            .conversation
            .as_deref()
            .map(|c| Row::conversation_key(c, send.at.t)),
        t: send.at.t,
        off: send.at.off,
        day: send.at.day().to_string(),
        site: send.site.id.to_owned(),
        kind: send.kind,
        state: State::Sent,
        chars: measure.map(|m| m.chars),
        new_tokens: measure.map(|m| m.tokens),
        context_tokens,
        minutes_since_last: last.map(|row| ((send.at.t - row.t) / 60_000.0).max(0.0)),
        courtesy: measure.map_or([0; 7], |m| m.courtesy),
        languages: measure.map(|m| m.by_language()).unwrap_or_default(),
        courtesy_only: measure.is_some_and(|m| m.courtesy_only),
        model: send.model.clone(),
        replies: send.site.replies,
        reply_chars: None,
        output_tokens: None,
        reasoning_tokens: None,
        reasoning_ms: None,
        import: None,
    }
}

/// The row once its reply ended. A reply reported twice is the same reply.
pub fn reply(row: &Row, reply: &Reply, aborted: bool) -> Row {
    let mut next = row.clone();
    next.state = if aborted { State::Stopped } else { reply.state };
    if let Some(measure) = reply.measure {
        next.reply_chars = Some(measure.chars);
        next.output_tokens = Some(measure.tokens);
        next.reasoning_tokens = reply.reasoning_tokens;
        next.reasoning_ms = reply.reasoning_ms;
    }
    let undecided = matches!(next.model.as_deref(), None | Some("auto"));
    if let Some(model) = reply.model.as_deref().and_then(storable_model)
        && (undecided || reply.model_on_reply)
    {
        next.model = Some(model);
    }
    if next.conv_t.is_none() {
        next.conv_t = reply
            .conversation
            .as_deref()
            .map(|c| Row::conversation_key(c, row.t));
    }
    next
}

/// The row once the page told the length of a message whose request could not be read. What the request said stays.
pub fn note(row: &Row, measure: Measure) -> Row {
    if row.chars.is_some() {
        return row.clone();
    }
    measured(row, measure)
}

/// The row once its request ended badly. An answer that was already seen stays an answer.
pub fn ended(row: &Row, state: State) -> Row {
    let state = if row.state == State::Sent {
        state
    } else {
        row.state
    };
    Row { state, ..row.clone() }
}
