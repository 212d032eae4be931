//! The core as a command line: one JSON row in, one out.

pub mod courtesy;
