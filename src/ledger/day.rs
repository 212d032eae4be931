//! One local day: the sums of its rows, in all and by what a person may ask for.

use crate::named::Named;
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::price::{Names, price_with};
use super::row::{Row, State};
use super::tally::{Change, Priced, Tally, each_range};

/// Version of the way rows are priced and summed, raised when code changes figures without new energy data.
const SUMS: u32 = 1;

/// What sums of today are made with: energy data and code.
pub fn sums_version() -> String {
    format!("{} {SUMS}", crate::energy::DATA_VERSION)
}

/// Models that a day tells apart; more are summed without a name. A page can be hostile, and a day must stay small.
const MODELS: usize = 24;

/// Where the classes of a conversation's length begin, in tokens read again with the message.
pub const LENGTHS: [u32; 5] = [0, 1_000, 4_000, 16_000, 64_000];

/// The derived sums of one local day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The day, for example `2026-11-24`.
    pub day: String,
    /// Version of the energy data its sums were priced with.
    pub data_version: String,
    /// Version of the code that made the sums.
    #[serde(default)]
    sums: u32,
    /// Everything.
    pub total: Tally,
    /// The same by site key.
    pub sites: Named<Tally>,
    /// A part of it by model slug; without a name where the model is not known.
    #[serde(default)]
    pub models: Named<Part>,
    /// Courtesy phrases by language, as `fr`; without a name those of several languages.
    #[serde(default)]
    pub languages: Named<u64>,
    /// Messages by the hour of the person's clock.
    #[serde(default)]
    pub hours: [u32; 24],
    /// A part of it by the length of the conversation so far, in the classes of [`LENGTHS`].
    #[serde(default)]
    pub lengths: [Part; 5],
    /// Sites whose health was not good when something was sent: their figures of this day are doubtful.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubtful: Vec<String>,
}

/// The sums that are kept of a model or of a class of conversations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Messages a person sent.
    pub messages: u64,
    /// Replies, failed ones excluded.
    pub replies: u64,
    /// Energy.
    pub wh: Priced,
}

impl Part {
    fn each(&mut self, other: &Part, change: Change) {
        self.messages = change(self.messages, other.messages);
        self.replies = change(self.replies, other.replies);
        each_range(&mut self.wh, &other.wh, change);
    }
}

impl AddAssign<&Part> for Part {
    fn add_assign(&mut self, other: &Part) {
        self.each(other, u64::saturating_add);
    }
}

impl Day {
    /// An empty day.
    pub fn new(day: &str) -> Day {
        Day {
            day: day.to_owned(),
            data_version: crate::energy::DATA_VERSION.to_owned(),
            sums: SUMS,
            ..Day::default()
        }
    }

    /// Whether its sums were made with today's data and code. Others have to be made anew from the rows
    /// ([`Day::summed_again`]) before a row may be taken out, for it was put in at another price.
    pub fn is_current(&self) -> bool {
        self.sums == SUMS && self.data_version == crate::energy::DATA_VERSION
    }

    /// The same day, its sums made anew from its rows.
    pub fn summed_again<'a>(&self, rows: impl IntoIterator<Item = &'a Row>) -> Day {
        let mut day = Day::new(&self.day);
        day.doubtful.clone_from(&self.doubtful);
        let mut names = Names::default();
        for row in rows {
            day.change(row, u64::saturating_add, &mut names);
        }
        day
    }

    /// Puts a row in; `before` is what the day already holds of it.
    pub fn replace(&mut self, before: Option<&Row>, after: &Row) {
        let mut names = Names::default();
        if let Some(before) = before {
            self.change(before, u64::saturating_sub, &mut names);
        }
        self.change(after, u64::saturating_add, &mut names);
    }

    /// Adds a row's share to every sum it belongs to, or takes it away.
    fn change(&mut self, row: &Row, change: Change, names: &mut Names) {
        let (tally, part) = share(row, names);
        self.total.each(&tally, change);
        self.site(row).each(&tally, change);
        self.model(row).each(&part, change);
        for (language, count) in &row.languages {
            let sum = self.languages.entry(language.clone()).or_default();
            *sum = change(*sum, *count);
        }
        self.lengths[length_class(row)].each(&part, change);
        let hour = &mut self.hours[hour(row)];
        *hour = u32::try_from(change(u64::from(*hour), part.messages)).unwrap_or(u32::MAX);
    }

    /// Adds another day's sums to every sum of this one. Its name and its doubts stay as they are.
    pub fn add(&mut self, other: &Day) {
        self.add_tallies(other);
        for (model, part) in &other.models {
            *self.models.entry(model.clone()).or_default() += part;
        }
        for (language, courtesy) in &other.languages {
            let sum = self.languages.entry(language.clone()).or_default();
            *sum = sum.saturating_add(*courtesy);
        }
        for (sum, part) in self.lengths.iter_mut().zip(&other.lengths) {
            *sum += part;
        }
        for (sum, messages) in self.hours.iter_mut().zip(other.hours) {
            *sum = sum.saturating_add(messages);
        }
    }

    fn add_tallies(&mut self, other: &Day) {
        self.total += &other.total;
        for (site, tally) in &other.sites {
            *self.sites.entry(site.clone()).or_default() += tally;
        }
    }

    fn site(&mut self, row: &Row) -> &mut Tally {
        self.sites.entry(row.site.clone()).or_default()
    }

    /// Where a row's model is summed. Models that came never go, so a row is taken out where it was put in.
    fn model(&mut self, row: &Row) -> &mut Part {
        let name = row.model.as_deref().unwrap_or_default();
        let named = self.models.len() < MODELS || self.models.contains_key(name);
        self.models
            .entry(if named { name } else { "" }.to_owned())
            .or_default()
    }
}

/// Hour of the person's clock, 0 to 23.
fn hour(row: &Row) -> usize {
    let minutes = (row.t / 60_000.0).floor() + f64::from(row.off);
    // A row's time is finite; `as` brings anything else to 0.
    ((minutes / 60.0).floor().rem_euclid(24.0)) as usize % 24
}

fn length_class(row: &Row) -> usize {
    LENGTHS
        .iter()
        .rposition(|from| row.context_tokens >= *from)
        .unwrap_or(0)
}

/// The sums of these days, in all and by site.
pub fn sums_of<'a>(days: impl IntoIterator<Item = &'a Day>) -> (Tally, Named<Tally>) {
    let mut sum = Day::default();
    for day in days {
        sum.add_tallies(day);
    }
    (sum.total, sum.sites)
}

/// What one row adds to its day, and to the parts of it.
fn share(row: &Row, names: &mut Names) -> (Tally, Part) {
    let message = row.kind.is_message();
    let failed = row.state == State::Failed;
    let price = price_with(row, names);
    let only = message && row.courtesy_only;
    let part = Part {
        messages: u64::from(message),
        replies: if failed { 0 } else { u64::from(row.replies) },
        wh: price.wh,
    };
    let tally = Tally {
        messages: part.messages,
        replies: part.replies,
        stopped: u64::from(row.state == State::Stopped),
        failed: u64::from(failed),
        chars: u64::from(row.chars.unwrap_or(0)),
        new_tokens: u64::from(row.new_tokens.unwrap_or(0)),
        output_tokens: u64::from(row.output_tokens.unwrap_or(0)),
        courtesy: row.courtesy.map(u64::from),
        courtesy_only: u64::from(only),
        wh: price.wh,
        courtesy_only_wh: if only { price.wh } else { Default::default() },
        cooling: price.cooling,
        made: price.made,
    };
    (tally, part)
}
