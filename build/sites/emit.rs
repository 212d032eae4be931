//! Writes a checked site as a Rust literal.

use std::fmt::Write;

use serde_json::{Value, json};

use super::file::{IdIs, Selector, SendFile, SiteFile, Where};

/// A selector that fits no element: what an empty one in a file means.
const NOTHING: &str = ":not(*)";

/// Appends the site's literal.
pub fn emit(site: &SiteFile, out: &mut String) {
    let _ = writeln!(
        out,
        "rule::Site {{ id: {:?}, name: {:?}, provider: {:?}, access: rule::Access::{:?}, \
         primary: rule::Primary::{:?}, replies: {}, hosts: &{:?}, deny_paths: &{:?}, conversations: &{:?}, \
         user_id_sent: {}, again_looks_new: {}, verified_on: {:?}, page: {:?}, sends: &[",
        site.id,
        site.name,
        site.provider,
        site.access,
        site.primary,
        site.replies,
        site.hosts,
        site.deny_paths,
        site.conversations,
        site.page.user_id_sent,
        site.again_looks_new,
        site.verified_on,
        page(site).to_string()
    );
    for send in &site.sends {
        emit_send(send, out);
    }
    out.push_str("] },\n");
}

/// What `content.js` is told: the file's page part, made ready to be used without another look.
fn page(site: &SiteFile) -> Value {
    let page = &site.page;
    let one = |selector: &str| {
        if selector.is_empty() {
            NOTHING.to_owned()
        } else {
            selector.to_owned()
        }
    };
    let all = |lists: &[&[String]]| one(&lists.concat().join(","));
    let at = |list: &[Selector]| list.iter().map(|s| s.at.clone()).collect::<Vec<_>>();
    let models: Vec<Value> = page
        .model
        .iter()
        .map(|m| json!({"at": m.at, "attribute": m.attribute, "reply": m.r#in == Where::Reply}))
        .collect();
    json!({
        "site": site.id,
        "deny": either(site.deny_paths.iter().map(|path| pattern(path)), ""),
        "chat": either(site.conversations.iter().map(|path| pattern(path)), "/?$"),
        "composer": one(&page.composer), "send": one(&page.send),
        "streaming": one(&page.streaming), "stop": one(&page.stop),
        "user": at(&page.user), "user_id": page.user_id, "user_text": page.user_text,
        "assistant": at(&page.assistant), "assistant_text": page.assistant_text, "reasoning": page.reasoning,
        "drop": all(&[&page.drop]), "drop_all": all(&[&page.drop, &page.reasoning]),
        "model": models, "quiet_ms": page.quiet_ms,
    })
}

/// A regular expression that fits any of these beginnings of a path, or nothing if there are none.
fn either(patterns: impl Iterator<Item = String>, end: &str) -> String {
    let patterns: Vec<String> = patterns.collect();
    match patterns.as_slice() {
        [] => "(?!)".to_owned(),
        some => format!("^(?:{}){end}", some.join("|")),
    }
}

/// A path template as a regular expression; the conversation is its group.
fn pattern(template: &str) -> String {
    let segments = template.split('/').map(|segment| match segment {
        "*" => "[^/]+".to_owned(),
        "{conversation}" => "([^/]+)".to_owned(),
        word => word.replace('.', "\\."),
    });
    segments.collect::<Vec<_>>().join("/")
}

fn emit_send(send: &SendFile, out: &mut String) {
    let _ = write!(
        out,
        "    rule::SendRule {{ method: {:?}, hosts: &{:?}, paths: &{:?}, body: rule::Encoding::{:?}, text: &{:?}, \
         message_id: &{:?}, fresh_id: {}, conversation: &{:?}, model: &{:?}, cases: &[",
        send.method,
        send.hosts,
        send.paths,
        send.body,
        send.text,
        send.message_id,
        send.message_id_is == Some(IdIs::Fresh),
        send.conversation,
        send.model
    );
    for case in &send.cases {
        let tests: Vec<String> = case
            .r#if
            .iter()
            .map(|(pointer, test)| format!("({pointer:?}, {})", test_source(test)))
            .collect();
        let _ = write!(
            out,
            "rule::Case {{ when: &[{}], kind: rule::Kind::{:?}, names_message: {} }}, ",
            tests.join(", "),
            case.kind,
            case.names_message
        );
    }
    out.push_str("] },\n");
}

fn test_source(test: &Value) -> String {
    match test {
        Value::String(word) if word == "empty" => "rule::Test::Empty".into(),
        Value::String(word) if word == "filled" => "rule::Test::Filled".into(),
        Value::String(word) => format!("rule::Test::Is({word:?})"),
        other => format!("rule::Test::Is({:?})", other.to_string()),
    }
}
