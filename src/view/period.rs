//! The dashboard: any period, from the sums of its days.

use chrono::Weekday;
use serde::Serialize;

use super::aim::AimNow;
use super::sums::{Lens, Sums};
use crate::energy::{DATA_VERSION, GRID_DATE, Range, Source, led_minutes, sources};
use crate::ledger::{Day, LENGTHS, Part, sums_of};
use crate::named::Named;
use crate::observe;
use crate::settings::Settings;

/// Beyond so many counted days, bars are months.
const DAYS_AS_BARS: usize = 400;

/// What the dashboard shows of a period.
#[derive(Debug, Serialize)]
pub struct Period {
    ok: bool,
    first: String,
    last: String,
    /// First day that was ever counted.
    counted_since: Option<String>,
    today: String,
    method: &'static str,
    data_version: &'static str,
    sources: &'static [Source],
    /// Day of the figures of carbon and water by zone.
    grid_date: &'static str,
    /// Minutes of a 5 W LED that a watt-hour lasts.
    led_minutes_per_wh: f64,
    settings: Settings,
    total: Sums,
    /// The same length of time just before.
    before: Option<Sums>,
    /// `day` or `month`: what a bar is.
    unit: &'static str,
    bars: Vec<Bar>,
    sites: Vec<SitePart>,
    models: Vec<ModelPart>,
    languages: Vec<LanguagePart>,
    hours: [u32; 24],
    lengths: Vec<LengthPart>,
    /// Days on which some site's figures are doubtful.
    doubtful_days: Vec<String>,
    /// The day weeks begin on; 0 is Monday.
    week_first: u32,
    /// This week's aim, whatever the period.
    aim: Option<AimNow>,
}

impl Period {
    /// Whether its bars are months.
    pub fn in_months(&self) -> bool {
        self.unit == "month"
    }

    /// Puts in what is to be known of weeks.
    pub fn in_weeks(&mut self, first: Weekday, aim: Option<AimNow>) {
        self.week_first = first.num_days_from_monday();
        self.aim = aim;
    }
}

/// A day, or a month where days are too many. Only those that were counted.
#[derive(Debug, Serialize)]
struct Bar {
    /// `2026-11-24`, or `2026-11`.
    at: String,
    messages: u64,
    replies: u64,
    courtesy: u64,
    courtesy_only: u64,
    wh: Range,
    gco2e: Range,
    water_ml: Range,
    doubtful: bool,
}

#[derive(Debug, Serialize)]
struct SitePart {
    site: String,
    name: String,
    zone: Option<&'static str>,
    sums: Sums,
}

#[derive(Debug, Serialize)]
struct ModelPart {
    /// Slug; empty where no model was named.
    model: String,
    part: Parts,
}

#[derive(Debug, Serialize)]
struct LanguagePart {
    /// As `fr`; empty for forms of several.
    language: String,
    /// Courtesy phrases.
    courtesy: u64,
}

#[derive(Debug, Serialize)]
struct LengthPart {
    /// The conversation held at least so many tokens.
    from_tokens: u32,
    part: Parts,
}

#[derive(Debug, Serialize)]
struct Parts {
    messages: u64,
    replies: u64,
    wh: Range,
}

impl Parts {
    fn of(part: &Part, lens: Lens) -> Parts {
        Parts {
            messages: part.messages,
            replies: part.replies,
            wh: lens.wh(&part.wh),
        }
    }
}

/// Builds the dashboard from the counted days of the period, in order, and from those of the same length before it; months may
/// stand for their days.
pub fn period(
    first: &str,
    last: &str,
    today: &str,
    counted_since: Option<String>,
    days: &[Day],
    before: &[Day],
    settings: &Settings,
) -> Period {
    let lens = Lens::of(settings);
    let mut sum = Day::default();
    for day in days {
        sum.add(day);
    }
    let Day { total, sites, .. } = &sum;
    let months = days.len() > DAYS_AS_BARS || days.iter().any(Day::is_month);
    Period {
        ok: true,
        first: first.to_owned(),
        last: last.to_owned(),
        counted_since,
        today: today.to_owned(),
        method: lens.method.key(),
        data_version: DATA_VERSION,
        sources: sources(lens.method),
        grid_date: GRID_DATE,
        led_minutes_per_wh: led_minutes(1.0),
        settings: settings.clone(),
        total: lens.sums(total, sites),
        before: (!before.is_empty()).then(|| {
            let (total, sites) = sums_of(before);
            lens.sums(&total, &sites)
        }),
        unit: if months { "month" } else { "day" },
        bars: bars(days, if months { 7 } else { 10 }, lens),
        sites: sites
            .iter()
            .map(|(site, tally)| SitePart {
                name: observe::site(site)
                    .map_or(site.as_str(), |site| site.name)
                    .to_owned(),
                zone: lens.zone_of(site).map(|zone| zone.code),
                sums: lens.sums(tally, &Named::from([(site.clone(), tally.clone())])),
                site: site.clone(),
            })
            .collect(),
        models: sum
            .models
            .into_iter()
            .filter(|(_, part)| part.messages + part.replies > 0)
            .map(|(model, part)| ModelPart {
                model,
                part: Parts::of(&part, lens),
            })
            .collect(),
        languages: sum
            .languages
            .into_iter()
            .filter(|(_, courtesy)| *courtesy > 0)
            .map(|(language, courtesy)| LanguagePart { language, courtesy })
            .collect(),
        hours: sum.hours,
        lengths: LENGTHS
            .iter()
            .zip(&sum.lengths)
            .map(|(from, part)| LengthPart {
                from_tokens: *from,
                part: Parts::of(part, lens),
            })
            .collect(),
        doubtful_days: days
            .iter()
            .flat_map(|day| day.doubtful_days().iter().cloned())
            .collect(),
        week_first: 0,
        aim: None,
    }
}

/// One bar for all days whose names agree in so many letters.
fn bars(days: &[Day], letters: usize, lens: Lens) -> Vec<Bar> {
    days.chunk_by(|a, b| a.day.get(..letters) == b.day.get(..letters))
        .map(|days| {
            let (total, sites) = sums_of(days);
            let sums = lens.sums(&total, &sites);
            Bar {
                at: days[0].day.get(..letters).unwrap_or(&days[0].day).to_owned(),
                messages: total.messages,
                replies: total.replies,
                courtesy: total.courtesy.iter().sum(),
                courtesy_only: total.courtesy_only,
                wh: sums.wh,
                gco2e: sums.gco2e,
                water_ml: sums.water_ml,
                doubtful: days.iter().any(|day| !day.doubtful.is_empty()),
            }
        })
        .collect()
}
