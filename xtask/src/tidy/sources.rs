//! What the sources must not do: reach the network, log, write markup from strings, grow past one job, name a machine.

use std::path::Path;

/// Lines per file, of any kind of source: about 300. Longer files have more than one job.
const MOST_LINES: usize = 320;

/// Words a shipped script must not contain, and why. The door to our own files is named in [`OWN_FILES_ONLY`].
const NEVER_SHIPPED: [(&str, &str); 10] = [
    ("XMLHttpRequest", "the extension makes no request"),
    ("WebSocket", "the extension makes no request"),
    ("EventSource", "the extension makes no request"),
    ("sendBeacon", "the extension makes no request"),
    ("importScripts", "scripts are imported by name"),
    ("innerHTML", "pages are built from nodes, not from strings"),
    ("outerHTML", "pages are built from nodes, not from strings"),
    (
        "insertAdjacentHTML",
        "pages are built from nodes, not from strings",
    ),
    ("console.", "nothing is logged: a log could hold a text"),
    ("eval(", "no code from strings"),
];

/// The only script that may call `fetch`, and only for the extension's own files of words.
const OWN_FILES_ONLY: &str = "extension/ui/i18n.js";

/// Checks sources and shipped files.
pub fn check(root: &Path) -> Result<Vec<String>, String> {
    let mut findings = Vec::new();
    for file in super::files_below(root, "extension")? {
        if !file.ends_with(".js") {
            continue;
        }
        let text = super::read(root, &file)?;
        for (word, why) in NEVER_SHIPPED.iter().filter(|(word, _)| text.contains(word)) {
            findings.push(format!("{file}: contains \"{word}\"; {why}"));
        }
        if text.contains("fetch(") && file != OWN_FILES_ONLY {
            findings.push(format!(
                "{file}: calls fetch; only {OWN_FILES_ONLY} may, for our own files of words"
            ));
        }
        if !text.contains("// @ts-check") {
            findings.push(format!("{file}: add \"// @ts-check\" as its first line"));
        }
    }
    let mut sources = Vec::new();
    for folder in [
        "src",
        "build",
        "text/src",
        "text/build",
        "xtask/src",
        "tests",
        "extension",
        "data",
    ] {
        sources.extend(super::files_below(root, folder)?);
    }
    for file in sources {
        let code = [".rs", ".js", ".mjs", ".cjs", ".css", ".html"]
            .iter()
            .any(|ending| file.ends_with(ending));
        if !code {
            continue;
        }
        let text = super::read(root, &file)?;
        let lines = text.lines().count();
        if lines > MOST_LINES {
            findings.push(format!(
                "{file}: has {lines} lines; split it by job (about 300; at most {MOST_LINES})"
            ));
        }
        for home in ["/root/", "/home/", "/Users/", "C:\\"]
            .iter()
            .filter(|home| text.contains(**home))
        {
            if !file.ends_with("tidy/sources.rs") {
                findings.push(format!("{file}: names a folder of one machine (\"{home}\")"));
            }
        }
    }
    Ok(findings)
}
