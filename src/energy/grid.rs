//! Carbon and water of electricity, by zone. Location-based: the average of a zone over a year, not what a
//! provider buys.

use super::error::UnknownZone;
use super::tables::{ZONE_CARBON, ZONE_CODES, ZONE_WATER};

/// A zone of `data/grid.json` (Our World in Data and Ember, CC BY 4.0; water: World Resources Institute).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zone {
    /// ISO 3166-1 alpha-3, or `WOR`, the world.
    pub code: &'static str,
    /// Kilograms of CO2 equivalent per kilowatt-hour.
    pub kgco2e_per_kwh: f64,
    /// Litres of water per kilowatt-hour, used where the electricity is made.
    pub water_l_per_kwh: f64,
}

impl Zone {
    fn at(index: usize) -> Self {
        Self {
            code: ZONE_CODES.get(3 * index..3 * index + 3).unwrap_or_default(),
            kgco2e_per_kwh: f64::from(ZONE_CARBON[index]) / 1e5,
            water_l_per_kwh: f64::from(ZONE_WATER[index]) / 1e4,
        }
    }
}

/// Every zone, by code.
pub fn zones() -> impl Iterator<Item = Zone> {
    (0..ZONE_CARBON.len()).map(Zone::at)
}

/// The zone of a code in capitals.
pub fn known_zone(code: &str) -> Option<Zone> {
    zones().find(|zone| zone.code == code)
}

/// The zone of a code, in capitals or not.
///
/// # Errors
/// [`UnknownZone`] with the codes nearest to it.
pub fn zone(code: &str) -> Result<Zone, UnknownZone> {
    let wanted = code.trim().to_ascii_uppercase();
    known_zone(&wanted).ok_or_else(|| UnknownZone {
        code: code.chars().take(20).collect(),
        nearest: nearest(&wanted),
    })
}

/// Three codes that share most letters in order with `wanted`, the first letter counting twice.
fn nearest(wanted: &str) -> Vec<&'static str> {
    let likeness = |code: &str| {
        let mut letters = wanted.chars();
        let shared = code
            .chars()
            .filter(|&letter| letters.by_ref().any(|other| other == letter))
            .count();
        2 * shared + usize::from(code.chars().next() == wanted.chars().next())
    };
    let mut nearest = Vec::new();
    for _ in 0..3 {
        let best = zones()
            .map(|zone| zone.code)
            .filter(|code| !nearest.contains(code))
            .reduce(|best, code| {
                if likeness(code) > likeness(best) {
                    code
                } else {
                    best
                }
            });
        nearest.extend(best);
    }
    nearest
}
