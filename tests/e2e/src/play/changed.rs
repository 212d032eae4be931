//! A site changes overnight: its page, its server, or both. The count has to stay right as long as one signal is left,
//! and a person has to be told within five sends.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;

use super::access::switch_on;
use super::hands::{self, Hands};
use super::player::Player;
use super::run::launch;
use super::script::{On, Scenario, Step};
use crate::browser::{Browser, Kind};
use crate::stage::{Setup, Stage};

/// How a replica is changed: what stands in its scripts, and what will stand there.
struct Change {
    site: &'static str,
    /// The nodes of messages get other names.
    nodes: &'static [(&'static str, &'static str)],
    /// Messages go to another address: in the script before and after, in the path after and before.
    server: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

const CHANGES: &[Change] = &[
    Change {
        site: "chatgpt",
        nodes: &[
            (
                "\"data-message-author-role\": \"user\"",
                "\"data-message-author-role\": \"person\"",
            ),
            ("section(\"user\"", "section(\"person\""),
        ],
        server: &[("/f/conversation`", "/f/turn`", "/f/turn", "/f/conversation")],
    },
    Change {
        site: "claude",
        nodes: &[
            ("\"user-message\"", "\"human-turn\""),
            ("data-user-message-bubble", "data-human-bubble"),
        ],
        server: &[(": \"completion\"", ": \"answer\"", "/answer", "/completion")],
    },
    Change {
        site: "gemini",
        nodes: &[("\"user-query\",", "\"person-query\",")],
        server: &[("StreamGenerate", "StreamAnswer", "StreamAnswer", "StreamGenerate")],
    },
    Change {
        site: "mistral",
        nodes: &[("message(\"user\"", "message(\"person\"")],
        server: &[
            (
                "message.newChat",
                "message.newTalk",
                "message.newTalk",
                "message.newChat",
            ),
            ("\"/api/chat\"", "\"/api/talk\"", "/api/talk", "/api/chat"),
        ],
    },
    Change {
        site: "deepseek",
        nodes: &[
            ("ds-message", "ds-item"),
            ("data-virtual-list-item-key", "data-list-key"),
        ],
        server: &[(
            "\"chat/completion\"",
            "\"chat/answer\"",
            "/chat/answer",
            "/chat/completion",
        )],
    },
    Change {
        site: "kimi",
        nodes: &[("item(\"user\"", "item(\"person\"")],
        server: &[("}/Chat`", "}/Talk`", "ChatService/Talk", "ChatService/Chat")],
    },
    Change {
        site: "huggingchat",
        nodes: &[(
            "\"data-message-type\": \"user\"",
            "\"data-message-type\": \"person\"",
        )],
        server: &[(
            "fetch(`/chat/conversation/",
            "fetch(`/chat/talk/",
            "/chat/talk/",
            "/chat/conversation/",
        )],
    },
    Change {
        site: "comparia",
        nodes: &[("message-user", "message-person")],
        server: &[("/arena/${", "/ring/${", "/ring/", "/arena/")],
    },
    Change {
        site: "open-webui",
        nodes: &[
            ("user-message group", "person-message group"),
            ("chat-user", "chat-person"),
        ],
        server: &[(
            "/api/chat/completions",
            "/api/talk/completions",
            "/api/talk/completions",
            "/api/chat/completions",
        )],
    },
    // Sites whose requests cannot be read: there the page carries the count, and nothing is left when it changes.
    Change {
        site: "copilot",
        nodes: &[
            ("\"user-message\"", "\"own-message\""),
            ("group/user-message", "group/own-message"),
        ],
        server: &[],
    },
    Change {
        site: "lumo",
        nodes: &[("item(\"user\"", "item(\"person\"")],
        server: &[],
    },
];

/// Five messages, as a person in a hurry sends them.
const FIVE: Scenario = Scenario {
    name: "five messages",
    lang: "en",
    steps: &[
        Step::Enter("One quokka, please."),
        Step::Enter("Two quokkas then."),
        Step::Enter("And three quokkas?"),
        Step::Enter("Thanks, quokka."),
        Step::Enter("The last quokka of the day."),
    ],
    messages: 5,
    replies: 5,
    on: On::Everywhere,
};

/// After the last send, the page is watched so long before it is called lost; then a little more.
const TOLD_WITHIN: Duration = Duration::from_secs(40);

/// What changed, and what a person must be told.
const PARTS: [(&str, bool, bool, &str); 3] = [
    ("its page changed", true, false, "net_without_dom"),
    ("its server moved", false, true, "dom_without_net"),
    ("its page and server changed", true, true, "neither"),
];

/// One line of the table: what was played, whether it was right, and when it began.
pub type Line = (String, Result<Result<(), String>>, Instant);

/// Plays every change in one browser, calling `note` with each line.
pub async fn play(dist: &Path, kind: Kind, only: &str, note: &mut dyn FnMut(Line)) -> Result<()> {
    let stage = Stage::start().await?;
    let folder = tempfile::tempdir()?;
    let mut browser: Option<Browser> = None;
    for change in CHANGES {
        let hands = hands::of(change.site).expect("every changed site has hands");
        for (what, page, server, check) in PARTS {
            if server && change.server.is_empty() {
                continue;
            }
            let name = format!("{} · {} · {what}", kind.key(), change.site);
            if !name.contains(only) {
                continue;
            }
            if browser.is_none() {
                browser = Some(Browser::launch(&launch(dist, kind, &stage, folder.path())).await?);
            }
            let browser = browser.as_ref().expect("launched above");
            let trial = Trial {
                browser,
                stage: &stage,
                hands,
                check: if change.server.is_empty() {
                    "neither"
                } else {
                    check
                },
                counted: !(page && (server || change.server.is_empty())),
            };
            let start = Instant::now();
            note((name, trial.play(change.setup(page, server)).await, start));
        }
    }
    match browser {
        Some(browser) => browser.quit().await,
        None => Ok(()),
    }
}

/// What changes, and on which sites: for the table.
pub fn table() -> Vec<(&'static str, Vec<&'static str>)> {
    let sites = |server: bool| {
        let played = CHANGES
            .iter()
            .filter(|change| !server || !change.server.is_empty());
        played.map(|change| change.site).collect()
    };
    PARTS
        .iter()
        .map(|(what, _, server, _)| (*what, sites(*server)))
        .collect()
}

impl Change {
    fn setup(&self, page: bool, server: bool) -> Setup {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let mut setup = Setup::default();
        if page {
            setup.rewritten.extend(self.nodes.iter().map(|(a, b)| pair(a, b)));
        }
        if server {
            for (before, after, new, known) in self.server {
                setup.rewritten.push(pair(before, after));
                setup.moved.push(pair(new, known));
            }
        }
        setup
    }
}

struct Trial<'a> {
    browser: &'a Browser,
    stage: &'a Stage,
    hands: &'a Hands,
    check: &'static str,
    /// A signal is left that carries the count.
    counted: bool,
}

impl Trial<'_> {
    async fn play(&self, setup: Setup) -> Result<Result<(), String>> {
        switch_on(self.browser, self.hands.site, self.hands.host).await?;
        let player = Player {
            browser: self.browser,
            stage: self.stage,
            hands: self.hands,
            setup,
        };
        let counted = player.count_of(&FIVE).await?;
        if self.counted && counted != FIVE.messages {
            return Ok(Err(format!(
                "counted {counted} messages instead of {}",
                FIVE.messages
            )));
        }
        if counted > FIVE.messages {
            return Ok(Err(format!("counted {counted} messages, more than were sent")));
        }
        let told = self.browser.until("the warning", TOLD_WITHIN, async || {
            let answer = self.browser.ask(json!({"ask": "sites"})).await?;
            let sites = answer["sites"].as_array().cloned().unwrap_or_default();
            let health = sites
                .iter()
                .find(|site| site["id"] == self.hands.site)
                .map(|site| site["health"].clone());
            let health = health.unwrap_or_default();
            let named = health["checks"]
                .as_array()
                .is_some_and(|checks| checks.contains(&json!(self.check)));
            let dated = health["since"].is_string() && health["state"] != "ok";
            Ok(if named && dated {
                Ok(())
            } else {
                Err(health.to_string())
            })
        });
        let verdict = told
            .await
            .map_err(|why| format!("counts are right, but no warning: {why:#}"));
        self.browser.close_tab().await?;
        Ok(verdict)
    }
}
