//! `merciwatt import FILE…`: official exports to rows by file, service and ISO week.

mod container;
mod sums;

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

use crate::import::Importer;
use crate::observe::text::compose;

/// Files given together: what one of them holds is not counted again in the next.
pub struct Files(Importer);

/// What one file came to.
#[derive(Debug, Default, PartialEq)]
pub struct Outcome {
    /// `{file, service, week, messages, replies, chars, courtesy, courtesy_only, wh}`, by service and week.
    pub rows: Vec<Value>,
    /// Sentences about what was left out.
    pub notes: Vec<String>,
}

impl Default for Files {
    fn default() -> Self {
        Self::new()
    }
}

impl Files {
    /// An import that begins now.
    pub fn new() -> Files {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        Files(Importer::new(
            now.map_or(0.0, |now| now.as_secs_f64() * 1000.0),
            compose,
        ))
    }

    /// Reads a file: a zip, an unpacked folder, or a JSON, HTML or CSV file.
    ///
    /// # Errors
    /// A sentence that says what was found, where, and what to do. Nothing of the file counts then.
    pub fn read(&mut self, file: &str) -> Result<Outcome, String> {
        let read = container::read(Path::new(file), &mut self.0);
        match read {
            Ok(sums) => {
                self.0.keep();
                Ok(Outcome {
                    rows: sums.rows(file),
                    notes: sums.notes(),
                })
            }
            Err(sentence) => {
                self.0.forget();
                Err(format!("{file}: {sentence}."))
            }
        }
    }
}
