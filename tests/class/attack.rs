//! The attack that the rules are made against: somebody knows the hand-ins of all pupils but one, and everything the page ever
//! showed. docs/class.md states the model.

use std::collections::{BTreeMap, BTreeSet};

use merciwatt::class::hand_in::KIND;
use merciwatt::class::{Class, HandIn, shown_cells};

use crate::made::{Chance, class, plan, pupil, week};

/// All ways to divide a number among four.
fn divided(number: u64) -> Vec<[u64; 4]> {
    let mut ways = Vec::new();
    for a in 0..=number {
        for b in 0..=number - a {
            for c in 0..=number - a - b {
                ways.push([a, b, c, number - a - b - c]);
            }
        }
    }
    ways
}

/// Twenty-nine were shown and the thirtieth comes: whatever it holds, the page shows what it showed.
#[test]
fn a_thirtieth_that_comes_alone_changes_nothing() {
    let mut chance = Chance(11);
    let mut known = class(29, &mut chance);
    known.reveal().expect("twenty-nine are enough");
    let before = known.seen();
    for number in 0..40 {
        let mut with = known.clone();
        with.take(pupil(1_000 + number, &mut chance), false);
        assert!(with.reveal().is_err());
        assert_eq!(with.seen(), before);
        assert_eq!(with.waiting(), 1);
        let closed = |mut class: Class| {
            class.close().expect("twenty-nine were shown");
            class.seen()
        };
        assert_eq!(closed(with), closed(known.clone()));
    }
}

/// Pupils hand in, hand in again, withdraw and come back, and figures are shown whenever they may be. However the figures are
/// added and subtracted, what is left is of five pupils at least.
#[test]
fn whatever_is_subtracted_from_what_was_shown_is_of_five_pupils() {
    let mut chance = Chance(12);
    let mut most = 0;
    for _ in 0..30 {
        let mut class = Class::new(plan());
        let mut versions: Vec<HandIn> = Vec::new();
        // Each state as the hand-ins in it, by their code.
        let mut states: Vec<BTreeMap<String, u64>> = Vec::new();
        for _ in 0..90 {
            match chance.below(6) {
                0 if !versions.is_empty() => {
                    // An old version of a pupil comes back, or is taken out.
                    let old = versions[chance.below(versions.len() as u64) as usize].clone();
                    class.take(old, chance.below(3) == 0);
                }
                _ => {
                    let hand_in = pupil(chance.below(20), &mut chance);
                    versions.push(hand_in.clone());
                    class.take(hand_in, false);
                }
            }
            if states.len() < 5 && class.reveal().is_ok() {
                let shown = class.hand_ins().iter();
                states.push(shown.map(|one| (one.code(), one.pupil)).collect());
            }
        }
        most = most.max(states.len());
        // Each hand-in that was ever shown: whose it is, and in which states, a bit for each.
        let mut shown: BTreeMap<&String, (u64, u32)> = BTreeMap::new();
        for (state, held) in states.iter().enumerate() {
            for (code, pupil) in held {
                shown.entry(code).or_insert((*pupil, 0)).1 |= 1 << state;
            }
        }
        // Every combination with factors from −2 to 2.
        for combination in 0..5_i64.pow(states.len() as u32) {
            let factors: Vec<i64> = (0..states.len())
                .map(|state| combination / 5_i64.pow(state as u32) % 5 - 2)
                .collect();
            if factors.iter().all(|factor| *factor == 0) {
                continue;
            }
            let left = shown.values().filter(|(_, held)| {
                let factors = factors.iter().enumerate();
                factors
                    .filter(|(state, _)| held >> state & 1 == 1)
                    .map(|(_, factor)| factor)
                    .sum::<i64>()
                    != 0
            });
            let pupils: BTreeSet<u64> = left.map(|(pupil, _)| *pupil).collect();
            assert!(pupils.len() >= 5, "{} pupils are left", pupils.len());
        }
    }
    assert_eq!(most, 5, "several states were shown");
}

/// Twenty-nine are known, the class is closed with the thirtieth, and its own total is known too, for it follows from the
/// exact totals. How the thirtieth divided it is tried in every way. Of a kind of site that fewer than five others use, the
/// page never tells that the thirtieth used it, nor how often; that it did not, only where a whole group of at least five others
/// got nothing of it.
#[test]
fn a_cell_of_fewer_than_five_others_is_never_told() {
    let mut chance = Chance(13);
    let (mut hidden, mut told_none) = (0, 0);
    for _ in 0..1_500 {
        // Chance decides how usual each kind is, around the bounds of five and six.
        let usual: Vec<u64> = (0..4).map(|_| chance.below(12)).collect();
        let mut uses = |kind: usize| u64::from(chance.below(29) < usual[kind]);
        let known: Vec<[u64; 4]> = (0..29).map(|_| [uses(0), uses(1), uses(2), uses(3)]).collect();
        let others = |cells: &[usize]| {
            let has = |pupil: &&[u64; 4]| cells.iter().any(|cell| pupil[*cell] > 0);
            known.iter().filter(has).count()
        };
        for total in 1..4 {
            let mut alike: BTreeMap<Vec<Option<u64>>, Vec<[u64; 4]>> = BTreeMap::new();
            for thirtieth in divided(total) {
                let pupils: Vec<Vec<u64>> = known
                    .iter()
                    .chain([&thirtieth])
                    .map(|cells| cells.to_vec())
                    .collect();
                alike
                    .entry(shown_cells(&pupils, &[0, 1, 2, 3]))
                    .or_default()
                    .push(thirtieth);
            }
            for candidates in alike.values() {
                for cell in 0..4 {
                    if others(&[cell]) >= 5 {
                        continue;
                    }
                    let values: BTreeSet<u64> = candidates.iter().map(|candidate| candidate[cell]).collect();
                    hidden += 1;
                    if values.len() > 1 {
                        continue;
                    }
                    assert_eq!(values.first(), Some(&0), "{candidates:?} of {known:?}");
                    // The cells from some place on, this one among them, together have five others and nothing of the thirtieth.
                    let group = (0..=cell)
                        .map(|from| (from..4).collect::<Vec<usize>>())
                        .find(|group| {
                            others(group) >= 5
                                && candidates
                                    .iter()
                                    .all(|candidate| group.iter().all(|cell| candidate[*cell] == 0))
                        });
                    assert!(group.is_some(), "{candidates:?} of {known:?}");
                    told_none += 1;
                }
            }
        }
    }
    assert!(
        hidden > 10_000 && told_none < hidden / 2,
        "{told_none} of {hidden}"
    );
}

/// The same through a whole class, codes and closing and all: two thirtieths that differ only in kinds which fewer than five others
/// use cannot be told apart by anything that is shown.
#[test]
fn whole_outputs_are_the_same_for_thirtieths_that_differ_in_small_cells() {
    let mut chance = Chance(14);
    for _ in 0..20 {
        let mut known = Class::new(plan());
        for number in 0..29 {
            let mut one = pupil(number, &mut chance);
            // Three use the third kind, one the fourth.
            let kinds = [
                5 + number,
                number % 3,
                u64::from(number < 3),
                u64::from(number == 3),
            ];
            one.weeks = [0, 1].map(|_| week(kinds, &mut chance));
            known.take(one, false);
        }
        let thirtieth = pupil(77, &mut chance);
        let seen: Vec<_> = divided(5)
            .into_iter()
            .filter(|kinds| kinds[0] == 1 && kinds[1] == 1)
            .map(|kinds| {
                let mut thirtieth = thirtieth.clone();
                let base = week([1, 1, 3, 0], &mut Chance(15));
                for week in &mut thirtieth.weeks {
                    *week = base;
                    week.0[KIND..KIND + 4].copy_from_slice(&kinds);
                }
                let mut class = known.clone();
                class.take(thirtieth, false);
                class.close().expect("thirty");
                class.seen()
            })
            .collect();
        assert_eq!(seen.len(), 4);
        assert!(seen.iter().all(|one| one == &seen[0]));
        assert_eq!(
            seen[0].1["baseline"]["sites"]["assistant"]
                .as_u64()
                .map(|sum| sum > 400),
            Some(true)
        );
        assert!(seen[0].1["baseline"]["sites"]["other"].is_null());
    }
}
