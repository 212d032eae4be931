//! Exactly once: the join played against a store in memory, with the events of a browser in good and bad order.

use std::collections::BTreeMap;

use merciwatt::join::{self, OpenSends, Reply, Seen, Send, conversation_hash};
use merciwatt::ledger::{Day, Row, Salt, State};
use merciwatt::measure::Measure;
use merciwatt::observe::request::{Body, read};
use merciwatt::observe::{self, rule::Site, text::compose};
use merciwatt::week::Moment;

const SALT: Salt = Salt([3; 16]);
const MINUTE: f64 = 60_000.0;
const NOON: f64 = 1_764_000_000_000.0;

/// The store's part, in memory: rows by key, one day per date, the open sends.
#[derive(Default)]
struct Ledger {
    rows: BTreeMap<String, Row>,
    days: BTreeMap<String, Day>,
    open: OpenSends,
}

impl Ledger {
    fn put(&mut self, after: Row) {
        let day = self
            .days
            .entry(after.day.clone())
            .or_insert_with(|| Day::new(&after.day));
        day.replace(self.rows.get(&after.key), &after);
        self.rows.insert(after.key.clone(), after);
    }

    fn send(&mut self, send: &Send) -> bool {
        if self.open.has_twin(send) {
            return false;
        }
        let last = send.conversation.as_ref().and_then(|conversation| {
            let of = |row: &&Row| {
                row.conv_t
                    .as_deref()
                    .is_some_and(|key| key.starts_with(conversation.as_str()))
            };
            self.rows
                .values()
                .filter(of)
                .max_by(|a, b| a.t.total_cmp(&b.t))
                .cloned()
        });
        let row = join::send(send, self.rows.get(&send.key), last.as_ref());
        self.open.push(send);
        row.map(|row| self.put(row)).is_some()
    }

    fn reply(&mut self, key: &str, text: Option<&str>) {
        let reply = Reply {
            state: State::Answered,
            measure: text.map(|text| Measure::of_reply(text, compose)),
            model: Some("gpt-5-5".into()),
            model_on_reply: true,
            conversation: Some(conversation_hash(&SALT, chatgpt(), "c1")),
        };
        let next = join::reply(&self.rows[key], &reply, false);
        self.put(next);
    }

    fn total(&self) -> merciwatt::ledger::Tally {
        self.days.values().next().expect("one day").total.clone()
    }
}

fn chatgpt() -> &'static Site {
    observe::site("chatgpt").expect("ChatGPT has a rule")
}

fn message(id: &str, words: &str, conversation: Option<&str>, request: &str, tab: i32, minutes: f64) -> Send {
    let conversation = conversation.map_or("null".to_owned(), |id| format!("\"{id}\""));
    let body = format!(
        r#"{{"action":"next","conversation_id":{conversation},"model":"auto",
        "messages":[{{"id":"{id}","author":{{"role":"user"}},"content":{{"parts":["{words}"]}}}}]}}"#
    );
    let sent = read(
        chatgpt(),
        "POST",
        "https://chatgpt.com/backend-api/f/conversation",
        Body::Bytes(body.as_bytes()),
    );
    let at = Moment {
        t: NOON + minutes * MINUTE,
        off: 60,
    };
    Send::new(chatgpt(), &sent, Seen { request, tab, at }, &SALT, compose)
}

#[test]
fn a_repeated_request_is_one_message() {
    let mut ledger = Ledger::default();
    assert!(ledger.send(&message("m1", "hello", None, "r1", 4, 0.0)));
    assert!(
        !ledger.send(&message("m1", "hello", None, "r1", 4, 0.0)),
        "the very same event again"
    );
    assert!(
        !ledger.send(&message("m1", "hello", None, "r2", 4, 0.1)),
        "the network tried again"
    );
    assert_eq!(ledger.total().messages, 1);
}

#[test]
fn the_same_words_twice_are_two_messages() {
    let mut ledger = Ledger::default();
    ledger.send(&message("m1", "continue", None, "r1", 4, 0.0));
    ledger.send(&message("m2", "continue", None, "r2", 4, 0.01));
    assert_eq!(ledger.total().messages, 2);
}

#[test]
fn a_request_reported_for_tab_and_worker_is_one() {
    let mut ledger = Ledger::default();
    let mut twin = message("m1", "hello", None, "r2", -1, 0.001);
    twin.key = "another".into(); // as on a site whose requests carry no id
    ledger.send(&message("m1", "hello", None, "r1", 4, 0.0));
    assert!(!ledger.send(&twin));
    let mut later = message("m3", "hello", None, "r3", -1, 1.0);
    later.key = "a third".into();
    assert!(ledger.send(&later), "a minute later it is another message");
}

#[test]
fn a_reply_reported_twice_is_one_reply() {
    let mut ledger = Ledger::default();
    let send = message("m1", "Why is the sky blue?", None, "r1", 4, 0.0);
    ledger.send(&send);
    let unknown = ledger.total();
    ledger.reply(
        &send.key,
        Some("Because air scatters short waves more than long ones."),
    );
    let once = ledger.total();
    ledger.reply(
        &send.key,
        Some("Because air scatters short waves more than long ones."),
    );
    assert_eq!(ledger.total(), once);
    assert_eq!((once.messages, once.replies), (1, 1));
    assert!(
        unknown.wh[0].high > once.wh[0].high,
        "a reply that was not seen is wide, not zero"
    );
    assert!(unknown.wh[0].low > 0);
    assert_eq!(ledger.rows[&send.key].model.as_deref(), Some("gpt-5-5"));
}

#[test]
fn a_failed_send_is_kept_and_charged_nothing_until_it_is_tried_again() {
    let mut ledger = Ledger::default();
    let send = message("m1", "hello", None, "r1", 4, 0.0);
    ledger.send(&send);
    ledger.put(join::ended(&ledger.rows[&send.key], State::Failed));
    let failed = ledger.total();
    assert_eq!((failed.messages, failed.replies, failed.failed), (1, 0, 1));
    assert_eq!(failed.wh, merciwatt::ledger::Priced::default());
    assert!(ledger.send(&message("m1", "hello", None, "r2", 4, 0.2)));
    ledger.reply(&send.key, Some("Hello to you."));
    let answered = ledger.total();
    assert_eq!((answered.messages, answered.replies, answered.failed), (1, 1, 0));
}

#[test]
fn an_answer_that_was_seen_stays_when_the_connection_breaks_late() {
    let mut ledger = Ledger::default();
    let send = message("m1", "hello", None, "r1", 4, 0.0);
    ledger.send(&send);
    ledger.reply(&send.key, Some("Hello."));
    assert_eq!(
        join::ended(&ledger.rows[&send.key], State::Failed).state,
        State::Answered
    );
}

#[test]
fn the_conversation_grows_and_its_pauses_are_known() {
    let mut ledger = Ledger::default();
    let first = message("m1", "Tell me about tides.", None, "r1", 4, 0.0);
    ledger.send(&first);
    ledger.reply(&first.key, Some("The moon pulls the sea, and the sea follows."));
    let second = message("m2", "And the sun?", Some("c1"), "r2", 4, 12.0);
    ledger.send(&second);
    let (a, b) = (&ledger.rows[&first.key], &ledger.rows[&second.key]);
    assert_eq!(a.context_tokens, 0);
    assert_eq!(
        b.context_tokens,
        a.context_after(),
        "the first exchange is read again"
    );
    assert_eq!(b.minutes_since_last, Some(12.0));
}

#[test]
fn a_note_fills_only_what_the_request_did_not_tell() {
    let mut send = message("m1", "hello", None, "r1", 4, 0.0);
    send.measure = None;
    let row = join::send(&send, None, None).unwrap();
    assert_eq!((row.chars, row.courtesy_only), (None, false));
    let noted = join::note(&row, Measure::of_message("Merci beaucoup !", compose));
    assert_eq!((noted.chars, noted.courtesy_only), (Some(16), true));
    assert_eq!(
        join::note(&noted, Measure::of_message("something else", compose)),
        noted
    );
}

#[test]
fn rows_hold_no_words_and_no_ids() {
    let mut ledger = Ledger::default();
    let send = message(
        "secret-message-id",
        "a very private sentence",
        Some("secret-chat"),
        "r1",
        4,
        0.0,
    );
    ledger.send(&send);
    ledger.reply(&send.key, Some("an equally private answer"));
    let stored = serde_json::to_string(&ledger.rows[&send.key]).unwrap()
        + &serde_json::to_string(&ledger.days.values().collect::<Vec<_>>()).unwrap()
        + &serde_json::to_string(&ledger.open).unwrap();
    for secret in ["private", "secret", "sentence", "answer\":"] {
        assert!(!stored.contains(secret), "{secret} in {stored}");
    }
}
