//! Quotations.

use super::super::letters;
use super::Mask;

impl Mask<'_> {
    /// Quotations, unless they are the whole message.
    pub(super) fn quotations(&mut self) {
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        // Opening signs for which none closes: a search that failed need not be tried again.
        let mut missing: Vec<char> = Vec::new();
        while at < self.text.len() {
            let sign = self.text.c(at);
            let end = match closing(sign).filter(|_| !missing.contains(&sign)) {
                Some(closing) => {
                    let end = (at + 1..self.text.len()).find(|&index| closing.contains(&self.text.c(index)));
                    if end.is_none() {
                        missing.push(sign);
                    }
                    end
                }
                None => self.single_quotation(at),
            };
            if let Some(end) = end {
                found.push((at, end + 1));
                at = end;
            }
            at += 1;
        }
        let mut outside = self
            .text
            .letters
            .iter()
            .map(|letter| letters::is_word(letter.c))
            .collect::<Vec<_>>();
        for &(from, to) in &found {
            outside[from..to].fill(false);
        }
        if outside.contains(&true) {
            for (from, to) in found {
                self.cover(from, to);
            }
        }
    }

    fn single_quotation(&self, at: usize) -> Option<usize> {
        let opens = self.text.c(at) == '\''
            && !letters::is_word(self.text.c_before(at))
            && letters::is_word(self.text.c(at + 1));
        let closes = |&index: &usize| self.text.c(index) == '\'' && !letters::is_word(self.text.c(index + 1));
        if opens {
            (at + 1..self.near_line_end(at)).find(closes)
        } else {
            None
        }
    }
}

/// The signs that close a quotation opened by this one.
pub(super) fn closing(sign: char) -> Option<&'static [char]> {
    Some(match sign {
        '"' => &['"'],
        '“' => &['”'],
        // German and Polish open below; they close with what opens elsewhere, or like the English.
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '「' => &['」'],
        '『' => &['』'],
        '《' => &['》'],
        '{' => &['}'],
        _ => return None,
    })
}
