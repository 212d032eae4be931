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
    let of = |access: &'static str| sites.iter().filter(move |site| site["access"] == access);
    let pages: Vec<String> = of("install")
        .flat_map(|site| strings(&site["hosts"]))
        .map(|h| pattern(&h))
        .collect();
    manifest.insert("host_permissions".into(), origins(of("install")).into());
    // Where self-hosted software lives is the person's to say, so any host may be asked for, one at a time.
    let mut optional = origins(of("optional"));
    if of("self_hosted").next().is_some() {
        optional.extend(ANY_OWN_HOST.map(str::to_owned));
    }
    manifest.insert("optional_host_permissions".into(), optional.into());
    manifest.insert(
        "content_scripts".into(),
        json!([{ "matches": pages, "js": ["content.js"], "run_at": "document_start" }]),
    );
    serde_json::to_string(&manifest)
        .map(|text| text + "\n")
        .map_err(|why| why.to_string())
}

/// Match patterns of the pages' hosts and of the hosts they send to.
fn origins<'s>(sites: impl Iterator<Item = &'s Value>) -> Vec<String> {
    let mut all = Vec::new();
    for site in sites {
        let hosts = strings(&site["hosts"]).into_iter();
        // A frame of a WebSocket is not shown to extensions, so access to its host would be of no use.
        let shown = sends(site).filter(|send| send["method"] != "WS");
        for host in hosts.chain(shown.flat_map(|send| strings(&send["hosts"]))) {
            let pattern = pattern(&host);
            if !all.contains(&pattern) {
                all.push(pattern);
            }
        }
    }
    all
}

/// `sites.js`: the addresses of requests that can mean a message, so that the worker sleeps through all others.
pub fn send_urls(sites: &[Value]) -> String {
    let mut urls = Vec::new();
    for site in sites {
        for send in sends(site).filter(counts) {
            for origin in send_origins(site, send) {
                for path in strings(&send["paths"]) {
                    let path = path.replace("{conversation}", "*");
                    // Exactly this path, with or without a query.
                    urls.push(format!("{origin}{path}"));
                    urls.push(format!("{origin}{path}?*"));
                }
            }
        }
    }
    let list = serde_json::to_string_pretty(&urls).expect("a list of strings is JSON");
    format!("// Written by `cargo xtask build` from data/sites/*.json.\nexport const SEND_URLS = {list};\n")
}

/// Where a request goes. An event comes only from hosts the person has given access to, so "any host" is no more than
/// the self-hosted ones they added.
fn send_origins(site: &Value, send: &Value) -> Vec<String> {
    let own = strings(&send["hosts"]);
    let hosts = if own.is_empty() {
        strings(&site["hosts"])
    } else {
        own
    };
    if hosts.is_empty() {
        return vec!["*://*".to_owned()];
    }
    hosts.iter().map(|host| format!("https://{host}")).collect()
}

/// Frames of a WebSocket are not shown to extensions: a rule for them is for the command line.
fn counts(send: &&Value) -> bool {
    let cases = send["cases"].as_array();
    send["method"] != "WS" && cases.is_some_and(|cases| cases.iter().any(|case| case["kind"] != "none"))
}

fn sends(site: &Value) -> impl Iterator<Item = &Value> {
    site["sends"].as_array().into_iter().flatten()
}

/// Hosts that a person may add for self-hosted software.
const ANY_OWN_HOST: [&str; 3] = ["https://*/*", "http://localhost/*", "http://127.0.0.1/*"];

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
