//! axe-core's rules on every page of the extension: empty and full, light and dark, from the left and from the right.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::class_made::{self, STATES, class_page, make_classes};
use super::folder;
use super::made_up::make_up;
use super::run::launch;
use crate::browser::{Browser, Kind, Launch};
use crate::stage::Stage;

/// axe-core 4.14.1, `axe.min.js`, as the set-up brings it. It is used here only and never shipped.
const AXE_SHA256: &str = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c";
const LANGUAGES: [&str; 2] = ["en", "ar"];
/// Pages that need no class to be shown.
pub const PAGES: [&str; 14] = [
    "welcome.html",
    "welcome.html#1",
    "welcome.html#2",
    "popup.html",
    "options.html",
    "dashboard.html#show=month&in=wh",
    "dashboard.html#show=all&in=water",
    "dashboard.html#show=range&first=2026-01-01&last=2026-01-02",
    "weeks.html",
    "import.html",
    "backup.html",
    "backup.html#folder",
    "kit.html",
    "kit.html#lycee",
];
/// An awareness week's, in all its states.
const OF_CLASS: [&str; 7] = [
    "class.html#new",
    "class.html",
    CLOSED,
    STATES[0],
    STATES[1],
    STATES[2],
    STATES[3],
];
/// The second class of the list.
const CLOSED: &str = "class.html#closed";
/// Best practices too: they are where a page with many sections goes wrong.
const RUN: &str = "document.querySelectorAll('details').forEach(d => { d.open = true; });
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(
      ({ violations, passes }) => done({ passed: passes.length, wrong: violations.map(({ id, nodes }) =>
        id + ': ' + nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? '')).join(' | ')) }),
      e => done({ passed: 0, wrong: [String(e)] }))";

/// Runs axe-core on every page whose address holds `only`; errs with every violation found.
pub async fn accessible(dist: &Path, kinds: &[Kind], only: &str) -> Result<()> {
    let file = dist.join("../.tools/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file)
        .context("axe-core is not there; `cargo xtask setup` brings it if npm is installed")?;
    let hash: String = Sha256::digest(&axe)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    ensure!(
        hash == AXE_SHA256,
        "{} is another file than expected",
        file.display()
    );
    let mut wrong = Vec::new();
    let (mut pages, mut rules) = (0, 0);
    for kind in kinds {
        let wanted = || {
            let all = PAGES.into_iter().chain(OF_CLASS);
            all.filter(|page| page.contains(only))
        };
        for dark in [false, true] {
            let (stage, profile) = (Stage::start().await?, tempfile::tempdir()?);
            let start = Launch {
                dark,
                ..launch(dist, *kind, &stage, profile.path())
            };
            let browser = Browser::launch(&start).await?;
            for days in [0, 100] {
                if days > 0 {
                    if wanted().any(class_made::has) {
                        make_classes(&browser).await?;
                    }
                    make_up(&browser, days).await?;
                }
                for language in LANGUAGES {
                    browser
                        .ask(json!({"ask": "set", "settings": {"language": language}}))
                        .await?;
                    for page in wanted() {
                        // Without a class there is one state of each page.
                        if days == 0 && (page == CLOSED || STATES[1..].contains(&page)) {
                            continue;
                        }
                        class_made::before(&browser, page).await?;
                        folder::before(&browser, page).await?;
                        let address = match page {
                            CLOSED => class_page(&browser, 1).await?,
                            _ => page.to_owned(),
                        };
                        browser.open_tab(&browser.extension_url(&address)).await?;
                        browser.find("main:not([aria-busy])").await?;
                        class_made::after(&browser, page).await?;
                        // The driver's script runs beside the page's policy, which allows no script of others.
                        let found = browser.run_async(&format!("{axe};\n{RUN}"), &[]).await?;
                        let scheme = if dark { "dark" } else { "light" };
                        pages += 1;
                        rules += found["passed"].as_u64().unwrap_or(0);
                        for violation in found["wrong"].as_array().into_iter().flatten() {
                            wrong.push(format!(
                                "{} {scheme} {language} {days} days {page}: {violation}",
                                kind.key()
                            ));
                        }
                        browser.close_tab().await?;
                    }
                }
            }
            browser.quit().await?;
        }
    }
    println!(
        "axe-core: {pages} pages, {rules} rules passed, {} violations",
        wrong.len()
    );
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(())
}
