//! A figure as a range. Nothing here knows what is measured.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul};

use serde::{Deserialize, Serialize};

/// A figure with its bounds, `low <= central <= high`, all finite. The unit is that of the field holding it.
///
/// Ranges add end to end: what makes an estimate wrong (batch size, size of a closed model) is wrong in the
/// same direction for every message, so errors do not cancel out over a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// The least that is plausible.
    pub low: f64,
    /// The estimate.
    pub central: f64,
    /// The most that is plausible.
    pub high: f64,
}

impl Range {
    /// Nothing at all.
    pub const ZERO: Self = Self {
        low: 0.0,
        central: 0.0,
        high: 0.0,
    };

    /// A range around `central`; bounds on the wrong side of it are moved to it, and a figure that is no
    /// number counts as 0, so that a range never carries NaN or infinity into a sum.
    pub fn new(low: f64, central: f64, high: f64) -> Self {
        let finite = |figure: f64| if figure.is_finite() { figure } else { 0.0 };
        let central = finite(central);
        Self {
            low: finite(low).min(central),
            central,
            high: finite(high).max(central),
        }
    }

    /// Each of the three figures through `change`.
    pub fn map(self, change: impl Fn(f64) -> f64) -> Self {
        Self::new(change(self.low), change(self.central), change(self.high))
    }
}

impl Add for Range {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(
            self.low + other.low,
            self.central + other.central,
            self.high + other.high,
        )
    }
}

impl AddAssign for Range {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Range {
    fn sum<I: Iterator<Item = Self>>(ranges: I) -> Self {
        ranges.fold(Self::ZERO, Add::add)
    }
}

impl Mul<f64> for Range {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        self.map(|figure| figure * factor)
    }
}
