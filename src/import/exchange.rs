//! What an export says of one message and its reply: numbers and the service's own ids, no word.

use super::service::Service;
use crate::measure::Measure;

/// A message with its first reply, or another reply to a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// Whose export.
    pub service: Service,
    /// The service's own id of the conversation.
    pub conversation: Option<String>,
    /// The message; `None` for another reply, and where a conversation begins with a reply.
    pub message: Option<Message>,
    /// The reply; `None` if the export holds none.
    pub reply: Option<Reply>,
    /// Milliseconds since 1970, UTC; `None` if the export tells no moment that can be true.
    pub t: Option<f64>,
    /// Tokens of the conversation before this exchange, on its branch.
    pub context_tokens: u32,
    /// Minutes since the last message of the branch; `None` for the first, or where a moment is missing.
    pub minutes_since_last: Option<f64>,
}

/// What a person sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The service's own id.
    pub id: Option<String>,
    /// Id of the message before it on its branch.
    pub after: Option<String>,
    /// It rewords a message that was sent before: another child of the same parent.
    pub edit: bool,
    /// Length, tokens, courtesy.
    pub measure: Measure,
    /// Tokens of texts that came with it as files.
    pub attached_tokens: u32,
    pub(super) name: String,
}

/// What a model answered. Tools and thoughts between the message and the answer belong to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The service's own id of its last visible part.
    pub id: Option<String>,
    /// Code points of the visible words.
    pub chars: u32,
    /// Tokens of the words and of the calls of tools.
    pub tokens: u32,
    /// Tokens of the reasoning before it, where the export holds its words or their number.
    pub reasoning_tokens: Option<u32>,
    /// Milliseconds of the reasoning, where the export tells them.
    pub reasoning_ms: Option<u32>,
    /// The model's slug, if the export states it.
    pub model: Option<String>,
    pub(super) name: String,
}
