//! DeepSeek: an array of conversations, each a tree like ChatGPT's, whose messages are `fragments` without a role.

use super::node::{Conversation, Node, Parent, Who, tokens};
use super::{time, value};
use crate::observe::json::{each_element, each_member, members};
use crate::observe::text::Compose;

/// One conversation.
pub fn read(json: &str, compose: Compose) -> Conversation {
    let [id, mapping] = members(json, ["id", "mapping"]);
    let mut made = Conversation {
        id: value::name(id),
        nodes: Vec::new(),
        joins: true,
    };
    each_member(mapping, &mut |key, node| {
        let [id, parent, message] = members(node, ["id", "parent", "message"]);
        // What answers a person is the model's; children stand near their parents.
        let above = value::name(parent);
        let answers = above.is_some()
            && (made.nodes.iter().rev())
                .find(|node| node.id == above)
                .is_some_and(|node| node.who == Who::Person);
        made.nodes.push(Node {
            id: value::name(id).or_else(|| Some(key.to_owned())),
            parent: value::name(parent).map_or(Parent::Root, Parent::Id),
            ..of_message(message, answers, compose)
        });
    });
    made
}

/// `answers` tells whose a message is in a layout with neither fragments nor roles.
fn of_message(json: &str, answers: bool, compose: Compose) -> Node {
    let [files, model, inserted, fragments, role, content, thoughts] = members(
        json,
        [
            "files",
            "model",
            "inserted_at",
            "fragments",
            "role",
            "content",
            "reasoning_content",
        ],
    );
    let (mut asked, mut answered, mut thought) = (String::new(), String::new(), String::new());
    let (mut request, mut tools, mut attached) = (false, false, value::has_elements(files));
    each_element(fragments, &mut |fragment| {
        let [kind, content] = members(fragment, ["type", "content"]);
        let text = value::text(content).unwrap_or_default();
        match kind.trim_matches('"') {
            "REQUEST" => {
                request = true;
                value::add_line(&mut asked, &text);
            }
            "RESPONSE" => value::add_line(&mut answered, &text),
            "THINK" => value::add_line(&mut thought, &text),
            "SEARCH" | "TOOL_SEARCH" | "TOOL_OPEN" | "TOOL_FIND" => tools = true,
            "FILE" => attached = true,
            _ => {}
        }
    });
    // A layout with roles, as the interface of the service itself has them.
    let role = match role.trim_matches('"') {
        "null" if !value::is_array(fragments) => match answers || value::filled(thoughts) {
            true => "assistant",
            false => "user",
        },
        role => role,
    };
    match role.to_ascii_lowercase().as_str() {
        "user" => {
            request = true;
            value::add_line(&mut asked, &value::text(content).unwrap_or_default());
        }
        "assistant" => {
            value::add_line(&mut answered, &value::text(content).unwrap_or_default());
            value::add_line(&mut thought, &value::text(thoughts).unwrap_or_default());
        }
        _ => {}
    }
    let node = if request {
        Node::person(&asked, "", attached, compose)
    } else {
        let node = Node::model(&answered, "", tools, compose);
        Node {
            model: value::name(model),
            ..node
        }
        .with_reasoning(Some(tokens(&thought)), None)
    };
    Node {
        t: time::of(inserted),
        ..node
    }
}
