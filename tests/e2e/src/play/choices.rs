//! What a person chooses on the page of sites and settings, and what becomes of it: an aim, the button, the appearance,
//! how long things are kept.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::prelude::Key;

use super::durable::{Check, send};
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 2] = [
    ("choices hold: aim, button, looks, keeping", |dist, kind| {
        Box::pin(choices(dist, kind))
    }),
    (
        "a message says that a summary is ready, once, where it is wanted",
        |dist, kind| Box::pin(noticed(dist, kind)),
    ),
];

const PATIENCE: Duration = Duration::from_secs(20);
/// Days ago on which the past of this test lies: yesterday, some weeks, more than a year.
const PAST: [u32; 3] = [1, 45, 400];

/// Copies today's row and day to those days before, and opens the books of past weeks again.
const AGE: &str = "
  const open = indexedDB.open('merciwatt'); open.onsuccess = () => { const db = open.result;
    const tx = db.transaction(['messages', 'days', 'meta'], 'readwrite'); const of = name => tx.objectStore(name);
    of('messages').getAll().onsuccess = ({ target: { result: [row] } }) => {
      of('days').getAll().onsuccess = ({ target: { result: [day] } }) => {
        for (const ago of args[0]) {
          const date = new Date(day.day + 'T12:00:00Z'); date.setUTCDate(date.getUTCDate() - ago);
          const name = date.toISOString().slice(0, 10);
          of('days').put({ ...day, day: name });
          of('messages').put({ ...row, key: String(ago).padStart(32, '0'), conv_t: 'c|' + ago, day: name, t: date.getTime() });
        }
        of('meta').get('core').onsuccess = ({ target: { result } }) => of('meta').put({ ...result, weeks_closed_before: null, week_until: null });
      }; };
    tx.oncomplete = () => { db.close(); done('made'); };
    tx.onabort = () => done(String(tx.error)); };";

async fn choices(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    let set = async |settings: Value| browser.ask(json!({"ask": "set", "settings": settings})).await;
    set(json!({"language": "en"})).await?;
    send(&browser, "Thank you, quokka", "1").await?;
    browser.until_answered(1).await?;
    let mut wrong = Vec::new();
    let mut expect = |what: &str, seen: &str, wanted: &str| {
        if seen != wanted {
            wrong.push(format!("{what}: \"{seen}\" instead of \"{wanted}\""));
        }
    };

    // An aim, with hands; then its line in the popup.
    browser.open_tab(&browser.extension_url("options.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    browser.click("label:has(#aim-of-messages)").await?;
    browser.type_into("#aim-most", "40").await?;
    let field = browser.find("#aim-most").await?;
    field.send_keys("" + Key::Tab).await?;
    expect(
        "after a choice",
        &browser.find("#choice-said").await?.text().await?,
        "Saved.",
    );
    let line = text_on(&browser, "popup.html", "#aim").await?;
    expect(
        "the aim in the popup",
        &line,
        "This week: 1 of at most 40 messages",
    );
    set(json!({"aim": {"of": "messages", "most": 0}})).await?;
    let line = text_on(&browser, "dashboard.html", "#aim").await?;
    expect("a passed aim", &line, "1 message this week; the aim was 0");

    // The appearance, by the page's own list; it stays on the next page, whose text is then light.
    let choose = "const field = document.querySelector('#look'); field.value = 'dark';
        field.dispatchEvent(new Event('change')); setTimeout(() => done(true), 300)";
    browser.run_async(choose, &[]).await?;
    browser.close_tab().await?;
    browser.open_tab(&browser.extension_url("popup.html")).await?;
    let paper = browser
        .run_async("done(getComputedStyle(document.body).backgroundColor)", &[])
        .await?;
    expect(
        "dark paper",
        paper.as_str().unwrap_or_default(),
        "rgb(20, 27, 34)",
    );
    browser.close_tab().await?;

    // Weeks begin so that yesterday is in this week; two are then long over.
    let weekday = browser.in_control("done(new Date().getDay())", &[]).await?;
    let start = if weekday == 1 { "sunday" } else { "monday" };
    set(json!({"week_start": start})).await?;
    let made = browser.in_control(AGE, &[json!(PAST)]).await?;
    expect("the past", made.as_str().unwrap_or_default(), "made");
    let view = browser.ask(json!({"ask": "view", "page": "popup"})).await?;
    expect("this week", &view["week"]["messages"].to_string(), "2");
    let period = browser.ask(json!({"ask": "period", "week": "this"})).await?;
    let (begins, popups) = (&period["first"], &view["week_info"]["start"]);
    expect("the dashboard's week", &begins.to_string(), &popups.to_string());
    expect("its messages", &period["total"]["messages"].to_string(), "2");
    for (badge, text) in [("week", "2•"), ("none", "•"), ("today", "1•")] {
        set(json!({"badge": badge})).await?;
        expect(badge, &shown(&browser, text).await?, text);
    }
    browser.open_tab(&browser.extension_url("weeks.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    browser.close_tab().await?;
    expect(
        "after the summaries were opened",
        &shown(&browser, "1").await?,
        "1",
    );

    // What is older than a year goes once that was said and agreed to, and not before.
    let weeks = browser.stored().await?["weeks"].clone();
    browser.open_tab(&browser.extension_url("options.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    let choose = "const field = document.querySelector('#keep'); field.value = '1_year';
        field.dispatchEvent(new Event('change')); done(true)";
    browser.run_async(choose, &[]).await?;
    let says = browser.find("#keep-means").await?.text().await?;
    if !says.contains(": 1 message.") {
        expect("before erasing", &says, "one message");
    }
    tick(&browser).await?;
    expect("before it was agreed to", &days(&browser, 4).await?, "4");
    browser.click("#keep-yes").await?;
    browser
        .until("the confirmation", PATIENCE, async || {
            let said = browser.find("#choice-said").await?.text().await?;
            Ok(if said == "Saved." { Ok(()) } else { Err(said) })
        })
        .await?;
    tick(&browser).await?;
    expect("days that are kept", &days(&browser, 3).await?, "3");
    let stored = browser.stored().await?;
    browser.quit().await?;
    expect(
        "rows",
        &stored["messages"].as_array().map_or(0, Vec::len).to_string(),
        "3",
    );
    if stored["weeks"] != weeks || weeks.as_array().map_or(0, Vec::len) != 2 {
        expect("the summaries", &stored["weeks"].to_string(), &weeks.to_string());
    }
    Ok(if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    })
}

/// What stands in a part of a page.
async fn text_on(browser: &Browser, page: &str, css: &str) -> Result<String> {
    let here = browser.driver.window().await?;
    browser.open_tab(&browser.extension_url(page)).await?;
    browser.find("main:not([aria-busy])").await?;
    let text = browser.find(css).await?.text().await?;
    browser.close_tab().await?;
    browser.switch(&here).await?;
    Ok(text)
}

/// Waits for this text on the button, and gives what there is in the end.
async fn shown(browser: &Browser, text: &str) -> Result<String> {
    let same = async || {
        let seen = browser.badge().await?;
        Ok(if seen == text { Ok(()) } else { Err(seen) })
    };
    let _ = browser.until("the button", Duration::from_secs(5), same).await;
    browser.badge().await
}

/// The daily turn, now.
/// Firefox without a screen ends a message as soon as it has begun: it is heard of.
const LISTEN: &str = "window.heard = []; for (const event of [chrome.notifications.onShown, chrome.notifications.onClosed]) event?.addListener(id => heard.push(id)); done(true)";
/// Messages of the browser's since the last look that there are or were, and whether the extension may show any.
const NOTICES: &str = "if (!chrome.notifications) done('none may be shown');
    else chrome.notifications.getAll().then(all => done([...new Set([...Object.keys(all), ...heard.splice(0)])].join()))";
/// Takes the message away, which is heard of too.
const CLEAR: &str = "chrome.notifications.clear('summary').then(() => setTimeout(() => { heard.length = 0; done(true) }, 500))";
/// The books of past weeks are opened again as if no summary had been made.
const REOPEN: &str = "
  const open = indexedDB.open('merciwatt'); open.onsuccess = () => { const db = open.result;
    const tx = db.transaction(['weeks', 'meta'], 'readwrite');
    tx.objectStore('weeks').clear();
    tx.objectStore('meta').get('core').onsuccess = ({ target: { result } }) =>
      tx.objectStore('meta').put({ ...result, weeks_closed_before: null, week_until: null });
    tx.oncomplete = () => { db.close(); done('made'); }; };";

async fn noticed(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    send(&browser, "Thank you, quokka", "1").await?;
    browser.until_answered(1).await?;
    browser.in_control(AGE, &[json!(PAST)]).await?;
    tick(&browser).await?;
    let mut seen = vec![browser.in_control(NOTICES, &[]).await?];
    browser.open_tab(&browser.extension_url("options.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    browser.click("#notice").await?;
    browser.find("#choice-said:not(:empty)").await?;
    browser.close_tab().await?;
    browser.in_control(LISTEN, &[]).await?;
    tick(&browser).await?;
    seen.push(browser.in_control(NOTICES, &[]).await?);
    browser.in_control(REOPEN, &[]).await?;
    tick(&browser).await?;
    seen.push(browser.in_control(NOTICES, &[]).await?);
    browser.in_control(CLEAR, &[]).await?;
    tick(&browser).await?;
    seen.push(browser.in_control(NOTICES, &[]).await?);
    browser.quit().await?;
    // Not wanted; wanted and nothing new; a new summary; and nothing of the same one a second time.
    let wanted = json!(["none may be shown", "", "summary", ""]);
    Ok(match json!(seen) == wanted {
        true => Ok(()),
        false => Err(format!("messages were {} instead of {wanted}", json!(seen))),
    })
}

async fn tick(browser: &Browser) -> Result<()> {
    let wake = "chrome.alarms.create('day', { when: Date.now() }); setTimeout(() => done(true), 1500)";
    browser.in_control(wake, &[]).await?;
    Ok(())
}

/// How many days are stored, once there are so many.
async fn days(browser: &Browser, wanted: usize) -> Result<String> {
    let count = async || anyhow::Ok(browser.stored().await?["days"].as_array().map_or(0, Vec::len));
    let there = async || {
        let seen = count().await?;
        Ok(if seen == wanted {
            Ok(())
        } else {
            Err(seen.to_string())
        })
    };
    let _ = browser.until("the days", Duration::from_secs(5), there).await;
    Ok(count().await?.to_string())
}
