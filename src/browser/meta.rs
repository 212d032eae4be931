//! The one stored record of everything that is not a message, a day or a week.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::health::Health;
use crate::join::OpenSends;
use crate::ledger::{Repricing, Row, SCHEMA, Salt, sums_version};
use crate::named::Named;
use crate::observe::rule::Site;
use crate::observe::{self, AddedHosts};
use crate::policy::Policy;
use crate::record;
use crate::settings::Settings;

/// That record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Meta {
    name: String,
    /// Version of the store that wrote it.
    pub schema: u32,
    /// This installation's secret.
    pub salt: Salt,
    /// The person's choices.
    #[serde(default)]
    pub settings: Settings,
    /// Sends whose end is not known yet.
    #[serde(default)]
    pub open: OpenSends,
    /// Hosts the person added for software that people host themselves.
    #[serde(default)]
    pub hosts: AddedHosts,
    /// How the last sends of each site went, by site key.
    #[serde(default)]
    pub health: Named<Health>,
    /// First day that is in no stored summary yet.
    #[serde(default)]
    pub weeks_closed_before: Option<String>,
    /// Last day of the week that ran when the day weeks begin on was changed.
    #[serde(default)]
    pub week_until: Option<String>,
    /// A week's summary was stored and nobody has looked at the summaries since.
    #[serde(default)]
    pub summary_waits: bool,
    /// What all stored days are known to be summed with ([`sums_version`]).
    #[serde(default)]
    pub sums: String,
    /// A run through the days that were summed with something else, or what it changed until the person has read it.
    #[serde(default)]
    pub repricing: Option<Repricing>,
    /// An import that is being written or taken away.
    #[serde(default)]
    pub importing: Option<Importing>,
    /// The imports there are.
    #[serde(default)]
    pub imports: Vec<Import>,
    /// The awareness week that the person takes part in.
    #[serde(default)]
    pub class: Option<Joined>,
    /// What a school has set; never stored.
    #[serde(skip)]
    pub policy: Rc<Policy>,
}

/// An awareness week that the person said yes to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Joined {
    /// The invitation.
    pub plan: String,
    /// The person's random number in this plan, hexadecimal.
    pub pupil: String,
    /// The day of the yes.
    pub day: String,
    /// It was handed in.
    pub handed_in: bool,
}

/// Rows that are stored and in no sum: an import before its last step, or one on its way out. Where nobody works on it any
/// more, the rows are taken out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Importing {
    /// The rows' mark.
    pub id: u32,
    /// First day that may have such rows.
    pub first: String,
    /// The last one.
    pub last: String,
    /// The rows are counted, and are being taken away with their share of the sums.
    pub counted: bool,
}

/// What an import brought.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Import {
    /// The mark of its rows.
    pub id: u32,
    /// When, milliseconds since 1970, UTC.
    pub t: f64,
    /// First day.
    pub first: String,
    /// Last day.
    pub last: String,
    /// Messages that it added.
    pub messages: u64,
    /// Keys of the sites.
    pub sites: Vec<String>,
}

impl Meta {
    /// The record of a new store.
    pub fn new(salt: Salt) -> Meta {
        Meta {
            name: "core".into(),
            schema: SCHEMA,
            salt,
            settings: Settings::default(),
            open: OpenSends::default(),
            hosts: AddedHosts::new(),
            health: Named::new(),
            weeks_closed_before: None,
            week_until: None,
            summary_waits: false,
            sums: sums_version(),
            repricing: None,
            importing: None,
            imports: Vec::new(),
            class: None,
            policy: Rc::default(),
        }
    }

    /// The person's choices as they hold under a school's.
    pub fn chosen(&self) -> Settings {
        self.settings.under(&self.policy)
    }

    /// The site of a page's address, if it may be counted.
    pub fn site_of(&self, address: &str) -> Option<&'static Site> {
        observe::site_of(address, &self.hosts).filter(|site| self.policy.counts(site.id))
    }

    /// The mark of the next import.
    pub fn next_import(&self) -> u32 {
        self.imports.iter().map(|import| import.id).max().unwrap_or(0) + 1
    }

    /// The same without what is under way: a backup holds none of it.
    pub fn at_rest(&self) -> Meta {
        Meta {
            schema: SCHEMA,
            open: OpenSends::default(),
            importing: None,
            ..self.clone()
        }
    }

    /// What of a damaged record can be read, field by field.
    pub fn salvaged(fields: &Map<String, Value>, salt: Salt) -> Meta {
        let mut good = serde_json::to_value(Meta::new(salt)).unwrap_or_default();
        for (key, value) in fields {
            let mut with = good.clone();
            with[key] = value.clone();
            if record::read::<Meta>(with.clone()).is_ok() {
                good = with;
            }
        }
        good["schema"] = SCHEMA.into();
        good["name"] = "core".into();
        record::read(good).unwrap_or_else(|_| Meta::new(salt))
    }

    /// Forgets what tells of the person: all but choices, hosts and what an import is at. The aim is no choice of a shared
    /// computer.
    pub fn erase(&mut self, salt: Salt) {
        let new = Meta::new(salt);
        let old = std::mem::replace(self, new);
        self.settings = old.settings;
        self.settings.aims.clear();
        self.hosts = old.hosts;
        self.importing = old.importing;
        self.policy = old.policy;
    }

    /// Whether a stored row is in no sum yet.
    pub fn is_staged(&self, row: &Row) -> bool {
        let staged = self.importing.as_ref().filter(|run| !run.counted);
        staged.is_some_and(|run| row.import == Some(run.id))
    }
}
