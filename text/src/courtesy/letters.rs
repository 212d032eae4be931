//! Folding of single letters: case, diacritics, width and look-alike punctuation.
//!
//! This file is compiled twice, into the core and into the build script, so that a phrase in the data and the
//! same phrase in a message always fold alike. It is a table of our own because the full Unicode
//! decomposition tables would weigh more than everything else here together; it covers the scripts people
//! greet and thank in, not all of Unicode. What it does not know it leaves as it is.

/// What one character of a message becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// An invisible or combining character: it belongs to the letter before it.
    Drop,
    /// One letter.
    One(char),
    /// Two letters, as in ß and œ.
    Two(char, char),
}

/// Base letters of U+00E0..=U+017F, in order; `_` leaves the character as it is.
const LATIN: &str = concat!(
    "aaaaaa_ceeeeiiii_nooooo_ouuuuy_y",
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii__jjkk_llllllllll",
    "nnnnnn___oooooo__rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
);

/// Base letters of U+1EA0..=U+1EF9 (Vietnamese), two code points (capital and small) each.
const VIETNAMESE: &str = "aaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy";

/// Folds one character.
pub fn fold(c: char) -> Fold {
    if c.is_ascii() {
        return match c {
            '`' => Fold::One('`'),
            _ => Fold::One(c.to_ascii_lowercase()),
        };
    }
    match c {
        // Combining marks, Arabic vowel signs and tatweel, Devanagari nukta, joiners, variation selectors.
        '\u{300}'..='\u{36f}'
        | '\u{64b}'..='\u{652}'
        | '\u{640}'
        | '\u{670}'
        | '\u{93c}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => return Fold::Drop,
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{b4}' | '\u{2032}' | '\u{ff07}' => {
            return Fold::One('\'');
        }
        '\u{2010}' | '\u{2011}' => return Fold::One('-'),
        '\u{60c}' => return Fold::One(','),
        '\u{61b}' => return Fold::One(';'),
        '\u{61f}' => return Fold::One('?'),
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            return Fold::One(narrow.to_ascii_lowercase());
        }
        'ß' | 'ẞ' => return Fold::Two('s', 's'),
        'œ' | 'Œ' => return Fold::Two('o', 'e'),
        'æ' | 'Æ' => return Fold::Two('a', 'e'),
        'ø' | 'Ø' => return Fold::One('o'),
        'İ' | 'ı' => return Fold::One('i'),
        _ => {}
    }
    let lower = lower(c);
    Fold::One(match lower {
        '\u{e0}'..='\u{17f}' => base(LATIN, lower as usize - 0xe0, lower),
        '\u{1ea0}'..='\u{1ef9}' => base(VIETNAMESE, (lower as usize - 0x1ea0) / 2, lower),
        'ơ' | 'ǒ' => 'o',
        'ư' | 'ǔ' => 'u',
        'ǎ' => 'a',
        'ǐ' => 'i',
        'ș' => 's',
        'ț' => 't',
        'ё' => 'е',
        'й' => 'и',
        'ї' => 'і',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'أ' | 'إ' | 'آ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        // Devanagari letters with a nukta, each as one sign.
        '\u{958}' => 'क',
        '\u{959}' => 'ख',
        '\u{95a}' => 'ग',
        '\u{95b}' => 'ज',
        '\u{95c}' => 'ड',
        '\u{95d}' => 'ढ',
        '\u{95e}' => 'फ',
        '\u{95f}' => 'य',
        other => other,
    })
}

/// The small letter of a capital, in the scripts of our languages that have capitals (and their neighbours). The table of
/// all of Unicode weighs 11 kB.
pub fn lower(c: char) -> char {
    let code = c as u32;
    let step = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => 32,
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 | 0x1de..=0x1ee | 0x1f8..=0x21f | 0x222..=0x233 => {
            (code + 1) % 2
        }
        0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f | 0x1e00..=0x1e95 | 0x1ea0..=0x1eff => (code + 1) % 2,
        0x139..=0x148 | 0x179..=0x17e | 0x1cd..=0x1dc | 0x4c1..=0x4ce => code % 2,
        0x1a0 | 0x1af => 1,
        0x386 => 38,
        0x388..=0x38a => 37,
        0x38c => 64,
        0x38e | 0x38f => 63,
        0x400..=0x40f => 80,
        0x531..=0x556 => 48,
        0x178 => return 'ÿ',
        _ => 0,
    };
    char::from_u32(code + step).unwrap_or(c)
}

fn base(row: &str, index: usize, whole: char) -> char {
    match row.as_bytes().get(index) {
        Some(b'_') | None => whole,
        Some(&b) => char::from(b),
    }
}

/// Whether the character belongs to a word.
pub fn is_word(c: char) -> bool {
    // These are letters without looking them up; Unicode's tables are slow.
    let plain = matches!(c, 'a'..='z' | '\u{400}'..='\u{481}' | '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fa5}')
        || is_hangul(c);
    // The virama joins Devanagari letters but is not alphabetic itself.
    plain || c.is_alphanumeric() || c == '\u{94d}'
}

/// Whether the character is a Korean syllable.
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Whether words of this script stand without spaces around them (or, as in Korean, carry their endings).
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'       // Thai, Lao
        | '\u{1000}'..='\u{109f}'   // Myanmar
        | '\u{1780}'..='\u{17ff}'   // Khmer
        | '\u{3040}'..='\u{30ff}'   // kana
        | '\u{3400}'..='\u{9fff}'   // Han
        | '\u{f900}'..='\u{faff}')
        || is_hangul(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latin_row_is_as_long_as_its_range() {
        assert_eq!(LATIN.len(), 0x180 - 0xe0);
        assert_eq!(VIETNAMESE.len(), (0x1efa - 0x1ea0) / 2);
    }

    #[test]
    fn words_are_of_letters_and_digits() {
        for c in '\0'..='\u{ffff}' {
            assert_eq!(
                is_word(c),
                c.is_alphanumeric() || c == '\u{94d}',
                "{c} {:x}",
                c as u32
            );
        }
    }

    #[test]
    fn small_letters_are_those_of_unicode() {
        let ours = |c: &char| {
            matches!(*c as u32, 0..0x180 | 0x1a0 | 0x1af | 0x1cd..0x1f0 | 0x1f8..0x220 | 0x222..0x234
            | 0x386..0x3ac | 0x400..0x588 | 0x1e00..0x1e96 | 0x1ea0..0x1f00)
        };
        for c in ('\0'..='\u{2000}').filter(ours) {
            let small: Vec<char> = c.to_lowercase().collect();
            // The dotted İ becomes two letters; it has its own line above. So has ẞ.
            if small.len() == 1 && c != '\u{4c0}' {
                assert_eq!(lower(c), small[0], "{c} {:x}", c as u32);
            }
        }
    }

    #[test]
    fn letters_lose_case_diacritics_and_width() {
        let folded: Vec<Fold> = "ÉçŠżőÿữＡ".chars().map(fold).collect();
        let expected: Vec<Fold> = "ecszoyua".chars().map(Fold::One).collect();
        assert_eq!(folded, expected);
        assert_eq!(fold('ß'), Fold::Two('s', 's'));
        assert_eq!(fold('\u{301}'), Fold::Drop);
        assert_eq!(fold('谢'), Fold::One('谢'));
    }
}
