//! Merciwatt's core: from what a browser observed to numbers a person can trust.
//!
//! The modules stand in the order a message takes: it is *observed* ([`observe`]), *measured* ([`measure`],
//! [`courtesy`], [`tokens`]), *joined* into one ([`join`], watched over by [`health`]), *priced and written* ([`energy`], [`ledger`], [`week`])
//! and shown ([`view`]). What was said before the installation comes from official exports ([`import`]). None of them does I/O or asks a clock; `browser` alone touches a browser, and exists only
//! for `wasm32`. [`class`] is the awareness week of a class. [`cli`] is the same core as a command line.

pub mod class;
pub mod energy;
pub mod health;
pub mod import;
pub mod join;
pub mod ledger;
pub mod measure;
pub mod named;
pub mod observe;
pub mod policy;
pub mod record;
pub mod settings;
pub mod view;
pub mod week;

pub use merciwatt_text::{courtesy, tokens};

#[cfg(target_arch = "wasm32")]
mod browser;

#[cfg(any(not(target_arch = "wasm32"), feature = "lab"))]
pub mod cli;
