//! Reading a text where it lies: JSON without building it up, lengths, tokens, courtesy. Every letter of every message and of every
//! export passes here, so this crate alone is compiled for speed, and all else for size (`[profile.release]` in the workspace's manifest).
//! It knows nothing of sites, energy or stores, and keeps no text.

pub mod courtesy;
mod escapes;
pub mod json;
pub mod pieces;
mod scan;
pub mod text;
pub mod tokens;

pub use escapes::without_halves;
