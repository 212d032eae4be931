//! Google AI Studio: a prompt saved to Drive, `chunkedPrompt.chunks`. It has no ids and no moments.

use super::node::{Conversation, Node, Parent, Who, print, tokens};
use super::{time, value};
use crate::observe::json::{each_element, each_member, members};
use crate::observe::text::Compose;

/// One prompt with its turns.
pub fn read(json: &str, compose: Compose) -> Conversation {
    let [settings, prompt] = members(json, ["runSettings", "chunkedPrompt"]);
    let [model] = members(settings, ["model"]);
    let model = value::name(model).map(|model| model.trim_start_matches("models/").to_owned());
    let [chunks] = members(prompt, ["chunks"]);
    let mut made = Conversation {
        joins: true,
        ..Conversation::default()
    };
    let mut beginning: Vec<String> = Vec::new();
    each_element(chunks, &mut |chunk| {
        let [role, text, parts, count, thought, created] = members(
            chunk,
            ["role", "text", "parts", "tokenCount", "isThought", "createTime"],
        );
        let mut words = value::text(text).unwrap_or_default();
        // `driveImage`, `inlineFile`, `youtubeVideo` and whatever else comes with words, or alone.
        let mut other = false;
        each_member(chunk, &mut |key, value| {
            other |= ["drive", "inline", "youtube"]
                .iter()
                .any(|from| key.starts_with(from))
                && value::filled(value);
        });
        if words.trim().is_empty() {
            each_element(parts, &mut |part| {
                let [text] = members(part, ["text"]);
                match value::text(text) {
                    Some(text) => value::add_line(&mut words, &text),
                    None => other = true,
                }
            });
        }
        let node = match role.trim_matches('"') {
            "user" => Node::person(&words, "", other, compose),
            // The words are a summary, the number is that of the thoughts.
            "model" if thought == "true" => {
                let stated = value::number(count)
                    .filter(|count| *count >= 1.0)
                    .map(|count| count as u32);
                Node::default().with_reasoning(stated.or(Some(tokens(&words))), None)
            }
            "model" => Node {
                model: model.clone(),
                ..Node::model(&words, "", other, compose)
            },
            _ => Node::default(),
        };
        // A picture and the words about it are two chunks of one message.
        let before = made.nodes.last_mut().filter(|before| before.who == Who::Person);
        if node.who == Who::Person
            && let Some(before) = before
        {
            if words.trim().is_empty() {
                return;
            }
            if before.measure.chars == 0 {
                before.who = Who::Aside;
            }
        }
        if beginning.len() < 2 && node.who != Who::Aside && node.reasoning_tokens.is_none() {
            beginning.push(words);
        }
        made.nodes.push(Node {
            id: Some(format!("{}-{:016x}", made.nodes.len(), node.print)),
            parent: Parent::Before,
            t: time::of(created),
            ..node
        });
    });
    // A saved prompt goes on being the same one: known by its first message and the first answer, which is never twice
    // the same.
    let beginning: Vec<&str> = beginning.iter().map(String::as_str).collect();
    made.id = Some(format!("{:016x}", print(&beginning)));
    made
}
