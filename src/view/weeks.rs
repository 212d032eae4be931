//! Weekly summaries: the stored ones of weeks that have ended, newest first.

use serde::Serialize;

use super::aim::{AimNow, aim};
use super::sums::{Lens, Sums};
use crate::energy::{Source, sources};
use crate::observe;
use crate::settings::Settings;
use crate::week::Summary;

/// What the page of weekly summaries shows.
#[derive(Debug, Serialize)]
pub struct Weeks {
    ok: bool,
    method: &'static str,
    sources: &'static [Source],
    settings: Settings,
    weeks: Vec<WeekSums>,
}

/// One ended week.
#[derive(Debug, Serialize)]
struct WeekSums {
    week: String,
    start: String,
    end: String,
    /// When it was stored: milliseconds since 1970, UTC.
    closed: f64,
    /// The energy data it was priced with, whatever came later.
    data_version: String,
    doubtful_days: Vec<String>,
    /// The aim it was held to.
    aim: Option<AimNow>,
    sums: Sums,
    /// Messages by the name of the site.
    sites: Vec<(String, u64)>,
}

/// Builds the page from stored summaries. They come in the order of their names, of which there are two kinds.
pub fn weeks(summaries: &[Summary], settings: &Settings) -> Weeks {
    let lens = Lens::of(settings);
    let mut sorted: Vec<&Summary> = Vec::new();
    for summary in summaries {
        // Mostly at the front. A sort of the library's would stand in the core with four kilobytes.
        let later = sorted
            .iter()
            .take_while(|known| known.start > summary.start)
            .count();
        sorted.insert(later, summary);
    }
    Weeks {
        ok: true,
        method: lens.method.key(),
        sources: sources(lens.method),
        settings: settings.clone(),
        weeks: sorted
            .into_iter()
            .map(|summary| WeekSums {
                week: summary.week.clone(),
                start: summary.start.clone(),
                end: summary.end.clone(),
                closed: summary.closed,
                data_version: summary.data_version.clone(),
                doubtful_days: summary.doubtful_days.clone(),
                aim: aim(summary.aim.as_ref(), &summary.total),
                sums: lens.sums(&summary.total, &summary.sites),
                sites: summary
                    .sites
                    .iter()
                    .map(|(site, tally)| {
                        let name = observe::site(site).map_or(site.as_str(), |site| site.name);
                        (name.to_owned(), tally.messages)
                    })
                    .collect(),
            })
            .collect(),
    }
}
