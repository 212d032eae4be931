//! What stands on the extension's button.

use crate::ledger::{Day, sums_of};
use crate::settings::{Badge, Settings};

/// The text of the button: a number of what was counted on `days`, which are those the setting asks for, and a dot while
/// a week's summary waits to be read; the sign of a pause while nothing is counted. Browsers show four signs, so a number of four has no room for the dot.
pub fn badge<'a>(settings: &Settings, days: impl IntoIterator<Item = &'a Day>, waits: bool) -> String {
    // Two bars, as on every player.
    if settings.paused {
        return "II".into();
    }
    let (total, _) = sums_of(days);
    let count = match settings.badge() {
        Badge::Today | Badge::Week => total.messages,
        Badge::CourtesyOnly => total.courtesy_only,
        Badge::Nothing => 0,
    };
    let mut text = if count == 0 {
        String::new()
    } else {
        count.to_string()
    };
    if waits && settings.dot() && text.len() < 4 {
        text.push('•');
    }
    text
}
