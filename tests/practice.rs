//! The practice chat of the first run: what a "merci" alone costs, and what a "please" inside a message does.

use merciwatt::view::{Practice, practice};
use serde_json::to_value;

const REPLY: &str = "Light from the sun is scattered by the air, and blue light more than red: so the sky looks blue from \
                     wherever you stand, and red where the light comes a long way through the air, in the evening.";

fn played(text: &str, reply: Option<&str>, context: u32) -> Practice {
    practice(text, reply, context, str::to_owned)
}

#[test]
fn merci_alone_costs_a_whole_reply() {
    let merci = played("merci !", Some("You're welcome!"), 0).sums;
    assert_eq!(
        (
            merci.messages,
            merci.replies,
            merci.courtesy_total,
            merci.courtesy_only
        ),
        (1, 1, 1, 1)
    );
    assert_eq!(merci.courtesy_only_wh, merci.wh);
    assert!(merci.wh.low > 0.0 && merci.wh.low < merci.wh.central && merci.wh.central < merci.wh.high);
}

#[test]
fn please_inside_a_message_costs_next_to_nothing() {
    let polite = played("Please tell me why the sky is blue.", Some(REPLY), 0);
    assert_eq!((polite.sums.courtesy_total, polite.sums.courtesy_only), (1, 0));
    assert!(polite.phrases_wh.central > 0.0);
    assert!(
        polite.phrases_wh.central < polite.sums.wh.central / 100.0
            && polite.phrases_wh.high < polite.sums.wh.high / 100.0,
        "{:?} of {:?}",
        polite.phrases_wh,
        polite.sums.wh
    );
    let plain = played("Why is the sky blue?", Some(REPLY), 0);
    assert_eq!((plain.sums.courtesy_total, plain.phrases_wh.high), (0, 0.0));
}

#[test]
fn a_reply_that_is_awaited_is_wide_and_a_longer_conversation_dearer() {
    let awaited = played("Why is the sky blue?", None, 0);
    let answered = played("Why is the sky blue?", Some(REPLY), 0);
    assert!(awaited.sums.wh.high > answered.sums.wh.high);
    let later = played("Why is the sky blue?", Some(REPLY), answered.context);
    assert!(answered.context > 20 && later.context == 2 * answered.context);
    assert!(later.sums.wh.central > answered.sums.wh.central);
}

#[test]
fn nonsense_is_measured_without_a_panic() {
    let odd = played("", Some(""), u32::MAX);
    let written = to_value(&odd).expect("an answer").to_string();
    assert!(
        written.contains("\"ok\":true") && !written.contains("null"),
        "{written}"
    );
}
