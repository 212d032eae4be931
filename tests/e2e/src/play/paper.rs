//! What leaves the pages at a person's wish: the week's sheet of paper, pictures and figures as files; and how soon the
//! dashboard is drawn.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use serde_json::{Value, json};
use thirtyfour::common::print::{PrintPage, PrintParameters};

use super::class_made::{class_page, make_classes};
use super::made_up::make_up;
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

const LANGUAGES: [&str; 3] = ["en", "fr", "ar"];
/// Parts of the debate kit, and the sheets they take.
const KIT: [(&str, usize); 5] = [
    ("cards", 2),
    ("college", 1),
    ("lycee", 1),
    ("questions", 1),
    ("note", 1),
];
/// Keeps what a click would have saved, and gives it back as a data address.
const CLICK: &str = "const kept = []; const make = URL.createObjectURL;
    URL.createObjectURL = blob => { kept.push(blob); return make.call(URL, blob); };
    document.querySelector(args[0]).click();
    const look = (n) => kept[0] ? read(kept[0]) : n > 0 ? setTimeout(look, 50, n - 1) : done(null);
    const read = blob => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(blob); };
    look(100)";

/// Checks paper and files in each browser and language, keeps them in `folder` for looking at, and prints times. `only` is
/// `kit`, `poster` or `week`, or nothing for all.
pub async fn paper(dist: &Path, folder: &Path, kinds: &[Kind], only: &str) -> Result<()> {
    ensure!(
        ["kit", "poster", "week"].iter().any(|part| part.contains(only)),
        "--only: \"{only}\" is no part of it; the parts are kit, poster and week"
    );
    std::fs::create_dir_all(folder)?;
    for kind in kinds {
        let (stage, profile) = (Stage::start().await?, tempfile::tempdir()?);
        let browser = Browser::launch(&launch(dist, *kind, &stage, profile.path())).await?;
        if "kit".contains(only) {
            kit(&browser, folder).await?;
        }
        if "poster".contains(only) {
            poster(&browser, folder).await?;
        }
        if "week".contains(only) {
            figures(&browser, folder).await?;
        }
        println!(
            "{}: the sheets that were expected, pictures and figures saved",
            kind.key()
        );
        browser.quit().await?;
    }
    Ok(())
}

/// The debate kit, in both its languages.
async fn kit(browser: &Browser, folder: &Path) -> Result<()> {
    for language in ["en", "fr"] {
        speak(browser, language).await?;
        for (sheet, sheets) in KIT {
            let address = format!("kit.html#{sheet}");
            browser.open_tab(&browser.extension_url(&address)).await?;
            browser.find("main:not([aria-busy])").await?;
            let file = format!("{}-{language}-kit-{sheet}.pdf", browser.kind.key());
            printed(browser, &folder.join(file), sheets).await?;
            browser.close_tab().await?;
        }
    }
    Ok(())
}

/// A class's poster, in each language.
async fn poster(browser: &Browser, folder: &Path) -> Result<()> {
    make_classes(browser).await?;
    for language in LANGUAGES {
        speak(browser, language).await?;
        let address = class_page(browser, 0).await?;
        browser.open_tab(&browser.extension_url(&address)).await?;
        browser.find("main:not([aria-busy])").await?;
        let file = |name: &str| folder.join(format!("{}-{language}-{name}", browser.kind.key()));
        printed(browser, &file("poster.pdf"), 1).await?;
        saved(browser, "#wh .files button", "image/png", &file("class.png")).await?;
        browser.close_tab().await?;
    }
    Ok(())
}

/// The week's sheet, pictures and figures, and how soon the dashboard is drawn.
async fn figures(browser: &Browser, folder: &Path) -> Result<()> {
    for days in [7, 3650] {
        make_up(browser, days).await?;
        let answer = "const start = performance.now();
            chrome.runtime.sendMessage({ask: 'period'}).then(() => done(Math.round(performance.now() - start)))";
        let (drawn, answered) = (drawn(browser).await?, browser.in_control(answer, &[]).await?);
        println!(
            "{}: {days} days, drawn after {drawn} ms, of which the answer takes {answered} ms",
            browser.kind.key()
        );
    }
    make_up(browser, 60).await?;
    for language in LANGUAGES {
        speak(browser, language).await?;
        let file = |name: &str| folder.join(format!("{}-{language}-{name}", browser.kind.key()));
        browser.open_tab(&browser.extension_url("weeks.html")).await?;
        browser.find("main:not([aria-busy])").await?;
        printed(browser, &file("week.pdf"), 1).await?;
        saved(browser, "#card", "image/png", &file("card.png")).await?;
        browser.close_tab().await?;
        browser
            .open_tab(&browser.extension_url("dashboard.html#show=month&in=wh"))
            .await?;
        browser.find("#amounts svg").await?;
        let button = "#amounts .files button";
        saved(browser, button, "image/png", &file("chart.png")).await?;
        let button = "#amounts .files button + button";
        let csv = saved(browser, button, "text/csv", &file("chart.csv")).await?;
        let text = String::from_utf8(csv).context("the figures are no text")?;
        let head = "day,wh_low,wh_central,wh_high,doubtful,method,data_version";
        ensure!(
            text.trim_start_matches('\u{feff}').starts_with(head),
            "the figures begin with {:?}",
            text.lines().next()
        );
        browser.close_tab().await?;
    }
    Ok(())
}

async fn speak(browser: &Browser, language: &str) -> Result<()> {
    let chosen = json!({"ask": "set", "settings": {"language": language}});
    browser.ask(chosen).await?;
    Ok(())
}

/// Prints the current page on A4, and errs if it takes more or fewer sheets.
pub(super) async fn printed(browser: &Browser, file: &Path, sheets: usize) -> Result<()> {
    let a4 = PrintParameters {
        page: PrintPage {
            width: 21.0,
            height: 29.7,
        },
        background: true,
        ..PrintParameters::default()
    };
    let pdf = browser.driver.print_page(a4).await?;
    std::fs::write(file, &pdf)?;
    let found = pages(&pdf);
    ensure!(
        found == sheets,
        "{} takes {found} sheets instead of {sheets}",
        file.display()
    );
    Ok(())
}

/// Milliseconds until the dashboard's first paint with all its charts, the middle of five openings.
async fn drawn(browser: &Browser) -> Result<u64> {
    let mut times = Vec::new();
    for _ in 0..5 {
        browser
            .open_tab(&browser.extension_url("dashboard.html#show=all&in=wh"))
            .await?;
        browser.find("#panels svg").await?;
        let script = "setTimeout(() => done(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0), 400)";
        times.push(browser.run_async(script, &[]).await?.as_f64().unwrap_or(0.0) as u64);
        browser.close_tab().await?;
    }
    times.sort_unstable();
    Ok(times[2])
}

/// Clicks, and writes down what the page hands to the browser's download.
async fn saved(browser: &Browser, button: &str, kind: &str, file: &Path) -> Result<Vec<u8>> {
    let data = browser.run_async(CLICK, &[Value::from(button)]).await?;
    let data = data.as_str().with_context(|| format!("{button} saved nothing"))?;
    ensure!(
        data.starts_with(&format!("data:{kind}")),
        "{button} saved {data:.40}"
    );
    let (_, coded) = data.split_once(";base64,").context("no data")?;
    let bytes = base64::engine::general_purpose::STANDARD.decode(coded)?;
    ensure!(bytes.len() > 100, "{button} saved {} bytes", bytes.len());
    std::fs::write(file, &bytes)?;
    Ok(bytes)
}

/// Sheets of a PDF: its page objects, which Firefox packs.
fn pages(pdf: &[u8]) -> usize {
    let mut text = String::from_utf8_lossy(pdf).into_owned();
    let starts = pdf
        .windows(7)
        .enumerate()
        .filter(|(_, word)| *word == b"stream\n");
    for (at, _) in starts {
        let mut unpacked = Vec::new();
        // Other streams, such as pictures, are not packed so, or end in the middle: what was read until then will do.
        let _ = flate2::read::ZlibDecoder::new(&pdf[at + 7..]).read_to_end(&mut unpacked);
        text.push_str(&String::from_utf8_lossy(&unpacked));
    }
    let of = |word: &str| text.matches(word).count();
    of("/Type /Page") + of("/Type/Page") - of("/Type /Pages") - of("/Type/Pages")
}
