//! The shapes of the tables the build writes from `data/courtesy`.
//!
//! Their forms stand in one graph ([`graph`]); only forms with `*` are kept as text.

use super::{Category, Node, fold::Folded, graph};

/// A list of forms: words or phrases, folded.
#[derive(Debug)]
pub struct List {
    /// Where its plain forms begin in the graph.
    pub forms: Node,
    /// Forms with `*`, which stands for any letters of one word (`*er`, `translat*`).
    pub wild: &'static [&'static str],
}

/// One way to read a form.
#[derive(Debug)]
pub struct Reading {
    /// What it counts as; `None` for a form that looks like courtesy and is not.
    pub category: Option<Category>,
    /// Words that lengthen the span to the left (`very` helpful).
    pub grow_before: Option<&'static List>,
    /// Words that lengthen the span to the right (thanks `so much`).
    pub grow_after: Option<&'static List>,
    /// At least one of these must hold, if there are any.
    pub only: &'static [Condition],
    /// None of these may hold.
    pub unless: &'static [Condition],
}

/// What must be true around a form: every part that is given must hold.
#[derive(Debug)]
pub struct Condition {
    /// One of these stands directly before.
    pub before: Option<&'static List>,
    /// One of these stands directly after.
    pub after: Option<&'static List>,
    /// One of these stands earlier in the sentence.
    pub earlier: Option<&'static List>,
    /// One of these stands later in the sentence.
    pub later: Option<&'static List>,
    /// The form stands in one of these places (bits of [`Place`]); 0 for any.
    pub at: u16,
    /// The form is written in one of these ways (bits of [`Written`]); 0 for any.
    pub written: u8,
}

/// Places a condition can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Place {
    /// Nothing but leading words and other courtesy stands before it in the message.
    MessageStart = 1,
    /// Only punctuation follows in the message.
    MessageEnd = 2,
    /// At the start of a sentence, after leading words (`ok`, `yes`) or after other courtesy.
    SentenceStart = 4,
    /// At the end of a sentence.
    SentenceEnd = 8,
    /// After punctuation, or where a sentence starts.
    ClauseStart = 16,
    /// Before punctuation.
    ClauseEnd = 32,
    /// At the start and at the end of a clause.
    Alone = 64,
    /// Nothing else stands in the message.
    WholeMessage = 128,
    /// On a line of its own.
    OwnLine = 256,
    /// At the start of a sentence and at the end of a clause: an interjection.
    Exclaimed = 512,
    /// Directly before a question mark.
    Asked = 1024,
}

/// Spellings a condition can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Written {
    /// All capitals, in a message that is not.
    Capitals = 1,
    /// With a capital first letter, inside a sentence.
    Capitalised = 2,
    /// With a small first letter.
    Small = 4,
}

/// An open complement: what may follow a formula without being a message of its own (`for …`, `I forgot …`).
#[derive(Debug)]
pub struct Complement {
    /// Categories it completes (bits by position in [`Category::ALL`]); 0 if it needs no formula.
    pub of: u8,
    /// How it opens.
    pub opens: &'static List,
    /// Whether punctuation may stand between formula and complement.
    pub apart: bool,
    /// How many words may follow the opening.
    pub words: u8,
}

/// What may remain of a message, in one language, for it to be courtesy and nothing else.
#[derive(Debug)]
pub struct Rest {
    /// Acknowledgements, frames and other words without a message of their own.
    pub fillers: &'static List,
    /// Reports of success and other evaluations.
    pub reports: &'static List,
    /// Names for the assistant.
    pub vocatives: &'static List,
    /// Words that may accept an offer.
    pub accepting: &'static List,
    /// Open complements.
    pub complements: &'static [Complement],
    /// Words that end an open complement.
    pub stops: &'static List,
}

impl List {
    /// The end of the longest form that begins here and ends at a word's end.
    pub fn longest(&self, text: &Folded, at: usize) -> Option<usize> {
        self.longest_before(text, at, text.len())
    }

    /// As [`Self::longest`], among the forms that end no later than `limit`.
    pub fn longest_before(&self, text: &Folded, at: usize, limit: usize) -> Option<usize> {
        let mut longest = None;
        self.each_end(text, at, &mut |end| {
            if end <= limit {
                longest = longest.max(Some(end));
            }
        });
        longest
    }

    /// Whether a form begins here and ends exactly there.
    pub fn spans(&self, text: &Folded, at: usize, end: usize) -> bool {
        let mut found = false;
        self.each_end(text, at, &mut |e| found |= e == end);
        found
    }

    /// Calls `visit` with the end of every form that begins here.
    pub fn each_end(&self, text: &Folded, at: usize, visit: &mut dyn FnMut(usize)) {
        if !text.is_left_edge(at) {
            return;
        }
        graph::walk(self.forms, text, at, &mut |end, _| visit(end));
        for form in self.wild {
            glob(form, text, at, visit);
        }
    }
}

/// Matches a form with `*`; calls `visit` with every end.
fn glob(form: &str, text: &Folded, at: usize, visit: &mut dyn FnMut(usize)) {
    let starts_open = form.starts_with('*');
    if at < text.len() && (starts_open || text.is_left_edge(at)) {
        glob_step(form, text, at, visit);
    }
}

fn glob_step(form: &str, text: &Folded, at: usize, visit: &mut dyn FnMut(usize)) {
    let Some(first) = form.chars().next() else {
        if text.is_right_edge(at) {
            visit(at);
        }
        return;
    };
    let rest = &form[first.len_utf8()..];
    if first != '*' {
        if text.c(at) == first && at < text.len() {
            glob_step(rest, text, at + 1, visit);
        } else if text.c(at) == '\'' && text.is_inner(at) {
            glob_step(form, text, at + 1, visit);
        }
        return;
    }
    let end = text.word_end(at).min(at + 32);
    for stop in at..=end {
        glob_step(rest, text, stop, visit);
    }
}
