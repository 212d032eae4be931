//! The browser side of the core: exists only for `wasm32`. [`api`] is the one door to the browser's API, [`store`]
//! the one writer of the ledger, [`background`] what the background script calls; [`requests`], [`reports`] and
//! [`pages`] answer it, each for one kind of caller, [`class`] a pupil and [`classes`] a teacher in an awareness week; [`reprice`] and [`week_close`]
//! keep the sums in order, [`retention`] takes out what is not to be kept. [`import`] is called by the import page's worker
//! alone, in a core of its own; [`imported`] writes what it has read.

/// A smaller allocator than the standard library's.
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

mod answer;
mod api;
mod background;
mod backup;
mod class;
mod classes;
mod damaged;
mod database;
mod days;
mod import;
mod imported;
mod meta;
mod pages;
mod reports;
mod reprice;
mod requests;
mod retention;
mod store;
mod take_away;
mod values;
mod week_close;

#[cfg(feature = "lab")]
pub(crate) use api::compose;
