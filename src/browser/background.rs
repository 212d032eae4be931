//! What the background script calls. Each function takes the browser's own event object, does one thing and answers;
//! an error is an answer too. `extension/background.js` registers the events.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use super::api::{self, RequestBody};
use super::store::{Problem, Store};
use super::week_close::{GRACE_MS, close_weeks};
use crate::join::{self, Reply, Seen, Send, conversation_hash};
use crate::ledger::State;
use crate::measure::Measure;
use crate::observe::request::{self, Body, MAX_BODY};
use crate::observe::rule::Kind;
use crate::observe::{self, url};
use crate::view;
use crate::week::{Moment, Week};

thread_local! {
    // A handle, not a state: a restarted worker opens it again.
    static STORE: RefCell<Option<Rc<Store>>> = const { RefCell::new(None) };
}

async fn store() -> Result<Rc<Store>, Problem> {
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
    answer(sent(&details).await)
}

async fn sent(details: &JsValue) -> Result<Value, Problem> {
    let request = api::request(details, MAX_BODY);
    let at = api::now();
    let Some(site) = observe::site_of(&request.url) else {
        return Ok(json!({"ok": true, "counted": false}));
    };
    // Another site's page may send here too; that is no message of this person to this chatbot.
    let foreign = |origin: &str| url::parse(origin).is_some_and(|from| !site.hosts.contains(&from.host));
    let body = match &request.body {
        RequestBody::Bytes(bytes) => Body::Bytes(bytes),
        RequestBody::Form(fields) => Body::Form(fields),
        RequestBody::Unreadable => Body::Unreadable,
    };
    let sent = request::read(site, &request.method, &request.url, body);
    if sent.kind == Kind::None || request.origin.as_deref().is_some_and(foreign) {
        return Ok(json!({"ok": true, "counted": false}));
    }

    let store = store().await?;
    let mut work = store.write().await?;
    let salt = work.meta().salt;
    let send = Send::new(
        site,
        &sent,
        Seen {
            request: &request.id,
            tab: request.tab,
            at,
        },
        &salt,
        api::compose,
    );
    drop(sent); // the words end here
    if work.meta().open.has_twin(&send) {
        return Ok(json!({"ok": true, "counted": false}));
    }
    let existing = work.row(&send.key).await?;
    let last = match &send.conversation {
        Some(conversation) => work.last_of(conversation).await?,
        None => None,
    };
    let row = join::send(&send, existing.as_ref(), last.as_ref());
    if let Some(row) = &row {
        work.put_row(existing.as_ref(), row).await?;
    }
    work.meta().open.push(&send);
    work.commit().await?;

    refresh_badge(&store, at).await?;
    if send.tab >= 0 {
        let page: Value = serde_json::from_str(site.page).unwrap_or(Value::Null);
        let need_text = send.kind.is_message() && send.measure.is_none();
        let order = json!({"tell": "armed", "key": send.key, "need_text": need_text, "page": page});
        api::tell_tab(send.tab, &order).await;
    }
    Ok(json!({"ok": true, "counted": row.is_some()}))
}

/// A request ended: answered by the server, or broken off.
#[wasm_bindgen]
pub async fn request_ended(details: JsValue) -> JsValue {
    answer(ended(&details).await)
}

async fn ended(details: &JsValue) -> Result<Value, Problem> {
    let request = api::request(details, 0);
    let refused = request.status.is_some_and(|status| status >= 400.0);
    let broken = request.error.as_deref();
    // A page that stops a reply breaks its own request off; Chromium calls that ERR_ABORTED or, when the answer was
    // already flowing, now and then ERR_FAILED; Firefox NS_BINDING_ABORTED. All other words mean the network failed.
    let aborted = broken.is_some_and(|why| why.contains("ABORTED") || why == "net::ERR_FAILED");
    if !refused && broken.is_none() {
        return Ok(json!({"ok": true}));
    }
    let store = store().await?;
    let mut work = store.write().await?;
    let Some(open) = work.meta().open.by_request(&request.id) else {
        return Ok(json!({"ok": true}));
    };
    open.aborted |= aborted;
    let key = open.key.clone();
    if let Some(row) = work.row(&key).await? {
        let state = if aborted { State::Stopped } else { State::Failed };
        work.put_row(Some(&row), &join::ended(&row, state)).await?;
    }
    work.commit().await?;
    Ok(json!({"ok": true}))
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
        (true, "view", _) => popup().await,
        (true, "set", _) => set(&message["settings"]).await,
        (false, "rule", _) => Ok(rule(&sender.url)),
        (false, _, "replied" | "noted") => report(&message, told, &sender.url).await,
        _ => Ok(json!({"ok": false, "reason": "unknown_message"})),
    })
}

fn rule(address: &str) -> Value {
    let page = observe::site_of(address).and_then(|site| serde_json::from_str::<Value>(site.page).ok());
    match page {
        Some(page) => json!({"ok": true, "page": page}),
        None => json!({"ok": false, "reason": "no_rule"}),
    }
}

/// A page's report on a send. Pages are not trusted: a report counts only for a row of the page's own site.
async fn report(message: &Value, told: &str, address: &str) -> Result<Value, Problem> {
    let refused = json!({"ok": false, "reason": "unknown_send"});
    let Some(site) = observe::site_of(address) else {
        return Ok(refused);
    };
    let text = message["text"].as_str();
    let key = message["key"].as_str().unwrap_or_default();
    let store = store().await?;
    let mut work = store.write().await?;
    let Some(row) = work.row(key).await?.filter(|row| row.site == site.id) else {
        return Ok(refused);
    };
    let next = match (told, text) {
        ("noted", Some(text)) => join::note(&row, Measure::of_message(text, api::compose)),
        ("noted", None) => return Ok(refused),
        _ => {
            let salt = work.meta().salt;
            let reply = Reply {
                state: if message["state"] == "stopped" {
                    State::Stopped
                } else {
                    State::Answered
                },
                measure: text.map(|text| Measure::of_reply(text, api::compose)),
                model: message["model"].as_str().map(str::to_owned),
                model_on_reply: message["model_on_reply"] == true,
                conversation: message["conversation"]
                    .as_str()
                    .map(|id| conversation_hash(&salt, site, id)),
            };
            let aborted = work.meta().open.by_key(key).is_some_and(|open| open.aborted);
            join::reply(&row, &reply, aborted)
        }
    };
    work.put_row(Some(&row), &next).await?;
    work.commit().await?;
    Ok(json!({"ok": true}))
}

async fn set(change: &Value) -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.write().await?;
    match work.meta().settings.with(change) {
        Ok(settings) => work.meta().settings = settings,
        Err(sentence) => return Ok(json!({"ok": false, "reason": "bad_settings", "detail": sentence})),
    }
    work.commit().await?;
    Ok(json!({"ok": true}))
}

async fn popup() -> Result<Value, Problem> {
    let store = store().await?;
    let now = api::now();
    close_weeks(&store, now).await?;
    let week = Week::of(now.day());
    let mut work = store.read().await?;
    let days = work.days(&week.before().days()[0], &week.days()[6]).await?;
    let last = work.week(&week.before().id()).await?;
    let settings = work.meta().settings.clone();
    let popup = view::popup(&now.day().to_string(), week, &days, last.as_ref(), &settings);
    serde_json::to_value(popup)
        .map_err(|why| Problem::Failed(format!("the popup's numbers cannot be written: {why}")))
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
    api::wake_at(next_wake(now));
    Ok(json!({"ok": true}))
}

/// Just after the next local midnight, for the badge; and once more when a week that ended is past its grace.
fn next_wake(now: Moment) -> f64 {
    const DAY_MS: f64 = 86_400_000.0;
    const FIRST_MINUTES_MS: f64 = GRACE_MS + 60_000.0;
    let since_midnight = (now.t + f64::from(now.off) * 60_000.0).rem_euclid(DAY_MS);
    let wait = if since_midnight < FIRST_MINUTES_MS {
        FIRST_MINUTES_MS
    } else {
        DAY_MS + 1_000.0
    };
    now.t - since_midnight + wait
}

async fn refresh_badge(store: &Store, now: Moment) -> Result<(), Problem> {
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
