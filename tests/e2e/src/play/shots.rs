//! Photographs of the extension's pages, for looking at: both browsers, light and dark, each language, whole, and on
//! 320 CSS pixels, which is a phone and also a window of 640 at 200 %.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::json;

use super::class_made::{self, class_page, make_classes};
use super::first_run::practise;
use super::folder;
use super::import_page::choose;
use super::made_up::make_up;
use super::pill;
use super::run::launch;
use crate::browser::{Browser, Kind, Launch};
use crate::stage::Stage;

/// Interface languages that are always photographed; another one is where `only` names it, such as `dashboard-pl`.
const LANGUAGES: [&str; 3] = ["en", "fr", "ar"];
/// Pages, the part after their address, and the width of the window. The popup has its own 380 CSS pixels and a frame.
const PAGES: [(&str, &str, &str, i64); 24] = [
    ("welcome-what", "welcome.html", "", 1000),
    ("welcome-sites", "welcome.html", "#1", 1000),
    ("welcome-try", "welcome.html", "#2", 1000),
    ("popup", "popup.html", "", 500),
    ("popup-uncounted", "popup.html", UNCOUNTED, 500),
    ("options", "options.html", "", 900),
    ("dashboard", "dashboard.html", "#show=month&in=wh", 1200),
    ("dashboard-year", "dashboard.html", "#show=all&in=gco2e", 1200),
    ("dashboard-week", "dashboard.html", "#show=last_week&in=led", 1200),
    ("weeks", "weeks.html", "", 1000),
    ("import", "import.html", "", 900),
    ("backup", "backup.html", "", 900),
    ("backup-folder", "backup.html", "#folder", 900),
    ("import-found", "import.html", FOUND, 900),
    ("kit-cards", "kit.html", "", 1000),
    ("kit-plan", "kit.html", "#college", 1000),
    ("kit-note", "kit.html", "#note", 1000),
    ("plan-invited", "plan.html", "#invited", 900),
    ("plan-asked", "plan.html", "#asked", 900),
    ("plan-ready", "plan.html", "#ready", 900),
    ("plan-given", "plan.html", "#given", 900),
    ("class-new", "class.html", "#new", 1000),
    ("class-shown", "class.html", SHOWN, 1000),
    ("class-closed", "class.html", CLOSED, 1000),
];
/// Something could not be written: the button says so, and the window.
const UNCOUNTED: &str = "#uncounted";
/// Files have been read: two exports, and one that is none.
const FOUND: &str = "#found";
const FILES: [&str; 3] = ["import/chatgpt.json", "import/claude.json", "days.csv"];
/// The first and the second class of the list.
const SHOWN: &str = "#shown";
const CLOSED: &str = "#closed";
const DAYS: u32 = 140;
const PHONE: i64 = 320;

/// Photographs every page into `folder`; `only` is a part of the names wanted.
pub async fn shots(dist: &Path, folder: &Path, kinds: &[Kind], only: &str) -> Result<()> {
    let languages = spoken(dist, only);
    let named = |page: &str| {
        let ends = languages
            .iter()
            .flat_map(|code| [format!("{code}-light"), format!("{code}-dark")]);
        let mut names = ends.map(|end| format!("{page}-{end}"));
        names.any(|name| {
            kinds
                .iter()
                .any(|kind| format!("{}-{name}", kind.key()).contains(only))
        })
    };
    ensure!(
        named("pill")
            || PAGES
                .iter()
                .any(|page| named(page.0) || named(&format!("{}-empty", page.0))),
        "--only: no photograph's name holds \"{only}\"; names are such as \"dashboard-fr-light\", in the languages {}",
        languages.join(", ")
    );
    for kind in kinds {
        for dark in [false, true] {
            let (stage, profile) = (Stage::start().await?, tempfile::tempdir()?);
            let start = Launch {
                dark,
                window: (1200, 900),
                ..launch(dist, *kind, &stage, profile.path())
            };
            let scheme = if dark { "dark" } else { "light" };
            let wanted = |name: &str| format!("{}-{name}", kind.key()).contains(only);
            if !only.is_empty() && [("light", "dark"), ("dark", "light")].contains(&(scheme, only)) {
                continue;
            }
            let browser = Browser::launch(&start).await?;
            for language in &languages {
                for (page, file, hash, width) in PAGES.iter().filter(|page| page.0 != "options") {
                    let name = format!("{page}-empty-{language}-{scheme}");
                    if wanted(&name) && page.split('-').count() == 1 {
                        shoot(
                            &browser,
                            folder,
                            &name,
                            &format!("{file}{hash}"),
                            language,
                            *width,
                        )
                        .await?;
                    }
                }
            }
            if PAGES.iter().any(|(page, file, ..)| {
                class_made::has(file)
                    && languages
                        .iter()
                        .any(|language| wanted(&format!("{page}-{language}-{scheme}")))
            }) {
                make_classes(&browser).await?;
            }
            make_up(&browser, DAYS).await?;
            for language in &languages {
                for (page, file, hash, width) in PAGES {
                    let name = format!("{page}-{language}-{scheme}");
                    if wanted(&name) {
                        shoot(&browser, folder, &name, &format!("{file}{hash}"), language, width).await?;
                    }
                }
                let name = format!("pill-{language}-{scheme}");
                if wanted(&name) {
                    speak(&browser, language).await?;
                    browser.driver.set_window_rect(0, 0, 900, 700).await?;
                    pill::photograph(&browser, folder, &format!("{}-{name}", kind.key())).await?;
                }
            }
            browser.quit().await?;
        }
    }
    Ok(())
}

/// The languages to photograph: the usual ones, and those that are in the package and that `only` names.
fn spoken(dist: &Path, only: &str) -> Vec<String> {
    let mut languages: Vec<String> = LANGUAGES.map(str::to_owned).into();
    for code in only.split('-') {
        let there = code.len() == 2 && dist.join(format!("chrome/_locales/{code}")).is_dir();
        if there && !languages.iter().any(|one| one == code) {
            languages.push(code.to_owned());
        }
    }
    languages
}

async fn shoot(
    browser: &Browser,
    folder: &Path,
    name: &str,
    address: &str,
    language: &str,
    width: i64,
) -> Result<()> {
    speak(browser, language).await?;
    browser.driver.set_window_rect(0, 0, width as u32, 900).await?;
    class_made::before(browser, address).await?;
    folder::before(browser, address).await?;
    if address.ends_with(UNCOUNTED) {
        let alarm = "chrome.action.setBadgeText({ text: '!' }).then(() => done(true))";
        browser.in_control(alarm, &[]).await?;
    }
    let address = &match address.split_once('#').map(|(_, at)| at) {
        Some("shown") => class_page(browser, 0).await?,
        Some("closed") => class_page(browser, 1).await?,
        _ => address.to_owned(),
    };
    browser.open_tab(&browser.extension_url(address)).await?;
    browser.find("main:not([aria-busy])").await?;
    class_made::after(browser, address).await?;
    if address.ends_with(UNCOUNTED) {
        browser.find("#uncounted:not([hidden])").await?;
    }
    if address.ends_with(FOUND) {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
        let files = FILES.map(|file| fixtures.join(file));
        choose(browser, &files.each_ref().map(|file| file.as_path())).await?;
        browser.find(FOUND).await?;
    }
    if address.ends_with("#2") {
        practise(browser).await?;
    }
    let name = format!("{}-{name}", browser.kind.key());
    whole(browser, width, 1).await?;
    browser.screenshot(&folder.join(format!("{name}.png"))).await?;
    let wide = whole(browser, PHONE, 2).await?;
    println!("{name}: {wide} pixels wider than a window of {PHONE} at 200 %");
    browser
        .screenshot(&folder.join(format!("{name}-phone.png")))
        .await?;
    browser.close_tab().await
}

async fn speak(browser: &Browser, language: &str) -> Result<()> {
    browser
        .ask(json!({"ask": "set", "settings": {"language": language}}))
        .await?;
    Ok(())
}

/// Makes the window as tall as the page at this width, and says by how much the page is wider.
async fn whole(browser: &Browser, width: i64, zoom: i64) -> Result<i64> {
    browser
        .driver
        .set_window_rect(0, 0, (width * zoom) as u32, 900)
        .await?;
    let script = "document.documentElement.style.zoom = args[0];
        document.querySelectorAll('main > details').forEach(d => { d.open = true; });
        setTimeout(() => { const page = document.documentElement;
          done([page.scrollWidth - page.clientWidth, page.scrollHeight,
            outerHeight - innerHeight]); }, 250)";
    let found = browser.run_async(script, &[zoom.into()]).await?;
    let number = |at: usize| found[at].as_i64().unwrap_or(0);
    let tall = (number(1) + number(2)).clamp(300, 9_000);
    browser
        .driver
        .set_window_rect(0, 0, (width * zoom) as u32, tall as u32)
        .await?;
    browser
        .run_async("scrollTo(0, 0); setTimeout(() => done(0), 250)", &[])
        .await?;
    Ok(number(0))
}
