//! What a person may choose. Unknown or damaged values fall back to the default, one by one.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::energy::{Method, known_zone};
use crate::ledger::Tally;
use crate::policy::Policy;
use crate::week::days_before;

/// A person's choices. Where one of a few words is stored, none stands for the default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Interface language, for example `fr`; `None` follows the browser.
    #[serde(deserialize_with = "or_none")]
    pub language: Option<String>,
    /// Key of the energy method.
    #[serde(deserialize_with = "or_none")]
    pub method: Option<String>,
    /// Grid zone for carbon and water (ISO 3166-1 alpha-3, or `WOR`); `None` is that of each site's servers.
    #[serde(deserialize_with = "or_none")]
    pub zone: Option<String>,
    /// The figure that leads: minutes of a LED, watt-hours, carbon or water.
    #[serde(deserialize_with = "or_none")]
    pub unit: Option<String>,
    /// The day weeks begin on; `None` is that of the language's region.
    #[serde(deserialize_with = "or_none")]
    pub week_start: Option<String>,
    /// What stands on the button.
    #[serde(deserialize_with = "or_none")]
    pub badge: Option<String>,
    /// Light or dark; `None` follows the system.
    #[serde(deserialize_with = "or_none")]
    pub look: Option<String>,
    /// How long messages and days are kept; `None` is for ever.
    #[serde(deserialize_with = "or_none")]
    pub keep: Option<String>,
    /// Whether the button says that a summary waits to be read; `None` is yes.
    #[serde(deserialize_with = "or_none")]
    pub dot: Option<bool>,
    /// Whether pages of chatbots show the day's tally.
    #[serde(deserialize_with = "or_none")]
    pub pill: bool,
    /// Nothing is counted until the person goes on: somebody else uses this computer, or they want a rest.
    #[serde(deserialize_with = "or_none")]
    pub paused: bool,
    /// The corner it stands in: 0 is the bottom right, 1 more is the left, 2 more the top; `None` is the end of the line
    /// at the bottom.
    #[serde(deserialize_with = "or_none")]
    pub corner: Option<u8>,
    /// The weekly aim, and those before it, oldest first: a week is held to the aim of its own time.
    #[serde(deserialize_with = "or_none")]
    pub aims: Vec<Aim>,
    /// What a school has set, in choices as they hold under it ([`Settings::under`]); stored ones have none.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub school: Option<Policy>,
}

/// What a person sets out to do in a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aim {
    /// The day since when.
    pub from: String,
    /// What is counted.
    pub of: Counted,
    /// At most so many; `None` where the person gave the aim up.
    pub most: Option<u32>,
}

/// What an aim counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// All messages.
    Messages,
    /// Messages that are nothing but courtesy.
    CourtesyOnly,
}

/// What stands on the button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Badge {
    /// Today's messages.
    Today,
    /// This week's messages.
    Week,
    /// Today's messages that are nothing but courtesy.
    CourtesyOnly,
    /// No number.
    Nothing,
}

const METHODS: &str = "calibrated, ecologits, study";
const UNITS: &str = "led, wh, gco2e, water";
const STARTS: &str = "monday, sunday, saturday";
const BADGES: &str = "today, week, courtesy_only, none";
const LOOKS: &str = "light, dark";
const KEEPS: &str = "3_years, 1_year, 90_days";

/// The largest aim that can be set, and how many past ones are remembered.
const MOST: u64 = 99_999;
const AIMS: usize = 60;

/// Days that a choice of how long to keep means; `None` is for ever.
pub fn days_kept(keep: Option<&str>) -> Option<u64> {
    let days = match keep? {
        "3_years" => 3 * 365 + 1,
        "1_year" => 366,
        "90_days" => 90,
        _ => return None,
    };
    Some(days)
}

/// What is not as it should be counts as not chosen.
fn or_none<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(stored: D) -> Result<T, D::Error> {
    Ok(T::deserialize(stored).unwrap_or_default())
}

impl Counted {
    /// So many of a period's.
    pub fn count(self, tally: &Tally) -> u64 {
        match self {
            Counted::Messages => tally.messages,
            Counted::CourtesyOnly => tally.courtesy_only,
        }
    }
}

impl Settings {
    /// The chosen method, or the default.
    pub fn method(&self) -> Method {
        self.method
            .as_deref()
            .and_then(Method::from_key)
            .unwrap_or(Method::Calibrated)
    }

    /// The chosen first day of weeks.
    pub fn week_start(&self) -> Option<Weekday> {
        match self.week_start.as_deref()? {
            "monday" => Some(Weekday::Mon),
            "sunday" => Some(Weekday::Sun),
            "saturday" => Some(Weekday::Sat),
            _ => None,
        }
    }

    /// What stands on the button.
    pub fn badge(&self) -> Badge {
        match self.badge.as_deref() {
            Some("week") => Badge::Week,
            Some("courtesy_only") => Badge::CourtesyOnly,
            Some("none") => Badge::Nothing,
            _ => Badge::Today,
        }
    }

    /// Whether the button says that a summary waits to be read.
    pub fn dot(&self) -> bool {
        self.dot != Some(false)
    }

    /// The first day that is kept, where not all are. Never a day too early, leap years and all; and no day goes before
    /// the summary of its week is stored: `closed` is the first day without one.
    pub fn first_kept(&self, today: NaiveDate, closed: NaiveDate) -> Option<NaiveDate> {
        let days = days_kept(self.keep.as_deref())?;
        Some(days_before(today, days).min(closed))
    }

    /// The aim that held on this day.
    pub fn aim_on(&self, day: &str) -> Option<&Aim> {
        let aims = self.aims.iter().rev();
        let mut known = aims.skip_while(|aim| aim.from.as_str() > day);
        known.next().filter(|aim| aim.most.is_some())
    }

    /// These settings with the keys of `change` put in. Unknown keys and values are an error sentence. `today` is since
    /// when an aim holds.
    pub fn with(&self, change: &Value, today: &str) -> Result<Settings, String> {
        let mut next = self.clone();
        let fields = change
            .as_object()
            .ok_or("settings: expected an object such as {\"language\":\"fr\"}")?;
        for (key, value) in fields {
            match key.as_str() {
                "dot" => next.dot = truth(key, value)?,
                "pill" => next.pill = truth(key, value)? == Some(true),
                "paused" => next.paused = truth(key, value)? == Some(true),
                "corner" => {
                    let corner = value.as_u64().filter(|corner| *corner < 4);
                    next.corner = Some(corner.ok_or("settings.corner: expected a number from 0 to 3")? as u8);
                }
                "aim" => next.set_aim(value, today)?,
                _ => next.set_word(key, value)?,
            }
        }
        Ok(next)
    }

    pub(crate) fn set_word(&mut self, key: &str, value: &Value) -> Result<(), String> {
        let text = match value {
            Value::Null => None,
            Value::String(text) if text.len() <= 32 => Some(text.clone()),
            _ => return Err(format!("settings.{key}: expected a short string or null")),
        };
        let (place, words) = match key {
            "language" => (&mut self.language, ""),
            "zone" => (&mut self.zone, ""),
            "method" => (&mut self.method, METHODS),
            "unit" => (&mut self.unit, UNITS),
            "week_start" => (&mut self.week_start, STARTS),
            "badge" => (&mut self.badge, BADGES),
            "look" => (&mut self.look, LOOKS),
            "keep" => (&mut self.keep, KEEPS),
            _ => {
                return Err(format!(
                    "settings: \"{key}\" is no setting; known are language, method, zone, unit, week_start, badge, look, \
                     keep, dot, pill, paused, corner and aim"
                ));
            }
        };
        if let Some(text) = &text {
            if key == "zone" && known_zone(text).is_none() {
                return Err(format!(
                    "settings.zone: \"{text}\" is no zone; use a code such as FRA"
                ));
            }
            if !words.is_empty() && !words.split(", ").any(|word| word == text) {
                return Err(format!(
                    "settings.{key}: \"{text}\" is unknown; use one of {words} or null"
                ));
            }
        }
        *place = text;
        Ok(())
    }

    fn set_aim(&mut self, value: &Value, today: &str) -> Result<(), String> {
        let last = self.aims.last();
        let (of, most) = match (value["of"].as_str(), value["most"].as_u64()) {
            _ if value.is_null() => (last.map_or(Counted::Messages, |aim| aim.of), None),
            (Some("messages"), Some(most)) if most <= MOST => (Counted::Messages, Some(most as u32)),
            (Some("courtesy_only"), Some(most)) if most <= MOST => (Counted::CourtesyOnly, Some(most as u32)),
            _ => {
                return Err(format!(
                    "settings.aim: expected null or an object such as {{\"of\":\"messages\",\"most\":40}}, of messages or \
                     courtesy_only, and most a whole number up to {MOST}"
                ));
            }
        };
        // Of one day the last word counts; an earlier day's aim stays for the weeks it held in.
        self.aims.retain(|aim| aim.from.as_str() < today);
        let over = (self.aims.len() + 1).saturating_sub(AIMS);
        self.aims.drain(..over);
        self.aims.push(Aim {
            from: today.to_owned(),
            of,
            most,
        });
        Ok(())
    }
}

fn truth(key: &str, value: &Value) -> Result<Option<bool>, String> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(truth) => Ok(Some(*truth)),
        _ => Err(format!("settings.{key}: expected true, false or null")),
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;
    use serde_json::json;

    #[test]
    fn the_tally_on_pages_is_off_until_it_is_wanted() {
        let first = Settings::default();
        assert!(!first.pill && first.corner.is_none());
        let on = first
            .with(&json!({"pill": true, "corner": 3}), "2026-11-27")
            .expect("both are settings");
        assert!(on.pill && on.corner == Some(3));
        // None is the usual, as for every choice.
        assert!(
            !on.with(&json!({"pill": null}), "2026-11-27")
                .expect("the usual")
                .pill
        );
        for wrong in [
            json!({"pill": "yes"}),
            json!({"corner": 4}),
            json!({"corner": -1}),
        ] {
            let why = on.with(&wrong, "2026-11-27").expect_err("no such choice");
            assert!(why.starts_with("settings."), "{why}");
        }
    }
}
