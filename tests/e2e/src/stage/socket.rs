//! Chatbots that are spoken to over a WebSocket: one connection for many messages, one JSON value a frame.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ws::{Message, WebSocket};
use axum::http::Response;
use serde_json::Value;

use super::chat::Ask;
use super::sites::Call;
use super::state::{Answer, State, Taken};
use super::stream::Frames;

/// What a frame of the page means.
pub enum Heard {
    Send(Ask),
    /// The reply that is growing shall end.
    Stop,
    /// Anything else, which the stage leaves unanswered.
    Nothing,
}

/// How one site speaks.
#[derive(Clone, Copy)]
pub struct Tongue {
    pub heard: fn(&State, &Value) -> Heard,
    /// Each line of an opening, piece or closing is one frame.
    pub frames: fn(&Answer) -> Frames,
    /// What the page is told when a send is refused with this status.
    pub refused: fn(u16) -> Value,
}

/// Answers a handshake and speaks until the page hangs up; none if the request is no handshake.
pub fn answer(call: &Call, tongue: Tongue) -> Option<Response<Body>> {
    let upgrade = call.upgrade.take()?;
    let line = Line {
        host: call.host.clone(),
        state: Arc::clone(&call.state),
        tongue,
    };
    Some(upgrade.on_upgrade(|socket| line.speak(socket)))
}

struct Line {
    host: String,
    state: Arc<State>,
    tongue: Tongue,
}

impl Line {
    async fn speak(self, mut socket: WebSocket) {
        while let Some(heard) = self.listen(&mut socket).await {
            let Heard::Send(ask) = heard else { continue };
            match self.state.take(&self.host, ask) {
                Taken::Refused(status) => {
                    let told = (self.tongue.refused)(status).to_string();
                    say(&mut socket, &told).await;
                }
                Taken::Answered(answer) => {
                    let cut = self.reply(&mut socket, &answer).await;
                    self.state.settle(answer.number, cut);
                }
            }
        }
    }

    /// The next thing the page says; none once it has hung up.
    async fn listen(&self, socket: &mut WebSocket) -> Option<Heard> {
        let frame = socket.recv().await?.ok()?;
        Some(match frame {
            Message::Text(words) => serde_json::from_str(&words)
                .map_or(Heard::Nothing, |value| (self.tongue.heard)(&self.state, &value)),
            _ => Heard::Nothing,
        })
    }

    /// Hands a reply over; gives the code points that went out if the page did not want the rest.
    async fn reply(&self, socket: &mut WebSocket, answer: &Answer) -> Option<usize> {
        let frames = (self.tongue.frames)(answer);
        let mut wait = Duration::from_millis(answer.setup.first_chunk_ms);
        let mut handed = 0;
        if !say(socket, &frames.opening).await {
            return Some(0);
        }
        for (frame, chars) in frames.pieces {
            if !self.undisturbed(socket, wait).await || !say(socket, &frame).await {
                return Some(handed);
            }
            handed = chars;
            wait = Duration::from_millis(answer.setup.chunk_ms);
        }
        if say(socket, &frames.closing).await {
            None
        } else {
            Some(handed)
        }
    }

    /// Lets time pass; false if the page asked to stop or hung up meanwhile.
    async fn undisturbed(&self, socket: &mut WebSocket, wait: Duration) -> bool {
        let over = tokio::time::sleep(wait);
        tokio::pin!(over);
        loop {
            tokio::select! {
                heard = self.listen(socket) => if matches!(heard, None | Some(Heard::Stop)) {
                    return false;
                },
                () = &mut over => return true,
            }
        }
    }
}

/// Sends each line as a frame; false if nobody is there any more.
async fn say(socket: &mut WebSocket, lines: &str) -> bool {
    for line in lines.lines() {
        if socket.send(Message::Text(line.into())).await.is_err() {
            return false;
        }
    }
    true
}
