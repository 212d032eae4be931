//! What the background script calls. Each function takes the browser's own event object, does one thing and answers;
//! an error is an answer too. `extension/background.js` registers the events.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use super::api;
use super::pages;
use super::reports;
use super::requests;
use super::store::{Problem, Store};
use super::week_close::close_weeks;
use crate::week::Moment;

thread_local! {
    // A handle, not a state: a restarted worker opens it again.
    static STORE: RefCell<Option<Rc<Store>>> = const { RefCell::new(None) };
}

/// The opened store.
pub async fn store() -> Result<Rc<Store>, Problem> {
    if let Some(store) = STORE.with_borrow(Clone::clone) {
        return Ok(store);
    }
    let opened = Rc::new(Store::open().await?);
    STORE.set(Some(opened.clone()));
    Ok(opened)
}

/// A request is about to be sent. Counts it if it is a message, and tells the page to watch for the reply.
#[wasm_bindgen]
pub async fn request_sent(details: JsValue) -> JsValue {
    answer(requests::sent(&details).await)
}

/// A request ended: answered by the server, or broken off.
#[wasm_bindgen]
pub async fn request_ended(details: JsValue) -> JsValue {
    answer(requests::ended(&details).await)
}

/// A message from a content script or one of the extension's pages.
#[wasm_bindgen]
pub async fn message(message: JsValue, sender: JsValue, own_origin: String) -> JsValue {
    let sender = api::sender(&sender, &own_origin);
    let message = api::from_js(&message);
    let asked = message["ask"].as_str().unwrap_or_default();
    let told = message["tell"].as_str().unwrap_or_default();
    answer(match (sender.own, asked, told) {
        (true, "ping", _) => Ok(json!({"ok": true})),
        (true, "view", _) => pages::popup().await,
        (true, "sites", _) => pages::sites().await,
        (true, "report", _) => pages::report(&message["site"]).await,
        (true, "add_host", _) => pages::add_host(&message).await,
        (true, "remove_host", _) => pages::remove_host(&message["host"]).await,
        (true, "set", _) => pages::set(&message["settings"]).await,
        (false, "rule", _) => reports::rule(&sender.url).await,
        (false, _, "appeared") => reports::appeared(&message, &sender).await,
        (false, _, "replied") => reports::replied(&message, &sender.url).await,
        (false, _, "lost") => reports::lost(&sender.url).await,
        _ => Ok(json!({"ok": false, "reason": "unknown_message"})),
    })
}

/// The content scripts to register where the person has given access: `{ok, scripts: [{id, matches}]}`.
#[wasm_bindgen]
pub async fn scripts() -> JsValue {
    answer(pages::scripts().await)
}

/// Start of the browser, update of the extension, or a new day: closes ended weeks and sets the badge.
#[wasm_bindgen]
pub async fn tick() -> JsValue {
    answer(start_day().await)
}

async fn start_day() -> Result<Value, Problem> {
    let now = api::now();
    let store = store().await?;
    close_weeks(&store, now).await?;
    refresh_badge(&store, now).await?;
    api::wake_at(api::next_midnight());
    Ok(json!({"ok": true}))
}

/// Shows today's messages on the button.
pub async fn refresh_badge(store: &Store, now: Moment) -> Result<(), Problem> {
    let work = store.read().await?;
    let today = work.day(&now.day().to_string()).await?;
    let messages = today.total.messages;
    api::show_badge(&if messages == 0 {
        String::new()
    } else {
        messages.to_string()
    })
    .await;
    Ok(())
}

fn answer(result: Result<Value, Problem>) -> JsValue {
    let value = result.unwrap_or_else(|problem| {
        STORE.set(None); // open it anew next time: the connection may be what broke
        json!({"ok": false, "reason": problem.reason(), "detail": problem.detail()})
    });
    api::to_js(&value).unwrap_or(JsValue::NULL)
}
