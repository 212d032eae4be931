//! Compiles `energy.json`, apart from its token weights, and `equivalences.json`.

use crate::energy::doc::Node;
use crate::energy::grid::Zone;

const CALIBRATED: &[&str] = &[
    "k_mwh",
    "total_exponent",
    "active_exponent",
    "input_mwh_per_billion",
    "cache_weight",
    "miss_recent",
    "miss_stale",
    "stale_after_minutes",
    "hidden_prompt_tokens",
    "context_doubling_tokens",
    "context_cap_tokens",
    "overhead",
    "low",
    "high_decode",
    "high_new",
    "high_context",
    "unknown_total_b",
    "unknown_active_b",
    "unknown_low",
    "unknown_high",
    "mode_low",
    "mode_high",
    "guess_low",
    "guess_high",
];

const ECOLOGITS: &[&str] = &[
    "gpu_energy_gamma",
    "latency_alpha",
    "latency_beta",
    "latency_gamma",
    "batch_size",
    "model_bits",
    "gpu_memory_gb",
    "server_gpus",
    "server_power_kw",
    "lifetime_s",
    "server_embodied_kgco2e",
    "gpu_embodied_kgco2e",
];

/// Efforts in the order of `Effort`.
pub const EFFORTS: [(&str, &str); 5] = [
    ("none", "None"),
    ("light", "Light"),
    ("standard", "Standard"),
    ("extended", "Extended"),
    ("deep-research", "DeepResearch"),
];

fn fields(block: &Node, keys: &[&str]) -> Result<String, String> {
    block.get("source")?.text()?;
    keys.iter()
        .map(|key| Ok(format!("{key}: {:?}, ", block.get(key)?.number()?)))
        .collect()
}

/// The constants of the methods and the providers.
pub fn compile(energy: &Node, zones: &[Zone]) -> Result<String, String> {
    let version = energy.get("version")?.text()?;
    let calibrated = fields(&energy.get("calibrated")?, CALIBRATED)?;
    let eco = energy.get("ecologits")?;
    let constants = fields(&eco, ECOLOGITS)?;
    // Worked out here, so that every platform multiplies by the very same number.
    let per_billion = eco.get("gpu_energy_alpha")?.number()?
        * (eco.get("gpu_energy_beta")?.number()? * eco.get("batch_size")?.number()?).exp();
    let active = eco.get("unknown_active_b")?.bounds(Node::amount)?;
    let total = eco.get("unknown_total_b")?.bounds(Node::amount)?;
    let extras = energy.get("extras")?;
    extras.get("source")?.text()?;
    let tokens = extras.get("search_tokens")?.amount()?;
    let (search, image) = (
        extras.get("search_wh")?.range()?,
        extras.get("image_wh")?.range()?,
    );
    let study = energy.get("study")?.get("wh")?.range()?;
    let unseen = energy.get("reply_unseen")?.get("tokens")?.range()?;
    let efforts = energy.get("efforts")?;
    let mut ranges = String::new();
    for (key, _) in EFFORTS {
        ranges += &efforts.get(key)?.range()?;
        ranges += ", ";
    }
    let low = efforts.get("estimate_low")?.amount()?;
    let high = efforts.get("estimate_high")?.amount()?;
    let speed = efforts.get("tokens_per_s")?.amount()?;
    Ok(format!(
        "/// Version of the figures in `data/energy.json`, a date; raised when any of them changes.\n\
         pub const DATA_VERSION: &str = {version:?};\n\
         pub const CALIBRATED: Calibrated = Calibrated {{ {calibrated} }};\n\
         pub const ECOLOGITS: Ecologits = Ecologits {{ gpu_energy_per_billion: {per_billion:?}, {constants} }};\n\
         pub const ECOLOGITS_UNKNOWN_ACTIVE: (f64, f64) = {active:?};\n\
         pub const ECOLOGITS_UNKNOWN_TOTAL: (f64, f64) = {total:?};\n\
         pub const STUDY_WH: Range = {study};\n\
         pub const SEARCH_TOKENS: f64 = {tokens:?};\n\
         pub const SEARCH_WH: Range = {search};\n\
         pub const IMAGE_WH: Range = {image};\n\
         pub const REPLY_UNSEEN: Range = {unseen};\n\
         pub const EFFORT_TOKENS: [Range; 5] = [{ranges}];\n\
         pub const ESTIMATE_LOW: f64 = {low:?};\n\
         pub const ESTIMATE_HIGH: f64 = {high:?};\n\
         pub const TOKENS_PER_S: f64 = {speed:?};\n{}{}",
        references(energy)?,
        providers(energy, zones)?
    ))
}

/// What a figure of each method is taken from, in the order of `Method::ALL`.
fn references(energy: &Node) -> Result<String, String> {
    let references = energy.get("references")?;
    let mut methods = String::new();
    for method in ["calibrated", "ecologits", "study"] {
        methods += "&[";
        for source in references.get(method)?.list()? {
            let (title, url) = (source.get("title")?.text()?, source.get("url")?);
            if !url.text()?.starts_with("https://") {
                return url.refuse("must start with https://");
            }
            let (url, date) = (url.text()?, source.get("date")?.text()?);
            methods += &format!("Source {{ title: {title:?}, url: {url:?}, date: {date:?} }}, ");
        }
        methods += "], ";
    }
    Ok(format!("pub static SOURCES: [&[Source]; 3] = [{methods}];\n"))
}

/// The provider keys, in the order of the table.
pub fn provider_keys(energy: &Node) -> Result<Vec<String>, String> {
    let list = energy.get("providers")?.get("list")?;
    let mut keys = Vec::new();
    for provider in list.list()? {
        keys.push(provider.get("key")?.text()?.to_string());
    }
    if !keys.iter().any(|key| key == "other") {
        return list.refuse("must hold 'other', for providers nobody described");
    }
    Ok(keys)
}

fn providers(energy: &Node, zones: &[Zone]) -> Result<String, String> {
    let list = energy.get("providers")?.get("list")?.list()?;
    let mut rows = String::new();
    for provider in &list {
        let key = provider.get("key")?.text()?;
        let mut names = Vec::new();
        for name in provider.get("names")?.list()? {
            names.push(name.text()?);
        }
        let zone = provider.get("zone")?;
        if !zones.iter().any(|known| Ok(known.0.as_str()) == zone.text()) {
            return zone.refuse("is no zone of data/grid.json");
        }
        let zone = zone.text()?;
        let pue = provider.get("pue")?.bounds(Node::amount)?;
        if pue.0 < 1.0 {
            return provider.get("pue")?.refuse("must be 1 or more");
        }
        let wue = provider.get("wue")?.bounds(Node::amount)?;
        // The centre of a catalogue range is its geometric mean, here as for parameters.
        let central = match provider.find("calibrated_pue") {
            Some(own) => own.amount()?,
            None => (pue.0 * pue.1).sqrt(),
        };
        rows += &format!(
            "ProviderRow {{ key: {key:?}, names: &{names:?}, zone: {zone:?}, pue: {pue:?}, wue: {wue:?}, \
             central_pue: {central:?} }},\n"
        );
    }
    let other = provider_keys(energy)?
        .iter()
        .position(|key| key == "other")
        .unwrap_or_default();
    Ok(format!(
        "pub static PROVIDERS: [ProviderRow; {}] = [{rows}];\npub const OTHER_PROVIDER: u8 = {other};\n",
        list.len()
    ))
}

/// The everyday amounts.
pub fn everyday(doc: &Node) -> Result<String, String> {
    let watts = doc.get("led_watts")?;
    if watts.amount()? == 0.0 {
        return watts.refuse("must be above 0");
    }
    let list = doc.get("equivalences")?.list()?;
    let mut rows = String::new();
    for amount in &list {
        amount.get("source")?.text()?;
        let wh = amount.get("wh")?;
        if wh.amount()? == 0.0 {
            return wh.refuse("must be above 0");
        }
        let rough = amount.get("rough")?;
        let Some(rough) = rough.truth() else {
            return rough.refuse("must be true or false");
        };
        let key = amount.get("key")?.text()?;
        rows += &format!(
            "Equivalence {{ key: {key:?}, wh: {:?}, rough: {rough} }},\n",
            wh.amount()?
        );
    }
    Ok(format!(
        "pub const LED_WATTS: f64 = {:?};\npub static EQUIVALENCES: [Equivalence; {}] = [{rows}];\n",
        watts.amount()?,
        list.len()
    ))
}
