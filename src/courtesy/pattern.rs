//! Patterns: folded forms with their alternatives in parentheses, matched as they are written.
//!
//! `thank (you|u)( so| very|) much` stands in the package as it stands here; spelled out, the forms of one language
//! are thousands. `(a|b|)` is one of its parts, `*` any letters of one word, a private-use character a list.
//! An index by the first two letters finds the few patterns worth trying.

use super::fold::Folded;
use super::lexicon::{Lexicon, List};

/// Private-use characters that stand for lists, as the build script writes them: U+E000 and the list's number.
const FIRST_SLOT: u32 = 0xe000;
/// The first byte of all of them.
const SLOT_BYTE: u8 = 0xee;
/// Most letters a `*` stands for.
const ANY_AT_MOST: usize = 32;
/// In a key: any letter.
const ANY: char = '\0';

/// Patterns by their first two letters, each with a number of its owner's.
#[derive(Debug)]
pub struct Index {
    /// Sorted. `ANY` comes before all letters.
    entries: Vec<((char, char), &'static str, u16)>,
    /// By first letter below 128, where its entries begin; and where the others begin.
    ascii: [u32; 129],
}

impl Index {
    /// An index of these patterns.
    pub fn new(patterns: impl Iterator<Item = (&'static str, u16)>) -> Self {
        let mut entries = Vec::new();
        for (pattern, number) in patterns {
            begin(pattern.as_bytes(), None, None, &mut |first, second| {
                entries.push(((first, second), pattern, number));
            });
        }
        entries.sort_unstable();
        entries.dedup();
        let mut ascii = [0; 129];
        for (letter, begin) in ascii.iter_mut().enumerate() {
            *begin = entries.partition_point(|&((first, _), ..)| (first as usize) < letter) as u32;
        }
        Self { entries, ascii }
    }

    /// Calls `visit(end, number)` for every form that begins here and ends where a word does.
    pub fn each(&self, lexicon: &Lexicon, text: &Folded, at: usize, visit: &mut dyn FnMut(usize, u16)) {
        let first = text.c(at);
        let open = &self.entries[..self.ascii[1] as usize];
        let mut letter = &self.entries[self.ascii[128] as usize..];
        if first.is_ascii() {
            let begin = self.ascii[first as usize] as usize;
            letter = &self.entries[begin..self.ascii[first as usize + 1] as usize];
        } else {
            let begin = letter.partition_point(|&((c, _), ..)| c < first);
            letter = &letter[begin..];
            letter = &letter[..letter.partition_point(|&((c, _), ..)| c == first)];
        }
        if open.is_empty() && letter.is_empty() || at >= text.len() || !text.is_left_edge(at) {
            return;
        }
        let walk = Walk {
            lexicon,
            text,
            start: at,
        };
        let mut try_all = |entries: &[((char, char), &'static str, u16)]| {
            for &(_, pattern, number) in entries {
                walk.on(pattern.as_bytes(), None, at, None, &mut |end| visit(end, number));
            }
        };
        try_all(open);
        let second = text.c(at + 1);
        let inner = matches!(second, '\'' | '-') && text.is_inner(at + 1);
        let behind = match second {
            '\'' if inner => text.c(at + 2),
            '-' if inner => ' ',
            other => other,
        };
        try_all(with_second(letter, ANY));
        try_all(with_second(letter, behind));
        if behind != second {
            try_all(with_second(letter, second));
        }
    }
}

fn with_second<T, U>(entries: &[((char, char), T, U)], second: char) -> &[((char, char), T, U)] {
    let begin = entries.partition_point(|&((_, c), ..)| c < second);
    let rest = &entries[begin..];
    &rest[..rest.partition_point(|&((_, c), ..)| c == second)]
}

/// What is to be matched behind a pattern's end.
struct Then<'a> {
    pattern: &'a [u8],
    then: Option<&'a Then<'a>>,
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

/// The character a pattern begins with, and the rest.
fn letter(pattern: &[u8]) -> (char, &[u8]) {
    let length = match pattern[0] {
        0..0x80 => return (char::from(pattern[0]), &pattern[1..]),
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    let (letter, rest) = pattern.split_at(length.min(pattern.len()));
    let c = std::str::from_utf8(letter)
        .ok()
        .and_then(|letter| letter.chars().next());
    (c.unwrap_or(ANY), rest)
}

/// Calls `found` with the first two letters of each form of the pattern.
fn begin(pattern: &[u8], then: Option<&Then>, first: Option<char>, found: &mut dyn FnMut(char, char)) {
    match (pattern.first(), then, first) {
        (None, Some(next), _) => begin(next.pattern, next.then, first, found),
        (None, None, _) => found(first.unwrap_or(ANY), ANY),
        (Some(b'('), ..) => {
            let (parts, rest) = split(pattern);
            let then = Then { pattern: rest, then };
            parts.for_each(|part| begin(part, Some(&then), first, found));
        }
        (Some(b'*' | &SLOT_BYTE), ..) => found(first.unwrap_or(ANY), ANY),
        (Some(_), _, Some(first)) => {
            let (second, _) = letter(pattern);
            // A letter drawn out stands for both.
            found(first, if second == first { ANY } else { second });
        }
        (Some(_), _, None) => {
            let (first, rest) = letter(pattern);
            begin(rest, then, Some(first).filter(|&first| first != ' '), found);
        }
    }
}

/// A pattern being matched.
struct Walk<'a> {
    lexicon: &'a Lexicon,
    text: &'a Folded,
    /// Where the form begins.
    start: usize,
}

impl Walk<'_> {
    /// Matches the pattern from `at` on and calls `visit` with every end. `twice` is a letter just read that was drawn out
    /// and may stand for two.
    fn on(
        &self,
        mut pattern: &[u8],
        then: Option<&Then>,
        mut at: usize,
        mut twice: Option<char>,
        visit: &mut dyn FnMut(usize),
    ) {
        let text = self.text;
        loop {
            let Some(&head) = pattern.first() else {
                if let Some(next) = then {
                    return self.on(next.pattern, next.then, at, twice, visit);
                }
                if text.is_right_edge(at) {
                    visit(at);
                }
                // What an elision leaves (`qu'`) ends behind its apostrophe.
                if text.c(at) == '\'' && text.is_inner(at) {
                    visit(at + 1);
                }
                return;
            };
            match head {
                b'(' => {
                    let (parts, rest) = split(pattern);
                    let then = Then { pattern: rest, then };
                    for part in parts {
                        self.on(part, Some(&then), at, twice, visit);
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
                    self.lexicon
                        .each_end((slot as u32 - FIRST_SLOT) as List, text, at, &mut |end| {
                            ends.push(end)
                        });
                    ends.sort_unstable();
                    ends.dedup();
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
            let Some(read) = text.letters.get(at) else { return };
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
}
