//! The calibrated method: energy of the reply, of the new input and of the conversation read again, fitted on
//! measurements and anchored on published figures. METHODS.md says where each constant comes from.

use super::range::Range;
use super::tables::CALIBRATED as C;

/// Size of a model in billions of parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// Found in the catalogue.
    Known {
        /// All parameters.
        total_b: f64,
        /// Parameters at work for one token.
        active_b: f64,
    },
    /// Only a mode is known ("Auto", "Fast"): the provider's usual model is assumed, with a wide range.
    Mode {
        /// All parameters of the usual model.
        total_b: f64,
        /// Parameters at work for one token.
        active_b: f64,
    },
    /// Not found: a large model is assumed, with a wide range.
    Unknown,
}

/// What one exchange made the servers do, in tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// The message.
    pub new: f64,
    /// The conversation before it.
    pub context: f64,
    /// The visible reply.
    pub output: f64,
    /// Reasoning before the reply.
    pub thinking: Range,
    /// The reasoning was guessed, not counted.
    pub guessed: bool,
    /// The turn before is so old that the conversation has left the cache.
    pub stale: bool,
}

/// Watt-hours, in three parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts {
    /// Writing the reply and the reasoning.
    pub decode: f64,
    /// Reading the message.
    pub new: f64,
    /// Reading the conversation and the hidden instructions again.
    pub context: f64,
}

impl Parts {
    fn sum(self) -> f64 {
        self.decode + self.new + self.context
    }
}

/// Watt-hours of one exchange with a data centre's power usage effectiveness.
pub fn energy(size: Size, load: &Load, pue: f64) -> Range {
    let at = |thinking: f64| parts(size, load, thinking, pue);
    let middle = at(load.thinking.central);
    let central = middle.sum();
    let (mut low, mut high, guess_low, guess_high) = match size {
        Size::Unknown => (
            C.unknown_low * central,
            C.unknown_high * central,
            C.unknown_low,
            C.unknown_high,
        ),
        Size::Mode { .. } => (
            C.mode_low * central,
            C.mode_high * central,
            C.mode_low,
            C.mode_high,
        ),
        Size::Known { .. } => (
            C.low * central,
            C.high_decode * middle.decode + C.high_new * middle.new + C.high_context * middle.context,
            C.guess_low,
            C.guess_high,
        ),
    };
    if load.guessed {
        low = low.min(guess_low * at(load.thinking.low).sum());
        high = high.max(guess_high * at(load.thinking.high).sum());
    }
    Range::new(low, central, high)
}

/// The three parts of the central estimate, with so many reasoning tokens.
pub fn parts(size: Size, load: &Load, thinking: f64, pue: f64) -> Parts {
    let (total, active) = match size {
        Size::Known { total_b, active_b } | Size::Mode { total_b, active_b } => (total_b, active_b),
        Size::Unknown => (C.unknown_total_b, C.unknown_active_b),
    };
    let generated = load.output + thinking;
    let seen = load.context + load.new + C.hidden_prompt_tokens + generated / 2.0;
    let attention = 1.0 + seen.min(C.context_cap_tokens) / C.context_doubling_tokens;
    let per_token = C.k_mwh * total.powf(C.total_exponent) * active.powf(C.active_exponent);
    let per_input = C.input_mwh_per_billion * active;
    let miss = if load.stale { C.miss_stale } else { C.miss_recent };
    let read_again = miss + (1.0 - miss) * C.cache_weight;
    let factor = C.overhead * pue / 1000.0;
    Parts {
        decode: per_token * generated * attention * factor,
        new: per_input * load.new * factor,
        context: per_input * (load.context * read_again + C.hidden_prompt_tokens * C.cache_weight) * factor,
    }
}
