//! Every permission has its paragraph in PERMISSIONS.md, and every paragraph its permission. Hosts that are only asked
//! for one at a time share one paragraph, named like their list.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::{bundle, manifest, network};

/// Permissions that would let the extension see more than it needs. None may ever appear.
const NEVER: [&str; 8] = [
    "tabs",
    "webNavigation",
    "history",
    "cookies",
    "webRequestBlocking",
    "<all_urls>",
    "nativeMessaging",
    "downloads",
];

/// Sites a person switches on, and servers of their own: one paragraph for all of them.
const OPTIONAL_HOSTS: &str = "optional_host_permissions";

/// Compares both rendered manifests with the document.
pub fn check(root: &Path) -> Result<Vec<String>, String> {
    let document = super::read(root, "PERMISSIONS.md")?;
    let described: BTreeSet<&str> = document
        .lines()
        .filter_map(|line| line.strip_prefix("## `")?.strip_suffix('`'))
        .collect();
    let sites = manifest::read_sites(root)?;
    let (mut findings, mut all) = (Vec::new(), BTreeSet::new());
    for target in bundle::TARGETS {
        let text = manifest::render(root, target, &sites)?;
        let manifest: Value = serde_json::from_str(&text).map_err(|why| why.to_string())?;
        findings.extend(
            network::in_manifest(&manifest)
                .into_iter()
                .map(|what| format!("{target}: {what}")),
        );
        let list = |key: &str| -> Vec<String> {
            manifest[key]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|v| v.as_str().map(str::to_owned))
                .collect()
        };
        let mut held: BTreeSet<String> = ["permissions", "optional_permissions", "host_permissions"]
            .into_iter()
            .flat_map(list)
            .collect();
        let optional_hosts = list(OPTIONAL_HOSTS);
        for permission in held
            .iter()
            .chain(&optional_hosts)
            .filter(|permission| NEVER.contains(&permission.as_str()))
        {
            findings.push(format!(
                "{target}: \"{permission}\" is on the list of permissions never to ask for"
            ));
        }
        if target == "chrome" {
            findings.extend(not_in_listings(root, &held)?);
        }
        if !optional_hosts.is_empty() {
            held.insert(OPTIONAL_HOSTS.into());
        }
        for permission in &held {
            if !described.contains(permission.as_str()) {
                findings.push(format!(
                    "{target}: \"{permission}\" has no paragraph; add \"## `{permission}`\" to PERMISSIONS.md"
                ));
            }
        }
        all.extend(held);
    }
    for heading in described.iter().filter(|heading| !all.contains(**heading)) {
        findings.push(format!(
            "PERMISSIONS.md describes \"{heading}\", which no manifest asks for"
        ));
    }
    Ok(findings)
}

/// Permissions that a store's listing does not explain. Hosts have one line there.
fn not_in_listings(root: &Path, held: &BTreeSet<String>) -> Result<Vec<String>, String> {
    let mut findings = Vec::new();
    for listing in ["docs/store/en.md", "docs/store/fr.md"] {
        let text = super::read(root, listing)?;
        let named = held.iter().filter(|permission| !permission.contains("://"));
        for permission in named.filter(|name| !text.contains(&format!("* `{name}`"))) {
            findings.push(format!(
                "{listing}: \"{permission}\" has no line under the permissions; stores ask why each is there"
            ));
        }
    }
    Ok(findings)
}
