//! Compiles `grid.json`: carbon and water of electricity by zone, as whole numbers of the last decimal.

use crate::energy::doc::Node;

/// One zone: code, hundredths of gCO2e per kWh, ten-thousandths of a litre per kWh.
pub type Zone = (String, u32, u32);

/// Reads the zones, sorted by code.
pub fn zones(grid: &Node) -> Result<Vec<Zone>, String> {
    let mut zones = Vec::new();
    for zone in grid.get("zones")?.list()? {
        let code = zone.get("zone")?;
        let text = code.text()?;
        if text.len() != 3 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
            return code.refuse("must be three capital letters, as FRA");
        }
        if zones.iter().any(|known: &Zone| known.0 == text) {
            return code.refuse(&format!("names {text} a second time"));
        }
        let carbon = zone.get("gco2e_per_kwh")?.fixed(2)?;
        let water = zone.get("water_l_per_kwh")?.fixed(4)?;
        zones.push((text.to_string(), carbon, water));
    }
    zones.sort();
    if !zones.iter().any(|zone| zone.0 == "WOR") {
        return grid.get("zones")?.refuse("must hold WOR, the world");
    }
    Ok(zones)
}

/// The table: one string of codes, two arrays beside it, and the day of the figures.
pub fn compile(zones: &[Zone], date: &str) -> String {
    let codes: String = zones.iter().map(|zone| zone.0.as_str()).collect();
    let carbon: Vec<u32> = zones.iter().map(|zone| zone.1).collect();
    let water: Vec<u32> = zones.iter().map(|zone| zone.2).collect();
    let count = zones.len();
    format!(
        "/// Day of the figures of carbon and water by zone.\n\
         pub static GRID_DATE: &str = {date:?};\n\
         pub static ZONE_CODES: &str = {codes:?};\n\
         pub static ZONE_CARBON: [u32; {count}] = {carbon:?};\n\
         pub static ZONE_WATER: [u32; {count}] = {water:?};\n"
    )
}
