//! Today's tally on a chatbot's page: not there until it is wanted, right, out of the way, unreadable for the page (whose
//! policy is strict, with Trusted Types), and gone everywhere once it is sent away.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::durable::Check;
use super::hands::{self, Hands};
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 1] = [("today's tally on the page", |dist, kind| {
    Box::pin(tally(dist, kind))
})];

const PATIENCE: Duration = Duration::from_secs(15);
/// How long a page is watched on which nothing may appear.
const NOTHING: Duration = Duration::from_millis(1500);
const HOST: &str = "html > [data-merciwatt]";

/// What the tally says and where it stands, read with the extension's own right to look into closed roots.
const INSIDE: &str = "chrome.tabs.query({ url: args[0] }).then(async tabs => {
    const all = [];
    for (const { id } of tabs) {
      const [{ result }] = await chrome.scripting.executeScript({ target: { tabId: id }, func: () => {
        const host = document.querySelector('html > [data-merciwatt]');
        const root = host && (host.openOrClosedShadowRoot ?? chrome.dom.openOrClosedShadowRoot(host));
        const sign = root?.querySelector('button');
        if (!sign) return null;
        const { left, top, width, height } = host.getBoundingClientRect();
        return { name: sign.getAttribute('aria-label'), open: sign.getAttribute('aria-expanded') === 'true',
          corner: (left + width / 2 < innerWidth / 2 ? 1 : 0) + (top + height / 2 < innerHeight / 2 ? 2 : 0) }; } });
      all.push(result ?? null);
    }
    done(all);
  }, e => done(String(e)))";

/// All a page can try, written down; and whether it covers the composer or the send button.
const OUTSIDE: &str = "const host = document.querySelector('html > [data-merciwatt]');
    if (!host) return done(null);
    const box = host.getBoundingClientRect();
    const covers = args[0].some(css => [...document.querySelectorAll(css)].some(node => {
      const one = node.getBoundingClientRect();
      return one.width && one.left < box.right && one.right > box.left && one.top < box.bottom && one.bottom > box.top; }));
    getSelection().selectAllChildren(document.documentElement);
    const selected = getSelection().toString();
    getSelection().removeAllRanges();
    done({ root: host.shadowRoot, attributes: host.getAttributeNames().sort().join(), text: host.textContent + host.innerText,
      html: host.innerHTML, found: args[1].filter(words => find(words, false, false, true, false, true, false)),
      selected: args[1].filter(words => selected.includes(words)), last: document.documentElement.lastElementChild === host,
      internals: (() => { try { return !!host.attachInternals().shadowRoot; } catch { return false; } })(),
      size: [box.width, box.height].join('x'), covers, top: box.top < innerHeight / 2, left: box.left < innerWidth / 2 })";

fn chatgpt() -> &'static Hands {
    hands::of("chatgpt").expect("ChatGPT is on stage")
}

/// What each open page of the site shows inside, in the order of its tabs.
async fn inside(browser: &Browser) -> Result<Vec<Value>> {
    let pattern = format!("https://{}/*", chatgpt().host);
    let found = browser.in_control(INSIDE, &[pattern.into()]).await?;
    match found.as_array() {
        Some(all) => Ok(all.clone()),
        None => bail!("the pages could not be looked into: {found}"),
    }
}

async fn outside(browser: &Browser) -> Result<Value> {
    let controls = json!([chatgpt().composer, chatgpt().send]);
    let seen = inside(browser).await?;
    let name = seen
        .iter()
        .find_map(|seen| seen["name"].as_str())
        .unwrap_or_default();
    // "1 message", "about 50 mWh" and so on; and a word of the page's own, which must be found.
    let mut figures: Vec<&str> = name.split(": ").last().unwrap_or_default().split(", ").collect();
    figures.extend(["1 · about", "quokka awake"]);
    browser.run_async(OUTSIDE, &[controls, figures.into()]).await
}

/// Waits until every open page shows what `wanted` admits.
async fn until(browser: &Browser, what: &str, wanted: impl Fn(&Value) -> bool) -> Result<()> {
    browser
        .until(what, PATIENCE, async || {
            let seen = inside(browser).await?;
            Ok(if !seen.is_empty() && seen.iter().all(&wanted) {
                Ok(())
            } else {
                Err(format!("{seen:?}"))
            })
        })
        .await
}

fn says(words: &'static str) -> impl Fn(&Value) -> bool {
    move |seen| seen["name"].as_str().is_some_and(|name| name.contains(words))
}

async fn key(browser: &Browser, key: Key) -> Result<()> {
    Ok(browser.driver.action_chain().send_keys(key).perform().await?)
}

async fn click_on_it(browser: &Browser) -> Result<()> {
    let host = browser.find(HOST).await?;
    let chain = browser.driver.action_chain().move_to_element_center(&host);
    Ok(chain.click().perform().await?)
}

/// Flips the switch on the page of settings, and gives what it says afterwards.
async fn switch(browser: &Browser) -> Result<()> {
    browser.open_tab(&browser.extension_url("options.html")).await?;
    browser.click("#pill").await?;
    browser.find("#pill-said:not(:empty)").await?;
    browser.close_tab().await
}

/// Shows the tally on a page of the stage, folded and unfolded, for photographs.
pub async fn photograph(browser: &Browser, folder: &Path, name: &str) -> Result<()> {
    browser
        .ask(json!({"ask": "set", "settings": {"pill": true}}))
        .await?;
    browser.open_tab(&chatgpt().url()).await?;
    browser.find(HOST).await?;
    browser
        .type_into(chatgpt().composer, "Is the quokka awake?")
        .await?;
    browser.press_enter(chatgpt().composer).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    browser.screenshot(&folder.join(format!("{name}.png"))).await?;
    click_on_it(browser).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    browser
        .screenshot(&folder.join(format!("{name}-open.png")))
        .await?;
    browser.close_tab().await?;
    browser
        .ask(json!({"ask": "set", "settings": {"pill": false}}))
        .await?;
    Ok(())
}

async fn tally(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    let outcome = played(&browser).await;
    browser.quit().await?;
    outcome
}

async fn played(browser: &Browser) -> Result<Result<(), String>> {
    let wrong = |sentence: String| Ok(Err(sentence));
    let page = browser.open_tab(&chatgpt().url()).await?;
    let twin = browser.open_tab(&chatgpt().url()).await?;
    tokio::time::sleep(NOTHING).await;
    if browser.count(HOST).await? != 0 {
        return wrong("it is there although nobody asked for it".into());
    }

    // Switched on: on both open pages, without a reload.
    switch(browser).await?;
    until(browser, "it on both open pages", says("0 messages")).await?;
    browser.switch(&page).await?;
    browser.find(HOST).await?;
    browser
        .type_into(chatgpt().composer, "Is the quokka awake?")
        .await?;
    browser.press_enter(chatgpt().composer).await?;
    browser.until_answered(1).await?;
    let counted = browser.until("the count on the page", PATIENCE, async || {
        let seen = inside(browser).await?;
        Ok(
            if seen.iter().any(says("1 message")) && seen.iter().any(says("between")) {
                Ok(())
            } else {
                Err(format!("{seen:?}"))
            },
        )
    });
    counted.await?;
    browser.switch(&twin).await?;
    until(
        browser,
        "the count on the other page, once it is looked at",
        says("1 message"),
    )
    .await?;

    // What the page gets to know.
    browser.switch(&page).await?;
    let small = outside(browser).await?;
    let silent = json!({"root": null, "attributes": "data-merciwatt,style", "text": "", "html": "", "found": ["quokka awake"],
        "selected": ["quokka awake"], "last": true, "internals": false, "covers": false});
    for (what, expected) in silent.as_object().into_iter().flatten() {
        if small[what] != *expected {
            return wrong(format!("the page sees {what}: {small}"));
        }
    }

    // Opened by a click; by keys to another corner; closed; sent away.
    let before = inside(browser).await?[0]["corner"].clone();
    click_on_it(browser).await?;
    until_here(browser, "it to open", |seen| seen["open"] == true).await?;
    key(browser, Key::Up).await?;
    key(browser, Key::Left).await?;
    until_here(browser, "the other corner", |seen| {
        seen["corner"] == 3 && before == 0
    })
    .await?;
    let large = outside(browser).await?;
    if large["top"] != true
        || large["left"] != true
        || large["covers"] != false
        || large["found"] != json!(["quokka awake"])
    {
        return wrong(format!("in the other corner: {large}"));
    }
    key(browser, Key::Escape).await?;
    until_here(browser, "it to close", |seen| seen["open"] == false).await?;
    browser.driver.refresh().await?;
    until_here(browser, "the corner, after a reload", |seen| seen["corner"] == 3).await?;
    click_on_it(browser).await?;
    key(browser, Key::Escape).await?;
    key(browser, Key::Escape).await?;
    browser
        .until("it to go", PATIENCE, async || {
            let left = browser.count(HOST).await?;
            Ok(if left == 0 { Ok(()) } else { Err(left.to_string()) })
        })
        .await?;
    browser.switch(&twin).await?;
    browser.wait_for_count(HOST, 0).await?;
    browser.switch(&page).await?;
    browser.driver.refresh().await?;
    tokio::time::sleep(NOTHING).await;
    let back = browser.count(HOST).await?;
    let registered = browser
        .in_control(
            "chrome.scripting.getRegisteredContentScripts().then(all => done(all.map(s => s.id)))",
            &[],
        )
        .await?;
    let chosen = browser.ask(json!({"ask": "view", "page": "popup"})).await?["settings"]["pill"].clone();
    if back != 0 || registered != json!([]) || chosen != false {
        return wrong(format!(
            "sent away, {back} came back; registered {registered}, chosen {chosen}"
        ));
    }

    // And again, where it was.
    switch(browser).await?;
    browser.switch(&page).await?;
    until_here(browser, "it to come back", |seen| seen["corner"] == 3).await?;
    // Carried by the pointer, it stays where it is let go, and does not open.
    let host = browser.find(HOST).await?;
    let hand = browser.driver.action_chain().move_to_element_center(&host);
    hand.click_and_hold()
        .move_by_offset(300, 200)
        .move_by_offset(350, 250)
        .release()
        .perform()
        .await?;
    until_here(browser, "it where it was carried", |seen| {
        seen["corner"] == 0 && seen["open"] == false
    })
    .await?;
    let carried = outside(browser).await?;
    if carried["covers"] != false {
        return wrong(format!("carried, it covers what one writes in: {carried}"));
    }
    Ok(Ok(()))
}

/// Waits until one open page shows what `wanted` admits.
async fn until_here(browser: &Browser, what: &str, wanted: impl Fn(&Value) -> bool) -> Result<()> {
    browser
        .until(what, PATIENCE, async || {
            let seen = inside(browser).await?;
            Ok(if seen.iter().any(&wanted) {
                Ok(())
            } else {
                Err(format!("{seen:?}"))
            })
        })
        .await
}
