//! Keeps the browsers' own services (updates, safe browsing, hints, experiments, sign-in …) off the network, so that
//! whatever still reaches the stage was asked for by a page or by the extension. Measured on blank sessions of 150 s and
//! on a page with a form, in Chromium 156 and Firefox 153: nothing was left. Typing for minutes makes Chromium fetch a
//! spelling dictionary now and then, which `play::privacy` lists by name.
//! `tests/browser.rs` measures it again.

use serde_json::{Value, json};

/// Features of Chromium that call home.
const FEATURES: [&str; 18] = [
    // content-autofill.googleapis.com: what the fields of a form mean.
    "AutofillServerCommunication",
    "CertificateTransparencyComponentUpdater",
    "ChromeWhatsNewUI",
    "DialMediaRouteProvider",
    "InterestFeedContentSuggestions",
    "LoadingPredictorUseOptimizationGuide",
    "MediaRouter",
    // clients2.google.com/time: the time of day.
    "NetworkTimeServiceQuerying",
    // optimizationguide-pa.googleapis.com: hints and models.
    "OptimizationGuideModelDownloading",
    "OptimizationGuideModelExecution",
    "OptimizationHints",
    "OptimizationHintsFetching",
    // A connection kept ready for the search engine, and for pages that may come next.
    "PreconnectFromKeyedService",
    "PreconnectToSearch",
    "Prerender2",
    "PrivacySandboxSettings4",
    "SigninInterceptBubble",
    "Translate",
];

/// Switches of Chromium.
const SWITCHES: [&str; 14] = [
    // update.googleapis.com is asked in spite of --disable-component-update: it is sent to a closed port.
    "--component-updater=url-source=http://127.0.0.1:9/",
    // accounts.google.com/ListAccounts: who is signed in.
    "--gaia-url=http://127.0.0.1:9",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-extensions-with-background-pages",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-search-engine-choice-screen",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
];

/// Chromium's switches against calling home.
pub fn chromium_args() -> Vec<String> {
    let features = format!("--disable-features={}", FEATURES.join(","));
    std::iter::once(features)
        .chain(SWITCHES.map(str::to_owned))
        .collect()
}

/// Chromium's preferences against calling home.
pub fn chromium_prefs() -> Value {
    json!({
        "alternate_error_pages.enabled": false,
        "browser.enable_spellchecking": false,
        // A distribution's own start page would be connected to at once.
        "homepage": "about:blank",
        "homepage_is_newtabpage": false,
        // 2: never fetch what a person might open next.
        "net.network_prediction_options": 2,
        "safebrowsing.enabled": false,
        "search.suggest_enabled": false,
        // 4: open the addresses named below.
        "session.restore_on_startup": 4,
        "session.startup_urls": ["about:blank"],
        "signin.allowed": false,
        "spellcheck.dictionaries": [],
    })
}

/// What geckodriver's process must have in its environment: only with it does a released Firefox take another settings
/// server than Mozilla's, and the one below is an empty address.
pub const FIREFOX_ENVIRONMENT: (&str, &str) = ("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");

/// Firefox's preferences against calling home, beside those geckodriver sets by itself.
pub fn firefox_prefs() -> Value {
    let mut prefs = json!({
        "browser.startup.homepage": "about:blank",
        "browser.startup.page": 0,
        // 5: names are resolved by the system alone, by a person's choice.
        "network.trr.mode": 5,
        "security.OCSP.enabled": 0,
        "security.remote_settings.crlite_filters.enabled": false,
        // firefox.settings.services.mozilla.com, the one host a session of geckodriver's still asked.
        "services.settings.server": "data:,#remote-settings-dummy/v1",
    });
    for off in [
        "app.normandy.enabled",
        "app.update.auto",
        "browser.discovery.enabled",
        "browser.newtabpage.activity-stream.feeds.section.topstories",
        "browser.newtabpage.activity-stream.feeds.topsites",
        "browser.newtabpage.enabled",
        "browser.region.update.enabled",
        "browser.safebrowsing.downloads.remote.enabled",
        "browser.safebrowsing.malware.enabled",
        "browser.safebrowsing.phishing.enabled",
        "browser.search.suggest.enabled",
        "browser.search.update",
        "browser.topsites.contile.enabled",
        "datareporting.healthreport.uploadEnabled",
        "datareporting.policy.dataSubmissionEnabled",
        "dom.push.connection.enabled",
        "extensions.getAddons.cache.enabled",
        "extensions.systemAddon.update.enabled",
        "extensions.update.enabled",
        "media.gmp-manager.updateEnabled",
        "network.captive-portal-service.enabled",
        "network.connectivity-service.enabled",
        "network.prefetch-next",
        "signon.management.page.breach-alerts.enabled",
        "toolkit.telemetry.enabled",
        "toolkit.telemetry.unified",
    ] {
        prefs[off] = false.into();
    }
    prefs
}
