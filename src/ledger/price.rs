//! From a row's tokens to energy. Tokens are the stored truth; this can be done again at any time.

use crate::energy::{Effort, Exchange, Method, Output, Reasoning, effort_of, estimate, find_model};
use crate::observe;

use super::row::{Row, State};
use super::tally::{Micro, Priced};

/// Energy of a row by each method, in the order of [`Method::ALL`]. A failed send costs nothing; a reply that was
/// never seen is wide, not zero; the study says nothing about messages that are more than courtesy.
pub fn price(row: &Row) -> Priced {
    if row.state == State::Failed {
        return Priced::default();
    }
    let provider = observe::site(&row.site).map(|site| site.provider);
    // Where several models answer, each reads the conversation and writes its own share of the reply.
    let models = u64::from(row.replies.max(1));
    let exchange = Exchange {
        model: row.model.as_deref(),
        provider,
        new_tokens: u64::from(row.new_tokens.unwrap_or(0)),
        context_tokens: u64::from(row.context_tokens),
        output: row.output_tokens.map_or(Output::Unknown, |tokens| {
            Output::Tokens(u64::from(tokens) / models)
        }),
        reasoning: reasoning(row, provider),
        minutes_since_last: row.minutes_since_last,
        zone: None,
        courtesy_only: row.courtesy_only,
    };
    Method::ALL.map(|method| match estimate(method, &exchange) {
        Ok(Some(impact)) => Micro::from_wh(&impact.wh).times(models),
        // The study does not apply, or the row holds something no formula takes: nothing is charged by this method.
        Ok(None) | Err(_) => Micro::default(),
    })
}

/// What is known of the thinking before the reply: its words, its duration, or only how hard the model was asked to.
fn reasoning(row: &Row, provider: Option<&str>) -> Reasoning {
    match (row.reasoning_tokens, row.reasoning_ms) {
        (Some(tokens), _) => Reasoning::Measured(u64::from(tokens)),
        (None, Some(ms)) => {
            let model = row.model.as_deref().and_then(|model| find_model(model, provider));
            Reasoning::from_seconds(f64::from(ms) / 1000.0, model)
        }
        (None, None) => Reasoning::Hidden(
            row.model
                .as_deref()
                .map_or(Effort::None, |model| effort_of(model, provider)),
        ),
    }
}
