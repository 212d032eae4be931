//! `tidy`: the repository checks itself. Each finding is a sentence that says what to do.

mod dependencies;
mod locales;
mod permissions;
mod readme;
mod sources;

use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;

/// Runs every check and reports all findings at once.
pub fn tidy(root: &Path) -> Outcome {
    let mut findings = Vec::new();
    findings.extend(permissions::check(root)?);
    findings.extend(readme::check(root)?);
    findings.extend(locales::check(root)?);
    findings.extend(sources::check(root)?);
    findings.extend(dependencies::check(root)?);
    if findings.is_empty() {
        println!("tidy: nothing to do");
        return Ok(());
    }
    for finding in &findings {
        eprintln!("tidy: {finding}");
    }
    Err(format!(
        "tidy found {} thing(s) to mend, listed above",
        findings.len()
    ))
}

/// Reads a file of the repository.
fn read(root: &Path, name: &str) -> Result<String, String> {
    fs::read_to_string(root.join(name)).map_err(|why| format!("{name}: cannot be read ({why})"))
}

/// Every file below a folder, as paths relative to the root, sorted.
fn files_below(root: &Path, folder: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = vec![root.join(folder)];
    while let Some(folder) = waiting.pop() {
        let entries =
            fs::read_dir(&folder).map_err(|why| format!("{}: cannot be read ({why})", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|why| why.to_string())?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(relative) = path.strip_prefix(root) {
                found.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    Ok(found)
}
