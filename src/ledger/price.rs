//! From a row's tokens to energy. Tokens are the stored truth; this can be done again at any time.

use crate::energy::{
    Effort, Exchange, MAX_TOKENS, Method, Output, Reasoning, Usage, effort_of, find_model, usage,
};
use crate::observe;

use super::row::{Row, State};
use super::tally::{Micro, Priced};

/// What a row costs by each method.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Price {
    /// Electricity, µWh.
    pub wh: Priced,
    /// Water that cooled the computing, nl.
    pub cooling: Priced,
    /// Share of making the hardware, µg of CO2 equivalent, by EcoLogits.
    pub made: Micro,
}

/// Prices a row. A failed send costs nothing; a reply that was
/// never seen is wide, not zero; the study says nothing about messages that are more than courtesy. Figures that no
/// conversation has (a hostile page, a clock set back) are brought to the nearest that one may have: refusing them
/// would make the dearest message free.
pub fn price(row: &Row) -> Price {
    if row.state == State::Failed {
        return Price::default();
    }
    let provider = observe::site(&row.site).map(|site| site.provider);
    // Where several models answer, each reads the conversation and writes its own share of the reply.
    let models = u64::from(row.replies.max(1));
    let exchange = Exchange {
        model: row.model.as_deref(),
        provider,
        new_tokens: possible(row.new_tokens.unwrap_or(0)),
        context_tokens: possible(row.context_tokens),
        output: row.output_tokens.map_or(Output::Unknown, |tokens| {
            Output::Tokens(possible(tokens) / models)
        }),
        reasoning: reasoning(row, provider),
        // Neither requests nor pages tell of these.
        searches: 0,
        images: 0,
        minutes_since_last: row
            .minutes_since_last
            .filter(|minutes| minutes.is_finite())
            .map(|minutes| minutes.max(0.0)),
        zone: None,
        courtesy_only: row.courtesy_only,
    };
    let mut price = Price::default();
    for (at, method) in Method::ALL.into_iter().enumerate() {
        // Where the study does not apply, it says nothing. What is asked above is never refused.
        let used = usage(method, &exchange).ok().flatten().unwrap_or_default();
        let all = |range| Micro::from_range(&range).times(models);
        let Usage {
            wh,
            cooling_ml,
            made_gco2e,
        } = used;
        (price.wh[at], price.cooling[at]) = (all(wh), all(cooling_ml));
        if method == Method::Ecologits {
            price.made = all(made_gco2e);
        }
    }
    price
}

fn possible(tokens: u32) -> u64 {
    u64::from(tokens).min(MAX_TOKENS)
}

/// What is known of the thinking before the reply: its words, its duration, or only how hard the model was asked to.
fn reasoning(row: &Row, provider: Option<&str>) -> Reasoning {
    match (row.reasoning_tokens, row.reasoning_ms) {
        (Some(tokens), _) => Reasoning::Measured(possible(tokens)),
        (None, Some(ms)) => {
            let model = row.model.as_deref().and_then(|model| find_model(model, provider));
            match Reasoning::from_seconds(f64::from(ms) / 1000.0, model) {
                Reasoning::Estimated(tokens) => Reasoning::Estimated(tokens.min(MAX_TOKENS)),
                other => other,
            }
        }
        (None, None) => Reasoning::Hidden(
            row.model
                .as_deref()
                .map_or(Effort::None, |model| effort_of(model, provider)),
        ),
    }
}
