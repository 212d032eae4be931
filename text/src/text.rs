//! The length of a text, counted the same way for a request and for a page.

use std::borrow::Cow;

/// Composes a text (Unicode NFC). Browsers have this built in and the core's tables for it would weigh 100 kB, so it is
/// handed in: the browser's own on WASM, a crate's on the host. `cargo xtask test` compares the two.
pub type Compose = fn(&str) -> String;

/// Code points after NFC, with runs of white space as one and none at the ends.
///
/// Editors and pages differ in line breaks and in how an accent is encoded; counted this way they agree.
pub fn chars(text: &str, compose: Compose) -> u32 {
    let composed = if !text.is_ascii() && text.chars().any(may_combine) {
        Cow::Owned(compose(text))
    } else {
        Cow::Borrowed(text)
    };
    let mut count: u32 = 0;
    let mut pending_space = false;
    each_sign(&composed, &mut |sign| {
        let space = match sign {
            Sign::Plain(byte) => matches!(byte, b' ' | 9..=13),
            Sign::Other(sign) => sign.is_whitespace(),
        };
        if space {
            pending_space = count > 0;
        } else {
            count = count.saturating_add(1 + u32::from(pending_space));
            pending_space = false;
        }
    });
    count
}

/// One sign of a text.
pub enum Sign {
    /// One of the first 128, which most are: a byte, with nothing to be decoded.
    Plain(u8),
    /// Any other.
    Other(char),
}

/// Hands out the signs of a text in turn.
#[inline]
pub fn each_sign(text: &str, found: &mut impl FnMut(Sign)) {
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            0..0x80 => found(Sign::Plain(byte)),
            // The bytes that follow the first of a sign.
            0x80..0xc0 => {}
            _ => found(Sign::Other(text[at..].chars().next().unwrap_or_default())),
        }
    }
}

/// Whether a sign may be drawn into the one before it, or come apart into several: only such texts are composed. Letters,
/// ideographs, punctuation and emoji of these ranges stand for themselves, whatever is beside them.
fn may_combine(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{2ff}'
        | '\u{370}'..='\u{482}'
        | '\u{5d0}'..='\u{5ea}'
        | '\u{620}'..='\u{64a}'
        | '\u{2000}'..='\u{20cf}'
        | '\u{2100}'..='\u{2adb}'
        | '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{ff01}'..='\u{ff9d}'
        | '\u{1f300}'..='\u{1faff}')
}

/// The host's way to compose.
#[cfg(not(target_arch = "wasm32"))]
pub fn compose(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::{Sign, chars, compose, each_sign, may_combine};

    #[test]
    fn signs_are_those_of_the_text_and_plain_space_is_space() {
        let text = "a\u{7f}é\u{80}\u{7ff}\u{800}中\u{ffff}🙂\u{10ffff}\0 z";
        let mut all = String::new();
        each_sign(text, &mut |sign| match sign {
            Sign::Plain(byte) => all.push(char::from(byte)),
            Sign::Other(sign) => all.push(sign),
        });
        assert_eq!(all, text);
        for sign in (0..0x3100)
            .filter_map(char::from_u32)
            .filter(|c| !may_combine(*c))
        {
            let wanted = if sign.is_whitespace() { 3 } else { 4 };
            assert_eq!(
                chars(&format!("a{sign}{sign}b"), compose),
                wanted,
                "{:x}",
                sign as u32
            );
        }
    }

    #[test]
    fn what_is_not_composed_would_not_have_changed() {
        let neighbours = ['a', 'é', 'α', 'и', 'ا', 'か', 'カ', '中', '가', '각', '’', '🙂'];
        assert!(neighbours.iter().all(|c| !may_combine(*c)));
        for c in ('\0'..=char::MAX).filter(|c| !may_combine(*c)) {
            assert_eq!(compose(&c.to_string()).chars().count(), 1, "{:x}", c as u32);
            for other in neighbours {
                assert_eq!(
                    compose(&format!("{other}{c}{other}")).chars().count(),
                    3,
                    "{:x}",
                    c as u32
                );
            }
        }
        for c in [
            '\u{301}', '\u{3099}', '\u{1161}', '\u{11ab}', '\u{64b}', '\u{958}',
        ] {
            assert!(may_combine(c), "{:x}", c as u32);
        }
    }

    #[test]
    fn collapses_space_and_composes_accents() {
        let chars = |text| chars(text, compose);
        assert_eq!(chars(""), 0);
        assert_eq!(chars(" \n "), 0);
        assert_eq!(chars("  two\n\n words\t"), 9);
        assert_eq!(chars("e\u{301}te\u{301}"), 3);
        assert_eq!(chars("\u{1112}\u{1161}\u{11ab}"), 1);
        assert_eq!(chars("🌧️"), 2);
    }
}
