//! A bound on work: a page may send as fast as it likes, Merciwatt looks at no more than a person could send.

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

/// What a site sent in its current window.
#[derive(Debug)]
struct Window {
    site: &'static str,
    start: f64,
    seen: u32,
    /// The browser's numbers of the requests that were looked at, [`MOST`] at most.
    admitted: Vec<String>,
}

/// What each site sent in its current window. It is lost when the worker stops, which a flood prevents.
#[derive(Debug, Default)]
pub struct Flow(Vec<Window>);

impl Flow {
    /// Whether this request of this site at this moment (milliseconds) is looked at.
    pub fn admit(&mut self, site: &'static str, request: &str, t: f64) -> Admit {
        let open = |window: &Window| window.site != site || (0.0..WINDOW_MS).contains(&(t - window.start));
        self.0.retain(open);
        let known = self.0.iter().position(|window| window.site == site);
        let index = known.unwrap_or_else(|| {
            self.0.push(Window {
                site,
                start: t,
                seen: 0,
                admitted: Vec::new(),
            });
            self.0.len() - 1
        });
        let window = &mut self.0[index];
        window.seen = window.seen.saturating_add(1);
        match window.seen.cmp(&(MOST + 1)) {
            std::cmp::Ordering::Less => {
                window.admitted.push(request.to_owned());
                Admit::Yes
            }
            std::cmp::Ordering::Equal => Admit::FirstRefused,
            std::cmp::Ordering::Greater => Admit::No,
        }
    }

    /// Whether the end of a request is worth a look in the store: not if it belongs to a flood that was refused.
    pub fn concerns(&self, site: &str, request: &str) -> bool {
        let window = self.0.iter().find(|window| window.site == site);
        window.is_none_or(|window| {
            window.seen <= MOST || window.admitted.iter().any(|admitted| admitted == request)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_cut_off_and_other_sites_are_not() {
        let mut flow = Flow::default();
        let admitted = (0..10_000)
            .filter(|i| flow.admit("a", &i.to_string(), f64::from(*i)) == Admit::Yes)
            .count();
        assert_eq!(admitted as u32, MOST);
        assert!(flow.concerns("a", "119") && !flow.concerns("a", "120") && flow.concerns("b", "120"));
        assert_eq!(flow.admit("b", "1", 5_000.0), Admit::Yes);
        assert_eq!(flow.admit("a", "1", 40_000.0), Admit::Yes, "a new window");
        assert_eq!(
            flow.admit("a", "1", -5.0),
            Admit::Yes,
            "a clock set back starts a new window"
        );
    }
}
