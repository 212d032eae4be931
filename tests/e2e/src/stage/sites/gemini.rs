//! Gemini's server: `StreamGenerate`, and `batchexecute`, which only reads. Both speak in `)]}'` chunks.
//!
//! Another reply and an edit come through the same call as a new message: they are told apart by the
//! context they follow, `[chat, reply, choice]` of the turn *before* the message.

use axum::body::Body;
use axum::http::{Method, Response};
use serde_json::{Value, json};

use super::super::chat::{Ask, Chat, Say};
use super::super::files;
use super::super::state::Answer;
use super::super::stream::{self, Frames};
use super::{Call, text};

pub const HOST: &str = "gemini.google.com";

const FORM: &str = "application/json; charset=utf-8";
const STREAM: &str = "/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate";
const READ: &str = "/_/BardChatUi/data/batchexecute";

pub fn is_page(path: &str) -> bool {
    path == "/" || path == "/app" || path.starts_with("/app/")
}

pub fn answer(call: &Call) -> Option<Response<Body>> {
    match (&call.method, call.path.as_str()) {
        (&Method::POST, STREAM) => Some(call.send(FORM, ask(&form(&call.body)?)?, frames)),
        (&Method::POST, READ) => read(call, &form(&call.body)?),
        _ => None,
    }
}

/// The JSON in the form's `f.req` field.
fn form(body: &[u8]) -> Option<Value> {
    let body = std::str::from_utf8(body).ok()?;
    let field = body.split('&').find_map(|field| field.strip_prefix("f.req="))?;
    serde_json::from_str(&unescape(field)?).ok()
}

/// Undoes `application/x-www-form-urlencoded`.
fn unescape(field: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn ask(request: &Value) -> Option<Ask> {
    let inner: Value = serde_json::from_str(request[1].as_str()?).ok()?;
    let filled = |value: &Value| text(value).filter(|id| !id.is_empty());
    let parent = filled(&inner[2][1])
        .map(|id| bare(&id).to_owned())
        .unwrap_or_else(|| "root".to_owned());
    Some(Ask {
        chat: filled(&inner[2][0]).map(|id| bare(&id).to_owned()),
        new_chat: |state| state.nonce()[..16].to_owned(),
        say: Say::Words {
            text: text(&inner[0][0])?,
            parent,
            same_is_again: true,
        },
        message_id: None,
        reply_id: None,
    })
}

/// An id without the letters that tell its kind (`c_`, `r_`, `rc_`).
fn bare(id: &str) -> &str {
    id.split_once('_').map_or(id, |(_, rest)| rest)
}

/// One chunk: its length in UTF-16 units with the line end, then the line.
fn chunk(line: &Value) -> String {
    let line = format!("{line}\n");
    format!("{}\n{line}", line.encode_utf16().count())
}

fn wrapped(call: &Value, payload: &Value) -> String {
    chunk(&json!([[
        "wrb.fr",
        call,
        payload.to_string(),
        null,
        null,
        null,
        "generic"
    ]]))
}

fn frames(answer: &Answer) -> Frames {
    let (chat, reply) = (format!("c_{}", answer.chat_id), format!("r_{}", answer.reply_id));
    let choice = format!("rc_{}", answer.reply_id);
    let mut said = String::new();
    let pieces = stream::pieces(answer)
        .into_iter()
        .map(|(words, chars)| {
            // Each chunk repeats the reply from its start.
            said.push_str(&words);
            (
                wrapped(
                    &Value::Null,
                    &json!([null, [chat, reply], null, null, [[choice, [said]]]]),
                ),
                chars,
            )
        })
        .collect();
    let opening = format!(
        ")]}}'\n\n{}",
        wrapped(&Value::Null, &json!([null, [chat, reply]]))
    );
    let closing =
        chunk(&json!([["di", 100], ["af.httprm", 100, "0", 1]])) + &*chunk(&json!([["e", 4, null, null, 0]]));
    Frames {
        opening,
        pieces,
        closing,
    }
}

fn read(call: &Call, request: &Value) -> Option<Response<Body>> {
    let rpc = &request[0][0];
    let payload = match rpc[0].as_str()? {
        "MaZiqc" => {
            let rows: Vec<Value> = call
                .sidebar()
                .into_iter()
                .map(|(id, title)| json!([format!("c_{id}"), title]))
                .collect();
            json!([null, null, rows])
        }
        "hNvQHb" => {
            let inner: Value = serde_json::from_str(rpc[1].as_str()?).ok()?;
            let id = bare(inner[0].as_str()?).to_owned();
            history(&id, &call.state.chat(HOST, &id)?)
        }
        _ => return None,
    };
    Some(files::typed(
        FORM,
        Body::from(format!(")]}}'\n\n{}", wrapped(&rpc[0], &payload))),
    ))
}

/// Newest turn first, as the site hands it out.
fn history(id: &str, chat: &Chat) -> Value {
    let turns: Vec<Value> = chat
        .pairs
        .iter()
        .rev()
        .map(|pair| {
            let choice = json!([[format!("rc_{}", pair.reply_id), [pair.reply]]]);
            json!([
                [format!("c_{id}"), format!("r_{}", pair.reply_id)],
                null,
                [[pair.text]],
                [choice]
            ])
        })
        .collect();
    json!([turns, null, chat.title])
}
