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

#[test]
fn a_message_told_of_late_is_the_one_of_its_time_even_if_its_request_is_forgotten() {
    let conversation = asked("x", "r", 4, 0.0).conversation;
    assert!(
        conversation.is_some(),
        "Claude's requests name their conversation"
    );
    let told = |nonce: &str, words: &str, hand: f64, next: f64| Node {
        conversation: conversation.clone(),
        window: Window {
            from: Some(NOON + hand * 1000.0),
            until: Some(NOON + next * 1000.0),
        },
        ..shown(nonce, words, 4, hand)
    };
    let mut ledger = Ledger::default();
    ledger.send(&asked("What is the moon?", "r1", 4, 0.1));
    ledger.send(&asked("And what is the sun?", "r3", 4, 81.0));
    // Seventy messages in other tabs meanwhile: more than are remembered.
    for other in 0..70 {
        let at = 1.0 + f64::from(other);
        ledger.send(&asked(
            "An entirely different question, and a long one at that.",
            &format!("o{other}"),
            5,
            at,
        ));
    }
    let late = NOON + 90_000.0;
    ledger.node_told(&told("n1", "What is the moon?", 0.0, 0.9), late);
    assert_eq!(ledger.total().messages, 72, "it is there");
    ledger.node_told(&told("n1", "What is the moon?", 0.0, 0.9), late + 500.0);
    assert_eq!(ledger.total().messages, 72, "and told twice it is there once");
    // The request of this one was cut off. The next hand's in the same conversation is nearly as long, and counted.
    ledger.node_told(&told("n2", "What is the sun??", 75.0, 99.0), late);
    assert_eq!(ledger.total().messages, 73, "nobody had counted it");
}
