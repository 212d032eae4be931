//! Starting a browser until the extension answers, and ending it, gently or not.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use thirtyfour::prelude::*;

use super::driver::Driver;
use super::{Browser, Kind, Launch, chromium, firefox};

/// Session starts that may hang before any test runs (a known race of ChromeDriver with extensions that watch
/// requests); each is printed.
const STARTS: u32 = 4;

/// ChromeDriver's race with an extension that watches requests: commands in the first seconds after the start can hang
/// the session for good (measured: 6 of 28 under load at once, 0 of 28 after this pause). It is before any test.
const CHROMIUM_SETTLES: Duration = Duration::from_millis(2500);

/// How long a new profile is given to show the extension's first page, which opens by itself.
const WELCOME: Duration = Duration::from_secs(5);

/// How long an update may take until the new background answers.
const UPDATE: Duration = Duration::from_secs(20);

impl Browser {
    /// Starts a browser and waits until the extension's background answers.
    pub async fn launch(launch: &Launch) -> Result<Browser> {
        let new = !launch.profile.exists() && launch.extension.join("welcome.html").is_file();
        std::fs::create_dir_all(&launch.profile)?;
        for attempt in 1..=STARTS {
            match Browser::start(launch, new && attempt == 1).await {
                Ok(browser) => return Ok(browser),
                Err(why) if attempt < STARTS => {
                    let why = format!("{why:#}");
                    println!(
                        "relaunching {} ({attempt}): {}",
                        launch.kind.key(),
                        why.lines().next().unwrap_or("")
                    );
                }
                Err(why) => return Err(why.context(format!("{} did not start", launch.kind.key()))),
            }
        }
        unreachable!("the last start returns")
    }

    async fn start(launch: &Launch, new: bool) -> Result<Browser> {
        // Where the HTTP client is built with TLS it wants a provider named, even for a driver on loopback. An error
        // only says that one is named already.
        let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
        let process = match launch.kind {
            Kind::Chromium => Driver::start("chromedriver", &[]).await?,
            Kind::Firefox => {
                Driver::start("geckodriver", &["--websocket-port", "0", "--allow-system-access"]).await?
            }
        };
        let caps = match launch.kind {
            Kind::Chromium => chromium::capabilities(launch)?,
            Kind::Firefox => firefox::capabilities(launch)?,
        };
        let caps: serde_json::Map<String, Value> = serde_json::from_value(caps)?;
        let driver = WebDriver::builder(process.url(), Capabilities::from(caps))
            .request_timeout(Duration::from_secs(60))
            .await
            .context("the session could not be opened")?;
        let base = match launch.kind {
            Kind::Chromium => chromium::extension_base(&launch.extension)?,
            Kind::Firefox => firefox::install(&driver, &launch.extension).await?,
        };
        let control = driver.window().await?;
        let mut browser = Browser {
            driver,
            kind: launch.kind,
            launch: launch.clone(),
            process,
            base,
            control,
            welcomed: 0,
        };
        let ready = match browser.prove_ready().await {
            Ok(()) => browser.close_welcome(new).await,
            Err(why) => Err(why),
        };
        match ready {
            Ok(welcomed) => {
                browser.welcomed = welcomed;
                Ok(browser)
            }
            Err(why) => {
                browser.abandon();
                Err(why.context("the extension did not answer"))
            }
        }
    }

    async fn prove_ready(&self) -> Result<()> {
        if self.kind == Kind::Chromium {
            tokio::time::sleep(CHROMIUM_SETTLES).await;
        }
        let (short, long) = (Duration::from_secs(8), Duration::from_secs(30));
        self.driver
            .update_timeouts(TimeoutConfiguration::new(Some(short), Some(short), None))
            .await?;
        self.driver.goto(self.extension_url("popup.html")).await?;
        let answer = self
            .run_async(
                "chrome.runtime.sendMessage({ask:'ping'}).then(done, e => done(String(e)))",
                &[],
            )
            .await?;
        if !answer.is_object() {
            bail!("instead of an answer to \"ping\": {answer}");
        }
        self.driver
            .update_timeouts(TimeoutConfiguration::new(Some(long), Some(long), None))
            .await?;
        Ok(())
    }

    /// Closes the extension's first page, as a person would before doing anything else, and says how many there were. On a
    /// new profile it is waited for; a page that never comes is a matter of `play::first_run`. The extension is asked:
    /// ChromeDriver does not tell of tabs that an extension has opened with a page of its own.
    async fn close_welcome(&self, new: bool) -> Result<usize> {
        let start = Instant::now();
        let close = "chrome.tabs.query({}).then(async all => {
            const opened = all.filter(tab => tab.url === chrome.runtime.getURL('welcome.html'));
            for (const { id } of opened) await chrome.tabs.remove(id);
            done(opened.length); })";
        loop {
            let closed = self.run_async(close, &[]).await?.as_u64().unwrap_or(0) as usize;
            if closed > 0 || !new || start.elapsed() > WELCOME {
                return Ok(closed);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Puts the extension there anew, as an update does: its background and its own pages end, pages of sites stay open. The
    /// current tab must be one of these. Ends when the new background answers.
    pub async fn update_extension(&mut self) -> Result<()> {
        let here = self.driver.window().await?;
        match self.kind {
            Kind::Chromium => {
                let reload = "setTimeout(() => chrome.runtime.reload()); done(true)";
                self.in_control(reload, &[]).await?;
            }
            Kind::Firefox => drop(firefox::install(&self.driver, &self.launch.extension).await?),
        }
        let start = Instant::now();
        self.control = self.driver.new_tab().await?;
        self.driver.switch_to_window(self.control.clone()).await?;
        let ping = "globalThis.chrome?.runtime?.sendMessage
            ? chrome.runtime.sendMessage({ask:'ping'}).then(done, e => done(String(e))) : done('no page of ours')";
        loop {
            // Until it is there again, the browser has no such address.
            let answer = match self.driver.goto(self.extension_url("popup.html")).await {
                Ok(()) => self.run_async(ping, &[]).await?,
                Err(why) => Value::from(why.to_string()),
            };
            if answer.is_object() {
                return Ok(self.driver.switch_to_window(here).await?);
            }
            if start.elapsed() > UPDATE {
                bail!("the updated extension did not answer: {answer}");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Kills the browser as a power cut would, and gives back how to start it again on the same profile.
    pub async fn kill_9(self) -> Result<Launch> {
        let launch = self.launch.clone();
        self.process.kill_browser()?;
        self.abandon();
        for lock in [
            "SingletonLock",
            "SingletonCookie",
            "SingletonSocket",
            "lock",
            ".parentlock",
        ] {
            let _ = std::fs::remove_file(launch.profile.join(lock));
        }
        if launch.kind == Kind::Chromium {
            chromium::forget_the_crash(&launch.profile)?;
        }
        Ok(launch)
    }

    /// Ends the session and the browser.
    pub async fn quit(self) -> Result<()> {
        let Browser { driver, process, .. } = self;
        let ended = driver.quit().await;
        drop(process);
        Ok(ended?)
    }

    /// Lets go of a dead or hanging session without waiting for it.
    fn abandon(self) {
        let Browser { driver, process, .. } = self;
        let _ = driver.leak();
        let _ = process.kill_browser();
    }
}
