//! Language files as they ship. `_locales` is where translators work and where the browser looks for the name in the
//! manifest; pages get the words alone, in `words/`: half the size.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::Outcome;

/// What the manifest names.
const BROWSERS_OWN: [&str; 2] = ["extName", "extDescription"];

/// Leaves in each language file below `folder/_locales` what the browser reads, and puts what pages read into
/// `folder/words`: the keys of all languages once, and for each language its messages in their order. A plural form that a
/// language does not have is 0.
pub fn lay_out(folder: &Path) -> Outcome {
    let (locales, pages) = (folder.join("_locales"), folder.join("words"));
    fs::create_dir_all(&pages).map_err(|why| format!("{}: cannot be made ({why})", pages.display()))?;
    let languages =
        fs::read_dir(&locales).map_err(|why| format!("{}: cannot be read ({why})", locales.display()))?;
    let mut all = BTreeMap::new();
    for language in languages {
        let language = language.map_err(|why| format!("{}: {why}", locales.display()))?;
        let path = language.path().join("messages.json");
        let failed = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
        let text = fs::read_to_string(&path).map_err(|why| failed(&why))?;
        let messages: Map<String, Value> = serde_json::from_str(&text).map_err(|why| failed(&why))?;
        let own: Map<String, Value> = BROWSERS_OWN
            .iter()
            .map(|key| ((*key).to_owned(), json!({ "message": messages[*key]["message"] })))
            .collect();
        fs::write(&path, Value::Object(own).to_string()).map_err(|why| failed(&why))?;
        all.insert(language.file_name().to_string_lossy().into_owned(), messages);
    }
    let keys: BTreeSet<&String> = all.values().flat_map(Map::keys).collect();
    let write = |name: &str, list: Vec<Value>| {
        let path = pages.join(format!("{name}.json"));
        fs::write(&path, Value::Array(list).to_string())
            .map_err(|why| format!("{}: cannot be written ({why})", path.display()))
    };
    for (language, messages) in &all {
        let message = |key: &&String| {
            messages
                .get(*key)
                .map_or(json!(0), |entry| entry["message"].clone())
        };
        write(language, keys.iter().map(message).collect())?;
    }
    write("keys", keys.into_iter().map(|key| json!(key)).collect())
}
