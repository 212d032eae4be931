//! What the build made of `data/courtesy`: lists of forms, and what to ask of a form where it stands.

use std::sync::{LazyLock, OnceLock};

use super::Category;
use super::fold::Folded;
use super::packed;
use super::pattern::Index;

/// A list of forms: words or phrases, folded. 0 is the empty list.
pub type List = u16;

/// One way to read a form.
#[derive(Debug)]
pub struct Reading {
    forms: List,
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

/// Cues of text that is not the sender's own voice, in the order the build writes them.
#[derive(Debug, Clone, Copy)]
pub enum Cue {
    /// `translate`, `correct this`: what follows a colon or a line's end is handed over.
    HandOver,
    /// `the email`: what follows a colon is quoted.
    Introduces,
    /// `Dear Sir`.
    Salutation,
    /// Greetings that open a letter inside a message.
    LetterGreeting,
    /// `Best regards`.
    SignOff,
    /// `in French?`: what stands before is mentioned.
    MentionTail,
    /// Where the sender speaks again.
    Resumes,
    /// Names of speakers in a transcript.
    Speaker,
    /// `переведи на английский`: the text follows without any sign between.
    HandOverAtOnce,
}

/// Every form and condition of all languages.
#[derive(Debug)]
pub struct Lexicon {
    /// The patterns of each list, one a line.
    lists: Vec<&'static str>,
    /// Made when a list is first asked for: most never are while a worker lives.
    indexes: Vec<OnceLock<Index>>,
    phrases: OnceLock<Index>,
    cues: Vec<List>,
    /// Words after which a sentence still opens (`ok`, `yes`).
    pub(super) leads: List,
    readings: Vec<Reading>,
    /// What may remain, by language; what all languages share comes first.
    pub(super) rests: Vec<Rest>,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_bytes!(concat!(env!("OUT_DIR"), "/courtesy.bin"))));

impl Lexicon {
    /// The lexicon that was built in.
    pub fn built_in() -> &'static Self {
        &LEXICON
    }

    /// Reads the bytes that the compiler of the data files wrote; only those.
    pub fn read(bytes: &'static [u8]) -> Self {
        let mut bytes = Bytes(bytes);
        let cues = (0..=Cue::HandOverAtOnce as usize)
            .map(|_| bytes.small())
            .collect();
        let leads = bytes.small();
        let readings = bytes.list(Bytes::reading);
        let rests = bytes.list(Bytes::rest);
        // There is one lexicon, and it lives as long as the process.
        let text: &'static str = packed::unpack(bytes.0).leak();
        let lists: Vec<&str> = Lists(text).collect();
        Self {
            indexes: lists.iter().map(|_| OnceLock::new()).collect(),
            lists,
            phrases: OnceLock::new(),
            cues,
            leads,
            readings,
            rests,
        }
    }

    /// The list of a kind of cue.
    pub fn cue(&self, cue: Cue) -> List {
        self.cues[cue as usize]
    }

    /// What may remain of a message in every language.
    pub fn shared_rest(&self) -> &Rest {
        &self.rests[0]
    }

    /// Collects the ends of the phrases that begin here, each with the number of its reading.
    pub fn phrases_at(&self, text: &Folded, at: usize, found: &mut Vec<(usize, u16)>) {
        let phrases = self.phrases.get_or_init(|| {
            let readings = self.readings.iter().zip(0..);
            Index::new(
                &self.lists,
                readings.flat_map(|(reading, number)| self.patterns(reading.forms).map(move |p| (p, number))),
            )
        });
        phrases.each(self, text, at, &mut |end, number| found.push((end, number)));
    }

    /// A reading, by the number that [`Self::phrases_at`] gave.
    pub fn reading(&self, number: u16) -> &Reading {
        &self.readings[usize::from(number)]
    }

    fn patterns(&self, list: List) -> impl Iterator<Item = &'static str> + use<> {
        self.lists[usize::from(list)].lines()
    }

    /// Calls `visit` with the end of every form of the list that begins here.
    pub fn each_end(&self, list: List, text: &Folded, at: usize, visit: &mut dyn FnMut(usize)) {
        let index = self.indexes[usize::from(list)]
            .get_or_init(|| Index::new(&self.lists, self.patterns(list).map(|pattern| (pattern, 0))));
        index.each(self, text, at, &mut |end, _| visit(end));
    }

    /// The end of the longest form of the list that begins here and ends at a word's end.
    pub fn longest(&self, list: List, text: &Folded, at: usize) -> Option<usize> {
        self.longest_before(list, text, at, text.len())
    }

    /// As [`Self::longest`], among the forms that end no later than `limit`.
    pub fn longest_before(&self, list: List, text: &Folded, at: usize, limit: usize) -> Option<usize> {
        let mut longest = None;
        self.each_end(list, text, at, &mut |end| {
            if end <= limit {
                longest = longest.max(Some(end));
            }
        });
        longest
    }

    /// Whether a form of the list begins here and ends exactly there.
    pub fn spans(&self, list: List, text: &Folded, at: usize, end: usize) -> bool {
        let mut found = false;
        self.each_end(list, text, at, &mut |e| found |= e == end);
        found
    }
}

/// Lists in a text: one line a pattern, an empty line after each list.
struct Lists(&'static str);

impl Iterator for Lists {
    type Item = &'static str;

    fn next(&mut self) -> Option<&'static str> {
        if let Some(rest) = self.0.strip_prefix('\n') {
            self.0 = rest;
            return Some("");
        }
        let (list, rest) = self.0.split_once("\n\n")?;
        self.0 = rest;
        Some(list)
    }
}

/// Reads numbers from the front of the bytes.
struct Bytes(&'static [u8]);

impl Bytes {
    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    fn number(&mut self) -> usize {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let Some((&byte, rest)) = self.0.split_first() else {
                break;
            };
            self.0 = rest;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    fn small(&mut self) -> u16 {
        self.number() as u16
    }

    fn list<T>(&mut self, one: impl Fn(&mut Self) -> T) -> Vec<T> {
        let length = self.number();
        (0..length).map(|_| one(self)).collect()
    }

    fn reading(&mut self) -> Reading {
        Reading {
            category: self.number().checked_sub(1).map(|index| Category::ALL[index]),
            forms: self.small(),
            grow_before: self.small(),
            grow_after: self.small(),
            only: self.list(Self::condition),
            unless: self.list(Self::condition),
        }
    }

    fn condition(&mut self) -> Condition {
        let given = self.number();
        let mut part = |bit: u8| (given & 1 << bit != 0).then(|| self.small());
        Condition {
            before: part(0),
            after: part(1),
            earlier: part(2),
            later: part(3),
            at: part(4).unwrap_or(0),
            written: part(5).unwrap_or(0) as u8,
        }
    }

    fn rest(&mut self) -> Rest {
        Rest {
            fillers: self.small(),
            reports: self.small(),
            vocatives: self.small(),
            accepting: self.small(),
            stops: self.small(),
            complements: self.list(|bytes| {
                let of = bytes.number() as u8;
                let opens = bytes.small();
                let words = bytes.number();
                Complement {
                    of,
                    opens,
                    apart: words & 1 == 1,
                    words: (words >> 1) as u8,
                }
            }),
        }
    }
}
