//! How many tokens a text is, estimated without a tokenizer: 19 weights, one per character class, and one question,
//! whether the text is English. A real vocabulary would add two megabytes and less precision than the energy
//! range swallows. Weights and ranges: `data/energy.json` › `tokens`.

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
    let mut read = Read::of(text);
    if read.is_english() {
        read.signs
            .swap(usize::from(CLASS_LETTER), usize::from(CLASS_LETTER_IN_ENGLISH));
    }
    let weights = read.signs.iter().zip(TOKEN_WEIGHTS);
    weights.map(|(&signs, weight)| signs as f64 * weight).sum()
}

/// What one pass over a text has counted.
struct Read {
    /// Signs by class.
    signs: [u64; TOKEN_WEIGHTS.len()],
    /// Words, as runs of plain letters.
    words: u64,
    /// English function words among them.
    known: u64,
}

impl Read {
    fn of(text: &str) -> Read {
        let mut signs = [0u64; TOKEN_WEIGHTS.len()];
        let (mut letters, mut words, mut known) = (0u64, 0u64, 0u64);
        let (bytes, mut at) = (text.as_bytes(), 0);
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphabetic() {
                let (start, mut word) = (at, 0u64);
                while let Some(letter) = bytes.get(at).filter(|byte| byte.is_ascii_alphabetic()) {
                    word = word << 8 | u64::from(letter.to_ascii_lowercase());
                    at += 1;
                }
                letters += (at - start) as u64;
                words += 1;
                // Read as numbers of up to eight bytes: no text is compared.
                known += u64::from(at - start <= 8 && STOP_WORDS.binary_search(&word).is_ok());
                continue;
            }
            match byte {
                0..0x80 => signs[usize::from(TOKEN_ASCII[usize::from(byte)])] += 1,
                // The bytes that follow the first of a sign.
                0x80..0xc0 => {}
                _ => signs[usize::from(class(text[at..].chars().next().unwrap_or_default()))] += 1,
            }
            at += 1;
        }
        // Plain letters are all of this class: the build says so.
        signs[usize::from(CLASS_LETTER)] += letters;
        Read { signs, words, known }
    }

    /// Enough of the words are English function words, and next to no letter has an accent.
    fn is_english(&self) -> bool {
        let of = |class: u8| self.signs[usize::from(class)];
        let letters = of(CLASS_LETTER) as f64;
        let accented = (of(CLASS_ACCENTED) + of(CLASS_ACCENTED_EASTERN)) as f64;
        let plain = accented < ACCENTED_SHARE * (letters + accented);
        plain && self.words > 0 && self.known as f64 > ENGLISH_SHARE * self.words as f64
    }
}

fn class(sign: char) -> u8 {
    let point = u32::from(sign);
    let after = TOKEN_RANGES.partition_point(|range| range.0 <= point);
    match after.checked_sub(1).map(|place| TOKEN_RANGES[place]) {
        Some((_, last, class)) if point <= last => class,
        _ => CLASS_OTHER,
    }
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
            assert_eq!(Read::of(text).is_english(), english, "{text}");
        }
    }
}
