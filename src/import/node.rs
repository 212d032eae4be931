//! A conversation of an export, its words already measured: what every service's reader makes of its own layout.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::measure::Measure;
use crate::observe::text::Compose;

/// Who speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Who {
    /// A person sent it.
    Person,
    /// A model wrote it.
    Model,
    /// Neither: system, tool, hidden or blank nodes. They only hold the tree together.
    #[default]
    Aside,
}

/// What a node answers to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Parent {
    /// Nothing: it begins the conversation.
    #[default]
    Root,
    /// The node before it in the file: the export knows no tree.
    Before,
    /// The node with this id; one that is not there is as good as none.
    Id(String),
}

/// One node of a conversation, in numbers.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// The service's own id.
    pub id: Option<String>,
    /// What it answers to.
    pub parent: Parent,
    /// Who speaks.
    pub who: Who,
    /// Milliseconds since 1970, UTC.
    pub t: Option<f64>,
    /// The words.
    pub measure: Measure,
    /// Tokens beside the words: a pasted text that the service keeps as a file, the call of a tool.
    pub more_tokens: u32,
    /// Tokens of the reasoning, where its words or their number are there.
    pub reasoning_tokens: Option<u32>,
    /// Milliseconds of reasoning, where the service tells them.
    pub reasoning_ms: Option<u32>,
    /// The model as the service names it.
    pub model: Option<String>,
    /// Tells two texts apart where the service has no ids; keyed, so that no text can be found from it.
    pub print: u64,
}

impl Node {
    /// A message of a person. `more` holds what came with it as a file's text; `attached` says that anything came with
    /// it. With neither words nor anything else nobody sent it.
    pub fn person(words: &str, more: &str, attached: bool, compose: Compose) -> Node {
        let blank = words.trim().is_empty() && more.trim().is_empty() && !attached;
        Node {
            who: if blank { Who::Aside } else { Who::Person },
            measure: Measure::of_message(words, compose),
            more_tokens: tokens(more),
            print: print(&[words, more]),
            ..Node::default()
        }
    }

    /// What a model wrote: its visible words, and the calls of tools among them. `made` says that it made something
    /// without words, such as an image. With none of these there was no reply.
    pub fn model(words: &str, calls: &str, made: bool, compose: Compose) -> Node {
        let blank = words.trim().is_empty() && calls.trim().is_empty() && !made;
        Node {
            who: if blank { Who::Aside } else { Who::Model },
            measure: Measure::of_reply(words, compose),
            more_tokens: tokens(calls),
            print: print(&[words, calls]),
            ..Node::default()
        }
    }

    /// The same, reasoning before it. Reasoning alone is a reply too: a model has computed it.
    pub fn with_reasoning(self, tokens: Option<u32>, ms: Option<f64>) -> Node {
        let ms = ms
            .filter(|ms| *ms > 0.0)
            .map(|ms| ms.min(f64::from(u32::MAX)) as u32);
        let tokens = tokens.filter(|tokens| *tokens > 0);
        let thought = tokens.is_some() || ms.is_some();
        Node {
            who: if thought { Who::Model } else { self.who },
            reasoning_tokens: tokens,
            reasoning_ms: ms,
            ..self
        }
    }

    /// All tokens of the node but its reasoning.
    pub fn tokens(&self) -> u32 {
        self.measure.tokens.saturating_add(self.more_tokens)
    }
}

/// Tokens of a text, 0 for a blank one.
pub fn tokens(text: &str) -> u32 {
    match text.trim() {
        "" => 0,
        text => u32::try_from(crate::tokens::count(text)).unwrap_or(u32::MAX),
    }
}

/// A short name of a few texts.
pub fn print(texts: &[&str]) -> u64 {
    wide_print(texts) as u64
}

/// A name of a few texts that no two of them share. It lives in memory only; what is stored is salted besides.
pub fn wide_print(texts: &[&str]) -> u128 {
    let mut hasher = SipHasher13::new();
    for text in texts {
        hasher.write(&(text.len() as u64).to_le_bytes());
        hasher.write(text.as_bytes());
    }
    hasher.finish128().as_u128()
}

/// A conversation.
#[derive(Debug, Clone, Default)]
pub struct Conversation {
    /// The service's own id.
    pub id: Option<String>,
    /// Its nodes in the order of the file.
    pub nodes: Vec<Node>,
    /// One answer is written as several nodes (tools, thoughts), so nodes of a model that follow each other are one
    /// reply. Otherwise each is a reply of its own.
    pub joins: bool,
}

impl Conversation {
    /// Makes the nodes follow each other where none of them names a parent: a layout without a tree.
    pub fn line_up(&mut self) {
        if !self.nodes.iter().any(|node| matches!(node.parent, Parent::Id(_))) {
            for node in &mut self.nodes {
                node.parent = Parent::Before;
            }
        }
    }
}
