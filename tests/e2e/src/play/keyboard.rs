//! By keyboard alone: everything that can be pressed is reached with Tab, is seen to be reached, and does its work; no page
//! holds the focus. After the pages have been opened, no mouse and no script touches them.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::Key;

use super::accessible::PAGES;
use super::durable::{Check, send};
use super::folder;
use super::import_page::{choose, says, start, verdict};
use super::made_up::make_up;
use crate::browser::{Browser, Kind};

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 2] = [
    ("every page is walked by keyboard alone", |dist, kind| {
        Box::pin(walk(dist, kind))
    }),
    (
        "first page, dashboard, aim and import by keyboard alone",
        |dist, kind| Box::pin(flows(dist, kind)),
    ),
];

const PATIENCE: Duration = Duration::from_secs(20);
/// Further pages: the first of an awareness week, and the kit's note.
const FURTHER: [&str; 3] = ["plan.html", "class.html", "kit.html#note"];

/// What can be pressed on a page, each with a number; of radio buttons of one name, the group.
const NUMBER: &str = "
  window.groups = new Map(); let number = 0;
  for (const node of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex=\"0\"]')) {
    if (!node.checkVisibility({ visibilityProperty: true }) || node.disabled || node.type === 'hidden' || node.tabIndex < 0) continue;
    const group = node.type === 'radio' ? 'radio ' + node.name : 'node ' + number++;
    window.groups.set(node, group);
  }
  done([...new Set(window.groups.values())].length)";

/// The group that has the focus, what it is, and whether a person sees it.
const FOCUSED: &str = "
  const node = document.activeElement;
  if (!node || node === document.body) return done(null);
  const ringed = (one) => { const style = one && getComputedStyle(one);
    return style && ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none'); };
  const box = node.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  done({ group: window.groups.get(node) ?? 'other', tag: node.tagName + '#' + node.id + ' ' + (node.textContent || node.name || '').trim().slice(0, 40),
    seen: inside && [node, node.nextElementSibling, node.closest('label'), node.parentElement].some(ringed) })";

/// Groups that were not reached.
const MISSED: &str = "
  const reached = new Set(args[0]); const missed = new Map();
  for (const [node, group] of window.groups) if (!reached.has(group)) missed.set(group, node.outerHTML.slice(0, 120));
  done([...missed.values()])";

async fn key(browser: &Browser, key: Key) -> Result<()> {
    Ok(browser.driver.action_chain().send_keys(key).perform().await?)
}

async fn open(browser: &Browser, page: &str) -> Result<()> {
    folder::before(browser, page).await?;
    browser.open_tab(&browser.extension_url(page)).await?;
    browser.find("main:not([aria-busy])").await?;
    Ok(())
}

async fn walk(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (_stage, _folder, browser) = start(dist, kind).await?;
    make_up(&browser, 100).await?;
    let mut wrong = Vec::new();
    for language in ["en", "ar"] {
        browser
            .ask(json!({"ask": "set", "settings": {"language": language}}))
            .await?;
        for page in PAGES.into_iter().chain(FURTHER) {
            open(&browser, page).await?;
            let wanted = browser.run_async(NUMBER, &[]).await?.as_u64().unwrap_or(0) as usize;
            let (mut reached, mut unseen) = (Vec::new(), Vec::new());
            // Some more steps than there are stops: scrolling parts may be stops of the browser's own.
            for _ in 0..wanted + 20 {
                key(&browser, Key::Tab).await?;
                let at = browser.run_async(FOCUSED, &[]).await?;
                let Some(group) = at["group"].as_str() else {
                    if reached.is_empty() { continue } else { break }
                };
                if group != "other" && !reached.contains(&json!(group)) {
                    reached.push(json!(group));
                    if at["seen"] != true {
                        unseen.push(at["tag"].to_string());
                    }
                }
            }
            let missed = browser.run_async(MISSED, &[Value::from(reached.clone())]).await?;
            if missed.as_array().is_none_or(|missed| !missed.is_empty()) {
                wrong.push(format!("{language} {page}: not reached by Tab: {missed}"));
            }
            if !unseen.is_empty() {
                wrong.push(format!(
                    "{language} {page}: the focus is not to be seen on {unseen:?}"
                ));
            }
            if wanted == 0 {
                wrong.push(format!("{language} {page}: nothing to press was found"));
            }
            browser.close_tab().await?;
        }
    }
    browser.quit().await?;
    verdict(wrong)
}

/// Presses Tab until an element that matches has the focus.
async fn tab_to(browser: &Browser, css: &str) -> Result<()> {
    for _ in 0..80 {
        key(browser, Key::Tab).await?;
        let there =
            "const node = document.activeElement; done(node !== document.body && node.matches(args[0]))";
        if browser.run_async(there, &[css.into()]).await? == true {
            return Ok(());
        }
    }
    anyhow::bail!("80 times Tab did not lead to {css}")
}

async fn flows(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (_stage, _folder, browser) = start(dist, kind).await?;
    let mut wrong = Vec::new();

    // The first page: two steps on, a message to the practice chat, and out.
    open(&browser, "welcome.html").await?;
    for title in ["sites-title", "try-title"] {
        tab_to(&browser, "#next").await?;
        key(&browser, Key::Enter).await?;
        let there = format!("#{title}");
        browser.find(&there).await?;
    }
    tab_to(&browser, "#words").await?;
    browser
        .driver
        .action_chain()
        .send_keys("Thank you, quokka")
        .perform()
        .await?;
    key(&browser, Key::Enter).await?;
    says(&browser, "#practice-says:not(:empty)", PATIENCE).await?;
    let counted = browser.find("#practice-messages").await?.text().await?;
    if counted != "1" {
        wrong.push(format!("the practice chat counted {counted}"));
    }
    browser.close_tab().await?;

    // One real message, then the dashboard: another period and unit by arrows, a day by the slider, a table, a file.
    send(&browser, "Thank you, quokka", "1").await?;
    browser.until_answered(1).await?;
    make_up(&browser, 60).await?;
    open(&browser, "dashboard.html").await?;
    let address = "done(location.hash)";
    tab_to(&browser, "#presets input").await?;
    let before = browser.run_async(address, &[]).await?;
    key(&browser, Key::Right).await?;
    let after = browser.run_async(address, &[]).await?;
    if before == after {
        wrong.push(format!("the arrow did not choose another period than {before}"));
    }
    tab_to(&browser, "#units input").await?;
    key(&browser, Key::Right).await?;
    let unit = browser.run_async(address, &[]).await?;
    if unit == after {
        wrong.push(format!("the arrow did not choose another unit than {unit}"));
    }
    tab_to(&browser, ".plot input[type=range]").await?;
    let told = "done(document.activeElement.getAttribute('aria-valuetext'))";
    key(&browser, Key::Left).await?;
    let one = browser.run_async(told, &[]).await?;
    key(&browser, Key::Left).await?;
    let other = browser.run_async(told, &[]).await?;
    if one == other || !one.is_string() {
        wrong.push(format!("the slider tells of {one} and then of {other}"));
    }
    tab_to(&browser, "#panels summary").await?;
    key(&browser, Key::Enter).await?;
    let rows = says(&browser, "details[open] tbody tr", PATIENCE).await?;
    ensure!(!rows.is_empty(), "a table without words");
    let listen = "window.kept = 0; const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { window.kept++; return make.call(URL, blob); }; done(true)";
    browser.run_async(listen, &[]).await?;
    tab_to(&browser, ".files button + button").await?;
    key(&browser, Key::Space).await?;
    let saved = browser
        .run_async("setTimeout(() => done(window.kept), 500)", &[])
        .await?;
    if saved != 1 {
        wrong.push(format!("the button CSV made {saved} files"));
    }
    browser.close_tab().await?;

    // An aim on the page of settings.
    open(&browser, "options.html").await?;
    tab_to(&browser, "[name=aim]").await?;
    key(&browser, Key::Down).await?;
    tab_to(&browser, "#aim-most").await?;
    browser.driver.action_chain().send_keys("30").perform().await?;
    key(&browser, Key::Tab).await?;
    let said = says(&browser, "#choice-said:not(:empty)", PATIENCE).await?;
    if said != "Saved." {
        wrong.push(format!("after the aim the page says \"{said}\""));
    }
    browser.close_tab().await?;

    // An import: the field is reached (the browser's own window for files is not a test's to press), then added and undone.
    open(&browser, "import.html").await?;
    tab_to(&browser, "#files").await?;
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/import/chatgpt.json");
    choose(&browser, &[&fixture]).await?;
    browser.find("#add").await?;
    tab_to(&browser, "#add").await?;
    key(&browser, Key::Enter).await?;
    says(&browser, "#done", PATIENCE).await?;
    browser.find("#imports button").await?;
    tab_to(&browser, "#imports button").await?;
    key(&browser, Key::Enter).await?;
    // The first press asks, the second does it.
    key(&browser, Key::Enter).await?;
    browser.wait_for_count("#imports button", 0).await?;
    browser.close_tab().await?;
    browser.quit().await?;
    verdict(wrong)
}
