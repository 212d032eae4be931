//! Whether a message is courtesy and nothing else: what remains without its formulae must be explained, word
//! by word, by the words of one language that carry no message of their own.

use super::filter::Message;
use super::rules::{Complement, Rest};
use super::{Category, letters};

/// Longest message looked at, in letters. Longer ones say more than thank you.
const SHORT: usize = 280;
/// Most words of a name after a greeting.
const NAME_WORDS: usize = 3;

/// Whether the message holds courtesy, no request, and nothing that needs an answer.
pub fn is_only_courtesy(message: &Message) -> bool {
    let short = !message.text.cut && message.text.len() <= SHORT;
    let asks = message
        .found
        .iter()
        .any(|found| found.category == Category::Please);
    if !short || asks || message.found.is_empty() {
        return false;
    }
    let foreign = |(letter, &masked): (&super::fold::Letter, &bool)| masked && letters::is_word(letter.c);
    if message.text.letters.iter().zip(message.masked()).any(foreign) {
        return false;
    }
    let [shared, languages @ ..] = &message.lexicon.rests[..] else {
        return false;
    };
    languages
        .iter()
        .any(|rest| Reader::new(message, [rest, shared]).explains_all())
}

/// What explains the next words of the rest.
enum Part<'a> {
    Name,
    Filler,
    Report,
    Accepting,
    Complement(&'a Complement),
}

/// Reads a message with the words of one language.
struct Reader<'a> {
    message: &'a Message<'a>,
    rests: [&'a Rest; 2],
    at: usize,
    /// The formula a complement may complete.
    last: Option<Category>,
    /// Whether punctuation stands between that formula and here.
    apart: bool,
    /// Whether this sentence holds a greeting, and so may be a phatic question.
    greets: bool,
    accepts: bool,
    evaluates: bool,
}

impl<'a> Reader<'a> {
    fn new(message: &'a Message<'a>, rests: [&'a Rest; 2]) -> Self {
        let evaluates = message
            .found
            .iter()
            .any(|found| found.category != Category::Thanks);
        Self {
            message,
            rests,
            at: 0,
            last: None,
            apart: false,
            greets: false,
            accepts: false,
            evaluates,
        }
    }

    fn explains_all(mut self) -> bool {
        let text = self.message.text;
        let mut found = self.message.found.iter().peekable();
        while self.at < text.len() {
            if let Some(formula) = found.next_if(|formula| formula.start <= self.at) {
                self.at = formula.end;
                self.last = Some(formula.category);
                self.apart = false;
                self.greets |= formula.category == Category::Greeting;
                continue;
            }
            let next = found.peek().map_or(text.len(), |formula| formula.start);
            let explained = match self.part(next) {
                Some((end, part)) => self.take(end, part, next),
                None if letters::is_word(text.c(self.at)) => self.take_name(next),
                None => self.take_sign(),
            };
            if !explained {
                return false;
            }
        }
        // `Yes, thanks` may accept an offer; `Yes, that worked, thanks` does not.
        !self.accepts || self.evaluates
    }

    /// The longest part that begins here and ends before the next formula.
    fn part(&self, next: usize) -> Option<(usize, Part<'a>)> {
        let mut best: Option<(usize, Part)> = None;
        let mut offer = |end: Option<usize>, part: Part<'a>| {
            if let Some(end) = end
                && best.as_ref().is_none_or(|&(longest, _)| end > longest)
            {
                best = Some((end, part));
            }
        };
        let text = self.message.text;
        for rest in self.rests {
            for complement in &rest.complements {
                if self.may_complete(complement) {
                    offer(
                        self.message
                            .lexicon
                            .longest_before(complement.opens, text, self.at, next),
                        Part::Complement(complement),
                    );
                }
            }
            offer(
                self.message
                    .lexicon
                    .longest_before(rest.reports, text, self.at, next),
                Part::Report,
            );
            offer(
                self.message
                    .lexicon
                    .longest_before(rest.fillers, text, self.at, next),
                Part::Filler,
            );
            offer(
                self.message
                    .lexicon
                    .longest_before(rest.vocatives, text, self.at, next),
                Part::Name,
            );
            offer(
                self.message
                    .lexicon
                    .longest_before(rest.accepting, text, self.at, next),
                Part::Accepting,
            );
        }
        best
    }

    fn may_complete(&self, complement: &Complement) -> bool {
        let bit = |category: Category| 1 << category as u8;
        complement.of == 0
            || self
                .last
                .is_some_and(|last| complement.of & bit(last) != 0 && (complement.apart || !self.apart))
    }

    fn take(&mut self, end: usize, part: Part, next: usize) -> bool {
        self.at = end;
        match part {
            Part::Name => {}
            // What follows a filler no longer completes the formula (`merci | et | pour demain`).
            Part::Filler => self.apart = true,
            Part::Report => self.evaluates = true,
            Part::Accepting => self.accepts = true,
            Part::Complement(complement) => self.take_complement(complement, next),
        }
        true
    }

    /// Passes over the words of an open complement, up to punctuation, a stop word or the next formula.
    fn take_complement(&mut self, complement: &Complement, next: usize) {
        let text = self.message.text;
        for _ in 0..complement.words {
            let word = text.skip_spaces(self.at);
            let end = text.word_end(word);
            let stops = |rest: &Rest| self.message.lexicon.longest(rest.stops, text, word).is_some();
            if end == word || end > next || self.rests.into_iter().any(stops) {
                return;
            }
            self.at = end;
        }
    }

    /// Passes over a name after a greeting: a few capitalised words up to the end of the clause.
    fn take_name(&mut self, next: usize) -> bool {
        let text = self.message.text;
        if self.last != Some(Category::Greeting) || self.apart {
            return false;
        }
        for _ in 0..NAME_WORDS {
            let word = text.skip_spaces(self.at);
            if word >= next || !letters::is_word(text.c(word)) {
                return true;
            }
            if !text.letters[word].capital {
                return false;
            }
            self.at = text.word_end(word);
        }
        let after = text.skip_spaces(self.at);
        after >= next || !letters::is_word(text.c(after))
    }

    /// Passes over a space, punctuation mark or emoji; a question mark only after a greeting.
    fn take_sign(&mut self) -> bool {
        let text = self.message.text;
        let sign = text.c(self.at);
        if sign == '?' && !self.greets {
            return false;
        }
        self.apart |= matches!(
            sign,
            ',' | '.' | '!' | '?' | ';' | ':' | '\n' | '—' | '–' | '-' | '…' | '、' | '。' | '।'
        );
        if text.ends_sentence(self.at) {
            self.greets = false;
        }
        self.at += 1;
        true
    }
}
