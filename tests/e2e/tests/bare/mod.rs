//! A stage and a browser with an extension that does nothing, for what the pages themselves do.

use std::path::Path;

use e2e::browser::{Browser, Kind, Launch};
use e2e::stage::Stage;
use serde_json::json;

/// A stage, and a browser on it. The folder holds the profile and goes when it is dropped.
pub async fn launched(kind: Kind) -> (Stage, Browser, tempfile::TempDir) {
    let stage = Stage::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let extension = folder.path().join("extension");
    write_extension(kind, &extension);
    let launch = Launch {
        kind,
        extension,
        tls_port: stage.tls_port(),
        http_port: stage.http_port(),
        headless: true,
        profile: folder.path().join("profile"),
        dark: false,
        window: (1200, 800),
        program: None,
    };
    let browser = Browser::launch(&launch).await.unwrap();
    (stage, browser, folder)
}

const BACKGROUND: &str =
    "chrome.runtime.onMessage.addListener((_, __, answer) => { answer({ pong: true }); });";

fn write_extension(kind: Kind, folder: &Path) {
    let mut manifest = json!({ "manifest_version": 3, "name": "Nothing", "version": "1", "action": {} });
    match kind {
        Kind::Chromium => manifest["background"] = json!({ "service_worker": "background.js" }),
        Kind::Firefox => {
            manifest["background"] = json!({ "scripts": ["background.js"] });
            manifest["browser_specific_settings"] = json!({ "gecko": { "id": "nothing@merciwatt.example" } });
        }
    }
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("manifest.json"), manifest.to_string()).unwrap();
    std::fs::write(folder.join("background.js"), BACKGROUND).unwrap();
    std::fs::write(folder.join("popup.html"), "<!doctype html><p>Nothing").unwrap();
}
