//! Every value of the reference files. They are evidence, not part of the repository: set `MERCIWATT_EVIDENCE` to
//! the folder that holds `energy/`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use merciwatt::energy::calibrated::{self, Load, Size};
use merciwatt::energy::ecologits::{self, Bounds, Served};
use merciwatt::energy::{Exchange, Method, Output, Range, find_model};

use super::{close, priced};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("MERCIWATT_EVIDENCE").map(|folder| Path::new(&folder).join("energy"));
    if folder.is_none() {
        println!("skipped: MERCIWATT_EVIDENCE is not set, so the reference files were not compared");
    }
    folder
}

/// Rows of a CSV file without quotes, by column.
fn rows(text: &str) -> Vec<HashMap<&str, &str>> {
    let mut lines = text.lines();
    let head: Vec<_> = lines.next().expect("a head").split(',').collect();
    lines
        .map(|line| head.iter().copied().zip(line.split(',')).collect())
        .collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("{text} is no number"))
}

#[test]
fn calibrated_reference() {
    let Some(folder) = folder() else { return };
    let text = std::fs::read_to_string(folder.join("calibrated_reference.csv")).expect("readable");
    let rows = rows(&text);
    assert!(rows.len() > 50);
    for row in &rows {
        let of = |key: &str| number(row[key]);
        let size = match row["unknown"] {
            "1" => Size::Unknown,
            _ => Size::Known {
                total_b: of("total_b"),
                active_b: of("active_b"),
            },
        };
        let think = of("think");
        let load = Load {
            new: of("new_in"),
            context: of("ctx"),
            output: of("out"),
            thinking: Range::new(0.13 * think, think, 6.7 * think),
            guessed: row["think_estimated"] == "1",
            stale: row["stale"] == "1",
        };
        let wh = calibrated::energy(size, &load, of("pue"));
        let parts = calibrated::parts(size, &load, think, of("pue"));
        for (found, key) in [
            (wh.low, "low_wh"),
            (wh.central, "central_wh"),
            (wh.high, "high_wh"),
            (parts.decode, "decode_wh"),
            (parts.new, "new_wh"),
            (parts.context, "ctx_wh"),
        ] {
            close(found, of(key), 1e-9, &format!("{key} of {row:?}"));
        }
        // The same through the catalogue, by the command line's row.
        if row["model"] != "llama-3-8b" {
            let input = serde_json::json!({
                "id": 1, "model": row["model"], "new_tokens": of("new_in"), "context_tokens": of("ctx"),
                "output_tokens": of("out"), "reasoning_tokens": think,
                "minutes_since_last": if row["stale"] == "1" { 60 } else { 1 },
            });
            let answer = merciwatt::cli::estimate::row(Method::Calibrated, &input).expect("a row");
            for (key, column) in [("low", "low_wh"), ("central", "central_wh"), ("high", "high_wh")] {
                let found = answer["wh"][key].as_f64().expect("a number");
                close(found, of(column), 1e-9, &format!("row {column} of {row:?}"));
            }
        }
    }
}

#[test]
fn ecologits_reference() {
    let Some(folder) = folder() else { return };
    let unpacked = Command::new("gzip")
        .arg("-dc")
        .arg(folder.join("ecologits_reference.csv.gz"))
        .output();
    let unpacked = unpacked.expect("gzip is installed").stdout;
    let text = String::from_utf8(unpacked).expect("UTF-8");
    let grid = std::fs::read_to_string(folder.join("grid.csv")).expect("readable");
    let zones: HashMap<_, _> = rows(&grid).into_iter().map(|zone| (zone["zone"], zone)).collect();
    let rows = rows(&text);
    assert!(rows.len() > 6000);
    let mut values = 0;
    for row in &rows {
        let of = |key: &str| number(row[key]);
        let model = find_model(row["model"], Some(row["provider"])).expect("in the catalogue");
        let server = model.provider();
        assert_eq!(server.key(), row["provider"]);
        let served = Served {
            active_b: model.active_b(),
            total_b: model.total_b(),
            tokens_per_second: model.tokens_per_second(),
            first_token_seconds: model.first_token_seconds(),
            pue: server.pue(),
            wue: server.wue(),
        };
        let latency = row["request_latency_s"];
        let latency_s = if latency.is_empty() {
            f64::INFINITY
        } else {
            number(latency)
        };
        let request = ecologits::request(&served, of("output_tokens"), latency_s);
        let zone = &zones[row["zone"]];
        let factor = |key: &str| number(zone[key]);
        let mut same = |(least, most): Bounds, column: &str| {
            for (found, end) in [(least, "min"), (most, "max")] {
                let key = format!("{column}_{end}");
                close(found, of(&key), 1e-12, &format!("{key} of {row:?}"));
                values += 1;
            }
        };
        same(request.kwh(), "energy_kwh");
        same(request.kgco2e(factor("gwp_kgco2eq_per_kwh")), "gwp_kgco2eq");
        same(request.embodied(5700.0, 273.0), "gwp_embodied_kgco2eq");
        same(
            request.total(factor("adpe_kgsbeq_per_kwh"), 0.37, 0.00895),
            "adpe_kgsbeq",
        );
        same(request.total(factor("pe_mj_per_kwh"), 70_000.0, 3721.0), "pe_mj");
        same(request.water_l(factor("water_l_per_kwh")), "wcf_l");
        if latency.is_empty() {
            let exchange = Exchange {
                model: Some(row["model"]),
                provider: Some(row["provider"]),
                output: Output::Tokens(of("output_tokens") as u64),
                zone: Some(row["zone"]),
                ..Exchange::default()
            };
            let impact = priced(Method::Ecologits, &exchange);
            for (found, key) in [
                (impact.wh.low, "energy_kwh_min"),
                (impact.wh.central, "energy_kwh_mean"),
                (impact.wh.high, "energy_kwh_max"),
                (impact.gco2e.low, "gwp_kgco2eq_min"),
                (impact.gco2e.high, "gwp_kgco2eq_max"),
                (impact.water_ml.low, "wcf_l_min"),
                (impact.water_ml.high, "wcf_l_max"),
            ] {
                close(
                    found / 1000.0,
                    of(key),
                    1e-12,
                    &format!("estimate, {key} of {row:?}"),
                );
                values += 1;
            }
        }
    }
    println!("{values} values compared over {} rows", rows.len());
}
