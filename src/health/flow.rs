//! A bound on work: a page may send as fast as it likes, Merciwatt looks at no more than a person could send.

use std::collections::HashMap;

/// So many requests of one site are looked at in one window. Twenty tabs sending at once stay below it.
const MOST: u32 = 120;
/// Milliseconds.
const WINDOW_MS: f64 = 20_000.0;

/// What to do with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admit {
    /// Look at it.
    Yes,
    /// Do not, and remember that the page floods.
    FirstRefused,
    /// Do not.
    No,
}

/// How many requests each site sent in its current window. It is lost when the worker stops, which a flood prevents.
#[derive(Debug, Default)]
pub struct Flow(HashMap<&'static str, (f64, u32)>);

impl Flow {
    /// Whether a request of this site at this moment (milliseconds) is looked at.
    pub fn admit(&mut self, site: &'static str, t: f64) -> Admit {
        let (start, seen) = self.0.entry(site).or_insert((t, 0));
        if !(0.0..WINDOW_MS).contains(&(t - *start)) {
            (*start, *seen) = (t, 0);
        }
        *seen = seen.saturating_add(1);
        match (*seen).cmp(&(MOST + 1)) {
            std::cmp::Ordering::Less => Admit::Yes,
            std::cmp::Ordering::Equal => Admit::FirstRefused,
            std::cmp::Ordering::Greater => Admit::No,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_cut_off_and_other_sites_are_not() {
        let mut flow = Flow::default();
        let admitted = (0..10_000)
            .filter(|i| flow.admit("a", f64::from(*i)) == Admit::Yes)
            .count();
        assert_eq!(admitted as u32, MOST);
        assert_eq!(flow.admit("b", 5_000.0), Admit::Yes);
        assert_eq!(flow.admit("a", 40_000.0), Admit::Yes, "a new window");
        assert_eq!(
            flow.admit("a", -5.0),
            Admit::Yes,
            "a clock set back starts a new window"
        );
    }
}
