//! Lumo's server: every send carries the whole conversation, and every word in it is sealed.
//!
//! The real server is not told which conversation a request belongs to. The stage must know, for its record:
//! the page adds a field `Stage` with the ids, the only thing here that the site does not have.

use axum::body::Body;
use axum::http::{Method, Response};
use serde_json::{Value, json};

use super::super::chat::{Ask, Chat, Say};
use super::super::state::{Answer, State};
use super::super::stream::{self, Frames};
use super::{Call, cipher, event, reply_json, text};

pub const HOST: &str = "lumo.proton.me";

/// What the site's answers carry for "it worked".
const FINE: u16 = 1000;

pub fn is_page(path: &str) -> bool {
    path == "/" || path.starts_with("/c/")
}

pub fn answer(call: &Call) -> Option<Response<Body>> {
    let path = call.path.strip_prefix("/api/")?;
    if call.method == Method::POST && path == "ai/v1/chat" {
        let prompt = &call.json()["Prompt"];
        let key = cipher::key(prompt["request_key"].as_str()?)?;
        let ask = ask(call, &key, prompt)?;
        let nonce = call.state.nonce();
        return Some(call.send("text/event-stream", ask, |answer| {
            frames(answer, &key, nonce.as_bytes())
        }));
    }
    let steps: Vec<&str> = path.strip_prefix("lumo/v1/")?.split('/').collect();
    match (&call.method, steps.as_slice()) {
        (&Method::GET, ["conversations"]) => {
            let chats: Vec<Value> = call
                .sidebar()
                .into_iter()
                .map(|(id, title)| json!({"ID": id, "Title": title}))
                .collect();
            Some(reply_json(&json!({"Code": FINE, "Conversations": chats})))
        }
        (&Method::GET, ["conversations", id]) => {
            Some(reply_json(&history(call, &call.state.chat(HOST, id)?)))
        }
        // What the page puts away for later, sealed as well: no send.
        (&Method::POST, ["conversations"] | ["conversations", _, "messages"]) => {
            Some(reply_json(&json!({"Code": FINE})))
        }
        _ => None,
    }
}

fn ask(call: &Call, key: &[u8], prompt: &Value) -> Option<Ask> {
    let ids = &call.json()["Stage"];
    let (chat_id, message_id) = (text(&ids["conversation"])?, text(&ids["message"])?);
    let turns = prompt["turns"].as_array()?;
    let asked: Vec<&Value> = turns.iter().filter(|turn| turn["role"] == "user").collect();
    let words = cipher::open(key, asked.last()?["content"].as_str()?)?;
    let pairs = call
        .state
        .chat(HOST, &chat_id)
        .map(|chat| chat.pairs)
        .unwrap_or_default();
    let say = if pairs.iter().any(|pair| pair.message_id == message_id) {
        Say::Again {
            of: Some(message_id.clone()),
        }
    } else {
        // The message stands after as many replies as there are messages before it.
        let before = asked.len().checked_sub(2).and_then(|at| pairs.get(at));
        Say::Words {
            text: words,
            parent: before.map_or_else(|| "root".to_owned(), |pair| pair.reply_id.clone()),
            same_is_again: false,
        }
    };
    Some(Ask {
        chat: Some(chat_id),
        new_chat: State::uuid,
        say,
        message_id: Some(message_id),
        reply_id: text(&ids["reply"]),
    })
}

fn frames(answer: &Answer, key: &[u8], nonce: &[u8]) -> Frames {
    let frame = |value: Value| event(None, &value.to_string());
    let pieces = stream::pieces(answer)
        .into_iter()
        .enumerate()
        .map(|(count, (words, chars))| {
            let sealed = cipher::seal(key, nonce, &words);
            let token = json!({"type": "token_data", "target": "message", "count": count, "content": sealed, "encrypted": true});
            (frame(token), chars)
        })
        .collect();
    Frames {
        opening: frame(json!({"type": "queued", "target": "message"}))
            + &*frame(json!({"type": "ingesting", "target": "message"})),
        pieces,
        closing: frame(json!({"type": "done"})),
    }
}

fn history(call: &Call, chat: &Chat) -> Value {
    let nonce = call.state.nonce();
    let key = nonce.as_bytes();
    let sealed = |id: &str, role: &str, words: &str| json!({"ID": id, "Role": role, "Encrypted": cipher::seal(key, key, words)});
    let messages: Vec<Value> = chat
        .pairs
        .iter()
        .flat_map(|pair| {
            [
                sealed(&pair.message_id, "user", &pair.text),
                sealed(&pair.reply_id, "assistant", &pair.reply),
            ]
        })
        .collect();
    json!({"Code": FINE, "ConversationKey": cipher::key_text(key), "Messages": messages})
}
