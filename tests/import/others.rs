//! The traps of the other services.

use serde_json::json;

use super::{counts, fixture, messages, read, read_json};

#[test]
fn deepseek_times_have_a_zone_and_its_answers_several_nodes() {
    let (made, report) = read(&fixture("deepseek.json"));
    assert_eq!((report.messages, report.replies), (2, 2));
    assert_eq!(
        made[0].t,
        Some(1_768_168_800_500.0),
        "06:00 in China is the day before"
    );
    let reply = made[0].reply.as_ref().expect("a reply");
    assert!(reply.reasoning_tokens.is_some() && reply.chars == 6);
    assert_eq!(reply.model.as_deref(), Some("deepseek-reasoner"));
    let second = made[1].message.as_ref().expect("a message");
    assert!(
        second.edit && second.measure.chars == 28,
        "several fragments, one message"
    );
}

#[test]
fn deepseek_is_no_chatgpt() {
    let (_, report) = read(&fixture("deepseek.json"));
    assert_eq!(report.service.map(|service| service.key()), Some("deepseek"));
    let roles = json!([{ "id": "c", "inserted_at": "2026-01-12T10:00:00Z", "mapping": {
        "1": { "id": "1", "parent": "root", "message": { "role": "USER", "content": "hi", "inserted_at": "2026-01-12T10:00:00Z" } },
        "2": { "id": "2", "parent": "1", "message": { "role": "ASSISTANT", "content": "hello", "reasoning_content": "hm" } } } }]);
    assert_eq!(counts(&roles), (1, 1), "a layout without fragments");
    let node = |id: &str, parent: &str, words: &str| {
        json!({ "id": id, "parent": parent, "message": { "content": words,
        "files": [], "reasoning_content": null, "inserted_at": "2026-01-12T10:00:00Z" } })
    };
    let bare = json!([{ "id": "c", "inserted_at": "2026-01-12T10:00:00Z", "mapping": {
        "root": { "id": "root", "parent": null, "message": null }, "1": node("1", "root", "hi"), "2": node("2", "1", "hello"),
        "3": node("3", "1", "hello again"), "4": node("4", "3", "thanks"), "5": node("5", "4", "welcome") } }]);
    assert_eq!(counts(&bare), (2, 3), "nor with roles");
}

#[test]
fn grok_knows_four_names_for_a_model_and_two_layouts() {
    let (made, report) = read(&fixture("grok.json"));
    assert_eq!((report.messages, report.replies), (3, 3));
    let first = made[0].reply.as_ref().expect("a reply");
    assert_eq!(
        (first.reasoning_ms, first.model.as_deref()),
        (Some(800), Some("grok-4"))
    );
    let again = made
        .iter()
        .find(|made| made.message.is_none())
        .expect("another reply");
    let image = again.reply.as_ref().expect("an image is a reply");
    assert_eq!(image.chars, 0);
}

#[test]
fn grok_without_conversations_is_known() {
    let (made, report) =
        read_json(&json!({ "conversations": [], "projects": [], "tasks": [], "media_posts": [] }));
    assert!(made.is_empty());
    assert_eq!(report.service.map(|service| service.key()), Some("grok"));
}

#[test]
fn lechat_is_sorted_and_its_second_answer_is_another_reply() {
    let (made, _) = read(&fixture("lechat.json"));
    assert_eq!(made.len(), 3);
    assert!(made[0].message.is_some() && made[1].message.is_none());
    let thanks = &made[2];
    assert!(
        thanks
            .message
            .as_ref()
            .is_some_and(|message| message.measure.courtesy_only)
    );
    assert_eq!(thanks.minutes_since_last, Some(1.0));
    assert_eq!(
        made[0].reply.as_ref().map(|reply| reply.chars),
        Some(8),
        "not twice, for content and chunks"
    );
}

#[test]
fn perplexity_entries_are_questions_and_a_tools_copy_of_a_thread_too() {
    let (made, _) = read(&fixture("perplexity.json"));
    assert!(made[1].context_tokens > 0 && made[1].minutes_since_last == Some(5.0));
    let thread = json!({ "status": "success", "entries": [{ "uuid": "e", "context_uuid": "c", "query_str": "Q?",
        "entry_created_datetime": "2024-02-01T00:10:00.000Z", "blocks": [{ "markdown_block": { "answer": "A" } }] }] });
    assert_eq!(counts(&thread), (1, 1));
}

#[test]
fn copilot_tables_are_read_in_any_order() {
    let (made, _) = read(&fixture("copilot.csv"));
    let tides = messages(&made)
        .find(|made| made.reply.is_some())
        .expect("an answer");
    let message = tides.message.as_ref().expect("a question");
    assert_eq!(message.measure.chars, 22, "several lines in quotation marks");
    assert_eq!(tides.t, Some(1_771_338_971_000.0));
    let (made, _) = read(&fixture("copilot-chat.csv"));
    assert_eq!(made[0].t, Some(1_771_335_371_000.0), "an hour east");
    let semicolons = b"Conversation;Time;Author;Message\nA;2026-02-17T14:36:11;user;Hi\n";
    assert_eq!(read(semicolons).1.messages, 1);
}

#[test]
fn librechat_is_read_nested_and_flat() {
    let (made, _) = read(&fixture("librechat.json"));
    let thanks = messages(&made).nth(1).expect("a nested message");
    assert!(thanks.context_tokens > 0 && thanks.t.is_none());
    // Written by hand: a tree of values this deep fills the stack when it is written.
    let mut deep = String::from(r#"{"conversationId": "c", "messages": "#);
    for turn in (0..900).rev() {
        let own = turn % 2 == 1;
        deep += &format!(r#"[{{"messageId": "m{turn}", "isCreatedByUser": {own}, "text": "x", "children": "#);
    }
    deep += &("[]".to_owned() + &"}]".repeat(900) + "}");
    assert_eq!(read(deep.as_bytes()).1.messages, 450);
}

#[test]
fn models_side_by_side_are_replies_of_their_own() {
    let (made, _) = read(&fixture("openwebui.json"));
    let models: Vec<_> = made
        .iter()
        .filter_map(|made| made.reply.as_ref()?.model.clone())
        .collect();
    assert_eq!(models, ["llama3", "qwen3"]);
    assert_eq!(
        made[0].reply.as_ref().map(|reply| reply.chars),
        Some(9),
        "without its reasoning"
    );
    assert_eq!(
        made[1].context_tokens,
        made[0]
            .message
            .as_ref()
            .map_or(0, |message| message.measure.tokens)
    );
}

#[test]
fn a_saved_prompt_of_ai_studio_states_its_thoughts() {
    let (made, _) = read(&fixture("aistudio.json"));
    let reply = made[0].reply.as_ref().expect("a reply");
    assert_eq!(
        (reply.reasoning_tokens, reply.model.as_deref()),
        (Some(140), Some("gemini-3-pro-preview"))
    );
}

#[test]
fn the_same_words_twice_are_two_messages_where_nothing_is_dated() {
    let claude = json!([{ "uuid": "c", "chat_messages": [
        { "sender": "human", "text": "yes" }, { "sender": "assistant", "text": "a" },
        { "sender": "human", "text": "yes" }] }]);
    assert_eq!(counts(&claude), (2, 1));
    assert_eq!(
        counts(&json!([claude[0], claude[0]])),
        (2, 1),
        "but a conversation twice is one"
    );
    let perplexity = json!({ "conversations": [{ "context_uuid": "0f3e1a52-7c4b-4d89-9a61-b2c8d7e6f5a4", "entries": [
        { "query": "more", "answer": "a" }, { "query": "more", "answer": "b" }] }] });
    assert_eq!(counts(&perplexity), (2, 2));
}

#[test]
fn librechat_nests_its_branches_under_another_name_too() {
    let tree = json!({ "conversationId": "c", "recursive": true, "messagesTree": [
        { "messageId": "1", "isCreatedByUser": true, "text": "hi", "children": [
            { "messageId": "2", "isCreatedByUser": false, "text": "hello", "children": [] }] }] });
    assert_eq!(counts(&tree), (1, 1));
}

#[test]
fn a_picture_or_a_file_alone_is_a_message() {
    let openwebui = json!([{ "id": "c", "chat": { "history": { "messages": { "a": { "id": "a", "role": "user",
        "content": [{ "type": "image_url", "image_url": { "url": "x" } }] } } } } }]);
    let claude = json!([{ "uuid": "c", "chat_messages": [
        { "uuid": "a", "sender": "human", "text": "", "content": [{ "type": "image", "source": {} }] }] }]);
    let deepseek = json!([{ "id": "c", "inserted_at": "2026-01-12T10:00:00Z", "mapping": { "1": { "id": "1",
        "message": { "files": [], "fragments": [
            { "type": "FILE", "files": [{ "file_name": "x" }] }, { "type": "REQUEST", "content": "" }] } } } }]);
    let video = json!({ "chunkedPrompt": { "chunks": [{ "role": "user", "youtubeVideo": { "id": "x" } }] } });
    let librechat = json!({ "conversationId": "c", "messages": [{ "messageId": "1", "isCreatedByUser": true, "text": "",
        "content": [{ "type": "image_file", "image_file": {} }] }] });
    for export in [openwebui, claude, deepseek, video, librechat] {
        assert_eq!(counts(&export).0, 1, "{export}");
    }
}

#[test]
fn content_in_chunks_or_as_one_text_is_read() {
    let lechat = json!([{ "id": "a", "chatId": "c", "role": "user", "contentChunks": null,
        "content": [{ "type": "text", "text": "hi" }] }]);
    let chatgpt = json!([{ "id": "c", "create_time": 1.0, "mapping": { "a": { "message": {
        "author": { "role": "user" }, "content": { "content_type": "text", "parts": "hi" } } } } }]);
    let claude = json!([{ "uuid": "c", "chat_messages": [{ "id": "a", "role": "user", "content": [{ "type": "text", "text": "hi" }] }] }]);
    for export in [lechat, chatgpt, claude] {
        let (made, _) = read_json(&export);
        let message = made[0].message.as_ref().expect("a message");
        assert_eq!(message.measure.chars, 2, "{export}");
    }
}

#[test]
fn a_line_for_each_conversation_is_read_as_a_list() {
    let line = |id: &str| {
        json!({ "uuid": id, "chat_messages": [{ "uuid": id, "sender": "human", "text": id }] }).to_string()
    };
    let (_, report) = read(format!("{}\n{}\r\n", line("a"), line("b")).as_bytes());
    assert_eq!((report.conversations, report.messages), (2, 2));
}

#[test]
fn a_quotation_mark_inside_a_cell_breaks_no_table() {
    let table =
        |message: &str| format!("Conversation,Time,Author,Message\r\na,2026-02-17T14:36:11,user,{message}");
    assert_eq!(read(table("5\" pipe\r\n").as_bytes()).1.messages, 1);
    assert_eq!(read(table("\"5\"\" pipe\"").as_bytes()).1.messages, 1);
    let mut importer = merciwatt::import::Importer::new(super::NOW, merciwatt::observe::text::compose);
    assert!(super::read_in(&mut importer, table("\"5\"\" pi").as_bytes(), 7).is_err());
}
