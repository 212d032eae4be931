//! Energy, carbon and water of one exchange with a chatbot, always as a range.
//!
//! Three methods, chosen by the person: [`Method::Calibrated`] (the default), [`Method::Ecologits`] and
//! [`Method::Study`]. Tokens are the stored truth; [`estimate`] can be run on them again at any time, with
//! another method, zone or [`DATA_VERSION`]. Nothing here counts tokens (that is [`crate::tokens`]), stores or
//! shows anything. METHODS.md explains the figures to a teacher and to an engineer.

pub mod calibrated;
mod catalogue;
pub mod ecologits;
mod effort;
mod error;
mod estimate;
mod fold;
mod grid;
mod range;
pub(crate) mod tables;

pub use catalogue::{Model, Provider, find_model, is_mode, models, provider};
pub use effort::{Effort, Reasoning, effort_of};
pub use error::{Error, UnknownZone};
pub use estimate::{
    Answering, Exchange, Impact, MAX_TOKENS, Method, Output, Usage, estimate, usage, usage_of,
};
pub use grid::{Zone, known_zone, zone, zones};
pub use range::Range;
pub use tables::{DATA_VERSION, Equivalence, GRID_DATE, Source};

/// Tokens of a usual reply: what a conversation is taken to hold of a reply that was not seen.
pub const USUAL_REPLY_TOKENS: u32 = tables::REPLY_UNSEEN.central as u32;

/// Where a method's figures come from.
pub fn sources(method: Method) -> &'static [Source] {
    tables::SOURCES[method as usize]
}

/// Minutes a 5 W LED bulb shines on so many watt-hours: the everyday unit of the thank-you study.
pub fn led_minutes(wh: f64) -> f64 {
    wh / tables::LED_WATTS * 60.0
}

/// Everyday amounts of electricity, from small to large as in the data file.
pub fn equivalences() -> &'static [Equivalence] {
    &tables::EQUIVALENCES
}
