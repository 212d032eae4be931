//! What the extension's own pages ask: figures, sites, hosts, settings.

use serde_json::Value;

use super::background::store;
use super::reprice;
use super::store::Problem;
use super::week_close::close_weeks;
use super::{answer, api};
use crate::energy;
use crate::observe::rule::Access;
use crate::observe::{self, SITES, url};
use crate::view;
use crate::week::{Week, days_before, parse_day};

fn written<T: serde::Serialize>(value: T) -> Result<Value, Problem> {
    serde_json::to_value(&value)
        .map_err(|why| Problem::Failed(format!("a page's figures cannot be written: {why}")))
}

/// The popup's figures.
pub async fn popup() -> Result<Value, Problem> {
    let store = store().await?;
    let now = api::now();
    close_weeks(&store, now).await?;
    reprice::go_on(store.clone());
    let week = Week::of(now.day());
    let mut work = store.read().await?;
    let days = work.days(&week.before().days()[0], &week.days()[6]).await?;
    let last = work.week(&week.before().id()).await?;
    let meta = work.meta();
    let today = now.day().to_string();
    written(view::popup(
        &today,
        week,
        &days,
        last.as_ref(),
        &meta.settings,
        &meta.health,
        meta.repricing.as_ref(),
    ))
}

/// The dashboard's figures of the days from `first` to `last`, both included: those of all counted days where a day is
/// missing, and those of the period of the same length before them.
pub async fn period(asked: &Value) -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.read().await?;
    let since = work.first_day("").await?.map(|day| day.day);
    let today = api::now().day().to_string();
    let named = |key: &str| asked[key].as_str().and_then(parse_day);
    let last = named("last").map_or(today.clone(), |day| day.to_string());
    let first = named("first").map_or(since.clone().unwrap_or(today.clone()), |day| day.to_string());
    let days = work.days(&first, &last).await?;
    let before = match (named("first"), named("last")) {
        (Some(from), Some(to)) if from <= to => {
            let start = days_before(from, (to - from).num_days() as u64 + 1).to_string();
            work.days(&start, &days_before(from, 1).to_string()).await?
        }
        _ => Vec::new(),
    };
    let settings = &work.meta().settings;
    written(view::period(
        &first, &last, &today, since, &days, &before, settings,
    ))
}

/// The stored summaries of ended weeks.
pub async fn weeks() -> Result<Value, Problem> {
    let store = store().await?;
    close_weeks(&store, api::now()).await?;
    let mut work = store.read().await?;
    let weeks = work.weeks().await?;
    written(view::weeks(&weeks, &work.meta().settings))
}

/// Grid zones to choose from: `{ok, zones: [{code, gco2e_per_kwh, water_l_per_kwh}]}`.
pub async fn zones() -> Result<Value, Problem> {
    let zones: Vec<Value> = energy::zones()
        .map(|zone| {
            answer::object(&mut [
                ("code", zone.code.into()),
                ("gco2e_per_kwh", (zone.kgco2e_per_kwh * 1000.0).into()),
                ("water_l_per_kwh", zone.water_l_per_kwh.into()),
            ])
        })
        .collect();
    Ok(answer::done(&mut [("zones", zones.into())]))
}

/// The person has read what an update changed.
pub async fn repriced_read() -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.write().await?;
    work.meta().repricing.take_if(|run| run.finished);
    work.commit().await?;
    Ok(answer::ok())
}

/// Every site: how it may be watched, and how it is.
pub async fn sites() -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.read().await?;
    let today = api::now().day().to_string();
    let day = work.day(&today).await?;
    let meta = work.meta();
    written(view::sites(&today, &day, &meta.health, &meta.hosts))
}

/// A report on a site's health for a maintainer: keys and numbers only.
pub async fn report(site: &Value) -> Result<Value, Problem> {
    let Some(site) = site.as_str().and_then(observe::site) else {
        return Ok(answer::refused("unknown_site"));
    };
    let store = store().await?;
    let mut work = store.read().await?;
    let today = api::now().day().to_string();
    let report = view::report(site, work.meta().health.get(site.id), &today);
    Ok(answer::done(&mut [("report", written(report)?)]))
}

/// Changes settings.
pub async fn set(change: &Value) -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.write().await?;
    match work.meta().settings.with(change) {
        Ok(settings) => work.meta().settings = settings,
        Err(sentence) => return Ok(answer::refused_since("bad_settings", &sentence)),
    }
    let pill = work.meta().settings.pill;
    work.commit().await?;
    Ok(answer::done(&mut [("pill", pill.into())]))
}

/// Today's tally for a chatbot's page, and the controls it keeps clear of: `{ok, pill}`, without `pill` where the person
/// does not want it.
pub async fn pill(address: &str) -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.read().await?;
    let day = work.day(&api::now().day().to_string()).await?;
    let meta = work.meta();
    let settings = &meta.settings;
    let Some(site) = observe::site_of(address, &meta.hosts).filter(|_| settings.pill) else {
        return Ok(answer::ok());
    };
    let mut page = api::parsed(site.page);
    let wh = view::Lens::of(settings).wh(&day.total.wh);
    let pill = answer::object(&mut [
        ("messages", day.total.messages.into()),
        ("wh", written(wh)?),
        ("language", settings.language.clone().into()),
        ("corner", settings.corner.into()),
        ("composer", page["composer"].take()),
        ("send", page["send"].take()),
    ]);
    Ok(answer::done(&mut [("pill", pill)]))
}

/// The settings that a message is about: those a page of ours names, or what a person did with the tally on a chatbot's
/// page: moved it to another corner, or hid it, which means everywhere.
pub fn choice(message: &Value) -> Value {
    if message["tell"].is_null() {
        return message["settings"].clone();
    }
    answer::object(&mut [match &message["corner"] {
        Value::Null => ("pill", false.into()),
        corner => ("corner", corner.clone()),
    }])
}

/// The practice chat: a message and its reply, measured and kept nowhere.
pub async fn practice(message: &Value) -> Result<Value, Problem> {
    let text = message["text"].as_str().unwrap_or_default();
    let context = message["context"].as_u64().unwrap_or(0);
    let context = u32::try_from(context).unwrap_or(u32::MAX);
    written(view::practice(
        text,
        message["reply"].as_str(),
        context,
        api::compose,
    ))
}

/// Remembers that software which people host themselves lives on this host.
pub async fn add_host(message: &Value) -> Result<Value, Problem> {
    let address = message["address"].as_str().unwrap_or_default();
    let site = message["site"].as_str().and_then(observe::self_hosted);
    let (Some(url), Some(site)) = (url::parse(address), site) else {
        let detail = "expected an address such as https://chat.example.org and open-webui or librechat";
        return Ok(answer::refused_since("bad_host", detail));
    };
    let store = store().await?;
    let mut work = store.write().await?;
    if observe::site_of(address, &work.meta().hosts).is_some() {
        let detail = format!("{} is watched already", url.host);
        return Ok(answer::refused_since("known_host", &detail));
    }
    work.meta().hosts.insert(url.host.to_owned(), site.id.to_owned());
    work.commit().await?;
    Ok(answer::ok())
}

/// Forgets such a host.
pub async fn remove_host(host: &Value) -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.write().await?;
    // Without `remove`: taking one out of a tree is a lot of code, and this is the only place.
    for (known, rule) in std::mem::take(&mut work.meta().hosts) {
        if known != host.as_str().unwrap_or_default() {
            work.meta().hosts.insert(known, rule);
        }
    }
    work.commit().await?;
    Ok(answer::ok())
}

/// The content scripts that are registered at run time: of optional sites, and of the person's own hosts. Whether the
/// browser lets them run is the person's choice, which the caller looks up. `pill` says whether today's tally is wanted there.
pub async fn scripts() -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.read().await?;
    let optional = SITES
        .iter()
        .filter(|site| site.access == Access::Optional)
        .map(|site| {
            answer::object(&mut [
                ("id", site.id.into()),
                ("matches", view::patterns(site.hosts).into()),
            ])
        });
    let added = work.meta().hosts.keys().map(|host| {
        answer::object(&mut [
            ("id", format!("own-{host}").into()),
            ("matches", view::patterns(&[host]).into()),
        ])
    });
    let scripts: Vec<Value> = optional.chain(added).collect();
    Ok(answer::done(&mut [
        ("scripts", scripts.into()),
        ("pill", work.meta().settings.pill.into()),
    ]))
}
