//! The length of a text, counted the same way for a request and for a page.

use unicode_normalization::UnicodeNormalization;

/// Code points after NFC, with runs of white space as one and none at the ends.
///
/// Editors and pages differ in line breaks and in how an accent is encoded; counted this way they agree.
pub fn chars(text: &str) -> u32 {
    let mut count: u32 = 0;
    let mut pending_space = false;
    for c in text.nfc() {
        if c.is_whitespace() {
            pending_space = count > 0;
        } else {
            count = count.saturating_add(1 + u32::from(pending_space));
            pending_space = false;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::chars;

    #[test]
    fn collapses_space_and_composes_accents() {
        assert_eq!(chars(""), 0);
        assert_eq!(chars(" \n "), 0);
        assert_eq!(chars("  two\n\n words\t"), 9);
        assert_eq!(chars("e\u{301}te\u{301}"), 3);
        assert_eq!(chars("🌧️"), 2);
    }
}
