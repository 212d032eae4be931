//! The browser side of the core: exists only for `wasm32`. [`api`] is the one door to the browser's API, [`store`]
//! the one writer of the ledger, [`background`] what the background script calls.

mod api;
mod background;
mod store;
mod week_close;

#[cfg(feature = "lab")]
pub(crate) use api::compose;
