//! A weekly aim and what came of it so far.

use serde::Serialize;

use crate::ledger::Tally;
use crate::settings::{Aim, Counted};

/// An aim beside what it counts.
#[derive(Debug, Serialize)]
pub struct AimNow {
    of: Counted,
    /// At most so many.
    most: u32,
    /// So many there are.
    count: u64,
}

/// The aim of a week, if there was one, held against the week's sums.
pub fn aim(aim: Option<&Aim>, week: &Tally) -> Option<AimNow> {
    let aim = aim?;
    Some(AimNow {
        of: aim.of,
        most: aim.most?,
        count: aim.of.count(week),
    })
}
