//! The site where two models answer each message.

use serde_json::json;

use super::*;
use crate::stage::Kind;

const HOST: &str = "comparia.beta.gouv.fr";
const WORDS: &str = "Écris un haïku sur la pluie 🌧️ s'il te plaît.";

fn events(stream: &str) -> Vec<Value> {
    let data = stream.lines().filter_map(|line| line.strip_prefix("data: "));
    data.map(|data| serde_json::from_str(data).expect("JSON"))
        .collect()
}

/// What a model has said in the end.
fn said(events: &[Value], place: &str) -> String {
    let last = events
        .iter()
        .rfind(|event| event["type"] == "chunk" && event["pos"] == place);
    let last = last.expect("a chunk");
    last["llm_msg"]["content"].as_str().expect("words").to_owned()
}

async fn post(visit: &Visit, path: &str, session: &str, body: &Value) -> Response {
    visit
        .client
        .post(visit.url(HOST, path))
        .header("x-session-hash", session)
        .body(body.to_string())
        .send()
        .await
        .expect("the stage answers")
}

#[tokio::test]
async fn two_models_answer_and_the_record_holds_both() {
    let visit = Visit::new().await;
    let body = json!({"prompt_value": WORDS, "mode": "random", "custom_models_selection": []});
    let stream = visit.post_text(HOST, "/arena/add_first_text", &body).await;
    let first = events(&stream);
    let (a, b) = (said(&first, "a"), said(&first, "b"));
    assert_ne!(a, b, "they do not say the same");
    let truth = visit.last();
    assert_eq!(
        (truth.kind, truth.text.as_str(), truth.reply),
        (Kind::New, WORDS, format!("{a}\n\n{b}"))
    );
    let places: Vec<&Value> = first
        .iter()
        .filter(|event| event["type"] == "chunk")
        .map(|event| &event["pos"])
        .collect();
    assert_eq!(places[..4], ["a", "b", "a", "b"], "they speak at once");

    let session = first[0]["session_hash"].as_str().expect("a session");
    for (path, body, kind, text) in [
        ("/arena/add_text", json!({"message": "ok"}), Kind::New, "ok"),
        ("/arena/retry", json!({}), Kind::Regenerate, "ok"),
        ("/arena/add_text", json!({"message": "merci"}), Kind::New, "merci"),
    ] {
        let before = visit.last().reply;
        post(&visit, path, session, &body)
            .await
            .text()
            .await
            .expect("a stream");
        let truth = visit.last();
        assert_eq!(
            (truth.kind, truth.text.as_str(), truth.conversation_id.as_str()),
            (kind, text, session)
        );
        assert_ne!(truth.reply, before);
    }
    let lost = post(
        &visit,
        "/arena/add_text",
        "no-such-session",
        &json!({"message": "ok"}),
    )
    .await;
    assert_eq!((lost.status().as_u16(), visit.stage.sends().len()), (404, 4));
}

#[tokio::test]
async fn a_stop_leaves_what_both_had_said() {
    let visit = Visit::new().await;
    let slow = Setup {
        first_chunk_ms: 0,
        chunk_ms: 60_000,
        reply: Some("abcdefghij".repeat(10)),
        ..Setup::default()
    };
    visit.stage.set(HOST, slow);
    let body = json!({"prompt_value": "stop us", "mode": "random", "custom_models_selection": []});
    let mut answer = visit.post(HOST, "/arena/add_first_text", body.to_string()).await;
    let mut heard = String::new();
    while !heard.contains("\"pos\":\"b\"") {
        let chunk = answer.chunk().await.expect("a chunk").expect("more to come");
        heard.push_str(std::str::from_utf8(&chunk).expect("text"));
    }
    drop(answer);
    visit
        .until("the send is cut", |stage| {
            stage.sends()[0].aborted_after_chars == Some(20)
        })
        .await;
    assert_eq!(visit.last().reply.chars().count(), 202);
}
