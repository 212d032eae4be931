//! Which system this is, and what a person has to run on it. It installs nothing.

use super::{Need, packages};

/// A family of systems that installs programs in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Debian and what is built from it without a browser of its own.
    Debian {
        /// Whether packages may be installed without asking.
        root: bool,
    },
    /// Ubuntu: its browsers are snaps, not packages.
    Ubuntu,
    /// Fedora and its relatives.
    Fedora,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
    /// Anything else.
    Other,
}

impl System {
    /// The system this program runs on.
    pub fn here() -> System {
        if cfg!(target_os = "macos") {
            return System::MacOs;
        }
        if cfg!(target_os = "windows") {
            return System::Windows;
        }
        let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        System::from_release(&release, is_root(&status))
    }

    /// Reads `/etc/os-release`.
    fn from_release(release: &str, root: bool) -> System {
        let value = |key: &str| {
            let found = release
                .lines()
                .find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
            found.unwrap_or_default().trim_matches('"').to_owned()
        };
        let (id, like) = (value("ID"), value("ID_LIKE"));
        let is = |name: &str| id == name || like.split(' ').any(|part| part == name);
        if is("ubuntu") {
            System::Ubuntu
        } else if is("debian") {
            System::Debian { root }
        } else if is("fedora") || is("rhel") {
            System::Fedora
        } else {
            System::Other
        }
    }

    /// One sentence: what to run here to get these.
    pub fn how_to_get(&self, needs: &[Need]) -> String {
        let mut steps: Vec<String> = Vec::new();
        match self {
            System::Debian { .. } => {
                let names = packages(needs, debian);
                if !names.is_empty() {
                    let all = names.join(" ");
                    steps.push(format!("sudo apt-get install --no-install-recommends {all}"));
                }
            }
            System::Ubuntu => {
                let (snaps, debs) = (packages(needs, ubuntu_snaps), packages(needs, ubuntu_packages));
                steps.extend(snaps.iter().map(|name| format!("sudo snap install {name}")));
                if !debs.is_empty() {
                    steps.push(format!("sudo apt-get install {}", debs.join(" ")));
                }
            }
            System::Fedora => {
                let names = packages(needs, fedora);
                if !names.is_empty() {
                    steps.push(format!("sudo dnf install {}", names.join(" ")));
                }
            }
            System::MacOs => {
                let (casks, formulae) = (packages(needs, mac_casks), packages(needs, mac_formulae));
                if !casks.is_empty() {
                    steps.push(format!("brew install --cask {}", casks.join(" ")));
                }
                if !formulae.is_empty() {
                    steps.push(format!("brew install {}", formulae.join(" ")));
                }
            }
            System::Windows => {
                let names = packages(needs, windows);
                steps.extend(names.iter().map(|name| format!("winget install {name}")));
                if needs.contains(&Need::Chromium) {
                    steps.push("npx @puppeteer/browsers install chromedriver, put on the PATH".into());
                }
            }
            System::Other => {
                let names = packages(needs, debian);
                if !names.is_empty() {
                    let all = names.join(", ");
                    steps.push(format!(
                        "your system's own package manager for what Debian calls {all}"
                    ));
                }
            }
        }
        if needs.contains(&Need::WasmTarget) {
            steps.push(
                "rustup target add wasm32-unknown-unknown (rustup comes from https://rustup.rs)".into(),
            );
        }
        if needs.contains(&Need::Geckodriver) {
            steps.push(super::get::GECKODRIVER.join(" "));
        }
        if needs.contains(&Need::CargoDeny) {
            steps.push(super::get::CARGO_DENY.join(" "));
        }
        if needs.iter().any(|need| super::get::package(*need).is_some()) {
            steps.push("cargo xtask setup, with npm on the PATH".into());
        }
        format!("Run: {}", steps.join("; then "))
    }
}

/// Debian's packages.
pub fn debian(need: Need) -> &'static [&'static str] {
    match need {
        Need::Chromium => &["chromium", "chromium-driver", "chromium-sandbox"],
        Need::Firefox => &["firefox-esr"],
        Need::Fonts => &["fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"],
        Need::Node => &["nodejs"],
        _ => &[],
    }
}

fn ubuntu_snaps(need: Need) -> &'static [&'static str] {
    match need {
        Need::Chromium => &["chromium"],
        Need::Firefox => &["firefox"],
        _ => &[],
    }
}

fn ubuntu_packages(need: Need) -> &'static [&'static str] {
    match need {
        Need::Fonts | Need::Node => debian(need),
        _ => &[],
    }
}

fn fedora(need: Need) -> &'static [&'static str] {
    match need {
        Need::Chromium => &["chromium", "chromedriver"],
        Need::Firefox => &["firefox"],
        Need::Fonts => &[
            "google-noto-fonts-all",
            "google-noto-cjk-fonts",
            "google-noto-color-emoji-fonts",
        ],
        Need::Node => &["nodejs"],
        _ => &[],
    }
}

fn mac_casks(need: Need) -> &'static [&'static str] {
    match need {
        Need::Chromium => &["chromium", "chromedriver"],
        Need::Firefox => &["firefox"],
        _ => &[],
    }
}

fn mac_formulae(need: Need) -> &'static [&'static str] {
    if need == Need::Node { &["node"] } else { &[] }
}

fn windows(need: Need) -> &'static [&'static str] {
    match need {
        Need::Chromium => &["Hibbiki.Chromium"],
        Need::Firefox => &["Mozilla.Firefox"],
        Need::Node => &["OpenJS.NodeJS.LTS"],
        _ => &[],
    }
}

/// Whether `/proc/self/status` says that this process may do everything: its effective user is 0.
fn is_root(status: &str) -> bool {
    let ids = status.lines().find_map(|line| line.strip_prefix("Uid:"));
    ids.and_then(|ids| ids.split_whitespace().nth(1)) == Some("0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_told_apart_by_their_release_file() {
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n";
        assert_eq!(System::from_release(debian, true), System::Debian { root: true });
        let mint = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        assert_eq!(System::from_release(mint, true), System::Ubuntu);
        assert_eq!(
            System::from_release("ID=rocky\nID_LIKE=\"rhel centos fedora\"\n", false),
            System::Fedora
        );
        assert_eq!(System::from_release("ID=\"arch\"\n", false), System::Other);
        assert_eq!(System::from_release("VERSION_ID=\"12\"\n", false), System::Other);
    }

    #[test]
    fn root_is_the_effective_user() {
        assert!(is_root("Name:\tx\nUid:\t1000\t0\t0\t0\n"));
        assert!(!is_root("Name:\tx\nUid:\t0\t1000\t0\t0\n"));
        assert!(!is_root(""));
    }

    #[test]
    fn every_system_has_a_sentence_for_every_need() {
        let needs = super::super::FOR_TEST;
        let debian = System::Debian { root: false };
        for system in [
            debian,
            System::Ubuntu,
            System::Fedora,
            System::MacOs,
            System::Windows,
            System::Other,
        ] {
            for need in needs {
                let said = system.how_to_get(&[*need]);
                let no_fonts_to_get =
                    *need == Need::Fonts && matches!(system, System::MacOs | System::Windows);
                assert!(
                    no_fonts_to_get || said.len() > "Run: ".len(),
                    "{system:?} {need:?}: {said}"
                );
            }
        }
        let both = System::Fedora.how_to_get(&[Need::Firefox, Need::Geckodriver]);
        assert_eq!(
            both,
            "Run: sudo dnf install firefox; then cargo install geckodriver --version 0.37.1 --locked --root .tools"
        );
    }
}
