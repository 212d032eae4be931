//! Requests as `webRequest` reports them: a message's first signal, and the end of its reply.

use std::cell::RefCell;

use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::answer;
use super::api::{self, RequestBody};
use super::background::{commit_and_show, store};
use super::reports::order;
use super::store::Problem;
use crate::health::{Admit, Flow};
use crate::join::{self, Place, Seen, Send};
use crate::ledger::State;
use crate::observe::body::Body;
use crate::observe::request::{self, MAX_BODY};
use crate::observe::rule::{Kind, Site};
use crate::observe::{self, AddedHosts, url};
use crate::week::Moment;

thread_local! {
    static FLOW: RefCell<Flow> = RefCell::default();
}

/// A request is about to be sent.
pub async fn sent(details: &JsValue) -> Result<Value, Problem> {
    let nothing = Ok(answer::done(&mut [("counted", false.into())]));
    let address = api::address(details);
    let at = api::now();
    let site = match observe::site_of(&address, &AddedHosts::new()) {
        Some(site) => site,
        // Perhaps a host that the person added.
        None => match observe::site_of(&address, &store().await?.read().await?.meta().hosts) {
            Some(site) => site,
            None => return nothing,
        },
    };
    let store = store().await?;
    if !store.policy().counts(site.id) {
        return nothing;
    }
    // Before the body is copied: a page can send faster than anyone reads.
    match FLOW.with_borrow_mut(|flow| flow.admit(site.id, &api::request_id(details), at.t)) {
        Admit::Yes => {}
        Admit::FirstRefused => return doubt(&address, at.t, true).await,
        Admit::No => return nothing,
    }
    let mut work = store.write().await?;
    if work.meta().settings.paused {
        return nothing; // before anything of the body is looked at
    }
    let request = api::request(details, MAX_BODY);
    let body = match &request.body {
        RequestBody::Bytes(bytes) => Body::Bytes(bytes),
        RequestBody::Form(fields) => Body::Form(fields),
        RequestBody::Unreadable => Body::Unreadable,
    };
    let sent = request::read(site, &request.method, &request.url, body);
    if sent.kind == Kind::None
        || request
            .origin
            .as_deref()
            .is_some_and(|from| is_foreign(site, from, &address))
    {
        return nothing;
    }

    let salt = work.meta().salt;
    let seen = Seen {
        request: &request.id,
        tab: request.tab,
        at: Moment {
            t: request.t.unwrap_or(at.t).floor(),
            ..at
        },
    };
    let mut send = Send::new(site, &sent, seen, &salt, api::compose);
    drop((sent, request)); // the words end here
    let (key, counted) = match work.meta().open.place_request(&send) {
        Place::Twin => return nothing,
        Place::Known(key) => {
            if let Some(row) = work.row(&key).await? {
                work.put_row(Some(&row), &join::confirm(&row, &send)).await?;
            }
            (key, false)
        }
        Place::New => {
            let mut existing = work.row(&send.key).await?;
            if send.asks_again(existing.as_ref()) {
                send = send.as_another_reply(&salt);
                existing = None;
            }
            let last = match &send.conversation {
                Some(conversation) => work.last_of(conversation).await?,
                None => None,
            };
            let row = join::send(&send, existing.as_ref(), last.as_ref());
            if let Some(row) = &row {
                work.put_row(existing.as_ref(), row).await?;
            }
            work.meta().open.push(&send);
            (send.key.clone(), row.is_some())
        }
    };
    let order = order(site, work.meta(), &key, send.at.t);
    let pill = commit_and_show(work, at).await?;
    if send.tab >= 0 {
        // The page answers when it gets to it; nobody waits for that.
        spawn_local(async move { api::tell_tab(send.tab, &order).await });
    }
    Ok(answer::done(&mut [
        ("counted", counted.into()),
        ("pill", pill.into()),
    ]))
}

/// Another site's page may send here too; that is no message of this person to this chatbot.
fn is_foreign(site: &Site, origin: &str, address: &str) -> bool {
    let own = url::parse(address).map(|url| url.host);
    url::parse(origin).is_some_and(|from| {
        if site.hosts.is_empty() {
            Some(from.host) != own
        } else {
            !site.hosts.contains(&from.host)
        }
    })
}

/// Marks the figures of a site's day as doubtful: its page sent faster than a person can (`flooded`), or a message could not be
/// written.
pub async fn doubt(address: &str, t: f64, flooded: bool) -> Result<Value, Problem> {
    let off = api::offset_at(t);
    let day = Moment { t, off }.day().to_string();
    let store = store().await?;
    let mut work = store.write().await?;
    let paused = flooded && work.meta().settings.paused;
    let Some(site) = work.meta().site_of(address).filter(|_| !paused) else {
        return Ok(answer::done(&mut [("counted", false.into())]));
    };
    if flooded {
        let health = work.meta().health.entry(site.id.to_owned()).or_default();
        health.flooded_on(&day);
    }
    work.doubt(&day, site.id).await?;
    work.commit().await?;
    Ok(answer::done(&mut [("counted", false.into())]))
}

/// A request ended: answered by the server, or broken off.
pub async fn ended(details: &JsValue) -> Result<Value, Problem> {
    let end = api::end(details);
    let flooding = observe::site_of(&api::address(details), &AddedHosts::new())
        .is_some_and(|site| !FLOW.with_borrow(|flow| flow.concerns(site.id, &end.request)));
    if flooding {
        return Ok(answer::ok());
    }
    let refused = end.status.is_some_and(|status| status >= 400.0);
    let broken = end.error.as_deref();
    // A page that stops a reply breaks its own request off; Chromium calls that ERR_ABORTED or, when the answer was
    // already flowing, now and then ERR_FAILED; Firefox NS_BINDING_ABORTED. All other words mean the network failed.
    let aborted = broken.is_some_and(|why| why.contains("ABORTED") || why == "net::ERR_FAILED");
    if !refused && broken.is_none() {
        return Ok(answer::ok());
    }
    let store = store().await?;
    let mut work = store.write().await?;
    let Some(open) = work.meta().open.by_request(&end.request) else {
        return Ok(answer::ok());
    };
    open.aborted |= aborted;
    let key = open.key.clone();
    if let Some(row) = work.row(&key).await? {
        let state = if aborted { State::Stopped } else { State::Failed };
        work.put_row(Some(&row), &join::ended(&row, state)).await?;
    }
    let pill = work.meta().chosen().pill;
    work.commit().await?;
    Ok(answer::done(&mut [("pill", pill.into())]))
}
