//! What requests mean, by the compiled site rules. Bodies are written for this test.

#[path = "requests/asian.rs"]
mod asian;
#[path = "requests/installed.rs"]
mod installed;
#[path = "requests/rows.rs"]
mod rows;
#[path = "requests/switched_on.rs"]
mod switched_on;

use merciwatt::observe::body::Body;
use merciwatt::observe::request::{Sent, read};
use merciwatt::observe::rule::Kind;
use merciwatt::observe::{self, SITES, text, url};
use rows::Row;

fn rows() -> Vec<Row> {
    let mut rows = installed::rows();
    rows.extend(switched_on::rows());
    rows
}

#[test]
fn every_row_is_read_as_it_is_meant() {
    rows().iter().for_each(Row::check);
}

#[test]
fn every_request_of_every_site_has_a_row_for_each_of_its_kinds() {
    let rows = rows();
    let mut missing = Vec::new();
    for site in SITES {
        for rule in site.sends {
            let fits = |row: &&Row| {
                let path = url::parse(row.url).expect("an address").path;
                row.site == site.id
                    && row.method == rule.method
                    && rule
                        .paths
                        .iter()
                        .any(|template| url::fit(template, path).is_some())
            };
            let mut kinds: Vec<Kind> = rule.cases.iter().map(|case| case.kind).collect();
            if kinds.is_empty() {
                kinds.push(Kind::None);
            }
            for kind in kinds {
                if !rows.iter().filter(fits).any(|row| row.kind == kind) {
                    missing.push(format!("{} {} {kind:?}", site.id, rule.paths[0]));
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "no row for {missing:#?}; add one to the rows of tests/requests/installed.rs, asian.rs or switched_on.rs"
    );
}

fn sent(method: &str, url: &str, body: &str) -> Sent {
    let site = observe::site_of(url, &Default::default()).expect("a known site");
    read(site, method, url, Body::Bytes(body.as_bytes()))
}

fn chatgpt(body: &str) -> Sent {
    sent("POST", "https://chatgpt.com/backend-api/f/conversation", body)
}

#[test]
fn chatgpt_tells_message_regenerate_and_continue_apart() {
    let message = |action: &str| {
        format!(
            r#"{{"action":"{action}","conversation_id":"c9","model":"auto","messages":[{{"id":"m1","author":{{"role":"user"}},
            "content":{{"content_type":"text","parts":["Où est le chat ?"]}}}}]}}"#
        )
    };
    let new = chatgpt(&message("next"));
    assert_eq!(
        (new.kind, new.text.as_deref()),
        (Kind::New, Some("Où est le chat ?"))
    );
    assert_eq!(
        (new.message_id.as_deref(), new.conversation.as_deref()),
        (Some("m1"), Some("c9"))
    );
    let again = chatgpt(&message("variant"));
    assert_eq!((again.kind, again.text), (Kind::Regenerate, None));
    assert_eq!(
        chatgpt(r#"{"action":"continue","conversation_id":"c9"}"#).kind,
        Kind::Continue
    );
}

#[test]
fn pre_flight_and_title_requests_count_nothing() {
    let quiet = [
        (
            "https://chatgpt.com/backend-api/f/conversation/prepare",
            r#"{"partial_query":{"content":{"parts":["hello"]}}}"#,
        ),
        (
            "https://chatgpt.com/backend-api/f/conversation/resume",
            r#"{"conversation_id":"c"}"#,
        ),
        (
            "https://claude.ai/api/organizations/o/chat_conversations/c/title",
            r#"{"message_content":"hello"}"#,
        ),
        (
            "https://gemini.google.com/_/BardChatUi/data/batchexecute",
            "f.req=x",
        ),
        (
            "https://chat.mistral.ai/api/chat",
            r#"{"chatId":"c","mode":"start"}"#,
        ),
    ];
    for (url, body) in quiet {
        assert_eq!(sent("POST", url, body).kind, Kind::None, "{url}");
    }
    assert_eq!(
        sent("GET", "https://chatgpt.com/backend-api/f/conversation", "").kind,
        Kind::None
    );
}

#[test]
fn only_the_persons_own_part_counts() {
    let body = r#"{"action":"next","messages":[
        {"id":"s","author":{"role":"system"},"content":{"parts":["be brief"]}},
        {"id":"u","author":{"role":"user"},"content":{"content_type":"multimodal_text","parts":[{"asset_pointer":"x"},"What is it?"]}}]}"#;
    let message = chatgpt(body);
    assert_eq!(
        (message.text.as_deref(), message.message_id.as_deref()),
        (Some("What is it?"), Some("u"))
    );
    let none =
        r#"{"action":"next","messages":[{"id":"t","author":{"role":"tool"},"content":{"parts":["42"]}}]}"#;
    assert_eq!(chatgpt(none).kind, Kind::None);
}

#[test]
fn claude_regenerates_with_an_empty_prompt() {
    let url = "https://claude.ai/api/organizations/o/chat_conversations/c7/completion";
    let new = sent(
        "POST",
        url,
        r#"{"prompt":"Merci !","model":"claude-sonnet-4-6","turn_message_uuids":{"user_message_uuid":"u1"}}"#,
    );
    assert_eq!(
        (new.kind, new.conversation.as_deref(), new.message_id.as_deref()),
        (Kind::New, Some("c7"), Some("u1"))
    );
    assert_eq!(new.model.as_deref(), Some("claude-sonnet-4-6"));
    assert_eq!(
        sent("POST", url, r#"{"prompt":"","trigger":"regenerate"}"#).kind,
        Kind::Regenerate
    );
    assert_eq!(
        sent("POST", url, r#"{"prompt":"","attachments":[]}"#).kind,
        Kind::Regenerate
    );
    let file_only = r#"{"prompt":"","attachments":[{"extracted_content":"…"}]}"#;
    assert_eq!(
        sent("POST", url, file_only).kind,
        Kind::New,
        "a file without words is a message"
    );
}

#[test]
fn gemini_words_lie_in_json_in_a_form() {
    let url = "https://gemini.google.com/u/1/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate?rt=c";
    let body = "f.req=%5Bnull%2C%22%5B%5B%5C%22bonjour%20toi%5C%22%2C0%5D%2C%5B%5C%22fr%5C%22%5D%2C%5B%5C%22c_1%5C%22%5D%5D%22%5D&at=t";
    let new = sent("POST", url, body);
    assert_eq!(
        (new.text.as_deref(), new.conversation.as_deref()),
        (Some("bonjour toi"), Some("c_1"))
    );
    // The browser may hand over the form already decoded.
    let site = observe::site("gemini").unwrap();
    let form = serde_json::json!({"f.req": "[null,\"[[\\\"bonjour toi\\\"],[],[\\\"c_1\\\"]]\"]"});
    assert_eq!(read(site, "POST", url, Body::Form(&form)), new);
}

#[test]
fn le_chat_counts_its_first_message_once() {
    let first = sent(
        "POST",
        "https://chat.mistral.ai/api/trpc/message.newChat?batch=1",
        r#"{"0":{"json":{"content":[{"type":"text","text":"un"},{"type":"image"},{"type":"text","text":"deux"}]}}}"#,
    );
    assert_eq!((first.kind, first.text.as_deref()), (Kind::New, Some("un\ndeux")));
    let later = |body: &str| sent("POST", "https://chat.mistral.ai/api/chat", body);
    assert_eq!(
        later(r#"{"chatId":"c","mode":"append","messageInput":"ok"}"#)
            .text
            .as_deref(),
        Some("ok")
    );
    assert_eq!(later(r#"{"chatId":"c","mode":"retry"}"#).kind, Kind::Regenerate);
}

#[test]
fn a_body_that_cannot_be_read_is_a_message_of_unknown_length() {
    let site = observe::site("chatgpt").unwrap();
    let url = "https://chatgpt.com/backend-api/f/conversation";
    let deep = "[".repeat(100_000);
    for body in [
        Body::Unreadable,
        Body::Bytes(b""),
        Body::Bytes(b"\xff\xfe{{{"),
        Body::Bytes(deep.as_bytes()),
    ] {
        let sent = read(site, "POST", url, body);
        assert_eq!((sent.kind, sent.text), (Kind::New, None));
    }
    let huge = vec![b'x'; 9 * 1024 * 1024];
    assert_eq!(read(site, "POST", url, Body::Bytes(&huge)).kind, Kind::New);
}

#[test]
fn two_encodings_of_one_address_are_told_apart_by_the_body() {
    let meta = |body: Body<'_>| {
        let site = observe::site("meta").unwrap();
        read(site, "POST", "https://www.meta.ai/api/graphql/", body)
    };
    let form = serde_json::json!({"variables": r#"{"message":{"sensitive_string_value":"salut"}}"#});
    assert_eq!(meta(Body::Form(&form)).text.as_deref(), Some("salut"));
    let other = serde_json::json!({"variables": "{}", "doc_id": "7"});
    assert_eq!(meta(Body::Form(&other)).kind, Kind::None);
    assert_eq!(meta(Body::Bytes(b"doc_id=7&variables=%7B%7D")).kind, Kind::None);
    assert_eq!(
        meta(Body::Unreadable).kind,
        Kind::New,
        "as a send that cannot be read"
    );
    // What stops a reply shares its path with messages; unread, it still stops.
    let libre = observe::site("librechat").unwrap();
    let stop = "https://chat.school.example/api/agents/chat/abort";
    assert_eq!(read(libre, "POST", stop, Body::Bytes(b"")).kind, Kind::None);
}

#[test]
fn words_that_moved_are_unknown_not_empty() {
    let moved =
        chatgpt(r#"{"action":"next","messages":[{"id":"m","author":{"role":"user"},"body":"elsewhere"}]}"#);
    assert_eq!((moved.kind, moved.text), (Kind::New, None));
}

#[test]
fn lengths_agree_between_request_and_page() {
    let chars = |words| text::chars(words, text::compose);
    assert_eq!(chars("un\n\ndeux  trois\n"), chars(" un deux trois"));
}

#[test]
fn shared_links_are_denied_and_conversations_found() {
    let site = observe::site("chatgpt").unwrap();
    assert!(site.denies("/share/abc") && !site.denies("/c/abc"));
    assert_eq!(site.conversation_in("/g/g-1/c/abc"), Some("abc"));
    assert_eq!(site.conversation_in("/"), None);
}
