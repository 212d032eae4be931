//! Compiles the energy data: model catalogue, names, grid, constants and everyday amounts. Token weights are the
//! text crate's (`text/build/tokens.rs`).

#[path = "energy/catalogue.rs"]
mod catalogue;
#[path = "energy/constants.rs"]
mod constants;
#[path = "energy/doc.rs"]
pub mod doc;
#[path = "../src/energy/fold.rs"]
mod fold;
#[path = "energy/grid.rs"]
mod grid;
#[path = "energy/names.rs"]
mod names;

use std::path::Path;

use doc::Doc;

/// The keys of the providers in `energy.json`.
pub fn providers(data: &Path) -> Result<Vec<String>, String> {
    constants::provider_keys(&Doc::open(data, "energy.json")?.root())
}

/// Returns the Rust source of the tables, or one sentence naming file and key.
pub fn compile(data: &Path) -> Result<String, String> {
    let open = |file: &str| Doc::open(data, file);
    let (energy, grid, models, aliases, everyday) = (
        open("energy.json")?,
        open("grid.json")?,
        open("models.json")?,
        open("model_aliases.json")?,
        open("equivalences.json")?,
    );
    let zones = grid::zones(&grid.root())?;
    let providers = constants::provider_keys(&energy.root())?;
    let models = catalogue::models(&models.root(), &providers)?;
    Ok([
        constants::compile(&energy.root(), &zones)?,
        constants::everyday(&everyday.root())?,
        grid::compile(&zones, grid.root().get("date")?.text()?),
        names::compile(&aliases.root(), &models, &providers)?,
    ]
    .concat())
}
