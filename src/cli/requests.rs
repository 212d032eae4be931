//! `merciwatt requests`: what a recorded request means.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::observe::body::Body;
use crate::observe::request::{self, Sent};
use crate::observe::{self, AddedHosts, text};

/// Messages already seen, by address, id and words: a retry sends the very same request again. (Rows of a file need not
/// come from one person, so here, unlike in the ledger, the id alone is not enough.)
#[derive(Default)]
pub struct Seen(BTreeSet<(String, String, Option<String>)>);

/// `{id, site, method, url, content_type, body | body_base64}` → `{id, kind, new_user_messages, text_chars, model,
/// conversation_id, message_id}`. `text_chars` is null for a message whose length the request does not tell.
pub fn row(input: &Value, seen: &mut Seen) -> Result<Value, String> {
    let field = |key: &str| input[key].as_str();
    let url = field("url").ok_or("expected \"url\": the request's full address")?;
    let method = field("method").ok_or("expected \"method\", for example \"POST\"")?;
    let bytes = match (field("body"), field("body_base64")) {
        (Some(body), _) => Some(body.as_bytes().to_vec()),
        (None, Some(encoded)) => Some(decode_base64(encoded)?),
        (None, None) => None,
    };
    let body = bytes.as_deref().map_or(Body::Unreadable, Body::Bytes);
    // Software that people host themselves has no hosts of its own: there the row's own word counts.
    let site =
        observe::site_of(url, &AddedHosts::new()).or_else(|| field("site").and_then(observe::self_hosted));
    let sent = site.map(|site| request::read(site, method, url, body));
    let sent = sent.unwrap_or_else(Sent::nothing);

    let repeated = match &sent.fresh_id {
        Some(id) if sent.kind.is_message() => !seen.0.insert((url.to_owned(), id.clone(), sent.text.clone())),
        _ => false,
    };
    let counts = sent.kind.is_message() && !repeated;
    let chars = match &sent.text {
        Some(words) if counts => Some(text::chars(words, super::compose)),
        None if counts => None,
        _ => Some(0),
    };
    Ok(json!({
        "id": input["id"],
        "kind": if repeated { "duplicate" } else { sent.kind.key() },
        "new_user_messages": u8::from(counts),
        "text_chars": chars,
        "model": sent.model,
        "conversation_id": sent.conversation,
        "message_id": sent.message_id,
    }))
}

#[cfg(not(target_arch = "wasm32"))]
fn decode_base64(encoded: &str) -> Result<Vec<u8>, String> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD
        .decode(encoded)
        .map_err(|why| format!("\"body_base64\" is not base64: {why}"))
}

#[cfg(target_arch = "wasm32")]
fn decode_base64(_: &str) -> Result<Vec<u8>, String> {
    Err("\"body_base64\" is read by the native command line only".into())
}
