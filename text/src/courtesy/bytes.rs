//! Reads what the build wrote: numbers, then the text of the lists.

use super::Category;
use super::rules::{Complement, Condition, Reading, Rest};

/// Lists in a text: one line a pattern, an empty line after each list.
pub struct Lists(pub &'static str);

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
pub struct Bytes(pub &'static [u8]);

impl Bytes {
    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    pub fn number(&mut self) -> usize {
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

    pub fn small(&mut self) -> u16 {
        self.number() as u16
    }

    pub fn list<T>(&mut self, one: impl Fn(&mut Self) -> T) -> Vec<T> {
        let length = self.number();
        (0..length).map(|_| one(self)).collect()
    }

    /// A language's name, and how many readings there are with it and those before.
    pub fn language(&mut self) -> (String, usize) {
        let length = self.number();
        let (name, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        (String::from_utf8_lossy(name).into_owned(), self.number())
    }

    pub fn reading(&mut self) -> Reading {
        Reading {
            language: 0,
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

    pub fn rest(&mut self) -> Rest {
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
