//! View models: keys and numbers for the pages. No sentence, no language, no DOM.

mod aim;
mod badge;
mod period;
mod popup;
mod practice;
mod sites;
mod sums;
mod weeks;

pub use aim::{AimNow, aim};
pub use badge::badge;
pub use period::{Period, period};
pub use popup::{Calendar, Popup, popup};
pub use practice::{Practice, practice};
pub use sites::{Report, SiteInfo, Sites, patterns, report, sites};
pub use sums::{Lens, Sums, by_category};
pub use weeks::{Weeks, weeks};
