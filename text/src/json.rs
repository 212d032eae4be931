//! JSON read where it lies: a value is found in the text of a body without building the body up in memory.
//!
//! Bodies come from pages, and a page can be hostile: eight megabytes of `[0,0,0,…` would become a hundred as a tree.
//! Here a value is the piece of text that writes it, so reading costs no memory but for the strings that are taken out.

use super::escapes::unescape;
use super::scan;

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
        let mut text = String::with_capacity(self.text_bound()?);
        self.text_into(&mut text);
        Some(text)
    }

    /// The text has at most so many bytes; `None` if the value is none.
    pub fn text_bound(&self) -> Option<usize> {
        match self {
            Raw::Text(text) => Some(text.len()),
            Raw::Json(json) => in_quotes(json).map(str::len),
        }
    }

    /// Appends the text, if the value is one.
    pub fn text_into(&self, to: &mut String) {
        match self {
            Raw::Text(text) => to.push_str(text),
            Raw::Json(json) => unescape(in_quotes(json).unwrap_or_default(), to),
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

fn in_quotes(json: &str) -> Option<&str> {
    json.strip_prefix('"')?.strip_suffix('"')
}

/// Whether a text is one JSON value and nothing else, and not nested deeper than any page writes.
pub fn is_valid(text: &str) -> bool {
    is_valid_within(text, scan::DEEPEST)
}

/// Whether a text is one JSON value and nothing else, and not nested deeper than so many levels.
pub fn is_valid_within(text: &str, deepest: usize) -> bool {
    scan::value_within(text, deepest).is_some_and(|(_, rest)| scan::filled(rest).is_empty())
}

/// Calls `found` for every element of an array, as written; what is no array has none.
pub fn each_element<'j>(json: &'j str, found: &mut dyn FnMut(&'j str)) {
    if json.starts_with('[') {
        scan::parts(json).for_each(|(_, value)| found(value));
    }
}

/// Calls `found` for every member of an object, the key as text and the value as written; what is no object has none.
/// One pass, for readers that want many members of a large object.
pub fn each_member<'j>(json: &'j str, found: &mut dyn FnMut(&str, &'j str)) {
    if !json.starts_with('{') {
        return;
    }
    for (key, value) in scan::parts(json) {
        let written = in_quotes(key).unwrap_or_default();
        match written.contains('\\') {
            true => found(&Raw::Json(key).text().unwrap_or_default(), value),
            false => found(written, value),
        }
    }
}

/// The values of these keys, `null` for those that are not there; the last one of a key that is repeated.
pub fn members<'j, const N: usize>(json: &'j str, keys: [&str; N]) -> [&'j str; N] {
    let mut values = ["null"; N];
    each_member(json, &mut |key, value| {
        if let Some(place) = keys.iter().position(|wanted| *wanted == key) {
            values[place] = value;
        }
    });
    values
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
    let members = scan::parts(json).filter(|(written, _)| is_key(written, key));
    members.last().map(|(_, value)| value)
}

/// Keys are compared where they lie; only one that is escaped and may be the right one is taken out.
fn is_key(json: &str, key: &str) -> bool {
    const LONGEST_ESCAPE: usize = 6;
    let written = in_quotes(json).unwrap_or_default();
    if !written.contains('\\') {
        return written == key;
    }
    let may_be = written.len() <= LONGEST_ESCAPE * key.len();
    may_be && Raw::Json(json).text().as_deref() == Some(key)
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
    for (_, value) in scan::parts(json) {
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
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::DEEPEST;

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
    fn what_is_nested_deeper_than_any_page_writes_is_not_read() {
        let deep = |levels| "[".repeat(levels) + &"]".repeat(levels);
        assert!(is_valid(&deep(DEEPEST)));
        assert!(!is_valid(&deep(DEEPEST + 1)) && !is_valid(&deep(200_000)));
        let brackets = format!(r#"{{"a": "\\\"{}"}}"#, "[".repeat(DEEPEST + 1));
        assert!(is_valid(&brackets), "brackets in a text nest nothing");
    }
}
