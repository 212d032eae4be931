//! Whether an imported row was counted live, where the two have no id in common.

use crate::join::close;
use crate::ledger::Row;

/// The browser's clock and the service's differ by less than this.
const SAME_MS: f64 = 120_000.0;

/// Within one conversation they may differ by more: a clock that is wrong by minutes is usual, an hour is not.
pub(super) const SAME_CONVERSATION_MS: f64 = 600_000.0;

/// The place of the row that counted the same send live, among those of its day (and of the days beside it, near
/// midnight): same site, a message or not, close in time, about the same length, and not known to be of another
/// conversation. The nearest in time wins. A live row stands for one imported row: take it out of the list before the
/// next question, or two thanks of one minute would become one.
pub fn same_as_live(row: &Row, live: &[Row]) -> Option<usize> {
    let fits = |other: &Row| {
        if other.key == row.key {
            return true;
        }
        let within = match same_conversation(row, other) {
            Some(false) => return false,
            Some(true) => SAME_CONVERSATION_MS,
            None => SAME_MS,
        };
        other.site == row.site
            && other.kind.is_message() == row.kind.is_message()
            && (other.t - row.t).abs() <= within
            && lengths_agree(row, other)
    };
    let distance = |other: &Row| (other.t - row.t).abs();
    live.iter()
        .enumerate()
        .filter(|(_, other)| fits(other))
        .min_by(|(_, a), (_, b)| {
            let other_key = |other: &Row| other.key != row.key;
            other_key(a)
                .cmp(&other_key(b))
                .then(distance(a).total_cmp(&distance(b)))
        })
        .map(|(place, _)| place)
}

/// A reply that was asked for again has no length of its own; what was answered must do.
fn lengths_agree(row: &Row, other: &Row) -> bool {
    match row.kind.is_message() {
        true => close(row.chars, other.chars),
        false => close(row.reply_chars, other.reply_chars),
    }
}

/// `None` where one of the two is not known.
fn same_conversation(row: &Row, other: &Row) -> Option<bool> {
    let hash = |row: &Row| Some(row.conv_t.as_deref()?.split('|').next()?.to_owned());
    Some(hash(row)? == hash(other)?)
}
