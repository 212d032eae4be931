//! The two sites whose sends are not one JSON body: a form inside a form, and one message in two requests.

use serde_json::json;

use super::*;
use crate::stage::Kind;

const WORDS: &str = "Écris un haïku sur la pluie 🌧️ s'il te plaît.";

#[tokio::test]
async fn gemini_speaks_in_chunks_of_the_whole_reply_so_far() {
    let visit = Visit::new().await;
    let host = "gemini.google.com";
    let path = "/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate?rt=c";
    let say = |text: &str, chat: &str, reply: &str| {
        let inner = json!([[text, 0], ["fr"], [chat, reply, reply.replacen("r_", "rc_", 1)]]).to_string();
        let mut form = String::from("f.req=");
        for byte in json!([null, inner]).to_string().bytes() {
            form.push_str(&format!("%{byte:02X}"));
        }
        form + "&at=x"
    };
    let payloads = |stream: &str| -> Vec<Value> {
        let lines = stream
            .strip_prefix(")]}'\n\n")
            .expect("the guard")
            .lines()
            .filter(|line| line.contains("wrb.fr"));
        lines
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
            .map(|line| serde_json::from_str(line[0][2].as_str().expect("a payload")).expect("JSON"))
            .collect()
    };
    let stream = visit
        .post(host, path, say(WORDS, "", ""))
        .await
        .text()
        .await
        .expect("a stream");
    let truth = visit.last();
    assert_eq!(
        (truth.kind, truth.text.as_str(), truth.message_id),
        (Kind::New, WORDS, None)
    );
    let last = payloads(&stream).pop().expect("chunks");
    assert_eq!(last[4][0][1][0], json!(truth.reply));
    assert_eq!(last[1][0], json!(format!("c_{}", truth.conversation_id)));
    let (chat, reply) = (
        last[1][0].as_str().expect("a chat"),
        last[1][1].as_str().expect("a reply"),
    );
    for (text, after, kind) in [
        ("continue", reply, Kind::New),
        ("continue", reply, Kind::Regenerate),
        ("go on", reply, Kind::Edit),
        (WORDS, "", Kind::Regenerate),
    ] {
        visit
            .post(host, path, say(text, chat, after))
            .await
            .text()
            .await
            .expect("a stream");
        assert_eq!((visit.last().kind, visit.last().text.as_str()), (kind, text));
    }
}

#[tokio::test]
async fn mistral_takes_two_requests_for_one_first_message() {
    let visit = Visit::new().await;
    let host = "chat.mistral.ai";
    let content = json!([{"type": "text", "text": WORDS}]);
    let opened = visit
        .post_text(
            host,
            "/api/trpc/message.newChat?batch=1",
            &json!({"0": {"json": {"content": content}}}),
        )
        .await;
    assert!(visit.stage.sends().is_empty(), "nothing is answered yet");
    let opened: Value = serde_json::from_str(&opened).expect("JSON");
    let ids = &opened[0]["result"]["data"]["json"];
    let stream = visit
        .post_text(
            host,
            "/api/chat",
            &json!({"chatId": ids["chatId"], "mode": "start"}),
        )
        .await;
    let truth = visit.last();
    assert_eq!(
        (truth.text.as_str(), truth.message_id.as_deref()),
        (WORDS, ids["messageId"].as_str())
    );
    let data = stream.replace("15:", "data: ");
    assert_eq!(
        joined(&data, |line| line["json"]["patches"][0]["value"]
            .as_str()
            .filter(|word| *word != "success")),
        truth.reply
    );
    for (body, kind, text) in [
        (json!({"mode": "append", "messageInput": "ok"}), Kind::New, "ok"),
        (
            json!({"mode": "retry", "messageId": ids["messageId"]}),
            Kind::Regenerate,
            WORDS,
        ),
        (
            json!({"mode": "edit", "messageId": ids["messageId"], "messageInput": "new words"}),
            Kind::Edit,
            "new words",
        ),
    ] {
        let mut body = body;
        body["chatId"] = ids["chatId"].clone();
        visit.post_text(host, "/api/chat", &body).await;
        assert_eq!((visit.last().kind, visit.last().text.as_str()), (kind, text));
    }
    assert_eq!(visit.stage.sends().len(), 4);
}
