//! The shapes of the tables the build writes from `data/courtesy`, and how a form is looked up in one.

use super::{Category, LISTS, PHRASES, STARTS, fold::Folded};

/// A list of forms: words or phrases, folded.
#[derive(Debug)]
pub struct List {
    /// Plain forms, sorted by bytes.
    pub forms: &'static [&'static str],
    /// Forms with `*`, which stands for any letters of one word (`*er`, `translat*`).
    pub wild: &'static [&'static str],
}

/// One way to read a form.
#[derive(Debug)]
pub struct Reading {
    /// What it counts as; `None` for a form that looks like courtesy and is not.
    pub category: Option<Category>,
    /// Words that lengthen the span to the left (`very` helpful).
    pub grow_before: Option<&'static List>,
    /// Words that lengthen the span to the right (thanks `so much`).
    pub grow_after: Option<&'static List>,
    /// At least one of these must hold, if there are any.
    pub only: &'static [Condition],
    /// None of these may hold.
    pub unless: &'static [Condition],
}

/// What must be true around a form: every part that is given must hold.
#[derive(Debug)]
pub struct Condition {
    /// One of these stands directly before.
    pub before: Option<&'static List>,
    /// One of these stands directly after.
    pub after: Option<&'static List>,
    /// One of these stands earlier in the sentence.
    pub earlier: Option<&'static List>,
    /// One of these stands later in the sentence.
    pub later: Option<&'static List>,
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
    pub opens: &'static List,
    /// Whether punctuation may stand between formula and complement.
    pub apart: bool,
    /// How many words may follow the opening.
    pub words: u8,
}

/// What may remain of a message, in one language, for it to be courtesy and nothing else.
#[derive(Debug)]
pub struct Rest {
    /// Acknowledgements, frames and other words without a message of their own.
    pub fillers: &'static List,
    /// Reports of success and other evaluations.
    pub reports: &'static List,
    /// Names for the assistant.
    pub vocatives: &'static List,
    /// Words that may accept an offer.
    pub accepting: &'static List,
    /// Open complements.
    pub complements: &'static [Complement],
    /// Words that end an open complement.
    pub stops: &'static List,
}

impl List {
    /// The end of the longest form that begins here and ends at a word's end.
    pub fn longest(&self, text: &Folded, at: usize) -> Option<usize> {
        self.longest_before(text, at, text.len())
    }

    /// As [`Self::longest`], among the forms that end no later than `limit`.
    pub fn longest_before(&self, text: &Folded, at: usize, limit: usize) -> Option<usize> {
        let mut longest = None;
        self.each_end(text, at, &mut |end| {
            if end <= limit {
                longest = longest.max(Some(end));
            }
        });
        longest
    }

    /// Whether a form begins here and ends exactly there.
    pub fn spans(&self, text: &Folded, at: usize, end: usize) -> bool {
        let mut found = false;
        self.each_end(text, at, &mut |e| found |= e == end);
        found
    }

    fn each_end(&self, text: &Folded, at: usize, visit: &mut dyn FnMut(usize)) {
        if !text.is_left_edge(at) {
            return;
        }
        walk(self.forms, text, at, &mut |end, _, _| visit(end));
        for form in self.wild {
            glob(form, text, at, visit);
        }
    }
}

/// Calls `visit(end, first, last)` for every end of a form that begins at `at`; `forms[first..last]` are equal.
pub fn walk(forms: &[&str], text: &Folded, at: usize, visit: &mut dyn FnMut(usize, usize, usize)) {
    if text.is_left_edge(at) && at < text.len() {
        step(forms, (0, forms.len()), 0, text, at, visit);
    }
}

/// As [`walk`], in the phrase table, where the first byte of every form is indexed.
pub fn walk_phrases(text: &Folded, at: usize, visit: &mut dyn FnMut(usize, usize, usize)) {
    let mut buffer = [0; 4];
    let byte = usize::from(text.c(at).encode_utf8(&mut buffer).as_bytes()[0]);
    let range = (usize::from(STARTS[byte]), usize::from(STARTS[byte + 1]));
    if range.0 < range.1 && text.is_left_edge(at) {
        step(PHRASES, range, 0, text, at, visit);
    }
}

type Range = (usize, usize);

fn step(
    forms: &[&str],
    (low, high): Range,
    depth: usize,
    text: &Folded,
    at: usize,
    visit: &mut dyn FnMut(usize, usize, usize),
) {
    let complete = low + forms[low..high].partition_point(|form| form.len() == depth);
    if depth > 0 && complete > low && text.is_right_edge(at) {
        visit(at, low, complete);
    }
    let Some(letter) = text.letters.get(at) else {
        return;
    };
    if text.is_left_edge(at) {
        through_slots(forms, (low, high), depth, text, at, visit);
    }
    if SLOTS.contains(&letter.c) {
        return;
    }
    let mut buffer = [0; 4];
    let bytes = letter.c.encode_utf8(&mut buffer).as_bytes();
    if let Some(range) = narrow(forms, (low, high), depth, bytes) {
        step(forms, range, depth + bytes.len(), text, at + 1, visit);
        if letter.long
            && let Some(range) = narrow(forms, range, depth + bytes.len(), bytes)
        {
            step(forms, range, depth + 2 * bytes.len(), text, at + 1, visit);
        }
    }
    // People leave apostrophes out and put hyphens in: `thats`, `s'il-te-plaît`.
    if depth > 0 && letter.c == '\'' && text.is_inner(at) {
        step(forms, (low, high), depth, text, at + 1, visit);
    }
    if letter.c == '-'
        && text.is_inner(at)
        && let Some(range) = narrow(forms, (low, high), depth, b" ")
    {
        step(forms, range, depth + 1, text, at + 1, visit);
    }
}

/// Private-use characters that stand for lists inside forms, as the build script writes them.
const SLOTS: std::ops::RangeInclusive<char> = '\u{e000}'..='\u{efff}';

/// Goes on with the forms whose next letter stands for a list, behind every form of that list found here.
fn through_slots(
    forms: &[&str],
    (low, high): Range,
    depth: usize,
    text: &Folded,
    at: usize,
    visit: &mut dyn FnMut(usize, usize, usize),
) {
    // All slots share their first byte.
    let Some((mut first, last)) = narrow(forms, (low, high), depth, b"\xee") else {
        return;
    };
    while first < last {
        let Some(slot) = forms[first][depth..].chars().next() else {
            return;
        };
        let mut buffer = [0; 4];
        let bytes = slot.encode_utf8(&mut buffer).as_bytes();
        let Some(range) = narrow(forms, (first, last), depth, bytes) else {
            return;
        };
        if let Some(list) = LISTS.get((slot as usize).wrapping_sub(*SLOTS.start() as usize)) {
            let mut ends = Vec::new();
            list.each_end(text, at, &mut |end| ends.push(end));
            ends.sort_unstable();
            ends.dedup();
            for end in ends {
                step(forms, range, depth + bytes.len(), text, end, visit);
            }
        }
        first = range.1;
    }
}

/// The forms of a range that continue with these bytes.
fn narrow(forms: &[&str], (low, high): Range, depth: usize, bytes: &[u8]) -> Option<Range> {
    let part = |form: &&str| {
        let rest = &form.as_bytes()[depth.min(form.len())..];
        rest[..rest.len().min(bytes.len())].cmp(bytes)
    };
    let first = low + forms[low..high].partition_point(|form| part(form).is_lt());
    let last = first + forms[first..high].partition_point(|form| part(form).is_eq());
    (first < last).then_some((first, last))
}

/// Matches a form with `*`; calls `visit` with every end.
fn glob(form: &str, text: &Folded, at: usize, visit: &mut dyn FnMut(usize)) {
    let starts_open = form.starts_with('*');
    if at < text.len() && (starts_open || text.is_left_edge(at)) {
        glob_step(form, text, at, visit);
    }
}

fn glob_step(form: &str, text: &Folded, at: usize, visit: &mut dyn FnMut(usize)) {
    let Some(first) = form.chars().next() else {
        if text.is_right_edge(at) {
            visit(at);
        }
        return;
    };
    let rest = &form[first.len_utf8()..];
    if first != '*' {
        if text.c(at) == first && at < text.len() {
            glob_step(rest, text, at + 1, visit);
        } else if text.c(at) == '\'' && text.is_inner(at) {
            glob_step(form, text, at + 1, visit);
        }
        return;
    }
    let end = text.word_end(at).min(at + 32);
    for stop in at..=end {
        glob_step(rest, text, stop, visit);
    }
}
