//! Sends as numbered messages, as Connect envelopes, as forms with files and as the whole chat at once.

use serde_json::json;

use super::*;
use crate::stage::{Kind, stored_id};

const WORDS: &str = "Écris un haïku sur la pluie 🌧️ s'il te plaît.";
const CHAT: &str = "11111111-1111-4111-8111-111111111111";

/// What the trials compare of a send.
fn truth(visit: &Visit) -> (Kind, String, String) {
    let send = visit.last();
    (send.kind, send.text, send.conversation_id)
}

fn expected(kind: Kind, text: &str, chat: &str) -> (Kind, String, String) {
    (kind, text.to_owned(), chat.to_owned())
}

#[tokio::test]
async fn their_pages_come_with_all_their_files() {
    let visit = Visit::new().await;
    for (host, paths) in [
        ("chat.deepseek.com", ["/", "/a/chat/s/x"]),
        ("www.kimi.com", ["/", "/chat/x"]),
        ("huggingface.co", ["/chat/", "/chat/conversation/x"]),
        ("chat.ecole.example", ["/", "/c/x"]),
    ] {
        for path in paths {
            let html = visit.get(host, path).await.text().await.expect("a page");
            assert!(!html.contains("{{"), "{host} has a gap left in its page");
            let assets: Vec<&str> = html
                .split('"')
                .filter(|word| word.starts_with("/assets/"))
                .collect();
            assert!(assets.len() >= 2, "{host} has {assets:?}");
            for asset in assets {
                assert_eq!(visit.get(host, asset).await.status(), 200, "{host}{asset}");
            }
        }
    }
}

#[tokio::test]
async fn deepseek_numbers_its_messages_and_thinks_aside() {
    let visit = Visit::new().await;
    let host = "chat.deepseek.com";
    let made = visit
        .post_text(host, "/api/v0/chat_session/create", &json!({"agent": "chat"}))
        .await;
    let made: Value = serde_json::from_str(&made).expect("JSON");
    let chat = made["data"]["biz_data"]["chat_session"]["id"]
        .as_str()
        .expect("an id");
    let say = |parent: Value, words: &str, thinks: bool| {
        json!({"chat_session_id": chat, "parent_message_id": parent, "prompt": words, "ref_file_ids": [],
            "thinking_enabled": thinks, "search_enabled": false})
    };
    let heard = |stream: &str| {
        joined(stream, |patch| {
            patch["v"]
                .as_str()
                .filter(|_| patch["p"] == "response/fragments/-1/content")
        })
    };
    let path = "/api/v0/chat/completion";
    let stream = visit.post_text(host, path, &say(Value::Null, WORDS, false)).await;
    assert_eq!(truth(&visit), expected(Kind::New, WORDS, chat));
    assert_eq!(visit.last().message_id.as_deref(), Some("1"));
    assert_eq!(heard(&stream), visit.last().reply);

    let stream = visit.post_text(host, path, &say(json!(2), "ok", true)).await;
    assert_eq!(truth(&visit), expected(Kind::New, "ok", chat));
    let reply = visit.last().reply;
    let both = heard(&stream);
    let thought = both.strip_suffix(reply.as_str()).expect("the reply at the end");
    assert!(
        thought.chars().count() > 20 && stream.contains("THINK"),
        "{thought}"
    );

    let again = json!({"chat_session_id": chat, "message_id": 4, "thinking_enabled": false});
    visit.post_text(host, "/api/v0/chat/regenerate", &again).await;
    assert_eq!(truth(&visit), expected(Kind::Regenerate, "ok", chat));
    let edit = json!({"chat_session_id": chat, "message_id": 1, "prompt": "other words"});
    visit.post_text(host, "/api/v0/chat/edit_message", &edit).await;
    assert_eq!(truth(&visit), expected(Kind::Edit, "other words", chat));
    for path in ["chat/stop_stream", "chat/create_pow_challenge", "events"] {
        visit
            .post_text(host, &format!("/api/v0/{path}"), &json!({}))
            .await;
    }
    assert_eq!(visit.stage.sends().len(), 4);

    let id = stored_id(host, 1, 5);
    let path = format!("/api/v0/chat/history_messages?chat_session_id={id}");
    let stored = visit.get_json(host, &path).await;
    let messages = stored["data"]["biz_data"]["chat_messages"]
        .as_array()
        .expect("messages");
    assert_eq!(
        (
            messages.len(),
            &messages[9]["message_id"],
            &messages[9]["parent_id"]
        ),
        (10, &json!(10), &json!(9))
    );
}

fn envelope(value: &Value) -> Vec<u8> {
    let inner = value.to_string().into_bytes();
    let length = u32::try_from(inner.len()).expect("short").to_be_bytes();
    [&[0][..], &length[..], &inner[..]].concat()
}

/// Flag and JSON of each envelope.
fn opened(mut stream: &[u8]) -> Vec<(u8, Value)> {
    let mut out = Vec::new();
    while let Some((head, rest)) = stream.split_at_checked(5) {
        let length = u32::from_be_bytes(head[1..].try_into().expect("four bytes")) as usize;
        let value = serde_json::from_slice(&rest[..length]).expect("JSON");
        out.push((head[0], value));
        stream = &rest[length..];
    }
    assert!(stream.is_empty(), "no bytes are left over");
    out
}

#[tokio::test]
async fn kimi_speaks_in_envelopes() {
    let visit = Visit::new().await;
    let host = "www.kimi.com";
    let service = "/apiv2/kimi.gateway.chat.v1.ChatService";
    let url = visit.url(host, &format!("{service}/Chat"));
    let say = async |chat: Option<&str>, words: &str| {
        let message = json!({"role": "user", "blocks": [{"message_id": "", "text": {"content": words}}]});
        let body = json!({"chat_id": chat, "scenario": "SCENARIO_K2D5", "message": message});
        let sent = visit.client.post(&url).body(envelope(&body)).send().await;
        opened(&sent.expect("an answer").bytes().await.expect("a whole stream"))
    };
    let answer = say(None, WORDS).await;
    let chat = answer[0].1["chat"]["id"].as_str().expect("a chat").to_owned();
    assert_eq!(truth(&visit), expected(Kind::New, WORDS, &chat));
    let heard: String = answer
        .iter()
        .filter(|(_, news)| news["op"] == "append")
        .filter_map(|(_, news)| news["block"]["text"]["content"].as_str())
        .collect();
    assert_eq!(heard, visit.last().reply);
    assert_eq!(answer.last(), Some(&(2, json!({}))), "the end has its own flag");
    say(Some(&chat), "ok").await;
    assert_eq!(truth(&visit), expected(Kind::New, "ok", &chat));

    let asked = json!({"chat_id": stored_id(host, 1, 5)});
    let stored = visit
        .post_text(host, &format!("{service}/ListMessages"), &asked)
        .await;
    let stored: Value = serde_json::from_str(&stored).expect("JSON");
    assert_eq!(stored["messages"].as_array().map(Vec::len), Some(10));
    assert_eq!(visit.stage.sends().len(), 2, "reading is no send");
}

/// A form as browsers write it, with a file where there is one.
fn form(data: &Value, file: Option<&str>) -> String {
    let edge = "----WebKitFormBoundaryStage";
    let mut out = format!("--{edge}\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{data}\r\n");
    if let Some(file) = file {
        out += &format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"note.txt\"\r\n\
             Content-Type: text/plain\r\n\r\n{file}\r\n"
        );
    }
    out + &*format!("--{edge}--\r\n")
}

#[tokio::test]
async fn huggingchat_sends_forms() {
    let visit = Visit::new().await;
    let host = "huggingface.co";
    let made = visit
        .post_text(
            host,
            "/chat/conversation",
            &json!({"model": "m", "preprompt": ""}),
        )
        .await;
    let made: Value = serde_json::from_str(&made).expect("JSON");
    let chat = made["conversationId"].as_str().expect("an id");
    let path = format!("/chat/conversation/{chat}");
    let ids = async || {
        let stored = visit
            .get_json(host, &format!("/chat/api/v2/conversations/{chat}"))
            .await;
        let messages = stored["json"]["messages"].as_array().expect("messages").clone();
        let last = &messages[messages.len() - 2..];
        (last[0]["id"].clone(), last[1]["id"].clone())
    };
    let first = json!({"inputs": WORDS, "is_retry": false, "is_continue": false});
    let answer = visit
        .post(host, &path, form(&first, Some("data\r\n\r\nno words")))
        .await;
    let lines = answer.text().await.expect("lines");
    assert_eq!(truth(&visit), expected(Kind::New, WORDS, chat));
    let updates: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let heard: String = updates
        .iter()
        .filter_map(|update| update["token"].as_str())
        .collect();
    assert_eq!(heard.replace('\0', ""), visit.last().reply);

    let (_, reply) = ids().await;
    let again = json!({"id": reply, "is_retry": true, "is_continue": false});
    visit.post(host, &path, form(&again, None)).await;
    assert_eq!(truth(&visit), expected(Kind::Regenerate, WORDS, chat));
    let (message, _) = ids().await;
    let edit = json!({"inputs": "other words", "id": message, "is_retry": true, "is_continue": false});
    visit.post(host, &path, form(&edit, None)).await;
    assert_eq!(truth(&visit), expected(Kind::Edit, "other words", chat));
    visit
        .post_text(host, &format!("{path}/stop-generating"), &json!({}))
        .await;
    assert_eq!(visit.stage.sends().len(), 3);

    let id = stored_id(host, 1, 5);
    let stored = visit
        .get_json(host, &format!("/chat/api/v2/conversations/{id}"))
        .await;
    // Five pairs and the root.
    assert_eq!(stored["json"]["messages"].as_array().map(Vec::len), Some(11));
}

#[tokio::test]
async fn open_webui_sends_the_whole_chat_and_repeats_it() {
    let visit = Visit::new().await;
    let host = "chat.ecole.example";
    let path = "/api/chat/completions";
    let say = |words: &[&str]| {
        let roles = ["user", "assistant"].into_iter().cycle();
        let messages: Vec<Value> = roles
            .zip(words)
            .map(|(role, words)| json!({"role": role, "content": words}))
            .collect();
        json!({"stream": true, "model": "llama3.1:8b", "messages": messages, "chat_id": CHAT,
            "id": format!("reply-{}", words.len()), "parent_message": {"id": format!("message-{}", words.len())}})
    };
    let stream = visit.post_text(host, path, &say(&[WORDS])).await;
    assert_eq!(truth(&visit), expected(Kind::New, WORDS, CHAT));
    let words = |chunk: &Value| {
        chunk["choices"][0]["delta"]["content"]
            .as_str()
            .map(str::to_owned)
    };
    let chunks = stream.lines().filter_map(|line| line.strip_prefix("data: "));
    let heard: String = chunks
        .filter_map(|data| serde_json::from_str::<Value>(data).ok())
        .filter_map(|chunk| words(&chunk))
        .collect();
    let reply = visit.last().reply;
    assert_eq!(heard, reply);
    for (said, kind) in [
        (vec![WORDS, &reply, WORDS], Kind::New),
        (vec![WORDS, &reply, WORDS], Kind::Regenerate),
        (vec![WORDS, &reply, "other words"], Kind::Edit),
    ] {
        visit.post_text(host, path, &say(&said)).await;
        let last = said.last().copied().unwrap_or_default();
        assert_eq!(truth(&visit), expected(kind, last, CHAT));
        assert_eq!(visit.last().message_id.as_deref(), Some("message-3"));
    }
    for task in [
        "/api/v1/tasks/title/completions",
        "/api/v1/tasks/tags/completions",
        "/api/v1/chats/new",
        "/api/chat/completed",
    ] {
        let answer = visit.post(host, task, say(&[WORDS]).to_string()).await;
        assert_eq!(answer.status(), 200, "{task}");
    }
    assert_eq!(visit.stage.sends().len(), 4, "what repeats the words is no send");

    let id = stored_id(host, 1, 5);
    let stored = visit.get_json(host, &format!("/api/v1/chats/{id}")).await;
    assert_eq!(stored["chat"]["messages"].as_array().map(Vec::len), Some(10));
}
