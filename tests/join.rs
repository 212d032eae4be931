//! Exactly once: the join played against a store in memory, with the events of a browser in good and bad order.

#[path = "join/hands.rs"]
mod hands;
mod memory;

use memory::Ledger;
use merciwatt::join::{self, Node, Seen, Send, Window, conversation_hash};
use merciwatt::ledger::{Salt, State};
use merciwatt::measure::Measure;
use merciwatt::observe::body::Body;
use merciwatt::observe::request::read;
use merciwatt::observe::{self, rule::Site, text::compose};
use merciwatt::week::Moment;

const SALT: Salt = Salt([3; 16]);
const MINUTE: f64 = 60_000.0;
const NOON: f64 = 1_764_000_000_000.0;

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

fn reply(ledger: &mut Ledger, send: &Send, text: &str) {
    ledger.reply(
        &send.key,
        Some(text),
        Some(conversation_hash(&SALT, chatgpt(), "c1")),
    );
}

/// A message on a page whose site has no ids in common with its requests.
fn shown(nonce: &str, words: &str, tab: i32, seconds: f64) -> Node {
    let site = observe::site("claude").expect("Claude has a rule");
    Node {
        site,
        nonce: nonce.into(),
        window: Window::default(),
        named: false,
        tab,
        at: Moment {
            t: NOON + seconds * 1000.0,
            off: 60,
        },
        key: Node::key(site, None, nonce, &SALT),
        conversation: None,
        measure: Measure::of_message(words, compose),
    }
}

/// The request of such a message.
fn asked(words: &str, request: &str, tab: i32, seconds: f64) -> Send {
    let site = observe::site("claude").expect("Claude has a rule");
    let body = format!(r#"{{"prompt":"{words}"}}"#);
    let address = "https://claude.ai/api/organizations/o/chat_conversations/c1/completion";
    let sent = read(site, "POST", address, Body::Bytes(body.as_bytes()));
    let at = Moment {
        t: NOON + seconds * 1000.0,
        off: 60,
    };
    Send::new(site, &sent, Seen { request, tab, at }, &SALT, compose)
}

#[test]
fn both_signals_of_a_message_are_one_whichever_comes_first() {
    let mut ledger = Ledger::default();
    assert!(ledger.send(&asked("Where do tides come from?", "r1", 4, 0.0)));
    ledger.node(&shown("n1", "Where do tides come from?", 4, 2.0));
    assert_eq!(ledger.total().messages, 1);

    ledger.node(&shown("n2", "And in the Mediterranean?", 4, 60.0));
    assert_eq!(ledger.total().messages, 2);
    assert!(
        !ledger.send(&asked("And in the Mediterranean?", "r2", 4, 66.0)),
        "it was counted"
    );
    assert_eq!(ledger.total().messages, 2);
    let row = ledger
        .rows
        .values()
        .find(|row| row.t > NOON + 50_000.0)
        .expect("the second");
    assert!(row.conv_t.is_some(), "the request told the conversation");
}

#[test]
fn repeated_reports_of_a_page_are_one_message() {
    let mut ledger = Ledger::default();
    let key = ledger.node(&shown("n1", "continue", 4, 0.0));
    assert_eq!(ledger.node(&shown("n1", "continue", 4, 0.5)), key);
    assert_ne!(
        ledger.node(&shown("n2", "continue", 4, 5.0)),
        key,
        "the same words again"
    );
    assert_eq!(ledger.total().messages, 2);
}

#[test]
fn a_retry_after_the_page_was_first_is_no_new_message() {
    let mut ledger = Ledger::default();
    ledger.node(&shown("n1", "hello there", 4, 0.0));
    let mut request = asked("hello there", "r1", 4, 1.0);
    request.key = "by its own id".into();
    ledger.send(&request);
    let mut retry = asked("hello there", "r2", 4, 9.0);
    retry.key = "by its own id".into();
    assert!(!ledger.send(&retry));
    assert_eq!(ledger.total().messages, 1);
}

#[test]
fn another_reply_never_takes_a_message_of_the_page() {
    let mut ledger = Ledger::default();
    ledger.node(&shown("n1", "hello there", 4, 0.0));
    let mut again = asked("hello there", "r1", 4, 1.0);
    again.kind = merciwatt::observe::rule::Kind::Regenerate;
    ledger.send(&again);
    let total = ledger.total();
    assert_eq!((total.messages, total.replies), (1, 2));
}

#[test]
fn two_models_that_answer_one_message_are_two_replies_with_the_energy_of_two() {
    let comparia = observe::site("comparia").expect("compar:IA has a rule");
    let send = |site| {
        let measure = Some(Measure::of_message("Why is the sky blue?", compose));
        Send {
            site,
            measure,
            ..asked("x", "r1", 4, 0.0)
        }
    };
    let mut two = Ledger::default();
    two.send(&send(comparia));
    let total = two.total();
    assert_eq!((total.messages, total.replies), (1, 2));
    let row = two.rows.values().next().expect("one row").clone();
    let mut one = Ledger::default();
    one.put(merciwatt::ledger::Row { replies: 1, ..row });
    assert_eq!(total.wh[0].central, 2 * one.total().wh[0].central);
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
    (twin.key, twin.named) = ("another".into(), false); // as on a site whose requests carry no id
    ledger.send(&message("m1", "hello", None, "r1", 4, 0.0));
    assert!(!ledger.send(&twin));
    let mut later = message("m3", "hello", None, "r3", -1, 1.0);
    (later.key, later.named) = ("a third".into(), false);
    assert!(ledger.send(&later), "a minute later it is another message");
}

#[test]
fn a_reply_reported_twice_is_one_reply() {
    let mut ledger = Ledger::default();
    let send = message("m1", "Why is the sky blue?", None, "r1", 4, 0.0);
    ledger.send(&send);
    let unknown = ledger.total();
    reply(
        &mut ledger,
        &send,
        "Because air scatters short waves more than long ones.",
    );
    let once = ledger.total();
    reply(
        &mut ledger,
        &send,
        "Because air scatters short waves more than long ones.",
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
    reply(&mut ledger, &send, "Hello to you.");
    let answered = ledger.total();
    assert_eq!((answered.messages, answered.replies, answered.failed), (1, 1, 0));
}

#[test]
fn an_answer_that_was_seen_stays_when_the_connection_breaks_late() {
    let mut ledger = Ledger::default();
    let send = message("m1", "hello", None, "r1", 4, 0.0);
    ledger.send(&send);
    reply(&mut ledger, &send, "Hello.");
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
    reply(
        &mut ledger,
        &first,
        "The moon pulls the sea, and the sea follows.",
    );
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
    reply(&mut ledger, &send, "an equally private answer");
    let stored = serde_json::to_string(&ledger.rows[&send.key]).unwrap()
        + &serde_json::to_string(&ledger.days.values().collect::<Vec<_>>()).unwrap()
        + &serde_json::to_string(&ledger.open).unwrap();
    for secret in ["private", "secret", "sentence", "answer\":"] {
        assert!(!stored.contains(secret), "{secret} in {stored}");
    }
}
