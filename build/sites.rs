//! Compiles `data/sites/*.json` into `SITES`, and refuses a file that misses a key, has one too many or contradicts
//! itself. `sites/file.rs` is the format's definition; `CONTRIBUTING.md` explains it for people.

#[path = "sites/check.rs"]
mod check;
#[path = "sites/emit.rs"]
mod emit;
#[path = "sites/file.rs"]
mod file;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use file::SiteFile;

/// Returns the Rust source of the tables, or one sentence naming file and key. `providers` are those of `energy.json`.
pub fn compile(folders: &[PathBuf], providers: &[String]) -> Result<String, String> {
    let mut out =
        String::from("/// Every site, in the order of their keys.\npub static SITES: &[rule::Site] = &[\n");
    let mut owner_of_host: BTreeMap<String, String> = BTreeMap::new();
    let mut paths = Vec::new();
    for folder in folders {
        paths.extend(files(folder)?);
    }
    paths.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    for path in paths {
        let shown = path.display();
        let text = fs::read_to_string(&path).map_err(|why| format!("{shown}: cannot be read ({why})"))?;
        let site: SiteFile = serde_json::from_str(&text).map_err(|why| format!("{shown}: {why}"))?;
        check::check(&site, &path, providers).map_err(|sentence| format!("{shown}: {sentence}"))?;
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

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries =
        fs::read_dir(folder).map_err(|why| format!("{}: cannot be read ({why})", folder.display()))?;
    Ok(entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect())
}
