//! The extension without access to any page: what a page does without Merciwatt is measured beside it.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::durable::copy;
use super::run::launch;
use crate::browser::{Kind, Launch};
use crate::stage::Stage;

/// Everything in the manifest that reaches into pages.
const REACH: [&str; 3] = ["content_scripts", "host_permissions", "optional_host_permissions"];

/// How to start the same browser with an extension that reaches no page. It lies in `folder`.
pub fn launch_bare(dist: &Path, kind: Kind, stage: &Stage, folder: &Path) -> Result<Launch> {
    let bare = folder.join("bare");
    copy(&dist.join(kind.dist()), &bare)?;
    let path = bare.join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
    if let Some(manifest) = manifest.as_object_mut() {
        manifest.retain(|key, _| !REACH.contains(&key.as_str()));
    }
    fs::write(&path, manifest.to_string())?;
    Ok(Launch {
        extension: bare,
        ..launch(dist, kind, stage, folder)
    })
}
