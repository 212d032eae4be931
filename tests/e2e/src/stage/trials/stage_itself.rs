//! Doors, pages, saved pages, the log, and the words the chatbots say.

use super::super::reply;
use super::*;
use crate::stage::{STORED_CHATS, stored_id};

#[tokio::test]
async fn a_host_off_stage_gets_404_and_is_on_record() {
    let visit = Visit::new().await;
    let url = visit.url("telemetry.example", "/beat?n=1");
    let answer = visit
        .client
        .get(url)
        .header("origin", "https://chatgpt.com")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 404);
    let hit = visit.stage.log().pop().expect("a hit");
    assert_eq!(
        (hit.host.as_str(), hit.path.as_str(), hit.on_stage),
        ("telemetry.example", "/beat?n=1", false)
    );
    assert_eq!(hit.origin.as_deref(), Some("https://chatgpt.com"));

    let plain = format!("http://127.0.0.1:{}/ping", visit.stage.http_port());
    assert_eq!(
        visit.client.get(plain).send().await.expect("an answer").status(),
        404
    );
    let hit = visit.stage.log().pop().expect("a hit");
    assert!(!hit.secure && !hit.on_stage && hit.path == "/ping");
}

#[tokio::test]
async fn a_refused_handshake_is_on_record() {
    let visit = Visit::new().await;
    let wary = client(&visit.stage, false);
    assert!(
        wary.get(visit.url("telemetry.example", "/"))
            .send()
            .await
            .is_err()
    );
    visit
        .until("the refused handshake in the log", |stage| {
            stage
                .log()
                .iter()
                .any(|hit| hit.method == "TLS" && hit.host == "telemetry.example" && !hit.on_stage)
        })
        .await;
}

#[tokio::test]
async fn pages_come_with_their_policy_language_and_files() {
    let visit = Visit::new().await;
    for (host, path) in HOSTS
        .into_iter()
        .zip(["/", "/new", "/app", "/chat", "/", "/", "/arena"])
    {
        visit.stage.set(
            host,
            Setup {
                lang: "fr".to_owned(),
                ..Setup::default()
            },
        );
        let page = visit.get(host, path).await;
        let policy = page.headers()["content-security-policy"]
            .to_str()
            .expect("text")
            .to_owned();
        let html = page.text().await.expect("a page");
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .expect("a nonce");
        assert!(policy.contains("require-trusted-types-for 'script'"), "{policy}");
        assert!(
            html.contains(&format!("nonce=\"{nonce}\"")) && html.contains("lang=\"fr\""),
            "{host}"
        );
        assert!(!html.contains("{{"), "{host} has a gap left in its page");
        for asset in html.split('"').filter(|word| word.starts_with("/assets/")) {
            assert_eq!(visit.get(host, asset).await.status(), 200, "{host}{asset}");
        }
        visit.stage.set(
            host,
            Setup {
                strict_csp: false,
                ..Setup::default()
            },
        );
        assert!(
            !visit
                .get(host, path)
                .await
                .headers()
                .contains_key("content-security-policy")
        );
        assert_eq!(
            visit
                .get(host, "/assets/kit/%2e%2e/%2e%2e/Cargo.toml")
                .await
                .status(),
            404
        );
        assert_eq!(visit.get(host, "/share/abc").await.status(), 404);
    }
    assert!(visit.stage.log().iter().all(|hit| hit.on_stage && hit.secure));
}

#[tokio::test]
async fn stored_chats_have_the_length_in_their_id_and_send_nothing() {
    let visit = Visit::new().await;
    for (number, pairs) in STORED_CHATS {
        let id = stored_id("chatgpt.com", number, pairs);
        let chat = visit
            .get_json("chatgpt.com", &format!("/backend-api/conversation/{id}"))
            .await;
        // Two nodes a pair, and the root.
        assert_eq!(
            chat["mapping"].as_object().map(serde_json::Map::len),
            Some(2 * pairs + 1)
        );
        let id = stored_id("claude.ai", number, pairs);
        let path = format!("/api/organizations/any/chat_conversations/{id}");
        assert_eq!(
            visit.get_json("claude.ai", &path).await["chat_messages"]
                .as_array()
                .map(Vec::len),
            Some(2 * pairs)
        );
    }
    assert!(visit.stage.sends().is_empty());
    assert_eq!(
        visit
            .get("chatgpt.com", "/backend-api/conversation/no-such-chat")
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn a_saved_page_stands_under_its_real_host() {
    let visit = Visit::new().await;
    let html = b"<!doctype html><p>saved".to_vec();
    visit.stage.mount(
        "www.perplexity.ai",
        "/search/one",
        html.clone(),
        Some("default-src 'none'"),
    );
    let page = visit.get("www.perplexity.ai", "/search/one").await;
    assert_eq!(page.headers()["content-security-policy"], "default-src 'none'");
    assert_eq!(page.bytes().await.expect("a page"), html);
    assert_eq!(visit.get("www.perplexity.ai", "/search/two").await.status(), 404);
    let answer = visit
        .post("www.perplexity.ai", "/rest/sse/perplexity_ask", "{}".to_owned())
        .await;
    assert_eq!(
        (
            answer.status().as_u16(),
            answer.text().await.expect("a body").as_str()
        ),
        (200, "")
    );
    assert!(visit.stage.log().iter().all(|hit| hit.on_stage) && visit.stage.sends().is_empty());
}

#[tokio::test]
async fn the_stage_stops_with_its_last_handle() {
    let Visit { stage, client } = Visit::new().await;
    let twin = stage.clone();
    let url = format!("https://chatgpt.com:{}/", stage.tls_port());
    drop(stage);
    assert_eq!(
        client
            .get(&url)
            .send()
            .await
            .expect("a clone keeps it open")
            .status(),
        200
    );
    let port = twin.tls_port();
    drop(twin);
    let closed = async { while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(10), closed)
        .await
        .expect("the door closes");
}

#[test]
fn replies_depend_on_the_message_alone_and_keep_their_length() {
    let mut lengths = Vec::new();
    for lang in ["en", "fr"] {
        for number in 0..400 {
            let text = format!("question {number}");
            let said = reply::compose(lang, &text, 0);
            assert_eq!(said, reply::compose(lang, &text, 0));
            assert_ne!(said, reply::compose(lang, &format!("{text}!"), 0));
            lengths.push(said.chars().count());
        }
    }
    assert!(
        lengths.iter().all(|length| (20..=1500).contains(length)),
        "{lengths:?}"
    );
    assert!(lengths.iter().any(|length| *length < 150) && lengths.iter().any(|length| *length > 1000));
}
