//! The stage (a stand-in for every chatbot), the browsers that play on it, and the scenarios they play.

pub mod bench;
pub mod browser;
pub mod play;
pub mod stage;
