//! `merciwatt tokens`: `{id, text}` to `{id, tokens}`.

use serde_json::{Value, json};

/// One row.
///
/// # Errors
/// A sentence saying which field is wrong and what it must be.
pub fn row(input: &Value) -> Result<Value, String> {
    let Some(text) = input.get("text").and_then(Value::as_str) else {
        return Err("the row has no \"text\"; give the text to count as a string".to_string());
    };
    Ok(json!({ "id": input.get("id"), "tokens": crate::tokens::count(text) }))
}
