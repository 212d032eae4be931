//! Copilot's server: a conversation is opened by a plain request, everything said in it goes over a WebSocket.

use axum::body::Body;
use axum::http::{Method, Response};
use serde_json::{Value, json};

use super::super::chat::{Ask, Chat, Say};
use super::super::socket::{self, Heard, Tongue};
use super::super::state::{Answer, State};
use super::super::stream::{self, Frames};
use super::{Call, reply_json, text};

pub const HOST: &str = "copilot.microsoft.com";

const TONGUE: Tongue = Tongue {
    heard,
    frames,
    refused: |status| json!({"event": "error", "errorCode": format!("stage-{status}")}),
};

pub fn is_page(path: &str) -> bool {
    path == "/" || path == "/chats" || path.starts_with("/chats/")
}

pub fn answer(call: &Call) -> Option<Response<Body>> {
    match (&call.method, call.path.strip_prefix("/c/api/")?) {
        (&Method::GET, "chat") => socket::answer(call, TONGUE),
        (&Method::POST, "conversations") => Some(reply_json(&json!({"id": call.state.uuid()}))),
        (&Method::GET, "conversations") => {
            let chats: Vec<Value> = call
                .sidebar()
                .into_iter()
                .map(|(id, title)| json!({"id": id, "title": title}))
                .collect();
            Some(reply_json(&json!({"results": chats})))
        }
        (&Method::GET, path) => {
            let id = path.strip_prefix("conversations/")?.strip_suffix("/history")?;
            Some(reply_json(&history(&call.state.chat(HOST, id)?)))
        }
        _ => None,
    }
}

fn heard(state: &State, frame: &Value) -> Heard {
    match frame["event"].as_str() {
        Some("send") => ask(state, frame).map_or(Heard::Nothing, Heard::Send),
        Some("stop") => Heard::Stop,
        _ => Heard::Nothing,
    }
}

fn ask(state: &State, frame: &Value) -> Option<Ask> {
    let chat = text(&frame["conversationId"])?;
    // A message follows whatever was said last: the site has neither edits nor second replies.
    let last = state
        .chat(HOST, &chat)
        .and_then(|chat| chat.pairs.last().map(|pair| pair.reply_id.clone()));
    let words = frame["content"].as_array()?;
    Some(Ask {
        chat: Some(chat),
        new_chat: State::uuid,
        say: Say::Words {
            text: words.iter().filter_map(|part| part["text"].as_str()).collect(),
            parent: last.unwrap_or_else(|| "root".to_owned()),
            same_is_again: false,
        },
        message_id: None,
        reply_id: None,
    })
}

fn frames(answer: &Answer) -> Frames {
    let (chat, reply) = (&answer.chat_id, &answer.reply_id);
    let received = json!({"event": "received", "conversationId": chat, "messageId": answer.message_id});
    let start = json!({"event": "startMessage", "conversationId": chat, "messageId": reply});
    let pieces = stream::pieces(answer)
        .into_iter()
        .map(|(words, chars)| {
            let append = json!({"event": "appendText", "messageId": reply, "partId": "0", "text": words});
            (append.to_string(), chars)
        })
        .collect();
    let completed = json!({"event": "partCompleted", "messageId": reply, "partId": "0"});
    let done = json!({"event": "done", "messageId": reply});
    let title = json!({"event": "titleUpdate", "conversationId": chat, "title": "…"});
    Frames {
        opening: format!("{received}\n{start}"),
        pieces,
        closing: format!("{completed}\n{done}\n{title}"),
    }
}

fn history(chat: &Chat) -> Value {
    let said = |id: &str, author: &str, words: &str| json!({"id": id, "author": {"type": author}, "content": [{"type": "text", "text": words}]});
    let results: Vec<Value> = chat
        .pairs
        .iter()
        .flat_map(|pair| {
            [
                said(&pair.message_id, "human", &pair.text),
                said(&pair.reply_id, "ai", &pair.reply),
            ]
        })
        .collect();
    json!({"results": results})
}
