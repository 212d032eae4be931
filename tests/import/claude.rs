//! The traps of Claude's export.

use serde_json::json;

use super::{counts, fixture, messages, read};

#[test]
fn deleted_chats_leave_shells_that_count_nothing() {
    let blank = |sender| json!({"uuid": sender, "sender": sender, "text": "", "content": [{"type": "text", "text": ""}]});
    let shell = json!([{ "uuid": "c", "name": "", "chat_messages": [blank("human"), blank("assistant")] }]);
    assert_eq!(counts(&shell), (0, 0));
    let with = |files: serde_json::Value| {
        json!([{ "uuid": "c", "chat_messages": [
        { "uuid": "a", "sender": "human", "text": "", "content": [], "files": files }] }])
    };
    assert_eq!(
        counts(&with(json!([{ "file_uuid": "f", "file_name": null }]))),
        (0, 0)
    );
    assert_eq!(
        counts(&with(json!([{ "file_uuid": "f", "file_name": "a.png" }]))),
        (1, 0)
    );
}

#[test]
fn the_tree_is_followed_and_the_old_layout_is_a_line() {
    let (made, report) = read(&fixture("claude.json"));
    assert_eq!((report.messages, report.replies), (6, 4));
    let all: Vec<_> = messages(&made).collect();
    assert!(all[0].reply.is_none(), "two messages in a row");
    assert!(all[1].reply.is_some());
    let reworded = all[4].message.as_ref().expect("a message");
    let thanks = all[5].message.as_ref().expect("a message");
    assert_eq!(
        (thanks.after.clone(), thanks.measure.courtesy_only),
        (reworded.id.clone(), true)
    );
    assert_eq!(all[4].context_tokens, 0);
}

#[test]
fn words_come_from_blocks_or_from_the_text() {
    let one = |message: serde_json::Value| json!([{ "uuid": "c", "chat_messages": [message] }]);
    for (message, chars) in [
        (
            json!({"sender": "human", "text": "", "content": [{"type": "text", "text": "hello"}]}),
            5,
        ),
        (json!({"sender": "human", "text": "hello"}), 5),
        (
            json!({"sender": "human", "text": null, "content": [{"type": "text", "text": null}, {"type": "text", "text": "hi"}]}),
            2,
        ),
        (json!({"sender": "human", "text": "hello", "content": null}), 5),
        (
            json!({"sender": "human", "text": "", "content": [{"type": "voice_note", "title": "t", "text": "said"}]}),
            4,
        ),
        (
            json!({"sender": "human", "text": "hello", "content": [{"type": "new kind", "x": [1]}]}),
            5,
        ),
    ] {
        let (made, _) = super::read_json(&one(message.clone()));
        let measured = made[0].message.as_ref().map(|message| message.measure.chars);
        assert_eq!(measured, Some(chars), "{message}");
    }
}

#[test]
fn pasted_texts_are_read_by_the_model_and_typed_by_nobody() {
    let (made, _) = read(&fixture("claude.json"));
    let pasted = messages(&made)
        .nth(2)
        .and_then(|made| made.message.as_ref())
        .expect("a message");
    assert_eq!(pasted.measure.chars, 0);
    assert!(pasted.attached_tokens > 3);
}

#[test]
fn thoughts_and_calls_belong_to_the_reply() {
    let (made, _) = read(&fixture("claude.json"));
    let reply = messages(&made)
        .nth(3)
        .and_then(|made| made.reply.as_ref())
        .expect("a reply");
    assert_eq!(reply.chars, 12);
    assert!(reply.reasoning_tokens.is_some_and(|tokens| tokens > 2));
    assert!(reply.tokens > 3, "the call was written too");
}

#[test]
fn the_interfaces_own_shape_is_read() {
    let one = json!({ "uuid": "c", "model": "claude-x", "current_leaf_message_uuid": "b", "chat_messages": [
        { "uuid": "a", "sender": "human", "text": "hi", "index": 0, "created_at": "2026-01-12T10:00:00Z" },
        { "uuid": "b", "sender": "assistant", "text": "hello", "index": 1 }] });
    let (made, _) = super::read_json(&one);
    assert_eq!(
        made[0].reply.as_ref().and_then(|reply| reply.model.as_deref()),
        Some("claude-x")
    );
    assert_eq!(counts(&json!([{ "uuid": "c", "chat_messages": [] }])), (0, 0));
}
