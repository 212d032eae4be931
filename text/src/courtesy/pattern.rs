//! Patterns: folded forms with their alternatives in parentheses, matched as they are written.
//!
//! `thank (you|u)( so| very|) much` stands in the package as it stands here; spelled out, the forms of one language
//! are thousands. `(a|b|)` is one of its parts, `*` any letters of one word, a private-use character a list.

use super::fold::Folded;
use super::lexicon::Lexicon;
use super::rules::List;

/// Private-use characters that stand for lists, as the build script writes them: U+E000 and the list's number.
const FIRST_SLOT: u32 = 0xe000;
/// The first byte of all of them.
pub const SLOT_BYTE: u8 = 0xee;
/// Most letters a `*` stands for.
const ANY_AT_MOST: usize = 32;

/// The alternatives of the parenthesis that opens here, and what follows it.
pub fn split(pattern: &[u8]) -> (impl Iterator<Item = &[u8]>, &[u8]) {
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
pub fn letter(pattern: &[u8]) -> (char, &[u8]) {
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
    (char::from_u32(number).unwrap_or('\0'), rest)
}

/// The list a private-use character stands for.
pub fn list_of(slot: char) -> List {
    (slot as u32).saturating_sub(FIRST_SLOT) as List
}

/// What is to be matched behind a pattern's end.
#[derive(Clone, Copy)]
pub enum Then<'a> {
    /// These patterns, in turn.
    Stack(&'a [&'static [u8]]),
    /// This pattern, and what is behind it.
    Pattern(&'a [u8], &'a Then<'a>),
}

/// A pattern being matched.
pub struct Walk<'a> {
    pub lexicon: &'a Lexicon,
    pub text: &'a Folded,
    /// Where the form begins.
    pub start: usize,
}

impl Walk<'_> {
    /// Whether the pattern could match here, by its first byte; quick, and true rather too often.
    pub fn could_go_on(&self, pattern: &[u8], at: usize, twice: Option<char>) -> bool {
        let c = self.text.c(at);
        match pattern.first() {
            None | Some(b'(' | b'*' | b' ' | &SLOT_BYTE) => true,
            Some(_) if twice.is_some() || c == '\'' => true,
            Some(&first) => c.encode_utf8(&mut [0; 4]).as_bytes()[0] == first,
        }
    }

    /// Matches the pattern from `at` on and calls `visit` with every end. `twice` is a letter just read that was drawn
    /// out and may stand for two.
    pub fn on<'p>(
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
                    let (rest, end) = (&pattern[1..], text.word_end_before(at, at + ANY_AT_MOST));
                    for stop in at..=end {
                        match (rest.first(), then) {
                            (None, Then::Stack([])) => self.end(stop, visit),
                            // Most often what follows is a space, and only the word's end is before one.
                            (Some(b' '), _) if stop > at && !matches!(text.c(stop), ' ' | '-' | '\'') => {}
                            _ if !self.could_go_on(rest, stop, None) => {}
                            _ => self.on(rest, then, stop, None, visit),
                        }
                    }
                    return;
                }
                SLOT_BYTE => {
                    let (slot, rest) = letter(pattern);
                    let mut ends = Vec::new();
                    let list = list_of(slot);
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
