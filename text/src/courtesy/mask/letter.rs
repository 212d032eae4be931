//! Pasted letters and e-mails.

use super::super::letters;
use super::super::lexicon::Cue;
use super::{LETTER_LINE, Mask};

impl Mask<'_> {
    /// Pasted letters and e-mails: from the salutation through the sign-off, or to the end.
    pub(super) fn letters(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            match self.letter_opening(at) {
                Some(body) => {
                    let end = self.letter_end(body);
                    self.cover(at, end);
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
    }

    /// If a letter opens here, where its body begins.
    fn letter_opening(&self, at: usize) -> Option<usize> {
        let before = self.text.skip_spaces_back(at);
        if self.text.is_word_before(before) {
            return None; // `cara` opens a letter; `a la cara` does not
        }
        let opens_line = self.text.c_before(at) == '\n';
        let greeting = || self.cue(Cue::LetterGreeting, at).filter(|_| opens_line && at > 0);
        let name = self.cue(Cue::Salutation, at).or_else(greeting)?;
        let end = self.find(at, at + LETTER_LINE, '\n')?;
        let addressed = self.text.skip_spaces(name);
        let to_assistant = {
            let names = self.lexicon.shared_rest().vocatives;
            self.lexicon.longest(names, self.text, addressed).is_some()
        };
        let sentence = (name..end.saturating_sub(1)).any(|index| self.text.ends_sentence(index));
        let closed = matches!(self.text.c_before(end), ',' | ':' | '!' | ')' | ']' | '。' | '、')
            || letters::is_word(self.text.c_before(end));
        (closed && !to_assistant && !sentence).then_some(end)
    }

    /// The end of the signature after a letter's body; the end of the message if it is not signed.
    fn letter_end(&self, body: usize) -> usize {
        let mut at = body;
        while at < self.text.len() {
            let end = self.line_end(at);
            if let Some(sign_off) = self.cue(Cue::SignOff, at) {
                let rest = self.text.skip_spaces(sign_off);
                let bare = matches!(self.text.c(rest), ',' | '.' | '!' | '\n' | '。' | '、');
                if bare && end - at <= LETTER_LINE {
                    let name = end + usize::from(self.text.c(end + 1) == '\n') + 1;
                    let name_end = self.line_end(name.min(self.text.len()));
                    return if name_end.saturating_sub(name) <= LETTER_LINE / 2 {
                        name_end
                    } else {
                        end
                    };
                }
            }
            at = end + 1;
        }
        self.text.len()
    }
}
