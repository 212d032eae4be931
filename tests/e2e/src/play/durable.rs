//! What must survive: a stopped worker, a killed browser, a refused send, a core that cannot start, the end of a week.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use futures_util::future::LocalBoxFuture;
use serde_json::{Value, json};

use super::hands::{self, Hands};
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::{Setup, Stage};

/// A check in a browser of its own: `Ok(Err(sentence))` says what was wrong.
pub type Check = for<'a> fn(&'a Path, Kind) -> LocalBoxFuture<'a, Result<Result<(), String>>>;

/// All checks with their names.
pub const ALL: [(&str, Check); 5] = [
    ("the worker is stopped between request and reply", |dist, kind| {
        Box::pin(stopped_worker(dist, kind))
    }),
    (
        "the browser is killed right after the badge moved",
        |dist, kind| Box::pin(killed_browser(dist, kind)),
    ),
    ("a refused send is kept and charged nothing", |dist, kind| {
        Box::pin(refused_send(dist, kind))
    }),
    ("a core that cannot start says so", |dist, kind| {
        Box::pin(broken_core(dist, kind))
    }),
    ("an ended week is summed up once", |dist, kind| {
        Box::pin(ended_week(dist, kind))
    }),
];

const PATIENCE: Duration = Duration::from_secs(20);

fn chatgpt() -> &'static Hands {
    hands::of("chatgpt").expect("ChatGPT is on stage")
}

/// Types a message on a new ChatGPT page and waits until the badge shows this count.
pub async fn send(browser: &Browser, text: &str, badge: &str) -> Result<()> {
    browser.open_tab(&chatgpt().url()).await?;
    browser.type_into(chatgpt().composer, text).await?;
    browser.press_enter(chatgpt().composer).await?;
    browser
        .until("the badge", PATIENCE, async || {
            let seen = browser.badge().await?;
            Ok(if seen == badge {
                Ok(())
            } else {
                Err(format!("\"{seen}\""))
            })
        })
        .await
}

async fn rows(browser: &Browser) -> Result<Vec<Value>> {
    Ok(browser.stored().await?["messages"]
        .as_array()
        .cloned()
        .unwrap_or_default())
}

/// Waits until this many rows are stored and all have this state.
async fn rows_in_state(browser: &Browser, count: usize, state: &str) -> Result<Result<(), String>> {
    let settled = browser
        .until("rows to settle", PATIENCE, async || {
            let rows = rows(browser).await?;
            let states: Vec<_> = rows.iter().map(|row| row["state"].clone()).collect();
            let good = rows.len() == count && states.iter().all(|s| s == state);
            Ok(if good { Ok(()) } else { Err(format!("{states:?}")) })
        })
        .await;
    Ok(settled.map_err(|why| format!("{why:#}")))
}

async fn stopped_worker(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    stage.set(
        chatgpt().host,
        Setup {
            first_chunk_ms: 2500,
            ..Setup::default()
        },
    );
    send(&browser, "Does the quokka sleep?", "1").await?;
    browser.stop_worker().await?;
    let mut verdict = rows_in_state(&browser, 1, "answered").await?;
    if verdict.is_ok() {
        browser.stop_worker().await?;
        stage.set(chatgpt().host, Setup::default());
        send(&browser, "Merci, quokka !", "2").await?;
        verdict = rows_in_state(&browser, 2, "answered").await?;
    }
    if verdict.is_ok()
        && rows(&browser)
            .await?
            .iter()
            .any(|row| row["output_tokens"].as_u64().unwrap_or(0) == 0)
    {
        verdict = Err("a reply has no length".into());
    }
    browser.quit().await?;
    Ok(verdict)
}

async fn killed_browser(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let mut start = launch(dist, kind, &stage, folder.path());
    for round in 1..=3 {
        let browser = Browser::launch(&start).await?;
        send(&browser, &format!("quokka round {round}"), &round.to_string()).await?;
        start = browser.kill_9().await?;
    }
    let browser = Browser::launch(&start).await?;
    let stored = rows(&browser).await?.len();
    let view = browser.ask(json!({"ask": "view", "page": "popup"})).await?;
    browser.quit().await?;
    let shown = view["today"]["messages"].clone();
    Ok(if stored == 3 && shown == 3 {
        Ok(())
    } else {
        Err(format!(
            "three messages were acknowledged; {stored} are stored and {shown} shown"
        ))
    })
}

async fn refused_send(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    stage.set(
        chatgpt().host,
        Setup {
            fail: Some(503),
            ..Setup::default()
        },
    );
    send(&browser, "Is the quokka there?", "1").await?;
    let mut verdict = rows_in_state(&browser, 1, "failed").await?;
    let today = browser.ask(json!({"ask": "view", "page": "popup"})).await?["today"].clone();
    if verdict.is_ok()
        && (today["messages"] != 1 || today["replies"] != 0 || today["wh"]["high"].as_f64() != Some(0.0))
    {
        verdict = Err(format!("a refused send must cost nothing: {today}"));
    }
    browser.quit().await?;
    Ok(verdict)
}

async fn broken_core(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let broken = folder.path().join("broken");
    copy(&dist.join(kind.dist()), &broken)?;
    fs::write(broken.join("core/core_bg.wasm"), b"this is no module")?;
    let mut start = launch(dist, kind, &stage, folder.path());
    start.extension = broken;
    let browser = Browser::launch(&start).await?;
    let answer = browser.ask(json!({"ask": "view", "page": "popup"})).await?;
    let badge = browser.badge().await?;
    browser.open_tab(&browser.extension_url("popup.html")).await?;
    let sentence = browser.find("[role='alert']").await?.text().await?;
    browser.quit().await?;
    Ok(
        if answer["reason"] == "core_failed" && badge == "!" && sentence.len() > 20 {
            Ok(())
        } else {
            Err(format!(
                "answer {answer}, badge \"{badge}\", popup says \"{sentence}\""
            ))
        },
    )
}

async fn ended_week(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    send(&browser, "quokka", "1").await?;
    // Whatever day the browser's language would begin weeks on.
    let monday = json!({"ask": "set", "settings": {"week_start": "monday"}});
    browser.ask(monday).await?;
    // Moves today's sums a week back, as if the week had passed, and opens the books again.
    let moved = browser
        .in_control(
            "const open = indexedDB.open('merciwatt'); open.onsuccess = () => { const db = open.result;
               const tx = db.transaction(['days', 'meta'], 'readwrite'); let name = '';
               tx.objectStore('days').getAll().onsuccess = e => { const day = e.target.result[0];
                 const date = new Date(day.day + 'T12:00:00Z'); date.setUTCDate(date.getUTCDate() - 7);
                 tx.objectStore('days').delete(day.day); day.day = name = date.toISOString().slice(0, 10);
                 tx.objectStore('days').put(day); };
               tx.objectStore('meta').get('core').onsuccess = e => { const core = e.target.result;
                 delete core.weeks_closed_before; delete core.week_until; tx.objectStore('meta').put(core); };
               tx.oncomplete = () => { db.close(); done({ name, monday: new Date().getDay() === 1 }); }; };",
            &[],
        )
        .await?;
    let ask = json!({"ask": "view", "page": "popup"});
    let view = browser.ask(ask.clone()).await?;
    let first = browser.stored().await?["weeks"].clone();
    browser.ask(ask).await?;
    let second = browser.stored().await?["weeks"].clone();
    browser.quit().await?;
    // On a Monday last week may not have ended everywhere yet; then it waits, and is shown all the same.
    let ended = first.as_array().is_some_and(|weeks| weeks.len() == 1) && first[0]["total"]["messages"] == 1;
    let waits = moved["monday"] == true && first.as_array().is_some_and(Vec::is_empty);
    let good = view["last_week"]["messages"] == 1
        && view["last_week_info"]["final"] == ended
        && (ended || waits)
        && first == second;
    Ok(if good {
        Ok(())
    } else {
        Err(format!(
            "with sums of {moved}: view {}, weeks {first} {second}",
            view["last_week"]
        ))
    })
}

/// Copies a folder with all it holds.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)?.flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(path, target)?;
        }
    }
    Ok(())
}
