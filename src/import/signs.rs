//! What says of the text of JSON that it is the beginning of an export.

/// Members that the items of exports have.
const MEMBERS: [&str; 12] = [
    "title",
    "uuid",
    "create_time",
    "inserted_at",
    "mapping",
    "chat_messages",
    "header",
    "messages",
    "chatId",
    "conversationId",
    "context_uuid",
    "chunkedPrompt",
];

/// Before so many bytes no member need have come.
const SOON: usize = 256;

/// Whether a file that ends inside of this item may be a part of an export: the item is an object, and has one of the
/// members that exports have, unless it ends too soon for that. Programs and letters begin with brackets too.
pub fn may_be_item(held: &[u8]) -> bool {
    let held = String::from_utf8_lossy(held);
    let held = held.trim();
    let inside = held.strip_prefix('{').map(str::trim_start);
    match inside {
        Some("") => true,
        Some(inside) if inside.starts_with('"') => {
            inside.len() < SOON
                || MEMBERS
                    .iter()
                    .any(|name| inside.split('"').any(|text| text == *name))
        }
        _ => held.is_empty(),
    }
}
