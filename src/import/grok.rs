//! Grok: an object with `conversations`, each `{conversation, responses: [{response}]}`.

use super::node::{Conversation, Node, Parent, tokens};
use super::{time, value};
use crate::observe::json::{each_element, members};
use crate::observe::text::Compose;

/// One conversation.
pub fn read(json: &str, compose: Compose) -> Conversation {
    let [conversation, responses] = members(json, ["conversation", "responses"]);
    let [id, old_id] = members(conversation, ["id", "conversation_id"]);
    let mut made = Conversation {
        id: value::name(id).or_else(|| value::name(old_id)),
        ..Conversation::default()
    };
    each_element(responses, &mut |wrapped| {
        let [inner] = members(wrapped, ["response"]);
        let response = if value::is_object(inner) { inner } else { wrapped };
        made.nodes.push(of_response(response, compose));
    });
    made.line_up();
    made
}

fn of_response(json: &str, compose: Compose) -> Node {
    let [id, old_id, parent, sender, words, created, model, metadata] = members(
        json,
        [
            "_id",
            "response_id",
            "parent_response_id",
            "sender",
            "message",
            "create_time",
            "model",
            "metadata",
        ],
    );
    let words = value::text(words).unwrap_or_default();
    let is_sender = |name| sender.trim_matches('"').eq_ignore_ascii_case(name);
    let node = if is_sender("human") || is_sender("user") {
        let [files, images] = members(json, ["file_attachments", "image_attachments"]);
        let attached = value::has_elements(files) || value::has_elements(images);
        Node::person(&words, "", attached, compose)
    } else {
        let [images, trace, from, until, steps] = members(
            json,
            [
                "generated_image_urls",
                "thinking_trace",
                "thinking_start_time",
                "thinking_end_time",
                "steps",
            ],
        );
        let made = value::has_elements(images) || value::has_elements(steps);
        let model = value::name(model).or_else(|| requested(metadata));
        let took = time::of(from)
            .zip(time::of(until))
            .map(|(from, until)| until - from);
        let took = took.filter(|ms| *ms > 0.0);
        // A trace may be shortened; how long it took is the better measure.
        let trace = match took {
            Some(_) => None,
            None => value::text(trace).map(|trace| tokens(&trace)),
        };
        let node = Node::model(&words, "", made, compose);
        Node { model, ..node }.with_reasoning(trace, took)
    };
    // MongoDB's own form of an id, in some exports.
    let [object] = members(id, ["$oid"]);
    Node {
        id: value::name(id)
            .or_else(|| value::name(object))
            .or_else(|| value::name(old_id)),
        parent: value::name(parent).map_or(Parent::Root, Parent::Id),
        t: time::of(created),
        ..node
    }
}

fn requested(metadata: &str) -> Option<String> {
    let [details] = members(metadata, ["requestModelDetails"]);
    let [model] = members(details, ["modelId"]);
    value::name(model)
}
