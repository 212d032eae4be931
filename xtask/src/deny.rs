//! `deny`: licences, duplicates and sources of our crates against `deny.toml`; with `--advisories` known faults too, for which
//! the database is fetched.

use std::path::Path;
use std::process::Command;

use crate::{Outcome, setup};

/// What needs no network.
const ALWAYS: [&str; 3] = ["licenses", "bans", "sources"];

/// Checks, and gets the checker first; `words` may be `--advisories`.
pub fn deny(root: &Path, words: &[&str]) -> Outcome {
    let more: &[&str] = match words {
        [] => &[],
        ["--advisories"] => &["advisories"],
        _ => {
            return Err(format!(
                "deny: \"{}\" is unknown; the only word is --advisories",
                words.join(" ")
            ));
        }
    };
    setup::ensure(setup::FOR_DENY)?;
    run(root, &[&ALWAYS[..], more].concat())
}

/// The same where the checker is there; it takes minutes to compile, so no test waits for it.
pub fn if_there(root: &Path) -> Outcome {
    if setup::is_there(setup::Need::CargoDeny) {
        return run(root, &ALWAYS);
    }
    println!("crates: not checked, cargo-deny is not there (`cargo xtask deny` brings it)");
    Ok(())
}

fn run(root: &Path, what: &[&str]) -> Outcome {
    let program = setup::program("cargo-deny", root).ok_or("cargo-deny is not there")?;
    let mut command = Command::new(program);
    command.current_dir(root).args(["--workspace", "--locked"]);
    if !what.contains(&"advisories") {
        command.arg("--offline");
    }
    let status = command.args(["check", "--show-stats"]).args(what).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("cargo-deny has something against our crates; its words are above".into()),
        Err(why) => Err(format!("cargo-deny could not be started: {why}")),
    }
}
