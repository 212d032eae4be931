//! Which files the source archive holds: those under version control, or, where the repository is such an archive
//! unpacked, all that no tool has made.

use std::fs;
use std::path::Path;
use std::process::Command;

/// What tools make, as `.gitignore` has it.
const MADE: [&str; 5] = ["target", "dist", ".tools", "node_modules", ".git"];

/// Names from the repository's root, sorted.
pub fn files(root: &Path) -> Result<Vec<String>, String> {
    let mut names = if root.join(".git").exists() {
        under_control(root)?
    } else {
        let mut names = Vec::new();
        below(root, "", &mut names)?;
        names
    };
    names.sort();
    Ok(names)
}

fn under_control(root: &Path) -> Result<Vec<String>, String> {
    let git = |words: &[&str]| {
        let output = Command::new("git").current_dir(root).args(words).output();
        let output = output.map_err(|why| format!("git could not be started: {why}"))?;
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(format!("`git {}` failed: {why}", words.join(" ")));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    if !git(&["status", "--porcelain", "--untracked-files=no"])?.is_empty() {
        println!(
            "package: files are changed and not committed; the source archive holds them as they are now"
        );
    }
    let names = git(&["ls-files", "-z"])?;
    Ok(names.split_terminator('\0').map(str::to_owned).collect())
}

fn below(root: &Path, folder: &str, names: &mut Vec<String>) -> Result<(), String> {
    let path = root.join(folder);
    let failed = |why: std::io::Error| format!("{}: cannot be read ({why})", path.display());
    for entry in fs::read_dir(&path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = format!("{folder}{}", entry.file_name().to_string_lossy());
        if folder.is_empty() && MADE.contains(&name.as_str()) {
            continue;
        }
        if entry.path().is_dir() {
            below(root, &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unpacked_archive_holds_what_it_was_made_of() {
        let folder = std::env::temp_dir().join(format!("xtask-source-{}", std::process::id()));
        for name in [
            "src/a.rs",
            "target/debug/a",
            "dist/a.zip",
            "b.md",
            ".ci/run",
            "data/target/c.json",
        ] {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        let found = files(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(
            found.unwrap(),
            [".ci/run", "b.md", "data/target/c.json", "src/a.rs"]
        );
    }
}
