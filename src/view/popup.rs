//! The popup: today, and this week beside last week.

use chrono::Weekday;
use serde::Serialize;

use super::aim::{AimNow, aim};
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
    /// The week's aim, if the person has one.
    aim: Option<AimNow>,
    /// The day weeks begin on where the person has not chosen; 0 is Monday.
    week_usual: u32,
    /// A week's summary was stored and nobody has looked at the summaries since.
    summary_waits: bool,
}

/// Today, and the weeks around it.
#[derive(Debug)]
pub struct Calendar {
    /// The day.
    pub today: String,
    /// Its week.
    pub week: Week,
    /// The week before, where it has no summary yet.
    pub before: Option<Week>,
    /// The day weeks begin on where the person has not chosen.
    pub usual: Weekday,
    /// A summary waits to be read.
    pub summary_waits: bool,
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

/// Builds the popup from the days of this week and last, and from `last` week's stored summary where there is one.
pub fn popup(
    calendar: &Calendar,
    days: &[Day],
    last: Option<&Summary>,
    settings: &Settings,
    health: &Named<Health>,
    repricing: Option<&Repricing>,
) -> Popup {
    let lens = Lens::of(settings);
    let Calendar { today, week, .. } = calendar;
    let of = |week: Week| days.iter().filter(move |day| week.holds(&day.day));
    let this_week = Summary::of(*week, of(*week), 0.0);
    // What a summary says of last week stays; without one, its days do, if there are any.
    let before = calendar.before.filter(|before| of(*before).next().is_some());
    let last_week = last
        .cloned()
        .or_else(|| before.map(|before| Summary::of(before, of(before), 0.0)));
    let empty = Day::new(today);
    let day = days.iter().find(|day| day.day == *today).unwrap_or(&empty);
    Popup {
        ok: true,
        today: lens.sums(&day.total, &day.sites),
        aim: aim(settings.aim_on(today), &this_week.total),
        week_usual: calendar.usual.num_days_from_monday(),
        summary_waits: calendar.summary_waits,
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
            r#final: last.is_some(),
        }),
        method: lens.method.key(),
        data_version: DATA_VERSION,
        sources: sources(lens.method),
        sites: site_infos(today, day, health, settings),
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
