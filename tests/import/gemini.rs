//! The traps of Google's My Activity.

use merciwatt::import::Error;
use serde_json::json;

use super::{counts, fixture, messages, read, read_in};

fn lengths(name: &str) -> Vec<u32> {
    let (made, _) = read(&fixture(name));
    messages(&made)
        .filter_map(|made| Some(made.message.as_ref()?.measure.chars))
        .collect()
}

#[test]
fn the_verb_is_taken_away_in_every_known_language() {
    assert_eq!(lengths("gemini-fr.json"), [22, 14]);
    assert_eq!(lengths("gemini-de.json"), [16, 8]);
    assert_eq!(lengths("gemini-cs.json"), [11, 6]);
    assert_eq!(lengths("gemini-ko.json"), [10, 3]);
}

#[test]
fn a_verb_of_an_unknown_language_is_learned() {
    assert_eq!(lengths("gemini-xx.json"), [18, 10, 11, 6]);
}

#[test]
fn feedback_canvases_and_other_products_are_no_prompts() {
    for title in [
        "Gave feedback: Good",
        "Used an app",
        "Created Gemini Canvas titled X",
        "Selected preferred draft",
    ] {
        let record = json!([{ "header": "Gemini Apps", "title": title, "time": "2026-03-10T10:00:00Z",
                              "products": ["Gemini Apps"], "safeHtmlItem": [{"html": "<p>x</p>"}] }]);
        assert_eq!(counts(&record), (0, 0), "{title}");
    }
    let search = json!([{ "header": "Search", "title": "Prompted x", "time": "2026-03-10T10:00:00Z", "products": ["Search"] }]);
    assert_eq!(counts(&search), (0, 0));
}

#[test]
fn prompts_of_one_thread_share_their_context() {
    let (made, _) = read(&fixture("gemini-en.json"));
    let threaded: Vec<_> = made.iter().filter(|made| made.conversation.is_some()).collect();
    assert_eq!(threaded.len(), 2);
    assert!(threaded[0].context_tokens == 0 && threaded[1].context_tokens > 0);
    assert!(
        threaded[0].t < threaded[1].t,
        "the newest comes first in the file"
    );
}

#[test]
fn a_page_is_split_at_its_date() {
    let (made, _) = read(&fixture("gemini-de.html"));
    let first = &made[0];
    assert_eq!(first.t, Some(1_776_526_731_000.0));
    let (message, reply) = (
        first.message.as_ref().expect("a prompt"),
        first.reply.as_ref().expect("an answer"),
    );
    assert_eq!(message.measure.chars, 44, "entities and line breaks");
    assert_eq!(reply.chars, 13);
    let with_file = made[1].message.as_ref().expect("a prompt");
    assert_eq!(with_file.measure.chars, 8, "without the names of files");
}

#[test]
fn a_page_in_english_counts_by_utc() {
    let (made, _) = read(&fixture("gemini-en.html"));
    assert_eq!(
        made[0].t,
        Some(1_736_137_800_000.0),
        "Sunday evening in New York is Monday"
    );
    assert!(
        made[1]
            .message
            .as_ref()
            .is_some_and(|message| message.measure.courtesy_only)
    );
}

#[test]
fn a_page_that_breaks_off_is_refused_and_another_page_too() {
    let page = fixture("gemini-de.html");
    let mut importer = merciwatt::import::Importer::new(super::NOW, merciwatt::observe::text::compose);
    let cut = read_in(&mut importer, &page[..page.len() * 2 / 3], 777);
    assert!(matches!(cut, Err(Error::CutOff { .. })), "{cut:?}");
    let other = read_in(&mut importer, b"<html><body>hello</body></html>", 7);
    assert!(matches!(other, Err(Error::Unknown { .. })));
}

#[test]
fn a_date_that_cannot_be_read_parts_prompt_and_answer_all_the_same() {
    for (date, dated) in [
        ("٢ يناير ٢٠٢٥، ٣:٠٤:٠٥ م GMT+2", true),
        ("2026年8月2日 下午3:05", true),
        ("2 ม.ค. 2568 15:04:05 GMT+7", false),
    ] {
        let page = format!(
            "<html><body><div class=\"outer-cell\"><div class=\"header-cell\"><p>Gemini Apps<br></p></div>\
             <div class=\"content-cell mdl-cell--6-col\">Prompt: hi<br>{date}<br><p>hello</p></div></div></body></html>"
        );
        let (made, report) = read(page.as_bytes());
        assert_eq!((report.messages, report.replies), (1, 1), "{date}");
        let message = made[0].message.as_ref().expect("a message");
        assert_eq!((message.measure.chars, made[0].t.is_some()), (2, dated), "{date}");
    }
}

#[test]
fn records_may_have_their_words_elsewhere_than_in_a_title() {
    let record = json!([{ "header": "Gemini Apps", "time": "2026-03-10T10:00:00Z", "products": ["Gemini Apps"],
        "userInteractions": [{ "userInteraction": { "request": "[{\"text\":\"hi\"}]", "response": "hello" } }] }]);
    assert_eq!(counts(&record), (1, 1));
}
