//! Weight: what a chatbot's page pays for Merciwatt, with and without it, in one run and in turns.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::{Map, Value, json};

use super::bare::launch_bare;
use super::hands::{self, Hands};
use super::run::launch;
use crate::browser::{Browser, Kind, Weight};
use crate::stage::{Setup, Stage, stored_id};

/// Turns with and without.
const TURNS: usize = 5;
/// The most that the main thread's time may grow.
const BOUND: f64 = 1.05;
/// A page left alone does next to nothing, so that a ratio says nothing: what it may grow by, ms in [`IDLE`].
const BOUND_IDLE_MS: f64 = 4.0;
const IDLE: Duration = Duration::from_secs(8);
/// A long chat is drawn in two halves.
const DRAWN: Duration = Duration::from_secs(3);
/// After the last piece: the reply is looked at until it is over.
const AFTER: Duration = Duration::from_millis(2500);
const PAIRS: usize = 200;
const UPDATES: usize = 300;
const UPDATE_MS: u64 = 20;

/// What is measured.
#[derive(Debug, Clone, Copy)]
enum Case {
    /// A chat of 200 pairs is opened.
    Opened,
    /// It is left alone.
    Idle,
    /// A message is sent in a chat of 200 pairs and answered in 300 updates.
    Streamed,
}

/// Measures in these browsers and prints one JSON.
pub async fn weight(dist: &Path, kinds: &[Kind]) -> Result<()> {
    let mut table = Map::new();
    let mut heavy = Vec::new();
    for kind in kinds {
        let measured = measure(dist, *kind).await?;
        eprintln!("{}: {measured:#}", kind.key());
        for (case, figures) in measured.as_object().into_iter().flatten() {
            let main = |key: &str| figures["main_ms"][key].as_f64().unwrap_or(f64::INFINITY);
            let idle = case == "idle" && main("with") - main("without") <= BOUND_IDLE_MS;
            if !idle && main("ratio") > BOUND {
                heavy.push(format!("{case} in {}", kind.key()));
            }
        }
        table.insert(kind.key().to_owned(), measured);
    }
    println!("{:#}", Value::Object(table));
    if heavy.is_empty() {
        Ok(())
    } else {
        bail!(
            "the main thread's time is more than {BOUND} times that without: {}",
            heavy.join(", ")
        )
    }
}

/// One browser, with or without, and the stage it plays on.
struct Side {
    browser: Browser,
    stage: Stage,
    _folder: tempfile::TempDir,
}

async fn side(dist: &Path, kind: Kind, with: bool) -> Result<Side> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let launch = if with {
        launch(dist, kind, &stage, folder.path())
    } else {
        launch_bare(dist, kind, &stage, folder.path())?
    };
    let browser = Browser::launch(&launch).await?;
    let reply = "The quokka sleeps in the shade. ".repeat(UPDATES);
    let setup = Setup {
        chunks: UPDATES,
        chunk_ms: UPDATE_MS,
        reply: Some(reply),
        ..Setup::default()
    };
    stage.set(chatgpt().host, setup);
    browser.one_process_per_site().await?;
    // Stays open: the browser keeps the site's process, whose start is no page's weight.
    browser.open_tab(&chatgpt().url()).await?;
    Ok(Side {
        browser,
        stage,
        _folder: folder,
    })
}

fn chatgpt() -> &'static Hands {
    hands::of("chatgpt").expect("ChatGPT is on stage")
}

/// Measures in one browser.
pub async fn measure(dist: &Path, kind: Kind) -> Result<Value> {
    let sides = [side(dist, kind, false).await?, side(dist, kind, true).await?];
    let mut table = Map::new();
    for case in [Case::Opened, Case::Idle, Case::Streamed] {
        let mut weights: [Vec<Weight>; 2] = [Vec::new(), Vec::new()];
        // The first turn warms caches and compiled code, and is not kept.
        for turn in 0..=TURNS {
            for at in if turn % 2 == 0 { [0, 1] } else { [1, 0] } {
                let weight = page(&sides[at], case).await?;
                if turn > 0 {
                    weights[at].push(weight);
                }
            }
        }
        table.insert(format!("{case:?}").to_lowercase(), compared(&weights));
    }
    for side in sides {
        side.browser.quit().await?;
    }
    Ok(Value::Object(table))
}

/// What one page costs: its opening, a while afterwards, or a message and its reply.
async fn page(side: &Side, case: Case) -> Result<Weight> {
    let Side { browser, stage, .. } = side;
    let host = chatgpt().host;
    browser.switch(browser.control()).await?;
    let tab = browser.open_tab("about:blank").await?;
    browser.begin_weighing().await?;
    let chat = format!("https://{host}/c/{}", stored_id(host, 1, PAIRS));
    let mut before = browser.weigh(host).await?;
    browser.driver.goto(chat).await?;
    tokio::time::sleep(DRAWN).await;
    match case {
        Case::Opened => {}
        Case::Idle => {
            before = browser.weigh(host).await?;
            tokio::time::sleep(IDLE).await;
        }
        Case::Streamed => {
            let sent = stage.sends().len();
            before = browser.weigh(host).await?;
            browser
                .type_into(chatgpt().composer, "Does the quokka sleep?")
                .await?;
            browser.press_enter(chatgpt().composer).await?;
            let over = async || {
                let finished = stage.sends().get(sent).is_some_and(|send| send.finished);
                Ok(if finished {
                    Ok(())
                } else {
                    Err("it still grows".to_owned())
                })
            };
            browser.until("the reply", Duration::from_secs(60), over).await?;
            tokio::time::sleep(AFTER).await;
        }
    }
    let after = browser.weigh(host).await?;
    browser.switch(&tab).await?;
    browser.close_tab().await?;
    Ok(Weight {
        main_ms: after.main_ms - before.main_ms,
        script_ms: after
            .script_ms
            .zip(before.script_ms)
            .map(|(after, before)| after - before),
        memory_mb: after.memory_mb,
    })
}

fn compared([without, with]: &[Vec<Weight>; 2]) -> Value {
    let figure = |of: fn(&Weight) -> Option<f64>| {
        let values = |side: &[Weight]| side.iter().filter_map(of).collect::<Vec<f64>>();
        let (without, with) = (values(without), values(with));
        if with.is_empty() {
            return json!("this browser does not say");
        }
        let ratios = with
            .iter()
            .zip(&without)
            .map(|(with, without)| with / without)
            .collect();
        let round = |number: f64| (number * 1e3).round() / 1e3;
        let (a, b) = (median(without.clone()), median(with.clone()));
        json!({
            "without": round(a), "with": round(b), "ratio": round(b / a), "ratio_of_pairs": round(median(ratios)),
            "all_without": without.into_iter().map(f64::round).collect::<Vec<_>>(),
            "all_with": with.into_iter().map(f64::round).collect::<Vec<_>>()
        })
    };
    json!({
        "main_ms": figure(|weight| Some(weight.main_ms)),
        "script_ms": figure(|weight| weight.script_ms),
        "memory_mb": figure(|weight| Some(weight.memory_mb))
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match (values.len() % 2, values.get(middle)) {
        (1, Some(value)) => *value,
        (0, Some(value)) => (value + values[middle - 1]) / 2.0,
        _ => f64::NAN,
    }
}
