//! Where a JSON value ends. Nothing is built up: whether a text is JSON, and where its parts lie, is all a rule asks.
//!
//! A parser made for building values weighs ten times as much in the package; the tests hold this one to what that
//! parser accepts.

use crate::pieces::{Nest, plain};

/// Pages nest a few levels. What is nested deeper than this is no value.
pub const DEEPEST: usize = 256;

/// No reader goes deeper than this: an export may nest each reply in the message before it.
pub const DEEPEST_OF_ALL: usize = 4096;

/// The value that begins the text, of no more than so many levels, and what follows it; `None` if none does.
pub fn value_within(text: &str, deepest: usize) -> Option<(&str, &str)> {
    let text = filled(text);
    let mut scan = Scan {
        bytes: text.as_bytes(),
        at: 0,
    };
    scan.value(deepest.min(DEEPEST_OF_ALL))?;
    Some((text.get(..scan.at)?, text.get(scan.at..)?))
}

/// The members of an object, each with its key as it is written, or the elements of an array, without keys; where the text is no such
/// thing, none. The text must be JSON, looked at as a whole before: here nothing is refused, so that what lies deep in it is not read
/// once more for each level.
pub fn parts(json: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_object = json.starts_with('{');
    let mut rest = json.get(1..).filter(|_| is_object || json.starts_with('['));
    std::iter::from_fn(move || {
        let mut text = rest.take()?;
        let mut key = "";
        if is_object {
            (key, text) = first(text)?;
            text = filled(text).strip_prefix(':')?;
        }
        let (part, behind) = first(text)?;
        rest = filled(behind).strip_prefix(',');
        Some((key, part))
    })
}

/// The value that begins the text, which is JSON, and what follows it.
fn first(text: &str) -> Option<(&str, &str)> {
    let text = filled(text);
    let bytes = text.as_bytes();
    let mut nest = Nest::default();
    let end = match bytes.first()? {
        b'"' => 1 + nest.pass_text(&bytes[1..]),
        b'{' | b'[' => nest.pass(bytes, 0),
        _ => {
            let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
            bytes.iter().position(ends).unwrap_or(bytes.len())
        }
    };
    (end > 0).then_some((text.get(..end)?, text.get(end..)?))
}

/// The text without the white space it begins with.
pub fn filled(text: &str) -> &str {
    text.trim_start_matches([' ', '\n', '\r', '\t'])
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scan<'_> {
    fn value(&mut self, deepest: usize) -> Option<()> {
        match self.next_filled()? {
            b'{' | b'[' => {
                self.at -= 1;
                self.nested(deepest)
            }
            first => self.single(first),
        }
    }

    /// A value that holds no others, after its first byte.
    fn single(&mut self, first: u8) -> Option<()> {
        match first {
            b'"' => self.string(),
            b't' => self.word(b"rue"),
            b'f' => self.word(b"alse"),
            b'n' => self.word(b"ull"),
            b'-' => {
                let digit = self.next()?;
                self.number(digit)
            }
            digit => self.number(digit),
        }
    }

    fn nested(&mut self, deepest: usize) -> Option<()> {
        // What is open: a bit for each level, set for objects.
        let mut open = [0_u64; DEEPEST_OF_ALL / 64];
        let mut depth = 0;
        loop {
            let first = self.next_filled()?;
            match first {
                b'{' | b'[' => {
                    let is_object = first == b'{';
                    (depth < deepest).then_some(())?;
                    let bit = 1 << (depth % 64);
                    open[depth / 64] = open[depth / 64] & !bit | if is_object { bit } else { 0 };
                    depth += 1;
                    if !self.closes(is_object) {
                        if is_object {
                            self.key()?;
                        }
                        continue;
                    }
                    depth -= 1;
                }
                other => self.single(other)?,
            }
            // A value has ended: more may follow it, or end with it.
            loop {
                let Some(outer) = depth.checked_sub(1) else {
                    return Some(());
                };
                let is_object = open[outer / 64] >> (outer % 64) & 1 == 1;
                if self.closes(is_object) {
                    depth = outer;
                    continue;
                }
                if self.next_filled()? != b',' {
                    return None;
                }
                if is_object {
                    self.key()?;
                }
                break;
            }
        }
    }

    fn next(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// The next byte that is no white space.
    fn next_filled(&mut self) -> Option<u8> {
        self.pass_space();
        self.next()
    }

    fn pass_space(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Whether the bracket follows that closes an object or array; it is read only then.
    fn closes(&mut self, is_object: bool) -> bool {
        self.pass_space();
        let closing = self.peek() == if is_object { b'}' } else { b']' };
        self.at += usize::from(closing);
        closing
    }

    fn key(&mut self) -> Option<()> {
        (self.next_filled()? == b'"').then_some(())?;
        self.string()?;
        (self.next_filled()? == b':').then_some(())
    }

    /// What follows an opening quotation mark.
    fn string(&mut self) -> Option<()> {
        loop {
            self.at += plain(self.bytes.get(self.at..)?);
            match self.next()? {
                b'"' => return Some(()),
                b'\\' => match self.next()? {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                    b'u' => {
                        let digits = self.bytes.get(self.at..self.at + 4)?;
                        digits.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                        self.at += 4;
                    }
                    _ => return None,
                },
                0..0x20 => return None,
                _ => {}
            }
        }
    }

    fn word(&mut self, rest: &[u8]) -> Option<()> {
        self.bytes.get(self.at..)?.starts_with(rest).then_some(())?;
        self.at += rest.len();
        Some(())
    }

    /// What follows a number's first digit.
    fn number(&mut self, first: u8) -> Option<()> {
        match first {
            b'0' => (!self.peek().is_ascii_digit()).then_some(())?,
            b'1'..=b'9' => self.digits(),
            _ => return None,
        }
        if self.peek() == b'.' {
            self.at += 1;
            self.some_digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.some_digits()?;
        }
        Some(())
    }

    fn digits(&mut self) {
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
    }

    fn some_digits(&mut self) -> Option<()> {
        self.next()?.is_ascii_digit().then_some(())?;
        self.digits();
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::IgnoredAny;

    const ALL_OF_JSON: &str =
        "\t{\"a\\u00e9\\n\" : [ 0 , -1.5e+3, 20E1,{}, [] ,true ],\n\"b\":{\"é\":false,\"\":null} }\r ";

    fn is_json(text: &str) -> bool {
        value_within(text, DEEPEST).is_some_and(|(_, rest)| filled(rest).is_empty())
    }

    fn agrees(text: &str) {
        let parsed = serde_json::from_str::<IgnoredAny>(text).is_ok();
        assert_eq!(is_json(text), parsed, "{text}");
    }

    #[test]
    fn every_sign_in_every_place_of_a_long_text_is_seen() {
        for sign in (0_u8..0x80).map(char::from).chain(['é', '🙂']) {
            for place in 0..17 {
                agrees(&format!("\"{}{sign}{}\"", "a".repeat(place), "b".repeat(17)));
                agrees(&format!("[\"{}{sign}", "é".repeat(place)));
            }
        }
    }

    #[test]
    fn accepts_what_a_parser_accepts() {
        agrees(ALL_OF_JSON);
        let places: Vec<usize> = ALL_OF_JSON.char_indices().map(|(at, _)| at).collect();
        for (&at, length) in places.iter().zip(ALL_OF_JSON.chars().map(char::len_utf8)) {
            let (before, after) = (&ALL_OF_JSON[..at], &ALL_OF_JSON[at + length..]);
            agrees(before);
            agrees(&ALL_OF_JSON[at..]);
            for other in " \0\u{1f}\u{b}\u{c}\u{a0}0123.eE+-tfnul\"\\/{}[]:,é"
                .chars()
                .map(String::from)
            {
                agrees(&format!("{before}{other}{after}"));
                agrees(&format!("{before}{other}{}", &ALL_OF_JSON[at..]));
            }
            agrees(&format!("{before}{after}"));
        }
        for number in [
            "-", "01", "-0", "1.", "1.e1", ".5", "1e", "1e+", "1e400", "-0.0E-0", "+1", "1 1", "00",
        ] {
            agrees(number);
            agrees(&format!("[{number}]"));
        }
    }

    #[test]
    fn parts_are_those_of_the_text() {
        let all = |json: &str| {
            let parts = parts(json).map(|(key, part)| format!("{key}={part}"));
            parts.collect::<Vec<_>>().join(";")
        };
        assert_eq!(all("{ \"a\" : [1, 2] , \"b\":{}}"), "\"a\"=[1, 2];\"b\"={}");
        assert_eq!(all("[1 ,\"x,\" , [ ] ]"), "=1;=\"x,\";=[ ]");
        for nothing in ["{}", "[ ]", "5", "", "[", "{\"a\"}"] {
            assert_eq!(all(nothing), "", "{nothing}");
        }
    }
}
