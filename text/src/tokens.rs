//! How many tokens a text is, estimated without a tokenizer: 19 weights, one per character class, and one question,
//! whether the text is English. A real vocabulary would add two megabytes and less precision than the energy
//! range swallows. Weights and ranges: `data/energy.json` › `tokens`.

use crate::text::{Sign, each_sign};

include!(concat!(env!("OUT_DIR"), "/tokens.rs"));

/// Tokens of `text`, rounded; at least 1 for any text that is not empty.
pub fn count(text: &str) -> u64 {
    if text.is_empty() {
        0
    } else {
        (weigh(text).round() as u64).max(1)
    }
}

/// Tokens of `text` before rounding.
pub fn weigh(text: &str) -> f64 {
    let mut signs = [0u64; TOKEN_WEIGHTS.len()];
    each_sign(text, &mut |sign| match sign {
        Sign::Plain(byte) => signs[usize::from(TOKEN_ASCII[usize::from(byte)])] += 1,
        Sign::Other(sign) => signs[usize::from(class(sign))] += 1,
    });
    let (letters, accented) = (
        signs[usize::from(CLASS_LETTER)],
        signs[usize::from(CLASS_ACCENTED)] + signs[usize::from(CLASS_ACCENTED_EASTERN)],
    );
    if is_english(text, letters, accented) {
        signs.swap(usize::from(CLASS_LETTER), usize::from(CLASS_LETTER_IN_ENGLISH));
    }
    signs
        .iter()
        .zip(TOKEN_WEIGHTS)
        .map(|(&signs, weight)| signs as f64 * weight)
        .sum()
}

fn class(sign: char) -> u8 {
    let point = u32::from(sign);
    let after = TOKEN_RANGES.partition_point(|range| range.0 <= point);
    match after.checked_sub(1).map(|place| TOKEN_RANGES[place]) {
        Some((_, last, class)) if point <= last => class,
        _ => CLASS_OTHER,
    }
}

/// Enough of the words are English function words, and next to no letter has an accent.
fn is_english(text: &str, letters: u64, accented: u64) -> bool {
    if accented as f64 >= ACCENTED_SHARE * (letters + accented) as f64 {
        return false;
    }
    // Words are runs of plain letters, read as numbers of up to eight bytes: no text is compared.
    let (mut words, mut known) = (0u64, 0u64);
    let (mut word, mut length) = (0u64, 0);
    for sign in text.bytes().chain([b' ']) {
        if sign.is_ascii_alphabetic() {
            word = word << 8 | u64::from(sign.to_ascii_lowercase());
            length += 1;
        } else if length > 0 {
            words += 1;
            known += u64::from(length <= 8 && STOP_WORDS.binary_search(&word).is_ok());
            (word, length) = (0, 0);
        }
    }
    words > 0 && known as f64 > ENGLISH_SHARE * words as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_say_what_a_search_says() {
        for point in 0..128_u8 {
            let range = TOKEN_RANGES
                .iter()
                .find(|(first, last, _)| (*first..=*last).contains(&u32::from(point)));
            assert_eq!(
                TOKEN_ASCII[usize::from(point)],
                range.map_or(CLASS_OTHER, |range| range.2)
            );
        }
        assert!(STOP_WORDS.is_sorted() && STOP_WORDS.contains(&u64::from_be_bytes(*b"\0\0\0\0\0the")));
        for (text, english) in [
            ("the of to", true),
            ("THE oF, to", true),
            ("thé öf tö", false),
            ("thee off too", false),
            ("xxxxxxxxthe xxxxxxxxof", false),
            ("", false),
        ] {
            assert_eq!(is_english(text, 10, 0), english, "{text}");
        }
    }
}
