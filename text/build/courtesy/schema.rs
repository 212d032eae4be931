//! The shape of a file in `data/courtesy`; unknown keys are refused.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Forms, or the name of a list after `@`.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
pub enum Forms {
    Named(String),
    Listed(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    pub language: String,
    #[serde(rename = "name")]
    _name: String,
    #[serde(default, rename = "notes")]
    _notes: Vec<String>,
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<String>>,
    pub phrases: Vec<Phrase>,
    #[serde(default)]
    pub not_courtesy: Vec<Phrase>,
    #[serde(default)]
    pub leads: Vec<String>,
    #[serde(default)]
    pub masks: Masks,
    #[serde(default)]
    pub rest: Rest,
    pub must_count: serde_json::Value,
    pub must_not_count: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    pub category: Option<String>,
    pub forms: Vec<String>,
    pub grow_before: Option<Forms>,
    pub grow_after: Option<Forms>,
    #[serde(default)]
    pub only: Vec<Condition>,
    #[serde(default)]
    pub unless: Vec<Condition>,
    #[serde(rename = "why")]
    _why: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub before: Option<Forms>,
    pub after: Option<Forms>,
    pub earlier: Option<Forms>,
    pub later: Option<Forms>,
    #[serde(default)]
    pub at: Vec<String>,
    #[serde(default)]
    pub written: Vec<String>,
    #[serde(rename = "why")]
    _why: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Masks {
    pub hand_over: Vec<String>,
    pub introduces: Vec<String>,
    pub salutations: Vec<String>,
    pub letter_greetings: Vec<String>,
    pub sign_offs: Vec<String>,
    pub mention_tails: Vec<String>,
    pub resumes: Vec<String>,
    pub speakers: Vec<String>,
    pub hand_over_at_once: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Rest {
    pub fillers: Vec<String>,
    pub reports: Vec<String>,
    pub vocatives: Vec<String>,
    pub accepting: Vec<String>,
    pub complements: Vec<Complement>,
    pub stops: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Complement {
    pub of: Vec<String>,
    pub opens: Vec<String>,
    #[serde(default)]
    pub apart: bool,
    pub words: u8,
    #[serde(rename = "why")]
    _why: Option<String>,
}
