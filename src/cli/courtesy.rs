//! The courtesy of one row of the command line: `{id, text}` in, spans and verdict out.

use crate::courtesy;
use serde_json::{Value, json};

/// Returns `{id, courtesy: [{category, language, start, end}], courtesy_only}`; offsets are code points, end exclusive.
///
/// # Errors
///
/// A sentence saying what was expected, if the row has no `id` or no `text`.
pub fn row(input: &Value) -> Result<Value, String> {
    let id = input.get("id").filter(|id| id.is_string() || id.is_number());
    let id = id.ok_or(
        "A courtesy row needs an \"id\" (a string or a number): {\"id\": \"1\", \"text\": \"Thank you!\"}.",
    )?;
    let text = input.get("text").and_then(Value::as_str);
    let text =
        text.ok_or_else(|| format!("Row {id} needs a \"text\" (a string), the message to be read."))?;
    let lexicon = courtesy::Lexicon::built_in();
    let courtesy = courtesy::find(text);
    let spans: Vec<Value> = courtesy
        .spans
        .iter()
        .map(|span| {
            let language = lexicon.language(usize::from(span.language));
            json!({"category": span.category.key(), "language": language, "start": span.start, "end": span.end})
        })
        .collect();
    Ok(json!({"id": id, "courtesy": spans, "courtesy_only": courtesy.only}))
}
