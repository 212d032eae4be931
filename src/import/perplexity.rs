//! Perplexity: an object with `conversations`, each with `entries` of a question and its answer; also one thread as
//! tools save it from the service's own interface.

use super::node::{Conversation, Node, Parent};
use super::{time, value};
use crate::observe::json::{each_element, members};
use crate::observe::text::Compose;

/// One thread.
pub fn read(json: &str, compose: Compose) -> Conversation {
    let [context, entries, id] = members(json, ["context_uuid", "entries", "uuid"]);
    let mut made = Conversation {
        id: value::name(context).or_else(|| value::name(id)),
        ..Conversation::default()
    };
    each_element(entries, &mut |entry| {
        let [
            id,
            context,
            query,
            old_query,
            answer,
            created,
            old_created,
            model,
            blocks,
            attachments,
        ] = members(
            entry,
            [
                "uuid",
                "context_uuid",
                "query",
                "query_str",
                "answer",
                "created_at",
                "entry_created_datetime",
                "display_model",
                "blocks",
                "attachments",
            ],
        );
        made.id = made.id.take().or_else(|| value::name(context));
        let query = value::text(query)
            .or_else(|| value::text(old_query))
            .unwrap_or_default();
        let mut words = value::text(answer).unwrap_or_default();
        if words.trim().is_empty() {
            each_element(blocks, &mut |block| {
                let [markdown] = members(block, ["markdown_block"]);
                let [answer] = members(markdown, ["answer"]);
                value::add_line(&mut words, &value::text(answer).unwrap_or_default());
            });
        }
        let t = time::of(created).or_else(|| time::of(old_created));
        let id = value::name(id);
        made.nodes.push(Node {
            id: id.clone(),
            t,
            parent: Parent::Before,
            ..Node::person(&query, "", value::has_elements(attachments), compose)
        });
        made.nodes.push(Node {
            id: id.map(|id| format!("{id}/answer")),
            t,
            parent: Parent::Before,
            model: value::name(model),
            ..Node::model(&words, "", false, compose)
        });
    });
    made
}
