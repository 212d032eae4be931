//! Chance that comes again with the same seed.

use std::time::{SystemTime, UNIX_EPOCH};

/// Numbers that look random (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    /// A seed that nobody chose.
    pub fn seed() -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        u64::from(now.map_or(0, |now| now.subsec_nanos()))
    }

    /// From the first number on, below the second.
    pub fn between(&mut self, (least, most): (u64, u64)) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        least + (mixed ^ (mixed >> 31)) % (most - least)
    }
}
