//! Playing: scenarios typed into the stage by real browsers, and what they prove.

pub mod access;
mod bare;
pub mod demo;
pub mod durable;
pub mod hands;
pub mod load;
pub mod player;
pub mod privacy;
pub mod replay;
pub mod run;
pub mod script;
pub mod shots;
mod verdict;
pub mod weight;
