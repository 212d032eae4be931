//! Chromium: its arguments, the id it gives an unpacked folder, and stopping the service worker.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use thirtyfour::prelude::*;

use super::{Launch, common, driver, quiet};

/// What ChromeDriver is asked for.
pub fn capabilities(launch: &Launch) -> Result<Value> {
    let extension = std::fs::canonicalize(&launch.extension)?;
    let mut args = vec![
        format!("--user-data-dir={}", launch.profile.display()),
        format!("--load-extension={}", extension.display()),
        format!(
            "--host-resolver-rules=MAP *:443 127.0.0.1:{}, MAP *:80 127.0.0.1:{}, MAP * 127.0.0.1:{}, EXCLUDE 127.0.0.1",
            launch.tls_port, launch.http_port, launch.tls_port
        ),
        format!("--window-size={},{}", launch.window.0, launch.window.1),
    ];
    args.extend(quiet::chromium_args());
    let flags = [
        "--no-default-browser-check",
        "--password-store=basic",
        "about:blank",
    ];
    args.extend(flags.map(str::to_owned));
    // Chromium's own sandbox refuses to run as root.
    if is_root() {
        args.push("--no-sandbox".into());
    }
    if launch.headless {
        args.push("--headless=new".into());
    }
    if launch.dark {
        args.push("--force-dark-mode".into());
    }
    let mut prefs = quiet::chromium_prefs();
    prefs["extensions"]["settings"][extension_id(&extension)] = said_yes_before(&extension)?;
    // Else an unpacked extension that is loaded again stays switched off.
    prefs["extensions"]["ui"] = json!({ "developer_mode": true });
    let binary = driver::find(&["chromium", "chromium-browser"])?;
    let mut caps = common();
    caps["browserName"] = "chrome".into();
    caps["goog:chromeOptions"] = json!({
        "binary": binary, "args": args,
        "excludeSwitches": ["enable-automation"],
        "prefs": prefs
    });
    Ok(caps)
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|meta| std::os::unix::fs::MetadataExt::uid(&meta) == 0)
}

/// The address of an unpacked extension without a key: its id is made from the folder's path.
pub fn extension_base(extension: &Path) -> Result<String> {
    Ok(format!("chrome-extension://{}/", id_of(extension)?))
}

/// The id Chromium gives this unpacked folder.
pub fn id_of(extension: &Path) -> Result<String> {
    Ok(extension_id(&std::fs::canonicalize(extension)?))
}

fn extension_id(path: &Path) -> String {
    let digest = Sha256::digest(path.to_string_lossy().as_bytes());
    let halves = digest.iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| char::from(b'a' + half)).collect()
}

/// What Chromium remembers of a person who has allowed the optional hosts before: it then grants them again without its
/// dialogue, which no test can answer. The extension still has to ask, at a click.
fn said_yes_before(extension: &Path) -> Result<Value> {
    let manifest: Value = serde_json::from_str(&std::fs::read_to_string(extension.join("manifest.json"))?)?;
    let hosts = json!({
        "api": ["notifications"], "manifest_permissions": [], "scriptable_host": [],
        "explicit_host": manifest["optional_host_permissions"].as_array().cloned().unwrap_or_default()
    });
    Ok(json!({"granted_permissions": hosts, "runtime_granted_permissions": hosts}))
}

/// Takes back that the last session ended in a crash. Chromium would open its start page in a further tab, beside the
/// one ChromeDriver has just taken hold of. What sites and extensions stored is not touched.
pub fn forget_the_crash(profile: &Path) -> Result<()> {
    let file = profile.join("Default/Preferences");
    // It is written some seconds after the start: a browser that was cut off sooner has nothing to forget.
    let Ok(text) = std::fs::read_to_string(&file) else {
        return Ok(());
    };
    let mut preferences: Value = serde_json::from_str(&text)?;
    preferences["profile"]["exit_type"] = "Normal".into();
    std::fs::write(&file, preferences.to_string())?;
    Ok(())
}

/// Stops every service worker, as idling does. The current tab must be one of the extension's pages.
pub async fn stop_worker(driver: &WebDriver) -> Result<()> {
    for command in [
        "ServiceWorker.enable",
        "ServiceWorker.stopAllWorkers",
        "ServiceWorker.disable",
    ] {
        driver.cdp().send_raw(command, json!({})).await?;
    }
    Ok(())
}
