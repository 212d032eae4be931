//! The two sites whose words stand in no request that can be read: frames on a WebSocket, and sealed turns.

use futures_util::{SinkExt, StreamExt};
use reqwest::Upgraded;
use serde_json::json;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

use super::super::sites::cipher;
use super::*;
use crate::stage::{Kind, stored_id};

const WORDS: &str = "Écris un haïku sur la pluie 🌧️ s'il te plaît.";

const COPILOT: &str = "copilot.microsoft.com";

type Line = WebSocketStream<Upgraded>;

/// Opens Copilot's line.
async fn line(visit: &Visit) -> Line {
    let handshake = visit
        .client
        .get(visit.url(COPILOT, "/c/api/chat?api-version=2"))
        .header("connection", "upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
    let answer = handshake.send().await.expect("the stage answers");
    assert_eq!(answer.status(), 101);
    let upgraded = answer.upgrade().await.expect("an open line");
    WebSocketStream::from_raw_socket(upgraded, Role::Client, None).await
}

async fn say(line: &mut Line, frame: &Value) {
    line.send(Message::text(frame.to_string()))
        .await
        .expect("the line is open");
}

/// The next frame.
async fn hear(line: &mut Line) -> Value {
    let frame = line.next().await.expect("a frame").expect("an open line");
    serde_json::from_str(frame.to_text().expect("text")).expect("JSON")
}

/// The words said until the reply is done.
async fn reply(line: &mut Line) -> String {
    let mut said = String::new();
    loop {
        let frame = hear(line).await;
        match frame["event"].as_str() {
            Some("appendText") => said += frame["text"].as_str().expect("words"),
            Some("done") => return said,
            _ => {}
        }
    }
}

fn message(chat: &Value, words: &str) -> Value {
    json!({"event": "send", "conversationId": chat, "mode": "chat", "content": [{"type": "text", "text": words}]})
}

async fn new_chat(visit: &Visit) -> Value {
    let opened = visit.post_text(COPILOT, "/c/api/conversations", &json!({})).await;
    serde_json::from_str::<Value>(&opened).expect("JSON")["id"].clone()
}

#[tokio::test]
async fn copilot_hears_many_messages_on_one_line() {
    let visit = Visit::new().await;
    let chat = new_chat(&visit).await;
    assert!(visit.stage.sends().is_empty(), "opening a chat is no send");
    let mut line = line(&visit).await;
    for words in [WORDS, "ok", "ok"] {
        say(&mut line, &message(&chat, words)).await;
        let said = reply(&mut line).await;
        let truth = visit.last();
        assert_eq!(
            (truth.kind, truth.text.as_str(), truth.reply.as_str()),
            (Kind::New, words, said.as_str())
        );
        assert_eq!(json!(truth.conversation_id), chat);
    }
    visit
        .until("all three are finished", |stage| {
            stage.sends().iter().filter(|send| send.finished).count() == 3
        })
        .await;
    let handshakes = visit.stage.log();
    let handshakes = handshakes
        .iter()
        .filter(|hit| hit.path.starts_with("/c/api/chat?"));
    assert_eq!(handshakes.count(), 1);
    let path = format!("/c/api/conversations/{}/history", chat.as_str().expect("an id"));
    let stored = visit.get_json(COPILOT, &path).await;
    assert_eq!(stored["results"].as_array().map(Vec::len), Some(6));
}

#[tokio::test]
async fn copilot_stops_when_it_is_told_to_and_when_the_page_is_gone() {
    let visit = Visit::new().await;
    let whole = "abcdefghij".repeat(10);
    let slow = Setup {
        first_chunk_ms: 0,
        chunk_ms: 60_000,
        reply: Some(whole.clone()),
        ..Setup::default()
    };
    visit.stage.set(COPILOT, slow);
    let chat = new_chat(&visit).await;
    let mut line = line(&visit).await;
    for number in 0..2 {
        say(&mut line, &message(&chat, "stop me")).await;
        while hear(&mut line).await["event"] != "appendText" {}
        if number == 0 {
            say(&mut line, &json!({"event": "stop", "conversationId": chat})).await;
        } else {
            line.close(None).await.expect("the line is open");
        }
        visit
            .until("the send is cut", |stage| {
                stage
                    .sends()
                    .get(number)
                    .is_some_and(|send| send.aborted_after_chars == Some(10))
            })
            .await;
        assert_eq!(
            (visit.last().finished, visit.last().reply),
            (false, whole.clone())
        );
    }
}

#[tokio::test]
async fn copilot_tells_a_failure_on_the_line_and_shows_stored_chats() {
    let visit = Visit::new().await;
    let failing = Setup {
        fail: Some(429),
        ..Setup::default()
    };
    visit.stage.set(COPILOT, failing);
    let chat = new_chat(&visit).await;
    let mut line = line(&visit).await;
    say(&mut line, &message(&chat, "hello")).await;
    assert_eq!(hear(&mut line).await["event"], "error");
    assert_eq!((visit.last().status, visit.last().reply.as_str()), (429, ""));
    say(&mut line, &message(&chat, "hello")).await;
    reply(&mut line).await;
    assert_eq!((visit.last().status, visit.last().kind), (200, Kind::New));

    let path = format!("/c/api/conversations/{}/history", stored_id(COPILOT, 1, 5));
    let stored = visit.get_json(COPILOT, &path).await;
    assert_eq!(stored["results"].as_array().map(Vec::len), Some(10));
    assert_eq!(visit.stage.sends().len(), 2);
    assert_eq!(
        visit.get(COPILOT, "/c/api/chat").await.status(),
        404,
        "no handshake"
    );
}

const LUMO: &str = "lumo.proton.me";
const KEY: &[u8] = b"thirty-two bytes of a test's key";

fn lumo(turns: &[(&str, &str)], message: &str) -> Value {
    let turns: Vec<Value> = turns
        .iter()
        .map(|(role, words)| json!({"role": role, "content": cipher::seal(KEY, b"nonce", words), "encrypted": true}))
        .collect();
    json!({"Prompt": {"type": "generation_request", "turns": turns, "request_key": cipher::key_text(KEY)},
        "Stage": {"conversation": "one", "message": message, "reply": format!("{message}-reply")}})
}

fn opened(stream: &str) -> String {
    let data = stream.lines().filter_map(|line| line.strip_prefix("data: "));
    data.map(|data| serde_json::from_str::<Value>(data).expect("JSON"))
        .filter_map(|event| cipher::open(KEY, event["content"].as_str()?))
        .collect()
}

#[tokio::test]
async fn lumo_takes_sealed_turns_and_tells_new_again_and_edit_apart() {
    let visit = Visit::new().await;
    let path = "/api/ai/v1/chat";
    let body = lumo(&[("system", "be kind"), ("user", WORDS)], "m1");
    assert!(!body.to_string().contains("pluie"), "the words cannot be read");
    let stream = visit.post_text(LUMO, path, &body).await;
    let first = visit.last();
    assert_eq!(
        (first.kind, first.text.as_str(), first.message_id.as_deref()),
        (Kind::New, WORDS, Some("m1"))
    );
    assert_eq!(opened(&stream), first.reply);
    assert!(!stream.contains(&first.reply[..20]), "nor can the reply's");

    let reply = first.reply.as_str();
    for (asked, id, kind) in [
        ("ok", "m2", Kind::New),
        ("ok", "m2", Kind::Regenerate),
        ("ok then", "m3", Kind::Edit),
    ] {
        let turns = [("user", WORDS), ("assistant", reply), ("user", asked)];
        visit.post_text(LUMO, path, &lumo(&turns, id)).await;
        assert_eq!((visit.last().kind, visit.last().text.as_str()), (kind, asked));
    }
    let away = json!({"MessageTag": "m1", "Encrypted": cipher::seal(KEY, b"nonce", WORDS)});
    visit
        .post_text(LUMO, "/api/lumo/v1/conversations/one/messages", &away)
        .await;
    assert_eq!(visit.stage.sends().len(), 4, "putting a message away is no send");
}

#[tokio::test]
async fn lumo_keeps_its_history_sealed() {
    let visit = Visit::new().await;
    let path = format!("/api/lumo/v1/conversations/{}", stored_id(LUMO, 2, 5));
    let stored = visit.get_json(LUMO, &path).await;
    let messages = stored["Messages"].as_array().expect("messages");
    assert_eq!(messages.len(), 10);
    let key = cipher::key(stored["ConversationKey"].as_str().expect("a key")).expect("base64");
    let first = cipher::open(&key, messages[0]["Encrypted"].as_str().expect("words"));
    assert_eq!(
        first.as_deref(),
        Some("Hello! Could you help me with this, please?")
    );
    assert!(visit.stage.sends().is_empty());
}
