//! How sure a small group's mean is: the class is drawn again a thousand times, pupils at random with repetition, and the
//! interval holds 95 in 100 of the means (percentile bootstrap). The draws are the same each time, so the same class has the
//! same interval.

use super::hand_in::HandIn;
use crate::import::order::{moment, places};

/// Draws.
const DRAWS: usize = 1_000;
/// Draws that lie below the interval, and as many above.
const OUTSIDE: usize = DRAWS / 40;

/// A figure of a group of pupils; none where the group has none.
pub type Figure<'a> = &'a dyn Fn(&[&HandIn]) -> Option<f64>;

/// A figure of the class with its interval: lower end, figure, upper end.
pub fn interval(class: &[HandIn], figure: Figure<'_>) -> Option<[f64; 3]> {
    let all: Vec<&HandIn> = class.iter().collect();
    let value = figure(&all)?;
    let mut chance = all.len() as u64;
    let mut drawn = all.clone();
    let mut figures = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        for pupil in &mut drawn {
            *pupil = all[below(all.len(), &mut chance)];
        }
        figures.extend(figure(&drawn));
    }
    let keys: Vec<i64> = figures.iter().map(|figure| moment(Some(*figure))).collect();
    let order = places(&keys);
    // Draws without the figure (nobody in them sent a message) leave fewer.
    let outside = OUTSIDE * order.len() / DRAWS;
    let at = |place: usize| order.get(place).map(|place| figures[*place as usize]);
    Some([
        at(outside)?.min(value),
        value,
        at(order.len().checked_sub(outside + 1)?)?.max(value),
    ])
}

/// A number from 0 to below `count`, by SplitMix64.
fn below(count: usize, state: &mut u64) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((((mixed ^ mixed >> 31) >> 32) * count as u64) >> 32) as usize
}
