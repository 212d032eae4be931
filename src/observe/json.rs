//! JSON read where it lies: a value is found in the text of a body without building the body up in memory.
//!
//! Bodies come from pages, and a page can be hostile: eight megabytes of `[0,0,0,…` would become a hundred as a tree.
//! Here a value is the piece of text that writes it, so reading costs no memory but for the strings that are taken out.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A value as the body writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raw<'a> {
    /// The JSON text of a value.
    Json(&'a str),
    /// A text that is not written as JSON: a field of a form, a part of an address.
    Text(&'a str),
}

impl Raw<'_> {
    /// The text, if the value is one.
    pub fn text(&self) -> Option<String> {
        match self {
            Raw::Text(text) => Some((*text).to_owned()),
            Raw::Json(json) => Some(unescaped(json.strip_prefix('"')?.strip_suffix('"')?)),
        }
    }

    /// A filled text, a number, `true` or `false` as text; other values have none.
    pub fn scalar(&self) -> Option<String> {
        match self {
            Raw::Json(json) if !json.starts_with(['"', '{', '[', 'n']) => Some((*json).to_owned()),
            _ => self.text().filter(|text| !text.is_empty()),
        }
    }

    /// Whether the value says nothing: null, `false`, or a blank text, an empty array or object.
    pub fn is_empty(&self) -> bool {
        match self {
            Raw::Json("null" | "false") => true,
            Raw::Json(json) if json.starts_with(['[', '{']) => json[1..json.len() - 1].trim().is_empty(),
            _ => self.text().is_some_and(|text| text.trim().is_empty()),
        }
    }
}

/// The text that a JSON string writes. It is written once, into memory of its own size: a parser's buffer would grow
/// to three times the text. Half of a character (a lone surrogate, as of an emoji that was cut) becomes U+FFFD.
fn unescaped(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
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
    text
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

/// Whether a text is one JSON value and nothing else.
pub fn is_valid(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Calls `found` for every value that the segments of `path` (`/a/-1/*`) lead to, in the order of the text.
/// A path that leads nowhere finds nothing.
pub fn walk(json: &str, path: &str, found: &mut dyn FnMut(Raw<'_>)) {
    let json = json.trim();
    let Some(path) = path.strip_prefix('/') else {
        return found(Raw::Json(json));
    };
    let end = path.find('/').unwrap_or(path.len());
    let (segment, rest) = path.split_at(end);
    match json.as_bytes().first() {
        Some(b'{') => {
            if let Some(value) = member(json, segment) {
                walk(value, rest, found);
            }
        }
        Some(b'[') => elements(json, segment, &mut |value| walk(value, rest, found)),
        _ => {}
    }
}

/// The value of a key; the last one if the object repeats it, as parsers do.
fn member<'j>(json: &'j str, key: &str) -> Option<&'j str> {
    serde_json::Deserializer::from_str(json)
        .deserialize_map(Member(key))
        .ok()?
}

/// The elements that a segment names: an index, `-1`, `*`, `?path=value` or `-1?path=value`.
fn elements(json: &str, segment: &str, found: &mut dyn FnMut(&str)) {
    let (which, test) = match segment.split_once('?') {
        Some((which, test)) => (which, Some(test.split_once('=').unwrap_or((test, "")))),
        None => (segment, None),
    };
    let wanted = which.parse::<usize>().ok();
    let only_last = which == "-1";
    let (mut at, mut last) = (0, None);
    each_element(json, &mut |value| {
        let fits = match test {
            Some((path, wanted)) => holds(value, path, wanted),
            None => only_last || which == "*" || wanted == Some(at),
        };
        at += 1;
        if fits && only_last {
            last = Some(value);
        } else if fits {
            found(value);
        }
    });
    if let Some(value) = last {
        found(value);
    }
}

/// Whether the value at a dotted path is this text.
fn holds(json: &str, path: &str, wanted: &str) -> bool {
    let mut value = json;
    for key in path.split('.') {
        match value.starts_with('{').then(|| member(value, key)).flatten() {
            Some(next) => value = next,
            None => return false,
        }
    }
    Raw::Json(value).text().is_some_and(|text| text == wanted)
}

fn each_element<'j>(json: &'j str, found: &mut dyn FnMut(&'j str)) {
    // The text was checked as a whole before; an array that still does not parse has no elements.
    let _ = serde_json::Deserializer::from_str(json).deserialize_seq(Elements(found));
}

struct Member<'k>(&'k str);

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<&'de str>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut last = None;
        while let Some(is_it) = map.next_key_seed(IsKey(self.0))? {
            if is_it {
                last = Some(map.next_value::<&RawValue>()?.get());
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(last)
    }
}

struct IsKey<'k>(&'k str);

impl<'de> DeserializeSeed<'de> for IsKey<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for IsKey<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}

struct Elements<'f, 'de>(&'f mut dyn FnMut(&'de str));

impl<'de> Visitor<'de> for Elements<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(value) = seq.next_element::<&RawValue>()? {
            (self.0)(value.get());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(json: &str, path: &str) -> Vec<String> {
        let mut all = Vec::new();
        walk(json, path, &mut |value| all.extend(value.scalar()));
        all
    }

    #[test]
    fn walks_keys_indices_and_every_element() {
        let body = r#" {"messages": [{"t": "a"}, {"t": "b\n\u00e9"}], "n": 3, "no": null} "#;
        assert_eq!(texts(body, "/messages/*/t"), ["a", "b\né"]);
        assert_eq!(texts(body, "/messages/-1/t"), ["b\né"]);
        assert_eq!(texts(body, "/messages/0/t"), ["a"]);
        assert_eq!(texts(body, "/n"), ["3"]);
        for nowhere in ["/messages/7/t", "/nothing/here", "/messages/t", "/n/0", "/no"] {
            assert!(texts(body, nowhere).is_empty(), "{nowhere}");
        }
    }

    #[test]
    fn filters_by_a_nested_value() {
        let body = r#"[{"author":{"role":"system"},"t":"x"},{"author":{"role":"user"},"t":"y"}]"#;
        assert_eq!(texts(body, "/?author.role=user/t"), ["y"]);
        let history = r#"[{"role":"user","t":"1"},{"role":"assistant","t":"2"},{"role":"user","t":"3"}]"#;
        assert_eq!(texts(history, "/-1?role=user/t"), ["3"]);
        assert_eq!(texts(history, "/?role=user/t"), ["1", "3"]);
    }

    #[test]
    fn a_repeated_key_counts_once_and_by_its_last_value() {
        assert_eq!(texts(r#"{"a": "first", "a": "second"}"#, "/a"), ["second"]);
    }

    #[test]
    fn nothing_is_nothing() {
        for empty in ["null", "false", "\"\"", "\" \\n\"", "[]", "{}", "[ ]"] {
            assert!(Raw::Json(empty).is_empty(), "{empty}");
        }
        for filled in ["0", "true", "\"a\"", "[0]", "{\"a\":null}"] {
            assert!(!Raw::Json(filled).is_empty(), "{filled}");
        }
    }

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
    fn deep_nesting_is_walked_without_recursion() {
        let deep = "[".repeat(200_000) + &"]".repeat(200_000);
        assert!(is_valid(&deep));
        assert!(texts(&deep, "/0/0/0/x").is_empty());
    }
}
