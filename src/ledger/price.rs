//! From a row's tokens to energy. Tokens are the stored truth; this can be done again at any time.

use crate::energy::{
    Answering, Effort, Exchange, MAX_TOKENS, Method, Output, Reasoning, Usage, effort_of, usage_of,
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

/// What the models' names mean, kept for the rows that follow: looking one up costs more than a price.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<Name>);

#[derive(Debug)]
struct Name {
    site: String,
    model: Option<String>,
    known: (Answering, Effort),
}

/// A page can be hostile and name a model anew in each reply.
const NAMES: usize = 64;

impl Names {
    fn look_up(&mut self, row: &Row, provider: Option<&str>) -> (Answering, Effort) {
        let found = self
            .0
            .iter()
            .find(|name| name.site == row.site && name.model == row.model);
        if let Some(name) = found {
            return name.known;
        }
        let model = row.model.as_deref();
        let effort = model.map_or(Effort::None, |model| effort_of(model, provider));
        let known = (Answering::of(model, provider), effort);
        if self.0.len() == NAMES {
            self.0.clear();
        }
        let (site, model) = (row.site.clone(), row.model.clone());
        self.0.push(Name { site, model, known });
        known
    }
}

/// Prices a row. A failed send costs nothing; a reply that was
/// never seen is wide, not zero; the study says nothing about messages that are more than courtesy. Figures that no
/// conversation has (a hostile page, a clock set back) are brought to the nearest that one may have: refusing them
/// would make the dearest message free.
pub fn price(row: &Row) -> Price {
    price_with(row, &mut Names::default())
}

/// The same for many rows.
pub(super) fn price_with(row: &Row, names: &mut Names) -> Price {
    if row.state == State::Failed {
        return Price::default();
    }
    let provider = observe::site(&row.site).map(|site| site.provider);
    let (answering, effort) = names.look_up(row, provider);
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
        reasoning: reasoning(row, answering, effort),
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
        let used = usage_of(method, &exchange, answering)
            .ok()
            .flatten()
            .unwrap_or_default();
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
fn reasoning(row: &Row, answering: Answering, effort: Effort) -> Reasoning {
    match (row.reasoning_tokens, row.reasoning_ms) {
        (Some(tokens), _) => Reasoning::Measured(possible(tokens)),
        (None, Some(ms)) => match Reasoning::from_seconds(f64::from(ms) / 1000.0, answering.model()) {
            Reasoning::Estimated(tokens) => Reasoning::Estimated(tokens.min(MAX_TOKENS)),
            other => other,
        },
        (None, None) => Reasoning::Hidden(effort),
    }
}
