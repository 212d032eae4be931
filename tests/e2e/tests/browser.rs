//! The harness's own test, in both real browsers, with an extension made here: what the scenarios rely on (answers, a
//! stopped background that comes back, storage over a power cut, dark pages) is true before any of them is played, and
//! the browsers ask nothing of the network by themselves.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use e2e::browser::{Browser, Kind, Launch};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::rustls::server::Acceptor;

/// How long a browser is left alone to see whether it calls somebody. Chromium's slowest habit (hints) began 11 s after
/// the start, Firefox's after 1 s, when they were not switched off.
const LEFT_ALONE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn chromium_does_what_the_scenarios_rely_on() {
    relied_on(Kind::Chromium).await;
}

#[tokio::test]
async fn firefox_does_what_the_scenarios_rely_on() {
    relied_on(Kind::Firefox).await;
}

async fn relied_on(kind: Kind) {
    let folder = tempfile::tempdir().unwrap();
    let extension = folder.path().join("extension");
    write_extension(kind, &extension);
    let door = Door::open().await;
    let launch = Launch {
        kind,
        extension,
        tls_port: door.port,
        http_port: door.port,
        headless: true,
        profile: folder.path().join("profile"),
        dark: true,
        window: (900, 700),
        program: None,
    };
    let start = Instant::now();
    let browser = Browser::launch(&launch).await.unwrap();
    let launched = start.elapsed();
    tokio::time::sleep(LEFT_ALONE).await;

    // The background answers, and is asked from its own tab while another stays current.
    let tab = browser.open_tab("about:blank").await.unwrap();
    let first = browser.ask(json!({ "ask": "ping" })).await.unwrap();
    assert_eq!(first["pong"], true);
    assert_eq!(browser.driver.window().await.unwrap(), tab);
    assert_eq!(browser.badge().await.unwrap(), "7");

    // A stopped background comes back as a new one.
    browser.stop_worker().await.unwrap();
    let second = browser.ask(json!({ "ask": "ping" })).await.unwrap();
    assert!(
        second["startedAt"].as_f64() > first["startedAt"].as_f64(),
        "{first} then {second}"
    );

    // Dark, and a photograph that shows something.
    browser
        .driver
        .goto(browser.extension_url("popup.html"))
        .await
        .unwrap();
    let dark = browser
        .run_async("done(matchMedia('(prefers-color-scheme: dark)').matches)", &[])
        .await
        .unwrap();
    assert_eq!(dark, Value::Bool(true));
    let picture = folder.path().join("picture.png");
    browser.screenshot(&picture).await.unwrap();
    let bytes = std::fs::read(&picture).unwrap();
    assert!(
        bytes.starts_with(b"\x89PNG") && bytes.len() > 1000,
        "{} bytes",
        bytes.len()
    );

    // What was acknowledged survives a power cut, in both kinds of storage.
    let kept = json!({ "ask": "keep", "value": "kept over the cut" });
    assert_eq!(browser.ask(kept).await.unwrap(), json!({ "kept": true }));
    let again = browser.kill_9().await.unwrap();
    let start = Instant::now();
    let browser = Browser::launch(&again).await.unwrap();
    let relaunched = start.elapsed();
    let found = browser.ask(json!({ "ask": "found" })).await.unwrap();
    assert_eq!(
        found,
        json!({ "database": "kept over the cut", "local": "kept over the cut" })
    );
    browser.quit().await.unwrap();

    let callers = door.callers();
    assert!(callers.is_empty(), "{} called by itself: {callers:?}", kind.key());
    println!(
        "{}: launched in {launched:.1?}, again after the cut in {relaunched:.1?}",
        kind.key()
    );
}

/// A port that plays every host, answers nobody and remembers who was meant.
struct Door {
    port: u16,
    callers: Arc<Mutex<Vec<String>>>,
}

impl Door {
    async fn open() -> Door {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let callers = Arc::new(Mutex::new(Vec::new()));
        let seen = callers.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let seen = seen.clone();
                tokio::spawn(async move {
                    // A connection that is no TLS, or that says nothing, counts too.
                    let hello = LazyConfigAcceptor::new(Acceptor::default(), stream).await;
                    let host = hello
                        .ok()
                        .and_then(|hello| hello.client_hello().server_name().map(str::to_owned));
                    seen.lock()
                        .unwrap()
                        .push(host.unwrap_or_else(|| "a host that was not named".into()));
                });
            }
        });
        Door { port, callers }
    }

    fn callers(&self) -> Vec<String> {
        self.callers.lock().unwrap().clone()
    }
}

const BACKGROUND: &str = r#"
const startedAt = performance.timeOrigin;
chrome.action.setBadgeText({ text: '7' });
chrome.webRequest.onBeforeRequest.addListener(() => {}, { urls: ['https://chat.example/*'] }, ['requestBody']);
const open = () => new Promise((done, fail) => {
  const asked = indexedDB.open('kept', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('values');
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});
const keep = async value => {
  await chrome.storage.local.set({ value });
  const transaction = (await open()).transaction('values', 'readwrite', { durability: 'strict' });
  transaction.objectStore('values').put(value, 'value');
  await new Promise((done, fail) => { transaction.oncomplete = done; transaction.onabort = fail; });
  return { kept: true };
};
const found = async () => {
  const asked = (await open()).transaction('values').objectStore('values').get('value');
  await new Promise(done => { asked.onsuccess = done; });
  const { value } = await chrome.storage.local.get('value');
  return { database: asked.result ?? null, local: value ?? null };
};
chrome.runtime.onMessage.addListener((message, sender, answer) => {
  const answers = { ping: async () => ({ pong: true, startedAt }), keep: () => keep(message.value), found };
  answers[message.ask]().then(answer, why => answer({ error: String(why) }));
  return true;
});
"#;

fn write_extension(kind: Kind, folder: &Path) {
    let mut manifest = json!({
        "manifest_version": 3, "name": "Fixture", "version": "1", "action": {},
        "permissions": ["storage", "webRequest"], "host_permissions": ["https://chat.example/*"],
    });
    match kind {
        Kind::Chromium => manifest["background"] = json!({ "service_worker": "background.js" }),
        Kind::Firefox => {
            manifest["background"] = json!({ "scripts": ["background.js"] });
            manifest["browser_specific_settings"] = json!({ "gecko": { "id": "fixture@merciwatt.example" } });
        }
    }
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("manifest.json"), manifest.to_string()).unwrap();
    std::fs::write(folder.join("background.js"), BACKGROUND).unwrap();
    std::fs::write(
        folder.join("popup.html"),
        "<!doctype html><meta name=color-scheme content='light dark'><p>Fixture",
    )
    .unwrap();
}
