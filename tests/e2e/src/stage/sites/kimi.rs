//! Kimi's server: Connect streaming, where every message in either direction is one flag byte, four bytes of length
//! and JSON.

use axum::body::Body;
use axum::http::{Method, Response};
use serde_json::{Value, json};

use super::super::chat::{Ask, Chat, Say};
use super::super::state::{Answer, State};
use super::super::stream::{self, Frames};
use super::{Call, reply_json, text};

pub const HOST: &str = "www.kimi.com";

const SERVICE: &str = "/apiv2/kimi.gateway.chat.v1.ChatService/";
const STREAM: &str = "application/connect+json";
/// Flag of the envelope that ends a stream.
const END: u8 = 2;

pub fn is_page(path: &str) -> bool {
    path == "/" || path.starts_with("/chat/")
}

pub fn answer(call: &Call) -> Option<Response<Body>> {
    if call.method != Method::POST {
        return None;
    }
    match call.path.strip_prefix(SERVICE)? {
        "Chat" => Some(call.send(STREAM, ask(call, &opened(&call.body)?)?, frames)),
        "ListChats" => {
            let chats: Vec<Value> = call
                .sidebar()
                .into_iter()
                .map(|(id, title)| json!({"id": id, "name": title}))
                .collect();
            Some(reply_json(&json!({"chats": chats})))
        }
        "ListMessages" => {
            let id = text(&call.json()["chat_id"])?;
            Some(reply_json(&history(&call.state.chat(HOST, &id)?)))
        }
        _ => None,
    }
}

/// The JSON in the first envelope of a body.
fn opened(body: &[u8]) -> Option<Value> {
    let (head, rest) = body.split_at_checked(5)?;
    let length = u32::from_be_bytes(head[1..].try_into().ok()?);
    serde_json::from_slice(rest.get(..usize::try_from(length).ok()?)?).ok()
}

fn envelope(flag: u8, value: &Value) -> Vec<u8> {
    let inner = value.to_string().into_bytes();
    let length = u32::try_from(inner.len()).unwrap_or(u32::MAX);
    let mut out = vec![flag];
    out.extend(length.to_be_bytes());
    out.extend(inner);
    out
}

fn ask(call: &Call, body: &Value) -> Option<Ask> {
    let chat = text(&body["chat_id"]);
    let last = chat
        .as_ref()
        .and_then(|id| call.state.chat(HOST, id))
        .and_then(|chat| chat.pairs.last().map(|pair| pair.reply_id.clone()));
    let blocks = body["message"]["blocks"].as_array()?;
    let say = Say::Words {
        text: blocks
            .iter()
            .filter_map(|block| block["text"]["content"].as_str())
            .collect(),
        parent: last.unwrap_or_else(|| "root".to_owned()),
        same_is_again: false,
    };
    Some(Ask {
        chat,
        new_chat: State::uuid,
        say,
        message_id: None,
        reply_id: None,
    })
}

fn message(role: &str, id: &str, status: &str, words: &str) -> Value {
    json!({"id": id, "role": role, "status": status,
        "blocks": [{"id": "0", "text": {"content": words}}], "scenario": "SCENARIO_K2D5"})
}

fn frames(answer: &Answer) -> Frames<Vec<u8>> {
    let done = "MESSAGE_STATUS_COMPLETED";
    let opening = [
        json!({"op": "set", "mask": "chat", "chat": {"id": answer.chat_id, "name": ""}}),
        json!({"op": "set", "mask": "message",
            "message": message("user", &answer.message_id, done, &answer.text)}),
        json!({"op": "set", "mask": "message",
            "message": message("assistant", &answer.reply_id, "MESSAGE_STATUS_GENERATING", "")}),
    ];
    let append = |words: &str| {
        json!({"op": "append", "mask": "block.text.content",
            "block": {"id": "0", "messageId": answer.reply_id, "text": {"content": words}}})
    };
    let pieces = stream::pieces(answer).into_iter();
    let status = json!({"op": "set", "mask": "message.status",
        "message": {"id": answer.reply_id, "status": done}});
    let closing = [
        envelope(0, &status),
        envelope(0, &json!({"done": {}})),
        envelope(END, &json!({})),
    ];
    Frames {
        opening: opening.iter().flat_map(|value| envelope(0, value)).collect(),
        pieces: pieces
            .map(|(words, chars)| (envelope(0, &append(&words)), chars))
            .collect(),
        closing: closing.concat(),
    }
}

fn history(chat: &Chat) -> Value {
    let mut messages = Vec::new();
    for pair in &chat.pairs {
        let done = "MESSAGE_STATUS_COMPLETED";
        messages.push(message("user", &pair.message_id, done, &pair.text));
        messages.push(message("assistant", &pair.reply_id, done, &pair.reply));
    }
    json!({"messages": messages})
}
