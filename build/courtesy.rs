//! Compiles `data/courtesy/*.json` into the tables of `src/courtesy/table.rs`.
//!
//! Forms are written with `(a|b|)` for alternatives and folded by the very code that folds messages.

#[path = "../src/courtesy/letters.rs"]
#[allow(dead_code)]
mod letters;

#[path = "courtesy/forms.rs"]
mod forms;
#[path = "courtesy/graph.rs"]
mod graph;
#[path = "courtesy/schema.rs"]
mod schema;
#[path = "courtesy/source.rs"]
mod source;
#[path = "courtesy/tables.rs"]
mod tables;

use schema::Language;
use source::Source;
use std::fmt::Write as _;
use std::path::Path;
use tables::Tables;

/// Returns the Rust source of the tables, or one sentence naming file and key.
pub fn compile(data: &Path) -> Result<String, String> {
    let mut tables = Tables::default();
    let mut rests = String::new();
    let mut shared = String::from(
        "Rest { fillers: &L0, reports: &L0, vocatives: &L0, accepting: &L0, complements: &[], stops: &L0 }",
    );
    tables.list(Vec::new());
    for file in files(&data.join("courtesy"))? {
        let place = format!("data/courtesy/{file}");
        let text = std::fs::read_to_string(data.join("courtesy").join(&file))
            .map_err(|error| format!("{place} cannot be read: {error}."))?;
        let language: Language = serde_json::from_str(&text).map_err(|error| format!("{place}: {error}."))?;
        if format!("{}.json", language.language) != file {
            return Err(format!(
                "{place}: \"language\" is \"{}\", but should be the file's name.",
                language.language
            ));
        }
        for (key, lines) in [
            ("must_count", &language.must_count),
            ("must_not_count", &language.must_not_count),
        ] {
            if lines.as_array().is_none_or(Vec::is_empty) {
                return Err(format!(
                    "{place}: \"{key}\" must be a list with at least one line."
                ));
            }
        }
        let rest = Source {
            place: &place,
            lists: &language.lists,
        }
        .add(&language, &mut tables)?;
        if language.language == "shared" {
            shared = rest;
        } else {
            writeln!(rests, "    {rest},").expect("a string takes text");
        }
    }
    tables.write(&rests, &shared)
}

fn files(folder: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for entry in
        std::fs::read_dir(folder).map_err(|error| format!("data/courtesy cannot be read: {error}."))?
    {
        let name = entry
            .map_err(|error| format!("data/courtesy cannot be read: {error}."))?
            .file_name();
        let name = name.to_string_lossy().into_owned();
        if name.ends_with(".json") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
