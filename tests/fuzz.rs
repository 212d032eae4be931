//! Chance against the core: request bodies that no site would send, events in any order, hand-ins changed on their way. A failure is shrunk to
//! its smallest form and becomes a test with a name.
//!
//! `MERCIWATT_FUZZ_CASES` says how many cases are tried in all. Without it the same 20,000 are tried each time.

#[path = "memory/filled.rs"]
mod filled;
mod memory;

#[path = "fuzz/bodies.rs"]
mod bodies;
#[path = "fuzz/changes.rs"]
mod changes;
#[path = "fuzz/counted_twice.rs"]
mod counted_twice;
#[path = "fuzz/memory_of_bodies.rs"]
mod memory_of_bodies;
#[path = "fuzz/papers.rs"]
mod papers;
#[path = "fuzz/parser.rs"]
mod parser;
#[path = "fuzz/sequences.rs"]
mod sequences;

use std::sync::{Mutex, MutexGuard, PoisonError};

use peak_alloc::PeakAlloc;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestRng, TestRunner};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Memory is counted for the whole process, so one test at a time.
static TURN: Mutex<()> = Mutex::new(());

fn my_turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tries `percent` of all cases; the smallest failure is the panic's text.
fn tried<S: Strategy>(percent: u32, strategy: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let asked = std::env::var("MERCIWATT_FUZZ_CASES").ok();
    let all = asked.as_deref().map_or(20_000, |cases| {
        cases
            .parse::<u64>()
            .expect("MERCIWATT_FUZZ_CASES is a whole number")
    });
    let config = Config {
        cases: u32::try_from(all * u64::from(percent) / 100).expect("fewer than four thousand million cases"),
        failure_persistence: None,
        ..Config::default()
    };
    let (algorithm, cases) = (config.rng_algorithm, config.cases);
    let mut runner = match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(algorithm)),
    };
    if let Err(why) = runner.run(strategy, test) {
        panic!("{why}");
    }
    println!("{cases} cases");
}
