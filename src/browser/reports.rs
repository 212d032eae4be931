//! What content scripts report: a message on the page, the end of its reply, a message that nobody saw. Pages are not
//! trusted: a report counts only for its page's own site.

use serde_json::Value;

use super::answer;
use super::api::{self, Sender};
use super::background::{commit_and_show, store};
use super::meta::Meta;
use super::store::{BY_CONVERSATION, MESSAGES, Problem, Work};
use crate::health::{Outcome, State as Health};
use crate::join::{self, Node, Place, Reply, Window, conversation_hash};
use crate::ledger::{Row, State};
use crate::measure::Measure;
use crate::observe;
use crate::observe::rule::Site;
use crate::week::Moment;

/// Reasoning shorter than this is a label such as "thought for 3 s", not the reasoning itself.
const REASONING_CHARS: u32 = 80;

/// How long a page goes on telling of a message while it gets no answer (`tell` in `content.js`: three minutes), and some more.
const TOLD_FOR_MS: f64 = 300_000.0;

/// The rule of a page, and whether its nodes carry the count.
pub async fn rule(address: &str) -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.read().await?;
    let meta = work.meta();
    Ok(match meta.site_of(address) {
        Some(site) => answer::done(&mut [("page", page(site, meta))]),
        None => answer::refused("no_rule"),
    })
}

/// Tells a page that its request, sent at `t`, was counted.
pub fn order(site: &Site, meta: &Meta, key: &str, t: f64) -> Value {
    answer::object(&mut [("key", key.into()), ("t", t.into()), ("page", page(site, meta))])
}

fn page(site: &Site, meta: &Meta) -> Value {
    let mut page = api::parsed(site.page);
    page["counts"] = page_counts(site, meta).into();
    page
}

/// Whether the page's nodes carry the count.
fn page_counts(site: &Site, meta: &Meta) -> bool {
    let health = meta.health.get(site.id).cloned().unwrap_or_default();
    health.page_counts(site.primary)
}

/// The site of a page, if the report is to be believed at all.
fn site_of(address: &str, meta: &Meta) -> Result<&'static Site, Value> {
    meta.site_of(address)
        .filter(|site| observe::url::parse(address).is_some_and(|url| !site.denies(url.path)))
        .ok_or_else(|| answer::refused("unknown_send"))
}

/// A message stands on the page: with a key, of a send that is counted; without, of one no request told of.
pub async fn appeared(message: &Value, sender: &Sender) -> Result<Value, Problem> {
    let refused = answer::refused("unknown_send");
    let store = store().await?;
    let mut work = store.write().await?;
    let site = match site_of(&sender.url, work.meta()) {
        Ok(site) => site,
        Err(refusal) => return Ok(refusal),
    };
    let field = |key: &str| message[key].as_str().filter(|text| !text.is_empty());
    let Some(text) = field("text") else {
        return Ok(refused);
    };
    let measure = Measure::of_message(text, api::compose);
    if let Some(key) = field("key") {
        let Some(row) = work.row(key).await?.filter(|row| row.site == site.id) else {
            return Ok(refused);
        };
        if let Some(open) = work.meta().open.by_key(key) {
            (open.shown, open.shown_chars) = (true, Some(measure.chars));
        }
        work.put_row(Some(&row), &join::note(&row, measure)).await?;
        let pill = work.meta().chosen().pill;
        work.commit().await?;
        return Ok(answer::done(&mut [("key", key.into()), ("pill", pill.into())]));
    }

    let Some(nonce) = field("nonce") else {
        return Ok(refused);
    };
    if work.meta().settings.paused {
        return Ok(refused);
    }
    let (at, salt) = (api::now(), work.meta().salt);
    // A page is believed about the last minutes only: as long as it goes on telling, while nobody answers.
    let said = |key: &str| {
        message[key]
            .as_f64()
            .filter(|t| (at.t - TOLD_FOR_MS..=at.t).contains(t))
    };
    let window = Window {
        from: said("from"),
        until: said("until"),
    };
    let node = Node {
        site,
        nonce: nonce.to_owned(),
        tab: sender.tab,
        at: Moment {
            t: window.from.unwrap_or(at.t),
            ..at
        },
        window,
        named: Node::is_named(site, field("id")),
        key: Node::key(site, field("id"), nonce, &salt),
        conversation: field("conversation").map(|id| conversation_hash(&salt, site, id)),
        measure,
    };
    let key = match work.meta().open.place_node(&node) {
        Place::Known(key) => {
            if let Some(row) = work.row(&key).await? {
                work.put_row(Some(&row), &join::note(&row, measure)).await?;
            }
            key
        }
        // The request was counted long ago, or in another life of this worker.
        _ if work.row(&node.key).await?.is_some() => node.key,
        _ if let Some(key) = told_before(&mut work, &node, at.t).await? => key,
        _ => {
            let last = match &node.conversation {
                Some(conversation) => work.last_of(conversation).await?,
                None => None,
            };
            work.put_row(None, &node.row(last.as_ref())).await?;
            work.meta().open.push_node(&node);
            node.key
        }
    };
    let counts = page_counts(site, work.meta());
    let pill = commit_and_show(work, at).await?;
    Ok(answer::done(&mut [
        ("key", key.into()),
        ("counts", counts.into()),
        ("pill", pill.into()),
    ]))
}

/// The key of its row, where a page has told so late of a message that its request is no longer remembered.
async fn told_before(work: &mut Work, node: &Node, now: f64) -> Result<Option<String>, Problem> {
    let (Some(span), Some(conversation)) = (node.told_late(now), &node.conversation) else {
        return Ok(None);
    };
    let [oldest, newest] = [span.0, span.1].map(|t| Row::conversation_key(conversation, t));
    let rows: Vec<Row> = work
        .span(MESSAGES, Some(BY_CONVERSATION), &newest, &oldest)
        .await?;
    let open = &mut work.meta().open;
    let mut free = rows.into_iter().rev().filter(|row| !open.is_shown(&row.key));
    Ok(free.find(|row| node.is_of(row)).map(|row| row.key))
}

/// A reply has come to its end.
pub async fn replied(message: &Value, address: &str) -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.write().await?;
    let site = match site_of(address, work.meta()) {
        Ok(site) => site,
        Err(refusal) => return Ok(refusal),
    };
    // A page may report an end before it has learnt the key.
    let named = message["nonce"]
        .as_str()
        .and_then(|nonce| work.meta().open.by_nonce(nonce));
    let key = match message["key"].as_str() {
        Some(key) if !key.is_empty() => key.to_owned(),
        _ => named.map(|open| open.key.clone()).unwrap_or_default(),
    };
    let key = key.as_str();
    let Some(row) = work.row(key).await?.filter(|row| row.site == site.id) else {
        return Ok(answer::refused("unknown_send"));
    };
    let salt = work.meta().salt;
    let measured = |key: &str| {
        message[key]
            .as_str()
            .map(|text| Measure::of_reply(text, api::compose))
    };
    let thoughts = measured("thoughts").filter(|m| m.chars >= REASONING_CHARS);
    let reply = Reply {
        state: if message["state"] == "stopped" {
            State::Stopped
        } else {
            State::Answered
        },
        measure: measured("text"),
        reasoning_tokens: thoughts.map(|m| m.tokens),
        reasoning_ms: message["thought_ms"]
            .as_u64()
            .and_then(|ms| u32::try_from(ms).ok()),
        model: message["model"].as_str().map(str::to_owned),
        model_on_reply: message["model_on_reply"] == true,
        conversation: message["conversation"]
            .as_str()
            .map(|id| conversation_hash(&salt, site, id)),
    };
    let unheard = message["state"] == "unseen" || reply.measure.is_some_and(|m| m.chars == 0);
    let looked = message["base"] == true;
    let health = work.meta().health.get(site.id);
    let sees_messages = health.is_some_and(|health| health.sees_messages());
    let (mut aborted, mut again) = (false, false);
    let mut outcome = None;
    work.meta().open.end(key, api::now().t);
    if let Some(open) = work.meta().open.by_key(key) {
        aborted = open.aborted;
        again = site.again_looks_new && open.message && !open.shown && looked && sees_messages;
        if open.message && !std::mem::replace(&mut open.judged, true) && !again {
            outcome = Some(Outcome::of(open, looked, unheard && !aborted));
        }
    }
    let before = if again { join::again(&row) } else { row.clone() };
    work.put_row(Some(&row), &join::reply(&before, &reply, aborted))
        .await?;
    if let Some(outcome) = outcome.filter(|_| row.state != State::Failed) {
        judge(&mut work, site, outcome).await?;
    }
    let pill = commit_and_show(work, api::now()).await?;
    Ok(answer::done(&mut [("pill", pill.into())]))
}

/// Words left the composer, and neither a request nor the page told of a message.
pub async fn lost(address: &str) -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.write().await?;
    // In a pause nothing is counted, so nothing can be missing.
    let paused = work.meta().settings.paused;
    if let Some(site) = site_of(address, work.meta()).ok().filter(|_| !paused) {
        judge(&mut work, site, Outcome::lost()).await?;
        work.commit().await?;
    }
    Ok(answer::ok())
}

/// Takes an outcome into the site's health; while that is not good, the day's figures are doubtful.
async fn judge(work: &mut Work, site: &'static Site, outcome: Outcome) -> Result<(), Problem> {
    let day = api::now().day().to_string();
    let health = work.meta().health.entry(site.id.to_owned()).or_default();
    health.record(outcome, site.primary, &day);
    if health.verdict(site.primary, &day).state != Health::Ok {
        work.doubt(&day, site.id).await?;
    }
    Ok(())
}
