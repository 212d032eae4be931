//! Compiles `data/sites/*.json` into `SITES`, and refuses a file that misses a key, has one too many or contradicts
//! itself. `sites/file.rs` is the format's definition; `CONTRIBUTING.md` explains it for people.

#[path = "sites/emit.rs"]
mod emit;
#[path = "sites/file.rs"]
mod file;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use file::{SendFile, SiteFile};

/// Returns the Rust source of the tables, or one sentence naming file and key.
pub fn compile(data: &Path) -> Result<String, String> {
    let folder = data.join("sites");
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .map_err(|why| format!("{}: cannot be read ({why})", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    paths.sort();

    let mut out =
        String::from("/// Every site, in the order of their keys.\npub static SITES: &[rule::Site] = &[\n");
    let mut owner_of_host: BTreeMap<String, String> = BTreeMap::new();
    for path in &paths {
        let shown = path.display();
        let text = fs::read_to_string(path).map_err(|why| format!("{shown}: cannot be read ({why})"))?;
        let site: SiteFile = serde_json::from_str(&text).map_err(|why| format!("{shown}: {why}"))?;
        check(&site, path).map_err(|sentence| format!("{shown}: {sentence}"))?;
        for host in &site.hosts {
            if let Some(other) = owner_of_host.insert(host.clone(), site.id.clone()) {
                return Err(format!(
                    "{shown}: hosts: \"{host}\" already belongs to \"{other}\""
                ));
            }
        }
        emit::emit(&site, &mut out);
    }
    out.push_str("];\n");
    Ok(out)
}

fn check(site: &SiteFile, path: &Path) -> Result<(), String> {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    if site.id != stem {
        return Err(format!(
            "id: is \"{}\", but the file is called \"{stem}.json\"; they must agree",
            site.id
        ));
    }
    for (key, value) in [
        ("name", &site.name),
        ("provider", &site.provider),
        ("confidence", &site.confidence),
        ("evidence", &site.evidence),
    ] {
        if value.trim().is_empty() {
            return Err(format!("{key}: is empty"));
        }
    }
    if site.hosts.is_empty() {
        return Err("hosts: is empty; name at least one host".into());
    }
    if let Some(host) = site
        .hosts
        .iter()
        .find(|h| h.contains(['/', '*', ':']) || **h != h.to_lowercase())
    {
        return Err(format!("hosts: \"{host}\" must be a bare lower-case host name"));
    }
    let date = site.verified_on.as_bytes();
    if date.len() != 10 || date[4] != b'-' || date[7] != b'-' {
        return Err(format!(
            "verified_on: \"{}\" is not a date such as 2026-11-24",
            site.verified_on
        ));
    }
    if let Some(template) = site.conversations.iter().find(|t| !t.contains("{conversation}")) {
        return Err(format!("conversations: \"{template}\" names no {{conversation}}"));
    }
    let paths = site
        .deny_paths
        .iter()
        .chain(&site.conversations)
        .chain(site.sends.iter().flat_map(|s| &s.paths));
    if let Some(path) = paths.into_iter().find(|p| !p.starts_with('/')) {
        return Err(format!("paths: \"{path}\" must start with \"/\""));
    }
    if site.page.user.is_empty() || site.page.assistant.is_empty() {
        return Err("page: user and assistant each need a selector".into());
    }
    if let Some(model) = site
        .page
        .model
        .iter()
        .find(|m| m.r#in != "reply" && m.r#in != "page")
    {
        return Err(format!(
            "page.model.in: \"{}\" must be \"reply\" or \"page\"",
            model.r#in
        ));
    }
    site.sends
        .iter()
        .try_for_each(|send| check_send(send).map_err(|s| format!("sends, \"{}\": {s}", send.name)))
}

fn check_send(send: &SendFile) -> Result<(), String> {
    if send.method != send.method.to_uppercase() || send.method.is_empty() {
        return Err(format!(
            "method: \"{}\" must be an upper-case HTTP method",
            send.method
        ));
    }
    if send.paths.is_empty() {
        return Err("paths: is empty".into());
    }
    encoding(&send.body)?;
    for case in &send.cases {
        kind(&case.kind)?;
        for (pointer, test) in &case.r#if {
            pointer_ok(pointer)?;
            test_source(test).map_err(|why| format!("cases.if, \"{pointer}\": {why}"))?;
        }
    }
    let sends_message = send
        .cases
        .iter()
        .any(|case| matches!(case.kind.as_str(), "new" | "edit"));
    if sends_message && send.text.is_empty() {
        return Err("text: is empty, but a case is a message; say where its words are".into());
    }
    if !sends_message && !send.text.is_empty() {
        return Err("text: is given, but no case is a message".into());
    }
    [&send.text, &send.message_id, &send.conversation, &send.model]
        .into_iter()
        .flatten()
        .try_for_each(|pointer| pointer_ok(pointer))
}

fn pointer_ok(pointer: &str) -> Result<(), String> {
    if pointer.starts_with('/') {
        Ok(())
    } else {
        Err(format!("\"{pointer}\" must start with \"/\""))
    }
}

fn encoding(body: &str) -> Result<&'static str, String> {
    match body {
        "json" => Ok("Json"),
        "form" => Ok("Form"),
        other => Err(format!("body: \"{other}\" is unknown; use \"json\" or \"form\"")),
    }
}

fn kind(kind: &str) -> Result<&'static str, String> {
    match kind {
        "new" => Ok("New"),
        "edit" => Ok("Edit"),
        "regenerate" => Ok("Regenerate"),
        "continue" => Ok("Continue"),
        "none" => Ok("None"),
        other => Err(format!(
            "kind: \"{other}\" is unknown; use new, edit, regenerate, continue or none"
        )),
    }
}

fn test_source(test: &Value) -> Result<String, String> {
    match test {
        Value::String(word) if word == "empty" => Ok("rule::Test::Empty".into()),
        Value::String(word) if word == "filled" => Ok("rule::Test::Filled".into()),
        Value::String(word) => Ok(format!("rule::Test::Is({word:?})")),
        Value::Bool(_) | Value::Number(_) => Ok(format!("rule::Test::Is({:?})", test.to_string())),
        other => Err(format!(
            "{other} is no test; use a value, \"empty\" or \"filled\""
        )),
    }
}
