//! The README's pictures: the extension's own pages over days that nobody lived, photographed and packed small.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use oxipng::{Options, StripChunks};
use serde_json::json;

use super::made_up::make_up;
use super::run::launch;
use crate::browser::{Browser, Kind, Launch};
use crate::stage::Stage;

/// Name, page, the part of it that is shown (empty: the window), and the window.
const PICTURES: [(&str, &str, &str, (u32, u32)); 3] = [
    ("popup", "popup.html", "body", (500, 900)),
    ("dashboard", "dashboard.html#show=month&in=wh", "", (1100, 1230)),
    ("week", "weeks.html", "", (1000, 1060)),
];
/// Only the popup is shown dark too.
const DARK: &str = "popup";
const DAYS: u32 = 140;
/// All of them together.
const MOST_BYTES: usize = 400_000;

/// Writes them into `folder`.
pub async fn pictures(dist: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut sum = 0;
    for dark in [false, true] {
        let (stage, profile) = (Stage::start().await?, tempfile::tempdir()?);
        let start = Launch {
            dark,
            ..launch(dist, Kind::Chromium, &stage, profile.path())
        };
        let browser = Browser::launch(&start).await?;
        make_up(&browser, DAYS).await?;
        browser
            .ask(json!({"ask": "set", "settings": {"language": "en"}}))
            .await?;
        for (name, address, part, window) in PICTURES {
            if dark && name != DARK {
                continue;
            }
            browser.driver.set_window_rect(0, 0, window.0, window.1).await?;
            browser.open_tab(&browser.extension_url(address)).await?;
            browser.find("main:not([aria-busy])").await?;
            browser.run_async("setTimeout(() => done(0), 400)", &[]).await?;
            let taken = if part.is_empty() {
                browser.driver.screenshot_as_png().await?
            } else {
                browser.find(part).await?.screenshot_as_png().await?
            };
            browser.close_tab().await?;
            let packed = oxipng::optimize_from_memory(
                &taken,
                &Options {
                    strip: StripChunks::All,
                    ..Options::max_compression()
                },
            )?;
            let file = format!("{name}{}.png", if dark { "-dark" } else { "" });
            println!("{file}: {} bytes, taken as {}", packed.len(), taken.len());
            sum += packed.len();
            fs::write(folder.join(file), packed)?;
        }
        browser.quit().await?;
    }
    ensure!(
        sum <= MOST_BYTES,
        "the pictures have {sum} bytes; at most {MOST_BYTES} are allowed"
    );
    Ok(())
}
