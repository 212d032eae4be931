//! The sites: how each may be watched, and how it is.

use serde::Serialize;

use crate::health::{Health, Outcome, Verdict};
use crate::ledger::Day;
use crate::named::Named;
use crate::observe::rule::{Encoding, Site};
use crate::observe::{AddedHosts, SITES};
use crate::settings::Settings;

/// One site as a page shows it.
#[derive(Debug, Serialize)]
pub struct SiteInfo {
    id: &'static str,
    name: &'static str,
    access: &'static str,
    origins: Vec<String>,
    /// A school has left it out: it is not counted, whatever the person allows.
    left_out: bool,
    verified_on: &'static str,
    messages_today: u64,
    health: Verdict,
}

/// All sites, and the hosts the person added.
#[derive(Debug, Serialize)]
pub struct Sites {
    ok: bool,
    sites: Vec<SiteInfo>,
    hosts: Vec<Host>,
}

#[derive(Debug, Serialize)]
struct Host {
    host: String,
    origin: String,
    site: String,
}

/// Match patterns of these hosts. A person's own computer is reached without TLS too.
pub fn patterns<S: AsRef<str>>(hosts: &[S]) -> Vec<String> {
    hosts
        .iter()
        .map(|host| {
            let host = host.as_ref();
            let own = matches!(host, "localhost" | "127.0.0.1");
            format!("{}://{host}/*", if own { "http" } else { "https" })
        })
        .collect()
}

fn origins(site: &Site) -> Vec<String> {
    let mut hosts = site.hosts.to_vec();
    let shown = site.sends.iter().filter(|send| send.body != Encoding::Frame);
    for host in shown.flat_map(|send| send.hosts) {
        if !hosts.contains(host) {
            hosts.push(host);
        }
    }
    patterns(&hosts)
}

/// Every site with its messages of the day and its health.
pub fn site_infos(today: &str, day: &Day, health: &Named<Health>, settings: &Settings) -> Vec<SiteInfo> {
    let good = Health::default();
    let school = settings.school.as_ref();
    let left_out = |site: &Site| school.is_some_and(|school| !school.counts(site.id));
    SITES
        .iter()
        .map(|site| SiteInfo {
            id: site.id,
            name: site.name,
            access: site.access.key(),
            origins: origins(site),
            left_out: left_out(site),
            verified_on: site.verified_on,
            messages_today: day.sites.get(site.id).map_or(0, |tally| tally.messages),
            health: health.get(site.id).unwrap_or(&good).verdict(site.primary, today),
        })
        .collect()
}

/// What the options page shows.
pub fn sites(
    today: &str,
    day: &Day,
    health: &Named<Health>,
    hosts: &AddedHosts,
    settings: &Settings,
) -> Sites {
    let hosts = hosts.iter().map(|(host, site)| Host {
        host: host.clone(),
        origin: patterns(&[host]).concat(),
        site: site.clone(),
    });
    Sites {
        ok: true,
        sites: site_infos(today, day, health, settings),
        hosts: hosts.collect(),
    }
}

/// A report on a site for a maintainer: keys, numbers and dates. It names no page, no conversation and no words.
#[derive(Debug, Serialize)]
pub struct Report {
    site: &'static str,
    rule_verified_on: &'static str,
    merciwatt: &'static str,
    verdict: Verdict,
    last_sends: Vec<Outcome>,
}

/// The report on a site's health.
pub fn report(site: &Site, health: Option<&Health>, today: &str) -> Report {
    let health = health.cloned().unwrap_or_default();
    Report {
        site: site.id,
        rule_verified_on: site.verified_on,
        merciwatt: env!("CARGO_PKG_VERSION"),
        verdict: health.verdict(site.primary, today),
        last_sends: health.recent().to_vec(),
    }
}
