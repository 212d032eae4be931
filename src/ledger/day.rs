//! One local day: the sums of its rows, in all and by site.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::price::price;
use super::row::{Row, State};
use super::tally::Tally;

/// The derived sums of one local day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The day, for example `2026-11-24`.
    pub day: String,
    /// Version of the energy data its sums were priced with.
    pub data_version: String,
    /// Everything.
    pub total: Tally,
    /// The same by site key.
    pub sites: BTreeMap<String, Tally>,
    /// Sites whose health was not good when something was sent: their figures of this day are doubtful.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubtful: Vec<String>,
}

impl Day {
    /// An empty day.
    pub fn new(day: &str) -> Day {
        Day {
            day: day.to_owned(),
            data_version: crate::energy::DATA_VERSION.to_owned(),
            ..Day::default()
        }
    }

    /// Puts a row in; `before` is what the day already holds of it.
    pub fn replace(&mut self, before: Option<&Row>, after: &Row) {
        let site = self.sites.entry(after.site.clone()).or_default();
        if let Some(before) = before {
            let old = share(before);
            self.total -= &old;
            *site -= &old;
        }
        let new = share(after);
        self.total += &new;
        *site += &new;
    }
}

/// What one row adds to its day.
fn share(row: &Row) -> Tally {
    let message = row.kind.is_message();
    let failed = row.state == State::Failed;
    let wh = price(row);
    let only = message && row.courtesy_only;
    Tally {
        messages: u64::from(message),
        replies: if failed { 0 } else { u64::from(row.replies) },
        stopped: u64::from(row.state == State::Stopped),
        failed: u64::from(failed),
        chars: u64::from(row.chars.unwrap_or(0)),
        new_tokens: u64::from(row.new_tokens.unwrap_or(0)),
        output_tokens: u64::from(row.output_tokens.unwrap_or(0)),
        courtesy: row.courtesy.map(u64::from),
        courtesy_only: u64::from(only),
        wh,
        courtesy_only_wh: if only { wh } else { Default::default() },
    }
}
