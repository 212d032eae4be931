//! The traps of ChatGPT's export.

use merciwatt::import::row;
use merciwatt::ledger::{Salt, hash};
use merciwatt::observe::rule::Kind;
use serde_json::{Value, json};

use super::{counts, fixture, messages, read, read_json};

fn node(id: &str, parent: &str, role: &str, words: &str) -> Value {
    json!({ "id": id, "parent": parent, "message": { "id": id, "author": { "role": role },
            "create_time": 1_768_212_000.0, "content": { "content_type": "text", "parts": [words] } } })
}

/// A conversation of these nodes.
fn tree(nodes: &[Value]) -> Value {
    let mapping: serde_json::Map<String, Value> = nodes
        .iter()
        .map(|node| (node["id"].as_str().expect("an id").to_owned(), node.clone()))
        .collect();
    json!([{ "id": "c", "create_time": 1.0, "mapping": mapping }])
}

fn changed(mut node: Value, pointer: &str, value: Value) -> Value {
    let (object, key) = pointer.rsplit_once('/').expect("a pointer");
    node.pointer_mut(object).expect("an object")[key] = value;
    node
}

#[test]
fn nodes_of_role_user_that_nobody_typed_are_no_messages() {
    let user = || node("u", "", "user", "words");
    for (why, hidden) in [
        (
            "custom instructions, weight 1",
            changed(
                user(),
                "/message/content/content_type",
                json!("user_editable_context"),
            ),
        ),
        (
            "hidden",
            changed(
                user(),
                "/message/metadata",
                json!({"is_visually_hidden_from_conversation": true}),
            ),
        ),
        (
            "system",
            changed(
                user(),
                "/message/metadata",
                json!({"is_user_system_message": true}),
            ),
        ),
        (
            "blank",
            changed(user(), "/message/content/parts", json!(["", null, "  "])),
        ),
        ("no message", json!({"id": "u", "message": null, "parent": null})),
    ] {
        assert_eq!(
            counts(&tree(&[hidden, node("a", "u", "assistant", "x")])),
            (0, 1),
            "{why}"
        );
    }
    assert_eq!(counts(&tree(&[user()])), (1, 0));
}

#[test]
fn a_turn_with_tools_is_one_reply_and_every_branch_counts() {
    let (made, report) = read(&fixture("chatgpt.json"));
    assert_eq!((report.messages, report.replies), (5, 5));
    let tools = made.iter().find(|made| {
        made.reply
            .as_ref()
            .is_some_and(|reply| reply.reasoning_ms.is_some())
    });
    let reply = tools
        .and_then(|made| made.reply.as_ref())
        .expect("the turn with tools");
    assert_eq!((reply.reasoning_ms, reply.chars), (Some(12_000), 13));
    assert_eq!(reply.model.as_deref(), Some("gpt-5-thinking"));
    let kinds: Vec<Kind> = made
        .iter()
        .filter_map(|made| row(made, &Salt([1; 16]), 0))
        .map(|row| row.kind)
        .collect();
    assert_eq!(
        kinds,
        [Kind::New, Kind::Regenerate, Kind::New, Kind::New, Kind::Edit]
    );
}

#[test]
fn replies_are_found_by_the_tree_not_by_the_clock() {
    let (made, _) = read(&fixture("chatgpt.json"));
    let first = messages(&made).next().expect("a message");
    assert_eq!(
        first.reply.as_ref().map(|reply| reply.chars),
        Some(25),
        "stamped before its question"
    );
    assert_eq!(first.t, Some(1_768_212_000_000.0));
}

#[test]
fn context_is_that_of_the_branch() {
    let (made, _) = read(&fixture("chatgpt.json"));
    let all: Vec<_> = messages(&made).collect();
    let tokens = |at: usize| {
        all[at]
            .message
            .as_ref()
            .map_or(0, |message| message.measure.tokens)
    };
    let again = made
        .iter()
        .find(|made| made.message.is_none())
        .expect("another reply");
    assert_eq!(again.context_tokens, tokens(0));
    let answer = again.reply.as_ref().map_or(0, |reply| reply.tokens);
    assert_eq!(
        all[1].context_tokens,
        tokens(0) + answer,
        "the branch of the second answer"
    );
    assert_eq!(all[1].minutes_since_last, Some(1.0));
    assert_eq!(all[3].context_tokens, 0, "a reworded first message begins anew");
    assert_eq!(all[3].minutes_since_last, None);
}

#[test]
fn what_was_said_into_the_microphone_counts_as_words() {
    let (made, _) = read(&fixture("chatgpt.json"));
    let voice = messages(&made)
        .nth(2)
        .and_then(|made| made.message.as_ref())
        .expect("voice");
    assert!(voice.measure.courtesy_only && voice.measure.chars == 18);
}

#[test]
fn broken_entries_circles_and_missing_children_do_no_harm() {
    let circle = [
        node("a", "b", "user", "x"),
        node("b", "a", "assistant", "y"),
        node("c", "c", "user", "z"),
    ];
    assert_eq!(counts(&tree(&circle)), (2, 1));
    let orphan = [
        node("a", "nowhere", "user", "x"),
        node("b", "a", "assistant", "y"),
    ];
    assert_eq!(counts(&tree(&orphan)), (1, 1));
    for broken in [
        json!(null),
        json!("gone"),
        json!([]),
        json!({}),
        json!({"x": null}),
        json!({"x": {"message": 7}}),
    ] {
        let both = json!([{ "title": null, "create_time": 1.0, "mapping": broken }, tree(&orphan)[0]]);
        assert_eq!(counts(&both), (1, 1), "{both}");
    }
}

#[test]
fn wrapped_single_and_flat_layouts_are_read() {
    let list = tree(&[node("a", "", "user", "x"), node("b", "a", "assistant", "y")]);
    assert_eq!(counts(&json!({ "conversations": list })), (1, 1));
    assert_eq!(counts(&list[0]), (1, 1));
    let flat = json!([{ "title": "old", "messages": [
        { "author": { "role": "user" }, "content": { "parts": ["x"] }, "create_time": 1_680_000_000 },
        { "author": { "role": "assistant" }, "content": { "parts": ["y"] } }] }]);
    assert_eq!(counts(&flat), (1, 1));
}

#[test]
fn shards_and_exports_that_overlap_count_once() {
    let mut importer = merciwatt::import::Importer::new(super::NOW, merciwatt::observe::text::compose);
    let bytes = fixture("chatgpt.json");
    let first = super::read_in(&mut importer, &bytes, 4096).expect("an export");
    let (made, report) = super::read_in(&mut importer, &bytes, 4096).expect("the same");
    assert_eq!(
        (made.len(), report.messages, report.repeated),
        (0, 0, first.1.messages)
    );
    let doubled = [&b"["[..], &bytes[1..bytes.len() - 2], b",", &bytes[1..]].concat();
    assert_eq!(read(&doubled).1.messages, first.1.messages);
}

#[test]
fn ids_that_only_count_within_a_conversation_hide_nothing() {
    let one =
        |id: &str, words: &str| json!({ "id": id, "mapping": { "msg1": node("msg1", "", "user", words) } });
    assert_eq!(
        counts(&json!([one("c1", "a"), one("c2", "b"), one("c2", "b")])),
        (2, 0)
    );
}

#[test]
fn the_key_is_that_of_the_live_message() {
    let salt = Salt([9; 16]);
    let (made, _) = read(&fixture("chatgpt.json"));
    let first = messages(&made).next().expect("a message");
    let id = first
        .message
        .as_ref()
        .and_then(|message| message.id.clone())
        .expect("an id");
    let row = row(first, &salt, 60).expect("a row");
    assert_eq!(row.key, hash(&salt, &["message", "chatgpt", &id]));
    assert_eq!((row.day.as_str(), row.off), ("2026-01-12", 60));
}

#[test]
fn dates_that_cannot_be_true_are_none() {
    for stamp in [
        json!(0),
        json!(null),
        json!(1.0),
        json!(4_000_000_000.0),
        json!(-5),
        json!("x"),
        json!(1e300),
    ] {
        let user = changed(node("u", "", "user", "x"), "/message/create_time", stamp.clone());
        let (made, report) = read_json(&tree(&[user]));
        assert_eq!((report.undated, made[0].t), (1, None), "{stamp}");
    }
}

#[test]
fn the_mark_at_the_files_beginning_and_odd_letters_are_read() {
    let mut bytes = b"\xef\xbb\xbf \n".to_vec();
    let list = tree(&[
        node("a", "", "user", "caf\u{e9} \u{e202}"),
        node("b", "a", "assistant", "\u{e200}cite\u{e201}"),
    ]);
    bytes.extend(list.to_string().bytes());
    bytes.extend(b"\r\n");
    assert_eq!(read(&bytes).1.messages, 1);
    let half = list.to_string().replace("caf", "\\ud83d");
    assert_eq!(read(half.as_bytes()).1.messages, 1, "half an emoji");
}
