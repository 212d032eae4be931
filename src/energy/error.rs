//! What can be wrong with a question to the estimate, as sentences for people.

use std::fmt;

use super::estimate::MAX_TOKENS;

/// Why an estimate was refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// No such grid zone.
    UnknownZone(UnknownZone),
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

/// No grid zone has this code. An error of its own, for a browser asks for nothing else, and the sentence about minutes
/// writes a fraction: seven kilobytes of every package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownZone {
    /// What was asked for.
    pub code: String,
    /// Codes that look like it.
    pub nearest: Vec<&'static str>,
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "no grid zone is called \"{}\"; zones are three-letter country codes or WOR for the world, \
             nearest: {}",
            self.code,
            self.nearest.join(", ")
        )
    }
}

impl From<UnknownZone> for Error {
    fn from(zone: UnknownZone) -> Self {
        Error::UnknownZone(zone)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownZone(zone) => zone.fmt(out),
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
