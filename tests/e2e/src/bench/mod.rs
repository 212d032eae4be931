//! The figures of the README, each beside its comparison in the same run: `e2e bench` prints them as one JSON.
//!
//! What is compared runs in turns in two browsers that are open at once, so that a busy machine is busy for both. Figures of
//! a machine that does other things are noise all the same: the ratios hold longer than the milliseconds.

mod pages;
mod watched;
mod worker;

use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::browser::Kind;
use crate::play::{exports, weight};

/// Megabytes of the export that is imported.
const IMPORT_MB: u64 = 100;

/// Measures in these browsers what `only` (part of a figure's name) admits, and prints one JSON.
pub async fn bench(dist: &Path, kinds: &[Kind], only: &str) -> Result<()> {
    let mut table = Map::new();
    for kind in kinds {
        let mut figures = Map::new();
        for figure in ["cold_start", "message", "pages", "weight", "import"] {
            if !figure.contains(only) {
                continue;
            }
            eprintln!("bench: {} · {figure}", kind.key());
            let measured = match figure {
                "cold_start" => worker::cold_start(dist, *kind).await?,
                "message" => worker::message(dist, *kind).await?,
                "pages" => pages::pages(dist, *kind).await?,
                "weight" => weight::measure(dist, *kind).await?,
                _ => exports::measure_in(dist, *kind, IMPORT_MB).await?,
            };
            eprintln!("{measured}");
            figures.insert(figure.to_owned(), measured);
        }
        table.insert(kind.key().to_owned(), figures.into());
    }
    println!("{:#}", Value::Object(table));
    Ok(())
}

/// The median of each list under its name, what one is more than the other, and all values for whoever doubts.
fn beside(ours: (&str, Vec<f64>), other: (&str, Vec<f64>)) -> Value {
    let (a, b) = (median(&ours.1), median(&other.1));
    let all = |values: &[f64]| values.iter().map(|value| round(*value)).collect::<Vec<f64>>();
    json!({
        ours.0: round(a), other.0: round(b), "more": round(a - b), "ratio": round(a / b),
        format!("all_{}", ours.0): all(&ours.1), format!("all_{}", other.0): all(&other.1),
    })
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => sorted[odd / 2],
        even => (sorted[even / 2 - 1] + sorted[even / 2]) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::{beside, median};

    #[test]
    fn the_middle_is_told_with_what_it_is_beside() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(&[]).is_nan());
        let told = beside(("with", vec![4.0, 6.0, 5.0]), ("without", vec![2.0, 4.0]));
        assert_eq!(
            (told["with"].as_f64(), told["without"].as_f64()),
            (Some(5.0), Some(3.0))
        );
        assert_eq!(
            (told["more"].as_f64(), told["ratio"].as_f64()),
            (Some(2.0), Some(1.67))
        );
    }
}
