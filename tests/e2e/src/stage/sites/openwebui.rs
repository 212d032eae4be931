//! A school's own Open WebUI: every send carries the whole chat, and other requests repeat its words.

use axum::body::Body;
use axum::http::{Method, Response};
use serde_json::{Value, json};

use super::super::chat::{Ask, Chat, Say};
use super::super::state::{Answer, State};
use super::super::stream::{self, Frames};
use super::{Call, event, reply_json, text};

pub const HOST: &str = "chat.ecole.example";

const MODEL: &str = "llama3.1:8b";

pub fn is_page(path: &str) -> bool {
    path == "/" || path.starts_with("/c/")
}

pub fn answer(call: &Call) -> Option<Response<Body>> {
    match (&call.method, call.path.as_str()) {
        (&Method::POST, "/api/chat/completions") => {
            Some(call.send("text/event-stream", ask(call, &call.json())?, frames))
        }
        (&Method::POST, "/api/chat/completed") => Some(reply_json(&call.json())),
        (&Method::POST, "/api/v1/tasks/title/completions") => Some(task(&json!({"title": "🌧️ …"}))),
        (&Method::POST, "/api/v1/tasks/tags/completions") => Some(task(&json!({"tags": ["…"]}))),
        (&Method::GET, "/api/v1/chats/") => {
            let chats = call.sidebar().into_iter();
            let chats: Vec<Value> = chats
                .map(|(id, title)| json!({"id": id, "title": title}))
                .collect();
            Some(reply_json(&json!(chats)))
        }
        (method, path) => {
            let id = path.strip_prefix("/api/v1/chats/")?;
            match *method {
                // The page saves the chat, with all its words, before and after each send.
                Method::POST if id == "new" => Some(reply_json(&json!({"id": call.state.uuid()}))),
                Method::POST => Some(reply_json(&json!({"id": id}))),
                Method::GET => Some(reply_json(&history(id, &call.state.chat(HOST, id)?))),
                _ => None,
            }
        }
    }
}

fn task(content: &Value) -> Response<Body> {
    let message = json!({"role": "assistant", "content": content.to_string()});
    reply_json(&json!({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}))
}

/// How many messages the body holds tells where the last one stands; the same words there ask for another reply.
fn ask(call: &Call, body: &Value) -> Option<Ask> {
    let chat = text(&body["chat_id"])?;
    let said: Vec<&Value> = body["messages"]
        .as_array()?
        .iter()
        .filter(|message| message["role"] == "user")
        .collect();
    let words = text(&said.last()?["content"])?;
    let pairs = call.state.chat(HOST, &chat).unwrap_or_default().pairs;
    // A message that was refused stays on the page, but is no pair.
    let at = (said.len() - 1).min(pairs.len());
    let before = at.checked_sub(1).and_then(|at| pairs.get(at));
    Some(Ask {
        chat: Some(chat),
        new_chat: State::uuid,
        say: Say::Words {
            text: words,
            parent: before.map_or_else(|| "root".to_owned(), |pair| pair.reply_id.clone()),
            same_is_again: true,
        },
        message_id: text(&body["parent_message"]["id"]),
        reply_id: text(&body["id"]),
    })
}

fn frames(answer: &Answer) -> Frames {
    let chunk = |delta: Value, reason: Value| {
        let choice = json!({"index": 0, "delta": delta, "finish_reason": reason});
        let id = format!("chatcmpl-{}", answer.number);
        let chunk = json!({"id": id, "object": "chat.completion.chunk", "model": MODEL, "choices": [choice]});
        event(None, &chunk.to_string())
    };
    let pieces = stream::pieces(answer).into_iter();
    Frames {
        opening: chunk(json!({"role": "assistant", "content": ""}), Value::Null),
        pieces: pieces
            .map(|(words, chars)| (chunk(json!({"content": words}), Value::Null), chars))
            .collect(),
        closing: chunk(json!({}), json!("stop")) + &*event(None, "[DONE]"),
    }
}

fn history(id: &str, chat: &Chat) -> Value {
    let mut messages = Vec::new();
    for pair in &chat.pairs {
        messages.push(json!({"id": pair.message_id, "role": "user", "content": pair.text}));
        messages
            .push(json!({"id": pair.reply_id, "role": "assistant", "model": MODEL, "content": pair.reply}));
    }
    json!({"id": id, "title": chat.title, "chat": {"title": chat.title, "messages": messages}})
}
