//! ChatGPT: an array of conversations, each a tree of nodes (`mapping`). Before 2023 a list of `messages`.

use super::node::{Conversation, Node, Parent, Who, print};
use super::order::order;
use super::{time, value};
use crate::observe::json::{each_element, each_member, members};
use crate::observe::text::Compose;

/// One conversation.
pub fn read(json: &str, compose: Compose) -> Conversation {
    let [conversation, id, mapping, messages] =
        members(json, ["conversation_id", "id", "mapping", "messages"]);
    let mut made = Conversation {
        id: value::name(conversation).or_else(|| value::name(id)),
        nodes: Vec::new(),
        joins: true,
    };
    // Parents of nodes that only their parents know.
    let mut listed: Vec<(String, String)> = Vec::new();
    each_member(mapping, &mut |key, node| {
        let [id, parent, children, message] = members(node, ["id", "parent", "children", "message"]);
        let id = value::name(id).unwrap_or_else(|| key.to_owned());
        each_element(children, &mut |child| {
            listed.extend(value::name(child).map(|child| (child, id.clone())));
        });
        made.nodes.push(Node {
            id: Some(id),
            parent: value::name(parent).map_or(Parent::Root, Parent::Id),
            ..of_message(message, compose)
        });
    });
    if made.nodes.is_empty() {
        each_element(messages, &mut |message| {
            made.nodes.push(of_message(message, compose))
        });
        made.line_up();
    }
    adopt(&mut made.nodes, listed);
    made
}

fn adopt(nodes: &mut [Node], mut listed: Vec<(String, String)>) {
    if !nodes.iter().any(|node| node.parent == Parent::Root) {
        return;
    }
    // By name and not by the names themselves: nothing but equal ones is looked for.
    order(&mut listed, &|(child, _)| print(&[child]) as i64);
    for node in nodes.iter_mut().filter(|node| node.parent == Parent::Root) {
        let Some(id) = &node.id else { continue };
        let wanted = print(&[id]) as i64;
        let at = listed.partition_point(|(child, _)| (print(&[child]) as i64) < wanted);
        if let Some((child, parent)) = listed.get(at)
            && child == id
            && parent != id
        {
            node.parent = Parent::Id(parent.clone());
        }
    }
}

fn of_message(json: &str, compose: Compose) -> Node {
    if !value::is_object(json) {
        return Node::default();
    }
    let [id, author, old_role, created, content, metadata, recipient] = members(
        json,
        [
            "id",
            "author",
            "role",
            "create_time",
            "content",
            "metadata",
            "recipient",
        ],
    );
    let [role] = members(author, ["role"]);
    let role = [role, old_role, author]
        .into_iter()
        .find(|role| role.starts_with('"'))
        .unwrap_or("null");
    let [hidden, system, attachments, model, seconds] = members(
        metadata,
        [
            "is_visually_hidden_from_conversation",
            "is_user_system_message",
            "attachments",
            "model_slug",
            "finished_duration_sec",
        ],
    );
    let node = if hidden == "true" || system == "true" {
        Node::default()
    } else if value::is(role, "user") {
        let content = Content::read(content);
        match content.kind {
            Kind::Context => Node::default(),
            _ => {
                let attached = content.made || value::has_elements(attachments);
                Node::person(&content.words, "", attached, compose)
            }
        }
    } else if value::is(role, "assistant") {
        let to_all = recipient == "null" || value::is(recipient, "all");
        let content = Content::read(content);
        let words = match content.kind {
            Kind::Context => return Node::default(),
            Kind::Words if to_all => Node::model(&content.words, "", content.made, compose),
            // A call of a tool, code to be run: the model wrote it, the person does not read it.
            Kind::Words | Kind::Code => Node::model("", &content.words, content.made, compose),
            Kind::Thoughts => thoughts(seconds),
        };
        Node {
            model: value::name(model),
            ..words
        }
    } else {
        Node::default()
    };
    Node {
        id: value::name(id),
        t: time::of(created),
        ..node
    }
}

/// Summaries of thoughts are there, not their words; how long they took stands in the recap.
fn thoughts(seconds: &str) -> Node {
    let node = Node {
        who: Who::Model,
        ..Node::default()
    };
    match value::number(seconds) {
        Some(seconds) => node.with_reasoning(None, Some(seconds * 1000.0)),
        None => node,
    }
}

enum Kind {
    Words,
    Code,
    Thoughts,
    /// Custom instructions and memories: nobody typed them here.
    Context,
}

struct Content {
    kind: Kind,
    words: String,
    /// An image, a recording: something beside words.
    made: bool,
}

impl Content {
    fn read(json: &str) -> Content {
        let mut content = Content {
            kind: Kind::Words,
            words: String::new(),
            made: false,
        };
        if json.starts_with('"') {
            content.words = value::text(json).unwrap_or_default();
            return content;
        }
        let [kind, parts, text] = members(json, ["content_type", "parts", "text"]);
        content.kind = match kind.trim_matches('"') {
            "user_editable_context" | "model_editable_context" => Kind::Context,
            "thoughts" | "reasoning_recap" => Kind::Thoughts,
            "code" => Kind::Code,
            _ => Kind::Words,
        };
        match value::is_array(parts) {
            true => each_element(parts, &mut |part| content.part(part)),
            false => content.words.extend(value::text(parts)),
        }
        if let Some(text) = value::text(text) {
            value::add_line(&mut content.words, &text);
        }
        content
    }

    fn part(&mut self, part: &str) {
        if let Some(text) = value::text(part) {
            return value::add_line(&mut self.words, &text);
        }
        let [kind, text] = members(part, ["content_type", "text"]);
        match value::text(text) {
            // What was said into the microphone too.
            Some(text) => value::add_line(&mut self.words, &text),
            None => self.made |= kind.contains("pointer"),
        }
    }
}
