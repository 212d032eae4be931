//! Looking at what is there already, and whether it is new enough. It changes nothing.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Need;

/// The oldest Firefox the manifest admits (`strict_min_version`).
const FIREFOX: u32 = 142;
/// The first geckodriver that may open an extension's pages (`--allow-system-access`), as 0.36.
const GECKODRIVER: (u32, u32) = (0, 36);
/// The first cargo-deny that reads `deny.toml` as it is written.
const CARGO_DENY: (u32, u32) = (0, 18);
/// The oldest Node with everything the checks use; Debian 12 has it.
const NODE: u32 = 18;

/// What a look found.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// There, as this version or place.
    There(String),
    /// Missing or unfit, and why.
    Missing(String),
}

/// Looks for one thing.
pub fn look(need: Need, root: &Path) -> Found {
    match need {
        Need::WasmTarget => wasm_target(root),
        Need::Chromium => chromium(root),
        Need::Firefox => at_least(&["firefox-esr", "firefox"], root, (FIREFOX, 0)),
        Need::Geckodriver => at_least(&["geckodriver"], root, GECKODRIVER),
        Need::Fonts => fonts(&font_folders()),
        Need::Node => at_least(&["node"], root, (NODE, 0)),
        Need::CargoDeny => at_least(&["cargo-deny"], root, CARGO_DENY),
        Need::Axe | Need::TypeScript | Need::AddonsLinter => match super::get::package(need) {
            Some(package) if root.join(package.file).is_file() => Found::There(package.name.into()),
            package => Found::Missing(format!("no {}", package.map_or("", |package| package.file))),
        },
    }
}

/// The first of these programs: in `.tools/bin`, then on the PATH, then in the usual places.
pub fn program(names: &[&str], root: &Path) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::iter::once(root.join(".tools/bin"))
        .chain(std::env::split_paths(&path))
        .chain(USUAL.iter().map(PathBuf::from))
        .collect();
    let endings = if cfg!(windows) {
        [".exe", ""].as_slice()
    } else {
        [""].as_slice()
    };
    names.iter().find_map(|name| {
        folders.iter().find_map(|folder| {
            endings
                .iter()
                .map(|end| folder.join(format!("{name}{end}")))
                .find(|file| file.is_file())
        })
    })
}

/// Where browsers lie that are on no PATH.
const USUAL: [&str; 7] = [
    "/usr/bin",
    "/usr/lib/chromium",
    "/usr/lib64/chromium-browser",
    "/snap/bin",
    "/Applications/Chromium.app/Contents/MacOS",
    "/Applications/Firefox.app/Contents/MacOS",
    "C:/Program Files/Mozilla Firefox",
];

fn wasm_target(root: &Path) -> Found {
    let name = "wasm32-unknown-unknown";
    let output = Command::new("rustc")
        .current_dir(root)
        .args(["--print", "sysroot"])
        .output();
    let Ok(output) = output else {
        return Found::Missing("no rustc on the PATH".into());
    };
    let sysroot = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    let library = sysroot.join("lib/rustlib").join(name).join("lib");
    let filled = std::fs::read_dir(&library).is_ok_and(|mut files| files.next().is_some());
    if filled {
        let toolchain = sysroot.file_name().unwrap_or_default().to_string_lossy();
        Found::There(format!("of {toolchain}"))
    } else {
        Found::Missing(format!("rustc in {} has no library for it", sysroot.display()))
    }
}

fn chromium(root: &Path) -> Found {
    let Some(browser) = program(&["chromium", "chromium-browser", "Chromium"], root) else {
        return Found::Missing(
            "no chromium on the PATH; Chrome takes no extension from a command line".into(),
        );
    };
    let Some(driver) = program(&["chromedriver", "chromium.chromedriver"], root) else {
        return Found::Missing(format!("{} has no chromedriver beside it", browser.display()));
    };
    same_version(version_of(&browser), version_of(&driver))
}

/// ChromeDriver drives only the Chromium of its own major version.
fn same_version(browser: Option<Version>, driver: Option<Version>) -> Found {
    match (browser, driver) {
        (Some(browser), Some(driver)) if browser.major != driver.major => Found::Missing(format!(
            "Chromium is {} but ChromeDriver is {}, and they must be of one version",
            browser.whole, driver.whole
        )),
        (Some(browser), Some(_)) => Found::There(browser.whole),
        _ => Found::There("of an unknown version".into()),
    }
}

fn at_least(names: &[&str], root: &Path, least: (u32, u32)) -> Found {
    let Some(file) = program(names, root) else {
        return Found::Missing(format!("no {} on the PATH", names.join(" or ")));
    };
    match version_of(&file) {
        Some(version) if (version.major, version.minor) < least => Found::Missing(format!(
            "{} is {}, and {}.{} is the oldest that will do",
            file.display(),
            version.whole,
            least.0,
            least.1
        )),
        Some(version) => Found::There(version.whole),
        None => Found::There(format!("{}, of an unknown version", file.display())),
    }
}

/// Files that must be in one of the font folders, and what they are for.
const FONTS: [(&str, &str); 4] = [
    ("NotoSansCJK", "Chinese, Japanese and Korean"),
    ("NotoSansArabic", "Arabic"),
    ("NotoSansDevanagari", "Hindi"),
    ("NotoColorEmoji", "emoji"),
];

fn font_folders() -> Vec<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let own = [home.join(".local/share/fonts"), home.join(".fonts")];
    own.into_iter()
        .chain(["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from))
        .collect()
}

fn fonts(folders: &[PathBuf]) -> Found {
    if cfg!(any(target_os = "macos", target_os = "windows")) {
        return Found::There("the system's own".into());
    }
    let mut names: Vec<String> = Vec::new();
    let mut folders = folders.to_vec();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                _ => names.push(entry.file_name().to_string_lossy().replace(['-', '_'], "")),
            }
        }
    }
    let lacks: Vec<&str> = FONTS
        .iter()
        .filter(|(start, _)| !names.iter().any(|name| name.starts_with(start)))
        .map(|(_, letters)| *letters)
        .collect();
    if lacks.is_empty() {
        Found::There("Noto with CJK and emoji".into())
    } else {
        Found::Missing(format!("no Noto font for {}", lacks.join(", ")))
    }
}

/// A program's version.
#[derive(Debug, PartialEq, Eq)]
struct Version {
    major: u32,
    minor: u32,
    whole: String,
}

impl Version {
    /// The first word that starts with digits and a dot, with or without a `v` before.
    fn read(said: &str) -> Option<Version> {
        said.split_whitespace().find_map(|word| {
            let word = word.strip_prefix('v').unwrap_or(word);
            let (major, rest) = word.split_once('.')?;
            let minor: String = rest.chars().take_while(char::is_ascii_digit).collect();
            Some(Version {
                major: major.parse().ok()?,
                minor: minor.parse().ok()?,
                whole: word.to_owned(),
            })
        })
    }
}

/// Asks a program for its version. On Windows the browsers open a window instead of answering: they are not asked.
fn version_of(program: &Path) -> Option<Version> {
    if cfg!(windows) {
        return None;
    }
    let output = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    Version::read(&String::from_utf8_lossy(&output.stdout))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(said: &str) -> Option<(u32, u32, String)> {
        Version::read(said).map(|found| (found.major, found.minor, found.whole))
    }

    #[test]
    fn versions_are_read_from_what_the_programs_say() {
        let chromium = "Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)";
        assert_eq!(version(chromium), Some((156, 0, "156.0.8078.79".into())));
        let driver = "ChromeDriver 156.0.8078.79 (5d7c05f8-refs/branch-heads/8078@{#1})";
        assert_eq!(version(driver).unwrap().0, 156);
        assert_eq!(
            version("Mozilla Firefox 153.7.0esr"),
            Some((153, 7, "153.7.0esr".into()))
        );
        assert_eq!(version("geckodriver 0.37.1"), Some((0, 37, "0.37.1".into())));
        assert_eq!(version("v20.19.2"), Some((20, 19, "20.19.2".into())));
        assert_eq!(version("no version here. none"), None);
    }

    #[test]
    fn a_driver_of_another_version_is_no_driver() {
        let found = same_version(
            Version::read("Chromium 157.0.1.1"),
            Version::read("ChromeDriver 156.0.8078.79"),
        );
        let Found::Missing(why) = found else {
            panic!("two versions were taken for one")
        };
        assert!(
            why.contains("157.0.1.1") && why.contains("156.0.8078.79"),
            "{why}"
        );
        let same = same_version(Version::read("C 157.0.1.1"), Version::read("D 157.0.9.9"));
        assert_eq!(same, Found::There("157.0.1.1".into()));
    }

    #[cfg(unix)]
    #[test]
    fn an_old_program_counts_as_missing() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("xtask-found-{}", std::process::id()));
        let bin = folder.join(".tools/bin");
        std::fs::create_dir_all(&bin).unwrap();
        let file = bin.join("some-driver");
        let mut verdicts = Vec::new();
        for said in ["some-driver 0.35.9", "some-driver 0.36.0"] {
            std::fs::write(&file, format!("#!/bin/sh\necho {said}\n")).unwrap();
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
            verdicts.push(at_least(&["some-driver"], &folder, GECKODRIVER));
        }
        let none = at_least(&["no-such-driver"], &folder, GECKODRIVER);
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(matches!(&verdicts[0], Found::Missing(why) if why.contains("0.36 is the oldest")));
        assert_eq!(verdicts[1], Found::There("0.36.0".into()));
        assert_eq!(none, Found::Missing("no no-such-driver on the PATH".into()));
    }

    #[test]
    fn missing_letters_are_named() {
        let nowhere = fonts(&[PathBuf::from("/nowhere/at/all")]);
        if cfg!(target_os = "linux") {
            assert!(
                matches!(nowhere, Found::Missing(why) if why.contains("Arabic") && why.contains("emoji"))
            );
        }
    }
}
