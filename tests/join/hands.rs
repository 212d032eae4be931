//! Where no id tells whose a request is: tab, time and length do, and that a hand's messages follow each other.

use merciwatt::join::{Node, Window};

use super::memory::Ledger;
use super::{NOON, asked, shown};

#[test]
fn a_message_whose_request_was_never_told_of_does_not_take_the_next_ones() {
    let between = |from: f64, until: f64| Window {
        from: Some(NOON + from * 1000.0),
        until: Some(NOON + until * 1000.0),
    };
    // The hands come at 0 s and 3 s; the background was stopped over the first request.
    let first = Node {
        window: between(0.0, 3.0),
        ..shown("n1", "What is the moon?", 4, 0.0)
    };
    let mut ledger = Ledger::default();
    ledger.node(&first);
    assert!(ledger.send(&asked("What is the sun??", "r2", 4, 3.1)));
    // The page's report may come after the next request.
    let mut ledger = Ledger::default();
    assert!(ledger.send(&asked("What is the sun??", "r2", 4, 3.1)));
    ledger.node(&first);
    assert_eq!(ledger.total().messages, 2);
    // Its own request, however late the background hears of it.
    assert!(!ledger.send(&asked("What is the moon?", "r1", 4, 0.1)));
    // A reply has come to its end: what is sent later is another message.
    let mut ledger = Ledger::default();
    let key = ledger.node(&shown("n1", "What is the moon?", 4, 0.0));
    ledger.open.end(&key, NOON + 2_000.0);
    assert!(ledger.send(&asked("What is the sun??", "r2", 4, 3.1)));
}

#[test]
fn a_signal_of_another_tab_time_or_length_is_another_message() {
    let long =
        "A much longer message that cannot be the same one as the short one, whatever the page makes of it.";
    for (node, why) in [
        (shown("n", "thanks", 5, 1.0), "another tab"),
        (shown("n", "thanks", 4, 20.0), "too late"),
        (shown("n", long, 4, 1.0), "another length"),
    ] {
        let mut ledger = Ledger::default();
        ledger.send(&asked("thanks", "r1", 4, 0.0));
        ledger.node(&node);
        assert_eq!(ledger.total().messages, 2, "{why}");
    }
}
