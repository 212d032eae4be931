//! HuggingChat's server: a send is a form with one JSON field and perhaps files; the answer is JSON, one line each.

use axum::body::Body;
use axum::http::{Method, Response};
use serde_json::{Value, json};

use super::super::chat::{Ask, Chat, Say};
use super::super::state::{Answer, State};
use super::super::stream::{self, Frames};
use super::{Call, reply_json, text};

pub const HOST: &str = "huggingface.co";

const CHATS: &str = "/chat/api/v2/conversations";
/// Tokens are padded to this length, so that their length does not show on the wire.
const PADDED: usize = 16;

pub fn is_page(path: &str) -> bool {
    path == "/chat" || path == "/chat/" || path.starts_with("/chat/conversation/")
}

pub fn answer(call: &Call) -> Option<Response<Body>> {
    if call.method == Method::GET {
        let rest = call.path.strip_prefix(CHATS)?;
        return match rest.strip_prefix('/') {
            Some(id) => Some(reply_json(&history(id, &call.state.chat(HOST, id)?))),
            None => Some(reply_json(&list(call))),
        };
    }
    if call.method != Method::POST {
        return None;
    }
    let rest = call.path.strip_prefix("/chat/conversation")?;
    if rest.is_empty() {
        return Some(reply_json(&json!({"conversationId": call.state.uuid()})));
    }
    match rest.strip_prefix('/')?.split_once('/') {
        None => {
            let data: Value = serde_json::from_slice(field(&call.body, "data")?).ok()?;
            Some(call.send("application/jsonl", ask(call, &rest[1..], &data)?, frames))
        }
        Some((_, "stop-generating")) => Some(reply_json(&json!({}))),
        Some(_) => None,
    }
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

/// The content of a field of a multipart form, which says its boundary in its first line.
fn field<'a>(body: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let boundary = &body[..find(body, b"\r\n")?];
    let wanted = format!("name=\"{name}\"");
    let mut rest = &body[boundary.len()..];
    while let Some(end) = find(rest, boundary) {
        let part = &rest[..end];
        let head = find(part, b"\r\n\r\n")?;
        if find(&part[..head], wanted.as_bytes()).is_some() {
            return part[head + 4..].strip_suffix(b"\r\n");
        }
        rest = &rest[end + boundary.len()..];
    }
    None
}

fn ask(call: &Call, chat: &str, data: &Value) -> Option<Ask> {
    let (id, inputs) = (text(&data["id"]), text(&data["inputs"]));
    let say = if data["is_continue"] == true {
        Say::Rest
    } else if data["is_retry"] == true {
        match inputs {
            Some(text) => Say::Reword { text, of: id? },
            None => Say::Again { of: id },
        }
    } else {
        let pairs = call.state.chat(HOST, chat).unwrap_or_default().pairs;
        Say::Words {
            text: inputs?,
            parent: pairs
                .last()
                .map_or_else(|| "root".to_owned(), |pair| pair.reply_id.clone()),
            same_is_again: false,
        }
    };
    Some(Ask {
        chat: Some(chat.to_owned()),
        new_chat: State::uuid,
        say,
        message_id: None,
        reply_id: None,
    })
}

fn line(value: &Value) -> String {
    format!("{value}\n")
}

fn frames(answer: &Answer) -> Frames {
    let token = |words: &str| {
        let short = PADDED.saturating_sub(words.chars().count());
        line(&json!({"type": "stream", "token": format!("{words}{}", "\0".repeat(short))}))
    };
    let pieces = stream::pieces(answer).into_iter();
    let whole = format!("{}{}", answer.said_before, answer.reply);
    Frames {
        opening: line(&json!({"type": "status", "status": "started"})),
        pieces: pieces.map(|(words, chars)| (token(&words), chars)).collect(),
        closing: line(&json!({"type": "finalAnswer", "text": whole, "interrupted": false}))
            + &*line(&json!({"type": "status", "status": "finished"})),
    }
}

fn list(call: &Call) -> Value {
    let chats: Vec<Value> = call
        .sidebar()
        .into_iter()
        .map(|(id, title)| json!({"id": id, "title": title, "modelId": "openai/gpt-oss-120b"}))
        .collect();
    json!({"json": {"conversations": chats, "hasMore": false}})
}

fn history(id: &str, chat: &Chat) -> Value {
    let mut messages = vec![json!({"id": format!("root-{id}"), "from": "system", "content": ""})];
    for pair in &chat.pairs {
        messages.push(json!({"id": pair.message_id, "from": "user", "content": pair.text}));
        messages.push(json!({"id": pair.reply_id, "from": "assistant", "content": pair.reply}));
    }
    json!({"json": {"id": id, "title": chat.title, "model": "openai/gpt-oss-120b", "messages": messages}})
}
