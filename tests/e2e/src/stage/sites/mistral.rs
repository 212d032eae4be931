//! Le Chat's server: the first message goes through `message.newChat`, its reply through `/api/chat`.

use axum::body::Body;
use axum::http::{Method, Response};
use serde_json::{Value, json};

use super::super::chat::{Ask, Chat, Say};
use super::super::state::{Answer, State};
use super::super::stream::{self, Frames};
use super::{Call, reply_json, text};

pub const HOST: &str = "chat.mistral.ai";

const STREAM: &str = "text/plain; charset=utf-8";

pub fn is_page(path: &str) -> bool {
    path == "/" || path == "/chat" || path.starts_with("/chat/")
}

pub fn answer(call: &Call) -> Option<Response<Body>> {
    match (&call.method, call.path.as_str()) {
        (&Method::POST, "/api/trpc/message.newChat") => {
            let input = &call.json()["0"]["json"];
            let chat = call.state.uuid();
            let message = call.state.uuid();
            call.state
                .draft(HOST, &chat, words(&input["content"])?, message.clone());
            Some(trpc(&json!({"chatId": chat, "messageId": message})))
        }
        (&Method::POST, "/api/chat") => {
            let body = call.json();
            Some(call.send(STREAM, ask(call, &body)?, frames))
        }
        (&Method::GET, "/api/trpc/chat.list") => {
            let chats: Vec<Value> = call
                .sidebar()
                .into_iter()
                .map(|(id, title)| json!({"id": id, "title": title}))
                .collect();
            Some(trpc(&json!({"items": chats})))
        }
        (&Method::GET, "/api/trpc/message.all") => {
            let id = call
                .query
                .split('&')
                .find_map(|field| field.strip_prefix("chatId="))?;
            Some(trpc(&history(&call.state.chat(HOST, id)?)))
        }
        _ => None,
    }
}

fn trpc(value: &Value) -> Response<Body> {
    reply_json(&json!([{"result": {"data": {"json": value}}}]))
}

/// The words of a message: a plain string, or the text parts of a list.
fn words(content: &Value) -> Option<String> {
    match content {
        Value::String(words) => Some(words.clone()),
        Value::Array(parts) => Some(parts.iter().filter_map(|part| part["text"].as_str()).collect()),
        _ => None,
    }
}

fn ask(call: &Call, body: &Value) -> Option<Ask> {
    let chat = text(&body["chatId"])?;
    let message = text(&body["messageId"]);
    let last = call
        .state
        .chat(HOST, &chat)
        .and_then(|chat| chat.pairs.last().map(|pair| pair.reply_id.clone()));
    let parent = last.unwrap_or_else(|| "root".to_owned());
    let (say, message_id) = match body["mode"].as_str()? {
        "start" => {
            let (words, id) = call.state.take_draft(HOST, &chat)?;
            (
                Say::Words {
                    text: words,
                    parent,
                    same_is_again: false,
                },
                Some(id),
            )
        }
        "append" => (
            Say::Words {
                text: words(&body["messageInput"])?,
                parent,
                same_is_again: false,
            },
            None,
        ),
        "retry" => (Say::Again { of: message.clone() }, message),
        "edit" => (
            Say::Reword {
                text: words(&body["messageInput"])?,
                of: message?,
            },
            None,
        ),
        _ => return None,
    };
    Some(Ask {
        chat: Some(chat),
        new_chat: State::uuid,
        say,
        message_id,
        reply_id: None,
    })
}

fn line(number: usize, value: &Value) -> String {
    format!("{number}:{}\n", json!({"json": value}))
}

fn frames(answer: &Answer) -> Frames {
    let user = json!({"type": "message", "messageId": answer.message_id, "messageVersion": 0, "role": "user",
        "patches": [{"op": "replace", "path": "/contentChunks", "value": [{"type": "text", "text": answer.text}]}]});
    let patch = |op: &str, path: &str, value: Value| {
        json!({"type": "message", "messageId": answer.reply_id, "messageVersion": 0, "role": "assistant",
            "patches": [{"op": op, "path": path, "value": value}]})
    };
    let start = patch("replace", "/contentChunks", json!([{"type": "text", "text": ""}]));
    let opening = line(15, &user) + &*line(15, &start);
    let pieces = stream::pieces(answer)
        .into_iter()
        .map(|(words, chars)| {
            (
                line(15, &patch("append", "/contentChunks/0/text", json!(words))),
                chars,
            )
        })
        .collect();
    let closing = line(15, &patch("replace", "/generationStatus", json!("success")));
    Frames {
        opening,
        pieces,
        closing,
    }
}

fn history(chat: &Chat) -> Value {
    let mut messages = Vec::new();
    for pair in &chat.pairs {
        messages.push(json!({"id": pair.message_id, "role": "user", "version": 0, "content": pair.text}));
        messages.push(json!({"id": pair.reply_id, "role": "assistant", "version": 0, "content": pair.reply}));
    }
    json!(messages)
}
