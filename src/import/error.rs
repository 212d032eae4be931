//! Why a file cannot be imported, in sentences for people. No word of the file stands in them but keys of its outermost
//! object.

use std::fmt;

/// Why a file cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The file ends in the middle.
    CutOff {
        /// Bytes there are.
        at: u64,
    },
    /// The file is damaged.
    Broken {
        /// Bytes before the place.
        at: u64,
    },
    /// Nothing in the file is known.
    Unknown {
        /// What was found, as the end of a sentence.
        found: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::CutOff { at } => write!(
                out,
                "it breaks off after {at} bytes, in the middle; nothing of it was counted. Download the export again"
            ),
            Error::Broken { at } => write!(
                out,
                "it is damaged at byte {at}: what stands there is no JSON; nothing of it was counted. Download the \
                 export again"
            ),
            Error::Unknown { found } => write!(
                out,
                "it is no export that is known here: {found}. Give the zip you were sent, the folder it unpacks to, \
                 or the file of conversations in it"
            ),
        }
    }
}

impl std::error::Error for Error {}
