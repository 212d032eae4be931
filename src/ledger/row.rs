//! One stored send.

use serde::{Deserialize, Serialize};

use crate::named::Named;
use crate::observe::rule::Kind;

/// What became of a send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Sent; no end of the reply was seen (yet).
    Sent,
    /// The reply came to its end.
    Answered,
    /// The person stopped the reply, or left while it ran.
    Stopped,
    /// The site refused or the connection broke: kept, and charged nothing.
    Failed,
}

/// One send and its reply, as stored. No text, no address, no id of the site's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Salted hash of the site's message id, or of the request where the site has none.
    pub key: String,
    /// Salted hash of the conversation and the time: finds the conversation's last row. `None` until it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conv_t: Option<String>,
    /// Milliseconds since 1970, UTC.
    pub t: f64,
    /// The person's offset from UTC at that moment, in minutes east.
    pub off: i32,
    /// The person's local day, for example `2026-11-24`.
    pub day: String,
    /// Key of the site.
    pub site: String,
    /// New, edit, regenerate or continue.
    pub kind: Kind,
    /// What became of it.
    pub state: State,
    /// Length of the message in code points; `None` if neither the request nor the page told.
    pub chars: Option<u32>,
    /// Tokens of the message; `None` with [`Row::chars`].
    pub new_tokens: Option<u32>,
    /// Tokens of the conversation before this message, as far as it was counted.
    pub context_tokens: u32,
    /// Minutes since the conversation's last message; `None` for the first.
    pub minutes_since_last: Option<f64>,
    /// Courtesy phrases by category, in the order of `Category::ALL`.
    pub courtesy: [u16; 7],
    /// The same phrases by language, as `fr`; without a name those of several languages.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub languages: Named<u64>,
    /// The message is nothing but courtesy.
    pub courtesy_only: bool,
    /// The model's slug as the page or request named it; `None` if neither did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// How many models answered (two on comparison sites).
    pub replies: u16,
    /// Length of the reply in code points; `None` if it was not seen.
    pub reply_chars: Option<u32>,
    /// Tokens of the reply (of all replies together, where several models answer); `None` with [`Row::reply_chars`].
    pub output_tokens: Option<u32>,
    /// Tokens of the reasoning that the page showed apart from the reply; `None` if it showed none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning_tokens: Option<u32>,
    /// Milliseconds from the send to the reply's first word, where the page showed that the model was reasoning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning_ms: Option<u32>,
    /// The import that brought it; `None` if it was counted live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<u32>,
}

impl Row {
    /// Tokens the conversation holds after this exchange. An unseen reply counts as a usual one.
    pub fn context_after(&self) -> u32 {
        let reply = self.output_tokens.unwrap_or(crate::energy::USUAL_REPLY_TOKENS);
        self.context_tokens
            .saturating_add(self.new_tokens.unwrap_or(0))
            .saturating_add(reply)
    }

    /// Tokens the conversation holds before this exchange's reply: what another reply starts from.
    pub fn context_before_reply(&self) -> u32 {
        self.context_tokens.saturating_add(self.new_tokens.unwrap_or(0))
    }

    /// Whether it can be one of ours: a file that somebody made may hold anything, and a stored row holds no text.
    pub fn is_sound(&self) -> bool {
        let plain = |text: &str, most: usize| {
            text.len() <= most
                && text
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_|".contains(&b))
        };
        super::number_of(&self.key).is_some()
            && crate::week::parse_day(&self.day).is_some()
            && self.t.is_finite()
            && self.minutes_since_last.is_none_or(f64::is_finite)
            && plain(&self.site, 32)
            && self.conv_t.as_deref().is_none_or(|key| plain(key, 64))
            && self.languages.keys().all(|name| plain(name, 8))
            && self
                .model
                .as_deref()
                .is_none_or(|name| storable_model(name).as_deref() == Some(name))
    }

    /// The search key of a conversation's rows: under their conversation's hash they sort newest first, so the last
    /// row is the first one found.
    pub fn conversation_key(conversation_hash: &str, t: f64) -> String {
        // Through an integer: writing fractions is seven kilobytes of every package.
        let left = (1e15 - 1.0 - t).clamp(0.0, 1e15 - 1.0).round_ties_even() as u64;
        format!("{conversation_hash}|{left:015}")
    }
}

/// A model name fit to be stored: a slug, never a sentence. Pages can be hostile, and a stored row holds no text.
pub fn storable_model(name: &str) -> Option<String> {
    let slug: String = name
        .trim()
        .chars()
        .filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}'))
        .map(|c| {
            if c.is_whitespace() {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    let slug = slug.trim_matches('-');
    let plain = slug
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-._:/".contains(c));
    (plain && !slug.is_empty() && slug.len() <= 48).then(|| slug.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_slugs_or_nothing() {
        assert_eq!(storable_model("gpt-5-5").as_deref(), Some("gpt-5-5"));
        assert_eq!(
            storable_model(" Opus 4.6 Extended\u{e027}").as_deref(),
            Some("opus-4.6-extended")
        );
        assert_eq!(storable_model("高速モード"), None);
        assert_eq!(storable_model(&"a".repeat(49)), None);
        assert_eq!(storable_model("my secret, a sentence!"), None);
        assert_eq!(storable_model(""), None);
    }

    #[test]
    fn conversation_keys_sort_newest_first() {
        let (early, late) = (
            Row::conversation_key("c", 999.0),
            Row::conversation_key("c", 1_764_000_000_000.0),
        );
        assert!(late < early);
        assert_eq!(early.len(), late.len());
    }
}
