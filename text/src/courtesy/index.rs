//! Finds the patterns that may begin at a place, by their first letters.

use super::fold::Folded;
use super::lexicon::Lexicon;
use super::pattern::{SLOT_BYTE, Then, Walk, letter, list_of, split};

/// Letters of a key. With two, sixteen patterns are tried for each word of an English text, with four hardly one.
const KEY: usize = 4;
/// In a key: no letter more; what follows must be tried.
const OPEN: char = '\0';
/// Bits of the filter for each entry.
const FILTER: usize = 16;
/// Tells the hash of a whole key from that of a beginning.
const WHOLE: usize = 0x2a2a_2a2a;
/// Ends a chain of entries.
const NONE: u32 = u32::MAX;

/// The letters a pattern may begin with.
type Key = [char; KEY];

/// Patterns by their first letters: chains of entries by the hash of their key. (Sorting them would take less memory, and
/// 8 kB more of code than this.)
#[derive(Debug)]
pub struct Index {
    entries: Vec<Entry>,
    /// What is left of the patterns behind the letters of their keys.
    rests: Vec<&'static [u8]>,
    /// Where the chain of each hash begins.
    chains: Vec<u32>,
    /// A bit for each hash of each beginning of a key, and for that of the whole: most words of a message end here.
    filter: Vec<u64>,
    /// Whether patterns begin with a `*` or the like, and may match anything.
    open: bool,
}

/// One way in which a pattern may begin.
#[derive(Debug)]
struct Entry {
    key: Key,
    /// The next entry of the chain.
    next: u32,
    /// A number of the owner's.
    number: u16,
    /// A letter that the rest cannot do without, where the key is of no letters and would be tried at each word.
    needs: char,
    /// Which of the rests are left to be matched behind these letters, in turn.
    rest: std::ops::Range<u32>,
}

impl Index {
    /// An index of these patterns; `lists` are the lists they name, one pattern a line.
    pub fn new(lists: &[&'static str], patterns: impl Iterator<Item = (&'static str, u16)>) -> Self {
        let (mut entries, mut rests) = (Vec::new(), Vec::new());
        for (pattern, number) in patterns {
            let begun = Begun {
                key: [OPEN; KEY],
                letters: 0,
                pattern: pattern.as_bytes(),
                then: None,
            };
            begun.each(lists, &mut |begun| {
                let first = rests.len() as u32;
                begun.rest(&mut rests);
                let is_open = begun.key[0] == OPEN;
                entries.push(Entry {
                    key: begun.key,
                    next: NONE,
                    number,
                    needs: if is_open {
                        needed(&rests[first as usize..])
                    } else {
                        OPEN
                    },
                    rest: first..rests.len() as u32,
                });
            });
        }
        // Powers of two, so that a hash is cut to size without a division.
        let size = entries.len().next_power_of_two();
        let mut index = Self {
            open: entries.iter().any(|entry| entry.key[0] == OPEN),
            entries,
            rests,
            chains: vec![NONE; size],
            filter: vec![0; (size * FILTER).div_ceil(64)],
        };
        for number in 0..index.entries.len() {
            let key = index.entries[number].key;
            let whole = hash(&key);
            let chain = &mut index.chains[whole & (size - 1)];
            index.entries[number].next = std::mem::replace(chain, number as u32);
            index.set(whole ^ WHOLE);
            let mut beginning = [OPEN; KEY];
            for (letter, c) in key.into_iter().enumerate() {
                beginning[letter] = c;
                index.set(hash(&beginning));
            }
        }
        index
    }

    /// Calls `visit(end, number)` for every form that begins here and ends where a word does.
    pub fn each(&self, lexicon: &Lexicon, text: &Folded, at: usize, visit: &mut dyn FnMut(usize, u16)) {
        // Most letters stand inside a word; that is the quickest to see.
        let Some(first) = text.letters.get(at).filter(|_| !text.is_joined(at)) else {
            return;
        };
        let open = [OPEN; KEY];
        if (self.open || self.may_begin(&with(open, 0, first.c))) && text.is_left_edge(at) {
            let walk = Walk {
                lexicon,
                text,
                start: at,
            };
            self.narrow(&walk, open, 0, at, None, visit);
        }
    }

    /// Whether a key may begin so; quick, and true a little too often.
    fn may_begin(&self, beginning: &Key) -> bool {
        self.is_set(hash(beginning))
    }

    /// Whether this may be a whole key; likewise.
    fn may_be(&self, key: &Key) -> bool {
        self.is_set(hash(key) ^ WHOLE)
    }

    fn set(&mut self, hash: usize) {
        let bit = hash & (self.filter.len() * 64 - 1);
        self.filter[bit / 64] |= 1 << (bit % 64);
    }

    fn is_set(&self, hash: usize) -> bool {
        let bit = hash & (self.filter.len() * 64 - 1);
        self.filter[bit / 64] & 1 << (bit % 64) != 0
    }

    fn with_key(&self, key: &Key) -> impl Iterator<Item = &Entry> {
        let mut next = self.chains[hash(key) & (self.chains.len() - 1)];
        std::iter::from_fn(move || {
            let entry = self.entries.get(next as usize)?;
            next = entry.next;
            Some(entry)
        })
        .filter(move |entry| entry.key == *key)
    }

    /// Tries the entries whose key these letters are, then those that go on with the letters here. `twice` as in
    /// [`Walk::on`].
    fn narrow(
        &self,
        walk: &Walk,
        key: Key,
        depth: usize,
        at: usize,
        twice: Option<char>,
        visit: &mut dyn FnMut(usize, u16),
    ) {
        let entries = self.may_be(&key).then(|| self.with_key(&key));
        for entry in entries.into_iter().flatten() {
            if entry.needs != OPEN && !walk.text.may_hold(entry.needs) {
                continue;
            }
            let rest = &self.rests[entry.rest.start as usize..entry.rest.end as usize];
            if rest.first().is_none_or(|rest| walk.could_go_on(rest, at, twice)) {
                let visit = &mut |end| visit(end, entry.number);
                walk.on(&[], Then::Stack(rest), at, twice, visit);
            }
        }
        let Some(letter) = walk.text.letters.get(at).filter(|_| depth < KEY) else {
            return;
        };
        let mut go_on = |c: char, twice: Option<char>| {
            let key = with(key, depth, c);
            if self.may_begin(&key) {
                self.narrow(walk, key, depth + 1, at + 1, twice, visit);
            }
        };
        go_on(letter.c, letter.long.then_some(letter.c));
        if matches!(letter.c, '\'' | '-') && walk.text.is_inner(at) {
            match letter.c {
                '-' => go_on(' ', None),
                _ => self.narrow(walk, key, depth, at + 1, None, visit),
            }
        }
    }
}

/// Of the letters outside of all alternatives the one with the highest code, which is the rarest most often; [`OPEN`] if there is none.
fn needed(patterns: &[&'static [u8]]) -> char {
    let (mut depth, mut highest) = (0, OPEN);
    for mut pattern in patterns.iter().copied() {
        while !pattern.is_empty() {
            let (c, rest) = letter(pattern);
            depth += i32::from(c == '(') - i32::from(c == ')');
            if depth == 0 && c.is_alphanumeric() {
                highest = highest.max(c);
            }
            pattern = rest;
        }
    }
    highest
}

fn with(mut key: Key, letter: usize, c: char) -> Key {
    key[letter] = c;
    key
}

fn hash(key: &Key) -> usize {
    let mixed = key.iter().fold(0, |hash: u32, &letter| {
        (hash.rotate_left(9) ^ letter as u32).wrapping_mul(0x9e37_79b1)
    });
    (mixed ^ mixed >> 15) as usize
}

/// What is left behind a part of a pattern, the innermost first.
struct Behind<'a> {
    rest: &'static [u8],
    then: Option<&'a Behind<'a>>,
}

/// The first letters of a form, and what is left of its pattern. The index is made when a message waits for it, so nothing here
/// asks for memory.
#[derive(Clone, Copy)]
struct Begun<'a> {
    key: Key,
    /// How many letters of the key are known.
    letters: usize,
    pattern: &'static [u8],
    then: Option<&'a Behind<'a>>,
}

impl Begun<'_> {
    /// Puts down what is left to be matched, in turn.
    fn rest(&self, rests: &mut Vec<&'static [u8]>) {
        let (mut rest, mut then) = (self.pattern, self.then);
        loop {
            if !rest.is_empty() {
                rests.push(rest);
            }
            let Some(behind) = then else { return };
            (rest, then) = (behind.rest, behind.then);
        }
    }

    /// Calls `found` with each way in which a form of the pattern begins, its key as long as it gets.
    fn each(mut self, lists: &[&'static str], found: &mut dyn FnMut(&Begun)) {
        loop {
            let last = self.letters.checked_sub(1).map(|last| self.key[last]);
            match (self.pattern.first(), self.then) {
                (None, Some(behind)) => {
                    (self.pattern, self.then) = (behind.rest, behind.then);
                    continue;
                }
                (Some(b'('), _) => {
                    let (parts, rest) = split(self.pattern);
                    return self.each_of(parts, rest, lists, found);
                }
                // Behind a space or at the start a list is written out: what stands there is a word of its own.
                (Some(&SLOT_BYTE), _) if last.is_none_or(|last| last == ' ') => {
                    let (slot, rest) = letter(self.pattern);
                    let list = lists.get(usize::from(list_of(slot)));
                    let patterns = list.into_iter().flat_map(|list| list.lines());
                    return self.each_of(patterns.map(str::as_bytes), rest, lists, found);
                }
                (None | Some(b'*' | &SLOT_BYTE), _) => return found(&self),
                (Some(_), _) => {}
            }
            let (next, rest) = letter(self.pattern);
            // A letter drawn out stands for both; a space too many is passed over.
            let passed_over = next == ' ' && last.is_none_or(|last| last == ' ');
            if self.letters == KEY || (last == Some(next) && !passed_over) {
                return found(&self);
            }
            if !passed_over {
                self.key[self.letters] = next;
                self.letters += 1;
            }
            self.pattern = rest;
        }
    }

    /// The same for each of these parts, with the rest behind it.
    fn each_of(
        &self,
        parts: impl Iterator<Item = &'static [u8]>,
        rest: &'static [u8],
        lists: &[&'static str],
        found: &mut dyn FnMut(&Begun),
    ) {
        let behind = Behind {
            rest,
            then: self.then,
        };
        for pattern in parts {
            let part = Begun {
                pattern,
                then: Some(&behind),
                ..*self
            };
            part.each(lists, found);
        }
    }
}
