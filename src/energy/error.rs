//! What can be wrong with a question to the estimate, as sentences for people.

use std::fmt;

use super::estimate::MAX_TOKENS;

/// Why an estimate was refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// No such grid zone.
    UnknownZone {
        /// What was asked for.
        code: String,
        /// Codes that look like it.
        nearest: Vec<&'static str>,
    },
    /// More tokens than any model takes.
    TooManyTokens {
        /// Which count.
        what: &'static str,
        /// The count.
        tokens: u64,
    },
    /// Minutes since the last turn that are negative or no number.
    BadMinutes(f64),
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownZone { code, nearest } => write!(
                out,
                "no grid zone is called \"{code}\"; zones are three-letter country codes or WOR for the world, \
                 nearest: {}",
                nearest.join(", ")
            ),
            Self::TooManyTokens { what, tokens } => {
                write!(
                    out,
                    "{what} is {tokens}; more than {MAX_TOKENS} tokens in one exchange is no real message"
                )
            }
            Self::BadMinutes(minutes) => {
                write!(
                    out,
                    "minutes_since_last is {minutes}; it must be a number of minutes, zero or more"
                )
            }
        }
    }
}

impl std::error::Error for Error {}
