//! Sums of rows, in integers: adding and taking away are exact and do not depend on the order.

use std::ops::{AddAssign, SubAssign};

use serde::{Deserialize, Serialize};

use crate::energy::Range;

/// A range of energy in whole microwatt-hours, so that sums are exact. 1 Wh is 1,000,000.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Micro {
    /// Lower end, µWh.
    pub low: u64,
    /// Central estimate, µWh.
    pub central: u64,
    /// Upper end, µWh.
    pub high: u64,
}

/// Energy by each method, in the order of `Method::ALL`: switching the method needs no recount.
pub type Priced = [Micro; 3];

/// The largest stored value: sums of it stay exact as the browser's numbers.
const CEILING: f64 = 1e12;

impl Micro {
    /// Rounds a range in Wh to microwatt-hours; absurd values stop at a million watt-hours.
    pub fn from_wh(range: &Range) -> Micro {
        let round = |wh: f64| (wh * 1e6).round().clamp(0.0, CEILING) as u64;
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

    /// The range in Wh.
    pub fn to_wh(self) -> Range {
        Range {
            low: self.low as f64 / 1e6,
            central: self.central as f64 / 1e6,
            high: self.high as f64 / 1e6,
        }
    }
}

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
}

macro_rules! each_field {
    ($a:ident, $b:ident, $op:ident) => {
        each_field!(@scalar $a, $b, $op, messages replies stopped failed chars new_tokens output_tokens courtesy_only);
        for i in 0..7 { $a.courtesy[i] = $a.courtesy[i].$op($b.courtesy[i]); }
        for i in 0..3 {
            each_field!(@micro $a.wh[i], $b.wh[i], $op);
            each_field!(@micro $a.courtesy_only_wh[i], $b.courtesy_only_wh[i], $op);
        }
    };
    (@scalar $a:ident, $b:ident, $op:ident, $($field:ident)*) => { $( $a.$field = $a.$field.$op($b.$field); )* };
    (@micro $a:expr, $b:expr, $op:ident) => {
        $a = Micro { low: $a.low.$op($b.low), central: $a.central.$op($b.central), high: $a.high.$op($b.high) };
    };
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Tally) {
        each_field!(self, other, saturating_add);
    }
}

impl SubAssign<&Tally> for Tally {
    fn sub_assign(&mut self, other: &Tally) {
        each_field!(self, other, saturating_sub);
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
        assert_eq!(Micro::from_wh(&absurd).high, 1_000_000_000_000);
    }
}
