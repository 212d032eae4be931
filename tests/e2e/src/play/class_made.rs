//! Classes that nobody taught, for photographs, for paper and for axe-core: one whose figures are shown, one that is closed.
//! The hand-ins are the extension's own, of made-up days.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::class_hands::paste;
use super::made_up::make_up;
use crate::browser::Browser;

const PUPILS: u32 = 8;
/// Nobody takes part yet; an invitation is read; both weeks are over; it was handed in.
pub const STATES: [&str; 4] = [
    "plan.html#invited",
    "plan.html#asked",
    "plan.html#ready",
    "plan.html#given",
];

/// Whether a page is one of an awareness week.
pub fn has(page: &str) -> bool {
    page.starts_with("class.html") || page.starts_with("plan.html")
}

/// Makes both classes; the closed one is older.
pub async fn make_classes(browser: &Browser) -> Result<()> {
    for (label, begins, closed) in [("3e A", 30, true), ("4e B", 16, false)] {
        let script = "done([args[0], args[0] - 7].map(ago => new Date(Date.now() - ago * 864e5).toISOString().slice(0, 10)))";
        let days = browser.in_control(script, &[json!(begins)]).await?;
        let new = json!({"ask": "class_new", "label": label, "baseline": days[0], "awareness": days[1]});
        let class = done(browser, new).await?;
        let (id, code) = (class["plan"]["id"].clone(), class["invitation"]["code"].clone());
        let mut texts = Vec::new();
        for pupil in 0..PUPILS {
            make_up(browser, 40 + 3 * pupil).await?;
            done(browser, json!({"ask": "class_join", "text": code})).await?;
            texts.push(done(browser, json!({"ask": "hand_in"})).await?["code"].clone());
            done(browser, json!({"ask": "class_leave"})).await?;
        }
        let late = texts.split_off(texts.len() - 1);
        for (texts, ask) in [
            (texts, if closed { "class_close" } else { "class_reveal" }),
            (late, "class_show"),
        ] {
            if ask != "class_show" || !closed {
                done(browser, json!({"ask": "class_take", "id": id, "texts": texts})).await?;
                done(browser, json!({"ask": ask, "id": id})).await?;
            }
        }
    }
    Ok(())
}

/// The address of a class's page, by its place in the list.
pub async fn class_page(browser: &Browser, at: usize) -> Result<String> {
    let classes = done(browser, json!({"ask": "classes"})).await?;
    let id = classes["classes"][at]["plan"]["id"]
        .as_str()
        .context("a class")?
        .to_owned();
    Ok(format!("class.html#{id}"))
}

/// Before a page is opened that shows a state: the pupil takes part, or not.
pub async fn before(browser: &Browser, address: &str) -> Result<()> {
    if let Some(at) = STATES.iter().position(|state| *state == address) {
        done(browser, json!({"ask": "class_leave"})).await?;
        if at > 1 {
            done(
                browser,
                json!({"ask": "class_join", "text": invitation(browser).await?}),
            )
            .await?;
        }
    }
    Ok(())
}

/// After it was opened: what a pupil does there.
pub async fn after(browser: &Browser, address: &str) -> Result<()> {
    if address == STATES[1] {
        let code = invitation(browser).await?;
        paste(browser, "#text", code.as_str().unwrap_or_default()).await?;
        browser.click("#drop [type=submit]").await?;
        browser.find("#yes").await?;
    }
    if address == STATES[3] {
        browser.click("#hand-in").await?;
        browser.find("#given textarea").await?;
    }
    Ok(())
}

async fn invitation(browser: &Browser) -> Result<Value> {
    let classes = done(browser, json!({"ask": "classes"})).await?;
    let id = &classes["classes"][0]["plan"]["id"];
    let class = done(browser, json!({"ask": "class_show", "id": id})).await?;
    Ok(class["invitation"]["code"].clone())
}

async fn done(browser: &Browser, question: Value) -> Result<Value> {
    let answer = browser.ask(question.clone()).await?;
    ensure!(answer["ok"] == true, "{question}: {answer}");
    Ok(answer)
}
