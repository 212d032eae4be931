//! Le Chat: a file for each chat, an array of its messages in any order.

use super::node::{Conversation, Node, Parent};
use super::order::{moment, order};
use super::{time, value};
use crate::named::Named;
use crate::observe::json::{each_element, members};
use crate::observe::text::Compose;

/// The messages of a file, by chat.
#[derive(Debug, Default)]
pub struct Messages(Named<Vec<Node>>);

impl Messages {
    /// One message.
    pub fn add(&mut self, json: &str, compose: Compose) {
        let [id, chat, role, content, chunks, created, files, model] = members(
            json,
            [
                "id",
                "chatId",
                "role",
                "content",
                "contentChunks",
                "createdAt",
                "files",
                "model",
            ],
        );
        let mut words = value::text(content).unwrap_or_default();
        let mut calls = String::new();
        let (mut in_chunks, mut made) = (String::new(), false);
        let chunks = if value::is_array(content) { content } else { chunks };
        each_element(chunks, &mut |chunk| {
            let [kind, text, arguments] = members(chunk, ["type", "text", "publicArguments"]);
            match kind.trim_matches('"') {
                "text" => value::add_line(&mut in_chunks, &value::text(text).unwrap_or_default()),
                "tool_call" => {
                    made = true;
                    value::add_line(&mut calls, &value::text(arguments).unwrap_or_default());
                }
                "image_url" | "custom_element" => made = true,
                _ => {}
            }
        });
        // The content repeats the text of the chunks: one of the two.
        if words.trim().is_empty() {
            words = in_chunks;
        }
        let node = match role.trim_matches('"') {
            "user" => Node::person(&words, "", made || value::has_elements(files), compose),
            "assistant" => {
                let node = Node::model(&words, &calls, made, compose);
                Node {
                    model: value::name(model),
                    ..node
                }
            }
            _ => return,
        };
        self.0
            .entry(value::name(chat).unwrap_or_default())
            .or_default()
            .push(Node {
                id: value::name(id),
                parent: Parent::Before,
                t: time::of(created),
                ..node
            });
    }

    /// The chats, when the file has ended.
    pub fn finish(self) -> impl Iterator<Item = Conversation> {
        self.0.into_iter().map(|(chat, mut nodes)| {
            order(&mut nodes, &|node| moment(node.t));
            Conversation {
                id: Some(chat).filter(|chat| !chat.is_empty()),
                nodes,
                joins: false,
            }
        })
    }
}
