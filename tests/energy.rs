//! The estimate against published tables, against its own promises, and against the full reference files where
//! `MERCIWATT_EVIDENCE` names the folder that holds them.

#[path = "energy/catalogue.rs"]
mod catalogue;
#[path = "energy/evidence.rs"]
mod evidence;
#[path = "energy/promises.rs"]
mod promises;
#[path = "energy/rows.rs"]
mod rows;
#[path = "energy/tables.rs"]
mod tables;

use merciwatt::energy::{Exchange, Impact, Method, estimate};

/// The estimate of an exchange that has one.
fn priced(method: Method, exchange: &Exchange) -> Impact {
    estimate(method, exchange)
        .expect("a valid exchange")
        .expect("an estimate")
}

fn close(found: f64, wanted: f64, relative: f64, what: &str) {
    assert!(
        (found - wanted).abs() <= relative * wanted.abs().max(f64::MIN_POSITIVE),
        "{what}: found {found}, wanted {wanted}"
    );
}
