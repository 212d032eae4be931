//! View models: keys and numbers for the pages. No sentence, no language, no DOM.

mod popup;
mod sites;

pub use popup::{Popup, popup};
pub use sites::{Report, SiteInfo, Sites, patterns, report, sites};
