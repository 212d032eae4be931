//! `merciwatt estimate`: the tokens of an exchange to its energy, carbon and water, one row per row.
//!
//! `output_tokens` may be absent or null: the reply was never seen. `reasoning_tokens` count as an estimate, which
//! is all a page can give, unless the row says `"reasoning_measured": true`. `minutes_since_last` absent counts as
//! recent. `web_searches` and `images` absent count as none.

use serde_json::{Value, json};

use crate::energy::{DATA_VERSION, Exchange, MAX_TOKENS, Method, Output, Range, Reasoning, estimate};

/// One row.
///
/// # Errors
/// A sentence saying which field is wrong, what was found and what it must be.
pub fn row(method: Method, input: &Value) -> Result<Value, String> {
    if !input.is_object() {
        return Err("the row is no JSON object; give {\"id\", \"model\", \"new_tokens\", …}".to_string());
    }
    let reasoning = match tokens(input, "reasoning_tokens")? {
        None | Some(0) => Reasoning::None,
        Some(tokens) if truth(input, "reasoning_measured")? => Reasoning::Measured(tokens),
        Some(tokens) => Reasoning::Estimated(tokens),
    };
    let exchange = Exchange {
        model: text(input, "model")?,
        provider: text(input, "provider")?,
        new_tokens: needed(input, "new_tokens")?,
        context_tokens: needed(input, "context_tokens")?,
        output: tokens(input, "output_tokens")?.map_or(Output::Unknown, Output::Tokens),
        reasoning,
        searches: times(input, "web_searches")?,
        images: times(input, "images")?,
        minutes_since_last: minutes(input)?,
        zone: text(input, "zone")?,
        courtesy_only: truth(input, "courtesy_only")?,
    };
    let id = input.get("id");
    match estimate(method, &exchange).map_err(|error| error.to_string())? {
        Some(impact) => Ok(json!({
            "id": id,
            "wh": figures(impact.wh),
            "gco2e": figures(impact.gco2e),
            "water_ml": figures(impact.water_ml),
            "data_version": DATA_VERSION,
        })),
        None => Ok(json!({
            "id": id,
            "wh": null,
            "gco2e": null,
            "water_ml": null,
            "why": "the study measured messages that hold nothing but courtesy; it says nothing about this one",
            "data_version": DATA_VERSION,
        })),
    }
}

fn figures(range: Range) -> Value {
    json!({ "low": range.low, "central": range.central, "high": range.high })
}

/// The value of a field; null and absent are the same.
fn field<'a>(input: &'a Value, key: &str) -> Option<&'a Value> {
    input.get(key).filter(|value| !value.is_null())
}

fn shown(value: &Value) -> String {
    value.to_string().chars().take(40).collect()
}

fn text<'a>(input: &'a Value, key: &str) -> Result<Option<&'a str>, String> {
    match field(input, key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(format!("{key} is {}; it must be a string", shown(other))),
    }
}

fn truth(input: &Value, key: &str) -> Result<bool, String> {
    match field(input, key) {
        None => Ok(false),
        Some(Value::Bool(truth)) => Ok(*truth),
        Some(other) => Err(format!("{key} is {}; it must be true or false", shown(other))),
    }
}

fn minutes(input: &Value) -> Result<Option<f64>, String> {
    match field(input, "minutes_since_last") {
        None => Ok(None),
        Some(value) => match value.as_f64() {
            Some(minutes) => Ok(Some(minutes)),
            None => Err(format!(
                "minutes_since_last is {}; it must be a number of minutes",
                shown(value)
            )),
        },
    }
}

fn tokens(input: &Value, key: &str) -> Result<Option<u64>, String> {
    let Some(value) = field(input, key) else {
        return Ok(None);
    };
    // 400.0 is the whole number 400, whoever wrote it.
    let whole = value.as_u64().or_else(|| {
        let number = value.as_f64()?;
        (number >= 0.0 && number.fract() == 0.0 && number <= MAX_TOKENS as f64).then_some(number as u64)
    });
    match whole {
        Some(tokens) if tokens <= MAX_TOKENS => Ok(Some(tokens)),
        _ => Err(format!(
            "{key} is {}; it must be a whole number from 0 to {MAX_TOKENS}",
            shown(value)
        )),
    }
}

/// How often something happened: none where the row does not say.
fn times(input: &Value, key: &str) -> Result<u16, String> {
    let Some(value) = field(input, key) else {
        return Ok(0);
    };
    let whole = value.as_u64().and_then(|times| u16::try_from(times).ok());
    whole.ok_or_else(|| {
        format!(
            "{key} is {}; it must be a whole number from 0 to {}",
            shown(value),
            u16::MAX
        )
    })
}

fn needed(input: &Value, key: &str) -> Result<u64, String> {
    tokens(input, key)?.ok_or_else(|| format!("{key} is missing; give a whole number of tokens"))
}
