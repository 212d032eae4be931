//! The stores' pictures: the extension's own pages over days that nobody lived, 1280 × 800 pixels, 24 bits, in each language
//! that the store's texts are written in.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use oxipng::{Options, StripChunks};
use serde_json::json;

use super::made_up::make_up;
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

const LANGUAGES: [&str; 2] = ["en", "fr"];
/// What every store takes.
const SIZE: (u32, u32) = (1280, 800);
const DAYS: u32 = 140;
/// In the store's order. The popup is a narrow page: it is put in the middle.
const PICTURES: [(&str, &str); 5] = [
    ("1-popup", "popup.html"),
    ("2-dashboard", "dashboard.html#show=month&in=wh"),
    ("3-week", "weeks.html"),
    ("4-practice", "welcome.html#2"),
    ("5-sites", "options.html"),
];
const IN_THE_MIDDLE: &str = "document.body.style.marginInline = 'auto'; setTimeout(() => done(0), 400)";

/// Writes them into a folder for each language.
pub async fn pictures(dist: &Path, folder: &Path) -> Result<()> {
    let (stage, profile) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, Kind::Chromium, &stage, profile.path())).await?;
    make_up(&browser, DAYS).await?;
    for language in LANGUAGES {
        let folder = folder.join(language);
        fs::create_dir_all(&folder)?;
        browser
            .ask(json!({"ask": "set", "settings": {"language": language}}))
            .await?;
        for (name, address) in PICTURES {
            browser.open_tab(&browser.extension_url(address)).await?;
            // The window's frame does not count: the page itself has this size.
            let page = json!({"width": SIZE.0, "height": SIZE.1, "deviceScaleFactor": 1, "mobile": false});
            let cdp = browser.driver.cdp();
            cdp.send_raw("Emulation.setDeviceMetricsOverride", page).await?;
            browser.find("main:not([aria-busy])").await?;
            browser.run_async(IN_THE_MIDDLE, &[]).await?;
            let taken = browser.driver.screenshot_as_png().await?;
            browser.close_tab().await?;
            ensure!(
                size(&taken) == Some(SIZE),
                "{name} is not {SIZE:?} but {:?}",
                size(&taken)
            );
            let packed = oxipng::optimize_from_memory(
                &taken,
                &Options {
                    strip: StripChunks::All,
                    palette_reduction: false,
                    grayscale_reduction: false,
                    bit_depth_reduction: false,
                    ..Options::from_preset(2)
                },
            )?;
            println!("{language}/{name}.png: {} bytes", packed.len());
            fs::write(folder.join(format!("{name}.png")), packed)?;
        }
    }
    browser.quit().await
}

/// Width and height, as a PNG's first chunk has them.
fn size(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    Some((number(16)?, number(20)?))
}
