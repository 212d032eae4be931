//! Compares stored lengths with what the stage saw.

use serde_json::Value;

use crate::stage::{Kind, Send};

/// The first length that is not as on stage. Messages must be exact; replies, which a page renders from Markdown,
/// within 8 % or 12 characters.
pub fn wrong_length(rows: &[Value], truth: &[Send]) -> Option<String> {
    let chars = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .count() as f64
    };
    // Two tabs may reach the stage in another order than the background, so lengths are compared as sorted lists.
    let sorted = |mut list: Vec<f64>| {
        list.sort_by(f64::total_cmp);
        list
    };
    let is_message = |row: &&Value| row["kind"] == "new" || row["kind"] == "edit";
    let counted = sorted(
        rows.iter()
            .filter(is_message)
            .filter_map(|row| row["chars"].as_f64())
            .collect(),
    );
    let sent = truth.iter().filter(|send| !matches!(send.kind, Kind::Regenerate));
    let sent = sorted(sent.map(|send| chars(&send.text)).collect());
    if counted != sent {
        return Some(format!("message lengths {counted:?}; true are {sent:?}"));
    }
    let read = sorted(
        rows.iter()
            .filter_map(|row| row["reply_chars"].as_f64())
            .collect(),
    );
    let said = sorted(truth.iter().map(|send| chars(&delivered(send))).collect());
    // What the stage handed over before a stop may still have been on its way to the page: at most two pieces.
    let in_flight = if truth.iter().any(|send| send.aborted_after_chars.is_some()) {
        40.0
    } else {
        0.0
    };
    let close = |(a, b): (&f64, &f64)| (a - b).abs() <= (b * 0.08).max(12.0) + in_flight;
    if read.len() != said.len() || !read.iter().zip(&said).all(close) {
        return Some(format!("reply lengths {read:?}; true are {said:?}"));
    }
    None
}

/// What the page could show of a reply: all of it, or what came before the stop.
fn delivered(send: &Send) -> String {
    match send.aborted_after_chars {
        None => send.reply_shown(),
        Some(chars) => {
            let cut = Send {
                reply: send.reply.chars().take(chars).collect(),
                ..send.clone()
            };
            cut.reply_shown()
        }
    }
}
