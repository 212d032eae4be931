//! Whose export an item is: by its members, never by the file's name.

use super::service::Service;
use super::value;
use crate::observe::json::{each_member, members};

/// The service of an item, if it has the shape of one's.
pub fn service(json: &str) -> Option<Service> {
    let [
        mapping,
        chat_messages,
        conversation,
        responses,
        entries,
        header,
        title,
        time,
        chunked,
        chat_id,
        role,
        interactions,
    ] = members(
        json,
        [
            "mapping",
            "chat_messages",
            "conversation",
            "responses",
            "entries",
            "header",
            "title",
            "time",
            "chunkedPrompt",
            "chatId",
            "role",
            "userInteractions",
        ],
    );
    let text = |json: &str| json.starts_with('"');
    if value::is_array(chat_messages) {
        return Some(Service::Claude);
    }
    if value::is_object(mapping) {
        return of_tree(json, mapping);
    }
    if value::is_object(conversation) && value::is_array(responses) {
        return Some(Service::Grok);
    }
    if value::is_array(entries) {
        return of_entries(json, entries);
    }
    if text(header) && time != "null" && (text(title) || value::is_array(interactions)) {
        return Some(Service::Gemini);
    }
    if value::is_object(chunked) {
        return Some(Service::AiStudio);
    }
    if text(chat_id) && text(role) {
        return Some(Service::LeChat);
    }
    of_messages(json)
}

/// ChatGPT and DeepSeek call their trees alike.
fn of_tree(json: &str, mapping: &str) -> Option<Service> {
    let mut service = None;
    each_member(mapping, &mut |_, node| {
        if service.is_none() {
            let [message] = members(node, ["message"]);
            let [author, fragments, content] = members(message, ["author", "fragments", "content"]);
            if value::is_array(fragments) {
                service = Some(Service::DeepSeek);
            } else if value::is_object(author) || value::is_object(content) {
                service = Some(Service::ChatGpt);
            }
        }
    });
    service.or_else(|| {
        let [inserted, created, current] = members(json, ["inserted_at", "create_time", "current_node"]);
        if inserted != "null" {
            Some(Service::DeepSeek)
        } else {
            (created != "null" || current != "null").then_some(Service::ChatGpt)
        }
    })
}

fn of_entries(json: &str, entries: &str) -> Option<Service> {
    let [context] = members(json, ["context_uuid"]);
    let keys = members(value::first(entries), ["query", "query_str"]);
    (context != "null" || keys.iter().any(|key| *key != "null")).then_some(Service::Perplexity)
}

/// Several services have `messages`; what is in the first of them tells.
fn of_messages(json: &str) -> Option<Service> {
    let [messages, tree, chat, history, exported, project] = members(
        json,
        [
            "messages",
            "messagesTree",
            "chat",
            "history",
            "exportAt",
            "project",
        ],
    );
    if value::is_array(tree) {
        return Some(Service::LibreChat);
    }
    let inner = if value::is_object(chat) { chat } else { json };
    let [inner_history, inner_messages] = members(inner, ["history", "messages"]);
    let [tree] = members(inner_history, ["messages"]);
    if value::is_object(tree) || (value::is_object(chat) && value::is_array(inner_messages)) {
        return Some(Service::OpenWebUi);
    }
    if !value::is_array(messages) || value::is_object(history) {
        return None;
    }
    let [by_user, message_id, author, content, role, uuid, create_time] = members(
        value::first(messages),
        [
            "isCreatedByUser",
            "messageId",
            "author",
            "content",
            "role",
            "uuid",
            "create_time",
        ],
    );
    let [parts] = members(content, ["parts"]);
    if by_user != "null" || message_id != "null" || exported != "null" {
        Some(Service::LibreChat)
    } else if value::is_object(content) && role != "null" && (project != "null" || uuid != "null") {
        Some(Service::Claude)
    } else if value::is_object(author) || parts != "null" || (role != "null" && create_time != "null") {
        Some(Service::ChatGpt)
    } else {
        None
    }
}
