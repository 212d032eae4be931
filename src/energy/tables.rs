//! The tables that the build script wrote from `data/`, and the shapes of their rows.

use super::effort::Effort;
use super::range::Range;

/// Constants of the calibrated method; names and sources as in `data/energy.json`.
pub struct Calibrated {
    pub k_mwh: f64,
    pub total_exponent: f64,
    pub active_exponent: f64,
    pub input_mwh_per_billion: f64,
    pub cache_weight: f64,
    pub miss_recent: f64,
    pub miss_stale: f64,
    pub stale_after_minutes: f64,
    pub hidden_prompt_tokens: f64,
    pub context_doubling_tokens: f64,
    pub context_cap_tokens: f64,
    pub overhead: f64,
    pub low: f64,
    pub high_decode: f64,
    pub high_new: f64,
    pub high_context: f64,
    pub unknown_total_b: f64,
    pub unknown_active_b: f64,
    pub unknown_low: f64,
    pub unknown_high: f64,
    pub mode_low: f64,
    pub mode_high: f64,
    pub guess_low: f64,
    pub guess_high: f64,
}

/// Constants of EcoLogits; names and sources as in `data/energy.json`.
pub struct Ecologits {
    /// Watt-hours per token and billion active parameters at the batch size: alpha * exp(beta * batch).
    pub gpu_energy_per_billion: f64,
    pub gpu_energy_gamma: f64,
    pub latency_alpha: f64,
    pub latency_beta: f64,
    pub latency_gamma: f64,
    pub batch_size: f64,
    pub model_bits: f64,
    pub gpu_memory_gb: f64,
    pub server_gpus: f64,
    pub server_power_kw: f64,
    pub lifetime_s: f64,
    pub server_embodied_kgco2e: f64,
    pub gpu_embodied_kgco2e: f64,
}

/// A provider: power and water usage effectiveness as (least, most), grid zone.
pub struct ProviderRow {
    pub key: &'static str,
    pub names: &'static [&'static str],
    pub zone: &'static str,
    pub pue: (f64, f64),
    pub wue: (f64, f64),
    pub central_pue: f64,
}

/// A model: its name's place in [`NAMES`], and places in [`VALUES`] of its active and total parameters
/// (least, most), tokens per second and seconds to the first token.
pub struct ModelRow {
    pub start: u16,
    pub length: u8,
    pub provider: u8,
    pub numbers: [u16; 6],
}

/// A name a model answers to; rows are sorted by the folded name.
pub struct KeyRow {
    pub start: u16,
    pub length: u8,
    pub model: u16,
}

/// An everyday amount of electricity to stand beside an estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Equivalence {
    /// Key of its text in the interface.
    pub key: &'static str,
    /// Watt-hours of one of it; source in `data/equivalences.json`.
    pub wh: f64,
    /// An order of magnitude only.
    pub rough: bool,
}

/// Where a method's figures come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Source {
    /// Author and work.
    pub title: &'static str,
    /// Where to read it.
    pub url: &'static str,
    /// Year, or year and month.
    pub date: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/energy.rs"));
