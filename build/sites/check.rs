//! What a site's file must not contradict. Each sentence names the key and says what to do.

use std::path::Path;

use serde_json::Value;

use super::file::{Access, Body, Grade, IdIs, Primary, SendFile, SiteFile};

/// Checks one file; `Err` is the sentence.
pub fn check(site: &SiteFile, path: &Path, providers: &[String]) -> Result<(), String> {
    names(site, path)?;
    provider(site, providers)?;
    hosts(site)?;
    paths(site)?;
    page(site)?;
    site.sends
        .iter()
        .try_for_each(|send| check_send(send).map_err(|s| format!("sends, \"{}\": {s}", send.name)))?;
    signals(site)
}

fn names(site: &SiteFile, path: &Path) -> Result<(), String> {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    if site.id != stem {
        return Err(format!(
            "id: is \"{}\", but the file is called \"{stem}.json\"; they must agree",
            site.id
        ));
    }
    let filled = [
        ("name", &site.name),
        ("provider", &site.provider),
        ("evidence", &site.evidence),
    ];
    if let Some((key, _)) = filled.iter().find(|(_, value)| value.trim().is_empty()) {
        return Err(format!("{key}: is empty"));
    }
    let date: Vec<&str> = site.verified_on.split('-').collect();
    let digits = |part: &&str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    match date.as_slice() {
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => {}
        _ => {
            return Err(format!(
                "verified_on: \"{}\" is not a date such as 2026-11-24",
                site.verified_on
            ));
        }
    }
    if !(1..=4).contains(&site.replies) {
        return Err(format!(
            "replies: {} models answering each message is not between 1 and 4",
            site.replies
        ));
    }
    Ok(())
}

fn provider(site: &SiteFile, providers: &[String]) -> Result<(), String> {
    if providers.contains(&site.provider) {
        return Ok(());
    }
    Err(format!(
        "provider: data/energy.json has no \"{}\"; it has {}; use \"other\" for one that nobody described",
        site.provider,
        providers.join(", ")
    ))
}

fn hosts(site: &SiteFile) -> Result<(), String> {
    match (site.access, site.hosts.is_empty()) {
        (Access::SelfHosted, false) => {
            return Err("hosts: people host it themselves (access), so it has none of its own".into());
        }
        (Access::Install | Access::Optional, true) => {
            return Err("hosts: is empty; name at least one host".into());
        }
        _ => {}
    }
    let mut all = site
        .hosts
        .iter()
        .chain(site.sends.iter().flat_map(|send| &send.hosts));
    match all.find(|h| h.contains(['/', '*', ':', ' ']) || **h != h.to_lowercase() || !h.contains('.')) {
        Some(host) => Err(format!("hosts: \"{host}\" must be a bare lower-case host name")),
        None => Ok(()),
    }
}

fn paths(site: &SiteFile) -> Result<(), String> {
    if let Some(template) = site.conversations.iter().find(|t| !t.contains("{conversation}")) {
        return Err(format!("conversations: \"{template}\" names no {{conversation}}"));
    }
    let all = site
        .deny_paths
        .iter()
        .chain(&site.conversations)
        .chain(site.sends.iter().flat_map(|s| &s.paths));
    for path in all {
        if !path.starts_with('/') {
            return Err(format!("paths: \"{path}\" must start with \"/\""));
        }
        let odd = |segment: &str| {
            segment.contains(['*', '{', '}']) && segment != "*" && segment != "{conversation}"
        };
        if let Some(segment) = path.split('/').find(|segment| odd(segment)) {
            return Err(format!(
                "paths: \"{segment}\" in \"{path}\": a segment is a word, \"*\" or \"{{conversation}}\""
            ));
        }
    }
    match site
        .conversations
        .iter()
        .find(|t| site.deny_paths.iter().any(|deny| t.starts_with(deny)))
    {
        Some(template) => Err(format!(
            "conversations: \"{template}\" is also a path that never counts (deny_paths)"
        )),
        None => Ok(()),
    }
}

fn page(site: &SiteFile) -> Result<(), String> {
    let page = &site.page;
    if page.user.is_empty() || page.assistant.is_empty() {
        return Err("page: user and assistant each need a selector".into());
    }
    if let Some(empty) = page
        .user
        .iter()
        .chain(&page.assistant)
        .find(|s| s.at.trim().is_empty())
    {
        return Err(format!("page: a selector seen \"{}\" is empty", empty.seen));
    }
    if page.user_id_sent && page.user_id.is_empty() {
        return Err("page.user_id_sent: is true, but no user_id says where the id is".into());
    }
    if page.user_id_sent
        && !site
            .sends
            .iter()
            .any(|send| send.message_id_is == Some(IdIs::Fresh))
    {
        return Err(
            "page.user_id_sent: is true, but no request of the site carries a fresh message_id".into(),
        );
    }
    if !(500..=20_000).contains(&page.quiet_ms) {
        return Err(format!(
            "page.quiet_ms: {} is not between 500 and 20000",
            page.quiet_ms
        ));
    }
    Ok(())
}

/// A site whose requests carry the count needs one that a browser shows.
fn signals(site: &SiteFile) -> Result<(), String> {
    let seen = site
        .sends
        .iter()
        .any(|send| send.body != Body::Frame && send.cases.iter().any(|case| case.kind.is_message()));
    if site.primary == Primary::Network && !seen {
        return Err(
            "primary: is \"network\", but no request that a browser shows is a message; use \"page\"".into(),
        );
    }
    let carried_by = match site.primary {
        Primary::Network => site.confidence.network,
        Primary::Page => site.confidence.page,
    };
    if site.access == Access::Install && carried_by == Grade::C {
        return Err("access: is \"install\", but the signal that carries the count has confidence C; use \"optional\"".into());
    }
    if site.primary == Primary::Page && site.page.composer.is_empty() {
        return Err("page.composer: is empty, but the page carries the count (primary)".into());
    }
    Ok(())
}

fn check_send(send: &SendFile) -> Result<(), String> {
    if !matches!(send.method.as_str(), "POST" | "GET" | "PUT" | "PATCH" | "WS") {
        return Err(format!(
            "method: \"{}\" must be POST, GET, PUT, PATCH or WS",
            send.method
        ));
    }
    if (send.method == "WS") != (send.body == Body::Frame) {
        return Err("method, body: \"WS\" and \"frame\" go together".into());
    }
    if send.paths.is_empty() {
        return Err("paths: is empty".into());
    }
    for (pointer, test) in send.cases.iter().flat_map(|case| &case.r#if) {
        pointer_ok(pointer)?;
        if !matches!(test, Value::String(_) | Value::Bool(_) | Value::Number(_)) {
            return Err(format!(
                "cases.if, \"{pointer}\": {test} is no test; use a value, \"empty\" or \"filled\""
            ));
        }
    }
    let otherwise = send.cases.iter().position(|case| case.r#if.is_empty());
    if otherwise.is_some_and(|at| at + 1 < send.cases.len()) {
        return Err("cases: a case after the one without conditions can never be reached".into());
    }
    let message = send.cases.iter().any(|case| case.kind.is_message());
    if message && send.text.is_empty() {
        return Err("text: is empty, but a case is a message; say where its words are".into());
    }
    if !message && !send.text.is_empty() {
        return Err("text: is given, but no case is a message".into());
    }
    if send.message_id.is_empty() != send.message_id_is.is_none() {
        return Err("message_id, message_id_is: give both or neither".into());
    }
    [&send.text, &send.message_id, &send.conversation, &send.model]
        .into_iter()
        .flatten()
        .try_for_each(|pointer| pointer_ok(pointer))
}

fn pointer_ok(pointer: &str) -> Result<(), String> {
    if pointer.starts_with(['/', '?']) && pointer.len() > 1 {
        Ok(())
    } else {
        Err(format!(
            "\"{pointer}\" must start with \"/\" (body) or \"?\" (address)"
        ))
    }
}
