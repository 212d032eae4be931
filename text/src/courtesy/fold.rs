//! A message as the matcher reads it: folded letters that remember where they came from.

use super::letters::{self, Fold};

/// Code points read of one message. Nobody types more than this; what lies beyond is pasted material.
pub const READ_AT_MOST: usize = 200_000;

/// One folded letter and the stretch of the message it stands for.
#[derive(Debug, Clone, Copy)]
pub struct Letter {
    /// The folded character.
    pub c: char,
    /// First code point of the original.
    pub start: u32,
    /// Code point after the original.
    pub end: u32,
    /// Whether the original was a capital.
    pub capital: bool,
    /// Whether it belongs to a word.
    pub word: bool,
    /// Whether it joins its neighbours to one word: not in scripts without spaces.
    joins: bool,
    /// Whether the letter was drawn out (`pleeease`, `hiii`) and may stand for one or two.
    pub long: bool,
}

/// A folded message.
#[derive(Debug)]
pub struct Folded {
    /// The letters: white space is a single space, line ends are one newline or, for an empty line, two.
    pub letters: Vec<Letter>,
    /// Whether the message was longer than [`READ_AT_MOST`].
    pub cut: bool,
    /// A bit for each hash of a letter that occurs.
    present: [u64; 4],
}

impl Folded {
    /// Folds a message.
    pub fn new(text: &str) -> Self {
        let mut letters: Vec<Letter> = Vec::with_capacity(text.len().min(READ_AT_MOST));
        let mut read = text.chars().enumerate();
        for (index, original) in read.by_ref().take(READ_AT_MOST) {
            let at = index as u32;
            if original.is_ascii_alphanumeric() {
                letters.push(Letter {
                    c: original.to_ascii_lowercase(),
                    start: at,
                    end: at + 1,
                    capital: original.is_ascii_uppercase(),
                    word: true,
                    joins: true,
                    long: false,
                });
                continue;
            }
            if original.is_whitespace() {
                push_space(&mut letters, original, at);
                continue;
            }
            let capital = letters::lower(original) != original;
            let letter = |c| Letter {
                c,
                start: at,
                end: at + 1,
                capital,
                word: letters::is_word(c),
                joins: letters::is_word(c) && !letters::is_unspaced(c),
                long: false,
            };
            match letters::fold(original) {
                Fold::Drop => {
                    if let Some(last) = letters.last_mut() {
                        last.end = at + 1;
                    }
                }
                Fold::One(c) => letters.push(letter(c)),
                Fold::Two(a, b) => letters.extend([letter(a), letter(b)]),
            }
        }
        let letters = shorten(letters);
        let mut present = [0; 4];
        for letter in &letters {
            let (word, bit) = place(letter.c);
            present[word] |= bit;
        }
        Self {
            letters,
            cut: read.next().is_some(),
            present,
        }
    }

    /// Whether this letter may occur; quick, and true a little too often.
    pub fn may_hold(&self, c: char) -> bool {
        let (word, bit) = place(c);
        self.present[word] & bit != 0
    }

    /// Number of folded letters.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// The folded character at an index; a newline before the first and after the last letter.
    pub fn c(&self, index: usize) -> char {
        self.letters.get(index).map_or('\n', |letter| letter.c)
    }

    /// The folded character before an index; a newline before the first.
    pub fn c_before(&self, index: usize) -> char {
        if index == 0 { '\n' } else { self.c(index - 1) }
    }

    /// Whether the character at an index belongs to a word.
    pub fn is_word(&self, index: usize) -> bool {
        self.letters.get(index).is_some_and(|letter| letter.word)
    }

    /// Whether the character before an index belongs to a word.
    pub fn is_word_before(&self, index: usize) -> bool {
        index > 0 && self.is_word(index - 1)
    }

    /// Whether the characters before and at an index belong to one word.
    pub fn is_joined(&self, index: usize) -> bool {
        let joins = |index: usize| self.letters.get(index).is_some_and(|letter| letter.joins);
        index > 0 && joins(index - 1) && joins(index)
    }

    /// Whether an apostrophe or hyphen at an index stands inside a word.
    pub fn is_inner(&self, index: usize) -> bool {
        self.is_word_before(index) && self.is_word(index + 1)
    }

    /// Whether a word may begin here.
    pub fn is_left_edge(&self, index: usize) -> bool {
        if self.is_joined(index) {
            return false;
        }
        if !self.is_word(index) {
            return true;
        }
        match self.c_before(index) {
            // Elisions (`l'`, `qu'`) leave a word behind them; hyphens, paths and handles do not.
            '-' => index < 2 || !self.is_word(index - 2),
            '_' | '/' | '\\' | '@' | '#' | '$' => false,
            _ => true,
        }
    }

    /// Whether a word may end here.
    pub fn is_right_edge(&self, index: usize) -> bool {
        if self.is_joined(index) {
            return false;
        }
        if !self.is_word_before(index) {
            return true;
        }
        match self.c(index) {
            '-' | '\'' => !self.is_word(index + 1),
            '_' | '@' | '(' | '\\' | '=' => false,
            _ => true,
        }
    }

    /// The index after the spaces that begin here.
    pub fn skip_spaces(&self, mut index: usize) -> usize {
        while index < self.len() && self.c(index) == ' ' {
            index += 1;
        }
        index
    }

    /// The index before the spaces that end here.
    pub fn skip_spaces_back(&self, mut index: usize) -> usize {
        while index > 0 && self.c(index - 1) == ' ' {
            index -= 1;
        }
        index
    }

    /// The index after the word that begins here; the same index if none does.
    pub fn word_end(&self, index: usize) -> usize {
        self.word_end_before(index, self.len())
    }

    /// As [`Self::word_end`], looked for no farther than `limit`.
    pub fn word_end_before(&self, mut index: usize, limit: usize) -> usize {
        let start = index;
        while index < limit.min(self.len()) {
            let c = self.c(index);
            let inside = self.is_word(index) || (matches!(c, '\'' | '-') && self.is_inner(index));
            // Korean has spaces between its words.
            if !inside || (index > start && letters::is_unspaced(c) && !letters::is_hangul(c)) {
                break;
            }
            index += 1;
        }
        index
    }

    /// Whether a sentence ends with the character at this index.
    pub fn ends_sentence(&self, index: usize) -> bool {
        match self.c(index) {
            '\n' | '!' | '?' | '…' | ';' | '。' | '।' => true,
            // A point inside 3.5 or index.html ends nothing.
            '.' => !self.is_word(index + 1) || self.letters.get(index + 1).is_some_and(|l| l.capital),
            _ => false,
        }
    }
}

/// The bit of a letter among those present.
fn place(c: char) -> (usize, u64) {
    (c as usize / 64 % 4, 1 << (c as usize % 64))
}

fn push_space(letters: &mut Vec<Letter>, original: char, at: u32) {
    let line_end = matches!(original, '\n' | '\u{2028}' | '\u{2029}' | '\u{85}');
    while line_end && letters.last().is_some_and(|last| last.c == ' ') {
        letters.pop();
    }
    let last = letters.last().map(|last| last.c);
    let before_last = letters.len().checked_sub(2).map(|index| letters[index].c);
    let c = if line_end { '\n' } else { ' ' };
    let redundant = match last {
        None | Some(' ') => true,
        Some('\n') => !line_end || before_last == Some('\n'),
        Some(_) => false,
    };
    if !redundant {
        letters.push(Letter {
            c,
            start: at,
            end: at + 1,
            capital: false,
            word: false,
            joins: false,
            long: false,
        });
    }
}

/// Makes one long letter of a run of three or more, and of a doubled last letter (`hii`, `thankss`).
fn shorten(mut letters: Vec<Letter>) -> Vec<Letter> {
    let mut kept = 0;
    let mut index = 0;
    while index < letters.len() {
        let first = letters[index];
        let mut end = index + 1;
        while end < letters.len() && letters[end].c == first.c && first.c.is_alphabetic() {
            end += 1;
        }
        let runs = end - index;
        let doubled_end = || {
            // `too` must not read as `to`.
            let ends_word = letters.get(end).is_none_or(|next| !next.word);
            runs == 2 && ends_word && first.c != 'o' && index > 0
        };
        if runs > 1 && (runs >= 3 || doubled_end()) && !letters::is_unspaced(first.c) {
            letters[kept] = Letter {
                end: letters[end - 1].end,
                long: true,
                ..first
            };
            kept += 1;
        } else {
            letters.copy_within(index..end, kept);
            kept += runs;
        }
        index = end;
    }
    letters.truncate(kept);
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Folded::new(text).letters.iter().map(|letter| letter.c).collect()
    }

    #[test]
    fn white_space_and_runs_shrink() {
        assert_eq!(folded("  Pleeease \t do\r\n\r\n\n it "), "please do\n\nit ");
        assert_eq!(folded("too cool, hii"), "too cool, hi");
    }

    #[test]
    fn offsets_lead_back_to_the_message() {
        let text = Folded::new("Straße Nai\u{308}ve sooo");
        let last = text.letters.last().expect("the text is not empty");
        assert_eq!((last.start, last.end, last.long), (15, 18, true));
        let diaeresis = text
            .letters
            .iter()
            .find(|letter| letter.c == 'i')
            .expect("there is an i");
        assert_eq!((diaeresis.start, diaeresis.end), (9, 11));
    }

    #[test]
    fn very_long_messages_are_cut() {
        assert!(Folded::new(&"a ".repeat(READ_AT_MOST)).cut);
        assert!(!Folded::new("a").cut);
    }
}
