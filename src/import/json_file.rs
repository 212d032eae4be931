//! A JSON file as it comes in: its items to conversations, by the service they are of.

use std::borrow::Cow;

use super::cut::Cutter;
use super::gemini::{self, Records};
use super::lechat::Messages;
use super::node::Conversation;
use super::part::Report;
use super::service::Service;
use super::signs::may_be_item;
use super::{
    Error, Exchange, Found, Importer, aistudio, chatgpt, claude, deepseek, grok, librechat, openwebui,
    perplexity, recognise,
};
use crate::observe::json::is_valid_within;

/// Conversations that nest their replies nest a few levels for each; a thousand turns are enough for anybody.
const DEEPEST: usize = 4096;

/// What was read so far.
#[derive(Default)]
pub struct Json {
    cutter: Cutter,
    /// Whose file it is, once an item has told.
    pub service: Option<Service>,
    messages: Messages,
    records: Records,
    items: u64,
}

impl Json {
    /// A file whose items of more bytes than `largest` are set aside.
    pub fn new(largest: usize) -> Json {
        Json {
            cutter: Cutter::new(largest),
            ..Json::default()
        }
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// The place where the file is no JSON.
    pub fn push(
        &mut self,
        importer: &mut Importer,
        piece: &[u8],
        report: &mut Report,
        take: &mut dyn FnMut(Exchange),
    ) -> Result<(), Error> {
        let Json {
            cutter,
            service,
            messages,
            records,
            items,
        } = self;
        cutter.push(piece, &mut |item, end| {
            *items += 1;
            // The check alone is several times as quick.
            let text = match std::str::from_utf8(item) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => String::from_utf8_lossy(item),
            };
            let text = text.trim();
            if !is_valid_within(text, DEEPEST) {
                return Err(Error::Broken { at: end });
            }
            // An item of no known shape has no messages: a broken entry, or the file is none that is known.
            *service = service.or_else(|| recognise::service(text));
            let Some(service) = *service else { return Ok(()) };
            each_conversation(service, text, importer, messages, records, report, take);
            Ok(())
        })
    }

    /// The file has ended.
    ///
    /// # Errors
    /// It breaks off, or nothing in it is known.
    pub fn finish(
        &mut self,
        importer: &mut Importer,
        report: &mut Report,
        take: &mut dyn FnMut(Exchange),
    ) -> Result<(), Error> {
        self.cutter.finish().map_err(|why| match why {
            Error::CutOff { at, ours } => Error::CutOff {
                at,
                ours: ours
                    && (self.service.is_some() || self.cutter.listed || may_be_item(&self.cutter.item)),
            },
            why => why,
        })?;
        // An account without conversations: what stands beside the empty list is Grok's.
        if self.service.is_none() && self.cutter.keys.iter().any(|key| key == "media_posts") {
            self.service = Some(Service::Grok);
        }
        let Some(service) = self.service else {
            return Err(Error::Unknown { found: self.found() });
        };
        (report.service, report.set_aside) = (Some(service), self.cutter.set_aside);
        for conversation in std::mem::take(&mut self.messages).finish() {
            importer.take(service, conversation, report, take);
        }
        let mut found = Vec::new();
        self.records
            .finish(importer.compose, &mut |made| found.push(made));
        for conversation in found {
            importer.take(service, conversation, report, take);
        }
        Ok(())
    }

    /// What the file is.
    fn found(&self) -> Found {
        if self.cutter.set_aside > 0 {
            return Found::of(
                "too_large",
                "it holds one piece of more than 64 MB, which is too large for a conversation",
            );
        }
        if self.cutter.keys.is_empty() {
            return match self.items {
                0 => Found::of(
                    "empty_list",
                    "it is an empty list, which says nothing of whose it is",
                ),
                _ => Found::of("list", "it is a list of things that are no conversations"),
            };
        }
        // Names of members, no values; and only such as programs write.
        let plain =
            |key: &&String| key.len() < 40 && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let keys: Vec<&str> = self
            .cutter
            .keys
            .iter()
            .filter(plain)
            .take(5)
            .map(String::as_str)
            .collect();
        Found {
            names: keys.join(", "),
            ..Found::of("members", "it is JSON with the members ")
        }
    }
}

/// Hands out the conversations of an item, or keeps it until the file has ended.
fn each_conversation(
    service: Service,
    json: &str,
    importer: &mut Importer,
    messages: &mut Messages,
    records: &mut Records,
    report: &mut Report,
    take: &mut dyn FnMut(Exchange),
) {
    let compose = importer.compose;
    let conversation = match service {
        Service::ChatGpt => chatgpt::read(json, compose),
        Service::Claude => claude::read(json, compose),
        Service::DeepSeek => deepseek::read(json, compose),
        Service::Grok => grok::read(json, compose),
        Service::Perplexity => perplexity::read(json, compose),
        Service::OpenWebUi => openwebui::read(json, compose),
        Service::LibreChat => librechat::read(json, compose),
        Service::AiStudio => aistudio::read(json, compose),
        Service::LeChat => return messages.add(json, compose),
        Service::Gemini => {
            let record = gemini::record(json);
            if record.title.trim().is_empty() && record.prompt.is_none() {
                return;
            }
            let mut found: Vec<Conversation> = Vec::new();
            records.add(record, compose, &mut |made| found.push(made));
            for conversation in found {
                importer.take(service, conversation, report, take);
            }
            return;
        }
        Service::Copilot => return,
    };
    importer.take(service, conversation, report, take);
}
