//! What is not the sender's own voice: code, quotations, pasted letters, texts handed over to be worked on.

mod letter;
mod quotes;

use super::fold::Folded;
use super::letters;
use super::lexicon::{Cue, Lexicon};

/// Longest line that can be a salutation, a sign-off or a signature, in letters.
const LETTER_LINE: usize = 60;
/// How far a hand-over reaches back from its colon, in letters.
const HAND_OVER_REACH: usize = 240;
/// How far before its colon a text is announced (`the email says:`), in letters.
const INTRODUCTION_REACH: usize = 12;
/// Fewest letters of a text that is handed over on its own line, in scripts without spaces.
const SENTENCE: usize = 20;
/// Longest inline code and longest 'single' quotation, in letters.
const INLINE: usize = 200;

/// For each letter of the message, whether it is masked.
pub fn masked(lexicon: &Lexicon, text: &Folded) -> Vec<bool> {
    let mut mask = Mask {
        text,
        lexicon,
        masked: vec![false; text.len()],
    };
    mask.fences();
    mask.lines();
    mask.letters();
    mask.handed_over();
    mask.quotations();
    mask.mentions();
    mask.masked
}

pub(super) struct Mask<'a> {
    text: &'a Folded,
    lexicon: &'a Lexicon,
    masked: Vec<bool>,
}

impl Mask<'_> {
    fn cover(&mut self, from: usize, to: usize) {
        let to = to.min(self.masked.len());
        if from < to {
            self.masked[from..to].fill(true);
        }
    }

    /// The end of the longest cue of this kind that begins here.
    fn cue(&self, cue: Cue, at: usize) -> Option<usize> {
        self.lexicon.longest(self.lexicon.cue(cue), self.text, at)
    }

    fn find(&self, from: usize, to: usize, sign: char) -> Option<usize> {
        (from..to.min(self.text.len())).find(|&index| self.text.c(index) == sign)
    }

    fn line_end(&self, from: usize) -> usize {
        self.find(from, self.text.len(), '\n').unwrap_or(self.text.len())
    }

    /// The end of the line, looked for no farther than inline code and single quotations reach.
    fn near_line_end(&self, from: usize) -> usize {
        let limit = (from + INLINE).min(self.text.len());
        self.find(from, limit, '\n').unwrap_or(limit)
    }

    /// Fenced blocks, closed or not, and inline code.
    fn fences(&mut self) {
        let is_fence = |text: &Folded, at: usize, sign: char| (at..at + 3).all(|index| text.c(index) == sign);
        let mut at = 0;
        while at < self.text.len() {
            let sign = self.text.c(at);
            let opens_line = self.text.c_before(self.text.skip_spaces_back(at)) == '\n';
            if (sign == '`' || (sign == '~' && opens_line)) && is_fence(self.text, at, sign) {
                let close = (at + 3..self.text.len()).find(|&index| is_fence(self.text, index, sign));
                let end = close.map_or(self.text.len(), |close| close + 3);
                self.cover(at, end);
                at = end;
            } else if sign == '`' {
                let limit = self.near_line_end(at);
                match self.find(at + 1, limit, '`') {
                    Some(close) => {
                        self.cover(at, close + 1);
                        at = close + 1;
                    }
                    None => at += 1,
                }
            } else {
                at += 1;
            }
        }
    }

    /// Quoted lines, exercises with blanks to fill in, lines of a transcript, and code without a fence.
    fn lines(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            let end = self.line_end(at);
            let line = &self.text.letters[at..end];
            let quoted = line.first().is_some_and(|letter| letter.c == '>');
            let blank = line
                .windows(5)
                .any(|w| w.iter().all(|letter| matches!(letter.c, '_' | '\\')));
            let spoken = self
                .cue(Cue::Speaker, at)
                .is_some_and(|name| self.text.c(self.text.skip_spaces(name)) == ':');
            if quoted || blank || spoken {
                self.cover(at, end);
            } else if let Some(from) = self.code_start(at, end) {
                self.cover(from, end);
            }
            at = end + 1;
        }
    }

    /// Where code begins in a line dense with the signs of code.
    fn code_start(&self, from: usize, to: usize) -> Option<usize> {
        let is_sign = |c: char| {
            matches!(
                c,
                '{' | '}' | ';' | '=' | '<' | '>' | '\\' | '|' | '$' | '(' | ')' | '_'
            )
        };
        let signs = (from..to).filter(|&index| is_sign(self.text.c(index))).count();
        let comment = self.text.c(from) == '/' && self.text.c(from + 1) == '/';
        if comment {
            return Some(from);
        }
        if signs < 3 || signs * 9 < to - from {
            return None;
        }
        let first = (from..to).find(|&index| is_sign(self.text.c(index)))?;
        let word = (from..first)
            .rev()
            .find(|&index| self.text.c(index) == ' ')
            .map_or(from, |space| space + 1);
        Some(word)
    }

    /// What follows `Translate: …`, `the email:` or `Rewrite this letter` and a line's end.
    fn handed_over(&mut self) {
        let (mut task, mut cue): (Option<usize>, Option<usize>) = (None, None);
        for at in 0..self.text.len() {
            if self.masked[at] {
                continue;
            }
            let sign = self.text.c(at);
            if letters::is_word(sign) {
                if let Some(end) = self
                    .cue(Cue::HandOverAtOnce, at)
                    .filter(|&end| self.is_followed(end))
                {
                    self.cover(end, self.own_voice_again(end));
                    return;
                }
                task = task.max(self.cue(Cue::HandOver, at));
                cue = cue.max(self.cue(Cue::Introduces, at));
                continue;
            }
            let near = |end: usize| end <= at && at - end <= HAND_OVER_REACH;
            let adjacent = |end: usize| end <= at && at - end <= INTRODUCTION_REACH;
            let next = self.text.c(at + 1);
            let colon = sign == ':'
                && (!letters::is_word(next)
                    || letters::is_unspaced(next)
                    || cue == Some(at)
                    || task == Some(at));
            let opens = colon && (task.is_some_and(near) || cue.is_some_and(adjacent));
            if let Some(close) = self.quoted_next(at + 1).filter(|_| opens) {
                // What is handed over ends with its quotation: `乙说：“…”请问`.
                self.cover(at + 1, close + 1);
                (task, cue) = (None, None);
                continue;
            }
            if opens || (sign == '\n' && task.is_some_and(near)) {
                self.cover(at + 1, self.own_voice_again(at + 1));
                return;
            }
            // `次の文を添削してください。` and a text on the next line: there the task ends with a full stop.
            let text_follows = sign == '。' && next == '\n' && self.text.len() - at > SENTENCE;
            if self.text.ends_sentence(at) && !text_follows {
                (task, cue) = (None, None);
            }
        }
    }

    /// Whether a text of some length follows, without a sign between.
    fn is_followed(&self, end: usize) -> bool {
        self.text.is_word(self.text.skip_spaces(end)) && self.text.len() - end > 2 * LETTER_LINE
    }

    /// If a quotation opens here, where it closes.
    fn quoted_next(&self, at: usize) -> Option<usize> {
        let open = self.text.skip_spaces(at);
        let closing = quotes::closing(self.text.c(open))?;
        (open + 1..self.text.len()).find(|&index| closing.contains(&self.text.c(index)))
    }

    /// Where the sender speaks again after a text handed over: at a short last paragraph that asks for something.
    fn own_voice_again(&self, from: usize) -> usize {
        let end = self.text.len();
        let last = (from..end)
            .rev()
            .find(|&index| self.text.c(index) == '\n' && index + 1 < end);
        let start = last.map_or(end, |newline| newline + 1);
        if end - start <= HAND_OVER_REACH && self.cue(Cue::Resumes, start).is_some() {
            start
        } else {
            end
        }
    }

    /// `thank you very much. in Chinese?`: the last sentence makes a mention of all before it.
    fn mentions(&mut self) {
        let is_word = |index: &usize| letters::is_word(self.text.c(*index));
        let Some(last) = (0..self.text.len()).rev().find(is_word) else {
            return;
        };
        let floor = last.saturating_sub(LETTER_LINE);
        let Some(stop) = (floor..last).rev().find(|&index| self.text.ends_sentence(index)) else {
            return;
        };
        let Some(first) = (stop..=last).find(is_word) else {
            return;
        };
        let tails = self.lexicon.cue(Cue::MentionTail);
        if self.lexicon.spans(tails, self.text, first, last + 1) {
            self.cover(0, self.text.len());
        }
    }
}
