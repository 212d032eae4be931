//! What has been counted already, within a file and across files.

use std::collections::HashSet;

use super::node::wide_print;

/// Names of messages and replies. Those of a file are kept only when the whole file was read: a file that breaks off
/// must not hide its messages in the next one.
#[derive(Debug, Default)]
pub struct Seen {
    kept: HashSet<u128>,
    fresh: HashSet<u128>,
}

impl Seen {
    /// Whether this is new.
    pub fn is_new(&mut self, service: &str, name: &str) -> bool {
        let print = wide_print(&[service, name]);
        !self.kept.contains(&print) && self.fresh.insert(print)
    }

    /// The file was read to its end.
    pub fn keep(&mut self) {
        if self.kept.is_empty() {
            // Most imports are one file: its names need not be there twice.
            std::mem::swap(&mut self.kept, &mut self.fresh);
        }
        self.kept.extend(self.fresh.drain());
    }

    /// The file is of no use.
    pub fn forget(&mut self) {
        self.fresh.clear();
    }
}
