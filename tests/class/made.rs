//! Classes made up for the tests.

use merciwatt::class::hand_in::{COURTESY, DAYS, KIND, MESSAGES, ONLY, ONLY_WH, REPLIES, WH};
use merciwatt::class::{Class, HandIn, Plan, WeekSums};
use serde_json::Value;

/// Numbers by chance, the same each time.
pub struct Chance(pub u64);

impl Chance {
    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }
}

pub fn plan() -> Plan {
    Plan::new(
        0x0123_4567_89ab_cdef,
        "5e B, café & thé",
        "2026-11-02",
        "2026-11-16",
    )
    .expect("a plan")
}

/// A week with so many messages to each kind of site; the rest follows by chance.
pub fn week(kinds: [u64; 4], chance: &mut Chance) -> WeekSums {
    let mut sums = WeekSums::default();
    let messages = kinds.iter().sum();
    sums.0[MESSAGES] = messages;
    sums.0[REPLIES] = messages + chance.below(3);
    for at in COURTESY..ONLY {
        sums.0[at] = chance.below(messages + 1) / 2;
    }
    sums.0[ONLY] = chance.below(messages + 1);
    let central = messages * 300 + chance.below(500);
    sums.0[WH..ONLY_WH].copy_from_slice(&[central / 2, central, central * 3]);
    let part = (central * sums.0[ONLY]).checked_div(messages).unwrap_or(0);
    sums.0[ONLY_WH..KIND].copy_from_slice(&[part / 2, part, part * 3]);
    sums.0[KIND..DAYS].copy_from_slice(&kinds);
    sums.0[DAYS] = 7;
    sums
}

/// A pupil's hand-in by chance; a kind of site that is not the first is used by few.
pub fn pupil(number: u64, chance: &mut Chance) -> HandIn {
    let mut kinds = || {
        let mut rare = || {
            if chance.below(4) == 0 {
                1 + chance.below(9)
            } else {
                0
            }
        };
        let rest = [rare(), rare(), rare()];
        [chance.below(60), rest[0], rest[1], rest[2]]
    };
    let weeks = [kinds(), kinds()];
    HandIn {
        plan: plan().id,
        pupil: number.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        data_version: merciwatt::energy::DATA_VERSION.into(),
        weeks: weeks.map(|kinds| week(kinds, chance)),
    }
}

/// A class of so many.
pub fn class(pupils: u64, chance: &mut Chance) -> Class {
    let mut class = Class::new(plan());
    for number in 0..pupils {
        class.take(pupil(number, chance), false);
    }
    class
}

pub fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}
