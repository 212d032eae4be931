//! Claude: an array of conversations with `chat_messages`; one conversation as claude.ai's own interface has it; one
//! chat of Claude Design with `messages`.

use super::node::{Conversation, Node, Parent, tokens};
use super::{time, value};
use crate::observe::json::{each_element, members};
use crate::observe::text::Compose;

/// One conversation.
pub fn read(json: &str, compose: Compose) -> Conversation {
    let [id, other_id, chat, model, messages] =
        members(json, ["uuid", "id", "chat_messages", "model", "messages"]);
    let mut made = Conversation {
        id: value::name(id).or_else(|| value::name(other_id)),
        ..Conversation::default()
    };
    each_element(chat, &mut |message| made.nodes.push(of_message(message, compose)));
    each_element(messages, &mut |message| {
        made.nodes.push(of_design(message, compose))
    });
    made.line_up();
    for node in &mut made.nodes {
        node.model = node.model.take().or_else(|| value::name(model));
    }
    made
}

fn of_message(json: &str, compose: Compose) -> Node {
    let [
        id,
        sender,
        text,
        content,
        created,
        parent,
        attachments,
        files,
        new_files,
        model,
        role,
        other_id,
    ] = members(
        json,
        [
            "uuid",
            "sender",
            "text",
            "content",
            "created_at",
            "parent_message_uuid",
            "attachments",
            "files",
            "files_v2",
            "model",
            "role",
            "id",
        ],
    );
    // Organisations get the same with `id` and `role`.
    let sender = if sender == "null" { role } else { sender };
    let blocks = Blocks::read(content);
    // Newer exports may leave `text` empty, older ones have nothing else.
    let plain = value::text(text).filter(|text| !text.trim().is_empty());
    // A content that is no list of blocks is a mistake somewhere; then the text is the better witness.
    let words = match plain {
        Some(text) if !value::is_array(content) || blocks.words.trim().is_empty() => text,
        _ => blocks.words,
    };
    let node = if value::is(sender, "human") || value::is(sender, "user") {
        let mut pasted = String::new();
        each_element(attachments, &mut |attachment| {
            let [words] = members(attachment, ["extracted_content"]);
            value::add_line(&mut pasted, &value::text(words).unwrap_or_default());
        });
        let attached = blocks.other || [attachments, files, new_files].into_iter().any(has_named);
        Node::person(&words, &pasted, attached, compose)
    } else if value::is(sender, "assistant") {
        let model = value::name(model);
        Node {
            model,
            ..Node::model(&words, &blocks.calls, false, compose)
        }
        .with_reasoning(Some(tokens(&blocks.thoughts)), None)
    } else {
        Node::default()
    };
    Node {
        id: value::name(id).or_else(|| value::name(other_id)),
        parent: value::name(parent).map_or(Parent::Root, Parent::Id),
        t: time::of(created),
        ..node
    }
}

/// Whether a file came with the message. Of those of deleted chats nothing is left but an id.
fn has_named(files: &str) -> bool {
    let mut found = false;
    each_element(files, &mut |file| {
        let known = members(file, ["file_name", "filename", "name", "extracted_content"]);
        found |= !value::is_object(file) || known.into_iter().any(value::filled);
    });
    found
}

fn of_design(json: &str, compose: Compose) -> Node {
    let [id, role, content, created] = members(json, ["uuid", "role", "content", "created_at"]);
    let [inner, blocks, stamp] = members(content, ["content", "contentBlocks", "timestamp"]);
    let mut read = Blocks::read(inner);
    if read.words.trim().is_empty() {
        read = Blocks::read(blocks);
    }
    let node = match role.trim_matches('"') {
        "user" | "human" => Node::person(&read.words, "", false, compose),
        "assistant" => Node::model(&read.words, &read.calls, false, compose)
            .with_reasoning(Some(tokens(&read.thoughts)), None),
        _ => Node::default(),
    };
    Node {
        id: value::name(id),
        t: time::of(stamp).or_else(|| time::of(created)),
        ..node
    }
}

/// The blocks of a message. Kinds that are not known say nothing and spoil nothing.
#[derive(Default)]
struct Blocks {
    words: String,
    thoughts: String,
    /// What tools were called with.
    calls: String,
    /// An image or a document.
    other: bool,
}

impl Blocks {
    fn read(json: &str) -> Blocks {
        let mut blocks = Blocks::default();
        blocks.words.extend(value::text(json));
        each_element(json, &mut |block| blocks.add(block));
        blocks
    }

    fn add(&mut self, block: &str) {
        if let Some(text) = value::text(block) {
            return value::add_line(&mut self.words, &text);
        }
        let [kind, text, thinking, input] = members(block, ["type", "text", "thinking", "input"]);
        let text = || value::text(text).unwrap_or_default();
        match kind.trim_matches('"') {
            "text" | "voice_note" => value::add_line(&mut self.words, &text()),
            "thinking" => {
                let thinking = value::text(thinking).unwrap_or_else(text);
                value::add_line(&mut self.thoughts, &thinking);
            }
            "image" | "document" => self.other = true,
            "tool_use" if value::filled(input) => value::add_line(&mut self.calls, input),
            _ => {}
        }
    }
}
