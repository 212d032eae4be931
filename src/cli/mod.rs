//! The core as a command line: JSON Lines in, JSON Lines out, one row per row.

pub mod estimate;
pub mod tokens;
