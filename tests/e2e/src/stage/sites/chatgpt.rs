//! ChatGPT's server: `/backend-api/f/conversation` and the calls around it that are not sends.

use axum::body::Body;
use axum::http::{Method, Response};
use serde_json::{Value, json};

use super::super::chat::{Ask, Chat, Say};
use super::super::state::{Answer, State};
use super::super::stream::{self, Frames};
use super::{Call, event, reply_json, text};

pub const HOST: &str = "chatgpt.com";

const MODEL: &str = "gpt-5-5";
/// What a page without earlier messages gives as parent.
const ROOT: &str = "client-created-root";

pub fn is_page(path: &str) -> bool {
    path == "/" || path.starts_with("/c/")
}

pub fn answer(call: &Call) -> Option<Response<Body>> {
    let path = call
        .path
        .strip_prefix("/backend-api/")
        .or_else(|| call.path.strip_prefix("/backend-anon/"))?;
    match (&call.method, path) {
        (&Method::POST, "f/conversation") => Some(call.send("text/event-stream", ask(&call.json())?, frames)),
        (&Method::POST, "f/conversation/prepare") => Some(reply_json(
            &json!({"status": "ok", "conduit_token": call.state.nonce()}),
        )),
        (&Method::POST, "f/conversation/resume" | "conversation/init") => {
            Some(reply_json(&json!({"status": "ok"})))
        }
        (&Method::POST, "sentinel/chat-requirements") => {
            Some(reply_json(&json!({"token": call.state.nonce()})))
        }
        (&Method::GET, "conversations") => {
            let items: Vec<Value> = call
                .sidebar()
                .into_iter()
                .map(|(id, title)| json!({"id": id, "title": title}))
                .collect();
            Some(reply_json(
                &json!({"items": items, "total": items.len(), "offset": 0}),
            ))
        }
        (&Method::GET, path) => {
            let id = path.strip_prefix("conversation/")?;
            Some(reply_json(&history(id, &call.state.chat(HOST, id)?)))
        }
        _ => None,
    }
}

fn ask(body: &Value) -> Option<Ask> {
    let message = &body["messages"][0];
    let words = message["content"]["parts"].as_array().map(|parts| {
        parts
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join("\n")
    });
    let message_id = text(&message["id"]);
    let say = match body["action"].as_str()? {
        "next" => {
            // The root of a chat opened from storage carries another name for "nothing before".
            let parent = text(&body["parent_message_id"])
                .filter(|id| id != ROOT)
                .unwrap_or_else(|| "root".to_owned());
            Say::Words {
                text: words?,
                parent,
                same_is_again: false,
            }
        }
        "variant" => Say::Again {
            of: message_id.clone(),
        },
        "continue" => Say::Rest,
        _ => return None,
    };
    Some(Ask {
        chat: text(&body["conversation_id"]),
        new_chat: State::uuid,
        say,
        message_id,
        reply_id: None,
    })
}

fn frames(answer: &Answer) -> Frames {
    let (chat, reply) = (&answer.chat_id, &answer.reply_id);
    let input = json!({"type": "input_message", "conversation_id": chat, "input_message": {
        "id": answer.message_id, "author": {"role": "user"},
        "content": {"content_type": "text", "parts": [answer.text]}}});
    let first = json!({"p": "", "o": "add", "c": 0, "v": {"conversation_id": chat, "message": {
        "id": reply, "author": {"role": "assistant"}, "status": "in_progress",
        "content": {"content_type": "text", "parts": [answer.said_before]},
        "metadata": {"model_slug": MODEL, "parent_id": answer.message_id}}}});
    let opening = event(Some("delta_encoding"), "\"v1\"")
        + &*event(None, &input.to_string())
        + &*event(Some("delta"), &first.to_string());
    let append =
        |words: &str| json!({"p": "/message/content/parts/0", "o": "append", "v": words}).to_string();
    let pieces = stream::pieces(answer)
        .into_iter()
        .map(|(words, chars)| (event(Some("delta"), &append(&words)), chars));
    let patch = json!({"p": "", "o": "patch", "v": [
        {"p": "/message/status", "o": "replace", "v": "finished_successfully"},
        {"p": "/message/end_turn", "o": "replace", "v": true}]});
    let complete = json!({"type": "message_stream_complete", "conversation_id": chat});
    let closing = event(Some("delta"), &patch.to_string())
        + &*event(None, &complete.to_string())
        + &*event(None, "[DONE]");
    Frames {
        opening,
        pieces: pieces.collect(),
        closing,
    }
}

/// The chat as the site keeps it: a tree of nodes by id, and the node on screen.
fn history(id: &str, chat: &Chat) -> Value {
    let mut mapping = serde_json::Map::new();
    let mut parent = ROOT.to_owned();
    mapping.insert(
        parent.clone(),
        json!({"id": parent, "parent": null, "message": null}),
    );
    for pair in &chat.pairs {
        for (role, node, words) in [
            ("user", &pair.message_id, &pair.text),
            ("assistant", &pair.reply_id, &pair.reply),
        ] {
            let message = json!({"id": node, "author": {"role": role},
                "content": {"content_type": "text", "parts": [words]}, "metadata": {"model_slug": MODEL}});
            mapping.insert(
                node.clone(),
                json!({"id": node, "parent": parent, "message": message}),
            );
            parent.clone_from(node);
        }
    }
    json!({"conversation_id": id, "title": chat.title, "current_node": parent, "mapping": mapping})
}
