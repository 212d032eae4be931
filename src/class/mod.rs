//! The awareness week: a class measures itself, and no pupil can be singled out.
//!
//! A teacher makes a [`Plan`] of two weeks; its invitation goes to the pupils. A pupil who said yes hands in a [`HandIn`], the
//! sums of these weeks, as a code or a file ([`read`]). The teacher's [`Class`] gathers them and shows figures of all of them
//! together ([`gather`], [`figures`]). docs/class.md says what stands in each, and why what is shown tells of no pupil.

mod cells;
pub mod code;
mod figures;
mod gather;
pub mod hand_in;
mod papers;
mod plan;
mod qr;
mod resample;

pub use cells::shown_cells;
pub use code::{Place, Trouble};
pub use figures::{breakdown, figures};
pub use gather::{Class, Held, LEAST, Taken};
pub use hand_in::{HandIn, WeekSums};
pub use papers::{Paper, Refused, invitation, read, take_all};
pub use plan::{Bad, Plan};
pub use qr::qr;

/// Tables made by `build.rs` from `data/class.json`.
mod tables {
    include!(concat!(env!("OUT_DIR"), "/class.rs"));
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// The number that sixteen hexadecimal digits write.
pub fn hex_number(digits: &str) -> Option<u64> {
    let digit = |number: u64, c: char| Some(number << 4 | u64::from(c.to_digit(16)?));
    (digits.len() == 16)
        .then(|| digits.chars().try_fold(0, digit))
        .flatten()
}

/// A number as sixteen hexadecimal digits.
pub fn hex_of(number: u64) -> String {
    hex(&number.to_be_bytes())
}
