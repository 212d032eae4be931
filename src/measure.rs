//! Measuring a text: its length, tokens and courtesy. The text is borrowed for one call and kept nowhere.

use crate::named::Named;
use crate::observe::text::{self, Compose};
use crate::{courtesy, tokens};

/// The numbers that stay when the words are gone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measure {
    /// Code points after NFC, white space collapsed.
    pub chars: u32,
    /// Estimated tokens.
    pub tokens: u32,
    /// Courtesy phrases by category, in the order of `Category::ALL`.
    pub courtesy: [u16; 7],
    /// The same phrases by language, in the order of the lexicon's languages.
    pub languages: [u16; courtesy::MAX_LANGUAGES],
    /// Nothing but courtesy.
    pub courtesy_only: bool,
}

impl Measure {
    /// Measures a message a person sent.
    pub fn of_message(text: &str, compose: Compose) -> Measure {
        let found = courtesy::find(text);
        Measure {
            courtesy: found.counts(),
            languages: found.by_language(),
            courtesy_only: found.only,
            ..Measure::of_reply(text, compose)
        }
    }

    /// The phrases by the name of their language, `fr`; without a name those of several languages.
    pub fn by_language(&self) -> Named<u64> {
        let name = |number| courtesy::Lexicon::built_in().language(number).to_owned();
        let counted = self.languages.iter().enumerate().filter(|(_, count)| **count > 0);
        counted
            .map(|(number, count)| (name(number), u64::from(*count)))
            .collect()
    }

    /// Measures a reply: length and tokens only. Courtesy is the person's.
    pub fn of_reply(text: &str, compose: Compose) -> Measure {
        Measure {
            chars: text::chars(text, compose),
            tokens: u32::try_from(tokens::count(text)).unwrap_or(u32::MAX),
            ..Measure::default()
        }
    }
}
