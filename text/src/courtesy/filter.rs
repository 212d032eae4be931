//! Whether a form counts where it stands: the conditions of the data files, weighed.

use std::cell::OnceCell;

use super::lexicon::Lexicon;
use super::rules::{Condition, List, Place, Reading, Written};
use super::{Category, fold::Folded, letters, mask};

/// How far back and ahead conditions look, in letters. Bounds the work on texts without punctuation.
const SIGHT: usize = 160;
/// From here on a message is long, in letters.
const LONG: usize = 1_500;
/// How far a long message's start and end reach.
const EDGE: usize = 400;
/// Longest form a backward look expects, in letters.
const REACH: usize = 28;

/// A formula found, in folded letters.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    pub category: Category,
    pub language: u8,
    pub start: usize,
    pub end: usize,
}

/// A message being read.
#[derive(Debug)]
pub struct Message<'a> {
    pub text: &'a Folded,
    pub lexicon: &'a Lexicon,
    /// For each letter, whether it is not the sender's own voice. Found out when the first formula asks: most
    /// messages hold none.
    masked: OnceCell<Vec<bool>>,
    /// The formulae found so far, in order.
    pub found: Vec<Found>,
    first_word: usize,
    last_word: usize,
    has_small: bool,
}

impl<'a> Message<'a> {
    /// A message not read yet.
    pub fn new(lexicon: &'a Lexicon, text: &'a Folded) -> Self {
        let is_word = |letter: &super::fold::Letter| letters::is_word(letter.c);
        Self {
            text,
            lexicon,
            masked: OnceCell::new(),
            found: Vec::new(),
            first_word: text.letters.iter().position(is_word).unwrap_or(0),
            last_word: text.letters.iter().rposition(is_word).unwrap_or(0),
            has_small: text
                .letters
                .iter()
                .any(|letter| letter.c.is_alphabetic() && !letter.capital),
        }
    }

    /// For each letter, whether it is not the sender's own voice.
    pub fn masked(&self) -> &[bool] {
        self.masked.get_or_init(|| mask::masked(self.lexicon, self.text))
    }

    /// Whether this letter stands amid a long message: what a person says to the assistant stands at its start or its
    /// end, what stands between was mostly brought along. (Of 300 hits read, every right one but `please` stood at an edge.)
    pub fn is_amid(&self, at: usize) -> bool {
        self.text.len() > LONG && at > EDGE && at + EDGE < self.text.len()
    }

    /// The form with the words that lengthen it.
    pub fn grow(&self, reading: &Reading, mut start: usize, mut end: usize) -> (usize, usize) {
        if reading.grow_after != 0 {
            let after = |end| {
                self.lexicon
                    .longest(reading.grow_after, self.text, self.text.skip_spaces(end))
            };
            while let Some(longer) = after(end) {
                end = longer;
            }
        }
        if reading.grow_before != 0 {
            let list = reading.grow_before;
            let floor = self.found.last().map_or(0, |found| found.end);
            while let Some(longer) = self.form_before(list, start).filter(|&longer| longer >= floor) {
                start = longer;
            }
        }
        (start, end)
    }

    /// Whether the reading counts for the form at these letters.
    pub fn holds(&self, reading: &Reading, start: usize, end: usize) -> bool {
        let met = |condition: &Condition| self.met(condition, start, end);
        (reading.only.is_empty() || reading.only.iter().any(met)) && !reading.unless.iter().any(met)
    }

    fn met(&self, condition: &Condition, start: usize, end: usize) -> bool {
        let (at, written) = (condition.at, condition.written);
        (written == 0 || self.is_written(written, start, end))
            && condition
                .before
                .is_none_or(|list| self.form_before(list, start).is_some())
            && condition.after.is_none_or(|list| self.form_after(list, end))
            && (at == 0 || self.stands(at, start, end))
            && condition
                .earlier
                .is_none_or(|list| self.in_sentence(list, self.sentence_start(start), start))
            && condition
                .later
                .is_none_or(|list| self.in_sentence(list, end, self.sentence_end(end)))
    }

    /// Where a form of the list begins that ends directly before this letter; the longest one.
    fn form_before(&self, list: List, index: usize) -> Option<usize> {
        let end = self.text.skip_spaces_back(index);
        (end.saturating_sub(REACH)..end).find(|&start| self.lexicon.spans(list, self.text, start, end))
    }

    fn form_after(&self, list: List, index: usize) -> bool {
        self.lexicon
            .longest(list, self.text, self.text.skip_spaces(index))
            .is_some()
    }

    fn sentence_start(&self, index: usize) -> usize {
        let floor = index.saturating_sub(SIGHT);
        (floor..index)
            .rev()
            .find(|&i| self.text.ends_sentence(i))
            .map_or(floor, |i| i + 1)
    }

    fn sentence_end(&self, index: usize) -> usize {
        let ceiling = (index + SIGHT).min(self.text.len());
        (index..ceiling)
            .find(|&i| self.text.ends_sentence(i))
            .unwrap_or(ceiling)
    }

    fn in_sentence(&self, list: List, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.lexicon.longest_before(list, self.text, at, to).is_some())
    }

    fn is_written(&self, ways: u8, start: usize, end: usize) -> bool {
        let asked = |way: Written| ways & way as u8 != 0;
        let form = &self.text.letters[start..end];
        let capital = form.first().is_some_and(|letter| letter.capital);
        let all_capitals = form
            .iter()
            .all(|letter| letter.capital || !letter.c.is_alphabetic());
        (asked(Written::Capitals) && all_capitals && self.has_small)
            || (asked(Written::Capitalised) && capital && !self.opens_sentence(start, false))
            || (asked(Written::Small) && !capital)
    }

    fn stands(&self, places: u16, start: usize, end: usize) -> bool {
        let asked = |place: Place| places & place as u16 != 0;
        (asked(Place::ClauseEnd) && self.closes_clause(end))
            || (asked(Place::ClauseStart) && self.opens_clause(start))
            || (asked(Place::SentenceStart) && self.opens_sentence(start, false))
            || (asked(Place::MessageStart) && self.opens_sentence(start, true))
            || (asked(Place::SentenceEnd) && self.closes_sentence(end))
            || (asked(Place::MessageEnd) && end > self.last_word)
            || (asked(Place::Alone) && self.closes_clause(end) && self.opens_clause(start))
            || (asked(Place::WholeMessage) && start <= self.first_word && end > self.last_word)
            || (asked(Place::Exclaimed) && self.closes_clause(end) && self.opens_sentence(start, false))
            || (asked(Place::Asked) && self.text.c(self.text.skip_spaces(end)) == '?')
            || (asked(Place::OwnLine) && self.has_own_line(start, end))
    }

    /// Whether a sentence (or, if asked, the message) opens here, but for leading words and other courtesy.
    fn opens_sentence(&self, start: usize, message: bool) -> bool {
        let mut index = start;
        let mut bare = true;
        for _ in 0..24 {
            index = self.text.skip_spaces_back(index);
            if index == 0 {
                return true;
            }
            if self.found.iter().rev().take(24).any(|found| found.end == index) {
                if !message {
                    return true;
                }
                index = self
                    .found
                    .iter()
                    .rev()
                    .find(|found| found.end == index)
                    .map_or(0, |found| found.start);
            } else if !letters::is_word(self.text.c_before(index)) {
                if !message && bare && self.text.ends_sentence(index - 1) {
                    return true;
                }
                index -= 1;
                // A point before a comma still ends a sentence; after a leading word it must be looked at anew.
                bare = bare && !matches!(self.text.c(index), ',' | ':' | '-');
            } else if let Some(lead) = self.form_before(self.lexicon.leads, index) {
                index = lead;
                bare = true;
            } else {
                return false;
            }
        }
        false
    }

    fn opens_clause(&self, start: usize) -> bool {
        let index = self.text.skip_spaces_back(start);
        let before = self.text.c_before(index);
        let punctuation = !letters::is_word(before) && !matches!(before, '\'' | '_' | '/' | '@' | '#' | '$');
        punctuation || self.opens_sentence(start, false)
    }

    fn closes_clause(&self, end: usize) -> bool {
        let index = self.text.skip_spaces(end);
        // A comma or bang between unspaced letters (`您好，请问`) stands between words all the same.
        let apart =
            letters::is_unspaced(self.text.c_before(index)) && !matches!(self.text.c(index), '\'' | '-');
        let attached = index == end && !apart && (self.text.is_inner(index) || self.text.c(index) == ':');
        !letters::is_word(self.text.c(index)) && !attached
    }

    fn closes_sentence(&self, end: usize) -> bool {
        for index in end..(end + 12) {
            if index >= self.text.len() || self.text.ends_sentence(index) {
                return true;
            }
            match self.text.c(index) {
                ' ' | ',' | ':' | '-' | ')' | '"' | '\'' | '.' => {}
                c => return !letters::is_word(c),
            }
        }
        false
    }

    fn has_own_line(&self, start: usize, end: usize) -> bool {
        let before = self.text.c_before(self.text.skip_spaces_back(start));
        let mut index = end;
        while index < self.text.len() && index < end + 8 && !letters::is_word(self.text.c(index)) {
            if self.text.c(index) == '\n' {
                return before == '\n';
            }
            index += 1;
        }
        before == '\n' && index >= self.text.len()
    }
}
