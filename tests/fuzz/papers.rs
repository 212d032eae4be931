//! Hand-ins as codes and files that were changed on the way: by a hand, a messenger, or somebody who tries. What is read is one
//! that was honestly made, or nothing.

use merciwatt::class::hand_in::{COURTESY, DAYS, DOUBTFUL, KIND, MESSAGES, NUMBERS, ONLY, ONLY_WH, WH};
use merciwatt::class::{HandIn, Paper, WeekSums, read};
use proptest::prelude::*;
use serde_json::Value;

use crate::{my_turn, tried};

/// A change of a text.
#[derive(Debug, Clone)]
enum Change {
    /// A sign becomes another: of a code's, or any.
    Put(usize, char),
    /// A sign comes in.
    Insert(usize, char),
    /// So many signs go.
    Remove(usize, usize),
    /// Two signs change places.
    Swap(usize, usize),
    /// A piece of the other paper stands where a piece of this one stood.
    Splice(usize, usize),
    /// A digit is counted up, with the next where it was nine: a number that looks right.
    Count(usize),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let at = 0..4_000_usize;
    let sign = prop_oneof![
        proptest::char::ranges(vec!['0'..='9', 'A'..='Z'].into()),
        proptest::char::ranges(vec![' '..='~'].into()),
        any::<char>(),
    ];
    let change = prop_oneof![
        4 => (at.clone(), sign.clone()).prop_map(|(at, sign)| Change::Put(at, sign)),
        1 => (at.clone(), sign).prop_map(|(at, sign)| Change::Insert(at, sign)),
        1 => (at.clone(), 1..6_usize).prop_map(|(at, count)| Change::Remove(at, count)),
        1 => (at.clone(), at.clone()).prop_map(|(a, b)| Change::Swap(a, b)),
        1 => (at.clone(), 1..80_usize).prop_map(|(at, length)| Change::Splice(at, length)),
        3 => at.prop_map(Change::Count),
    ];
    proptest::collection::vec(change, 1..5)
}

/// A hand-in that could be.
fn honest() -> impl Strategy<Value = HandIn> {
    let number = prop_oneof![0..20_u64, 0..2_000_u64, 0..1_000_000_000_u64];
    let week = proptest::collection::vec(number, NUMBERS).prop_map(|numbers| {
        let mut sums = WeekSums(numbers.try_into().expect("a week's numbers"));
        sums.0[WH..ONLY_WH].sort();
        sums.0[ONLY_WH..KIND].sort();
        sums.0[ONLY] = sums.0[ONLY].min(sums.0[MESSAGES]);
        sums.0[COURTESY] /= 2;
        sums.0[DAYS] %= 8;
        sums.0[DOUBTFUL] = sums.0[DOUBTFUL].min(sums.0[DAYS]);
        sums
    });
    (any::<u64>(), any::<u64>(), week.clone(), week).prop_map(|(plan, pupil, baseline, awareness)| HandIn {
        plan,
        pupil,
        data_version: merciwatt::energy::DATA_VERSION.into(),
        weeks: [baseline, awareness],
    })
}

fn changed(text: &str, other: &str, changes: &[Change]) -> String {
    let mut signs: Vec<char> = text.chars().collect();
    let other: Vec<char> = other.chars().collect();
    for change in changes {
        let count = signs.len().max(1);
        match change {
            Change::Put(at, sign) => signs[at % count] = *sign,
            Change::Insert(at, sign) => signs.insert(at % count, *sign),
            Change::Remove(at, length) => {
                let at = at % count;
                drop(signs.drain(at..(at + length).min(count)));
            }
            Change::Swap(a, b) => signs.swap(a % count, b % count),
            Change::Splice(at, length) => {
                let at = at % count;
                let end = (at + length).min(count).min(other.len());
                let piece: Vec<char> = other.get(at..end).unwrap_or_default().to_vec();
                drop(signs.splice(at..at + piece.len(), piece));
            }
            Change::Count(at) => {
                let digits: Vec<usize> = (0..count).filter(|at| signs[*at].is_ascii_digit()).collect();
                if let Some(at) = digits.get(at % digits.len().max(1)) {
                    signs[*at] = char::from(b'0' + (signs[*at] as u8 - b'0' + 1) % 10);
                }
            }
        }
    }
    signs.into_iter().collect()
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

#[test]
fn a_changed_hand_in_is_the_honest_one_or_none() {
    let _turn = my_turn();
    let strategy = (honest(), honest(), any::<bool>(), changes());
    tried(100, &strategy, |(hand_in, other, as_file, changes)| {
        let text = |paper: &HandIn| {
            if as_file {
                paper.file().to_string()
            } else {
                paper.code()
            }
        };
        let text = changed(&text(&hand_in), &text(&other), &changes);
        for paper in read(&text, parse).into_iter().flatten() {
            let honest = [&hand_in, &other]
                .iter()
                .any(|honest| paper == Paper::HandIn((**honest).clone()));
            prop_assert!(honest, "{text} was read as {paper:?}");
        }
        Ok(())
    });
}
