//! The project's tasks: `cargo xtask <word>`. Each word has one module; this file is their table.

mod bench;
mod browsers;
mod bundle;
mod comments;
mod deny;
mod joined;
mod manifest;
mod native;
mod network;
mod package;
mod setup;
mod tidy;
mod words;
mod zipped;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A task's outcome: nothing to say, or one sentence for the person who called it.
type Outcome = Result<(), String>;

const WORDS: &str = "\
  build                                    dist/chrome, dist/firefox (load unpacked) and their zip files
  package [--twice]                        packages for the stores, the source archive and their sums, in dist/packages
  deny [--advisories]                      licences, duplicates, sources and known faults of our crates
  demo [--browser chromium|firefox] [--headless]
                                           a real browser with the extension on the demo chatbot
  test [native|wasm|chromium|firefox]      everything, or one ring
  replay DIR [--browser chromium|firefox]  saved pages of DIR/INDEX.csv in a real browser
  shots [DIR] [--browser NAMES] [--only PAGE-LANGUAGE]
                                           photographs of the extension's pages, into dist/shots; such as dashboard-fr
  pictures                                 the README's pictures, into docs/images
  store [DIR]                              the stores' pictures, 1280 × 800, into dist/store
  accessible [--browser NAMES]             axe-core's rules on every page of the extension
  load [--browser NAMES] [--times STOPS] [--seed NUMBER]
                                           1,000 messages in 20 tabs while the worker is stopped 200 times
  kill [--browser NAMES] [--times ROUNDS] [--seed NUMBER]
                                           the browser is killed 500 times while messages are sent
  full [--browser NAMES]                   the disk becomes full and has room again; needs the right to mount one
  weight [--browser NAMES]                 what the content script costs a page, as one JSON
  bench [--browser NAMES] [--only PART]    every figure beside its comparison, as one JSON and in the README; half an hour
  tidy                                     the repository checks itself
  setup                                    installs what the other words need";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["build"] => setup::ensure(setup::FOR_BUILD)
            .and_then(|_| bundle::build(&root()))
            .map(drop),
        ["package", rest @ ..] => package::package(&root(), rest),
        ["deny", rest @ ..] => deny::deny(&root(), rest),
        ["demo", rest @ ..] => browsers::demo(&root(), rest),
        ["test", rest @ ..] => test(rest),
        ["replay", dir, rest @ ..] => browsers::replay(&root(), dir, rest),
        ["shots", rest @ ..] => browsers::shots(&root(), rest),
        [
            word @ ("load" | "kill" | "full" | "weight" | "accessible" | "pictures" | "store"),
            rest @ ..,
        ] => browsers::measure(&root(), word, rest),
        ["bench", rest @ ..] => bench::bench(&root(), rest),
        ["tidy"] => tidy::tidy(&root()),
        ["setup"] => setup::ensure(setup::FOR_TEST).map(drop),
        other => {
            eprintln!(
                "cargo xtask: \"{}\" is no task. The tasks are:\n{WORDS}",
                other.join(" ")
            );
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("cargo xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn test(rings: &[&str]) -> Outcome {
    const ALL: [&str; 4] = ["native", "wasm", "chromium", "firefox"];
    if let Some(unknown) = rings.iter().find(|ring| !ALL.contains(ring)) {
        return Err(format!(
            "test: \"{unknown}\" is no ring; the rings are {}",
            ALL.join(", ")
        ));
    }
    let rings = if rings.is_empty() { &ALL[..] } else { rings };
    let skipped: Vec<&str> = ALL.into_iter().filter(|ring| !rings.contains(ring)).collect();
    setup::ensure(setup::FOR_TEST)?;
    if rings.contains(&"native") {
        tidy::tidy(&root())?;
        native::native(&root())?;
    }
    if rings.contains(&"wasm") {
        native::wasm_equals_native(&root())?;
    }
    let browsers: Vec<&str> = rings
        .iter()
        .copied()
        .filter(|ring| ["chromium", "firefox"].contains(ring))
        .collect();
    if !browsers.is_empty() {
        browsers::test(&root(), &browsers)?;
    }
    if !skipped.is_empty() {
        println!(
            "skipped because only {} was asked for: {}",
            rings.join(", "),
            skipped.join(", ")
        );
    }
    Ok(())
}

/// The repository's root: the parent of this package.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the repository")
        .to_path_buf()
}
