//! The disk becomes full while messages are sent, and has room again later.
//!
//! The profile lies on a small disk in memory of its own, which a file fills to the last byte: no quota stands in for it, since an
//! extension with `unlimitedStorage` has none. Making such a disk needs the right to mount, so this is a word of its own.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use tokio::process::Command;

use super::hands;
use super::kept::kept;
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// Room for a profile that was just made, in megabytes.
const ROOM: u32 = 400;
const SOON: Duration = Duration::from_secs(20);

/// A disk in memory, for as long as this lives.
struct Disk(tempfile::TempDir);

impl Disk {
    async fn mounted() -> Result<Disk> {
        let folder = tempfile::tempdir()?;
        let size = format!("size={ROOM}m");
        let made = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "merciwatt"])
            .arg(folder.path())
            .status()
            .await;
        let made = made.context("this needs the program mount")?;
        ensure!(
            made.success(),
            "a disk of its own could not be mounted: this needs the rights of an administrator"
        );
        Ok(Disk(folder))
    }

    fn filler(&self) -> PathBuf {
        self.0.path().join("filler")
    }

    /// Takes all room that is left.
    fn fill(&self) -> Result<()> {
        let mut file = File::options().create(true).append(true).open(self.filler())?;
        for piece in [1 << 20, 4096, 1] {
            let zeroes = vec![0; piece];
            loop {
                match file.write(&zeroes) {
                    Ok(_) => {}
                    Err(why) if why.kind() == ErrorKind::StorageFull => break,
                    Err(why) => bail!("filling the disk: {why}"),
                }
            }
        }
        Ok(())
    }

    fn empty(&self) -> Result<()> {
        Ok(fs::remove_file(self.filler())?)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount")
            .arg("-l")
            .arg(self.0.path())
            .status();
    }
}

/// Plays it in these browsers.
pub async fn full(dist: &Path, kinds: &[Kind]) -> Result<()> {
    let mut all = Vec::new();
    for &kind in kinds {
        let wrong = in_one(dist, kind).await?;
        let verdict = if wrong.is_empty() { "right" } else { "WRONG" };
        println!(
            "{verdict}  {} · the disk is full, and has room again  {}",
            kind.key(),
            wrong.join("; ")
        );
        all.extend(wrong);
    }
    ensure!(all.is_empty(), "{} wrong", all.len());
    Ok(())
}

async fn in_one(dist: &Path, kind: Kind) -> Result<Vec<String>> {
    let (stage, disk) = (Stage::start().await?, Disk::mounted().await?);
    let browser = Browser::launch(&launch(dist, kind, &stage, disk.0.path())).await?;
    browser
        .ask(json!({"ask": "set", "settings": {"language": "en"}}))
        .await?;
    let mut wrong = Vec::new();
    let mut counted = vec!["quokka one", "the second quokka"];
    for text in &counted {
        say(&browser, text).await?;
        written(&browser, text).await?;
    }
    browser.until_answered(2).await?;

    disk.fill()?;
    say(&browser, "a quokka that nothing can keep").await?;
    alarmed(&browser).await?;
    let says = popup(&browser).await?;
    if !says.contains("the browser cannot write to this computer") {
        wrong.push(format!("with a full disk the popup says {says:?}"));
    }
    // The browser may have made room by packing its own files.
    disk.fill()?;
    let set = browser
        .ask(json!({"ask": "set", "settings": {"unit": "wh"}}))
        .await?;
    if set["ok"] != false {
        wrong.push(format!("a choice on a full disk: {set}"));
    }
    browser.stop_worker().await?;
    disk.fill()?;
    say(&browser, "a quokka that nothing can keep either").await?;
    alarmed(&browser).await?;

    disk.empty()?;
    counted.push("quokka three");
    say(&browser, "quokka three").await?;
    written(&browser, "quokka three").await?;
    let says = popup(&browser).await?;
    if says.contains("the browser cannot write") || says.contains("disk is full") {
        wrong.push(format!("with room again the popup says {says:?}"));
    }
    let doubtful = browser
        .until("the day to be doubtful", SOON, async || {
            let day = browser.stored().await?["days"][0].clone();
            Ok(match day["doubtful"] == json!(["chatgpt"]) {
                true => Ok(()),
                false => Err(day["doubtful"].to_string()),
            })
        })
        .await;
    wrong.extend(doubtful.err().map(|why| format!("{why:#}")));
    wrong.extend(check(&browser, &counted).await?);

    disk.fill()?;
    say(&browser, "the last quokka before the kill").await?;
    alarmed(&browser).await?;
    let start = browser.kill_9().await?;
    disk.empty()?;
    let browser = Browser::launch(&start).await?;
    wrong.extend(check(&browser, &counted).await?);
    counted.push("and then another quokka");
    say(&browser, "and then another quokka").await?;
    written(&browser, "and then another quokka").await?;
    wrong.extend(check(&browser, &counted).await?);
    let start = browser.kill_9().await?;
    let browser = Browser::launch(&start).await?;
    wrong.extend(check(&browser, &counted).await?);
    browser.quit().await?;
    Ok(wrong)
}

/// Types a message on a new page.
async fn say(browser: &Browser, text: &str) -> Result<()> {
    let hands = hands::of("chatgpt").context("ChatGPT is on stage")?;
    browser.open_tab(&hands.url()).await?;
    browser.type_into(hands.composer, text).await?;
    browser.press_enter(hands.composer).await
}

/// Waits until a message of this length is stored.
async fn written(browser: &Browser, text: &str) -> Result<()> {
    let stored = async || {
        let lengths = kept(browser).await?.lengths;
        Ok(if lengths.contains(&text.len()) {
            Ok(())
        } else {
            Err(format!("lengths {lengths:?}"))
        })
    };
    browser
        .until(&format!("\"{text}\" to be stored"), SOON, stored)
        .await
}

/// Waits until the button says that something is wrong.
async fn alarmed(browser: &Browser) -> Result<()> {
    let seen = async || {
        let badge = browser.badge().await?;
        Ok(if badge == "!" { Ok(()) } else { Err(badge) })
    };
    browser.until("the sign on the button", SOON, seen).await
}

/// What is wrong, if not all these are stored, or one twice, or the sums are others. A message that could not be written may have been
/// counted later: an open page tells of it again.
async fn check(browser: &Browser, counted: &[&str]) -> Result<Option<String>> {
    let kept = kept(browser).await?;
    let mut lengths = kept.lengths.clone();
    lengths.sort_unstable();
    let missing: Vec<_> = counted
        .iter()
        .filter(|text| !lengths.contains(&text.len()))
        .collect();
    let twice = lengths.windows(2).any(|pair| pair[0] == pair[1]);
    let wrong = !missing.is_empty() || twice || kept.summed != lengths.len();
    Ok(wrong.then(|| format!("missing {missing:?}, stored {lengths:?}, summed {}", kept.summed)))
}

/// What the popup says.
async fn popup(browser: &Browser) -> Result<String> {
    browser.open_tab(&browser.extension_url("popup.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    // The sign on the button is asked for apart.
    let shown = browser
        .run_async("setTimeout(() => done(document.body.innerText), 500)", &[])
        .await?;
    browser.close_tab().await?;
    Ok(shown.as_str().unwrap_or_default().to_owned())
}
