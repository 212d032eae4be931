//! The practice chat of the first run: a message and its reply go the way of real ones, by no site's rule and into no
//! ledger.

use serde::Serialize;

use super::sums::{Lens, Sums};
use crate::courtesy;
use crate::energy::{Method, Range};
use crate::ledger::{Day, Row, State, price};
use crate::measure::Measure;
use crate::observe::rule::Kind;
use crate::observe::text::Compose;
use crate::tokens;

/// What a practice message came to.
#[derive(Debug, Serialize)]
pub struct Practice {
    ok: bool,
    /// The sums of a day that holds nothing else.
    pub sums: Sums,
    /// What the energy would be less without the courtesy phrases, Wh.
    pub phrases_wh: Range,
    /// Tokens of the conversation after the reply.
    pub context: u32,
}

/// Measures and prices a message, its reply (`None` while it is awaited) and the conversation before it. Always by the
/// calibrated method: of the three it alone reads messages, so it alone can tell what a word in one costs.
pub fn practice(text: &str, reply: Option<&str>, context: u32, compose: Compose) -> Practice {
    let lens = Lens {
        method: Method::Calibrated,
        zone: None,
    };
    let message = Measure::of_message(text, compose);
    let answer = reply.map(|text| Measure::of_reply(text, compose));
    let row = Row {
        key: String::new(),
        conv_t: None,
        t: 0.0,
        off: 0,
        day: String::new(),
        site: String::new(),
        kind: Kind::New,
        state: answer.map_or(State::Sent, |_| State::Answered),
        chars: Some(message.chars),
        new_tokens: Some(message.tokens),
        context_tokens: context,
        minutes_since_last: None,
        courtesy: message.courtesy,
        languages: message.by_language(),
        courtesy_only: message.courtesy_only,
        model: None,
        replies: 1,
        reply_chars: answer.map(|m| m.chars),
        output_tokens: answer.map(|m| m.tokens),
        reasoning_tokens: None,
        reasoning_ms: None,
        import: None,
    };
    let mut day = Day::new("");
    day.replace(None, &row);
    let sums = lens.sums(&day.total, &day.sites);
    let bare = Row {
        new_tokens: Some(message.tokens.saturating_sub(phrase_tokens(text))),
        ..row.clone()
    };
    let without = lens.wh(&price(&bare).wh);
    Practice {
        ok: true,
        phrases_wh: Range::new(
            sums.wh.low - without.low,
            sums.wh.central - without.central,
            sums.wh.high - without.high,
        ),
        context: row.context_after(),
        sums,
    }
}

/// Tokens of the courtesy phrases in a text.
fn phrase_tokens(text: &str) -> u32 {
    let spans = courtesy::find(text).spans;
    let inside = |at: usize| spans.iter().any(|span| (span.start..span.end).contains(&at));
    let phrases: String = text
        .chars()
        .enumerate()
        .filter_map(|(at, sign)| inside(at).then_some(sign))
        .collect();
    u32::try_from(tokens::count(&phrases)).unwrap_or(u32::MAX)
}
