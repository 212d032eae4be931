//! A small pointer language into JSON: `/messages/-1/content/parts/*`.
//!
//! A segment is an object key, an array index (`-1` is the last), `*` (every element), `?path=value` (every array
//! element whose dotted `path` is the string `value`), `-1?path=value` (the last of those) or `@json` (a string that
//! holds JSON, decoded).

use std::borrow::Cow;

use serde_json::Value;

/// The values a pointer yields, in document order. A pointer that leads nowhere yields none.
pub fn select<'a>(root: &'a Value, pointer: &str) -> Vec<Cow<'a, Value>> {
    let mut found = vec![Cow::Borrowed(root)];
    for segment in pointer.split('/').skip(1) {
        found = found.into_iter().flat_map(|value| step(value, segment)).collect();
    }
    found
}

fn step<'a>(value: Cow<'a, Value>, segment: &str) -> Vec<Cow<'a, Value>> {
    if segment == "@json" {
        let decoded = value.as_str().and_then(|text| serde_json::from_str(text).ok());
        return decoded.map(Cow::Owned).into_iter().collect();
    }
    match value {
        Cow::Borrowed(value) => children(value, segment).into_iter().map(Cow::Borrowed).collect(),
        Cow::Owned(value) => children(&value, segment)
            .into_iter()
            .cloned()
            .map(Cow::Owned)
            .collect(),
    }
}

fn children<'a>(value: &'a Value, segment: &str) -> Vec<&'a Value> {
    match value {
        Value::Object(map) => map.get(segment).into_iter().collect(),
        Value::Array(items) if segment == "*" => items.iter().collect(),
        Value::Array(items) if segment == "-1" => items.last().into_iter().collect(),
        Value::Array(items) => match segment.split_once('?') {
            Some((which, test)) => {
                let (path, wanted) = test.split_once('=').unwrap_or((test, ""));
                let mut matching = items.iter().filter(|item| holds(item, path, wanted));
                if which == "-1" {
                    matching.next_back().into_iter().collect()
                } else {
                    matching.collect()
                }
            }
            None => segment
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get(index))
                .into_iter()
                .collect(),
        },
        _ => Vec::new(),
    }
}

fn holds(item: &Value, path: &str, wanted: &str) -> bool {
    let mut value = item;
    for key in path.split('.') {
        match value.get(key) {
            Some(next) => value = next,
            None => return false,
        }
    }
    value.as_str() == Some(wanted)
}

/// Whether a value says nothing: null, `false`, or an empty string, array or object.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(flag) => !flag,
        Value::Number(_) => false,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
    }
}

/// A string or number as text; other values have none.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn walks_keys_indices_and_every_element() {
        let body = json!({"messages": [{"t": "a"}, {"t": "b"}]});
        let texts: Vec<_> = select(&body, "/messages/*/t")
            .iter()
            .map(|v| v.as_str().unwrap().to_owned())
            .collect();
        assert_eq!(texts, ["a", "b"]);
        assert_eq!(select(&body, "/messages/-1/t")[0].as_str(), Some("b"));
        assert_eq!(select(&body, "/messages/0/t")[0].as_str(), Some("a"));
        assert!(select(&body, "/messages/7/t").is_empty());
        assert!(select(&body, "/nothing/here").is_empty());
    }

    #[test]
    fn decodes_json_in_a_string() {
        let body = json!({"f.req": "[null,\"[[\\\"hello\\\"]]\"]"});
        assert_eq!(
            select(&body, "/f.req/@json/1/@json/0/0")[0].as_str(),
            Some("hello")
        );
        assert!(select(&json!({"f.req": "not json"}), "/f.req/@json/1").is_empty());
    }

    #[test]
    fn filters_by_a_nested_value() {
        let body = json!([{"author": {"role": "system"}, "t": "x"}, {"author": {"role": "user"}, "t": "y"}]);
        let hits = select(&body, "/?author.role=user/t");
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].as_str(), Some("y"));
        let history =
            json!([{"role": "user", "t": "1"}, {"role": "assistant", "t": "2"}, {"role": "user", "t": "3"}]);
        let last = select(&history, "/-1?role=user/t");
        assert_eq!(last.len(), 1);
        assert_eq!(last[0].as_str(), Some("3"));
    }
}
