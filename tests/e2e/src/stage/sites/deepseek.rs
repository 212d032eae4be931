//! DeepSeek's server: messages are numbered 1, 2, 3, … in every chat, and the answer is a stream of patches.

use axum::body::Body;
use axum::http::{Method, Response};
use serde_json::{Value, json};

use super::super::chat::{Ask, Chat, Say};
use super::super::reply;
use super::super::state::{Answer, State};
use super::super::stream::{self, Frames};
use super::{Call, event, reply_json, text};

pub const HOST: &str = "chat.deepseek.com";

/// How many code points the reasoning has at most, and in how many pieces it comes.
const THOUGHT: usize = 240;
const THOUGHT_PIECES: usize = 4;

pub fn is_page(path: &str) -> bool {
    path == "/" || path.starts_with("/a/chat/s/")
}

pub fn answer(call: &Call) -> Option<Response<Body>> {
    let path = call.path.strip_prefix("/api/v0/")?;
    match (&call.method, path) {
        (&Method::POST, "chat/completion" | "chat/edit_message" | "chat/regenerate" | "chat/continue") => {
            let body = call.json();
            let thinks = body["thinking_enabled"] == true;
            let play = |answer: &Answer| frames(answer, thinks.then(|| thought(answer)));
            Some(call.send("text/event-stream", ask(call, path, &body)?, play))
        }
        (&Method::POST, "chat_session/create") => Some(biz(
            &json!({"chat_session": {"id": call.state.uuid(), "title": null, "version": 0}}),
        )),
        (&Method::POST, "chat/create_pow_challenge") => Some(biz(
            &json!({"challenge": {"challenge": call.state.nonce(), "difficulty": 1}}),
        )),
        (&Method::POST, "chat/stop_stream" | "chat/resume_stream" | "events") => Some(biz(&Value::Null)),
        (&Method::GET, "chat_session/fetch_page") => {
            let chats: Vec<Value> = call
                .sidebar()
                .into_iter()
                .map(|(id, title)| json!({"id": id, "title": title}))
                .collect();
            Some(biz(&json!({"chat_sessions": chats, "has_more": false})))
        }
        (&Method::GET, "chat/history_messages") => {
            let id = call
                .query
                .split('&')
                .find_map(|field| field.strip_prefix("chat_session_id="))?;
            Some(biz(&history(id, &call.state.chat(HOST, id)?)))
        }
        _ => None,
    }
}

fn biz(value: &Value) -> Response<Body> {
    reply_json(&json!({"code": 0, "msg": "", "data": {"biz_code": 0, "biz_msg": "", "biz_data": value}}))
}

/// The pair a message belongs to: numbers 2n + 1 (the message) and 2n + 2 (the reply) are pair n.
fn pair_of(number: &Value) -> Option<usize> {
    let before = number.as_u64()?.checked_sub(1)?;
    usize::try_from(before / 2).ok()
}

fn ask(call: &Call, path: &str, body: &Value) -> Option<Ask> {
    let chat = text(&body["chat_session_id"])?;
    let pairs = call.state.chat(HOST, &chat).unwrap_or_default().pairs;
    let (say, at) = match path {
        "chat/completion" => {
            let (parent, at) = match pair_of(&body["parent_message_id"]) {
                Some(before) => (pairs.get(before)?.reply_id.clone(), before + 1),
                None => ("root".to_owned(), 0),
            };
            let say = Say::Words {
                text: text(&body["prompt"])?,
                parent,
                same_is_again: false,
            };
            (say, at)
        }
        "chat/edit_message" => {
            let at = pair_of(&body["message_id"])?;
            let say = Say::Reword {
                text: text(&body["prompt"])?,
                of: pairs.get(at)?.message_id.clone(),
            };
            (say, at)
        }
        "chat/regenerate" => {
            let at = pair_of(&body["message_id"])?;
            let of = Some(pairs.get(at)?.message_id.clone());
            (Say::Again { of }, at)
        }
        _ => (Say::Rest, pairs.len().checked_sub(1)?),
    };
    Some(Ask {
        chat: Some(chat),
        new_chat: State::uuid,
        say,
        message_id: Some((2 * at + 1).to_string()),
        reply_id: Some((2 * at + 2).to_string()),
    })
}

/// What is thought before the reply; no part of it.
fn thought(answer: &Answer) -> String {
    let about = format!("{} …", answer.text);
    reply::compose(&answer.setup.lang, &about, 0)
        .chars()
        .filter(|letter| !"*`".contains(*letter))
        .take(THOUGHT)
        .collect()
}

fn frames(answer: &Answer, thought: Option<String>) -> Frames {
    let number: u64 = answer.reply_id.parse().unwrap_or(2);
    let ready = json!({"request_message_id": number - 1, "response_message_id": number});
    let fragment = |id: u8, kind: &str, content: &str| json!({"id": id, "type": kind, "content": content});
    let first = match thought {
        Some(_) => fragment(1, "THINK", ""),
        None => fragment(2, "RESPONSE", &answer.said_before),
    };
    let start = json!({"v": {"response": {"message_id": number, "parent_id": number - 1, "role": "ASSISTANT",
        "status": "WIP", "thinking_enabled": thought.is_some(), "fragments": [first]}}});
    let opening = event(Some("ready"), &ready.to_string())
        + &*event(Some("update_session"), "{\"updated_at\":0}")
        + &*event(None, &start.to_string());
    let append = |words: &str| {
        let patch = json!({"p": "response/fragments/-1/content", "o": "APPEND", "v": words});
        event(None, &patch.to_string())
    };
    let mut pieces = Vec::new();
    if let Some(thought) = thought {
        let letters: Vec<char> = thought.chars().collect();
        let size = letters.len().div_ceil(THOUGHT_PIECES).max(1);
        for piece in letters.chunks(size) {
            pieces.push((append(&piece.iter().collect::<String>()), 0));
        }
        let next = json!({"p": "response/fragments", "o": "APPEND", "v": [fragment(2, "RESPONSE", "")]});
        pieces.push((event(None, &next.to_string()), 0));
    }
    for (words, chars) in stream::pieces(answer) {
        pieces.push((append(&words), chars));
    }
    let finished = json!({"p": "response/status", "o": "SET", "v": "FINISHED"});
    let closing = event(None, &finished.to_string())
        + &*event(Some("finish"), "{}")
        + &*event(Some("close"), "{\"click_behavior\":\"none\"}");
    Frames {
        opening,
        pieces,
        closing,
    }
}

fn history(id: &str, chat: &Chat) -> Value {
    let mut messages = Vec::new();
    for pair in &chat.pairs {
        for (role, kind, words) in [
            ("USER", "REQUEST", &pair.text),
            ("ASSISTANT", "RESPONSE", &pair.reply),
        ] {
            let before = messages.len();
            let parent = if before == 0 { Value::Null } else { json!(before) };
            messages.push(
                json!({"message_id": before + 1, "parent_id": parent, "role": role, "model": "",
                "status": "FINISHED", "fragments": [{"id": 1, "type": kind, "content": words}]}),
            );
        }
    }
    json!({"chat_session": {"id": id, "title": chat.title}, "chat_messages": messages})
}
