//! What the stage remembers of a trial: every request, and the truth about every send.

use std::time::SystemTime;

/// One request that reached the stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Host name without port, as asked for; lower case.
    pub host: String,
    /// HTTP method, or `TLS` for a connection that was refused by the client or carried no request.
    pub method: String,
    /// Path with its query.
    pub path: String,
    /// The `Origin` header: who asked, where the browser says so.
    pub origin: Option<String>,
    /// Whether the host is played or mounted here. False means: something tried to leave the computer.
    pub on_stage: bool,
    /// Whether it came through the TLS door.
    pub secure: bool,
    /// When it arrived.
    pub at: SystemTime,
}

/// What a send asked of the chatbot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A new message at the end of the chat.
    New,
    /// A new wording of an earlier message; what followed it is dropped.
    Edit,
    /// Another reply to a message already sent.
    Regenerate,
    /// The rest of a reply that was stopped.
    Continue,
}

/// One send as the chatbot's own server saw it: the truth that counts are compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Send {
    /// Host name of the chatbot.
    pub host: String,
    /// What was asked.
    pub kind: Kind,
    /// The person's words: for a regenerate or continue, those of the message it belongs to.
    pub text: String,
    /// The message's id, where the request carries it (Le Chat: where the server gave it to the page).
    pub message_id: Option<String>,
    /// The chat's id as it stands in the address bar. Empty only when a new chat was refused.
    pub conversation_id: String,
    /// The whole reply in Markdown, whether or not all of it was delivered. Empty if refused.
    pub reply: String,
    /// HTTP status of the answer.
    pub status: u16,
    /// Unicode code points of `reply` handed over before the page hung up (stop button, closed tab).
    pub aborted_after_chars: Option<usize>,
    /// The reply has been handed over to its end.
    pub finished: bool,
    /// When the request arrived.
    pub at: SystemTime,
}

impl Send {
    /// The reply as a reader sees it: Markdown marks gone, one line per block.
    pub fn reply_shown(&self) -> String {
        let mut shown = Vec::new();
        for line in self.reply.lines() {
            if line.is_empty() || line.starts_with("```") {
                continue;
            }
            shown.push(line.strip_prefix("- ").unwrap_or(line).replace("**", ""));
        }
        shown.join("\n")
    }
}
