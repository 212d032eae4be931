//! The popup: today, and this week beside last week.

use serde::Serialize;

use super::sites::{SiteInfo, site_infos};
use super::sums::{Lens, Sums};
use crate::energy::{DATA_VERSION, Range, Source, sources};
use crate::health::Health;
use crate::ledger::{Day, Repricing};
use crate::named::Named;
use crate::settings::Settings;
use crate::week::{Summary, Week};

/// What the popup shows.
#[derive(Debug, Serialize)]
pub struct Popup {
    ok: bool,
    today: Sums,
    week: Sums,
    week_info: WeekInfo,
    last_week: Option<Sums>,
    last_week_info: Option<WeekInfo>,
    method: &'static str,
    data_version: &'static str,
    sources: &'static [Source],
    sites: Vec<SiteInfo>,
    settings: Settings,
    repriced: Option<Repriced>,
}

/// Past figures that an update changed, until the person has read it.
#[derive(Debug, Serialize)]
struct Repriced {
    from: String,
    to: String,
    days: u32,
    before: Range,
    after: Range,
}

#[derive(Debug, Serialize)]
struct WeekInfo {
    id: String,
    start: String,
    end: String,
    r#final: bool,
}

/// Builds the popup from the days of this week and last, and from last week's stored summary where there is one.
pub fn popup(
    today_text: &str,
    week: Week,
    days: &[Day],
    last: Option<&Summary>,
    settings: &Settings,
    health: &Named<Health>,
    repricing: Option<&Repricing>,
) -> Popup {
    let lens = Lens::of(settings);
    let this_week = Summary::of(week, days.iter().filter(|d| week.days().contains(&d.day)), 0.0);
    let before = week.before();
    let last_days: Vec<&Day> = days.iter().filter(|d| before.days().contains(&d.day)).collect();
    let closed = last.filter(|summary| summary.week == before.id());
    let last_week = match closed {
        Some(summary) => Some(summary.clone()),
        None if last_days.is_empty() => None,
        None => Some(Summary::of(before, last_days, 0.0)),
    };
    let empty = Day::new(today_text);
    let today = days.iter().find(|d| d.day == today_text).unwrap_or(&empty);
    Popup {
        ok: true,
        today: lens.sums(&today.total, &today.sites),
        week: lens.sums(&this_week.total, &this_week.sites),
        week_info: WeekInfo {
            id: this_week.week,
            start: this_week.start,
            end: this_week.end,
            r#final: false,
        },
        last_week: last_week
            .as_ref()
            .map(|summary| lens.sums(&summary.total, &summary.sites)),
        last_week_info: last_week.map(|summary| WeekInfo {
            id: summary.week,
            start: summary.start,
            end: summary.end,
            r#final: closed.is_some(),
        }),
        method: lens.method.key(),
        data_version: DATA_VERSION,
        sources: sources(lens.method),
        sites: site_infos(today_text, today, health),
        settings: settings.clone(),
        // While the run goes on, its figures are those of a part.
        repriced: repricing.filter(|run| run.finished).map(|run| Repriced {
            from: run.from.clone(),
            to: run.to.clone(),
            days: run.days,
            before: lens.wh(&run.before),
            after: lens.wh(&run.after),
        }),
    }
}
