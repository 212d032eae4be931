//! The request parser against chance: it never panics, never holds more than two copies of a body, and reads what a
//! body that nobody changed says.

use merciwatt::observe::body::Body;
use merciwatt::observe::request::{Sent, read};
use merciwatt::observe::rule::{Encoding, Kind, SendRule, Site};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::bodies::{Hand, parts, rules, write};
use super::changes::{Change, changed, changes};
use super::{MEMORY, my_turn, tried};

/// Beside two copies of the body: ids and names, which are short, and the parser's own small things.
const SLACK: usize = 4096;

const ENCODINGS: [Encoding; 6] = [
    Encoding::Json,
    Encoding::Form,
    Encoding::Multipart,
    Encoding::Connect,
    Encoding::Query,
    Encoding::Frame,
];

/// Every rule in every encoding: the rule's own first.
fn sites() -> Vec<[&'static Site; 7]> {
    let in_encoding = |site: &'static Site, rule: &'static SendRule, body| -> &'static Site {
        let sends = Vec::leak(vec![SendRule { body, ..*rule }]);
        Box::leak(Box::new(Site { sends, ..*site }))
    };
    let all = |(site, rule): (&'static Site, &'static SendRule)| {
        std::array::from_fn(|i| {
            let encoding = if i == 0 { rule.body } else { ENCODINGS[i - 1] };
            in_encoding(site, rule, encoding)
        })
    };
    rules().into_iter().map(all).collect()
}

fn address(site: &Site, query: &str) -> String {
    let rule = &site.sends[0];
    let host = rule
        .hosts
        .first()
        .or(site.hosts.first())
        .unwrap_or(&"chat.example");
    let path = rule.paths[0].replace("{conversation}", "c1").replace('*', "x");
    format!("https://{host}{path}?{query}")
}

/// Reads, and fails if more memory was held on the way than two copies of what was read. What the process does beside
/// the test is small and seldom, so only what is seen three times counts.
pub fn read_within(site: &Site, method: &str, address: &str, body: &[u8]) -> Result<Sent, TestCaseError> {
    let length = body.len() + address.len();
    let mut over = 0;
    for _ in 0..3 {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let sent = read(site, method, address, Body::Bytes(body));
        let held = MEMORY.peak_usage().saturating_sub(before);
        if held <= 2 * length + SLACK {
            return Ok(sent);
        }
        over = held;
    }
    let (name, encoding) = (site.id, site.sends[0].body);
    let times = over as f64 / length as f64;
    Err(TestCaseError::fail(format!(
        "{name}, {encoding:?}: {over} bytes were held to read {length}, {times:.2} times"
    )))
}

/// What holds for every answer.
fn is_sound(sent: &Sent) -> Result<(), TestCaseError> {
    prop_assert!(sent.kind.is_message() || sent.text.is_none());
    for id in [&sent.message_id, &sent.fresh_id, &sent.conversation, &sent.model] {
        prop_assert!(id.as_ref().is_none_or(|id| id.len() <= 4096));
    }
    Ok(())
}

#[derive(Debug, Clone)]
struct Request {
    rule: usize,
    encoding: usize,
    case: usize,
    words: String,
    copies: usize,
    escaped: bool,
    changes: Vec<Change>,
}

/// Words of few and odd characters; long ones are repeated.
fn requests(most_copies: usize, unlike: bool) -> impl Strategy<Value = Request> {
    const LETTERS: &[&str] = &[
        "a", "é", " ", "🙂", "\"", "\\", "\n", "\u{300}", "merci", "+", "%", "&", "\u{0}", "[0]", "x",
    ];
    let words =
        vec(0..LETTERS.len(), 1..8).prop_map(|at| at.iter().map(|i| LETTERS[*i]).collect::<String>() + "z");
    let copies = prop_oneof![20 => 1..2_usize, 1 => 2..most_copies];
    let encoding = if unlike {
        prop_oneof![3 => 0..1_usize, 1 => 1..7_usize].boxed()
    } else {
        Just(0).boxed()
    };
    let rule = 0..rules().len();
    (
        rule,
        encoding,
        any::<usize>(),
        words,
        copies,
        prop::bool::weighted(0.2),
        changes(),
    )
        .prop_map(
            |(rule, encoding, case, words, copies, escaped, changes)| Request {
                rule,
                encoding,
                case,
                words,
                copies,
                escaped,
                changes,
            },
        )
}

#[test]
fn bodies_that_chance_has_changed_are_read_within_two_copies() {
    let _turn = my_turn();
    let sites = sites();
    tried(60, &requests(4_000, true), |request| {
        let site = sites[request.rule][request.encoding];
        let rule = &site.sends[0];
        let case = rule.cases.get(request.case % rule.cases.len().max(1));
        let parts = parts(rule, case, &request.words.repeat(request.copies), "i1");
        let (body, query) = write(
            rule.body,
            &parts,
            Hand {
                escaped: request.escaped,
            },
        );
        let (body, query) = if rule.body == Encoding::Query {
            (Vec::new(), changed(query.into_bytes(), &request.changes))
        } else {
            (changed(body, &request.changes), query.into_bytes())
        };
        let address = address(site, &String::from_utf8_lossy(&query));
        is_sound(&read_within(site, rule.method, &address, &body)?)
    });
}

#[test]
fn any_bytes_are_read_within_two_copies() {
    let _turn = my_turn();
    let sites = sites();
    let strategy = (0..sites.len(), 0..7_usize, vec(any::<u8>(), 0..60), changes());
    tried(20, &strategy, |(rule, encoding, bytes, changes)| {
        let site = sites[rule][encoding];
        let rule = &site.sends[0];
        let bytes = changed(bytes, &changes);
        let address = address(site, &String::from_utf8_lossy(&bytes));
        is_sound(&read_within(site, rule.method, &address, &bytes)?)
    });
}

#[test]
fn bodies_as_the_rules_describe_them_are_read_word_for_word() {
    let _turn = my_turn();
    let sites = sites();
    tried(10, &requests(200, false), |request| {
        let site = sites[request.rule][0];
        let rule = &site.sends[0];
        let Some(case) = rule.cases.get(request.case % rule.cases.len().max(1)) else {
            return Ok(());
        };
        let words = request.words.repeat(request.copies);
        let parts = parts(rule, Some(case), &words, "i1");
        let (body, query) = write(
            rule.body,
            &parts,
            Hand {
                escaped: request.escaped,
            },
        );
        let sent = read_within(site, rule.method, &address(site, &query), &body)?;
        prop_assert_eq!(
            sent.kind,
            case.kind,
            "{} {}",
            site.id,
            String::from_utf8_lossy(&body)
        );
        let text =
            (case.kind != Kind::None && case.kind.is_message() && !rule.text.is_empty()).then_some(words);
        prop_assert_eq!(sent.text, text, "{} {}", site.id, String::from_utf8_lossy(&body));
        Ok(())
    });
}
