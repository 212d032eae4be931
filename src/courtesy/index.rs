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
    /// What is left to be matched behind these letters, in turn.
    rest: Box<[&'static [u8]]>,
}

impl Index {
    /// An index of these patterns; `lists` are the lists they name, one pattern a line.
    pub fn new(lists: &[&'static str], patterns: impl Iterator<Item = (&'static str, u16)>) -> Self {
        let mut entries = Vec::new();
        for (pattern, number) in patterns {
            let pattern = pattern.as_bytes();
            begin(lists, pattern, &[], &[], &mut |letters, pattern, then| {
                let mut key = [OPEN; KEY];
                key[..letters.len()].copy_from_slice(letters);
                let rest = [pattern].into_iter().chain(then.iter().copied());
                entries.push(Entry {
                    key,
                    next: NONE,
                    number,
                    rest: rest.filter(|pattern| !pattern.is_empty()).collect(),
                });
            });
        }
        // Powers of two, so that a hash is cut to size without a division.
        let size = entries.len().next_power_of_two();
        let mut chains = vec![NONE; size];
        let mut filter = vec![0; (size * FILTER).div_ceil(64)];
        for (number, entry) in entries.iter_mut().enumerate() {
            let chain = &mut chains[hash(&entry.key) & (size - 1)];
            entry.next = std::mem::replace(chain, number as u32);
            let beginnings = (1..=KEY).map(|length| {
                let mut beginning = entry.key;
                beginning[length..].fill(OPEN);
                hash(&beginning)
            });
            for hash in beginnings.chain([hash(&entry.key) ^ WHOLE]) {
                let bit = hash & (filter.len() * 64 - 1);
                filter[bit / 64] |= 1 << (bit % 64);
            }
        }
        Self {
            open: entries.iter().any(|entry| entry.key[0] == OPEN),
            entries,
            chains,
            filter,
        }
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
            if entry
                .rest
                .first()
                .is_none_or(|rest| walk.could_go_on(rest, at, twice))
            {
                let visit = &mut |end| visit(end, entry.number);
                walk.on(&[], Then::Stack(&entry.rest), at, twice, visit);
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

/// Takes the first letters of a form and what is left to be matched behind them, in turn.
type Found<'a> = dyn FnMut(&[char], &'static [u8], &[&'static [u8]]) + 'a;

/// Calls `found` with the first letters of each form of the pattern and what is left behind them.
fn begin(
    lists: &[&'static str],
    pattern: &'static [u8],
    then: &[&'static [u8]],
    letters: &[char],
    found: &mut Found,
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
            let list = lists.get(usize::from(list_of(slot)));
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
