//! LibreChat: a conversation with `messages`, a list with parents or nested as `children`.

use super::node::{Conversation, Node, Parent, tokens};
use super::{time, value};
use crate::observe::json::{each_element, members};
use crate::observe::text::Compose;

/// What LibreChat writes as the parent of a first message.
const NO_PARENT: &str = "00000000-0000-0000-0000-000000000000";

/// One conversation.
pub fn read(json: &str, compose: Compose) -> Conversation {
    let [id, messages, tree, options] =
        members(json, ["conversationId", "messages", "messagesTree", "options"]);
    let messages = if value::is_array(tree) { tree } else { messages };
    let [model] = members(options, ["model"]);
    let mut made = Conversation {
        id: value::name(id),
        ..Conversation::default()
    };
    // Children may be nested hundreds deep, so they wait in a list.
    let mut waiting: Vec<(Option<String>, &str)> = vec![(None, messages)];
    while let Some((above, list)) = waiting.pop() {
        each_element(list, &mut |message| {
            let [children] = members(message, ["children"]);
            let node = of_message(message, above.as_deref(), compose);
            if value::has_elements(children) {
                waiting.push((node.id.clone(), children));
            }
            made.nodes.push(node);
        });
    }
    made.line_up();
    for node in &mut made.nodes {
        node.model = node.model.take().or_else(|| value::name(model));
    }
    made
}

fn of_message(json: &str, above: Option<&str>, compose: Compose) -> Node {
    let [id, parent, person, sender, text, content, created, model, files] = members(
        json,
        [
            "messageId",
            "parentMessageId",
            "isCreatedByUser",
            "sender",
            "text",
            "content",
            "createdAt",
            "model",
            "files",
        ],
    );
    let mut words = value::text(text).unwrap_or_default();
    let (mut in_parts, mut thoughts, mut calls) = (String::new(), String::new(), String::new());
    let mut attached = value::has_elements(files);
    each_element(content, &mut |part| {
        let [kind, text, think, call] = members(part, ["type", "text", "think", "tool_call"]);
        let [inner] = members(text, ["value"]);
        let text = || {
            value::text(text)
                .or_else(|| value::text(inner))
                .unwrap_or_default()
        };
        match kind.trim_matches('"') {
            "text" => value::add_line(&mut in_parts, &text()),
            "think" => value::add_line(&mut thoughts, &value::text(think).unwrap_or_default()),
            "tool_call" => {
                let [arguments] = members(call, ["args"]);
                value::add_line(&mut calls, &value::text(arguments).unwrap_or_default());
            }
            kind => attached |= kind.starts_with("image") || kind.ends_with("file"),
        }
    });
    if words.trim().is_empty() {
        words = in_parts;
    }
    let is_person =
        person == "true" || (person == "null" && sender.trim_matches('"').eq_ignore_ascii_case("user"));
    let node = if is_person {
        Node::person(&words, "", attached, compose)
    } else {
        let node = Node::model(&words, &calls, false, compose);
        Node {
            model: value::name(model),
            ..node
        }
        .with_reasoning(Some(tokens(&thoughts)), None)
    };
    let parent = value::name(parent).or_else(|| above.map(str::to_owned));
    Node {
        id: value::name(id),
        parent: parent
            .filter(|parent| parent != NO_PARENT)
            .map_or(Parent::Root, Parent::Id),
        t: time::of(created),
        ..node
    }
}
