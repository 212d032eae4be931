//! The replicas' own test, without our extension: every page does what the hands of the scenarios do on it, so that a
//! scenario that fails says something about the extension. Slow, so by hand: `cargo test -p e2e --test pages --
//! --ignored`, with `SITE=kimi` for one site.

mod bare;

use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Kind};
use e2e::play::hands::{Hands, SITES};
use e2e::play::privacy::strangers;
use e2e::stage::{Kind as Asked, LONG_CHAT, Send, Setup, Stage, stored_id};
use thirtyfour::prelude::*;

#[tokio::test]
#[ignore = "starts browsers and plays every page"]
async fn every_page_does_what_the_hands_do_in_chromium() {
    played(Kind::Chromium).await;
}

#[tokio::test]
#[ignore = "starts browsers and plays every page"]
async fn every_page_does_what_the_hands_do_in_firefox() {
    played(Kind::Firefox).await;
}

async fn played(kind: Kind) {
    let (stage, browser, _folder) = bare::launched(kind).await;
    let only = std::env::var("SITE").ok();
    let mut wrong = Vec::new();
    for hands in SITES
        .iter()
        .filter(|hands| only.as_deref().is_none_or(|site| site == hands.site))
    {
        let page = Page {
            browser: &browser,
            stage: &stage,
            hands,
        };
        match page.play().await {
            Ok(()) => println!("{}: as the hands expect", hands.site),
            Err(why) => wrong.push(format!("{}: {why:#}", hands.site)),
        }
    }
    browser.quit().await.unwrap();
    let strangers = strangers(&stage.log());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(strangers.is_empty(), "asked for: {strangers:?}");
}

struct Page<'a> {
    browser: &'a Browser,
    stage: &'a Stage,
    hands: &'a Hands,
}

impl Page<'_> {
    async fn play(&self) -> Result<()> {
        for lang in ["en", "fr"] {
            self.pace(lang, 10, 40);
            self.chat().await?;
            self.stored(lang).await?;
        }
        self.stopped().await?;
        self.refused().await
    }

    fn pace(&self, lang: &str, chunks: usize, chunk_ms: u64) {
        let setup = Setup {
            lang: lang.to_owned(),
            chunks,
            chunk_ms,
            ..Setup::default()
        };
        self.stage.set(self.hands.host, setup);
    }

    /// Two messages, the second in two lines, another reply, an edit, a reload, a new chat.
    async fn chat(&self) -> Result<()> {
        let (browser, hands) = (self.browser, self.hands);
        browser.open_tab(&hands.url()).await?;
        let start = browser.driver.current_url().await?;
        self.enter("A quokka, please.").await?;
        ensure!(browser.driver.current_url().await? != start, "the address stayed");
        let before = self.sends().len();
        browser.type_into(hands.composer, "And two\nlines of it?").await?;
        browser.click(hands.send).await?;
        let last = self.answered(before).await?;
        ensure!(last.text == "And two\nlines of it?", "sent {:?}", last.text);
        browser.wait_for_count(hands.message, 2).await?;
        if !hands.regenerate.is_empty() {
            let before = self.sends().len();
            browser.click(hands.regenerate).await?;
            let again = self.answered(before).await?;
            ensure!(again.kind == Asked::Regenerate, "{:?}", again.kind);
        }
        if !hands.edit.is_empty() {
            let before = self.sends().len();
            browser.click(hands.edit).await?;
            let editor = browser.find(hands.editor).await?;
            editor.send_keys(Key::Control + "a").await?;
            editor.send_keys(Key::Null + "").await?;
            editor.send_keys("Reworded.").await?;
            browser.click(hands.save).await?;
            let edit = self.answered(before).await?;
            ensure!(
                edit.kind == Asked::Edit && edit.text == "Reworded.",
                "{:?} {:?}",
                edit.kind,
                edit.text
            );
        }
        browser.wait_for_count(hands.message, 2).await?;
        browser.driver.refresh().await?;
        browser.wait_for_count(hands.message, 2).await?;
        self.shows(&self.sends().pop().expect("a send")).await?;
        self.enter("After the reload.").await?;
        browser.wait_for_count(hands.message, 3).await?;
        browser.click(&format!("a[href='{}']", hands.start)).await?;
        browser.wait_for_count(hands.message, 0).await?;
        browser.close_tab().await
    }

    /// A stored chat by its link, then one by its address, scrolled up and down.
    async fn stored(&self, lang: &str) -> Result<()> {
        let (browser, hands) = (self.browser, self.hands);
        let sends = self.sends().len();
        browser.open_tab(&hands.url()).await?;
        browser
            .click(&format!("{}[href*='5eed0001']", hands.stored))
            .await?;
        browser.wait_for_count(hands.message, 5).await?;
        let here = browser.driver.current_url().await?.to_string();
        let long = here.replace(&stored_id(hands.host, 1, 5), &stored_id(hands.host, 3, LONG_CHAT));
        ensure!(here != long, "the address does not say which chat it is: {here}");
        browser.driver.goto(&long).await?;
        browser
            .run_async(
                "addEventListener('error', e => { window.wrong = e.message; }); done(0)",
                &[],
            )
            .await?;
        tokio::time::sleep(Duration::from_millis(600)).await;
        for way in ["0", "99999", "0"] {
            let script = format!(
                "for (const box of document.querySelectorAll('main *, div')) if (box.scrollHeight > box.clientHeight + 9)
                 box.scrollTop = {way}; setTimeout(() => done(window.wrong ?? null), 250)"
            );
            let wrong = browser.run_async(&script, &[]).await?;
            ensure!(wrong.is_null(), "scrolling: {wrong}");
        }
        let first = if lang == "fr" {
            "m'aider"
        } else {
            "help me with this"
        };
        ensure!(
            self.text().await?.contains(first),
            "scrolled up, the long chat does not begin with its first message"
        );
        ensure!(
            self.sends().len() == sends,
            "a send was made by opening stored chats"
        );
        browser.close_tab().await
    }

    async fn stopped(&self) -> Result<()> {
        let (browser, hands) = (self.browser, self.hands);
        if hands.stop.is_empty() {
            return Ok(());
        }
        self.pace("en", 40, 150);
        browser.open_tab(&hands.url()).await?;
        browser.type_into(hands.composer, "Stop me, quokka.").await?;
        browser.press_enter(hands.composer).await?;
        browser.find(hands.stop).await?;
        tokio::time::sleep(Duration::from_millis(1000)).await;
        browser.click(hands.stop).await?;
        browser
            .until("a reply that is cut", Duration::from_secs(5), async || {
                let cut = self.sends().pop().and_then(|send| send.aborted_after_chars);
                Ok(cut.map(|_| ()).ok_or_else(|| "none".to_owned()))
            })
            .await?;
        browser.close_tab().await
    }

    async fn refused(&self) -> Result<()> {
        let (browser, hands) = (self.browser, self.hands);
        let setup = Setup {
            fail: Some(500),
            ..Setup::default()
        };
        self.stage.set(hands.host, setup);
        browser.open_tab(&hands.url()).await?;
        browser.type_into(hands.composer, "Refuse me, quokka.").await?;
        browser.press_enter(hands.composer).await?;
        browser.find(".trouble").await?;
        self.enter("And now?").await?;
        browser.close_tab().await
    }

    async fn enter(&self, text: &str) -> Result<()> {
        let before = self.sends().len();
        self.browser.type_into(self.hands.composer, text).await?;
        self.browser.press_enter(self.hands.composer).await?;
        let last = self.answered(before).await?;
        ensure!(
            last.text == text && last.kind == Asked::New,
            "{:?} {:?}",
            last.kind,
            last.text
        );
        Ok(())
    }

    /// Waits until a send beyond these is over and its reply stands on the page.
    async fn answered(&self, before: usize) -> Result<Send> {
        let patience = Duration::from_secs(15);
        let send = self
            .browser
            .until("the end of a reply", patience, async || {
                let sends = self.sends();
                Ok(match sends.get(before) {
                    Some(send) if send.finished => Ok(send.clone()),
                    _ => Err(format!("{} sends, {before} before", sends.len())),
                })
            })
            .await?;
        self.shows(&send).await?;
        Ok(send)
    }

    /// Waits until the page shows a send's reply to its last line.
    async fn shows(&self, send: &Send) -> Result<()> {
        let shown = send.reply_shown();
        let line = shown.lines().last().unwrap_or_default().trim().to_owned();
        let patience = Duration::from_secs(5);
        self.browser
            .until("the reply's last line", patience, async || {
                let text = self.text().await?;
                Ok(if text.contains(&line) {
                    Ok(())
                } else {
                    Err(format!("no {line:?} in {text:?}"))
                })
            })
            .await
    }

    async fn text(&self) -> Result<String> {
        let text = self
            .browser
            .run_async("done(document.body.innerText)", &[])
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    fn sends(&self) -> Vec<Send> {
        self.stage
            .sends()
            .into_iter()
            .filter(|send| send.host == self.hands.host)
            .collect()
    }
}
