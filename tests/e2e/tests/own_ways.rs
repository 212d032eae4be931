//! What only one site does: DeepSeek's list that mounts what is near and its reasoning, HuggingChat's files and
//! passing ids. By hand, as `tests/pages.rs`.

mod bare;

use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Kind};
use e2e::play::hands::{self, Hands};
use e2e::stage::{LONG_CHAT, Send, Stage, stored_id};
use serde_json::Value;

#[tokio::test]
#[ignore = "starts a browser"]
async fn their_own_ways_in_chromium() {
    let (stage, browser, _folder) = bare::launched(Kind::Chromium).await;
    for outcome in [
        only_what_is_near_is_mounted(&browser).await,
        a_reasoning_is_no_reply(&stage, &browser).await,
        an_id_gives_way_and_a_file_goes_along(&stage, &browser).await,
    ] {
        outcome.unwrap();
    }
    browser.quit().await.unwrap();
}

/// Remembers every message node that ever stood in the page.
const REMEMBER: &str = "window.seen = new Set(); new MutationObserver(() => {
    for (const node of document.querySelectorAll('[data-message-type=user]')) seen.add(node);
  }).observe(document.body, { childList: true, subtree: true }); done(null)";

fn on(site: &str) -> &'static Hands {
    hands::of(site).expect("the site is on stage")
}

async fn sent(stage: &Stage, browser: &Browser, hands: &Hands, text: &str) -> Result<Send> {
    browser.type_into(hands.composer, text).await?;
    browser.press_enter(hands.composer).await?;
    browser
        .until("the end of a reply", Duration::from_secs(15), async || {
            let last = stage
                .sends()
                .pop()
                .filter(|send| send.finished && send.text == text);
            Ok(last.ok_or_else(|| "none".to_owned()))
        })
        .await
}

async fn only_what_is_near_is_mounted(browser: &Browser) -> Result<()> {
    let hands = on("deepseek");
    let chat = stored_id(hands.host, 3, LONG_CHAT);
    browser
        .open_tab(&format!("https://{}/a/chat/s/{chat}", hands.host))
        .await?;
    browser.wait_for_count(hands.message, LONG_CHAT).await?;
    let mounted = async |top: u32| -> Result<Vec<String>> {
        let script = format!(
            "const items = () => [...document.querySelectorAll('[data-virtual-list-item-key]')];
             window.last ??= items().at(-1); document.querySelector('.ds-virtual-list').scrollTop = {top};
             setTimeout(() => done(items().map((node) => node.dataset.virtualListItemKey)), 400)"
        );
        let keys = browser.run_async(&script, &[]).await?;
        Ok(serde_json::from_value(keys)?)
    };
    for (top, key) in [(99_999, "80"), (0, "1"), (99_999, "80")] {
        let keys = mounted(top).await?;
        ensure!(
            keys.contains(&key.to_owned()) && keys.len() < 20,
            "at {top}: {keys:?}"
        );
    }
    let same = "done(last === document.querySelector('[data-virtual-list-item-key=\"80\"]'))";
    ensure!(
        browser.run_async(same, &[]).await? == Value::Bool(false),
        "an item came back as the same element"
    );
    browser.close_tab().await
}

async fn a_reasoning_is_no_reply(stage: &Stage, browser: &Browser) -> Result<()> {
    let hands = on("deepseek");
    browser.open_tab(&hands.url()).await?;
    browser.click("[data-mode='think']").await?;
    let send = sent(stage, browser, hands, "Think of a quokka.").await?;
    let text = browser.find(".ds-think-content").await?.text().await?;
    ensure!(
        text.len() > 20 && !send.reply.contains(&text),
        "the reasoning {text:?} is in the reply {:?}",
        send.reply
    );
    browser.wait_for_count(".ds-message .ds-markdown", 2).await?;
    let reported = stage
        .log()
        .iter()
        .filter(|hit| hit.path == "/api/v0/events")
        .count();
    ensure!(reported > 0, "the page's own wrapper of fetch is not in place");
    browser.close_tab().await
}

async fn an_id_gives_way_and_a_file_goes_along(stage: &Stage, browser: &Browser) -> Result<()> {
    let hands = on("huggingchat");
    browser.open_tab(&hands.url()).await?;
    browser.run_async(REMEMBER, &[]).await?;
    browser.click(".attach").await?;
    sent(stage, browser, hands, "Read this, quokka.").await?;
    browser
        .wait_for_count("[data-message-type='user'] .file", 1)
        .await?;
    let ids = browser
        .run_async("done([...seen].map((node) => node.dataset.messageId))", &[])
        .await?;
    let ids: Vec<String> = serde_json::from_value(ids)?;
    ensure!(
        ids.len() == 2 && ids[0] != ids[1],
        "two nodes of one message, with two ids: {ids:?}"
    );
    browser.close_tab().await
}
