//! Runs every scenario in the asked browsers and prints the table site × scenario × browser.

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};

use super::access::switch_on;
use super::hands::SITES;
use super::player::Player;
use super::scenarios::SCENARIOS;
use super::script::Scenario;
use super::{
    backups, changed, choices, class, classes, clock, durable, erased, first_run, folder, hostile, imports,
    keyboard, no_network, pill, privacy, repriced, school, stores, torn, updated,
};
use crate::browser::{Browser, Kind, Launch};
use crate::stage::{Setup, Stage, seen_by_all};

/// A word of every typed text, searched for afterwards.
pub const MARK: &str = "quokka";

/// The checks at the end say how long things take under a flood: one browser at a time.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// One line of the table.
struct Line {
    what: String,
    verdict: Result<(), String>,
    seconds: f64,
}

/// Plays everything that `only` (part of a name) admits, the browsers side by side. Errors if anything was wrong.
pub async fn scenarios(dist: &Path, kinds: &[Kind], only: &str) -> Result<()> {
    // Side by side: a scenario mostly waits.
    let all = kinds.iter().map(|kind| play_in(dist, *kind, only));
    let lines = futures_util::future::try_join_all(all).await?;
    let mut lines: Vec<Line> = lines.into_iter().flatten().collect();
    // One line of each browser is always there: what was stored.
    if lines.len() == kinds.len() && !lines.iter().any(|line| line.what.contains(only)) {
        bail!(
            "--only: no scenario's name holds \"{only}\"; names are such as \"chatgpt · a reply is stopped\""
        );
    }
    lines.push(whole_log());
    let passed = lines.iter().filter(|line| line.verdict.is_ok()).count();
    let failed = lines.len() - passed;
    for line in lines.iter().filter(|line| line.verdict.is_err()) {
        println!("WRONG  {}: {}", line.what, line.verdict.as_ref().unwrap_err());
    }
    println!("scenarios: {passed} passed, {failed} failed");
    if failed > 0 {
        bail!("{failed} of {} scenarios were wrong", lines.len());
    }
    Ok(())
}

/// What all stages together have seen, in all browsers and whatever was played: nothing that was asked by the extension, or
/// that was meant for somewhere else.
fn whole_log() -> Line {
    let mut log = seen_by_all();
    // A scenario of its own lets code out on purpose, to this host alone, to show that a stage would see it.
    log.retain(|hit| !hit.host.contains(no_network::HOST));
    let strangers = privacy::strangers(&log);
    let what = format!(
        "every stage · {} requests, none of the extension's and none to elsewhere",
        log.len()
    );
    println!("{}  {what}", if strangers.is_empty() { "right" } else { "WRONG" });
    Line {
        what,
        verdict: if strangers.is_empty() {
            Ok(())
        } else {
            Err(strangers.join("; "))
        },
        seconds: 0.0,
    }
}

async fn play_in(dist: &Path, kind: Kind, only: &str) -> Result<Vec<Line>> {
    let stage = Stage::start().await?;
    let folder = tempfile::tempdir()?;
    let launch = launch(dist, kind, &stage, folder.path());
    let browser = Browser::launch(&launch).await?;
    let mut lines: Vec<Line> = Vec::new();
    let mut note = |what: String, verdict: Result<Result<(), String>>, start: Instant| {
        let verdict = verdict.unwrap_or_else(|why| Err(format!("{why:#}")));
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{}  {what}  {seconds:.1} s",
            if verdict.is_ok() { "right" } else { "WRONG" }
        );
        if let Err(why) = &verdict {
            println!("       {why}");
        }
        lines.push(Line {
            what,
            verdict,
            seconds,
        });
    };

    for hands in SITES {
        let player = Player {
            browser: &browser,
            stage: &stage,
            hands,
            setup: Setup::default(),
        };
        let name = |scenario: &Scenario| format!("{} · {} · {}", kind.key(), hands.site, scenario.name);
        let mut asked = SCENARIOS
            .iter()
            .filter(|s| s.is_for(hands) && name(s).contains(only))
            .peekable();
        if asked.peek().is_some() {
            switch_on(&browser, hands.site, hands.host).await?;
        }
        for scenario in asked {
            let what = name(scenario);
            let start = Instant::now();
            note(what, player.play(scenario).await, start);
        }
    }

    let what = format!(
        "{} · all sites · no word in the stored records, no request of the extension",
        kind.key()
    );
    let start = Instant::now();
    let stored = browser.stored().await?;
    browser.quit().await?;
    let mut found = privacy::words_in_records(&stored, &[MARK]);
    let (searched, in_files) = privacy::words_in_profile(kind, &launch.profile, &[MARK])?;
    found.extend(in_files);
    found.extend(privacy::strangers(&stage.log()));
    if searched == 0 {
        found.push("no file of the extension's data was found to search".into());
    }
    note(
        what,
        Ok(if found.is_empty() {
            Ok(())
        } else {
            Err(found.join("; "))
        }),
        start,
    );

    changed::play(dist, kind, only, &mut |(what, verdict, start)| {
        note(what, verdict, start)
    })
    .await?;
    let faces = first_run::ALL
        .into_iter()
        .chain(pill::ALL)
        .chain(choices::ALL)
        .chain(classes::ALL)
        .chain(keyboard::ALL);
    for (name, check) in durable::ALL
        .into_iter()
        .chain(updated::ALL)
        .chain(torn::ALL)
        .chain(clock::ALL)
        .chain(repriced::ALL)
        .chain(faces)
        .chain(hostile::ALL)
        .chain(imports::ALL)
        .chain(school::ALL)
        .chain(no_network::ALL)
        .chain(erased::ALL)
        .chain(backups::ALL)
        .chain(folder::ALL)
        .chain(stores::ALL)
        .chain(class::ALL)
    {
        let what = format!("{} · chatgpt · {name}", kind.key());
        if what.contains(only) {
            let _alone = ALONE.lock().await;
            let start = Instant::now();
            note(what, check(dist, kind).await, start);
        }
    }
    let seconds: f64 = lines.iter().map(|line| line.seconds).sum();
    println!("{}: {} scenarios in {seconds:.0} s", kind.key(), lines.len());
    Ok(lines)
}

/// A browser on this stage with a profile in this folder.
pub fn launch(dist: &Path, kind: Kind, stage: &Stage, folder: &Path) -> Launch {
    Launch {
        kind,
        extension: dist.join(kind.dist()),
        tls_port: stage.tls_port(),
        http_port: stage.http_port(),
        headless: true,
        profile: folder.join("profile"),
        dark: false,
        window: (1200, 900),
        program: None,
    }
}
