//! View models: keys and numbers for the pages. No sentence, no language, no DOM.

mod popup;

pub use popup::{Popup, popup};
