//! Why a file cannot be imported, in sentences for people. No word of the file stands in them but keys of its outermost
//! object.

#[cfg(not(target_arch = "wasm32"))]
use std::fmt;

/// Why a file cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The file ends in the middle.
    CutOff {
        /// Bytes there are.
        at: u64,
        /// What is there of it may be of an export. Files that people sent to a chatbot lie in its exports too, and
        /// what begins with a bracket need not be JSON.
        ours: bool,
    },
    /// The file is damaged.
    Broken {
        /// Bytes before the place.
        at: u64,
    },
    /// Nothing in the file is known.
    Unknown {
        /// What was found.
        found: Found,
    },
}

/// What a file is instead of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Key of the sentence that pages have for it.
    pub key: &'static str,
    /// The end of the sentence on the command line; pages have their own words.
    #[cfg(not(target_arch = "wasm32"))]
    pub says: &'static str,
    /// Names of the file's members, where these are what there is to say.
    pub names: String,
}

impl Found {
    /// Something that has no names.
    #[cfg_attr(target_arch = "wasm32", expect(unused_variables))]
    pub const fn of(key: &'static str, says: &'static str) -> Found {
        Found {
            key,
            #[cfg(not(target_arch = "wasm32"))]
            says,
            names: String::new(),
        }
    }
}

impl Error {
    /// Key of its sentence, and the place in the file where there is one.
    pub fn key(&self) -> (&'static str, u64) {
        match self {
            Error::CutOff { at, .. } => ("cut_off", *at),
            Error::Broken { at } => ("broken", *at),
            Error::Unknown { .. } => ("unknown", 0),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::CutOff { at, .. } => write!(
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
                "it is no export that is known here: {}{}. Give the zip you were sent, the folder it unpacks to, \
                 or the file of conversations in it",
                found.says, found.names
            ),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl std::error::Error for Error {}
