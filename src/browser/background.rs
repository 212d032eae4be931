//! What the background script calls. Each function takes the browser's own event object, does one thing and answers;
//! an error is an answer too. `extension/background.js` registers the events.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{future_to_promise, spawn_local};

use super::class;
use super::classes;
use super::damaged::mend;
use super::days;
use super::pages;
use super::reports;
use super::reprice;
use super::requests;
use super::retention::forget_old;
use super::store::{Problem, Store, Work};
use super::take_away;
use super::week_close::{close_weeks, weeks};
use super::{answer, api};
use crate::settings::Badge;
use crate::view;
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
    let mut opened = Store::open().await?;
    let late = opened.late.take();
    let opened = Rc::new(opened);
    STORE.set(Some(opened.clone()));
    if let Some(late) = late {
        // What comes late counts from then on.
        spawn_local(async move {
            if api::from_js(&api::settled(&late).await)
                .as_object()
                .is_some_and(|set| !set.is_empty())
            {
                drop(policy_changed());
            }
        });
    }
    Ok(opened)
}

/// A request is about to be sent. Counts it if it is a message, and tells the page to watch for the reply.
#[wasm_bindgen]
pub fn request_sent(details: JsValue) -> Promise {
    promise(async move { requests::sent(&details).await })
}

/// A request ended: answered by the server, or broken off.
#[wasm_bindgen]
pub fn request_ended(details: JsValue) -> Promise {
    promise(async move { requests::ended(&details).await })
}

/// A message to this address may not have been counted at this time, milliseconds since 1970, since nothing could be written.
#[wasm_bindgen]
pub fn missed(address: String, t: f64) -> Promise {
    promise(async move { requests::doubt(&address, t, false).await })
}

/// A message from a content script or one of the extension's pages.
#[wasm_bindgen]
pub fn message(message: JsValue, sender: JsValue, own_origin: String) -> Promise {
    promise(async move { told(api::from_js(&message), api::sender(&sender, &own_origin)).await })
}

async fn told(message: Value, sender: api::Sender) -> Result<Value, Problem> {
    let asked = message["ask"].as_str().unwrap_or_default();
    let told = message["tell"].as_str().unwrap_or_default();
    // Leaving is always possible.
    let of_class = sender.own && (asked == "hand_in" || asked.starts_with("class") && asked != "class_leave");
    if of_class && store().await?.policy().is_off("class") {
        return Ok(answer::refused("set_by_school"));
    }
    match (sender.own, asked, told) {
        (true, "ping", _) => Ok(answer::ok()),
        (true, "view", _) => pages::popup().await,
        (true, "period", _) => pages::period(&message).await,
        (true, "weeks", _) => pages::weeks().await,
        (true, "zones", _) => pages::zones().await,
        (true, "repriced_read", _) => pages::repriced_read().await,
        (true, "sites", _) => pages::sites().await,
        (true, "report", _) => pages::report(&message["site"]).await,
        (true, "add_host", _) => pages::add_host(&message).await,
        (true, "remove_host", _) => pages::remove_host(&message["host"]).await,
        (true, "imported", _) => imported().await,
        (true, "erase", _) => erase().await,
        (true, "class" | "class_read" | "class_join" | "class_leave" | "hand_in", _) => {
            class::asked(asked, &message).await
        }
        (true, _, _) if asked.starts_with("class") => classes::asked(asked, &message).await,
        (true, "practice", _) => pages::practice(&message).await,
        (false, "pill", _) => pages::pill(&sender.url).await,
        // In one place: for each place, the future stands in the core once more.
        (true, "set", _) | (false, _, "pill") => pages::set(&pages::choice(&message)).await,
        (false, "rule", _) => reports::rule(&sender.url).await,
        (false, _, "appeared") => reports::appeared(&message, &sender).await,
        (false, _, "replied") => reports::replied(&message, &sender.url).await,
        (false, _, "lost") => reports::lost(&sender.url).await,
        _ => Ok(answer::refused("unknown_message")),
    }
}

/// The content scripts to register where the person has given access: `{ok, scripts: [{id, matches}], pill}`.
#[wasm_bindgen]
pub fn scripts() -> Promise {
    promise(pages::scripts())
}

/// Start of the browser, update of the extension, or a new day: closes ended weeks, sets the badge, takes out what the
/// person does not want kept, and brings past sums up to date. `first` says that this was the first such day of the
/// store, `summaries` how many were stored now.
#[wasm_bindgen]
pub fn tick() -> Promise {
    promise(start_day())
}

/// An administrator has set something else: the store is opened anew, under that.
#[wasm_bindgen]
pub fn policy_changed() -> Promise {
    STORE.set(None);
    promise(start_day())
}

async fn start_day() -> Result<Value, Problem> {
    let now = api::now();
    let store = store().await?;
    let closed = close_weeks(&store, now).await?;
    let pill = refresh_badge(&store, now).await?;
    api::wake_at(api::next_midnight());
    mend(&store, now.day()).await?;
    forget_old(&store, now).await?;
    reprice::run(&store).await?;
    days::keep_months(&store, &now.day().to_string()).await?;
    Ok(answer::done(&mut [
        ("pill", pill.into()),
        ("first", closed.first.into()),
        ("summaries", closed.summaries.into()),
        ("language", closed.language.into()),
    ]))
}

/// Erases all that is stored. What lies outside the database (registered scripts, sites given access to, the number on the
/// button, a page's copy of the appearance) its callers take back.
async fn erase() -> Result<Value, Problem> {
    STORE.set(None);
    Store::erase().await?;
    // What was opened meanwhile is of the old database.
    STORE.set(None);
    api::show_badge("").await;
    Ok(answer::ok())
}

/// A page has added to the days: today may be among them.
async fn imported() -> Result<Value, Problem> {
    let (store, now) = (store().await?, api::now());
    let pill = refresh_badge(&store, now).await?;
    days::keep_months_soon(store, now.day().to_string());
    Ok(answer::done(&mut [("pill", pill.into())]))
}

/// Takes out what an import has left that was broken off. The caller knows that nobody works on it.
#[wasm_bindgen]
pub fn settle_import() -> Promise {
    promise(async { take_away::settle(store().await?.as_ref()).await })
}

/// Shows on the button what the person wants there: today's messages, unless they chose otherwise. Whether the person wants
/// them on pages too.
pub async fn refresh_badge(store: &Store, now: Moment) -> Result<bool, Problem> {
    let mut work = store.read().await?;
    let text = badge(&mut work, now).await?;
    api::show_badge(&text).await;
    Ok(work.meta().chosen().pill)
}

/// The same for what this transaction changed, once it is on the disk.
pub async fn commit_and_show(mut work: Work, now: Moment) -> Result<bool, Problem> {
    let text = badge(&mut work, now).await?;
    let pill = work.meta().chosen().pill;
    work.commit().await?;
    api::show_badge(&text).await;
    Ok(pill)
}

async fn badge(work: &mut Work, now: Moment) -> Result<String, Problem> {
    let today = now.day();
    let from = match work.meta().settings.badge() {
        Badge::Week => weeks(work.meta()).of(today).start,
        _ => today,
    };
    let days = work.days(&from.to_string(), &today.to_string()).await?;
    let meta = work.meta();
    Ok(view::badge(&meta.settings, &days, meta.summary_waits))
}

/// The promise of an answer. One kind of future for all calls: for each kind, its machinery stands in the core once more.
pub fn promise(call: impl Future<Output = Result<Value, Problem>> + 'static) -> Promise {
    let call: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>> =
        Box::pin(async move { Ok(answer(call.await)) });
    future_to_promise(call)
}

fn answer(result: Result<Value, Problem>) -> JsValue {
    let value = result.unwrap_or_else(|problem| {
        STORE.set(None); // open it anew next time: the connection may be what broke
        answer::refused_since(problem.reason(), &problem.detail())
    });
    api::to_js(&value).unwrap_or(JsValue::NULL)
}
