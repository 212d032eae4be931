//! compar:IA's server: two models answer each message, in one stream. A session, not an address, holds the chat.

use axum::body::Body;
use axum::http::{Method, Response};
use serde_json::{Value, json};

use super::super::chat::{Ask, Say};
use super::super::state::{Answer, State};
use super::super::stream::{self, Frames};
use super::{Call, event, text};

pub const HOST: &str = "comparia.beta.gouv.fr";

/// The header that says which session a later message belongs to.
const SESSION: &str = "x-session-hash";

/// The two models' names, until the vote: there is nothing more to know.
const PLACES: [&str; 2] = ["a", "b"];

pub fn is_page(path: &str) -> bool {
    path == "/" || path == "/arena"
}

pub fn answer(call: &Call) -> Option<Response<Body>> {
    if call.method != Method::POST {
        return None;
    }
    let body = call.json();
    let ask = match call.path.strip_prefix("/arena/")? {
        "add_first_text" => ask(None, words(&body["prompt_value"], "root".to_owned())?),
        "add_text" => {
            let (session, last) = running(call)?;
            ask(Some(session), words(&body["message"], last)?)
        }
        "retry" => ask(Some(running(call)?.0), Say::Again { of: None }),
        _ => return None,
    };
    Some(call.send("text/event-stream", ask, frames))
}

fn ask(chat: Option<String>, say: Say) -> Ask {
    Ask {
        chat,
        new_chat: State::uuid,
        say,
        message_id: None,
        reply_id: None,
    }
}

fn words(value: &Value, parent: String) -> Option<Say> {
    Some(Say::Words {
        text: text(value)?,
        parent,
        same_is_again: false,
    })
}

/// The session of a request, and the reply that came last in it.
fn running(call: &Call) -> Option<(String, String)> {
    let session = call.headers.get(SESSION)?.to_str().ok()?.to_owned();
    let last = call.state.chat(HOST, &session)?.pairs.last()?.reply_id.clone();
    Some((session, last))
}

fn frames(answer: &Answer) -> Frames {
    let frame = |value: Value| event(None, &value.to_string());
    let longest = answer.voices.iter().map(|voice| voice.chars().count()).max();
    let size = longest
        .unwrap_or_default()
        .div_ceil(answer.setup.chunks.max(1))
        .max(1);
    let cut: Vec<Vec<String>> = answer
        .voices
        .iter()
        .map(|voice| stream::cut(voice, size))
        .collect();
    let mut said = vec![String::new(); cut.len()];
    let mut pieces = Vec::new();
    // Both speak at once; the one with less to say is over first. Each chunk repeats its reply from the start.
    for at in 0..cut.iter().map(Vec::len).max().unwrap_or_default() {
        let mut chunk = String::new();
        for ((place, said), pieces) in PLACES.iter().zip(&mut said).zip(&cut) {
            let Some(words) = pieces.get(at) else { continue };
            said.push_str(words);
            let id = format!("{}-{place}", answer.reply_id);
            chunk += &*frame(
                json!({"type": "chunk", "pos": place, "llm_msg": {"role": "assistant",
                "generation_id": id, "content": said, "reasoning_content": ""}}),
            );
            if at + 1 == pieces.len() {
                chunk += &*frame(json!({"type": "complete", "pos": place}));
            }
        }
        pieces.push((chunk, said.iter().map(|said| said.chars().count()).sum()));
    }
    Frames {
        opening: frame(json!({"type": "init", "session_hash": answer.chat_id})),
        pieces,
        closing: frame(json!({"type": "complete"})),
    }
}
