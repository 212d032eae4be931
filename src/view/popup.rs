//! The popup: today, and this week beside last week.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::sites::{SiteInfo, site_infos};
use crate::courtesy::Category;
use crate::energy::{DATA_VERSION, Method, Range, Source, led_minutes, sources};
use crate::health::Health;
use crate::ledger::{Day, Micro, Tally};
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
}

#[derive(Debug, Serialize)]
struct WeekInfo {
    id: String,
    start: String,
    end: String,
    r#final: bool,
}

/// The sums of a period as a page needs them.
#[derive(Debug, Serialize)]
pub struct Sums {
    /// Messages a person sent.
    pub messages: u64,
    /// Replies models were asked for.
    pub replies: u64,
    /// Courtesy phrases by category.
    pub courtesy: Map<String, Value>,
    /// All courtesy phrases.
    pub courtesy_total: u64,
    /// Messages that are nothing but courtesy.
    pub courtesy_only: u64,
    /// Energy, Wh.
    pub wh: Range,
    /// The same in minutes of a 5 W LED.
    pub led_minutes: Range,
    /// The part that courtesy-only messages caused, Wh.
    pub courtesy_only_wh: Range,
    /// The same in minutes of a 5 W LED.
    pub courtesy_only_led_minutes: Range,
}

/// Counts by the key of their category. Put in one by one: collecting would sort them, with a sort of its own in the core.
fn by_category(counts: [u64; 7]) -> Map<String, Value> {
    let mut map = Map::new();
    for (category, count) in Category::ALL.iter().zip(counts) {
        map.insert(category.key().to_owned(), count.into());
    }
    map
}

impl Sums {
    /// A tally priced by one method.
    pub fn of(tally: &Tally, method: Method) -> Sums {
        let led = |micro: Micro| {
            let wh = micro.to_wh();
            Range {
                low: led_minutes(wh.low),
                central: led_minutes(wh.central),
                high: led_minutes(wh.high),
            }
        };
        let at = Method::ALL.iter().position(|m| *m == method).unwrap_or(0);
        Sums {
            messages: tally.messages,
            replies: tally.replies,
            courtesy: by_category(tally.courtesy),
            courtesy_total: tally.courtesy.iter().sum(),
            courtesy_only: tally.courtesy_only,
            wh: tally.wh[at].to_wh(),
            led_minutes: led(tally.wh[at]),
            courtesy_only_wh: tally.courtesy_only_wh[at].to_wh(),
            courtesy_only_led_minutes: led(tally.courtesy_only_wh[at]),
        }
    }
}

/// Builds the popup from the days of this week and last, and from last week's stored summary where there is one.
pub fn popup(
    today_text: &str,
    week: Week,
    days: &[Day],
    last: Option<&Summary>,
    settings: &Settings,
    health: &BTreeMap<String, Health>,
) -> Popup {
    let method = settings.method();
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
        today: Sums::of(&today.total, method),
        week: Sums::of(&this_week.total, method),
        week_info: WeekInfo {
            id: this_week.week,
            start: this_week.start,
            end: this_week.end,
            r#final: false,
        },
        last_week: last_week.as_ref().map(|summary| Sums::of(&summary.total, method)),
        last_week_info: last_week.map(|summary| WeekInfo {
            id: summary.week,
            start: summary.start,
            end: summary.end,
            r#final: closed.is_some(),
        }),
        method: method.key(),
        data_version: DATA_VERSION,
        sources: sources(method),
        sites: site_infos(today_text, today, health),
        settings: settings.clone(),
    }
}
