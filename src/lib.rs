//! Merciwatt's core: from what a browser observed to numbers a person can trust.
//!
//! The modules stand in the order a message takes: it is *observed* ([`observe`]), *joined* into one
//! ([`join`]), *measured* ([`courtesy`], [`tokens`], [`energy`]), *written* ([`ledger`], [`week`]) and shown
//! ([`view`]). None of them does I/O or asks a clock; [`browser`] alone touches a browser, and exists only
//! for `wasm32`. [`cli`] is the same core as a command line.

pub mod cli;
pub mod courtesy;
