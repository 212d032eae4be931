//! Gemini: Google's *My Activity*, one record for each prompt, JSON or HTML, in the language of the account.

mod calendar;
pub mod dates;
mod json;
pub mod page;
mod prompt;

pub use json::record;

use super::node::{Conversation, Node, Parent};
use super::order::{moment, order};
use crate::named::Named;
use crate::observe::text::Compose;

/// Records that wait until the language's verb is known: so many, and so many bytes.
const HELD: usize = 400;
const HELD_BYTES: usize = 4 << 20;

/// One record, words and all.
#[derive(Debug, Default)]
pub struct Record {
    /// The product, as the language of the account calls it.
    pub header: String,
    /// A verb and the prompt: `Prompted how are you`.
    pub title: String,
    /// The prompt without a verb, where the record has it apart.
    pub prompt: Option<String>,
    /// The answer's words.
    pub answer: String,
    /// A file or image came with the prompt.
    pub attached: bool,
    /// Milliseconds since 1970, UTC.
    pub t: Option<f64>,
    /// Id of the conversation, where the record has it.
    pub thread: Option<String>,
}

/// The records of a file.
#[derive(Debug, Default)]
pub struct Records {
    held: Vec<Record>,
    held_bytes: usize,
    /// The verb of each header's language, once it is known.
    learned: Named<Option<String>>,
    threads: Named<Vec<[Node; 2]>>,
}

impl Records {
    /// One record; `found` gets the prompts that are certain by now.
    pub fn add(&mut self, record: Record, compose: Compose, found: &mut dyn FnMut(Conversation)) {
        if !prompt::is_gemini(&record.header) {
            return;
        }
        if let Some(words) = record
            .prompt
            .clone()
            .or_else(|| prompt::by_known_verb(&record.title))
        {
            return self.count(&words, &record, compose, found);
        }
        if prompt::is_other_activity(&record.header, &record.title) {
            return;
        }
        if let Some(verb) = self.learned.get(&record.header) {
            let verb = verb.clone();
            return self.by_verb(verb.as_deref(), record, compose, found);
        }
        self.held_bytes += record.title.len() + record.answer.len();
        self.held.push(record);
        if self.held.len() >= HELD || self.held_bytes > HELD_BYTES {
            self.learn(compose, found);
        }
    }

    /// The file has ended.
    pub fn finish(&mut self, compose: Compose, found: &mut dyn FnMut(Conversation)) {
        self.learn(compose, found);
        for (id, mut prompts) in std::mem::take(&mut self.threads) {
            // Google writes the newest first.
            order(&mut prompts, &|prompt| moment(prompt[0].t));
            found(Conversation {
                id: Some(id),
                nodes: prompts.into_iter().flatten().collect(),
                joins: false,
            });
        }
    }

    fn learn(&mut self, compose: Compose, found: &mut dyn FnMut(Conversation)) {
        let held = std::mem::take(&mut self.held);
        self.held_bytes = 0;
        let mut by_header = Named::<Vec<&str>>::new();
        for record in &held {
            let titles = by_header.entry(record.header.clone()).or_default();
            if !record.answer.trim().is_empty() {
                titles.push(&record.title);
            }
        }
        for (header, titles) in &by_header {
            self.learned.insert(header.clone(), prompt::common_verb(titles));
        }
        for record in held {
            let verb = self.learned.get(&record.header).cloned().flatten();
            self.by_verb(verb.as_deref(), record, compose, found);
        }
    }

    /// Without a verb that is known, the answer says that it was a prompt.
    fn by_verb(
        &mut self,
        verb: Option<&str>,
        record: Record,
        compose: Compose,
        found: &mut dyn FnMut(Conversation),
    ) {
        let title = prompt::plain(&record.title);
        match verb.and_then(|verb| title.strip_prefix(verb)) {
            Some(words) => self.count(words, &record, compose, found),
            None if record.answer.trim().is_empty() => {}
            None => self.count(&title, &record, compose, found),
        }
    }

    fn count(&mut self, words: &str, record: &Record, compose: Compose, found: &mut dyn FnMut(Conversation)) {
        let (words, files) = prompt::without_files(words);
        let answered = !record.answer.trim().is_empty();
        let in_line = |node: Node| Node {
            t: record.t,
            parent: Parent::Before,
            ..node
        };
        // A prompt that is an image only is answered all the same.
        let attached = record.attached || files || answered;
        let asked = in_line(Node::person(&words, "", attached, compose));
        let reply = in_line(Node::model(&record.answer, "", false, compose));
        match &record.thread {
            Some(thread) => self
                .threads
                .entry(thread.clone())
                .or_default()
                .push([asked, reply]),
            None => found(Conversation {
                nodes: vec![asked, reply],
                ..Conversation::default()
            }),
        }
    }
}
