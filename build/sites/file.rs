//! The format of a site's file. Keys are explained in CONTRIBUTING.md.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    pub id: String,
    pub name: String,
    pub provider: String,
    pub access: Access,
    pub primary: Primary,
    pub replies: u16,
    /// A request for another reply cannot be told from a message: the page has to say which it was.
    #[serde(default)]
    pub again_looks_new: bool,
    pub hosts: Vec<String>,
    pub deny_paths: Vec<String>,
    pub conversations: Vec<String>,
    pub sends: Vec<SendFile>,
    pub page: PageFile,
    pub verified_on: String,
    pub confidence: Confidence,
    pub evidence: String,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    Install,
    Optional,
    SelfHosted,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Primary {
    Network,
    Page,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confidence {
    pub page: Grade,
    pub network: Grade,
}

/// A: seen in a recent page and in maintained code; B: one of these, or older; C: one source, or a guess.
#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    A,
    B,
    C,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendFile {
    pub name: String,
    pub method: String,
    #[serde(default)]
    pub hosts: Vec<String>,
    pub paths: Vec<String>,
    pub body: Body,
    pub cases: Vec<CaseFile>,
    #[serde(default)]
    pub text: Vec<String>,
    #[serde(default)]
    pub message_id: Vec<String>,
    pub message_id_is: Option<IdIs>,
    #[serde(default)]
    pub conversation: Vec<String>,
    #[serde(default)]
    pub model: Vec<String>,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    Json,
    Form,
    Multipart,
    Connect,
    Query,
    Frame,
}

/// What the id in a request names.
#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum IdIs {
    Fresh,
    Target,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    pub r#if: BTreeMap<String, Value>,
    pub kind: KindFile,
    /// `false` where, in this case, the request's id names no message of the person.
    #[serde(default = "yes")]
    pub names_message: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum KindFile {
    New,
    Edit,
    Regenerate,
    Continue,
    None,
}

impl KindFile {
    pub fn is_message(self) -> bool {
        matches!(self, KindFile::New | KindFile::Edit)
    }
}

/// What a page of the site looks like.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageFile {
    pub composer: String,
    pub send: String,
    pub streaming: String,
    pub stop: String,
    pub user: Vec<Selector>,
    pub user_id: String,
    pub user_id_sent: bool,
    pub user_text: Vec<String>,
    pub assistant: Vec<Selector>,
    pub assistant_text: Vec<String>,
    pub reasoning: Vec<String>,
    pub drop: Vec<String>,
    pub model: Vec<ModelFile>,
    pub quiet_ms: u32,
}

/// A selector and when pages were seen to fit it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selector {
    pub at: String,
    pub seen: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    pub at: String,
    pub attribute: String,
    pub r#in: Where,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    Reply,
    Page,
}
