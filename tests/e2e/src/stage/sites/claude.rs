//! Claude's server: `completion`, `retry_completion`, and `title`, which repeats the words and is no send.

use axum::body::Body;
use axum::http::{Method, Response};
use serde_json::{Value, json};

use super::super::chat::{Ask, Chat, Say};
use super::super::state::{Answer, State};
use super::super::stream::{self, Frames};
use super::{Call, event, reply_json, text};

pub const HOST: &str = "claude.ai";

const MODEL: &str = "claude-sonnet-4-6";
const ORGANIZATION: &str = "0a9a0000-0000-4000-8000-000000000001";
/// What the first message of a chat gives as parent.
const ROOT: &str = "00000000-0000-4000-8000-000000000000";

pub fn is_page(path: &str) -> bool {
    path == "/" || path == "/new" || path.starts_with("/chat/")
}

pub fn answer(call: &Call) -> Option<Response<Body>> {
    let path = call.path.strip_prefix("/api/organizations")?;
    if path.is_empty() {
        return Some(reply_json(&json!([{"uuid": ORGANIZATION, "name": "Stage"}])));
    }
    let rest = path
        .strip_prefix('/')?
        .split_once('/')?
        .1
        .strip_prefix("chat_conversations")?;
    let steps: Vec<&str> = rest.split('/').filter(|step| !step.is_empty()).collect();
    match (&call.method, steps.as_slice()) {
        (&Method::GET, []) => {
            let chats: Vec<Value> = call
                .sidebar()
                .into_iter()
                .map(|(id, title)| json!({"uuid": id, "name": title}))
                .collect();
            Some(reply_json(&json!(chats)))
        }
        (&Method::POST, []) => Some(reply_json(&json!({"uuid": call.json()["uuid"], "name": ""}))),
        (&Method::GET, [id]) => Some(reply_json(&history(id, &call.state.chat(HOST, id)?))),
        (&Method::POST, [_, "title"]) => Some(reply_json(&json!({"title": "…"}))),
        (&Method::POST, [id, "completion" | "retry_completion"]) => {
            let again = steps[1] == "retry_completion";
            Some(call.send("text/event-stream", ask(id, again, &call.json())?, frames))
        }
        _ => None,
    }
}

fn ask(chat: &str, again: bool, body: &Value) -> Option<Ask> {
    let parent = text(&body["parent_message_uuid"]);
    let turn = &body["turn_message_uuids"];
    let say = if again || body["trigger"] == "regenerate" {
        Say::Again { of: parent }
    } else {
        let parent = parent
            .filter(|id| id != ROOT)
            .unwrap_or_else(|| "root".to_owned());
        Say::Words {
            text: text(&body["prompt"])?,
            parent,
            same_is_again: false,
        }
    };
    Some(Ask {
        chat: Some(chat.to_owned()),
        new_chat: State::uuid,
        say,
        message_id: text(&turn["user_message_uuid"]),
        reply_id: text(&turn["assistant_message_uuid"]),
    })
}

fn frames(answer: &Answer) -> Frames {
    let frame = |value: Value| event(value["type"].as_str(), &value.to_string());
    let opening = frame(json!({"type": "message_start", "message": {
        "id": answer.reply_id, "uuid": answer.reply_id, "type": "message", "role": "assistant", "model": MODEL,
        "parent_uuid": answer.message_id, "content": [], "stop_reason": null}}))
        + &*frame(
            json!({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}),
        );
    let delta = |words: &str| {
        frame(
            json!({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": words}}),
        )
    };
    let pieces = stream::pieces(answer)
        .into_iter()
        .map(|(words, chars)| (delta(&words), chars))
        .collect();
    let closing = frame(json!({"type": "content_block_stop", "index": 0}))
        + &*frame(
            json!({"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": null}}),
        )
        + &*frame(json!({"type": "message_limit", "message_limit": {"type": "within_limit"}}))
        + &*frame(json!({"type": "message_stop"}));
    Frames {
        opening,
        pieces,
        closing,
    }
}

fn history(id: &str, chat: &Chat) -> Value {
    let mut messages = Vec::new();
    let mut parent = ROOT;
    for pair in &chat.pairs {
        for (sender, node, words) in [
            ("human", &pair.message_id, &pair.text),
            ("assistant", &pair.reply_id, &pair.reply),
        ] {
            messages.push(
                json!({"uuid": node, "sender": sender, "parent_message_uuid": parent, "index": messages.len(),
                "content": [{"type": "text", "text": words}]}),
            );
            parent = node;
        }
    }
    json!({"uuid": id, "name": chat.title, "model": MODEL, "chat_messages": messages})
}
