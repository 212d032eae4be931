//! What the build made of `data/courtesy`: lists of forms, and what to ask of a form where it stands.

use std::sync::{LazyLock, OnceLock};

use super::bytes::{Bytes, Lists};
use super::fold::Folded;
use super::index::Index;
use super::lzma;
use super::packed;
use super::rules::{List, Reading, Rest};

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
    /// Names of the languages; those of several belong to one without a name.
    languages: Vec<(String, usize)>,
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
        let length = bytes.number();
        // There is one lexicon, and it lives as long as the process.
        let mut bytes = Bytes(lzma::unpack(bytes.0, length).leak());
        let cues = (0..=Cue::HandOverAtOnce as usize)
            .map(|_| bytes.small())
            .collect();
        let leads = bytes.small();
        let languages = bytes.list(Bytes::language);
        let mut readings = bytes.list(Bytes::reading);
        for (number, reading) in readings.iter_mut().enumerate() {
            reading.language = languages.partition_point(|(_, end)| *end <= number) as u8;
        }
        let rests = bytes.list(Bytes::rest);
        let text: &'static str = packed::unpack(bytes.0).leak();
        let lists: Vec<&str> = Lists(text).collect();
        Self {
            indexes: lists.iter().map(|_| OnceLock::new()).collect(),
            lists,
            phrases: OnceLock::new(),
            cues,
            leads,
            readings,
            languages,
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

    /// The name of a language, for example `fr`; empty for forms of several.
    pub fn language(&self, number: usize) -> &str {
        self.languages.get(number).map_or("", |(name, _)| name)
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
