//! Every crate has its reason: docs/dependencies.md names each direct one with why it is there and what it would take to
//! drop it, and lists what ships and who brings the rest, as `Cargo.lock` has it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const DOCUMENT: &str = "docs/dependencies.md";
/// What is written by this check stands below this line.
const MARK: &str = "<!-- Below: written by `MERCIWATT_WRITE_DEPENDENCIES=1 cargo xtask tidy`. -->";
const OURS: [&str; 4] = ["merciwatt", "merciwatt-text", "xtask", "e2e"];

/// A package of the lock file: who it is, and whom it needs.
struct Locked {
    name: String,
    version: String,
    needs: Vec<String>,
}

/// Compares the document with the lock file.
pub fn check(root: &Path) -> Result<Vec<String>, String> {
    let lock = locked(&super::read(root, "Cargo.lock")?);
    let document = super::read(root, DOCUMENT)?;
    let Some((by_hand, written)) = document.split_once(MARK) else {
        return Ok(vec![format!("{DOCUMENT}: the line \"{MARK}\" is not there")]);
    };
    let mut findings = reasons(&lock, by_hand);
    let list = format!("\n\n{}\n{}", ships(root)?, brought(&lock));
    if written != list {
        if std::env::var_os("MERCIWATT_WRITE_DEPENDENCIES").is_some() {
            let text = format!("{by_hand}{MARK}{list}");
            std::fs::write(root.join(DOCUMENT), text).map_err(|why| format!("{DOCUMENT}: {why}"))?;
        } else {
            findings.push(format!(
                "{DOCUMENT}: its lists are not those of Cargo.lock; MERCIWATT_WRITE_DEPENDENCIES=1 cargo xtask tidy writes them"
            ));
        }
    }
    Ok(findings)
}

fn locked(lock: &str) -> Vec<Locked> {
    let quoted = |line: &str| line.split('"').nth(1).unwrap_or_default().to_owned();
    lock.split("[[package]]")
        .skip(1)
        .map(|block| {
            let field = |key: &str| block.lines().find(|line| line.starts_with(key)).map(quoted);
            Locked {
                name: field("name = ").unwrap_or_default(),
                version: field("version = ").unwrap_or_default(),
                needs: block
                    .lines()
                    .filter(|line| line.starts_with(" \""))
                    .map(quoted)
                    .collect(),
            }
        })
        .collect()
}

/// The crates that our own packages name.
fn direct(lock: &[Locked]) -> BTreeSet<&str> {
    lock.iter()
        .filter(|package| OURS.contains(&package.name.as_str()))
        .flat_map(|package| &package.needs)
        .filter_map(|need| need.split(' ').next())
        .filter(|name| !OURS.contains(name))
        .collect()
}

/// Crates without a row, and rows without a crate. A row begins with the crate's name and has a cell for each question.
fn reasons(lock: &[Locked], by_hand: &str) -> Vec<String> {
    let direct = direct(lock);
    let rows: BTreeMap<&str, &str> = by_hand
        .lines()
        .filter_map(|line| Some((line.strip_prefix("| `")?.split_once('`')?.0, line)))
        .collect();
    let mut findings = Vec::new();
    for name in direct.iter().filter(|name| !rows.contains_key(*name)) {
        findings.push(format!(
            "{DOCUMENT}: `{name}` has no row; say where, why, and what dropping it would take"
        ));
    }
    for (name, row) in &rows {
        if !direct.contains(name) {
            findings.push(format!(
                "{DOCUMENT}: `{name}` has a row, and no package of ours names it"
            ));
        }
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        if cells.len() != 4 || cells.iter().any(|cell| cell.is_empty()) {
            findings.push(format!("{DOCUMENT}: `{name}` needs four filled cells"));
        }
    }
    findings
}

/// What is compiled into the WASM core, with its licences.
fn ships(root: &Path) -> Result<String, String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args([
            "tree",
            "--locked",
            "--offline",
            "--package",
            "merciwatt",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .args([
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
            "--format",
            "{p}|{l}",
        ])
        .output()
        .map_err(|why| format!("cargo tree could not be started: {why}"))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(format!("cargo tree failed: {why}"));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let lines: BTreeSet<String> = said
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|line| !line.starts_with("merciwatt"))
        .filter_map(|line| line.split_once('|'))
        .map(|(package, licence)| format!("* {package}: {licence}\n"))
        .collect();
    Ok(format!(
        "## What ships\n\nThe {} crates that are compiled into the WASM core, with their licences. No other crate's code is in a package.\n\n{}",
        lines.len(),
        lines.into_iter().collect::<String>()
    ))
}

/// Everything else, each with who brings it.
fn brought(lock: &[Locked]) -> String {
    let direct = direct(lock);
    let mut by: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for package in lock {
        for need in &package.needs {
            let (name, version) = need.split_once(' ').unwrap_or((need, ""));
            // Without a version there is only one.
            let found = lock
                .iter()
                .filter(|other| other.name == name && (version.is_empty() || other.version == version));
            for other in found {
                by.entry((&other.name, &other.version))
                    .or_default()
                    .insert(&package.name);
            }
        }
    }
    let lines: Vec<String> = by
        .iter()
        .filter(|((name, _), _)| !direct.contains(name) && !OURS.contains(name))
        .map(|((name, version), who)| {
            format!(
                "* {name} {version}: {}\n",
                who.iter().copied().collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    format!(
        "## Brought by others\n\nThe lock file names {} packages in all, for every system. These {} are named by none of ours; behind each, who brings it.\n\n{}",
        lock.len(),
        lines.len(),
        lines.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"merciwatt\"\nversion = \"0.1.0\"\ndependencies = [\n \"a\",\n \"b 2.0.0\",\n]\n
[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\n \"c\",\n]\n\n[[package]]\nname = \"b\"\nversion = \"1.0.0\"\n
[[package]]\nname = \"b\"\nversion = \"2.0.0\"\n\n[[package]]\nname = \"c\"\nversion = \"3.0.0\"\n";

    #[test]
    fn a_crate_without_a_reason_is_found() {
        let lock = locked(LOCK);
        let good = "| `a` | core | it is needed | a week |\n| `b` | tests | so | a day |\n";
        assert!(reasons(&lock, good).is_empty());
        assert_eq!(
            reasons(&lock, "| `a` | core | it is needed | a week |\n").len(),
            1
        );
        assert_eq!(reasons(&lock, &format!("{good}| `z` | x | y | z |\n")).len(), 1);
        assert_eq!(reasons(&lock, &good.replace("it is needed", "")).len(), 1);
    }

    #[test]
    fn who_brings_what_is_read_from_the_lock() {
        let list = brought(&locked(LOCK));
        assert!(
            list.contains("names 5 packages") && list.ends_with("\n* c 3.0.0: a\n"),
            "{list}"
        );
    }
}
