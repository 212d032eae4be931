//! Open WebUI: an array of `{chat: {history: {messages: {id: …}}}}`, or one chat.

use super::node::{Conversation, Node, Parent, tokens};
use super::{time, value};
use crate::observe::json::{each_element, each_member, members};
use crate::observe::text::Compose;

/// One chat.
pub fn read(json: &str, compose: Compose) -> Conversation {
    let [outer, wrapped] = members(json, ["id", "chat"]);
    let chat = if value::is_object(wrapped) { wrapped } else { json };
    let [id, history, list] = members(chat, ["id", "history", "messages"]);
    let [messages] = members(history, ["messages"]);
    let mut made = Conversation {
        id: value::name(outer).or_else(|| value::name(id)),
        ..Conversation::default()
    };
    each_member(messages, &mut |key, message| {
        let node = of_message(message, compose);
        made.nodes.push(Node {
            id: node.id.or_else(|| Some(key.to_owned())),
            ..node
        });
    });
    // Old chats have the list only; where both are there, the list repeats one branch of the tree.
    if made.nodes.is_empty() {
        each_element(list, &mut |message| made.nodes.push(of_message(message, compose)));
        made.line_up();
    }
    made
}

fn of_message(json: &str, compose: Compose) -> Node {
    let [id, parent, role, content, stamp, model, files] = members(
        json,
        ["id", "parentId", "role", "content", "timestamp", "model", "files"],
    );
    let mut words = value::text(content).unwrap_or_default();
    let mut attached = value::has_elements(files);
    each_element(content, &mut |part| {
        let [text] = members(part, ["text"]);
        match value::text(text) {
            Some(text) => value::add_line(&mut words, &text),
            None => attached = true,
        }
    });
    let node = match role.trim_matches('"') {
        "user" => Node::person(&words, "", attached, compose),
        "assistant" => {
            let (words, thoughts) = apart(&words);
            let node = Node::model(&words, "", attached, compose);
            Node {
                model: value::name(model),
                ..node
            }
            .with_reasoning(Some(tokens(&thoughts)), None)
        }
        _ => Node::default(),
    };
    Node {
        id: value::name(id),
        parent: value::name(parent).map_or(Parent::Root, Parent::Id),
        t: time::of(stamp),
        ..node
    }
}

/// The reply without its reasoning, which stands in it as `<details type="reasoning" …>…</details>`, and that.
fn apart(words: &str) -> (String, String) {
    const OPEN: &str = "<details type=\"reasoning\"";
    const CLOSE: &str = "</details>";
    let (mut reply, mut thoughts) = (String::new(), String::new());
    let mut rest = words;
    while let Some(at) = rest.find(OPEN) {
        let Some(length) = rest[at..].find(CLOSE) else {
            break;
        };
        reply.push_str(&rest[..at]);
        let inside = &rest[at..at + length];
        thoughts.push_str(inside.split_once('>').map_or("", |(_, inside)| inside));
        rest = &rest[at + length + CLOSE.len()..];
    }
    reply.push_str(rest);
    (reply, thoughts)
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn reasoning_is_told_from_the_reply() {
        let (reply, thoughts) =
            apart("<details type=\"reasoning\" done=\"true\">hm</details>\nYes. <details>x</details>");
        assert_eq!(
            (reply.trim(), thoughts.as_str()),
            ("Yes. <details>x</details>", "hm")
        );
        assert_eq!(
            apart("<details type=\"reasoning\">").0,
            "<details type=\"reasoning\">"
        );
    }
}
