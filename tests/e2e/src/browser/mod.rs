//! A real browser with the extension, driven as a person would: keys and clicks go through WebDriver, the extension's
//! own page stays open in a control tab. Nothing here retries what a scenario does; only the start of a session is
//! proved by a readiness answer, and every relaunch is printed.

mod chromium;
mod driver;
mod firefox;
mod hand;
mod quiet;
mod school;
mod session;
mod weigh;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use driver::Driver;
pub use school::School;
pub use weigh::Weight;

/// The browsers that must both pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, for Chrome and Edge.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Kind {
    /// Both.
    pub const ALL: [Kind; 2] = [Kind::Chromium, Kind::Firefox];

    /// Its name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Chromium => "chromium",
            Kind::Firefox => "firefox",
        }
    }

    /// Its folder in `dist/`.
    pub fn dist(self) -> &'static str {
        match self {
            Kind::Chromium => "chrome",
            Kind::Firefox => "firefox",
        }
    }
}

/// How to start a browser.
#[derive(Debug, Clone)]
pub struct Launch {
    /// Which.
    pub kind: Kind,
    /// The unpacked extension.
    pub extension: PathBuf,
    /// Port on loopback that plays every host on 443.
    pub tls_port: u16,
    /// Port on loopback that plays every host on 80.
    pub http_port: u16,
    /// Without a window.
    pub headless: bool,
    /// The profile folder, made if missing.
    pub profile: PathBuf,
    /// Dark colour scheme.
    pub dark: bool,
    /// Window size in CSS pixels.
    pub window: (u32, u32),
    /// The browser's program, if not the one that is installed.
    pub program: Option<PathBuf>,
}

/// A running browser.
pub struct Browser {
    /// WebDriver's handle.
    pub driver: WebDriver,
    /// Which browser.
    pub kind: Kind,
    launch: Launch,
    process: Driver,
    base: String,
    control: WindowHandle,
    /// How often the extension's first page had opened by itself when the browser was ready. It is closed then.
    pub welcomed: usize,
}

impl Browser {
    /// Address of one of the extension's own pages.
    pub fn extension_url(&self, page: &str) -> String {
        format!("{}{page}", self.base)
    }

    /// Sends a message to the background from the control tab and returns its answer.
    pub async fn ask(&self, message: Value) -> Result<Value> {
        self.in_control(
            "chrome.runtime.sendMessage(args[0]).then(done, e => done({error: String(e)}))",
            &[message],
        )
        .await
    }

    /// Runs a script in the control tab; it calls `done(value)` and finds its arguments in `args`.
    pub async fn in_control(&self, script: &str, args: &[Value]) -> Result<Value> {
        let here = self.driver.window().await?;
        self.driver.switch_to_window(self.control.clone()).await?;
        let answer = self.run_async(script, args).await;
        if here != self.control {
            self.driver.switch_to_window(here).await?;
        }
        answer
    }

    /// Runs a script in the current tab; it calls `done(value)` and finds its arguments in `args`.
    pub async fn run_async(&self, script: &str, args: &[Value]) -> Result<Value> {
        let script = format!("const done = arguments[arguments.length - 1], args = arguments; {script}");
        Ok(self
            .driver
            .execute_async(script, args.to_vec())
            .await?
            .json()
            .clone())
    }

    /// Every record of the extension's database, by store, read past all our own code.
    pub async fn stored(&self) -> Result<Value> {
        self.in_control(
            "const out = {}; const open = indexedDB.open('merciwatt'); open.onerror = () => done(null);
             open.onsuccess = () => { const db = open.result; const names = [...db.objectStoreNames];
               if (names.length === 0) { db.close(); return done(out); }
               const tx = db.transaction(names);
               for (const n of names) tx.objectStore(n).getAll().onsuccess = e => { out[n] = e.target.result; };
               tx.oncomplete = () => { db.close(); done(out); }; };",
            &[],
        )
        .await
    }

    /// How long scripts may take from now on.
    pub async fn set_patience(&self, longest: Duration) -> Result<()> {
        let timeouts = TimeoutConfiguration::new(Some(longest), None, None);
        Ok(self.driver.update_timeouts(timeouts).await?)
    }

    /// The text on the extension's button.
    pub async fn badge(&self) -> Result<String> {
        let text = self
            .in_control("chrome.action.getBadgeText({}).then(done, () => done(''))", &[])
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Opens a new tab at this address and makes it the current one.
    pub async fn open_tab(&self, url: &str) -> Result<WindowHandle> {
        let tab = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab.clone()).await?;
        self.driver.goto(url).await?;
        Ok(tab)
    }

    /// Makes a tab the current one.
    pub async fn switch(&self, tab: &WindowHandle) -> Result<()> {
        Ok(self.driver.switch_to_window(tab.clone()).await?)
    }

    /// Closes the current tab and goes to the control tab.
    pub async fn close_tab(&self) -> Result<()> {
        self.driver.close_window().await?;
        self.switch(&self.control).await
    }

    /// The control tab.
    pub fn control(&self) -> &WindowHandle {
        &self.control
    }

    /// Stops the background (service worker or event page), as the browser does when it idles.
    pub async fn stop_worker(&self) -> Result<()> {
        match self.kind {
            Kind::Chromium => {
                let here = self.driver.window().await?;
                self.driver.switch_to_window(self.control.clone()).await?;
                chromium::stop_worker(&self.driver).await?;
                self.driver.switch_to_window(here).await?;
            }
            Kind::Firefox => firefox::stop_background(&self.driver, &self.launch.extension).await?,
        }
        Ok(())
    }

    /// Waits until `check` gives something, or says after `limit` what it saw last.
    pub async fn until<T>(
        &self,
        what: &str,
        limit: Duration,
        check: impl AsyncFn() -> Result<Result<T, String>>,
    ) -> Result<T> {
        let start = Instant::now();
        loop {
            match check().await? {
                Ok(value) => return Ok(value),
                Err(seen) if start.elapsed() > limit => {
                    bail!("waited {limit:?} for {what}; last seen: {seen}")
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(60)).await,
            }
        }
    }

    /// Waits until this many sends are stored as answered.
    pub async fn until_answered(&self, count: usize) -> Result<()> {
        self.until(
            &format!("the end of reply {count}"),
            Duration::from_secs(30),
            async || {
                let stored = self.stored().await?;
                let rows = stored["messages"].as_array();
                let answered = rows
                    .into_iter()
                    .flatten()
                    .filter(|row| row["state"] == "answered")
                    .count();
                Ok(if answered == count {
                    Ok(())
                } else {
                    Err(format!("{answered} answered"))
                })
            },
        )
        .await
    }

    /// Photographs the current tab.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(self.driver.screenshot(path).await?)
    }
}

/// The value a capability needs for insecure certificates and page loads.
fn common() -> Value {
    json!({ "acceptInsecureCerts": true, "pageLoadStrategy": "normal" })
}
