//! What to ask of a form where it stands, and of what remains of a message, as the data files say it.

use super::Category;

/// A list of forms: words or phrases, folded. 0 is the empty list.
pub type List = u16;

/// One way to read a form.
#[derive(Debug)]
pub struct Reading {
    /// Number of the language whose file has it.
    pub language: u8,
    /// Its forms.
    pub forms: List,
    /// What it counts as; `None` for a form that looks like courtesy and is not.
    pub category: Option<Category>,
    /// Words that lengthen the span to the left (`very` helpful).
    pub grow_before: List,
    /// Words that lengthen the span to the right (thanks `so much`).
    pub grow_after: List,
    /// At least one of these must hold, if there are any.
    pub only: Vec<Condition>,
    /// None of these may hold.
    pub unless: Vec<Condition>,
}

/// What must be true around a form: every part that is given must hold.
#[derive(Debug, Default)]
pub struct Condition {
    /// One of these stands directly before.
    pub before: Option<List>,
    /// One of these stands directly after.
    pub after: Option<List>,
    /// One of these stands earlier in the sentence.
    pub earlier: Option<List>,
    /// One of these stands later in the sentence.
    pub later: Option<List>,
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
    pub opens: List,
    /// Whether punctuation may stand between formula and complement.
    pub apart: bool,
    /// How many words may follow the opening.
    pub words: u8,
}

/// What may remain of a message, in one language, for it to be courtesy and nothing else.
#[derive(Debug)]
pub struct Rest {
    /// Acknowledgements, frames and other words without a message of their own.
    pub fillers: List,
    /// Reports of success and other evaluations.
    pub reports: List,
    /// Names for the assistant.
    pub vocatives: List,
    /// Words that may accept an offer.
    pub accepting: List,
    /// Words that end an open complement.
    pub stops: List,
    /// Open complements.
    pub complements: Vec<Complement>,
}
