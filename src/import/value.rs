//! Single values of an export's JSON, as [`json::members`](crate::observe::json::members) hands them out.

use crate::observe::json::{Raw, each_element};

/// Ids and names are short; what is longer, in bytes, is none.
const LONGEST_NAME: usize = 512;

/// The text, if the value is one.
pub fn text(json: &str) -> Option<String> {
    Raw::Json(json).text()
}

/// Whether the value is this text, without taking it out.
pub fn is(json: &str, wanted: &str) -> bool {
    let inside = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
    inside.is_some_and(|inside| inside == wanted)
}

/// An id or a name: a filled text or a number.
pub fn name(json: &str) -> Option<String> {
    if json.len() > LONGEST_NAME || json == "null" || json.starts_with(['{', '[']) {
        return None;
    }
    Raw::Json(json)
        .scalar()
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
}

/// A finite number, also one that is written as a text.
pub fn number(json: &str) -> Option<f64> {
    let digits = json.trim_matches('"');
    let plain = digits.starts_with(|c: char| c.is_ascii_digit() || c == '-') && digits.len() < 40;
    plain
        .then(|| decimal(digits))
        .flatten()
        .filter(|number| number.is_finite())
}

/// A decimal number: `-12.5e3`. (The standard library's reader is right to the last bit of any number, for 16 kB; what is
/// read here are moments, lengths and the like.)
pub fn decimal(text: &str) -> Option<f64> {
    const FULL: u64 = 1_000_000_000_000_000_000;
    let bare = text.strip_prefix('-').unwrap_or(text);
    let (digits, exponent) = match bare.split_once(['e', 'E']) {
        Some((digits, exponent)) => (
            digits,
            exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?,
        ),
        None => (bare, 0_i16),
    };
    let (mut number, mut scale, mut pointed, mut seen) = (0, i32::from(exponent), false, false);
    for digit in digits.bytes() {
        match digit {
            b'0'..=b'9' if number < FULL => {
                number = number * 10 + u64::from(digit - b'0');
                scale -= i32::from(pointed);
            }
            b'0'..=b'9' => scale += i32::from(!pointed),
            b'.' if !pointed => pointed = true,
            _ => return None,
        }
        seen |= digit != b'.';
    }
    let power = 10_f64.powi(scale.abs());
    let number = if scale < 0 {
        number as f64 / power
    } else {
        number as f64 * power
    };
    seen.then_some(if bare.len() < text.len() { -number } else { number })
}

/// Whether the value says something: not null, `false`, blank or empty.
pub fn filled(json: &str) -> bool {
    !Raw::Json(json).is_empty()
}

/// Whether the value is an array that holds anything.
pub fn has_elements(json: &str) -> bool {
    json.starts_with('[') && filled(json)
}

/// Whether the value is an object.
pub fn is_object(json: &str) -> bool {
    json.starts_with('{')
}

/// Whether the value is an array.
pub fn is_array(json: &str) -> bool {
    json.starts_with('[')
}

/// The first element of an array; `null` if there is none.
pub fn first(json: &str) -> &str {
    let mut first = None;
    each_element(json, &mut |element| first = first.or(Some(element)));
    first.unwrap_or("null")
}

/// Puts the pieces of a text together, each on a line of its own; blank ones are left out.
pub fn add_line(to: &mut String, piece: &str) {
    if !piece.trim().is_empty() {
        if !to.is_empty() {
            to.push('\n');
        }
        to.push_str(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_filled() {
        assert_eq!(name("\" a-1 \"").as_deref(), Some("a-1"));
        assert_eq!(name("17").as_deref(), Some("17"));
        for none in ["null", "\"\"", "\"  \"", "{}", "[1]"] {
            assert_eq!(name(none), None, "{none}");
        }
        assert_eq!(name(&format!("\"{}\"", "a".repeat(600))), None);
    }

    #[test]
    fn decimals_are_those_of_the_standard_library() {
        for text in [
            "0",
            "-0",
            "7",
            "-12.5",
            "1768212000.0",
            "1768212095.123456",
            "1737381600000",
            "3.",
            "0.001",
            "1e3",
            "-2.5E-3",
            "6e+2",
            "00012",
            "1e22",
            "123456789012345678",
        ] {
            assert_eq!(decimal(text), text.parse::<f64>().ok(), "{text}");
        }
        for long in [
            "1768212095.1234567890123456789",
            "12345678901234567890123",
            "0.00000000000000000000123",
        ] {
            let (read, exact) = (decimal(long).expect(long), long.parse::<f64>().expect(long));
            assert!((read - exact).abs() <= exact * 1e-15, "{long}");
        }
        for none in [
            "", "-", ".", "1.2.3", "1e", "e5", "0x1", "1 ", "--1", "1e99999", "inf", "NaN",
        ] {
            assert_eq!(decimal(none), None, "{none}");
        }
        assert_eq!(number("1e400"), None);
    }

    #[test]
    fn numbers_are_finite() {
        assert_eq!(number("12.5"), Some(12.5));
        assert_eq!(number("\"1737381600000\""), Some(1_737_381_600_000.0));
        for none in ["1e999", "null", "\"x\"", "true", "\"\"", "\"2025-01-01\""] {
            assert_eq!(number(none), None, "{none}");
        }
    }
}
