//! How sure a small group's mean is: the class is drawn again a thousand times, pupils at random with repetition, and the
//! interval holds 95 in 100 of the means (percentile bootstrap). Of a few pupils such an interval is too narrow, so it is widened
//! about as Student's t is wider than the normal distribution. The draws are the same each time, so the same class has the same
//! interval.

use super::hand_in::HandIn;
use crate::import::order::{moment, places};

/// Draws.
const DRAWS: usize = 1_000;
/// Draws that lie below the interval, and as many above.
const OUTSIDE: usize = DRAWS / 40;

/// A figure of a group of pupils; none where the group has none.
pub type Figure<'a> = &'a dyn Fn(&[&HandIn]) -> Option<f64>;

/// A figure of the class with its interval: lower end, figure, upper end. No end lies beyond what the
/// figure can be.
pub fn interval(class: &[HandIn], [least, most]: [f64; 2], figure: Figure<'_>) -> Option<[f64; 3]> {
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
    let (low, high) = (at(outside)?, at(order.len().checked_sub(outside + 1)?)?);
    let others = (all.len() as f64 - 1.0).max(1.0);
    let wider = (1.0 + 1.5 / others) * (1.0 + 1.0 / others).sqrt();
    let (below, above) = ((value - low).max(0.0), (high - value).max(0.0));
    Some([
        (value - below * wider).max(least),
        value,
        (value + above * wider).min(most),
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
