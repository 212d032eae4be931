//! What a person may choose. Unknown or damaged values fall back to the default, one by one.

use serde::{Deserialize, Serialize};

use crate::energy::{Method, known_zone};

/// A person's choices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Interface language, for example `fr`; `None` follows the browser.
    pub language: Option<String>,
    /// Key of the energy method.
    pub method: Option<String>,
    /// Grid zone for carbon and water (ISO 3166-1 alpha-3, or `WOR`); `None` is that of each site's servers.
    pub zone: Option<String>,
    /// Today's tally is shown on chatbots' pages.
    pub pill: bool,
    /// The corner it stands in: 0 is the bottom right, 1 more is the left, 2 more the top; `None` is the end of the line
    /// at the bottom.
    pub corner: Option<u8>,
}

impl Settings {
    /// The chosen method, or the default.
    pub fn method(&self) -> Method {
        self.method
            .as_deref()
            .and_then(Method::from_key)
            .unwrap_or(Method::Calibrated)
    }

    /// These settings with the keys of `change` put in. Unknown keys and values are an error sentence.
    pub fn with(&self, change: &serde_json::Value) -> Result<Settings, String> {
        let mut next = self.clone();
        let fields = change
            .as_object()
            .ok_or("settings: expected an object such as {\"language\":\"fr\"}")?;
        for (key, value) in fields {
            match key.as_str() {
                "pill" => {
                    next.pill = value.as_bool().ok_or("settings.pill: expected true or false")?;
                    continue;
                }
                "corner" => {
                    let corner = value.as_u64().filter(|corner| *corner < 4);
                    next.corner = Some(corner.ok_or("settings.corner: expected a number from 0 to 3")? as u8);
                    continue;
                }
                _ => {}
            }
            let text = match value {
                serde_json::Value::Null => None,
                serde_json::Value::String(text) if text.len() <= 32 => Some(text.clone()),
                _ => return Err(format!("settings.{key}: expected a short string or null")),
            };
            match (key.as_str(), text) {
                ("language", text) => next.language = text,
                ("method", Some(key)) if Method::from_key(&key).is_none() => {
                    return Err(format!(
                        "settings.method: \"{key}\" is unknown; use calibrated, ecologits or study"
                    ));
                }
                ("method", text) => next.method = text,
                ("zone", Some(code)) if known_zone(&code).is_none() => {
                    return Err(format!(
                        "settings.zone: \"{code}\" is no zone; use a code such as FRA"
                    ));
                }
                ("zone", text) => next.zone = text,
                (other, _) => {
                    return Err(format!(
                        "settings: \"{other}\" is no setting; known are language, method, zone, pill and corner"
                    ));
                }
            }
        }
        Ok(next)
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
            .with(&json!({"pill": true, "corner": 3}))
            .expect("both are settings");
        assert!(on.pill && on.corner == Some(3));
        for wrong in [
            json!({"pill": "yes"}),
            json!({"pill": null}),
            json!({"corner": 4}),
            json!({"corner": -1}),
        ] {
            let why = on.with(&wrong).expect_err("no such choice");
            assert!(why.starts_with("settings."), "{why}");
        }
    }
}
