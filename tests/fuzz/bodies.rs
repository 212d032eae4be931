//! Request bodies that a site's rule can read, built from the rule itself: a value is put where each pointer leads.

use merciwatt::observe::SITES;
use merciwatt::observe::rule::{Case, Encoding, SendRule, Site, Test};
use serde_json::{Value, json};

/// Every request rule with its site, in the order of the data.
pub fn rules() -> Vec<(&'static Site, &'static SendRule)> {
    SITES
        .iter()
        .flat_map(|site| site.sends.iter().map(move |rule| (site, rule)))
        .collect()
}

/// What each pointer of a request leads to.
pub struct Parts {
    /// The body, whatever its encoding.
    pub body: Value,
    /// `?name` pointers.
    pub query: Vec<(String, String)>,
}

/// A request for which this case holds, with these words and ids.
pub fn parts(rule: &SendRule, case: Option<&Case>, words: &str, id: &str) -> Parts {
    let mut parts = Parts {
        body: json!({}),
        query: Vec::new(),
    };
    for (pointer, test) in case.map_or(&[][..], |case| case.when) {
        match test {
            Test::Is("true") => parts.put(pointer, true.into()),
            Test::Is(wanted) => parts.put(pointer, (*wanted).into()),
            Test::Filled => parts.put(pointer, words.into()),
            Test::Empty => {}
        }
    }
    if case.is_some_and(|case| case.kind.is_message())
        && let Some(pointer) = rule.text.first()
    {
        parts.put(pointer, words.into());
    }
    for pointers in [rule.message_id, rule.conversation, rule.model] {
        if let Some(pointer) = pointers.first() {
            parts.put(pointer, id.into());
        }
    }
    parts
}

impl Parts {
    fn put(&mut self, pointer: &str, value: Value) {
        match pointer.strip_prefix('?') {
            Some(name) => {
                let text = value.as_str().unwrap_or_default().to_owned();
                self.query.push((name.to_owned(), text));
            }
            None => put(&mut self.body, pointer, value),
        }
    }
}

fn put(at: &mut Value, pointer: &str, leaf: Value) {
    let Some(pointer) = pointer.strip_prefix('/') else {
        *at = leaf;
        return;
    };
    let (segment, rest) = pointer.split_at(pointer.find('/').unwrap_or(pointer.len()));
    if segment == "@json" {
        let mut inner = at
            .as_str()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or(Value::Null);
        put(&mut inner, rest, leaf);
        *at = inner.to_string().into();
        return;
    }
    let (which, test) = segment.split_once('?').unwrap_or((segment, ""));
    let index = which.parse::<usize>().ok();
    if index.is_none() && !matches!(which, "" | "*" | "-1") {
        if !at.is_object() {
            *at = json!({});
        }
        return put(&mut at[segment], rest, leaf);
    }
    if !at.is_array() {
        *at = json!([]);
    }
    let list = at.as_array_mut().expect("it is a list now");
    let index = index.unwrap_or(0);
    while list.len() <= index {
        list.push(Value::Null);
    }
    let element = &mut list[index];
    if let Some((path, wanted)) = test.split_once('=') {
        put(element, &format!("/{}", path.replace('.', "/")), wanted.into());
    }
    put(element, rest, leaf);
}

/// How a body is written.
#[derive(Debug, Clone, Copy)]
pub struct Hand {
    /// Every character of a JSON string as `\u0041`, keys too; every byte of a form as `%41`.
    pub escaped: bool,
}

/// Writes a body in its encoding, and the query of its address.
pub fn write(encoding: Encoding, parts: &Parts, hand: Hand) -> (Vec<u8>, String) {
    let mut query = form(
        parts
            .query
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
        hand,
    );
    let body = match encoding {
        Encoding::Json => written(&parts.body, hand).into_bytes(),
        Encoding::Frame => (written(&parts.body, hand) + "\u{1e}{}\u{1e}").into_bytes(),
        Encoding::Connect => {
            let message = written(&parts.body, hand).into_bytes();
            let length = u32::try_from(message.len()).expect("a small body");
            [&[0][..], &length.to_be_bytes(), &message].concat()
        }
        Encoding::Form => {
            let fields = fields(&parts.body, hand);
            form(
                fields.iter().map(|(name, text)| (name.as_str(), text.as_str())),
                hand,
            )
            .into_bytes()
        }
        Encoding::Query => {
            let fields = fields(&parts.body, hand);
            query += &form(
                fields.iter().map(|(name, text)| (name.as_str(), text.as_str())),
                hand,
            );
            Vec::new()
        }
        Encoding::Multipart => {
            let mut body = String::new();
            for (name, text) in fields(&parts.body, hand) {
                body += &format!("--B7\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
            }
            (body + "--B7--\r\n").into_bytes()
        }
    };
    (body, query)
}

fn fields(body: &Value, hand: Hand) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        // A field that holds JSON: its strings may be escaped as well.
        Value::String(text) => serde_json::from_str::<Value>(text)
            .ok()
            .filter(|inner| inner.is_object() || inner.is_array())
            .map_or_else(|| text.clone(), |inner| written(&inner, hand)),
        other => written(other, hand),
    };
    match body {
        Value::Object(map) => map
            .iter()
            .map(|(name, value)| (name.clone(), text(value)))
            .collect(),
        other => vec![("0".into(), text(other))],
    }
}

fn form<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>, hand: Hand) -> String {
    let encoded = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b' ' => "+".to_owned(),
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' if !hand.escaped => {
                    char::from(byte).to_string()
                }
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    fields
        .map(|(name, text)| format!("{}={}&", encoded(name), encoded(text)))
        .collect()
}

fn written(value: &Value, hand: Hand) -> String {
    if !hand.escaped {
        return value.to_string();
    }
    let string = |text: &str| {
        let units: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        format!("\"{units}\"")
    };
    match value {
        Value::String(text) => string(text),
        Value::Array(list) => {
            let all: Vec<String> = list.iter().map(|value| written(value, hand)).collect();
            format!("[{}]", all.join(","))
        }
        Value::Object(map) => {
            let all: Vec<String> = map
                .iter()
                .map(|(key, value)| format!("{} : {}", string(key), written(value, hand)))
                .collect();
            format!("{{{}}}", all.join(", "))
        }
        other => other.to_string(),
    }
}
