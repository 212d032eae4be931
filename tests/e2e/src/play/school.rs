//! A school's settings, put where each browser looks for an administrator's: they hold, they are shown as the school's, and
//! taken back they are gone.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::durable::{Check, send};
use super::hands;
use super::run::launch;
use crate::browser::{Browser, Kind, School};
use crate::stage::Stage;

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 1] = [("a school's settings hold and are shown", |dist, kind| {
    Box::pin(settings_hold(dist, kind))
})];

/// Chromium reads its folder again some seconds after it was written to.
const PATIENCE: Duration = Duration::from_secs(45);

/// What the options page shows of them: whether it says so, which controls are locked, where past chats could be added.
const SHOWN: &str = "const off = css => [...document.querySelectorAll(css)].map(field => field.disabled);
    const seen = css => [...document.querySelectorAll(css)].filter(part => part.checkVisibility()).length;
    done({ lang: document.documentElement.lang, said: seen('#school'), wrong: seen('#school-wrong p'), methods: off('#methods input'),
      study: document.querySelector('#method-study').checked, pill: off('#pill'), keep: off('#keep option'),
      claude: off('#site-claude'), chatgpt: off('#site-chatgpt'), imports: seen('a[href=\"import.html\"]'), servers: seen('#own'),
      parts: seen('[data-part]') })";

async fn settings_hold(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let mut start = launch(dist, kind, &stage, folder.path());
    let school = match School::of(&mut start) {
        Ok(school) => school,
        Err(why) if kind == Kind::Chromium => {
            println!("       left out: only an administrator can set something for Chromium ({why:#})");
            return Ok(Ok(()));
        }
        Err(why) => return Err(why),
    };
    school.set(
        &json!({"language": "fr", "method": "study", "keep": "1_year", "sites": ["chatgpt", "mistral"],
        "off": ["pill", "import", "class", "popup"]}),
    )?;
    let browser = Browser::launch(&start).await?;
    let mut wrong = Vec::new();
    let mut expect = |what: &str, seen: Value, wanted: Value| {
        if seen != wanted {
            wrong.push(format!("{what}: {seen} instead of {wanted}"));
        }
    };
    let told = until_told(&browser, "off", json!(["pill", "import", "class"])).await?;
    expect(
        "sites",
        told["school"]["sites"].clone(),
        json!(["chatgpt", "mistral"]),
    );
    expect("the effective method", told["method"].clone(), json!("study"));
    expect("the effective time", told["keep"].clone(), json!("1_year"));
    expect(
        "what was wrong",
        json!(told["school"]["wrong"].as_array().map(Vec::len)),
        json!(1),
    );

    // What the school has set cannot be changed; what makes less of it can.
    for (change, ok) in [
        (json!({"method": "calibrated"}), false),
        (json!({"pill": true}), false),
        (json!({"keep": "3_years"}), false),
        (json!({"keep": "90_days"}), true),
    ] {
        let answer = browser.ask(json!({"ask": "set", "settings": change})).await?;
        expect(&format!("{change}"), answer["ok"].clone(), json!(ok));
    }
    browser
        .ask(json!({"ask": "set", "settings": {"keep": null}}))
        .await?;

    // A message on a site that is left out, and one on a site that is not: the second shows that the first had its time.
    let claude = hands::of("claude").context("Claude is on stage")?;
    browser.open_tab(&claude.url()).await?;
    browser
        .type_into(claude.composer, "Does the quokka count here?")
        .await?;
    browser.press_enter(claude.composer).await?;
    browser
        .until("the message on Claude", PATIENCE, async || {
            let finished = stage.sends().iter().filter(|send| send.finished).count();
            Ok(if finished == 1 {
                Ok(())
            } else {
                Err("none".to_owned())
            })
        })
        .await?;
    send(&browser, "Thank you, quokka", "1").await?;
    browser.until_answered(1).await?;
    let stored = browser.stored().await?;
    let sites: Vec<Value> = stored["messages"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| row["site"].clone())
        .collect();
    expect("counted on", json!(sites), json!(["chatgpt"]));
    expect(
        "in the store",
        stored["meta"][0]["settings"]["school"].clone(),
        Value::Null,
    );
    expect(
        "the stored method",
        stored["meta"][0]["settings"]["method"].clone(),
        Value::Null,
    );

    // The pages show it.
    let shown = on_page(&browser, "options.html", SHOWN).await?;
    let wanted = json!({"lang": "fr", "said": 1, "wrong": 1, "methods": [true, true, true], "study": true, "pill": [true],
        "keep": [true, true, false, false], "claude": [true], "chatgpt": [false], "imports": 0, "servers": 0, "parts": 0});
    expect("the options page", shown, wanted);
    let left = "const main = document.querySelector('main');
        done([main.querySelectorAll('input, button, a').length, main.textContent.trim() !== ''])";
    for page in ["import.html", "class.html", "plan.html", "kit.html"] {
        expect(page, on_page(&browser, page, left).await?, json!([0, true]));
    }
    for (ask, ok) in [("classes", false), ("class", false), ("class_leave", true)] {
        let answer = browser.ask(json!({"ask": ask})).await?;
        expect(ask, answer["ok"].clone(), json!(ok));
    }

    // Taken back, it is gone: at once in Chromium, with the next start in Firefox.
    school.set(&json!({}))?;
    let browser = match kind {
        Kind::Chromium => browser,
        Kind::Firefox => {
            browser.quit().await?;
            Browser::launch(&start).await?
        }
    };
    let told = until_told(&browser, "off", Value::Null).await?;
    expect("without a school", told["method"].clone(), Value::Null);
    let shown = on_page(&browser, "options.html", SHOWN).await?;
    let wanted = json!({"said": 0, "pill": [false], "claude": [false], "imports": 2, "servers": 1});
    for (key, wanted) in wanted.as_object().into_iter().flatten() {
        expect(
            &format!("without a school, {key}"),
            shown[key].clone(),
            wanted.clone(),
        );
    }
    browser.quit().await?;
    Ok(if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    })
}

/// Waits until the background tells this of what the school has set; gives the settings as they hold.
async fn until_told(browser: &Browser, key: &str, wanted: Value) -> Result<Value> {
    browser
        .until("the school's settings", PATIENCE, async || {
            let view = browser.ask(json!({"ask": "view", "page": "popup"})).await?;
            let settings = view["settings"].clone();
            Ok(if view["ok"] == true && settings["school"][key] == wanted {
                Ok(settings)
            } else {
                Err(settings["school"].to_string())
            })
        })
        .await
}

/// Runs a script on one of the extension's pages.
async fn on_page(browser: &Browser, page: &str, script: &str) -> Result<Value> {
    browser.open_tab(&browser.extension_url(page)).await?;
    browser.find("main:not([aria-busy])").await?;
    let seen = browser.run_async(script, &[]).await?;
    browser.close_tab().await?;
    Ok(seen)
}
