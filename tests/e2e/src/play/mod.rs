//! Playing: scenarios typed into the stage by real browsers, and what they prove.

pub mod access;
pub mod accessible;
mod bare;
pub mod changed;
pub mod demo;
pub mod durable;
pub mod first_run;
pub mod hands;
pub mod hostile;
pub mod load;
mod made_up;
pub mod paper;
pub mod pictures;
pub mod pill;
pub mod player;
pub mod privacy;
pub mod replay;
pub mod repriced;
pub mod run;
pub mod scenarios;
pub mod script;
pub mod shots;
mod steps;
pub mod table;
mod verdict;
pub mod weight;
