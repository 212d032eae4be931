//! The format of a site's file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    /// Keys are explained in CONTRIBUTING.md.
    pub id: String,
    pub name: String,
    pub provider: String,
    pub hosts: Vec<String>,
    pub deny_paths: Vec<String>,
    pub conversations: Vec<String>,
    pub sends: Vec<SendFile>,
    pub page: PageFile,
    pub verified_on: String,
    pub confidence: String,
    pub evidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendFile {
    pub name: String,
    pub method: String,
    #[serde(default)]
    pub hosts: Vec<String>,
    pub paths: Vec<String>,
    pub body: String,
    pub cases: Vec<CaseFile>,
    #[serde(default)]
    pub text: Vec<String>,
    #[serde(default)]
    pub message_id: Vec<String>,
    #[serde(default)]
    pub conversation: Vec<String>,
    #[serde(default)]
    pub model: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    pub r#if: BTreeMap<String, Value>,
    pub kind: String,
}

/// What `content.js` is told about a page. It is passed on as it is.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PageFile {
    pub composer: String,
    pub send: String,
    pub streaming: String,
    pub stop: String,
    pub user: Vec<String>,
    pub user_id: String,
    pub user_text: Vec<String>,
    pub assistant: Vec<String>,
    pub assistant_text: Vec<String>,
    pub drop: Vec<String>,
    pub model: Vec<ModelFile>,
    pub quiet_ms: u32,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    pub at: String,
    pub attribute: String,
    pub r#in: String,
}
