//! What the tasks need on this machine, and getting it: the WASM target, both browsers with their drivers, fonts, Node.
//! On Debian as root everything is installed; elsewhere what is there is used, and what is missing is named in one
//! sentence with the commands for this system. Nothing outside `.tools/` is written except by apt and rustup.

mod found;
mod get;
mod system;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use found::Found;
pub use get::package;
use system::System;

/// One thing a task cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// rustc's library for `wasm32-unknown-unknown`.
    WasmTarget,
    /// Chromium with its driver, of the same version.
    Chromium,
    /// Firefox, new enough for the manifest.
    Firefox,
    /// The driver of Firefox.
    Geckodriver,
    /// Letters of the page languages for the photographs; their absence stops nothing.
    Fonts,
    /// Node, which runs the WASM core outside a browser.
    Node,
    /// axe-core, which the tests of accessibility put into pages; without npm they are left out.
    Axe,
    /// TypeScript's checker, which reads the types in the pages' scripts; without npm they are not checked.
    TypeScript,
    /// Mozilla's linter of packages; without npm the Firefox package is not linted.
    AddonsLinter,
    /// The checker of licences, sources and known faults of our crates.
    CargoDeny,
}

/// What `cargo xtask build` needs.
pub const FOR_BUILD: &[Need] = &[Need::WasmTarget];

/// What `cargo xtask package` needs.
pub const FOR_PACKAGE: &[Need] = &[Need::WasmTarget, Need::Node, Need::AddonsLinter];

/// What `cargo xtask deny` needs.
pub const FOR_DENY: &[Need] = &[Need::CargoDeny];

/// What `cargo xtask test` and everything with a real browser needs.
pub const FOR_TEST: &[Need] = &[
    Need::WasmTarget,
    Need::Chromium,
    Need::Firefox,
    Need::Geckodriver,
    Need::Fonts,
    Need::Node,
    Need::Axe,
    Need::TypeScript,
];

impl Need {
    /// Its name in the lines for people.
    fn name(self) -> &'static str {
        match self {
            Need::WasmTarget => "Rust target wasm32-unknown-unknown",
            Need::Chromium => "Chromium and ChromeDriver",
            Need::Firefox => "Firefox",
            Need::Geckodriver => "geckodriver",
            Need::Fonts => "fonts",
            Need::Node => "Node",
            Need::Axe => "axe-core",
            Need::TypeScript => "TypeScript",
            Need::AddonsLinter => "addons-linter",
            Need::CargoDeny => "cargo-deny",
        }
    }
}

/// Whether this is there already. Nothing is installed.
pub fn is_there(need: Need) -> bool {
    matches!(found::look(need, &root()), Found::There(_))
}

/// A program of the project's own tools, or of the system's.
pub fn program(name: &str, root: &Path) -> Option<PathBuf> {
    found::program(&[name], root)
}

/// Makes sure of these things: one line each on stderr, since some tasks print data on stdout. Installs what is
/// missing where it can; otherwise errs with one sentence that names everything missing and what to run.
pub fn ensure(needs: &[Need]) -> Result<(), String> {
    let root = root();
    let system = System::here();
    let mut apt_is_fresh = false;
    let mut missing: Vec<(Need, String)> = Vec::new();
    for &need in needs {
        let why = match found::look(need, &root) {
            Found::There(what) => {
                eprintln!("{}: {what}, already there", need.name());
                continue;
            }
            Found::Missing(why) => why,
        };
        let start = Instant::now();
        match get::get(need, &system, &root, &mut apt_is_fresh) {
            None => missing.push((need, why)),
            // The tests go on without it, and say so.
            Some(Err(why)) if get::package(need).is_some() => missing.push((need, why)),
            Some(Err(why)) => return Err(format!("{} could not be installed: {why}", need.name())),
            Some(Ok(())) => match found::look(need, &root) {
                Found::There(what) => {
                    let seconds = start.elapsed().as_secs_f32();
                    eprintln!("{}: {what}, installed in {seconds:.0} s", need.name());
                }
                Found::Missing(why) => {
                    return Err(format!("{}: was installed, and still {why}", need.name()));
                }
            },
        }
    }
    // A page without the right letters is only ugly: say it, and go on.
    if let Some(at) = missing.iter().position(|(need, _)| *need == Need::Fonts) {
        let (_, why) = missing.remove(at);
        let how = system.how_to_get(&[Need::Fonts]);
        eprintln!("fonts: {why}; photographs will show boxes. {how}");
    }
    for (of_npm, lost) in [
        (Need::Axe, "the pages' accessibility will not be tested"),
        (
            Need::TypeScript,
            "the types of the pages' scripts will not be checked",
        ),
        (Need::AddonsLinter, "the Firefox package will not be linted"),
    ] {
        if let Some(at) = missing.iter().position(|(need, _)| *need == of_npm) {
            let (_, why) = missing.remove(at);
            eprintln!(
                "{}: {why}; {lost}. {}",
                of_npm.name(),
                system.how_to_get(&[of_npm])
            );
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(sentence(&missing, &system))
    }
}

/// Everything that is missing, and what to run here.
fn sentence(missing: &[(Need, String)], system: &System) -> String {
    let whats: Vec<String> = missing
        .iter()
        .map(|(need, why)| format!("{} ({why})", need.name()))
        .collect();
    let needs: Vec<Need> = missing.iter().map(|(need, _)| *need).collect();
    let verb = if whats.len() == 1 { "is" } else { "are" };
    format!(
        "{} {verb} missing. {}",
        whats.join(", "),
        system.how_to_get(&needs)
    )
}

/// Each needed package once, in a steady order.
fn packages(needs: &[Need], of: impl Fn(Need) -> &'static [&'static str]) -> Vec<&'static str> {
    let all: BTreeSet<&str> = needs.iter().flat_map(|need| of(*need)).copied().collect();
    all.into_iter().collect()
}

/// The repository's root: the parent of this package.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the repository")
        .to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sentence_names_everything_that_is_missing() {
        let missing = [
            (Need::Chromium, "no chromium on the PATH".to_owned()),
            (Need::Firefox, "no firefox on the PATH".to_owned()),
        ];
        let said = sentence(&missing, &System::Debian { root: false });
        assert_eq!(
            said,
            "Chromium and ChromeDriver (no chromium on the PATH), Firefox (no firefox on the PATH) are missing. \
             Run: sudo apt-get install --no-install-recommends chromium chromium-driver chromium-sandbox firefox-esr"
        );
    }
}
