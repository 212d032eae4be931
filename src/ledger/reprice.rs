//! Bringing past sums up to date: tokens are the stored truth, and days are summed again when the energy data or the
//! code that prices them has changed. What that changed is kept until the person has read it.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::tally::{Priced, each_range};

/// A run through all stored days, as far as it has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repricing {
    /// Data version of the figures before.
    pub from: String,
    /// Data version of the figures after.
    pub to: String,
    /// First day that has not been looked at yet.
    pub next: String,
    /// All days have been looked at: now it may be told.
    pub finished: bool,
    /// Days whose energy changed.
    pub days: u32,
    /// Their energy before, µWh by method.
    pub before: Priced,
    /// Their energy after.
    pub after: Priced,
}

impl Repricing {
    /// Notes a day that was summed again.
    pub fn took(&mut self, old: &Day, new: &Day) {
        if self.to != new.data_version {
            // What is left of an earlier update.
            *self = Repricing {
                to: new.data_version.clone(),
                ..Repricing::default()
            };
        }
        self.finished = false;
        if old.total.wh == new.total.wh {
            return;
        }
        self.from.clone_from(&old.data_version);
        self.days += 1;
        each_range(&mut self.before, &old.total.wh, u64::saturating_add);
        each_range(&mut self.after, &new.total.wh, u64::saturating_add);
    }
}
