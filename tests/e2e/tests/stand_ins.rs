//! Copilot's, Lumo's and compar:IA's replicas in both real browsers: what a person does there reaches the stage, and
//! the page shows what the stage said. The extension plays no part; one that does nothing is loaded because the
//! harness proves its readiness by one.

use std::path::Path;
use std::time::Duration;

use e2e::browser::{Browser, Kind, Launch};
use e2e::play::hands::{self, Hands};
use e2e::stage::{Kind as Sent, STORED_CHATS, Send, Setup, Stage, stored_id};
use serde_json::json;

const PATIENCE: Duration = Duration::from_secs(15);

#[tokio::test]
async fn chromium_plays_the_pages() {
    pages(Kind::Chromium).await;
}

#[tokio::test]
async fn firefox_plays_the_pages() {
    pages(Kind::Firefox).await;
}

async fn pages(kind: Kind) {
    let folder = tempfile::tempdir().unwrap();
    let extension = folder.path().join("extension");
    write_extension(kind, &extension);
    let stage = Stage::start().await.unwrap();
    let launch = Launch {
        kind,
        extension,
        tls_port: stage.tls_port(),
        http_port: stage.http_port(),
        headless: true,
        profile: folder.path().join("profile"),
        dark: false,
        window: (1200, 900),
        program: None,
    };
    let browser = Browser::launch(&launch).await.unwrap();
    browser.open_tab("about:blank").await.unwrap();
    for site in ["copilot", "lumo", "comparia"] {
        let visit = Visit {
            browser: &browser,
            stage: &stage,
            hands: hands::of(site).unwrap(),
        };
        visit.speaks().await;
        visit.stops().await;
        visit.rewords().await;
        visit.remembers().await;
        if site == "copilot" {
            visit.sends_without_a_key().await;
        }
    }
    browser.quit().await.unwrap();
}

struct Visit<'a> {
    browser: &'a Browser,
    stage: &'a Stage,
    hands: &'a Hands,
}

impl Visit<'_> {
    async fn set(&self, setup: Setup) {
        self.stage.set(self.hands.host, setup);
        self.browser.driver.goto(&self.hands.url()).await.unwrap();
    }

    async fn type_and_enter(&self, text: &str) {
        self.browser.type_into(self.hands.composer, text).await.unwrap();
        self.browser.press_enter(self.hands.composer).await.unwrap();
    }

    fn sends(&self) -> Vec<Send> {
        let mut sends = self.stage.sends();
        sends.retain(|send| send.host == self.hands.host);
        sends
    }

    /// Waits until the page shows all of these.
    async fn shows(&self, words: &[&str]) {
        let what = format!("{} to show {words:?}", self.hands.host);
        self.browser
            .until(&what, PATIENCE, async || {
                let page = self
                    .browser
                    .run_async("done(document.body.innerText)", &[])
                    .await?;
                let page = page.as_str().unwrap_or_default().to_owned();
                Ok(if words.iter().all(|word| page.contains(word)) {
                    Ok(())
                } else {
                    Err(page)
                })
            })
            .await
            .unwrap();
    }

    /// Waits for the end of the `count`th send on this site and gives it.
    async fn over(&self, count: usize) -> Send {
        self.browser
            .until("the end of a send", PATIENCE, async || {
                let sends = self.sends();
                let over = |send: &&Send| send.finished || send.aborted_after_chars.is_some();
                Ok(match sends.get(count - 1).filter(over) {
                    Some(send) if sends.len() == count => Ok(send.clone()),
                    _ => Err(format!("{sends:?}")),
                })
            })
            .await
            .unwrap()
    }

    /// Waits until the page shows the last words of this reply, as a reader sees them.
    async fn shows_reply(&self, send: &Send) {
        let shown = send.reply_shown();
        self.shows(&[shown.lines().next().unwrap(), shown.lines().last().unwrap()])
            .await;
    }

    async fn path(&self) -> String {
        self.browser.driver.current_url().await.unwrap().path().to_owned()
    }

    async fn speaks(&self) {
        self.set(Setup {
            lang: "fr".to_owned(),
            ..Setup::default()
        })
        .await;
        let (start, before) = (self.path().await, self.sends().len());
        self.type_and_enter("Bonjour, deux mots\nsur deux lignes").await;
        let first = self.over(before + 1).await;
        assert_eq!(
            (first.kind, first.text.as_str(), first.finished),
            (Sent::New, "Bonjour, deux mots\nsur deux lignes", true)
        );
        self.shows(&["Bonjour, deux mots", "sur deux lignes"]).await;
        self.shows_reply(&first).await;
        let path = self.path().await;
        let moved = !self.hands.stored.is_empty();
        assert_eq!(
            path != start && path.ends_with(&first.conversation_id),
            moved,
            "{path}"
        );

        self.browser
            .type_into(self.hands.composer, "merci")
            .await
            .unwrap();
        self.browser.click(self.hands.send).await.unwrap();
        let second = self.over(before + 2).await;
        assert_eq!((second.kind, second.text.as_str()), (Sent::New, "merci"));
        assert_eq!(second.conversation_id, first.conversation_id);
        self.shows_reply(&second).await;
        self.browser.wait_for_count(self.hands.message, 2).await.unwrap();
        if moved {
            self.browser.driver.refresh().await.unwrap();
            self.browser.wait_for_count(self.hands.message, 2).await.unwrap();
            self.shows(&["Bonjour, deux mots", "merci"]).await;
            self.shows_reply(&first).await;
            self.shows_reply(&second).await;
        } else {
            let both = ".grouped-messages:last-child .message-bot";
            self.browser.wait_for_count(both, 2).await.unwrap();
        }
        self.browser
            .click(&format!("a[href='{}']", self.hands.start))
            .await
            .unwrap();
        self.browser.wait_for_count(self.hands.message, 0).await.unwrap();
        assert_eq!(self.sends().len(), before + 2);
    }

    async fn stops(&self) {
        self.set(Setup {
            chunks: 40,
            chunk_ms: 150,
            ..Setup::default()
        })
        .await;
        let before = self.sends().len();
        self.type_and_enter("stop soon").await;
        self.browser.find(self.hands.stop).await.unwrap();
        tokio::time::sleep(Duration::from_millis(800)).await;
        self.browser.click(self.hands.stop).await.unwrap();
        let cut = self.over(before + 1).await;
        assert!(cut.aborted_after_chars.is_some_and(|chars| chars > 0), "{cut:?}");
        // The line, or the next request, is good for more.
        self.stage.set(self.hands.host, Setup::default());
        self.type_and_enter("and on").await;
        let next = self.over(before + 2).await;
        assert!(next.finished && next.kind == Sent::New);
        self.shows_reply(&next).await;
        let setup = Setup {
            fail: Some(429),
            ..Setup::default()
        };
        self.stage.set(self.hands.host, setup);
        self.type_and_enter("this one fails").await;
        self.browser.find(".trouble").await.unwrap();
        assert_eq!(self.sends().pop().unwrap().status, 429);
    }

    async fn rewords(&self) {
        self.set(Setup::default()).await;
        let before = self.sends().len() + 1;
        self.type_and_enter("a first wording").await;
        self.over(before).await;
        if !self.hands.regenerate.is_empty() {
            self.browser.click(self.hands.regenerate).await.unwrap();
            let again = self.over(before + 1).await;
            assert_eq!(
                (again.kind, again.text.as_str()),
                (Sent::Regenerate, "a first wording")
            );
            self.shows_reply(&again).await;
        }
        if !self.hands.edit.is_empty() {
            let before = self.sends().len();
            self.browser.click(self.hands.edit).await.unwrap();
            self.browser
                .type_into(self.hands.editor, ", bettered")
                .await
                .unwrap();
            self.browser.click(self.hands.save).await.unwrap();
            let edited = self.over(before + 1).await;
            assert_eq!(
                (edited.kind, edited.text.as_str()),
                (Sent::Edit, "a first wording, bettered")
            );
            self.shows_reply(&edited).await;
        }
        self.browser.wait_for_count(self.hands.message, 1).await.unwrap();
    }

    async fn remembers(&self) {
        if self.hands.stored.is_empty() {
            return;
        }
        self.set(Setup::default()).await;
        let before = self.sends().len();
        let (number, pairs) = STORED_CHATS[1];
        let id = stored_id(self.hands.host, number, pairs);
        let link = format!("{}[href*='{id}']", self.hands.stored);
        self.browser.click(&link).await.unwrap();
        self.browser
            .wait_for_count(self.hands.message, pairs)
            .await
            .unwrap();
        let here = self.browser.driver.current_url().await.unwrap();
        self.browser.driver.goto(here.as_str()).await.unwrap();
        self.browser
            .wait_for_count(self.hands.message, pairs)
            .await
            .unwrap();
        self.shows(&["Hello! Could you help me with this, please?"]).await;
        assert_eq!(self.sends().len(), before);
        self.type_and_enter("one more").await;
        assert_eq!(self.over(before + 1).await.kind, Sent::New);
    }

    /// A suggestion, and an address that brings the words.
    async fn sends_without_a_key(&self) {
        self.set(Setup::default()).await;
        let before = self.sends().len();
        self.browser.click(".chips button").await.unwrap();
        assert_eq!(self.over(before + 1).await.text, "Please plan a rainy Sunday");
        self.browser
            .driver
            .goto(&format!("{}?q=what%20about%20Monday", self.hands.url()))
            .await
            .unwrap();
        let brought = self.over(before + 2).await;
        assert_eq!(brought.text, "what about Monday");
        self.shows_reply(&brought).await;
    }
}

fn write_extension(kind: Kind, folder: &Path) {
    let mut manifest = json!({ "manifest_version": 3, "name": "Nothing", "version": "1" });
    match kind {
        Kind::Chromium => manifest["background"] = json!({ "service_worker": "background.js" }),
        Kind::Firefox => {
            manifest["background"] = json!({ "scripts": ["background.js"] });
            manifest["browser_specific_settings"] = json!({ "gecko": { "id": "nothing@merciwatt.example" } });
        }
    }
    let background =
        "chrome.runtime.onMessage.addListener((message, sender, answer) => answer({ pong: true }));";
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("manifest.json"), manifest.to_string()).unwrap();
    std::fs::write(folder.join("background.js"), background).unwrap();
    std::fs::write(folder.join("popup.html"), "<!doctype html><p>Nothing").unwrap();
}
