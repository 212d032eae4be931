//! A period's sums as a page shows them: by the person's method, on the person's grid.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::courtesy::Category;
use crate::energy::{Method, Provider, Range, Usage, Zone, known_zone, led_minutes, provider};
use crate::ledger::{Priced, Tally};
use crate::named::Named;
use crate::observe;
use crate::settings::Settings;

/// The sums of a period as a page needs them.
#[derive(Debug, Serialize)]
pub struct Sums {
    /// Messages a person sent.
    pub messages: u64,
    /// Replies models were asked for.
    pub replies: u64,
    /// Courtesy phrases by category.
    pub courtesy: Map<String, Value>,
    /// All courtesy phrases.
    pub courtesy_total: u64,
    /// Messages that are nothing but courtesy.
    pub courtesy_only: u64,
    /// Energy, Wh.
    pub wh: Range,
    /// The same in minutes of a 5 W LED.
    pub led_minutes: Range,
    /// The part that courtesy-only messages caused, Wh.
    pub courtesy_only_wh: Range,
    /// The same in minutes of a 5 W LED.
    pub courtesy_only_led_minutes: Range,
    /// Carbon, grams of CO2 equivalent, on the chosen grid or on that of each site's servers.
    pub gco2e: Range,
    /// Water, millilitres, likewise.
    pub water_ml: Range,
}

/// How a person wants to see sums.
#[derive(Debug, Clone, Copy)]
pub struct Lens {
    /// The method.
    pub method: Method,
    /// The grid; that of each site's servers where absent.
    pub zone: Option<Zone>,
}

impl Lens {
    /// The person's choices.
    pub fn of(settings: &Settings) -> Lens {
        Lens {
            method: settings.method(),
            zone: settings.zone.as_deref().and_then(known_zone),
        }
    }

    /// A priced figure by this method, in whole units.
    pub fn wh(&self, priced: &Priced) -> Range {
        priced[self.method as usize].to_range()
    }

    /// The grid on which a site's servers are taken to be.
    pub fn zone_of(&self, site: &str) -> Option<Zone> {
        let home = observe::site(site).and_then(|site| provider(site.provider));
        self.zone
            .or_else(|| known_zone(home.unwrap_or(Provider::OTHER).zone()))
    }

    /// The sums of a tally; `sites` are its parts.
    pub fn sums(&self, tally: &Tally, sites: &Named<Tally>) -> Sums {
        let (mut gco2e, mut water_ml) = (Range::ZERO, Range::ZERO);
        for (site, part) in sites {
            let made = match self.method {
                Method::Ecologits => part.made.to_range(),
                Method::Calibrated | Method::Study => Range::ZERO,
            };
            let used = Usage {
                wh: self.wh(&part.wh),
                cooling_ml: self.wh(&part.cooling),
                made_gco2e: made,
            };
            if let Some(zone) = self.zone_of(site) {
                let impact = used.on(zone);
                gco2e += impact.gco2e;
                water_ml += impact.water_ml;
            }
        }
        let (wh, only) = (self.wh(&tally.wh), self.wh(&tally.courtesy_only_wh));
        Sums {
            messages: tally.messages,
            replies: tally.replies,
            courtesy: by_category(tally.courtesy),
            courtesy_total: tally.courtesy.iter().sum(),
            courtesy_only: tally.courtesy_only,
            wh,
            led_minutes: wh.map(led_minutes),
            courtesy_only_wh: only,
            courtesy_only_led_minutes: only.map(led_minutes),
            gco2e,
            water_ml,
        }
    }
}

/// Counts by the key of their category. Put in one by one: collecting would sort them, with a sort of its own in the core.
pub fn by_category(counts: [u64; 7]) -> Map<String, Value> {
    let mut map = Map::new();
    for (category, count) in Category::ALL.iter().zip(counts) {
        map.insert(category.key().to_owned(), count.into());
    }
    map
}
