//! Installing: by apt as root on Debian, by rustup, and geckodriver by cargo into `.tools/`. It asks no questions.

use std::path::Path;
use std::process::{Command, Stdio};

use super::Need;
use super::system::{System, debian};

/// The command that brings geckodriver. Debian has no package of it; this version drives Firefox 153.
pub const GECKODRIVER: [&str; 8] = [
    "cargo",
    "install",
    "geckodriver",
    "--version",
    "0.37.1",
    "--locked",
    "--root",
    ".tools",
];

/// The command that brings cargo-deny.
pub const CARGO_DENY: [&str; 8] = [
    "cargo",
    "install",
    "cargo-deny",
    "--version",
    "0.20.2",
    "--locked",
    "--root",
    ".tools",
];

/// A package of npm of which a test uses a file. Without npm that test is left out, and said so.
pub struct Package {
    /// Name and version.
    pub name: &'static str,
    /// What of the package is unpacked into the folder of [`Package::file`]; nothing for a package that needs others: it is
    /// installed with all of them, each with the sum that stands in `xtask/npm/NAME/package-lock.json`.
    part: &'static str,
    /// The file that is used, below the repository's root.
    pub file: &'static str,
}

/// Who uses it compares its hash.
const AXE: Package = Package {
    name: "axe-core@4.14.1",
    part: "package/axe.min.js",
    file: ".tools/axe-core/axe.min.js",
};
const TYPESCRIPT: Package = Package {
    name: "typescript@5.9.3",
    part: "package/lib",
    file: ".tools/typescript/lib/tsc.js",
};
const ADDONS_LINTER: Package = Package {
    name: "addons-linter@10.14.0",
    part: "",
    file: ".tools/addons-linter/node_modules/addons-linter/bin/addons-linter",
};

/// The package that brings this, if one does.
pub fn package(need: Need) -> Option<&'static Package> {
    match need {
        Need::Axe => Some(&AXE),
        Need::TypeScript => Some(&TYPESCRIPT),
        Need::AddonsLinter => Some(&ADDONS_LINTER),
        _ => None,
    }
}

/// Installs one thing, or gives `None` where a person has to do it. apt's lists are fetched once per run.
pub fn get(need: Need, system: &System, root: &Path, apt_is_fresh: &mut bool) -> Option<Result<(), String>> {
    match need {
        Need::WasmTarget => {
            let rustup = super::found::program(&["rustup"], root)?;
            eprintln!("{}: installing by rustup", need.name());
            let mut command = Command::new(rustup);
            command
                .current_dir(root)
                .args(["target", "add", "wasm32-unknown-unknown"]);
            Some(run(&mut command, "rustup target add wasm32-unknown-unknown"))
        }
        Need::Geckodriver => {
            eprintln!("{}: compiling, which takes a minute or two", need.name());
            Some(compile(&GECKODRIVER, root))
        }
        Need::CargoDeny => {
            eprintln!("{}: compiling, which takes some minutes", need.name());
            Some(compile(&CARGO_DENY, root))
        }
        Need::Axe | Need::TypeScript | Need::AddonsLinter => {
            let npm = super::found::program(&["npm"], root)?;
            eprintln!("{}: fetching by npm", need.name());
            package(need).map(|package| fetch(package, &npm, root))
        }
        Need::Chromium | Need::Firefox | Need::Fonts | Need::Node => match system {
            System::Debian { root: true } => {
                eprintln!("{}: installing by apt", need.name());
                Some(apt(debian(need), apt_is_fresh))
            }
            _ => None,
        },
    }
}

fn compile(words: &[&str], root: &Path) -> Result<(), String> {
    // Not our own target folder: another program's objects would only fill it.
    let build = root.join(".tools/build");
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(root)
        .args(&words[1..])
        .env("CARGO_TARGET_DIR", &build);
    let installed = run(&mut command, &words.join(" "));
    // Left behind it would only take room; the program itself lies in `.tools/bin`.
    let _ = std::fs::remove_dir_all(&build);
    installed
}

/// Takes files out of the package: nothing of it is installed, and none of its scripts run.
fn fetch(package: &Package, npm: &Path, root: &Path) -> Result<(), String> {
    let (name, version) = package.name.split_once('@').unwrap_or_default();
    let folder = root.join(".tools").join(name);
    std::fs::create_dir_all(&folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    if package.part.is_empty() {
        return install(name, &folder, npm, root);
    }
    let mut pack = Command::new(npm);
    pack.current_dir(&folder).args(["pack", "--silent", package.name]);
    run(&mut pack, &format!("npm pack {}", package.name))?;
    let packed = format!("{name}-{version}.tgz");
    let mut unpack = Command::new("tar");
    unpack
        .current_dir(&folder)
        .args(["-xzf", &packed, "--strip-components=1", package.part]);
    run(&mut unpack, &format!("tar -xzf {packed}"))?;
    let _ = std::fs::remove_file(folder.join(packed));
    Ok(())
}

/// A package with all it needs, each of the version and with the sum its lock names; none of their scripts run.
fn install(name: &str, folder: &Path, npm: &Path, root: &Path) -> Result<(), String> {
    for file in ["package.json", "package-lock.json"] {
        let from = root.join("xtask/npm").join(name).join(file);
        std::fs::copy(&from, folder.join(file)).map_err(|why| format!("{}: {why}", from.display()))?;
    }
    let words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
    run(
        Command::new(npm).current_dir(folder).args(words),
        &format!("npm ci for {name}"),
    )
}

fn apt(packages: &[&str], is_fresh: &mut bool) -> Result<(), String> {
    if !*is_fresh {
        run(Command::new("apt-get").args(["update", "-qq"]), "apt-get update")?;
        *is_fresh = true;
    }
    let mut command = Command::new("apt-get");
    command
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    run(&mut command, &format!("apt-get install {}", packages.join(" ")))
}

/// Runs a command silently; its last words are part of the error.
fn run(command: &mut Command, shown: &str) -> Result<(), String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|why| format!("`{shown}` could not be started ({why})"))?;
    if output.status.success() {
        return Ok(());
    }
    let words = last_words(&String::from_utf8_lossy(&output.stderr));
    Err(format!("`{shown}` failed: {words}"))
}

/// The last lines of what a program said, as one line.
fn last_words(said: &str) -> String {
    let lines: Vec<&str> = said
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let last = &lines[lines.len().saturating_sub(4)..];
    if last.is_empty() {
        "it said nothing".into()
    } else {
        last.join(" / ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_quotes_the_last_lines() {
        assert_eq!(last_words("a\n\nb\nc\nd\n e\n"), "b / c / d / e");
        assert_eq!(last_words("\n"), "it said nothing");
    }

    #[test]
    fn a_failing_command_says_which_and_why() {
        let said = run(
            Command::new("sh").args(["-c", "echo no room >&2; exit 3"]),
            "some command",
        );
        assert_eq!(said, Err("`some command` failed: no room".into()));
    }

    #[test]
    fn nothing_is_installed_for_a_person_without_the_right() {
        let mut fresh = false;
        for system in [System::Debian { root: false }, System::Fedora, System::Other] {
            assert!(get(Need::Chromium, &system, Path::new("."), &mut fresh).is_none());
        }
        assert!(!fresh);
    }
}
