//! Sums of rows, in integers: adding and taking away are exact and do not depend on the order.

use std::ops::{AddAssign, SubAssign};

use serde::{Deserialize, Serialize};

use crate::energy::Range;

/// A range in whole millionths of a watt-hour, a gram or a millilitre, so that sums are exact: 1 Wh is 1,000,000.
/// Written as three numbers, for a day holds many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[u64; 3]", into = "[u64; 3]")]
pub struct Micro {
    /// Lower end, µWh (µg, nl).
    pub low: u64,
    /// Central estimate.
    pub central: u64,
    /// Upper end.
    pub high: u64,
}

impl From<[u64; 3]> for Micro {
    fn from([low, central, high]: [u64; 3]) -> Micro {
        Micro { low, central, high }
    }
}

impl From<Micro> for [u64; 3] {
    fn from(micro: Micro) -> [u64; 3] {
        [micro.low, micro.central, micro.high]
    }
}

/// A figure by each energy method, in the order of `Method::ALL`: switching the method needs no recount.
pub type Priced = [Micro; 3];

/// The largest stored value: sums of it stay exact as the browser's numbers.
const CEILING: f64 = 1e12;

impl Micro {
    /// Rounds a range to millionths; absurd values stop at a million.
    pub fn from_range(range: &Range) -> Micro {
        let round = |figure: f64| (figure * 1e6).round().clamp(0.0, CEILING) as u64;
        Micro {
            low: round(range.low),
            central: round(range.central),
            high: round(range.high),
        }
    }

    /// So many times the range.
    pub fn times(self, n: u64) -> Micro {
        Micro {
            low: self.low.saturating_mul(n),
            central: self.central.saturating_mul(n),
            high: self.high.saturating_mul(n),
        }
    }

    /// The range in whole units (Wh, g, ml).
    pub fn to_range(self) -> Range {
        Range {
            low: self.low as f64 / 1e6,
            central: self.central as f64 / 1e6,
            high: self.high as f64 / 1e6,
        }
    }
}

/// Adding to a sum or taking away from it.
pub(super) type Change = fn(u64, u64) -> u64;

/// What happened in a period: the derived sums that every view reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Messages a person sent, edited ones included.
    pub messages: u64,
    /// Replies models were asked for; failed ones excluded.
    pub replies: u64,
    /// Replies the person stopped.
    pub stopped: u64,
    /// Sends that failed.
    pub failed: u64,
    /// Code points of the messages, where known.
    pub chars: u64,
    /// Tokens of the messages, where known.
    pub new_tokens: u64,
    /// Tokens of the replies, where known.
    pub output_tokens: u64,
    /// Courtesy phrases by category, in the order of `Category::ALL`.
    pub courtesy: [u64; 7],
    /// Messages that are nothing but courtesy.
    pub courtesy_only: u64,
    /// Energy of all replies.
    pub wh: Priced,
    /// The part of it that courtesy-only messages caused.
    pub courtesy_only_wh: Priced,
    /// Water that cooled the computing, millilitres. Carbon and the water of making electricity follow from the energy
    /// and the grid that the person looks at.
    #[serde(default)]
    pub cooling: Priced,
    /// Share of making the hardware, grams of CO2 equivalent: only EcoLogits estimates it.
    #[serde(default)]
    pub made: Micro,
}

impl Micro {
    /// Does the same with each number of the two.
    fn each(&mut self, other: Micro, change: Change) {
        *self = Micro {
            low: change(self.low, other.low),
            central: change(self.central, other.central),
            high: change(self.high, other.high),
        };
    }
}

impl AddAssign for Micro {
    fn add_assign(&mut self, other: Micro) {
        self.each(other, u64::saturating_add);
    }
}

/// Does the same with each number of two figures.
pub(super) fn each_range(a: &mut [Micro], b: &[Micro], change: Change) {
    for (a, b) in a.iter_mut().zip(b) {
        a.each(*b, change);
    }
}

impl Tally {
    pub(super) fn each(&mut self, other: &Tally, change: Change) {
        macro_rules! scalars {
            ($($field:ident)*) => { $( self.$field = change(self.$field, other.$field); )* };
        }
        scalars!(messages replies stopped failed chars new_tokens output_tokens courtesy_only);
        for (a, b) in self.courtesy.iter_mut().zip(other.courtesy) {
            *a = change(*a, b);
        }
        each_range(&mut self.wh, &other.wh, change);
        each_range(&mut self.courtesy_only_wh, &other.courtesy_only_wh, change);
        each_range(&mut self.cooling, &other.cooling, change);
        self.made.each(other.made, change);
    }
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Tally) {
        self.each(other, u64::saturating_add);
    }
}

impl SubAssign<&Tally> for Tally {
    fn sub_assign(&mut self, other: &Tally) {
        self.each(other, u64::saturating_sub);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_away_undoes_adding() {
        let mut sum = Tally {
            messages: 3,
            ..Tally::default()
        };
        let micro = Micro {
            low: 1,
            central: 2,
            high: 3,
        };
        let one = Tally {
            messages: 1,
            courtesy: [1; 7],
            wh: [micro; 3],
            courtesy_only_wh: [micro; 3],
            ..Tally::default()
        };
        sum += &one;
        assert_eq!((sum.messages, sum.courtesy[6], sum.wh[2].high), (4, 1, 3));
        sum -= &one;
        assert_eq!(
            sum,
            Tally {
                messages: 3,
                ..Tally::default()
            }
        );
    }

    #[test]
    fn absurd_energy_stops_at_a_ceiling() {
        let absurd = Range {
            low: 0.0,
            central: 1e30,
            high: f64::MAX,
        };
        assert_eq!(Micro::from_range(&absurd).high, 1_000_000_000_000);
    }
}
