//! Patterns: folded forms with their alternatives in parentheses, matched as they are written.
//!
//! `thank (you|u)( so| very|) much` stands in the package as it stands here; spelled out, the forms of one language
//! are thousands. `(a|b|)` is one of its parts, `*` any letters of one word, a private-use character a list.
//! An index by the first letters finds the few patterns worth trying.

use super::fold::Folded;
use super::lexicon::{Lexicon, List};

/// Private-use characters that stand for lists, as the build script writes them: U+E000 and the list's number.
const FIRST_SLOT: u32 = 0xe000;
/// The first byte of all of them.
const SLOT_BYTE: u8 = 0xee;
/// Most letters a `*` stands for.
const ANY_AT_MOST: usize = 32;
/// In a key: no letter more; what follows must be tried.
const OPEN: char = '\0';
/// Letters of a key. With two, sixteen patterns are tried for each word of an English text, with four hardly one.
const KEY: usize = 4;

/// Bits of an index's filter; a power of two.
const FILTER: usize = 1 << 14;

/// The letters a pattern may begin with.
type Key = [char; KEY];

/// Patterns by their first letters.
#[derive(Debug)]
pub struct Index {
    /// Sorted by their letters. `OPEN` comes before all letters.
    entries: Vec<Entry>,
    /// By first letter below 128, where its entries begin; and where the others begin.
    ascii: [u32; 129],
    /// A bit for each hash of the first letters of an entry: most words of a message end here.
    filter: [u64; FILTER / 64],
}

/// One way in which a pattern may begin.
#[derive(Debug)]
struct Entry {
    key: Key,
    /// A number of the owner's.
    number: u16,
    /// What is left to be matched behind these letters, in turn.
    rest: Box<[&'static [u8]]>,
}

impl Index {
    /// An index of these patterns; `lists` are the lists they name, one pattern a line.
    pub fn new(lists: &[&'static str], patterns: impl Iterator<Item = (&'static str, u16)>) -> Self {
        let mut entries = Vec::new();
        for (pattern, number) in patterns {
            begin(
                lists,
                pattern.as_bytes(),
                &[],
                &[],
                &mut |letters, pattern, then| {
                    let mut key = [OPEN; KEY];
                    key[..letters.len()].copy_from_slice(letters);
                    let rest = [pattern].into_iter().chain(then.iter().copied());
                    let rest = rest.filter(|pattern| !pattern.is_empty()).collect();
                    entries.push(Entry { key, number, rest });
                },
            );
        }
        entries.sort_unstable_by_key(|entry| entry.key);
        let mut ascii = [0; 129];
        for (letter, begin) in ascii.iter_mut().enumerate() {
            *begin = entries.partition_point(|entry| (entry.key[0] as usize) < letter) as u32;
        }
        let mut filter = [0; FILTER / 64];
        for entry in &entries {
            let bit = hash(entry.key[0], entry.key[1], entry.key[2]);
            filter[bit / 64] |= 1 << (bit % 64);
        }
        Self {
            entries,
            ascii,
            filter,
        }
    }

    /// Calls `visit(end, number)` for every form that begins here and ends where a word does.
    pub fn each(&self, lexicon: &Lexicon, text: &Folded, at: usize, visit: &mut dyn FnMut(usize, u16)) {
        let Some(letter) = text.letters.get(at) else {
            return;
        };
        let open = &self.entries[..self.ascii[1] as usize];
        let close = if letter.c.is_ascii() {
            let first = letter.c as usize;
            &self.entries[self.ascii[first] as usize..self.ascii[first + 1] as usize]
        } else {
            with(&self.entries[self.ascii[128] as usize..], 0, letter.c)
        };
        if open.is_empty() && (close.is_empty() || !self.may_hold(text, at)) || !text.is_left_edge(at) {
            return;
        }
        let walk = Walk {
            lexicon,
            text,
            start: at,
        };
        let twice = letter.long.then_some(letter.c);
        walk.all(open, at, None, visit);
        walk.narrow(close, 1, at + 1, twice, visit);
    }
}

impl Index {
    /// Whether an entry may begin with the letters here; quick, and true rather too often.
    fn may_hold(&self, text: &Folded, at: usize) -> bool {
        let (first, second, third) = (text.c(at), text.c(at + 1), text.c(at + 2));
        let set = |bit: usize| self.filter[bit / 64] & 1 << (bit % 64) != 0;
        set(hash(first, second, third))
            || set(hash(first, second, OPEN))
            || set(hash(first, OPEN, OPEN))
            // These may stand for nothing or for a space.
            || matches!(second, '\'' | '-')
            || matches!(third, '\'' | '-')
    }
}

fn hash(first: char, second: char, third: char) -> usize {
    let mixed = (first as u32).wrapping_mul(0x9e37_79b1)
        ^ (second as u32).wrapping_mul(0x85eb_ca6b)
        ^ (third as u32).wrapping_mul(0xc2b2_ae35);
    (mixed ^ mixed >> 15) as usize & (FILTER - 1)
}

/// The entries with this letter there, of entries sorted by it.
fn with(entries: &[Entry], letter: usize, wanted: char) -> &[Entry] {
    let begin = entries.partition_point(|entry| entry.key[letter] < wanted);
    let rest = &entries[begin..];
    &rest[..rest.partition_point(|entry| entry.key[letter] == wanted)]
}

/// The alternatives of the parenthesis that opens here, and what follows it.
fn split(pattern: &[u8]) -> (impl Iterator<Item = &[u8]>, &[u8]) {
    let mut depth = 0;
    let close = pattern.iter().position(|&byte| {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        depth == 0
    });
    let close = close.unwrap_or(pattern.len() - 1);
    let mut depth = 0;
    let parts = pattern[1..close].split(move |&byte| {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        byte == b'|' && depth == 0
    });
    (parts, &pattern[close + 1..])
}

/// The character a pattern begins with, and the rest. The pattern is part of a string.
fn letter(pattern: &[u8]) -> (char, &[u8]) {
    let (length, head) = match pattern[0] {
        byte @ 0..0x80 => return (char::from(byte), &pattern[1..]),
        byte @ 0x80..0xe0 => (2, byte & 0x1f),
        byte @ 0xe0..0xf0 => (3, byte & 0x0f),
        byte => (4, byte & 0x07),
    };
    let (letter, rest) = pattern.split_at(length.min(pattern.len()));
    let tail = letter[1..].iter();
    let number = tail.fold(u32::from(head), |number, &byte| {
        number << 6 | u32::from(byte & 0x3f)
    });
    (char::from_u32(number).unwrap_or(OPEN), rest)
}

/// Calls `found` with the first letters of each form of the pattern and what is left behind them.
fn begin(
    lists: &[&'static str],
    pattern: &'static [u8],
    then: &[&'static [u8]],
    letters: &[char],
    found: &mut dyn FnMut(&[char], &'static [u8], &[&'static [u8]]),
) {
    match (pattern.first(), then) {
        (None, [next, then @ ..]) => return begin(lists, next, then, letters, found),
        (Some(b'('), _) => {
            let (parts, rest) = split(pattern);
            let then: Vec<&[u8]> = [rest].into_iter().chain(then.iter().copied()).collect();
            return parts.for_each(|part| begin(lists, part, &then, letters, found));
        }
        // Behind a space or at the start a list is written out: what stands there is a word of its own.
        (Some(&SLOT_BYTE), _) if letters.last().is_none_or(|&last| last == ' ') => {
            let (slot, rest) = letter(pattern);
            let then: Vec<&[u8]> = [rest].into_iter().chain(then.iter().copied()).collect();
            let list = lists.get((slot as u32 - FIRST_SLOT) as usize);
            let patterns = list.into_iter().flat_map(|list| list.lines());
            return patterns.for_each(|pattern| begin(lists, pattern.as_bytes(), &then, letters, found));
        }
        (None | Some(b'*' | &SLOT_BYTE), _) => return found(letters, pattern, then),
        (Some(_), _) => {}
    }
    let (next, rest) = letter(pattern);
    match letters.last() {
        _ if letters.len() == KEY => found(letters, pattern, then),
        // A space too many is passed over.
        None | Some(' ') if next == ' ' => begin(lists, rest, then, letters, found),
        // A letter drawn out stands for both.
        Some(&last) if last == next => found(letters, pattern, then),
        _ => begin(lists, rest, then, &[letters, &[next]].concat(), found),
    }
}

/// What is to be matched behind a pattern's end.
#[derive(Clone, Copy)]
enum Then<'a> {
    /// These patterns, in turn.
    Stack(&'a [&'static [u8]]),
    /// This pattern, and what is behind it.
    Pattern(&'a [u8], &'a Then<'a>),
}

/// A pattern being matched.
struct Walk<'a> {
    lexicon: &'a Lexicon,
    text: &'a Folded,
    /// Where the form begins.
    start: usize,
}

impl Walk<'_> {
    /// Tries the entries that go on with the letters here. `twice` as in [`Self::on`].
    fn narrow(
        &self,
        entries: &[Entry],
        depth: usize,
        at: usize,
        twice: Option<char>,
        visit: &mut dyn FnMut(usize, u16),
    ) {
        if depth == KEY || entries.is_empty() {
            return self.all(entries, at, twice, visit);
        }
        self.all(with(entries, depth, OPEN), at, twice, visit);
        let Some(letter) = self.text.letters.get(at) else {
            return;
        };
        let twice = letter.long.then_some(letter.c);
        self.narrow(with(entries, depth, letter.c), depth + 1, at + 1, twice, visit);
        if matches!(letter.c, '\'' | '-') && self.text.is_inner(at) {
            match letter.c {
                '-' => self.narrow(with(entries, depth, ' '), depth + 1, at + 1, None, visit),
                _ => self.narrow(entries, depth, at + 1, None, visit),
            }
        }
    }

    fn all(&self, entries: &[Entry], at: usize, twice: Option<char>, visit: &mut dyn FnMut(usize, u16)) {
        for entry in entries {
            if entry
                .rest
                .first()
                .is_none_or(|rest| self.could_go_on(rest, at, twice))
            {
                let visit = &mut |end| visit(end, entry.number);
                self.on(&[], Then::Stack(&entry.rest), at, twice, visit);
            }
        }
    }

    /// Whether the pattern could match here, by its first byte; quick, and true rather too often.
    fn could_go_on(&self, pattern: &[u8], at: usize, twice: Option<char>) -> bool {
        let c = self.text.c(at);
        match pattern.first() {
            None | Some(b'(' | b'*' | b' ' | &SLOT_BYTE) => true,
            Some(_) if twice.is_some() || c == '\'' => true,
            Some(&first) => c.encode_utf8(&mut [0; 4]).as_bytes()[0] == first,
        }
    }

    /// Matches the pattern from `at` on and calls `visit` with every end. `twice` is a letter just read that was drawn
    /// out and may stand for two.
    fn on<'p>(
        &self,
        mut pattern: &'p [u8],
        mut then: Then<'p>,
        mut at: usize,
        mut twice: Option<char>,
        visit: &mut dyn FnMut(usize),
    ) {
        let text = self.text;
        loop {
            let Some(&head) = pattern.first() else {
                match then {
                    Then::Pattern(next, behind) => (pattern, then) = (next, *behind),
                    Then::Stack([next, behind @ ..]) => (pattern, then) = (next, Then::Stack(behind)),
                    Then::Stack([]) => return self.end(at, visit),
                }
                continue;
            };
            match head {
                b'(' => {
                    let (parts, rest) = split(pattern);
                    for part in parts.filter(|part| self.could_go_on(part, at, twice)) {
                        self.on(part, Then::Pattern(rest, &then), at, twice, visit);
                    }
                    return;
                }
                b'*' => {
                    let end = text.word_end(at).min(at + ANY_AT_MOST);
                    for stop in at..=end {
                        self.on(&pattern[1..], then, stop, None, visit);
                    }
                    return;
                }
                SLOT_BYTE => {
                    let (slot, rest) = letter(pattern);
                    let mut ends = Vec::new();
                    let list = (slot as u32 - FIRST_SLOT) as List;
                    self.lexicon.each_end(list, text, at, &mut |end| {
                        if !ends.contains(&end) {
                            ends.push(end);
                        }
                    });
                    for end in ends {
                        self.on(rest, then, end, None, visit);
                    }
                    return;
                }
                _ => {}
            }
            let (wanted, rest) = letter(pattern);
            if wanted == ' ' && (at == self.start || text.c_before(at) == ' ') {
                pattern = rest; // an alternative was left out between two spaces
                continue;
            }
            if twice == Some(wanted) {
                self.on(rest, then, at, None, visit);
            }
            let Some(read) = text.letters.get(at) else {
                return;
            };
            twice = None;
            // People leave apostrophes out and put hyphens in: `thats`, `s'il-te-plaît`.
            if read.c == wanted || (read.c == '-' && wanted == ' ' && text.is_inner(at)) {
                twice = read.long.then_some(wanted);
                pattern = rest;
            } else if read.c != '\'' || !text.is_inner(at) {
                return;
            }
            at += 1;
        }
    }

    /// The whole pattern was matched; it counts where a word ends.
    fn end(&self, at: usize, visit: &mut dyn FnMut(usize)) {
        if at == self.start {
            return; // a lone `*` stands for one letter at least
        }
        if self.text.is_right_edge(at) {
            visit(at);
        }
        // What an elision leaves (`qu'`) ends behind its apostrophe.
        if self.text.c(at) == '\'' && self.text.is_inner(at) {
            visit(at + 1);
        }
    }
}
