//! One conversation as its server keeps it: a straight line of pairs, the branch on screen.

use super::history;
use super::record::Kind;
use super::state::State;

/// Ids of the chats every replica offers in its sidebar, and how many pairs each holds.
pub const STORED_CHATS: [(u16, usize); 3] = [(1, 5), (2, 5), (3, 40)];

/// The number of pairs of the long stored chat.
pub const LONG_CHAT: usize = 40;

/// The id of a stored chat: `number` tells chats of one length apart, `pairs` is its length (any up to
/// 9,999 can be opened by address). Gemini's are the 16 hexadecimal digits of the short form.
pub fn stored_id(host: &str, number: u16, pairs: usize) -> String {
    if host == "gemini.google.com" {
        format!("5eed{number:04}{pairs:08}")
    } else {
        format!("5eed{number:04}-0000-4000-8000-{pairs:012}")
    }
}

/// The stored chat behind an id, if it is one.
pub fn stored(lang: &str, id: &str) -> Option<Chat> {
    let digits = id.strip_prefix("c_").unwrap_or(id).strip_prefix("5eed")?;
    let number = digits.get(..4)?.parse::<u16>().ok()?;
    let pairs = digits
        .get(digits.len().checked_sub(8)?..)?
        .parse::<usize>()
        .ok()
        .filter(|pairs| *pairs < 10_000)?;
    Some(history::chat(lang, number, pairs))
}

/// A message and its reply.
#[derive(Clone, Debug)]
pub struct Pair {
    pub message_id: String,
    pub text: String,
    /// What the message follows: a reply's id, or the site's word for "nothing".
    pub parent: String,
    pub reply_id: String,
    /// What was delivered of the reply.
    pub reply: String,
    /// The whole reply, should it have been cut.
    pub whole: String,
    /// How many times the reply was asked for again.
    pub variant: u32,
}

/// What a request asks for, once its site's wrapping is off.
pub enum Say {
    /// Words that follow `parent`: a new message, or an edit if something else already follows it.
    Words {
        text: String,
        parent: String,
        same_is_again: bool,
    },
    /// New words for the message with this id.
    Reword { text: String, of: String },
    /// Another reply to the message with this id, or to the last one.
    Again { of: Option<String> },
    /// The rest of the last reply.
    Rest,
}

/// A send as the sites hand it in.
pub struct Ask {
    /// The chat it belongs to; none opens a new one.
    pub chat: Option<String>,
    /// How this site names a new chat.
    pub new_chat: fn(&State) -> String,
    pub say: Say,
    pub message_id: Option<String>,
    pub reply_id: Option<String>,
}

/// The outcome of a send in its chat.
pub struct Played {
    pub message_id: String,
    pub reply_id: String,
    /// What this send streams.
    pub reply: String,
    /// What an earlier send had already delivered of the same reply.
    pub said_before: String,
}

/// A conversation.
#[derive(Clone, Debug, Default)]
pub struct Chat {
    pub title: String,
    pub pairs: Vec<Pair>,
}

impl Chat {
    fn find(&self, id: &str) -> Option<usize> {
        self.pairs
            .iter()
            .position(|pair| pair.message_id == id || pair.reply_id == id)
    }

    /// The kind of a send, and the pair it lands on.
    pub fn place(&self, say: &Say) -> (Kind, usize) {
        let last = self.pairs.len().saturating_sub(1);
        match say {
            Say::Words {
                text,
                parent,
                same_is_again,
            } => match self.pairs.iter().position(|pair| pair.parent == *parent) {
                Some(at) if *same_is_again && self.pairs[at].text == *text => (Kind::Regenerate, at),
                Some(at) => (Kind::Edit, at),
                None => (Kind::New, self.pairs.len()),
            },
            Say::Reword { of, .. } => (Kind::Edit, self.find(of).unwrap_or(last)),
            Say::Again { of } => (
                Kind::Regenerate,
                of.as_ref().and_then(|id| self.find(id)).unwrap_or(last),
            ),
            Say::Rest => (Kind::Continue, last),
        }
    }

    /// Plays a send that `place` put at `at`: what came after it is gone.
    #[expect(
        clippy::too_many_arguments,
        reason = "one call site; each is one column of the pair"
    )]
    pub fn play(
        &mut self,
        kind: Kind,
        at: usize,
        say: &Say,
        message_id: String,
        reply_id: String,
        whole: String,
        variant: u32,
    ) -> Played {
        if kind == Kind::Continue
            && let Some(pair) = self.pairs.get_mut(at)
        {
            let said_before = std::mem::replace(&mut pair.reply, pair.whole.clone());
            let rest = pair
                .whole
                .strip_prefix(&said_before)
                .unwrap_or_default()
                .to_owned();
            let (message_id, reply_id) = (pair.message_id.clone(), pair.reply_id.clone());
            return Played {
                message_id,
                reply_id,
                reply: rest,
                said_before,
            };
        }
        let earlier = self.pairs.get(at).cloned();
        self.pairs.truncate(at);
        let (text, parent, message_id) = match (say, earlier) {
            (Say::Words { text, parent, .. }, None) => (text.clone(), parent.clone(), message_id),
            (Say::Words { text, .. } | Say::Reword { text, .. }, Some(old)) => {
                (text.clone(), old.parent, message_id)
            }
            (_, Some(old)) => (old.text, old.parent, old.message_id),
            (Say::Reword { text, .. }, None) => (text.clone(), String::new(), message_id),
            (_, None) => (String::new(), String::new(), message_id),
        };
        let pair = Pair {
            message_id: message_id.clone(),
            text,
            parent,
            reply_id: reply_id.clone(),
            reply: whole.clone(),
            whole: whole.clone(),
            variant,
        };
        self.pairs.push(pair);
        Played {
            message_id,
            reply_id,
            reply: whole,
            said_before: String::new(),
        }
    }

    /// The last reply was cut `chars` code points into `streamed`.
    pub fn cut(&mut self, streamed: &str, chars: usize) {
        let Some(pair) = self.pairs.last_mut() else { return };
        if let Some(before) = pair.whole.strip_suffix(streamed) {
            pair.reply = before.chars().chain(streamed.chars().take(chars)).collect();
        }
    }
}
