//! The words of the project that need a real browser; `cargo xtask` calls them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use e2e::browser::Kind;
use e2e::play;

const USAGE: &str = "\
usage: e2e scenarios [--browser NAMES] [--only PART]
       e2e demo [--browser NAME] [--headless]
       e2e replay DIR [--browser NAMES]
       e2e shots [DIR] [--browser NAMES] [--only PART]
       e2e pictures [DIR]
       e2e store [DIR]
       e2e accessible [--browser NAMES] [--only PART]
       e2e load [--browser NAMES] [--times STOPS] [--seed NUMBER]
       e2e kill [--browser NAMES] [--times ROUNDS] [--seed NUMBER]
       e2e full [--browser NAMES]
       e2e paper [DIR] [--browser NAMES] [--only PART]
       e2e class [DIR] [--browser NAMES]
       e2e weight [--browser NAMES]
       e2e bench [--browser NAMES] [--only PART]
       e2e reprice [--browser NAMES]
       e2e backup [--browser NAMES] [--times MESSAGES]
       e2e imports [DIR] [--browser NAMES] [--seed MEGABYTES]
NAMES are chromium and firefox, separated by a comma; without it, both.";

/// What the words said.
struct Asked {
    kinds: Vec<Kind>,
    only: String,
    headless: bool,
    folder: Option<PathBuf>,
    seed: Option<u64>,
    times: Option<usize>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((word, rest)) = words.split_first() else {
        return usage("say what to play");
    };
    let asked = match parse(rest) {
        Ok(asked) => asked,
        Err(sentence) => return usage(&sentence),
    };
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    let outcome = match word.as_str() {
        "scenarios" => play::run::scenarios(&dist, &asked.kinds, &asked.only).await,
        "demo" => play::demo::demo(&dist, asked.kinds[0], asked.headless).await,
        "replay" => match &asked.folder {
            Some(folder) => play::replay::replay(&dist, folder, &asked.kinds).await,
            None => return usage("replay: say which folder holds INDEX.csv"),
        },
        "shots" => {
            let folder = asked.folder.unwrap_or_else(|| dist.join("shots"));
            play::shots::shots(&dist, &folder, &asked.kinds, &asked.only).await
        }
        "pictures" => {
            let folder = asked.folder.unwrap_or_else(|| dist.join("../docs/images"));
            play::pictures::pictures(&dist, &folder).await
        }
        "store" => {
            let folder = asked.folder.unwrap_or_else(|| dist.join("store"));
            play::store::pictures(&dist, &folder).await
        }
        "accessible" => play::accessible::accessible(&dist, &asked.kinds, &asked.only).await,
        "paper" => {
            let folder = asked.folder.unwrap_or_else(|| dist.join("paper"));
            play::paper::paper(&dist, &folder, &asked.kinds, &asked.only).await
        }
        "class" => {
            let folder = asked.folder.unwrap_or_else(|| dist.join("class"));
            play::class::whole(&dist, &folder, &asked.kinds).await
        }
        "load" => {
            let stops = asked.times.unwrap_or(play::load::STOPS);
            play::load::load(&dist, &asked.kinds, stops, asked.seed).await
        }
        "kill" => play::killed::kill(&dist, &asked.kinds, asked.times.unwrap_or(500), asked.seed).await,
        "full" => play::full::full(&dist, &asked.kinds).await,
        "weight" => play::weight::weight(&dist, &asked.kinds).await,
        "imports" => match &asked.folder {
            Some(folder) => play::exports::right_or_wrong(&dist, folder, &asked.kinds).await,
            None => play::exports::measure(&dist, &asked.kinds, asked.seed.unwrap_or(300)).await,
        },
        "bench" => e2e::bench::bench(&dist, &asked.kinds, &asked.only).await,
        "backup" => play::backup_size::measure(&dist, &asked.kinds, asked.times.unwrap_or(365_000)).await,
        "reprice" => play::repriced::measure(&dist, &asked.kinds, 3650, 100).await,
        other => return usage(&format!("\"{other}\" is no word")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("e2e: {why:#}");
            ExitCode::FAILURE
        }
    }
}

fn usage(sentence: &str) -> ExitCode {
    eprintln!("e2e: {sentence}\n{USAGE}");
    ExitCode::from(2)
}

fn parse(words: &[String]) -> Result<Asked, String> {
    let mut asked = Asked {
        kinds: Kind::ALL.to_vec(),
        only: String::new(),
        headless: false,
        folder: None,
        seed: None,
        times: None,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--headless" => asked.headless = true,
            "--only" => {
                asked.only = words
                    .next()
                    .ok_or("--only: say a part of a scenario's name")?
                    .clone()
            }
            "--seed" => {
                let number = words.next().and_then(|word| word.parse().ok());
                asked.seed = Some(number.ok_or("--seed: say the number that a run has printed")?);
            }
            "--times" => {
                let number = words.next().and_then(|word| word.parse().ok());
                asked.times = Some(number.ok_or("--times: say how many")?);
            }
            "--browser" => {
                let names = words.next().ok_or("--browser: say chromium or firefox")?;
                asked.kinds = names.split(',').map(kind).collect::<Result<_, _>>()?;
            }
            flag if flag.starts_with("--") => return Err(format!("\"{flag}\" is unknown")),
            folder => asked.folder = Some(folder.into()),
        }
    }
    Ok(asked)
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::ALL
        .into_iter()
        .find(|kind| kind.key() == name)
        .ok_or_else(|| format!("\"{name}\" is no browser; use chromium or firefox"))
}
