//! What a school has set for the browsers it looks after.
//!
//! An administrator's file can name five keys, and no other is read. Each chooses how figures are shown or makes Merciwatt
//! do less: count on fewer sites, keep for a shorter time, leave parts out. There is no key by which it would count on a
//! site the person has not allowed, keep longer, or show or send a figure to anybody; `tests/policy.rs` tries.

use serde::Serialize;
use serde_json::Value;

use crate::observe;
use crate::settings::{Settings, days_kept};

/// Parts of the extension that can be switched off.
pub const PARTS: [&str; 3] = ["pill", "import", "class"];

/// A school's choices. A value that is not as it should be is left out and told in a sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Language of the pages while the person has chosen none.
    pub language: Option<String>,
    /// Key of the energy method, in place of the person's choice.
    pub method: Option<String>,
    /// The longest that messages and days are kept; a person may choose a shorter time.
    pub keep: Option<String>,
    /// Keys of the sites that may be counted; `None` is all that the person allows.
    pub sites: Option<Vec<String>>,
    /// Of [`PARTS`], those that are switched off.
    pub off: Vec<String>,
    /// What could not be used, a sentence each, for the administrator.
    pub wrong: Vec<String>,
}

impl Policy {
    /// Reads what an administrator has set, an object; nothing where nobody has set anything.
    pub fn read(managed: &Value) -> Policy {
        let mut policy = Policy::default();
        // Language, method and time are checked where a person's choice is.
        let mut chosen = Settings::default();
        let fields = match managed {
            Value::Object(fields) => fields,
            Value::Null => return policy,
            _ => {
                policy
                    .wrong
                    .push("expected an object such as {\"off\":[\"pill\"]}".into());
                return policy;
            }
        };
        for (key, value) in fields {
            match key.as_str() {
                "language" | "method" | "keep" => {
                    if let Err(why) = chosen.set_word(key, value) {
                        policy.wrong.push(why.trim_start_matches("settings.").to_owned());
                    }
                }
                "sites" => policy.sites = policy.names(key, value, |name| observe::site(name).is_some()),
                "off" => {
                    let off = policy.names(key, value, |name| PARTS.contains(&name));
                    policy.off = off.unwrap_or_default();
                }
                _ => policy.wrong.push(format!(
                    "\"{key}\" is not known; known are language, method, keep, sites and off"
                )),
            }
        }
        (policy.language, policy.method, policy.keep) = (chosen.language, chosen.method, chosen.keep);
        policy
    }

    /// A list of names, without those that are not known. A list of unknown sites alone is an empty list, and not all
    /// sites: a mistake must not let more be counted.
    fn names(&mut self, key: &str, value: &Value, known: fn(&str) -> bool) -> Option<Vec<String>> {
        let Some(items) = value.as_array() else {
            if !value.is_null() {
                self.wrong.push(format!("{key}: expected a list of words"));
            }
            return None;
        };
        let mut names = Vec::new();
        for (at, item) in (1_u32..).zip(items) {
            match item.as_str().filter(|name| known(name)) {
                Some(name) => names.push(name.to_owned()),
                None => self
                    .wrong
                    .push(format!("{key}: entry {at} is no name that is known here")),
            }
        }
        Some(names)
    }

    /// Whether anything was set, rightly or wrongly.
    pub fn is_set(&self) -> bool {
        *self != Policy::default()
    }

    /// Whether this site may be counted, if the person allows it.
    pub fn counts(&self, site: &str) -> bool {
        let listed = |sites: &Vec<String>| sites.iter().any(|known| known == site);
        self.sites.as_ref().is_none_or(listed)
    }

    /// Whether this part is switched off, one of [`PARTS`].
    pub fn is_off(&self, part: &str) -> bool {
        self.off.iter().any(|off| off == part)
    }

    /// Whether a change of the person's, which has led to these settings, is not theirs to make here.
    pub fn refuses(&self, change: &Value, next: &Settings) -> bool {
        let held = next.under(self);
        let changed = |key: &str, same: bool| !change[key].is_null() && !same;
        changed("method", held.method == next.method)
            || changed("keep", held.keep == next.keep)
            || changed("pill", held.pill == next.pill)
    }
}

impl Settings {
    /// These choices as they hold under a school's: what pages are told and the core goes by. It is never stored.
    pub fn under(&self, policy: &Policy) -> Settings {
        let mut held = self.clone();
        let Policy {
            language,
            method,
            keep,
            ..
        } = policy;
        held.language = held.language.or(language.clone());
        held.method = method.clone().or(held.method);
        let (longest, own) = (days_kept(keep.as_deref()), days_kept(held.keep.as_deref()));
        if longest.is_some_and(|longest| own.is_none_or(|own| longest < own)) {
            held.keep = keep.clone();
        }
        held.pill &= !policy.is_off("pill");
        held.school = policy.is_set().then(|| policy.clone());
        held
    }
}
