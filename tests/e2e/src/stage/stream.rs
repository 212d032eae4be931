//! Hands a reply over piece by piece, and notices when the page hangs up.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use tokio::sync::mpsc;

use super::state::{Answer, State};

/// A reply as one site puts it on the wire: as text, or as bytes where the site's framing is no text.
pub struct Frames<T = String> {
    /// Sent at once.
    pub opening: T,
    /// One per piece of the reply, with the reply's code points handed over once it is out.
    pub pieces: Vec<(T, usize)>,
    /// Sent right after the last piece.
    pub closing: T,
}

/// The reply in pieces of about equal length, each with the code points handed over after it.
pub fn pieces(answer: &Answer) -> Vec<(String, usize)> {
    let size = answer
        .reply
        .chars()
        .count()
        .div_ceil(answer.setup.chunks.max(1))
        .max(1);
    let mut out = 0;
    cut(&answer.reply, size)
        .into_iter()
        .map(|piece| {
            out += piece.chars().count();
            (piece, out)
        })
        .collect()
}

/// A text in pieces of `size` code points, the last one shorter.
pub fn cut(text: &str, size: usize) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(size).map(|piece| piece.iter().collect()).collect()
}

/// A body that plays the frames at the pace of the answer's setup.
pub fn body<T>(state: Arc<State>, answer: &Answer, frames: Frames<T>) -> Body
where
    T: Into<Bytes> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel::<Bytes>(1);
    let first = Duration::from_millis(answer.setup.first_chunk_ms);
    let next = Duration::from_millis(answer.setup.chunk_ms);
    let number = answer.number;
    tokio::spawn(async move {
        let mut handed = 0;
        let mut open = sender.send(frames.opening.into()).await.is_ok();
        for (place, (frame, chars)) in frames.pieces.into_iter().enumerate() {
            let wait = if place == 0 { first } else { next };
            open = open
                && tokio::select! {
                    () = sender.closed() => false,
                    () = tokio::time::sleep(wait) => sender.send(frame.into()).await.is_ok(),
                };
            if !open {
                break;
            }
            handed = chars;
        }
        if open && sender.send(frames.closing.into()).await.is_ok() {
            state.settle(number, None);
        } else {
            state.settle(number, Some(handed));
        }
    });
    let stream = futures_util::stream::unfold(receiver, |mut receiver| async move {
        receiver
            .recv()
            .await
            .map(|bytes| (Ok::<_, std::convert::Infallible>(bytes), receiver))
    });
    Body::from_stream(stream)
}
