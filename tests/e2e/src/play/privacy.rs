//! Three promises, checked after everything was played: the extension asked nothing of the network, no word that was
//! typed is in its data, and nothing asked for a host that is not on stage.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use crate::browser::Kind;
use crate::stage::Hit;

/// What a browser asks for by itself although every known switch is off (`browser::quiet`): host, beginning of the path,
/// reason. Such a request carries no origin; one with the extension's origin is never excused.
const BROWSERS_OWN: [(&str, &str, &str); 1] = [(
    "redirector.gvt1.com",
    "/edgedl/chrome/dict/",
    "Chromium fetches a spelling dictionary when somebody types",
)];

/// Requests to a host that is not on stage, and requests with the extension's own origin.
pub fn strangers(log: &[Hit]) -> Vec<String> {
    let browsers = |hit: &Hit| {
        BROWSERS_OWN
            .iter()
            .any(|(host, path, _)| hit.host == *host && (hit.method == "TLS" || hit.path.starts_with(path)))
    };
    log.iter()
        .filter(|hit| match hit.origin.as_deref() {
            Some(from) if from.contains("-extension://") => true,
            Some(_) => !hit.on_stage,
            None => !hit.on_stage && !browsers(hit),
        })
        .map(|hit| {
            format!(
                "{} {}{} (origin {:?})",
                hit.method, hit.host, hit.path, hit.origin
            )
        })
        .collect()
}

/// Where a stored record holds a typed word.
pub fn words_in_records(stored: &Value, words: &[&str]) -> Vec<String> {
    let text = stored.to_string().to_lowercase();
    words
        .iter()
        .filter(|word| text.contains(**word))
        .map(|word| format!("a stored record holds \"{word}\""))
        .collect()
}

/// Files of the extension's own data, in a closed profile, that hold a typed word in any common encoding.
pub fn words_in_profile(kind: Kind, profile: &Path, words: &[&str]) -> Result<(usize, Vec<String>)> {
    let own = match kind {
        Kind::Chromium => ["chrome-extension_", "Extension", "Local Storage"].as_slice(),
        Kind::Firefox => ["moz-extension+++", "browser-extension-data", "extension-store"].as_slice(),
    };
    let mut found = Vec::new();
    let mut searched = 0;
    let mut folders = vec![profile.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)?.flatten() {
            let path = entry.path();
            let shown = path.strip_prefix(profile).unwrap_or(&path).display().to_string();
            if path.is_dir() {
                folders.push(path);
            } else if own.iter().any(|part| shown.contains(part)) {
                searched += 1;
                let bytes = fs::read(&path)?.to_ascii_lowercase();
                for word in words {
                    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
                    if holds(&bytes, word.as_bytes()) || holds(&bytes, &wide) {
                        found.push(format!("{shown} holds \"{word}\""));
                    }
                }
            }
        }
    }
    Ok((searched, found))
}

/// Whether these bytes are there.
pub fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    fn hit(host: &str, origin: Option<&str>, on_stage: bool) -> Hit {
        Hit {
            host: host.into(),
            method: "GET".into(),
            path: "/".into(),
            origin: origin.map(str::to_owned),
            on_stage,
            secure: true,
            at: SystemTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_stranger_is_told_from_a_page() {
        for (host, origin, on_stage, told) in [
            ("chatgpt.com", Some("https://chatgpt.com"), true, false),
            ("chatgpt.com", None, true, false),
            ("chatgpt.com", Some("chrome-extension://abc"), true, true),
            ("chatgpt.com", Some("moz-extension://abc"), true, true),
            ("collector.example", None, false, true),
            ("collector.example", Some("https://chatgpt.com"), false, true),
            ("redirector.gvt1.com", Some("chrome-extension://abc"), false, true),
        ] {
            let found = strangers(&[hit(host, origin, on_stage)]);
            assert_eq!(found.len(), usize::from(told), "{host} {origin:?}");
        }
    }
}
