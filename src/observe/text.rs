//! The length of a text, counted the same way for a request and for a page.

use std::borrow::Cow;

/// Composes a text (Unicode NFC). Browsers have this built in and the core's tables for it would weigh 100 kB, so it is
/// handed in: the browser's own on WASM, a crate's on the host. `cargo xtask test` compares the two.
pub type Compose = fn(&str) -> String;

/// Code points after NFC, with runs of white space as one and none at the ends.
///
/// Editors and pages differ in line breaks and in how an accent is encoded; counted this way they agree.
pub fn chars(text: &str, compose: Compose) -> u32 {
    // Below U+0300 nothing combines.
    let composed = if text.chars().any(|c| c >= '\u{300}') {
        Cow::Owned(compose(text))
    } else {
        Cow::Borrowed(text)
    };
    let mut count: u32 = 0;
    let mut pending_space = false;
    for c in composed.chars() {
        if c.is_whitespace() {
            pending_space = count > 0;
        } else {
            count = count.saturating_add(1 + u32::from(pending_space));
            pending_space = false;
        }
    }
    count
}

/// The host's way to compose.
#[cfg(not(target_arch = "wasm32"))]
pub fn compose(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::{chars, compose};

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
