//! Copies of the extension that note when something happened. The core and the pages are the shipped ones, byte for byte.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::browser::{Browser, Kind, Launch};
use crate::play::durable::copy;
use crate::play::run::launch;
use crate::stage::Stage;

/// A browser with such a copy, and what it lives on.
pub struct Side {
    pub browser: Browser,
    pub stage: Stage,
    _folder: tempfile::TempDir,
}

/// Which copy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// The extension.
    Whole,
    /// A background that does nothing but hear of the same requests.
    EmptyWorker,
}

/// Where the background hands a request to the core.
const HANDS_OVER: &str = "void counting(() => core.request_sent(details), details.url)";
/// In its place, and below: the same call, and when it began and ended. The end is after the commit, the badge and the
/// order to the page.
const TIMED: &str = "void timed(details)";
const MARKS: &str = "
const clock = () => performance.timeOrigin + performance.now();
const timed = async (details) => {
  const began = clock();
  const answer = await counting(() => core.request_sent(details), details.url);
  if (answer?.counted) globalThis.marks = { asked: details.timeStamp, began, counted: clock() };
};
chrome.runtime.onMessage.addListener((message, _, respond) => { if (message?.bench) respond(globalThis.marks ?? null); });
";
const EMPTY: &str = "
import { SEND_URLS } from './sites.js';
chrome.webRequest.onBeforeRequest.addListener((details) => {
  const now = performance.timeOrigin + performance.now();
  globalThis.marks = { asked: details.timeStamp, began: now, counted: now };
}, { urls: SEND_URLS }, ['requestBody']);
chrome.runtime.onMessage.addListener((message, _, respond) => respond(message?.bench ? globalThis.marks ?? null : { ok: true }));
";
/// Runs before everything else of a page: when its first chart, or else its figures, are drawn and on the screen. A frame's own
/// timers come after the mark: they may draw what nobody has waited for.
const READY: &str = "
{
  const drawn = () => document.querySelector('.plot svg') ?? document.querySelector('main:not([aria-busy])');
  const frame = requestAnimationFrame;
  const marks = document.documentElement.dataset;
  const look = () => { if (!marks.ready && drawn()) setTimeout(() => { marks.ready ||= String(performance.now()); }); };
  window.requestAnimationFrame = (act) => frame((at) => { look(); act(at); });
  new MutationObserver((_, watch) => { if (drawn()) { watch.disconnect(); frame(look); } })
    .observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-busy'] });
}
";
/// A page that asks nobody and draws a dot.
const EMPTY_PAGE: [(&str, &str); 2] = [
    (
        "empty.html",
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Empty</title><script src=ui/look.js></script>
         <link rel=stylesheet href=ui/base.css><script type=module src=empty.js></script></head>
         <body><main aria-busy=true></main></body></html>",
    ),
    (
        "empty.js",
        "const main = document.querySelector('main'); main.textContent = '.'; main.removeAttribute('aria-busy');",
    ),
];

/// Starts a browser with this copy.
pub async fn side(dist: &Path, kind: Kind, which: Copy) -> Result<Side> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let extension = folder.path().join("extension");
    copy(&dist.join(kind.dist()), &extension)?;
    let path = extension.join("background.js");
    let text = fs::read_to_string(&path)?;
    ensure!(
        text.contains(HANDS_OVER),
        "background.js no longer says: {HANDS_OVER}"
    );
    let text = match which {
        Copy::Whole => text.replace(HANDS_OVER, TIMED) + MARKS,
        Copy::EmptyWorker => EMPTY.to_owned(),
    };
    fs::write(&path, text)?;
    let look = extension.join("ui/look.js");
    fs::write(&look, fs::read_to_string(&look)? + READY)?;
    for (name, text) in EMPTY_PAGE {
        fs::write(extension.join(name), text)?;
    }
    let start = Launch {
        extension,
        ..launch(dist, kind, &stage, folder.path())
    };
    Ok(Side {
        browser: Browser::launch(&start).await?,
        stage,
        _folder: folder,
    })
}
