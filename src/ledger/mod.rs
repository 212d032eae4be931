//! The ledger: what is stored of a message and what is derived from it. Numbers, enums and salted hashes only.
//!
//! A [`Row`] is the stored truth of one send; a [`Day`] is the exact sum of its rows, in integers, so that taking a
//! row out and putting its newer self in never drifts.

mod day;
mod hash;
mod month;
mod price;
mod reprice;
mod row;
mod tally;

pub use day::{Day, LENGTHS, Part, sums_of, sums_version};
pub use hash::{Salt, hash, hash_of, number_of};
pub use month::month_of;
pub use price::{Price, price};
pub use reprice::Repricing;
pub use row::{Row, State, storable_model};
pub use tally::{Micro, Priced, Tally};

/// Version of the store. One with a higher number is left alone. 2 added months and classes; records are as they were.
pub const SCHEMA: u32 = 2;
