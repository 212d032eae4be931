//! What of a day can be compared with the same day, summed again.

use merciwatt::ledger::{Day, Part, Tally};

/// A day without the sites, models and languages that are no more: they stay, empty.
pub fn filled(day: &Day) -> Day {
    let mut day = day.clone();
    for (name, sums) in std::mem::take(&mut day.sites) {
        if sums != Tally::default() {
            day.sites.insert(name, sums);
        }
    }
    for (name, part) in std::mem::take(&mut day.models) {
        if part != Part::default() {
            day.models.insert(name, part);
        }
    }
    for (name, count) in std::mem::take(&mut day.languages) {
        if count > 0 {
            day.languages.insert(name, count);
        }
    }
    day
}
