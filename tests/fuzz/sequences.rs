//! The join against chance: sends whose signals come in any order, twice, late or not at all, in several tabs.

use merciwatt::join::{self, Node, Send, Window};
use merciwatt::ledger::{Day, State};
use merciwatt::measure::Measure;
use merciwatt::observe;
use merciwatt::observe::rule::{Kind, Site};
use merciwatt::week::Moment;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::filled::filled;
use super::memory::Ledger;
use super::{my_turn, tried};

const NOON: i64 = 1_764_000_000_000;

/// The signals of one send come within this time of each other.
const TOGETHER_MS: u16 = 15_000;

/// Requests with ids that the page shows too; with ids of their own; with none; and messages on the page alone.
const SITES: [&str; 4] = ["chatgpt", "claude", "deepseek", "copilot"];

/// A second report of a request.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Second {
    None,
    /// The very same event, or the same request at another address of the site.
    Same,
    /// The same request as the page's own worker sends it.
    Twin,
    /// The page tried again, under the message's id.
    Retry,
}

/// What one person's hand sent.
#[derive(Debug, Clone)]
struct Sent {
    /// Milliseconds since the send before.
    gap: u32,
    /// The clock is put forward or back, between sends that are far apart.
    jump: i32,
    site: usize,
    tab: i32,
    conversation: usize,
    chars: u32,
    /// The page shows so much more, in per cent.
    longer: i32,
    readable: bool,
    /// When the request is seen, and when the message on the page, after the hand: `None` if never.
    request: Option<u16>,
    second: Second,
    second_after: u16,
    node: Option<u16>,
    node_again: bool,
    node_has_id: bool,
    node_has_hand: bool,
    then: Then,
}

/// What follows.
#[derive(Debug, Clone, Copy)]
enum Then {
    Nothing,
    Failed,
    Stopped,
    Answered(u16),
    /// Another reply is asked for.
    Regenerated(u16),
}

#[derive(Debug, Clone)]
enum Event {
    Request(Send),
    Node(Node),
    Ended(String, State),
    Replied(usize),
}

fn sent() -> impl Strategy<Value = Sent> {
    let gap = prop_oneof![3 => 0..300_u32, 4 => 300..20_000_u32, 3 => 20_000..100_000_u32, 1 => 1_000_000..90_000_000_u32];
    let second = prop_oneof![
        5 => Just(Second::None), 2 => Just(Second::Same), 2 => Just(Second::Twin), 2 => Just(Second::Retry)
    ];
    let then = prop_oneof![
        3 => Just(Then::Nothing), 1 => Just(Then::Failed), 1 => Just(Then::Stopped),
        2 => any::<u16>().prop_map(Then::Answered), 2 => any::<u16>().prop_map(Then::Regenerated),
    ];
    let place = (0..SITES.len(), 1..3_i32, 0..3_usize);
    let length = (0..120_u32, -11..12_i32, prop::bool::weighted(0.9));
    let delay = 0..TOGETHER_MS;
    let signals = (
        prop::option::weighted(0.8, delay.clone()),
        second,
        delay.clone(),
        prop::option::weighted(0.7, delay),
    );
    let jump = prop_oneof![6 => Just(0), 1 => -4_000_000..4_000_000_i32];
    (
        gap,
        jump,
        place,
        length,
        signals,
        any::<(bool, bool, bool)>(),
        then,
    )
        .prop_map(
            |(
                gap,
                jump,
                (site, tab, conversation),
                (chars, longer, readable),
                signals,
                (node_again, node_has_id, node_has_hand),
                then,
            )| {
                let (request, second, second_after, node) = signals;
                // Every send is told of by one signal at least, and pages that count alone have no request.
                let request = request.filter(|_| SITES[site] != "copilot");
                let node = node.or(if request.is_none() { Some(0) } else { None });
                Sent {
                    gap,
                    jump,
                    site,
                    tab,
                    conversation,
                    chars,
                    longer,
                    readable,
                    request,
                    second,
                    second_after,
                    node,
                    node_again,
                    node_has_id,
                    node_has_hand,
                    then,
                }
            },
        )
}

/// What the browser tells of these sends, in the order of time.
fn events(all: &[Sent]) -> Vec<Event> {
    let mut events: Vec<(i64, Event)> = Vec::new();
    let (mut real, mut clock) = (NOON, 0_i64);
    for (n, sent) in all.iter().enumerate() {
        real += i64::from(sent.gap);
        // Nobody's clock jumps while a message is on its way.
        if sent.gap > 60_000 {
            clock += i64::from(sent.jump);
        }
        let site: &'static Site = observe::site(SITES[sent.site]).expect("a known site");
        let at = |after: u16| {
            (
                real + i64::from(after),
                Moment {
                    t: (real + clock + i64::from(after)) as f64,
                    off: 60,
                },
            )
        };
        let conversation = Some(format!("c{}", sent.conversation)).filter(|_| sent.conversation > 0);
        let id = format!("{} {n}", site.id);
        let has_fresh_id = matches!(site.id, "chatgpt" | "claude");
        let measure = |chars| Measure {
            chars,
            tokens: chars / 4,
            ..Measure::default()
        };
        let send = |request: String, tab, after, kind: Kind| {
            let (real, moment) = at(after);
            let named = has_fresh_id && kind.is_message();
            let key = if named {
                id.clone()
            } else {
                format!("{request} {}", moment.t)
            };
            let send = Send {
                site,
                kind,
                request,
                tab,
                at: moment,
                key,
                named,
                conversation: conversation.clone(),
                model: None,
                measure: Some(measure(sent.chars)).filter(|_| kind.is_message() && sent.readable),
            };
            (real, Event::Request(send))
        };
        if let Some(after) = sent.request {
            let name = format!("r{n}");
            events.push(send(name.clone(), sent.tab, after, Kind::New));
            let soon = after + sent.second_after % 2_900;
            match sent.second {
                Second::None => {}
                Second::Same => events.push(send(name.clone(), sent.tab, soon, Kind::New)),
                Second::Twin => events.push(send(format!("w{n}"), -1, soon, Kind::New)),
                Second::Retry if has_fresh_id => {
                    events.push(send(
                        format!("t{n}"),
                        sent.tab,
                        sent.second_after.max(after),
                        Kind::New,
                    ));
                }
                Second::Retry => {}
            }
            match sent.then {
                Then::Failed => events.push((at(soon).0, Event::Ended(name, State::Failed))),
                Then::Stopped => events.push((at(soon).0, Event::Ended(name, State::Stopped))),
                Then::Regenerated(after) => {
                    events.push(send(format!("g{n}"), sent.tab, after, Kind::Regenerate));
                }
                Then::Nothing | Then::Answered(_) => {}
            }
        }
        if let Then::Answered(after) = sent.then {
            events.push((at(after).0, Event::Replied(n)));
        }
        if let Some(after) = sent.node {
            let known = site.user_id_sent && sent.node_has_id;
            let real_hand = real;
            let (real, moment) = at(after);
            let shown = i64::from(sent.chars) * i64::from(100 + sent.longer) / 100;
            let node = Node {
                site,
                nonce: format!("n{n}"),
                tab: sent.tab,
                at: moment,
                window: Window {
                    from: sent.node_has_hand.then_some((real_hand + clock) as f64),
                    until: None,
                },
                named: known,
                key: if known { id.clone() } else { format!("node {n}") },
                conversation: conversation.clone(),
                measure: measure(u32::try_from(shown).expect("a length")),
            };
            events.push((real, Event::Node(node.clone())));
            if sent.node_again {
                events.push((real + 400, Event::Node(node)));
            }
        }
    }
    events.sort_by_key(|(real, _)| *real);
    events.into_iter().map(|(_, event)| event).collect()
}

/// Plays what the browser tells; fails as soon as more is counted than was sent.
fn play(all: &[Sent]) -> Result<Ledger, TestCaseError> {
    let mut ledger = Ledger::default();
    for event in events(all) {
        match event {
            Event::Request(send) => drop(ledger.send(&send)),
            Event::Node(node) => drop(ledger.node(&node)),
            Event::Ended(request, state) => {
                let key = ledger.open.by_request(&request).map(|open| open.key.clone());
                if let Some(key) = key {
                    let row = join::ended(&ledger.rows[&key], state);
                    ledger.put(row);
                }
            }
            Event::Replied(n) => {
                let key = ledger.rows.keys().cycle().nth(n).cloned();
                if let Some(key) = key {
                    ledger.reply(&key, Some("Because of the moon."), Some("c1".into()));
                }
            }
        }
        let counted = ledger.total().messages;
        prop_assert!(
            counted <= all.len() as u64,
            "{counted} messages counted of {}",
            all.len()
        );
    }
    for day in ledger.days.values() {
        let mut again = Day::new(&day.day);
        for row in ledger.rows.values().filter(|row| row.day == day.day) {
            again.replace(None, row);
        }
        prop_assert_eq!(filled(day), filled(&again), "a day is not the sum of its rows");
    }
    Ok(ledger)
}

#[test]
fn messages_of_unlike_lengths_are_counted_exactly_once() {
    let _turn = my_turn();
    tried(5, &vec(sent(), 1..9), |mut all| {
        for (n, sent) in all.iter_mut().enumerate() {
            (sent.chars, sent.readable) = (40 << n, true);
        }
        let counted = play(&all)?.total().messages;
        prop_assert_eq!(counted, all.len() as u64);
        Ok(())
    });
}

#[test]
fn messages_of_like_lengths_are_never_counted_twice() {
    let _turn = my_turn();
    tried(5, &vec(sent(), 1..9), |mut all| {
        for sent in &mut all {
            sent.chars %= 19; // every length may be that of every other message
        }
        play(&all).map(drop)
    });
}
