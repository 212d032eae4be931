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
