//! A power cut tears a write of the browser's database, twice: what was counted must survive the next start, and the one after.
//!
//! Chromium goes on writing behind the torn record and, at the start after, takes the place for corrupt and empties the whole database;
//! `extension/disk.js` brings everything out of that file before.

use std::fs::{File, read_dir};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use super::durable::{Check, send};
use super::import_page::verdict;
use super::kept::kept;
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// The check with its name.
pub const ALL: [(&str, Check); 1] = [(
    "a power cut tears a write, and nothing counted is lost",
    |dist, kind| Box::pin(torn(dist, kind)),
)];

const SOON: Duration = Duration::from_secs(20);
/// The beginning of a record of 256 bytes: sum, length and kind as Chromium's log has them, and too few of its bytes.
const RECORD: [u8; 20] = [7, 7, 7, 7, 0, 1, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9];

async fn torn(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let mut start = launch(dist, kind, &stage, folder.path());
    let mut wrong = Vec::new();
    for round in 0..3 {
        let browser = Browser::launch(&start).await?;
        let before = kept(&browser).await?;
        if (before.lengths.len(), before.summed) != (round * 2, round * 2) {
            let (rows, sums) = (before.lengths.len(), before.summed);
            wrong.push(format!("start {round}: {rows} messages, summed {sums}"));
        }
        for more in 1..=2 {
            let number = round * 2 + more;
            send(&browser, &format!("quokka {number}"), &number.to_string()).await?;
        }
        browser.until_answered(round * 2 + 2).await?;
        whole(&browser).await?;
        start = browser.kill_9().await?;
        tear(&start.profile, kind)?;
    }
    let browser = Browser::launch(&start).await?;
    if kept(&browser).await?.lengths.len() != 6 {
        wrong.push("after the last start they are not six".into());
    }
    browser.quit().await?;
    verdict(wrong)
}

/// Waits until the background has made the database safe. In Firefox it has nothing to do.
async fn whole(browser: &Browser) -> Result<()> {
    if browser.kind == Kind::Firefox {
        return Ok(());
    }
    let known = async || {
        let kept = browser
            .in_control("chrome.storage.session.get().then(done)", &[])
            .await?;
        Ok(match kept["whole"] == true {
            true => Ok(()),
            false => Err(kept.to_string()),
        })
    };
    browser.until("the database to be safe", SOON, known).await
}

/// Puts the beginning of a record behind what the browser's database wrote last.
fn tear(profile: &Path, kind: Kind) -> Result<()> {
    let (folder, name) = match kind {
        Kind::Chromium => ("Default/IndexedDB", ".log"),
        Kind::Firefox => ("storage/default", ".sqlite-wal"),
    };
    let mut found = Vec::new();
    files(&profile.join(folder), &mut found)?;
    let is_log = |(_, path): &(SystemTime, PathBuf)| path.to_string_lossy().ends_with(name);
    let (_, newest) = found
        .into_iter()
        .filter(is_log)
        .max()
        .with_context(|| format!("no {name} in {folder}"))?;
    Ok(File::options().append(true).open(newest)?.write_all(&RECORD)?)
}

/// All files below, with the times they were changed.
fn files(folder: &Path, found: &mut Vec<(SystemTime, PathBuf)>) -> Result<()> {
    for entry in read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files(&entry.path(), found)?;
        } else {
            found.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    Ok(())
}
