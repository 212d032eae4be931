//! Sends in each site's own form, and the truth the stage keeps of them.

use serde_json::json;

use super::*;
use crate::stage::Kind;

const FIRST: &str = "11111111-1111-4111-8111-111111111111";
const SECOND: &str = "22222222-2222-4222-8222-222222222222";
const EDITED: &str = "33333333-3333-4333-8333-333333333333";
const CHATGPT: &str = "/backend-api/f/conversation";
const WORDS: &str = "Écris un haïku sur la pluie 🌧️ s'il te plaît.";

fn chatgpt(action: &str, id: &str, text: &str, parent: &str, chat: Option<&str>) -> Value {
    json!({"action": action, "conversation_id": chat, "parent_message_id": parent, "model": "auto", "messages": [
        {"id": id, "author": {"role": "user"}, "content": {"content_type": "text", "parts": [text]}}]})
}

fn chatgpt_words(event: &Value) -> Option<&str> {
    event["v"].as_str().filter(|_| event["o"] == "append")
}

fn reply_id(stream: &str) -> String {
    let start = stream
        .split("\"v\":{\"conversation_id\"")
        .nth(1)
        .expect("an opening event");
    let id = start
        .split("\"id\":\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    id.expect("the reply's id").to_owned()
}

#[tokio::test]
async fn chatgpt_tells_new_again_and_edit_apart() {
    let visit = Visit::new().await;
    let host = "chatgpt.com";
    let first = visit
        .post_text(
            host,
            CHATGPT,
            &chatgpt("next", FIRST, WORDS, "client-created-root", None),
        )
        .await;
    let truth = visit.last();
    assert_eq!(
        (truth.kind, truth.text.as_str(), truth.message_id.as_deref()),
        (Kind::New, WORDS, Some(FIRST))
    );
    assert_eq!(joined(&first, chatgpt_words), truth.reply);
    assert!(first.contains("message_stream_complete") && first.ends_with("data: [DONE]\n\n"));
    let chat = truth.conversation_id.as_str();

    let parent = reply_id(&first);
    let again = visit
        .post_text(host, CHATGPT, &chatgpt("next", SECOND, "ok", &parent, Some(chat)))
        .await;
    assert_eq!(
        (visit.last().kind, visit.last().conversation_id.as_str()),
        (Kind::New, chat)
    );
    let before = visit.last().reply;
    visit
        .post_text(
            host,
            CHATGPT,
            &chatgpt("variant", SECOND, "ok", &parent, Some(chat)),
        )
        .await;
    assert_eq!(
        (visit.last().kind, visit.last().text.as_str()),
        (Kind::Regenerate, "ok")
    );
    assert_ne!(visit.last().reply, before, "another reply says something else");
    visit
        .post_text(
            host,
            CHATGPT,
            &chatgpt("next", EDITED, "ok then", &parent, Some(chat)),
        )
        .await;
    assert_eq!(
        (visit.last().kind, visit.last().message_id.as_deref()),
        (Kind::Edit, Some(EDITED))
    );
    assert_ne!(reply_id(&again), parent);

    let stored = visit
        .get_json(host, &format!("/backend-api/conversation/{chat}"))
        .await;
    assert_eq!(
        stored["mapping"].as_object().map(serde_json::Map::len),
        Some(5),
        "two pairs and the root"
    );

    for (path, body) in [
        ("/prepare", chatgpt("next", SECOND, "ok", &parent, Some(chat))),
        ("/resume", json!({})),
    ] {
        assert_eq!(
            visit
                .post(host, &format!("{CHATGPT}{path}"), body.to_string())
                .await
                .status(),
            200
        );
    }
    assert_eq!(visit.stage.sends().len(), 4, "prepare and resume are no sends");
    visit
        .until("all four are finished", |stage| {
            stage.sends().iter().all(|send| send.finished)
        })
        .await;
}

#[tokio::test]
async fn a_page_that_hangs_up_leaves_the_delivered_part_and_can_ask_for_the_rest() {
    let visit = Visit::new().await;
    let host = "chatgpt.com";
    let whole = "abcdefghij".repeat(10);
    let slow = Setup {
        first_chunk_ms: 0,
        chunk_ms: 60_000,
        chunks: 10,
        reply: Some(whole.clone()),
        ..Setup::default()
    };
    visit.stage.set(host, slow.clone());
    let body = chatgpt("next", FIRST, "stop me", "client-created-root", None);
    let mut answer = visit.post(host, CHATGPT, body.to_string()).await;
    let mut heard = String::new();
    while joined(&heard, chatgpt_words).is_empty() {
        let chunk = answer.chunk().await.expect("a chunk").expect("more to come");
        heard.push_str(std::str::from_utf8(&chunk).expect("text"));
    }
    drop(answer);
    visit
        .until("the send is cut", |stage| {
            stage.sends()[0].aborted_after_chars.is_some()
        })
        .await;
    let truth = visit.last();
    assert_eq!(
        (truth.aborted_after_chars, truth.finished, truth.reply.as_str()),
        (Some(10), false, whole.as_str())
    );

    visit.stage.set(host, Setup { chunk_ms: 0, ..slow });
    let rest =
        json!({"action": "continue", "conversation_id": truth.conversation_id, "parent_message_id": SECOND});
    let stream = visit.post_text(host, CHATGPT, &rest).await;
    assert_eq!(joined(&stream, chatgpt_words), whole[10..]);
    assert_eq!(
        (visit.last().kind, visit.last().message_id),
        (Kind::Continue, None)
    );
    let path = format!("/backend-api/conversation/{}", truth.conversation_id);
    let stored = visit.get_json(host, &path).await;
    let last = stored["current_node"].as_str().expect("a node");
    assert_eq!(
        stored["mapping"][last]["message"]["content"]["parts"][0],
        json!(whole)
    );
}

#[tokio::test]
async fn a_failure_is_used_once_and_leaves_no_trace_in_the_chat() {
    let visit = Visit::new().await;
    let host = "claude.ai";
    let chat = format!("/api/organizations/any/chat_conversations/{SECOND}");
    visit.stage.set(
        host,
        Setup {
            fail: Some(529),
            ..Setup::default()
        },
    );
    let body = json!({"prompt": "hello", "parent_message_uuid": "00000000-0000-4000-8000-000000000000",
        "turn_message_uuids": {"user_message_uuid": FIRST}, "trigger": "submit"});
    let path = format!("{chat}/completion");
    assert_eq!(visit.post(host, &path, body.to_string()).await.status(), 529);
    assert_eq!(
        (
            visit.last().status,
            visit.last().reply.as_str(),
            visit.last().text.as_str()
        ),
        (529, "", "hello")
    );
    assert_eq!(visit.get(host, &chat).await.status(), 404);
    assert_eq!(visit.post(host, &path, body.to_string()).await.status(), 200);
    assert_eq!((visit.last().status, visit.last().kind), (200, Kind::New));
}

#[tokio::test]
async fn claude_retries_with_an_empty_prompt() {
    let visit = Visit::new().await;
    let host = "claude.ai";
    let chat = format!("/api/organizations/any/chat_conversations/{SECOND}");
    let say = |text: &str, id: &str, parent: &str| {
        json!({"prompt": text, "parent_message_uuid": parent, "model": "claude-sonnet-4-6", "trigger": "submit",
            "turn_message_uuids": {"user_message_uuid": id, "assistant_message_uuid": format!("{id}-reply")}})
    };
    let path = format!("{chat}/completion");
    let root = "00000000-0000-4000-8000-000000000000";
    let stream = visit.post_text(host, &path, &say(WORDS, FIRST, root)).await;
    assert_eq!(
        joined(&stream, |event| event["delta"]["text"].as_str()),
        visit.last().reply
    );
    assert_eq!(
        (visit.last().text.as_str(), visit.last().conversation_id.as_str()),
        (WORDS, SECOND)
    );
    let retry = json!({"prompt": "", "parent_message_uuid": FIRST});
    visit
        .post_text(host, &format!("{chat}/retry_completion"), &retry)
        .await;
    assert_eq!(
        (visit.last().kind, visit.last().text.as_str()),
        (Kind::Regenerate, WORDS)
    );
    visit
        .post_text(host, &path, &say("other words", EDITED, root))
        .await;
    assert_eq!(
        (visit.last().kind, visit.last().message_id.as_deref()),
        (Kind::Edit, Some(EDITED))
    );
    visit
        .post_text(host, &format!("{chat}/title"), &json!({"message_content": WORDS}))
        .await;
    assert_eq!(visit.stage.sends().len(), 3, "a title is no send");
}
