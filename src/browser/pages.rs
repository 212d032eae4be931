//! What the extension's own pages ask: figures, sites, hosts, settings.

use serde_json::Value;

use super::background::{commit_and_show, store};
use super::days;
use super::reprice;
use super::store::Problem;
use super::week_close;
use super::{answer, api};
use crate::energy;
use crate::observe::rule::Access;
use crate::observe::{self, SITES, url};
use crate::view;
use crate::week::{Summary, days_before, parse_day};

fn written<T: serde::Serialize>(value: T) -> Result<Value, Problem> {
    serde_json::to_value(&value)
        .map_err(|why| Problem::Failed(format!("a page's figures cannot be written: {why}")))
}

/// The popup's figures.
pub async fn popup() -> Result<Value, Problem> {
    let store = store().await?;
    let now = api::now();
    week_close::close_weeks(&store, now).await?;
    reprice::go_on(store.clone());
    let mut work = store.read().await?;
    let meta = work.meta();
    let weeks = week_close::weeks(meta);
    let week = weeks.of(now.day());
    let calendar = view::Calendar {
        today: now.day().to_string(),
        week,
        before: weeks.before(week),
        usual: api::usual_week_start(meta.settings.language.as_deref()),
        summary_waits: meta.summary_waits,
    };
    let from = calendar.before.map_or(week.start, |before| before.start);
    let days = work.days(&from.to_string(), &week.end.to_string()).await?;
    let last = work.week_until(days_before(week.start, 1)).await?;
    let meta = work.meta();
    let mut shown = written(view::popup(
        &calendar,
        &days,
        last.as_ref(),
        &meta.chosen(),
        &meta.health,
        meta.repricing.as_ref(),
    ))?;
    shown["damaged"] = work.damaged().await?;
    Ok(shown)
}

/// The dashboard's figures of the days from `first` to `last`, both included, or of `week`, `this` or `last`: those of all
/// counted days where a day is missing, and those of the period of the same length before them.
pub async fn period(asked: &Value) -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.read().await?;
    let since = work.first_day("").await?;
    let meta = work.meta();
    let weeks = week_close::weeks(meta);
    let day = api::now().day();
    let today = day.to_string();
    let week = weeks.of(day);
    let so_far = work.days(&week.start.to_string(), &today).await?;
    let so_far = Summary::of(week, &so_far, 0.0).total;
    let (first, last) = match asked["week"].as_str() {
        Some("this") => (Some(week.start), Some(day)),
        Some("last") => {
            let end = days_before(week.start, 1);
            let stored = work.week_until(end).await?;
            let start = stored.and_then(|summary| parse_day(&summary.start));
            let usual = || weeks.of(end).start;
            (Some(start.unwrap_or_else(usual)), Some(end))
        }
        _ => {
            let named = |key: &str| asked[key].as_str().and_then(parse_day);
            (named("first"), named("last"))
        }
    };
    let span = (first, last);
    let last = last.unwrap_or(day);
    let first = match (first, &since) {
        (Some(first), _) => first,
        (None, Some(since)) => parse_day(since).ok_or_else(|| Problem::bad_day(since))?,
        (None, None) => day,
    };
    let days = work.sums(first, last).await?;
    let before = match span {
        (Some(from), Some(to)) if from <= to => {
            let start = days_before(from, (to - from).num_days() as u64 + 1);
            work.sums(start, days_before(from, 1)).await?
        }
        _ => Vec::new(),
    };
    let settings = work.meta().chosen();
    let mut shown = view::period(
        &first.to_string(),
        &last.to_string(),
        &today,
        since,
        &days,
        &before,
        &settings,
    );
    shown.in_weeks(weeks.first, view::aim(settings.aim_on(&today), &so_far));
    drop(work);
    if shown.in_months() {
        days::keep_months_soon(store, today);
    }
    written(shown)
}

/// The stored summaries of ended weeks. Whoever asks has seen that there is a new one.
pub async fn weeks() -> Result<Value, Problem> {
    let store = store().await?;
    let now = api::now();
    week_close::close_weeks(&store, now).await?;
    let mut work = store.read().await?;
    let weeks = work.weeks().await?;
    let shown = written(view::weeks(&weeks, &work.meta().chosen()));
    if work.meta().summary_waits {
        drop(work);
        let mut work = store.write().await?;
        work.meta().summary_waits = false;
        commit_and_show(work, now).await?;
    }
    shown
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
    written(view::sites(
        &today,
        &day,
        &meta.health,
        &meta.hosts,
        &meta.chosen(),
    ))
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
    let now = api::now();
    let day = now.day();
    let before = week_close::weeks(work.meta());
    match work.meta().settings.with(change, &day.to_string()) {
        Ok(next) if work.meta().policy.refuses(change, &next) => return Ok(answer::refused("set_by_school")),
        Ok(next) => work.meta().settings = next,
        Err(sentence) => return Ok(answer::refused_since("bad_settings", &sentence)),
    }
    if week_close::weeks(work.meta()).first != before.first {
        work.meta().week_until = Some(before.of(day).end.to_string());
    }
    let pill = commit_and_show(work, now).await?;
    Ok(answer::done(&mut [("pill", pill.into())]))
}

/// Today's tally for a chatbot's page, and the controls it keeps clear of: `{ok, pill}`, without `pill` where the person
/// does not want it.
pub async fn pill(address: &str) -> Result<Value, Problem> {
    let store = store().await?;
    let mut work = store.read().await?;
    let day = work.day(&api::now().day().to_string()).await?;
    let meta = work.meta();
    let settings = meta.chosen();
    let Some(site) = meta
        .site_of(address)
        .filter(|_| settings.pill && !settings.paused)
    else {
        return Ok(answer::ok());
    };
    let mut page = api::parsed(site.page);
    let wh = view::Lens::of(&settings).wh(&day.total.wh);
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
    let meta = work.meta();
    let optional = SITES
        .iter()
        .filter(|site| site.access == Access::Optional && meta.policy.counts(site.id))
        .map(|site| {
            answer::object(&mut [
                ("id", site.id.into()),
                ("matches", view::patterns(site.hosts).into()),
            ])
        });
    let added = meta.hosts.keys().map(|host| {
        answer::object(&mut [
            ("id", format!("own-{host}").into()),
            ("matches", view::patterns(&[host]).into()),
        ])
    });
    let scripts: Vec<Value> = optional.chain(added).collect();
    Ok(answer::done(&mut [
        ("scripts", scripts.into()),
        ("pill", meta.chosen().pill.into()),
    ]))
}
