//! From a request the browser saw to what it means: a message, another reply, or nothing.

use std::borrow::Cow;

use serde_json::Value;

use super::rule::{Case, Encoding, Kind, SendRule, Site, Test};
use super::{pointer, url};

/// Bodies above this many bytes are not parsed: the message counts, its length comes from the page.
/// A person cannot type it, and a hostile page must not make the worker hold copies of it.
pub const MAX_BODY: usize = 8 * 1024 * 1024;

/// A request body as the browser hands it over.
#[derive(Debug, Clone, Copy)]
pub enum Body<'a> {
    /// All raw bytes.
    Bytes(&'a [u8]),
    /// The browser decoded a form: an object whose values are strings.
    Form(&'a Value),
    /// The browser could not or would not show it.
    Unreadable,
}

/// What a request means. The words live as long as this value and no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Message, other reply, or nothing.
    pub kind: Kind,
    /// The person's words; `None` when the body could not be read or the kind carries none.
    pub text: Option<String>,
    /// The site's own id of the message, where the page chooses it.
    pub message_id: Option<String>,
    /// The site's own id of the conversation.
    pub conversation: Option<String>,
    /// The model slug the page asked for.
    pub model: Option<String>,
}

impl Sent {
    fn nothing() -> Sent {
        Sent {
            kind: Kind::None,
            text: None,
            message_id: None,
            conversation: None,
            model: None,
        }
    }
}

/// Reads a request of `site`. Unknown paths and methods mean [`Kind::None`]; a known send whose body cannot be read
/// is a new message of unknown length, because something was sent and a guess would be worse than "unknown".
pub fn read(site: &Site, method: &str, address: &str, body: Body<'_>) -> Sent {
    let Some(url) = url::parse(address) else {
        return Sent::nothing();
    };
    let matching = site
        .sends
        .iter()
        .find_map(|rule| Some((rule, route(site, rule, method, &url)?)));
    let Some((rule, in_path)) = matching else {
        return Sent::nothing();
    };
    match decode(rule.body, body) {
        Some(document) => interpret(rule, &document, in_path),
        None if rule.can_be_message() => Sent {
            kind: Kind::New,
            conversation: in_path.map(str::to_owned),
            ..Sent::nothing()
        },
        None => Sent::nothing(),
    }
}

/// The rule's route fits: `Some(capture)`, where the capture is the conversation named in the path.
fn route<'u>(site: &Site, rule: &SendRule, method: &str, url: &url::Url<'u>) -> Option<Option<&'u str>> {
    let hosts = if rule.hosts.is_empty() {
        site.hosts
    } else {
        rule.hosts
    };
    if rule.method != method || !hosts.contains(&url.host) {
        return None;
    }
    rule.paths
        .iter()
        .find_map(|template| url::fit(template, url.path))
}

fn decode<'a>(encoding: Encoding, body: Body<'a>) -> Option<Cow<'a, Value>> {
    match (encoding, body) {
        (_, Body::Unreadable) => None,
        (_, Body::Bytes(bytes)) if bytes.len() > MAX_BODY => None,
        (Encoding::Json, Body::Bytes(bytes)) => serde_json::from_slice(bytes).ok().map(Cow::Owned),
        (Encoding::Json, Body::Form(_)) => None,
        (Encoding::Form, Body::Form(fields)) => Some(Cow::Borrowed(fields)),
        (Encoding::Form, Body::Bytes(bytes)) => {
            let mut fields = serde_json::Map::new();
            for (name, value) in form_urlencoded::parse(bytes) {
                fields
                    .entry(name.into_owned())
                    .or_insert_with(|| Value::String(value.into_owned()));
            }
            Some(Cow::Owned(Value::Object(fields)))
        }
    }
}

fn interpret(rule: &SendRule, document: &Value, in_path: Option<&str>) -> Sent {
    let kind = rule
        .cases
        .iter()
        .find(|case| case.holds(document))
        .map_or(Kind::None, |case| case.kind);
    let first = |pointers: &[&str]| {
        pointers.iter().find_map(|p| {
            pointer::select(document, p)
                .iter()
                .find_map(|v| pointer::scalar(v))
        })
    };
    Sent {
        kind,
        // A send whose words are not where they used to be is a message of unknown length, not one of no length.
        text: if kind.is_message() {
            words(rule, document)
        } else {
            None
        },
        message_id: first(rule.message_id),
        conversation: first(rule.conversation).or_else(|| in_path.map(str::to_owned)),
        model: first(rule.model),
    }
}

fn words(rule: &SendRule, document: &Value) -> Option<String> {
    rule.text.iter().find_map(|pointer| {
        let parts = pointer::select(document, pointer);
        let strings: Vec<&str> = parts.iter().filter_map(|value| value.as_str()).collect();
        (!strings.is_empty()).then(|| strings.join("\n"))
    })
}

impl SendRule {
    fn can_be_message(&self) -> bool {
        self.cases.iter().any(|case| case.kind.is_message())
    }
}

impl Case {
    fn holds(&self, document: &Value) -> bool {
        self.when.iter().all(|(pointer, test)| {
            let values = pointer::select(document, pointer);
            match test {
                Test::Is(wanted) => values
                    .iter()
                    .any(|v| pointer::scalar(v).as_deref() == Some(wanted)),
                Test::Empty => values.iter().all(|v| pointer::is_empty(v)),
                Test::Filled => values.iter().any(|v| !pointer::is_empty(v)),
            }
        })
    }
}
