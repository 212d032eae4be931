//! No network of its own, of what is built: the policy in each manifest, word for word, and every script and page of a
//! package. `tidy::sources` looks at what is written, the scenarios at what a browser does.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::Outcome;

/// The policy of the extension's pages and background. The browser itself refuses whatever it does not name.
const POLICY: [&str; 9] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
];

/// Keys of a manifest that would let somebody else in: pages, other extensions, a server of updates.
const NEVER: [&str; 6] = [
    "externally_connectable",
    "web_accessible_resources",
    "update_url",
    "sandbox",
    "oauth2",
    "key",
];

/// Words that no shipped script holds, whoever wrote it.
const WORDS: [&str; 9] = [
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "sendBeacon",
    "importScripts",
    "RTCPeerConnection",
    "onMessageExternal",
    "onConnectExternal",
];

/// Where `fetch(` may stand, how often, and for what.
const FETCHES: [(&str, usize); 3] = [
    // Our own language files: `ui/i18n.js`, in each of the files it is joined to.
    ("ui/all.js", 1),
    ("background.js", 1),
    // The bridge reads the WASM file beside it.
    ("core/core.js", 1),
];

/// What a manifest has against it.
pub fn in_manifest(manifest: &Value) -> Vec<String> {
    let mut findings = Vec::new();
    let policies = manifest["content_security_policy"].as_object();
    let own = policies
        .and_then(|all| all.get("extension_pages"))
        .and_then(Value::as_str);
    let mut said: Vec<&str> = own.unwrap_or_default().split(';').map(str::trim).collect();
    let mut wanted = POLICY.to_vec();
    said.sort_unstable();
    wanted.sort_unstable();
    if said != wanted || policies.is_none_or(|all| all.len() != 1) {
        findings.push("its content_security_policy is not the one of xtask/src/network.rs".to_owned());
    }
    let keys = NEVER.iter().filter(|key| manifest.get(**key).is_some());
    findings.extend(keys.map(|key| format!("it has \"{key}\"; nobody else is let in")));
    findings
}

/// Looks through a package's folder.
pub fn check(folder: &Path) -> Outcome {
    let text =
        fs::read_to_string(folder.join("manifest.json")).map_err(|why| format!("manifest.json: {why}"))?;
    let manifest: Value = serde_json::from_str(&text).map_err(|why| format!("manifest.json: {why}"))?;
    let mut findings = in_manifest(&manifest);
    look(folder, folder, &mut findings)?;
    if findings.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} could reach a network:\n  {}",
        folder.display(),
        findings.join("\n  ")
    ))
}

fn look(base: &Path, folder: &Path, findings: &mut Vec<String>) -> Outcome {
    let failed = |why: std::io::Error| format!("{}: {why}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            look(base, &path, findings)?;
            continue;
        }
        let name = path
            .strip_prefix(base)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        let scripts = name.ends_with(".js");
        if scripts || name.ends_with(".html") || name.ends_with(".css") {
            let text = fs::read_to_string(&path).map_err(|why| format!("{name}: {why}"))?;
            findings.extend(
                in_file(&name, &text)
                    .into_iter()
                    .map(|what| format!("{name}: {what}")),
            );
        }
    }
    Ok(())
}

/// What a shipped file has against it.
fn in_file(name: &str, text: &str) -> Vec<String> {
    if name.ends_with(".js") {
        let mut findings: Vec<String> = WORDS
            .iter()
            .filter(|word| text.contains(**word))
            .map(|word| format!("holds \"{word}\""))
            .collect();
        let most = FETCHES
            .iter()
            .find(|(file, _)| *file == name)
            .map_or(0, |(_, most)| *most);
        let calls = text.matches("fetch(").count();
        if calls > most {
            findings.push(format!("calls fetch {calls} times, at most {most} are known"));
        }
        return findings;
    }
    // What a page or a style loads by itself; a link waits for a click.
    let loads = [
        "src=\"",
        "url(",
        "@import",
        "<link rel=\"stylesheet\" href=\"",
        "<base",
        "http-equiv",
    ];
    loads
        .iter()
        .flat_map(|load| {
            text.match_indices(load)
                .map(move |(at, _)| &text[at + load.len()..])
        })
        .filter(|rest| {
            let rest = rest.trim_start_matches(['"', '\'']);
            rest.starts_with("http") || rest.starts_with("//")
        })
        .map(|rest| format!("loads {}", rest.chars().take(40).collect::<String>()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn manifest() -> Value {
        json!({"content_security_policy": {"extension_pages": POLICY.join("; ")}})
    }

    #[test]
    fn another_policy_is_found() {
        assert_eq!(in_manifest(&manifest()), [""; 0]);
        let said = POLICY.join("; ");
        for wrong in [
            said.replace("connect-src 'self'", "connect-src 'self' https://example.org"),
            said.replace("connect-src 'self'; ", ""),
            said.replace("default-src 'none'", "default-src *"),
            format!("{said}; report-uri https://example.org"),
            String::new(),
        ] {
            let other = json!({"content_security_policy": {"extension_pages": wrong}});
            assert_eq!(in_manifest(&other).len(), 1, "{wrong}");
        }
        let mut open = manifest();
        open["externally_connectable"] = json!({"matches": ["https://example.org/*"]});
        open["web_accessible_resources"] = json!([]);
        assert_eq!(in_manifest(&open).len(), 2);
    }

    #[test]
    fn a_script_or_a_page_that_could_ask_is_found() {
        assert!(in_file("a.js", "const a = 1;").is_empty());
        assert!(in_file("ui/all.js", "fetch(fileUrl(name))").is_empty());
        assert!(in_file("a.html", "<a href=\"https://example.org\">").is_empty());
        for (name, text) in [
            ("a.js", "fetch(\"https://example.org\")"),
            ("a.js", "new WebSocket(address)"),
            ("a.js", "navigator.sendBeacon(address)"),
            ("core/core.js", "fetch(a); fetch(b)"),
            ("a.js", "chrome.runtime.onMessageExternal.addListener(f)"),
            ("a.html", "<img src=\"https://example.org/a.png\">"),
            ("a.html", "<script src=\"//example.org/a.js\"></script>"),
            ("a.css", "a { background: url('https://example.org/a.png') }"),
        ] {
            assert_eq!(in_file(name, text).len(), 1, "{name}: {text}");
        }
    }
}
