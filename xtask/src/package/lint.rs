//! Mozilla's own linter, which the store runs on every upload: here it must find nothing at all.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::setup::Need;
use crate::{Outcome, setup};

/// Lints the Firefox package, where the linter is there.
pub fn lint(root: &Path) -> Outcome {
    let Some(linter) = setup::package(Need::AddonsLinter).filter(|linter| root.join(linter.file).is_file())
    else {
        println!("addons-linter: not there, so the Firefox package was not linted");
        return Ok(());
    };
    let package = root.join(super::FOLDER).join(super::file_name("firefox"));
    let output = Command::new("node")
        .current_dir(root)
        .args([linter.file, "--output", "json", "--boring"])
        .arg(package)
        .output()
        .map_err(|why| format!("node could not be started: {why}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let report: Value =
        serde_json::from_str(&said).map_err(|why| format!("addons-linter said no JSON ({why}): {said}"))?;
    let found = findings(&report);
    if found.is_empty() {
        println!("addons-linter: no error, no warning, no notice");
        return Ok(());
    }
    Err(format!("addons-linter found:\n  {}", found.join("\n  ")))
}

/// Every error, warning and notice as a line.
fn findings(report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    ["errors", "warnings", "notices"]
        .iter()
        .flat_map(|kind| report[kind].as_array().into_iter().flatten())
        .map(|found| {
            let place = [text(&found["file"]), found["line"].to_string()].join(":");
            format!(
                "{} {} at {place}: {}",
                text(&found["_type"]),
                text(&found["code"]),
                text(&found["description"])
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::findings;
    use serde_json::json;

    #[test]
    fn every_finding_is_told() {
        let report = json!({
            "errors": [], "notices": [],
            "warnings": [{"_type": "warning", "code": "UNSAFE", "file": "a.js", "line": 7, "description": "Do not."}]
        });
        assert_eq!(findings(&report), ["warning UNSAFE at a.js:7: Do not."]);
        assert!(findings(&json!({"errors": [], "warnings": [], "notices": []})).is_empty());
    }
}
