//! What chance found to be counted twice, each by its reason.

use merciwatt::join::{Node, Send, Window};
use merciwatt::measure::Measure;
use merciwatt::observe;
use merciwatt::observe::rule::Kind;
use merciwatt::week::Moment;

use super::memory::Ledger;
use super::my_turn;

fn moment(seconds: f64) -> Moment {
    Moment {
        t: 1_764_000_000_000.0 + seconds * 1000.0,
        off: 60,
    }
}

/// A request, known by an id or, without one, by the request itself.
fn asked(request: &str, id: Option<&str>, tab: i32, seconds: f64) -> Send {
    Send {
        site: observe::site("deepseek").expect("DeepSeek has a rule"),
        kind: Kind::New,
        request: request.into(),
        tab,
        at: moment(seconds),
        key: id.map_or_else(|| format!("{request} {seconds}"), str::to_owned),
        named: id.is_some(),
        conversation: None,
        model: None,
        measure: Some(Measure::default()),
    }
}

fn shown(nonce: &str, seconds: f64) -> Node {
    Node {
        site: observe::site("deepseek").expect("DeepSeek has a rule"),
        nonce: nonce.into(),
        window: Window::default(),
        named: false,
        tab: 4,
        at: moment(seconds),
        key: nonce.into(),
        conversation: None,
        measure: Measure::default(),
    }
}

#[test]
fn a_request_that_is_sent_on_to_another_address_is_one() {
    let _turn = my_turn();
    let mut ledger = Ledger::default();
    assert!(ledger.send(&asked("r1", None, 4, 0.0)));
    assert!(
        !ledger.send(&asked("r1", None, 4, 0.3)),
        "the browser tells of it again"
    );
    assert!(
        ledger.send(&asked("r1", None, 4, 5.0)),
        "a browser that was killed and started again counts its requests anew"
    );
    assert!(ledger.send(&asked("r1", Some("an id"), 4, 3600.0)));
    assert_eq!(ledger.total().messages, 3);
}

#[test]
fn a_browser_killed_and_started_within_seconds_loses_no_message_that_has_a_name() {
    let _turn = my_turn();
    let mut ledger = Ledger::default();
    assert!(ledger.send(&asked("7", Some("m1"), 4, 0.0)));
    assert!(ledger.send(&asked("7", Some("m2"), 4, 2.5)));
    assert!(
        !ledger.send(&asked("7", Some("m2"), 4, 2.6)),
        "sent on to another address"
    );
    assert!(
        !ledger.send(&asked("8", Some("m2"), -1, 2.7)),
        "told of by a page's own worker"
    );
    assert!(
        ledger.send(&asked("9", Some("m3"), -1, 2.8)),
        "another message of the same length"
    );
    assert_eq!(ledger.total().messages, 3);
}

#[test]
fn a_twin_of_a_request_that_came_long_after_its_message_is_one() {
    let _turn = my_turn();
    let mut ledger = Ledger::default();
    ledger.node(&shown("n1", 0.0));
    assert!(!ledger.send(&asked("r1", None, 4, 9.0)));
    assert!(!ledger.send(&asked("w1", None, -1, 9.1)));
    assert_eq!(ledger.total().messages, 1);
}

#[test]
fn a_retry_takes_no_other_message_of_the_page() {
    let _turn = my_turn();
    let mut ledger = Ledger::default();
    ledger.send(&asked("r1", Some("m1"), 4, 0.0));
    ledger.node(&shown("n1", 0.1));
    ledger.node(&shown("n2", 5.0));
    ledger.send(&asked("r2", Some("m1"), 4, 5.1));
    ledger.send(&asked("r3", Some("m2"), 4, 5.2));
    assert_eq!(ledger.total().messages, 2);
    ledger.node(&shown("n1", 5.3));
    assert_eq!(
        ledger.total().messages,
        2,
        "the page's report is still known after the retry"
    );
}

#[test]
fn a_request_taken_for_a_nameless_message_is_given_to_the_one_of_its_name() {
    let _turn = my_turn();
    let named = |nonce: &str, id: &str, seconds| Node {
        named: true,
        key: id.into(),
        ..shown(nonce, seconds)
    };
    // Both shown at once, one without its name; the first request is that of the named one.
    let mut ledger = Ledger::default();
    ledger.node(&shown("n1", 0.0));
    ledger.send(&asked("r2", Some("m2"), 4, 0.0));
    ledger.node(&named("n2", "m2", 0.0));
    ledger.send(&asked("r1", Some("m1"), 4, 7.7));
    assert_eq!(ledger.total().messages, 2);
    // The named one is shown after both requests.
    let mut ledger = Ledger::default();
    ledger.node(&shown("n2", 0.0));
    ledger.send(&asked("r1", Some("m1"), 4, 2.2));
    ledger.send(&asked("r2", Some("m2"), 4, 2.2));
    ledger.node(&named("n1", "m1", 10.1));
    ledger.node(&named("n1", "m1", 10.5));
    assert_eq!(ledger.total().messages, 2);
}
