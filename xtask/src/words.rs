//! Language files as they ship: what is in them for translators stays in the repository.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::Outcome;

/// Takes descriptions, examples and white space out of every language file below `locales`.
pub fn lighten(locales: &Path) -> Outcome {
    let folders =
        fs::read_dir(locales).map_err(|why| format!("{}: cannot be read ({why})", locales.display()))?;
    for folder in folders {
        let path = folder
            .map_err(|why| format!("{}: {why}", locales.display()))?
            .path()
            .join("messages.json");
        let failed = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
        let text = fs::read_to_string(&path).map_err(|why| failed(&why))?;
        let mut words: Value = serde_json::from_str(&text).map_err(|why| failed(&why))?;
        for message in words.as_object_mut().into_iter().flat_map(|all| all.values_mut()) {
            *message = light(message);
        }
        fs::write(&path, words.to_string()).map_err(|why| failed(&why))?;
    }
    Ok(())
}

/// A message, and the places of its arguments: a browser refuses a message without those.
fn light(message: &Value) -> Value {
    let mut kept = json!({ "message": message["message"] });
    if let Some(arguments) = message["placeholders"].as_object() {
        let places = arguments
            .iter()
            .map(|(name, argument)| (name.clone(), json!({ "content": argument["content"] })));
        kept["placeholders"] = Value::Object(places.collect());
    }
    kept
}
