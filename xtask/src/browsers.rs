//! The words that need a browser: they are played by the `e2e` package.

use std::path::Path;
use std::process::Command;

use crate::{Outcome, bundle, setup};

/// `demo`: a real browser with the extension on the demo chatbot.
pub fn demo(root: &Path, words: &[&str]) -> Outcome {
    setup::ensure(setup::FOR_TEST)?;
    bundle::build(root)?;
    e2e(root, &[&["demo"], words].concat())
}

/// `test`: every scenario in these browsers.
pub fn test(root: &Path, browsers: &[&str]) -> Outcome {
    bundle::build(root)?;
    let words = ["test", "--quiet", "--package", "e2e"];
    let status = Command::new(env!("CARGO")).current_dir(root).args(words).status();
    if !status.is_ok_and(|status| status.success()) {
        return Err("the stage's or the harness's own tests failed; their words are above".into());
    }
    let browsers = browsers.join(",");
    e2e(root, &["scenarios", "--browser", &browsers])?;
    if setup::package(setup::Need::Axe).is_some_and(|axe| root.join(axe.file).is_file()) {
        e2e(root, &["accessible", "--browser", &browsers])?;
    }
    Ok(())
}

/// `replay`: saved pages.
pub fn replay(root: &Path, folder: &str, words: &[&str]) -> Outcome {
    setup::ensure(setup::FOR_TEST)?;
    bundle::build(root)?;
    e2e(root, &[&["replay", folder], words].concat())
}

/// `shots`: photographs of the extension's pages.
pub fn shots(root: &Path, words: &[&str]) -> Outcome {
    setup::ensure(setup::FOR_TEST)?;
    bundle::build(root)?;
    e2e(root, &[&["shots"], words].concat())
}

/// `load`, `kill`, `weight`, `accessible` and `pictures`: what holds under load and when the browser is killed, what a page pays, what axe-core finds, and how the
/// pages look. They take minutes.
pub fn measure(root: &Path, word: &str, words: &[&str]) -> Outcome {
    setup::ensure(setup::FOR_TEST)?;
    bundle::build(root)?;
    e2e(root, &[&[word], words].concat())
}

fn e2e(root: &Path, words: &[&str]) -> Outcome {
    let status = Command::new(env!("CARGO"))
        .current_dir(std::env::current_dir().unwrap_or_else(|_| root.to_path_buf()))
        .args(["run", "--quiet", "--package", "e2e", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .arg("--")
        .args(words)
        .status()
        .map_err(|why| format!("cargo could not be started: {why}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!(
            "`{}` did not end well; its words are above",
            words.join(" ")
        ))
    }
}
