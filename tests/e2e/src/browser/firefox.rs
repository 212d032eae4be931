//! Firefox: its preferences, installing the folder as a temporary add-on, and stopping the event page.

use std::path::Path;

use anyhow::{Context, Result};
use http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::extensions::addons::firefox::FirefoxTools;
use thirtyfour::prelude::*;
use thirtyfour::{RequestData, SessionId};

use super::{Launch, common, driver, quiet};

/// The address Firefox gives the add-on, fixed so that pages can be opened by name.
const UUID: &str = "6d657263-6977-4174-9477-6f7274686974";

/// What geckodriver is asked for.
pub fn capabilities(launch: &Launch) -> Result<Value> {
    let id = gecko_id(&launch.extension)?;
    let mut prefs = json!({
        "extensions.webextensions.uuids": json!({ id: UUID }).to_string(),
        "network.dns.forceResolve": "127.0.0.1",
        "network.socket.forcePort": format!("443={};80={}", launch.tls_port, launch.http_port),
        "extensions.openPopupWithoutUserGesture.enabled": true,
        // The person says yes when the extension asks for a site: no test can press the browser's own button.
        "extensions.webextOptionalPermissionPrompts": false,
        // A temporary add-on keeps its data when the same profile starts again.
        "extensions.webextensions.keepStorageOnUninstall": true,
        "extensions.webextensions.keepUuidOnUninstall": true,
        "layout.css.prefers-color-scheme.content-override": if launch.dark { 0 } else { 1 },
        "ui.systemUsesDarkTheme": i32::from(launch.dark),
    });
    let own = prefs.as_object_mut().context("preferences are an object")?;
    own.extend(quiet::firefox_prefs().as_object().cloned().unwrap_or_default());

    let mut args = vec!["-profile".to_owned(), launch.profile.display().to_string()];
    args.extend([
        format!("--width={}", launch.window.0),
        format!("--height={}", launch.window.1),
    ]);
    if launch.headless {
        args.push("-headless".into());
    }
    let program = match &launch.program {
        Some(program) => program.clone(),
        None => driver::find(&["firefox-esr", "firefox"])?,
    };
    let mut caps = common();
    caps["browserName"] = "firefox".into();
    caps["moz:firefoxOptions"] = json!({
        "binary": program, "args": args, "prefs": prefs
    });
    Ok(caps)
}

/// The id that the manifest gives the add-on.
pub fn gecko_id(extension: &Path) -> Result<String> {
    let text = std::fs::read_to_string(extension.join("manifest.json"))?;
    let manifest: Value = serde_json::from_str(&text)?;
    let id = manifest["browser_specific_settings"]["gecko"]["id"].as_str();
    Ok(id.context("the Firefox manifest has no gecko id")?.to_owned())
}

/// Installs the unpacked folder and gives back the address of its pages.
pub async fn install(driver: &WebDriver, extension: &Path) -> Result<String> {
    let path = std::fs::canonicalize(extension)?;
    FirefoxTools::new(driver.handle().clone())
        .install_addon(&path.to_string_lossy(), Some(true))
        .await?;
    Ok(format!("moz-extension://{UUID}/"))
}

/// Stops the event page, as idling does.
pub async fn stop_background(driver: &WebDriver, extension: &Path) -> Result<()> {
    let id = gecko_id(extension)?;
    in_chrome(
        driver,
        "const done = arguments[1]; WebExtensionPolicy.getByID(arguments[0]).extension
         .terminateBackground({ignoreDevToolsAttached: true, disableResetIdleForTest: true})
         .then(() => done(true), e => done(String(e)));",
        vec![id.into()],
    )
    .await?;
    Ok(())
}

/// Runs a script with the browser's own rights.
pub async fn in_chrome(driver: &WebDriver, script: &str, args: Vec<Value>) -> Result<Value> {
    driver.handle().cmd(SetContext("chrome")).await?;
    let answer = driver.execute_async(script, args).await;
    driver.handle().cmd(SetContext("content")).await?;
    Ok(answer?.json().clone())
}

/// geckodriver's own command that says whose rights scripts run with.
#[derive(Debug)]
struct SetContext(&'static str);

impl FormatRequestData for SetContext {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("/session/{session}/moz/context"))
            .add_body(json!({ "context": self.0 }))
    }
}
