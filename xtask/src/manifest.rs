//! One manifest source, two manifests: `{{chrome}}.` and `{{firefox}}.` keys are for one browser; version, hosts and
//! content scripts are filled in from where they are known, so that they cannot drift.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

/// The site files of `data/sites/`, in the order of their names.
pub fn read_sites(root: &Path) -> Result<Vec<Value>, String> {
    let folder = root.join("data/sites");
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .map_err(|why| format!("data/sites: cannot be read ({why})"))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    paths.sort();
    paths.iter().map(|path| read_json(path)).collect()
}

/// The manifest of one browser.
pub fn render(root: &Path, target: &str, sites: &[Value]) -> Result<String, String> {
    let source = read_json(&root.join("manifest.json"))?;
    let source = source.as_object().ok_or("manifest.json: must be an object")?;
    let own = format!("{{{{{target}}}}}.");
    let mut manifest = Map::new();
    for (key, value) in source {
        match key.strip_prefix(&own) {
            Some(key) => drop(manifest.insert(key.to_owned(), value.clone())),
            None if key.starts_with("{{") => {}
            None => drop(manifest.insert(key.clone(), value.clone())),
        }
    }
    manifest.insert("version".into(), env!("CARGO_PKG_VERSION").into());
    let pages: Vec<String> = sites
        .iter()
        .flat_map(|site| strings(&site["hosts"]))
        .map(|h| pattern(&h))
        .collect();
    let mut hosts = pages.clone();
    hosts.extend(
        sites
            .iter()
            .flat_map(sends)
            .flat_map(|send| strings(&send["hosts"]))
            .map(|h| pattern(&h)),
    );
    hosts.dedup();
    manifest.insert("host_permissions".into(), hosts.into());
    manifest.insert(
        "content_scripts".into(),
        json!([{ "matches": pages, "js": ["content.js"], "run_at": "document_start" }]),
    );
    serde_json::to_string_pretty(&manifest)
        .map(|text| text + "\n")
        .map_err(|why| why.to_string())
}

/// `sites.js`: the addresses of requests that can mean a message, so that the worker sleeps through all others.
pub fn send_urls(sites: &[Value]) -> String {
    let mut urls = Vec::new();
    for site in sites {
        for send in sends(site).filter(counts) {
            let own = strings(&send["hosts"]);
            for host in if own.is_empty() {
                strings(&site["hosts"])
            } else {
                own
            } {
                for path in strings(&send["paths"]) {
                    let path = path.replace("{conversation}", "*");
                    // Exactly this path, with or without a query.
                    urls.push(format!("https://{host}{path}"));
                    urls.push(format!("https://{host}{path}?*"));
                }
            }
        }
    }
    let list = serde_json::to_string_pretty(&urls).expect("a list of strings is JSON");
    format!("// Written by `cargo xtask build` from data/sites/*.json.\nexport const SEND_URLS = {list};\n")
}

fn counts(send: &&Value) -> bool {
    send["cases"]
        .as_array()
        .is_some_and(|cases| cases.iter().any(|case| case["kind"] != "none"))
}

fn sends(site: &Value) -> impl Iterator<Item = &Value> {
    site["sends"].as_array().into_iter().flatten()
}

fn pattern(host: &str) -> String {
    format!("https://{host}/*")
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}

fn read_json(path: &Path) -> Result<Value, String> {
    let text =
        fs::read_to_string(path).map_err(|why| format!("{}: cannot be read ({why})", path.display()))?;
    serde_json::from_str(&text).map_err(|why| format!("{}: {why}", path.display()))
}
