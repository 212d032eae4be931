//! Official data exports: from a file a service gave a person to the messages and replies it holds.
//!
//! Bytes come in pieces of any size ([`Part::push`]), one conversation is held at a time, its words are measured and
//! dropped, and [`Exchange`]s come out. A service is known by what its file holds, never by the file's name; what each
//! service's layout means stands in a file of its own. Nothing here opens a file or asks a clock.
//!
//! ```text
//! bytes ─▶ part  what kind of file ─▶ cut  one item ─▶ recognise  whose ─▶ chatgpt, claude, …  nodes ─▶ tree  exchanges
//! ```

mod aistudio;
mod chatgpt;
mod claude;
mod copilot;
mod cut;
mod deepseek;
mod error;
mod exchange;
mod gemini;
mod grok;
mod html;
mod json_file;
mod lechat;
mod librechat;
mod live;
mod node;
mod openwebui;
pub(crate) mod order;
mod part;
mod perplexity;
mod recognise;
mod row;
mod seen;
mod service;
mod shelf;
mod signs;
mod time;
mod tree;
mod value;

pub use cut::LARGEST_ITEM;
pub use error::{Error, Found};
pub use exchange::{Exchange, Message, Reply};
pub use live::same_as_live;
pub use part::{Part, Report};
pub use row::{priced, row};
pub use service::Service;
pub use shelf::{Kept, Keys, Shelf};

use crate::observe::text::Compose;
use node::Conversation;
use seen::Seen;

/// The first moment that can be true: OpenAI, the oldest of the companies whose exports are read, was founded later.
const FIRST_MS: f64 = 1_420_070_400_000.0; // 2015-01-01

/// Clocks differ, and a day is longer than a day where people fly.
const AHEAD_MS: f64 = 2.0 * 86_400_000.0;

/// One import of any number of files: it remembers what was counted, so that overlapping exports count once.
#[derive(Debug)]
pub struct Importer {
    seen: Seen,
    compose: Compose,
    now: f64,
    largest: usize,
}

impl Importer {
    /// An import at the moment `now` (milliseconds since 1970, UTC), after which no message can have been sent.
    pub fn new(now: f64, compose: Compose) -> Importer {
        Importer {
            seen: Seen::default(),
            compose,
            now,
            largest: LARGEST_ITEM,
        }
    }

    /// The same, setting aside conversations of more than so many bytes instead of [`LARGEST_ITEM`].
    pub fn with_largest(self, largest: usize) -> Importer {
        Importer { largest, ..self }
    }

    /// The file, with all its parts, was read to its end: what it held counts as seen.
    pub fn keep(&mut self) {
        self.seen.keep();
    }

    /// The file is damaged and nothing of it was counted: the next file may hold the same messages.
    pub fn forget(&mut self) {
        self.seen.forget();
    }

    /// A conversation's exchanges that were not seen before.
    fn take(
        &mut self,
        service: Service,
        conversation: Conversation,
        report: &mut Report,
        take: &mut dyn FnMut(Exchange),
    ) {
        report.conversations += 1;
        for mut exchange in tree::exchanges(service, conversation) {
            let seen = &mut self.seen;
            if exchange
                .message
                .as_ref()
                .is_some_and(|message| !seen.is_new(service.key(), &message.name))
            {
                (exchange.message, report.repeated) = (None, report.repeated + 1);
            }
            if exchange
                .reply
                .as_ref()
                .is_some_and(|reply| !seen.is_new(service.key(), &reply.name))
            {
                exchange.reply = None;
            }
            if exchange.message.is_none() && exchange.reply.is_none() {
                continue;
            }
            let possible = |t: &f64| (FIRST_MS..=self.now + AHEAD_MS).contains(t);
            exchange.t = exchange.t.filter(possible);
            if exchange.t.is_none() {
                exchange.minutes_since_last = None;
            }
            let message = u64::from(exchange.message.is_some());
            report.messages += message;
            report.undated += if exchange.t.is_none() { message } else { 0 };
            report.replies += u64::from(exchange.reply.is_some());
            take(exchange);
        }
    }
}
