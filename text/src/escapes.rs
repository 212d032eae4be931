//! What JSON strings write with a backslash.

/// Appends the text that a JSON string writes. It is never longer than what writes it, so memory can be had beforehand:
/// a parser's buffer would grow to three times the text. Half of a character (a lone surrogate, as of an emoji that was
/// cut) becomes U+FFFD.
pub fn unescape(written: &str, text: &mut String) {
    let mut rest = written;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let mut tail = rest[at + 1..].chars();
        let escape = tail.next().unwrap_or_default();
        rest = tail.as_str();
        text.push(match escape {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => utf16(&mut rest),
            other => other,
        });
    }
    text.push_str(rest);
}

/// JSON text in which half characters are U+FFFD. JavaScript writes a cut emoji as a lone `\ud83d`, which JSON parsers
/// refuse with all that stands around it.
pub fn without_halves(json: &str) -> String {
    let mut whole = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        whole.push_str(&rest[..at]);
        let mut tail = rest[at + 1..].chars();
        let escape = tail.next();
        rest = tail.as_str();
        let digits = rest
            .get(..4)
            .and_then(|digits| u16::from_str_radix(digits, 16).ok());
        if escape == Some('u') && digits.is_some_and(|unit| (0xd800..=0xdfff).contains(&unit)) {
            whole.push(utf16(&mut rest));
        } else {
            whole.push('\\');
            whole.extend(escape);
        }
    }
    whole.push_str(rest);
    whole
}

/// The character after `\u`, of one or two units.
fn utf16(rest: &mut &str) -> char {
    let unit = |text: &str| {
        text.get(..4)
            .and_then(|digits| u16::from_str_radix(digits, 16).ok())
    };
    let Some(first) = unit(rest) else {
        return char::REPLACEMENT_CHARACTER;
    };
    *rest = &rest[4..];
    let second = rest.strip_prefix("\\u").and_then(unit);
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok().zip(Some(second)));
    match pair {
        // The two units make one character.
        Some((character, _)) if character > '\u{ffff}' => {
            *rest = &rest[6..];
            character
        }
        _ => char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
mod tests {
    use super::without_halves;
    use crate::json::Raw;

    #[test]
    fn escapes_are_read_as_parsers_read_them() {
        for written in [
            r#""plain é 🙂""#,
            r#""a\nb\t\"q\" \\ \/ \u0041\u00e9 \ud83d\ude42 end\b\f\r""#,
            r#""""#,
            r#""\u0000\uffff""#,
        ] {
            let parsed: String = serde_json::from_str(written).expect("valid");
            assert_eq!(Raw::Json(written).text(), Some(parsed), "{written}");
        }
        assert_eq!(
            Raw::Json(r#""cut \ud83d here""#).text().as_deref(),
            Some("cut \u{fffd} here")
        );
        assert_eq!(
            Raw::Json(r#""\ude42\ud83d\ud83d\ude42""#).text().as_deref(),
            Some("\u{fffd}\u{fffd}🙂")
        );
    }

    #[test]
    fn half_characters_do_not_spoil_what_stands_around_them() {
        for (written, wanted) in [
            (
                r#"{"a":"cut \ud83d","b":[1]}"#,
                "{\"a\":\"cut \u{fffd}\",\"b\":[1]}",
            ),
            (
                r#""\ude42\ud83d\ud83d\ude42 \\ud83d \\\ud83d \u0041\n""#,
                "\"\u{fffd}\u{fffd}🙂 \\\\ud83d \\\\\u{fffd} \\u0041\\n\"",
            ),
            (r#""\ud83d\u""#, "\"\u{fffd}\\u\""),
            ("\\", "\\"),
            ("\\ud8", "\\ud8"),
        ] {
            assert_eq!(without_halves(written), wanted);
        }
        let cut = r#"{"text":"a\ud83d"}"#;
        assert!(serde_json::from_str::<serde_json::Value>(cut).is_err());
        let read: serde_json::Value = serde_json::from_str(&without_halves(cut)).expect("whole");
        assert_eq!(read["text"], "a\u{fffd}");
    }
}
