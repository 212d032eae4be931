//! Pages that mean harm: they flood, forge and swell. They must not slow the browser, nor touch another site's count.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::{Value, json};

use super::durable::Check;
use super::hands::{self, Hands};
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// All checks with their names.
pub const ALL: [(&str, Check); 2] = [
    (
        "a page floods with requests, forged ids and 50 MB",
        |dist, kind| Box::pin(flood(dist, kind)),
    ),
    (
        "a page adds 50,000 nodes that look like messages",
        |dist, kind| Box::pin(nodes(dist, kind)),
    ),
];

/// The page of a site that has turned hostile.
const HOST: &str = "claude.ai";
/// More than a person can send, in messages of one site in 20 s.
const ADMITTED: usize = 120;
/// A message of another site is counted within this, flood or not.
const SOON: Duration = Duration::from_secs(10);
/// 3,000 messages of their own ids, 500 of one, and one of 50 MB, all at once.
const FLOOD: &str = "
const path = '/api/organizations/o/chat_conversations/c/completion';
const send = (id, prompt) => fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ prompt, turn_message_uuids: { user_message_uuid: id } }) }).catch(() => {});
send('big', 'x'.repeat(50e6));
for (let i = 0; i < 3000; i++) send(`forged-${i}`, `flood ${i}`);
for (let i = 0; i < 500; i++) send('always the same', 'flood');
done(true);";

/// Nodes of the site's own mark, without end; then how much of three seconds a timer of 10 ms lost.
const NODES: &str = "
const crowd = document.createDocumentFragment();
for (let i = 0; i < 50000; i++) {
  const node = document.createElement('i');
  node.setAttribute('data-message-author-role', 'user');
  node.textContent = 'no message';
  crowd.append(node);
}
document.body.prepend(crowd);
let last = performance.now(), held = 0;
const start = last + 1000;
const probe = () => {
  const now = performance.now();
  if (last >= start) held += Math.max(0, now - last - 20);
  last = now;
  if (now < start + 3000) setTimeout(probe, 10);
  else done(held / 3000);
};
probe();";

fn chatgpt() -> &'static Hands {
    hands::of("chatgpt").expect("ChatGPT is on stage")
}

async fn of_site(browser: &Browser, site: &str) -> Result<Vec<Value>> {
    let stored = browser.stored().await?;
    let mut rows = stored["messages"].as_array().cloned().unwrap_or_default();
    rows.retain(|row| row["site"] == site);
    Ok(rows)
}

/// Sends a message on ChatGPT; how long it took until it was stored.
async fn counted_after(browser: &Browser, text: &str, rows: usize) -> Result<Duration> {
    browser.type_into(chatgpt().composer, text).await?;
    browser.press_enter(chatgpt().composer).await?;
    let start = Instant::now();
    browser
        .until("the other site's message", Duration::from_secs(60), async || {
            let seen = of_site(browser, "chatgpt").await?.len();
            Ok(if seen == rows {
                Ok(())
            } else {
                Err(format!("{seen} rows"))
            })
        })
        .await?;
    Ok(start.elapsed())
}

async fn flood(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    stage.mount(
        HOST,
        "/hostile",
        b"<!doctype html><title>hostile</title>".to_vec(),
        None,
    );
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    let good = browser.open_tab(&chatgpt().url()).await?;
    browser.open_tab(&format!("https://{HOST}/hostile")).await?;
    browser.run_async(FLOOD, &[]).await?;
    browser.switch(&good).await?;
    let took = counted_after(&browser, "Is the quokka safe from floods?", 1).await?;
    let forged = of_site(&browser, "claude").await?.len();
    let answer = browser.ask(json!({"ask": "sites"})).await?;
    let sites = answer["sites"].as_array().cloned().unwrap_or_default();
    let health = |id: &str| {
        let site = sites.iter().find(|site| site["id"] == id);
        site.map(|site| site["health"].clone()).unwrap_or_default()
    };
    let (hostile, other) = (health("claude"), health("chatgpt"));
    let says_so = hostile["checks"]
        .as_array()
        .is_some_and(|all| all.contains(&json!("flooded")));
    let chars = of_site(&browser, "chatgpt").await?[0]["chars"].clone();
    browser.quit().await?;
    println!(
        "       {}: {forged} forged messages admitted; another site's message counted after {took:.1?}",
        kind.key()
    );
    Ok(if took > SOON {
        Err(format!("another site's message was counted after {took:.1?}"))
    } else if forged > ADMITTED {
        Err(format!(
            "{forged} forged messages were stored, more than {ADMITTED}"
        ))
    } else if !says_so || other["state"] != "ok" || chars != 31 {
        Err(format!(
            "health is {hostile} and {other}, the other message has {chars} characters"
        ))
    } else {
        Ok(())
    })
}

async fn nodes(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    browser.open_tab(&chatgpt().url()).await?;
    counted_after(&browser, "The first quokka.", 1).await?;
    let held = browser.run_async(NODES, &[]).await?.as_f64().unwrap_or(1.0);
    counted_after(&browser, "The second quokka.", 2).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let rows = of_site(&browser, "chatgpt").await?.len();
    browser.quit().await?;
    println!(
        "       {}: {:.1} % of the page's time was lost while it was followed",
        kind.key(),
        held * 100.0
    );
    Ok(if rows != 2 {
        Err(format!("{rows} messages were counted instead of 2"))
    } else {
        Ok(())
    })
}
