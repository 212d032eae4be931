//! Each chatbot's own server: which requests it knows, and the form of its answers. Shapes and sources:
//! the site files in `data/sites/`.

pub mod chatgpt;
pub mod cipher;
pub mod claude;
pub mod comparia;
pub mod copilot;
pub mod deepseek;
pub mod gemini;
pub mod huggingchat;
pub mod kimi;
pub mod lumo;
pub mod mistral;
pub mod openwebui;

use std::cell::Cell;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::ws::WebSocketUpgrade;
use axum::http::{HeaderMap, Method, Response, StatusCode};
use serde_json::{Value, json};

use super::chat::{Ask, Chat};
use super::files;
use super::state::{Answer, State, Taken};
use super::stream::{self, Frames};

/// One request to a host on stage.
pub struct Call {
    pub host: String,
    pub method: Method,
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// The handshake of a WebSocket, until somebody takes it.
    pub upgrade: Cell<Option<WebSocketUpgrade>>,
    pub state: Arc<State>,
}

impl Call {
    /// The body as JSON, or `null`.
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Takes a send and streams its reply, or fails as the setup asks.
    fn send<T>(&self, kind: &str, ask: Ask, frames: impl FnOnce(&Answer) -> Frames<T>) -> Response<Body>
    where
        T: Into<Bytes> + Send + 'static,
    {
        match self.state.take(&self.host, ask) {
            Taken::Refused(status) => refusal(status),
            Taken::Answered(answer) => files::typed(
                kind,
                stream::body(Arc::clone(&self.state), &answer, frames(&answer)),
            ),
        }
    }

    /// The stored chats for the sidebar: id and title.
    fn sidebar(&self) -> Vec<(String, String)> {
        super::chat::STORED_CHATS
            .iter()
            .map(|(number, pairs)| {
                let id = super::chat::stored_id(&self.host, *number, *pairs);
                let title = self
                    .state
                    .chat(&self.host, &id)
                    .map(|chat: Chat| chat.title)
                    .unwrap_or_default();
                (id, title)
            })
            .collect()
    }
}

/// How many models answer each message of a host.
pub fn voices(host: &str) -> u32 {
    if host == comparia::HOST { 2 } else { 1 }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn reply_json(value: &Value) -> Response<Body> {
    files::typed("application/json", Body::from(value.to_string()))
}

fn refusal(status: u16) -> Response<Body> {
    let mut response = reply_json(&json!({"detail": "The stage was asked to fail here."}));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// One server-sent event.
fn event(name: Option<&str>, data: &str) -> String {
    match name {
        Some(name) => format!("event: {name}\ndata: {data}\n\n"),
        None => format!("data: {data}\n\n"),
    }
}
