//! What holds for every exchange: ordered, finite, never cheaper for more work.

use merciwatt::energy::{
    Effort, Error, Exchange, Impact, MAX_TOKENS, Method, Output, Range, Reasoning, estimate, models, zones,
};

use super::priced;

const EFFORTS: [Effort; 5] = [
    Effort::None,
    Effort::Light,
    Effort::Standard,
    Effort::Extended,
    Effort::DeepResearch,
];

fn sound(impact: &Impact, what: &str) {
    for range in [impact.wh, impact.gco2e, impact.water_ml] {
        assert!(
            range.low.is_finite() && range.high.is_finite(),
            "{what}: {impact:?}"
        );
        assert!(
            0.0 <= range.low && range.low <= range.central && range.central <= range.high,
            "{what}: {impact:?}"
        );
    }
}

/// A small generator, so that a failure repeats.
struct Dice(u64);

impl Dice {
    fn next(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    /// Small counts as often as huge ones.
    fn tokens(&mut self) -> u64 {
        let most = [1, 10, 500, 20_000, MAX_TOKENS + 1][self.next(5) as usize];
        self.next(most)
    }
}

#[test]
fn ranges_are_ordered_and_finite_whatever_is_asked() {
    let names: Vec<_> = models().map(|model| model.name()).collect();
    let codes: Vec<_> = zones().map(|zone| zone.code).collect();
    let mut dice = Dice(0x5eed_1e55);
    for _ in 0..20_000 {
        let reasoning = match dice.next(4) {
            0 => Reasoning::None,
            1 => Reasoning::Measured(dice.tokens()),
            2 => Reasoning::Estimated(dice.tokens()),
            _ => Reasoning::Hidden(EFFORTS[dice.next(5) as usize]),
        };
        let exchange = Exchange {
            model: names.get(dice.next(names.len() as u64 + 20) as usize).copied(),
            provider: [None, Some("openai"), Some("mistral"), Some("nobody")][dice.next(4) as usize],
            new_tokens: dice.tokens(),
            context_tokens: dice.tokens(),
            output: if dice.next(4) == 0 {
                Output::Unknown
            } else {
                Output::Tokens(dice.tokens())
            },
            reasoning,
            searches: dice.next(3) as u16 * 30_000,
            images: dice.next(3) as u16,
            minutes_since_last: [None, Some(0.0), Some(1e300)][dice.next(3) as usize],
            zone: codes.get(dice.next(400) as usize).copied(),
            courtesy_only: true,
        };
        for method in Method::ALL {
            sound(&priced(method, &exchange), &format!("{method:?} {exchange:?}"));
        }
    }
}

#[test]
fn more_tokens_never_cost_less() {
    for method in [Method::Calibrated, Method::Ecologits] {
        for model in [None, Some("gpt-4o"), Some("gpt-5-nano"), Some("gemini-2.5-pro")] {
            let at = |step: u64, grown: usize| {
                let count = |place: usize| if place == grown { step } else { 100 };
                let exchange = Exchange {
                    model,
                    new_tokens: count(0),
                    context_tokens: count(1),
                    output: Output::Tokens(count(2)),
                    reasoning: Reasoning::Estimated(count(3)),
                    ..Exchange::default()
                };
                priced(method, &exchange).wh
            };
            for grown in 0..4 {
                let mut last = Range::ZERO;
                for step in [0, 1, 2, 50, 1000, 30_000, 64_000, 65_000, 1_000_000] {
                    let wh = at(step, grown);
                    assert!(
                        last.low <= wh.low && last.central <= wh.central && last.high <= wh.high,
                        "{method:?} {model:?} count {grown} at {step}: {wh:?} after {last:?}"
                    );
                    last = wh;
                }
            }
        }
    }
}

#[test]
fn a_reply_nobody_saw_is_wider_than_one_that_was_seen() {
    for method in [Method::Calibrated, Method::Ecologits] {
        let seen = Exchange {
            model: Some("gpt-4o"),
            output: Output::Tokens(300),
            ..Exchange::default()
        };
        let unseen = Exchange {
            output: Output::Unknown,
            ..seen
        };
        let (seen, unseen) = (priced(method, &seen).wh, priced(method, &unseen).wh);
        assert_eq!(seen.central, unseen.central);
        assert!(unseen.low < seen.low && seen.high < unseen.high, "{method:?}");
    }
}

#[test]
fn more_effort_costs_more() {
    let at = |effort| {
        let exchange = Exchange {
            model: Some("gpt-5"),
            output: Output::Tokens(300),
            reasoning: Reasoning::Hidden(effort),
            ..Exchange::default()
        };
        priced(Method::Calibrated, &exchange).wh.central
    };
    assert!(EFFORTS.windows(2).all(|pair| at(pair[0]) < at(pair[1])));
}

#[test]
fn bad_questions_are_answered_with_sentences() {
    let ask = |exchange: Exchange| {
        estimate(Method::Calibrated, &exchange)
            .expect_err("refused")
            .to_string()
    };
    let sentence = ask(Exchange {
        zone: Some("FR"),
        ..Exchange::default()
    });
    assert!(
        sentence.contains("\"FR\"") && sentence.contains("FRA"),
        "{sentence}"
    );
    let sentence = ask(Exchange {
        new_tokens: 1_000_000_000_000,
        ..Exchange::default()
    });
    assert!(sentence.contains("new_tokens is 1000000000000"), "{sentence}");
    for minutes in [-1.0, f64::NAN, f64::INFINITY] {
        let exchange = Exchange {
            minutes_since_last: Some(minutes),
            ..Exchange::default()
        };
        assert!(matches!(
            estimate(Method::Ecologits, &exchange),
            Err(Error::BadMinutes(_))
        ));
    }
}

#[test]
fn a_range_never_carries_what_is_no_number() {
    let odd = Range::new(f64::NAN, 2.0, f64::INFINITY);
    assert_eq!(
        odd,
        Range {
            low: 0.0,
            central: 2.0,
            high: 2.0
        }
    );
    let sum: Range = [Range::new(1.0, 2.0, 3.0), Range::new(0.5, 0.5, 0.5)]
        .into_iter()
        .sum();
    assert_eq!(
        sum * 2.0,
        Range {
            low: 3.0,
            central: 5.0,
            high: 7.0
        }
    );
}
