//! Compiles `data/courtesy/*.json` into the bytes that `text/src/courtesy/lexicon.rs` reads.
//!
//! Forms are written with `(a|b|)` for alternatives and folded by the very code that folds messages.

#[path = "../src/courtesy/letters.rs"]
#[allow(dead_code)]
mod letters;

#[path = "../src/courtesy/lzma.rs"]
#[allow(dead_code)]
mod lzma;

#[path = "../src/courtesy/packed.rs"]
#[allow(dead_code)]
mod packed;

#[path = "courtesy/forms.rs"]
mod forms;
#[path = "courtesy/pattern.rs"]
mod pattern;
#[path = "courtesy/schema.rs"]
mod schema;
#[path = "courtesy/source.rs"]
mod source;
#[path = "courtesy/tables.rs"]
mod tables;
#[path = "courtesy/words.rs"]
mod words;

use lzma_rust2::{EncodeMode, LzmaOptions, LzmaWriter, MfType};
use schema::Language;
use source::Source;
use std::io::Write;
use std::path::PathBuf;
use tables::Tables;

/// Returns the bytes of the tables, or one sentence naming file and key.
///
/// Every `*.json` of these folders is one language's file.
pub fn compile(folders: &[PathBuf]) -> Result<Vec<u8>, String> {
    let tables = tables(folders)?.write()?;
    let mut out = Vec::new();
    tables::varint(&mut out, tables.len());
    out.extend(press(&tables).map_err(|why| format!("the courtesy tables cannot be packed: {why}"))?);
    Ok(out)
}

/// Packs the tables as `text/src/courtesy/lzma.rs` unpacks them.
fn press(tables: &[u8]) -> std::io::Result<Vec<u8>> {
    let options = LzmaOptions {
        lc: lzma::BEFORE as u32,
        lp: 0,
        pb: 0,
        mode: EncodeMode::Normal,
        mf: MfType::Bt4,
        nice_len: 273,
        depth_limit: 1000,
        ..LzmaOptions::default()
    };
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    writer.write_all(tables)?;
    writer.finish()
}

/// Every phrase written out and folded, but for those that name a list.
#[allow(dead_code)] // for comparisons
pub fn written_out(folders: &[PathBuf]) -> Result<Vec<String>, String> {
    let mut forms: Vec<String> = tables(folders)?.forms.into_iter().map(|form| form.text).collect();
    forms.retain(|form| !form.contains(|c| ('\u{e000}'..='\u{efff}').contains(&c)));
    forms.sort();
    forms.dedup();
    Ok(forms)
}

fn tables(folders: &[PathBuf]) -> Result<Tables, String> {
    let mut tables = Tables::new();
    for (place, path) in files(folders)? {
        let text =
            std::fs::read_to_string(&path).map_err(|error| format!("{place} cannot be read: {error}."))?;
        let language: Language = serde_json::from_str(&text).map_err(|error| format!("{place}: {error}."))?;
        if path.file_stem().is_none_or(|stem| *stem != *language.language) {
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
        Source {
            place: &place,
            lists: &language.lists,
        }
        .add(&language, &mut tables)?;
        // Forms of several languages belong to none.
        let name = Some(language.language).filter(|name| name != "shared");
        tables
            .languages
            .push((name.unwrap_or_default(), tables.readings.len()));
    }
    Ok(tables)
}

/// The files of these folders, by name, each with what it is called in sentences.
fn files(folders: &[PathBuf]) -> Result<Vec<(String, PathBuf)>, String> {
    let mut files = Vec::new();
    for folder in folders {
        let entries = std::fs::read_dir(folder)
            .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
            .map_err(|error| format!("{} cannot be read: {error}.", folder.display()))?;
        for path in entries.into_iter().map(|entry| entry.path()) {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if name.ends_with(".json") {
                files.push((format!("data/courtesy/{name}"), path));
            }
        }
    }
    files.sort();
    Ok(files)
}
