//! How hard a model thinks before it answers: reasoning that costs tokens a page seldom shows.

use super::catalogue;
use super::fold::fold;
use super::range::Range;
use super::tables::{EFFORT_TOKENS, EFFORT_WORDS, ESTIMATE_HIGH, ESTIMATE_LOW, TOKENS_PER_S};

/// How much hidden reasoning to assume. Ordered: the later, the more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// The model answers at once.
    #[default]
    None,
    /// A short thought.
    Light,
    /// The thinking mode of a chatbot.
    Standard,
    /// "Extended", "Pro", "Max".
    Extended,
    /// A research agent that works for minutes; an order of magnitude only.
    DeepResearch,
}

impl Effort {
    /// Assumed reasoning tokens, `data/energy.json` › `efforts`.
    pub fn tokens(self) -> Range {
        EFFORT_TOKENS[self as usize]
    }
}

/// What is known of the reasoning behind one reply.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Reasoning {
    /// None took place.
    #[default]
    None,
    /// Tokens that were counted, as an API reports them.
    Measured(u64),
    /// Tokens somebody estimated (from "thought for 12 s"): times 0.13 to times 6.7.
    Estimated(u64),
    /// Only the mode is known.
    Hidden(Effort),
}

impl Reasoning {
    /// Reasoning that a page timed: seconds times the model's speed, or 60 tokens per second.
    pub fn from_seconds(seconds: f64, model: Option<catalogue::Model>) -> Self {
        let speed = model
            .and_then(catalogue::Model::tokens_per_second)
            .unwrap_or(TOKENS_PER_S);
        // A cast of a float saturates, and turns NaN into 0.
        Self::Estimated((seconds * speed).round() as u64)
    }

    /// Tokens as a range, and whether they are a guess.
    pub(super) fn tokens(self) -> (Range, bool) {
        match self {
            Self::None => (Range::ZERO, false),
            Self::Measured(tokens) => {
                let tokens = tokens as f64;
                (Range::new(tokens, tokens, tokens), false)
            }
            Self::Estimated(tokens) => {
                let tokens = tokens as f64;
                (
                    Range::new(tokens * ESTIMATE_LOW, tokens, tokens * ESTIMATE_HIGH),
                    tokens > 0.0,
                )
            }
            Self::Hidden(effort) => (effort.tokens(), effort != Effort::None),
        }
    }
}

/// The effort that a model's label tells: "Opus 4.6 Extended", `gpt-5-1-thinking`, `o4-mini`, `research`.
/// [`Effort::None`] where it tells nothing; the greatest where it tells several.
pub fn effort_of(label: &str, provider: Option<&str>) -> Effort {
    let provider = provider
        .and_then(catalogue::provider)
        .or_else(|| catalogue::find_model(label, None).map(catalogue::Model::provider));
    let folded = fold(label);
    let told = |word: &str| {
        let said = EFFORT_WORDS.iter().filter(|row| row.0 == word);
        said.filter(|row| row.2.is_none() || row.2 == provider.map(catalogue::Provider::index))
            .map(|row| row.1)
            .max()
    };
    folded
        .split(['-', '/'])
        .filter_map(told)
        .max()
        .unwrap_or_default()
}
