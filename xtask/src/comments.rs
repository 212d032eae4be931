//! Comments and indentation are for readers of the repository: pages with their scripts and styles, and the bridge to the
//! core, ship without them and otherwise as they are written. What runs on other
//! people's pages or in the background ships whole.

use std::fs;
use std::path::Path;

use crate::Outcome;

/// Ships as it is written, comments and all.
const WHOLE: [&str; 7] = [
    "background.js",
    "content.js",
    "pill.js",
    "register.js",
    "sites.js",
    "skeleton.js",
    "tally.js",
];

/// What may hold comments.
const KINDS: [&str; 3] = [".js", ".css", ".html"];

/// Takes comments out of the pages, scripts and styles of a folder and of those below it.
pub fn take_out(folder: &Path) -> Outcome {
    let failed = |path: &Path, why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    for entry in fs::read_dir(folder).map_err(|why| failed(folder, &why))? {
        let path = entry.map_err(|why| failed(folder, &why))?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            take_out(&path)?;
        } else if KINDS.iter().any(|kind| name.ends_with(kind)) && !WHOLE.contains(&name.as_str()) {
            let text = fs::read_to_string(&path).map_err(|why| failed(&path, &why))?;
            fs::write(&path, without(&text)).map_err(|why| failed(&path, &why))?;
        }
    }
    Ok(())
}

/// The lines that are no comment. Only comments that have their lines to themselves are told from other text without
/// reading the language; inside a template over several lines nothing is taken for one.
fn without(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut in_comment, mut in_template) = (false, false);
    for line in text.lines() {
        let bare = line.trim();
        if in_comment {
            in_comment = !bare.ends_with("*/");
            continue;
        }
        if !in_template {
            let alone = bare.starts_with("/*") && bare.find("*/").is_none_or(|end| end + 2 == bare.len());
            if alone {
                in_comment = !bare.ends_with("*/");
                continue;
            }
            if bare.is_empty() || bare.starts_with("//") {
                continue;
            }
        }
        kept.push_str(if in_template { line } else { bare });
        in_template ^= line.matches('`').count() % 2 == 1;
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn comments_go_and_code_stays() {
        let script = "// @ts-check\n/** A.\n * B. */\nconst a = 1; // stays\n\n  /* c */\n/* d */ f();\n\
                      g(`\n// text\n`);\n// gone\nh(\"//x\");\n";
        assert_eq!(
            without(script),
            "const a = 1; // stays\n/* d */ f();\ng(`\n// text\n`);\nh(\"//x\");\n"
        );
    }
}
