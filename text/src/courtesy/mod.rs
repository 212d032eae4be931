//! Courtesy in a message: the fixed formulae a person says to an assistant, where they stand, and whether
//! the message holds anything else.
//!
//! A message is folded ([`fold`](self)), what is not the sender's own voice is masked, the phrase table is
//! matched longest form first, and each form is weighed by the conditions its data file gives. The words live
//! in `data/courtesy/*.json`, one file per language, all active at once; nothing here knows a language.
//! It counts formulae. It does not judge tone, sincerity or persons.

mod bytes;
mod filter;
mod fold;
mod index;
mod letters;
mod lexicon;
mod lzma;
mod mask;
mod only;
mod packed;
mod pattern;
mod rules;

use filter::Message;
use fold::Folded;

pub use lexicon::Lexicon;

/// A kind of courtesy formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// A removable request formula: `please`, `s'il te plaît`.
    Please,
    /// Thanks, also in advance.
    Thanks,
    /// A greeting, with phatic questions such as `how are you`.
    Greeting,
    /// A leave-taking or a wish for the road.
    Farewell,
    /// An apology by the sender.
    Apology,
    /// An interjection or main predicate that values the assistant or its reply.
    Praise,
    /// An answer to thanks.
    Welcome,
}

impl Category {
    /// All categories, in the order of [`Courtesy::counts`].
    pub const ALL: [Self; 7] = [
        Self::Please,
        Self::Thanks,
        Self::Greeting,
        Self::Farewell,
        Self::Apology,
        Self::Praise,
        Self::Welcome,
    ];

    /// The name used in data, exports and the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Please => "please",
            Self::Thanks => "thanks",
            Self::Greeting => "greeting",
            Self::Farewell => "farewell",
            Self::Apology => "apology",
            Self::Praise => "praise",
            Self::Welcome => "welcome",
        }
    }
}

/// One formula in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// What the formula is.
    pub category: Category,
    /// Number of the language whose file has it, for [`Lexicon::language`].
    pub language: u8,
    /// First code point of the formula.
    pub start: usize,
    /// Code point after the formula.
    pub end: usize,
}

/// As many languages are told apart.
pub const MAX_LANGUAGES: usize = 24;

/// The courtesy of one message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Courtesy {
    /// The formulae, in the order they stand.
    pub spans: Vec<Span>,
    /// Whether the message is courtesy and nothing else: had the assistant stayed silent, its sender would
    /// miss nothing.
    pub only: bool,
}

impl Courtesy {
    /// How many formulae of each category, in the order of [`Category::ALL`].
    pub fn counts(&self) -> [u16; 7] {
        Category::ALL.map(|category| {
            let count = self.spans.iter().filter(|span| span.category == category).count();
            u16::try_from(count).unwrap_or(u16::MAX)
        })
    }

    /// How many formulae of each language, by its number in the lexicon. Forms that several
    /// languages have, as `hello`, stand in a file of their own.
    pub fn by_language(&self) -> [u16; MAX_LANGUAGES] {
        let mut counts = [0_u16; MAX_LANGUAGES];
        for span in &self.spans {
            if let Some(count) = counts.get_mut(usize::from(span.language)) {
                *count = count.saturating_add(1);
            }
        }
        counts
    }
}

/// Finds the courtesy of a message. Reads the first 200,000 code points; a longer message is never courtesy only.
pub fn find(text: &str) -> Courtesy {
    find_with(Lexicon::built_in(), text)
}

/// As [`find`], by the data of this lexicon.
pub fn find_with(lexicon: &Lexicon, text: &str) -> Courtesy {
    let folded = Folded::new(text);
    let mut message: Option<Message> = None;
    let mut candidates = Vec::new();
    let mut at = 0;
    while at < folded.len() {
        lexicon.phrases_at(&folded, at, &mut candidates);
        let end = if candidates.is_empty() {
            None
        } else {
            let message = message.get_or_insert_with(|| Message::new(lexicon, &folded));
            read(message, at, &mut candidates)
        };
        candidates.clear();
        at = end.unwrap_or(at + 1);
    }
    let Some(message) = message else {
        return Courtesy::default();
    };
    let spans = message.found.iter().map(|found| Span {
        category: found.category,
        language: found.language,
        start: folded.letters[found.start].start as usize,
        end: folded.letters[found.end - 1].end as usize,
    });
    Courtesy {
        spans: spans.collect(),
        only: only::is_only_courtesy(&message),
    }
}

/// A text as the matcher reads it, for comparisons.
pub fn folded(text: &str) -> String {
    Folded::new(text).letters.iter().map(|letter| letter.c).collect()
}

/// Weighs the forms that begin here, longest first; returns where the first one ends of which a reading holds.
fn read(message: &mut Message, at: usize, candidates: &mut Vec<(usize, u16)>) -> Option<usize> {
    // The longest first, and of one form the first reading. There are a few; a sort would be more code than all of this.
    while let Some((index, &(end, number))) = candidates
        .iter()
        .enumerate()
        .max_by_key(|(_, (end, number))| (*end, std::cmp::Reverse(*number)))
    {
        candidates.swap_remove(index);
        let reading = message.lexicon.reading(number);
        let (start, grown_end) = message.grow(reading, at, end);
        if !message.holds(reading, start, grown_end) {
            continue;
        }
        if message.masked()[at] || (reading.category != Some(Category::Please) && message.is_amid(at)) {
            return None;
        }
        if let Some(category) = reading.category {
            message.found.push(filter::Found {
                category,
                language: reading.language,
                start,
                end: grown_end,
            });
        }
        return Some(grown_end);
    }
    None
}
