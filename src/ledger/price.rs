//! From a row's tokens to energy. Tokens are the stored truth; this can be done again at any time.

use crate::energy::{Effort, Exchange, Method, Output, Reasoning, effort_of, estimate};
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
    let effort = row
        .model
        .as_deref()
        .map_or(Effort::None, |model| effort_of(model, provider));
    let exchange = Exchange {
        model: row.model.as_deref(),
        provider,
        new_tokens: u64::from(row.new_tokens.unwrap_or(0)),
        context_tokens: u64::from(row.context_tokens),
        output: row
            .output_tokens
            .map_or(Output::Unknown, |tokens| Output::Tokens(u64::from(tokens))),
        reasoning: Reasoning::Hidden(effort),
        minutes_since_last: row.minutes_since_last,
        zone: None,
        courtesy_only: row.courtesy_only,
    };
    Method::ALL.map(|method| match estimate(method, &exchange) {
        Ok(Some(impact)) => Micro::from_wh(&impact.wh),
        // The study does not apply, or the row holds something no formula takes: nothing is charged by this method.
        Ok(None) | Err(_) => Micro::default(),
    })
}
