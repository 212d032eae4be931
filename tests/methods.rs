//! The tables of METHODS.md are made here, from the code and from `data/studies.json`, so that they cannot drift.
//! A table that differs from the one in the file fails; `MERCIWATT_WRITE_METHODS=1` writes it instead.

#[path = "methods/block.rs"]
mod block;
#[path = "methods/comparison.rs"]
mod comparison;
#[path = "methods/published.rs"]
mod published;

use merciwatt::energy::{Exchange, Method, Range, estimate};
use serde_json::Value;

fn data(name: &str) -> Value {
    let text = std::fs::read_to_string(format!("data/{name}.json")).expect("readable");
    serde_json::from_str(&text).expect("JSON")
}

fn watt_hours(method: Method, exchange: &Exchange) -> Option<Range> {
    estimate(method, exchange)
        .expect("a valid exchange")
        .map(|impact| impact.wh)
}

/// Two significant digits, as much as an estimate deserves, and never in powers of ten.
fn figure(value: f64) -> String {
    let decimals = (1 - value.log10().floor() as i32).clamp(0, 5) as usize;
    format!("{value:.decimals$}")
}

/// A figure as it was published: up to three significant digits, no zeros at the end.
fn printed(value: f64) -> String {
    let decimals = (2 - value.log10().floor() as i32).clamp(0, 5) as usize;
    let digits = format!("{value:.decimals$}");
    match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => digits,
    }
}

/// A number of tokens with a comma between thousands.
fn tokens(count: u64) -> String {
    if count < 1000 {
        count.to_string()
    } else {
        format!("{},{:03}", count / 1000, count % 1000)
    }
}
