//! `bench`: every figure the README shows, each beside its comparison in the same run, as one JSON in `dist/bench.json`; a
//! whole run writes the README's table anew.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::{Outcome, bundle, setup};

const FILE: &str = "dist/bench.json";
/// The table stands between these lines.
const MARKS: [&str; 2] = [
    "<!-- Written by `cargo xtask bench`. -->",
    "<!-- End of what it wrote. -->",
];

/// Builds, measures, writes. `words` are those of `e2e bench`.
pub fn bench(root: &Path, words: &[&str]) -> Outcome {
    setup::ensure(setup::FOR_TEST)?;
    bundle::build(root)?;
    let mut figures = measured(root, words)?;
    figures["sizes"] = sizes(root)?;
    let failed = |what: &str, why: std::io::Error| format!("{what}: cannot be written ({why})");
    fs::write(root.join(FILE), format!("{figures:#}\n")).map_err(|why| failed(FILE, why))?;
    println!("{figures:#}");
    if !words.is_empty() {
        println!("bench: only a part was measured, so README.md stays as it is; the figures are in {FILE}");
        return Ok(());
    }
    let readme = root.join("README.md");
    let text = fs::read_to_string(&readme).map_err(|why| format!("README.md: cannot be read ({why})"))?;
    fs::write(&readme, with_table(&text, &table(&figures))?).map_err(|why| failed("README.md", why))
}

fn measured(root: &Path, words: &[&str]) -> Result<Value, String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["run", "--quiet", "--package", "e2e", "--", "bench"])
        .args(words)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|why| format!("cargo could not be started: {why}"))?;
    if !output.status.success() {
        return Err("`e2e bench` did not end well; its words are above".into());
    }
    // Relaunches of a browser are told before the figures.
    let said = String::from_utf8_lossy(&output.stdout);
    let json = said.find("\n{").map_or(0, |at| at + 1);
    serde_json::from_str(&said[json..]).map_err(|why| format!("`e2e bench` gave no JSON ({why})"))
}

/// Bytes, each beside where it has to come.
fn sizes(root: &Path) -> Result<Value, String> {
    let size = |name: &str| {
        let meta = fs::metadata(root.join("dist").join(name)).map_err(|why| format!("dist/{name}: {why}"))?;
        Ok::<u64, String>(meta.len())
    };
    Ok(json!({
        "injected": {"bytes": size("chrome/content.js")?, "goal": 10_000},
        "wasm": {"bytes": size("chrome/core/core_bg.wasm")?, "goal": bundle::WASM_GOAL},
        "package_chrome": {"bytes": size("merciwatt-chrome.zip")?, "goal": bundle::PACKAGE_GOAL},
        "package_firefox": {"bytes": size("merciwatt-firefox.zip")?, "goal": bundle::PACKAGE_GOAL},
    }))
}

/// A line of the table: what, beside what, where in a browser's figures, unit, and the bound.
struct Line {
    what: &'static str,
    beside: &'static str,
    at: [&'static str; 2],
    unit: &'static str,
    bound: &'static str,
}

const LINES: [Line; 12] = [
    line(
        "A message that wakes the background, counted",
        "an empty background",
        ["/cold_start/counted_ms", "/cold_start/empty_worker_ms"],
        "ms",
        "60 ms",
    ),
    line(
        "A message, with 365,000 stored",
        "with none stored",
        ["/message/full_ms", "/message/empty_ms"],
        "ms",
        "1.1 times",
    ),
    line(
        "Popup",
        "an empty page",
        ["/pages/popup/ms", "/pages/popup/empty_page_ms"],
        "ms",
        "100 ms",
    ),
    line(
        "First chart of the dashboard, one week",
        "an empty page",
        ["/pages/dashboard_week/ms", "/pages/dashboard_week/empty_page_ms"],
        "ms",
        "150 ms",
    ),
    line(
        "First chart of the dashboard, ten years",
        "an empty page",
        [
            "/pages/dashboard_ten_years/ms",
            "/pages/dashboard_ten_years/empty_page_ms",
        ],
        "ms",
        "150 ms, twice the week",
    ),
    line(
        "Main thread: a chat of 200 pairs is opened",
        "without Merciwatt",
        ["/weight/opened/main_ms/with", "/weight/opened/main_ms/without"],
        "ms",
        "1.02 times",
    ),
    line(
        "Main thread: a reply in 300 updates",
        "without Merciwatt",
        [
            "/weight/streamed/main_ms/with",
            "/weight/streamed/main_ms/without",
        ],
        "ms",
        "1.02 times",
    ),
    line(
        "Main thread: 8 s left alone",
        "without Merciwatt",
        ["/weight/idle/main_ms/with", "/weight/idle/main_ms/without"],
        "ms",
        "",
    ),
    line(
        "Memory of that page",
        "without Merciwatt",
        [
            "/weight/streamed/memory_mb/with",
            "/weight/streamed/memory_mb/without",
        ],
        "MB",
        "",
    ),
    line(
        "An export is read",
        "the browser's `JSON.parse`",
        ["/import/read/mb_per_s", "/import/json_parse_mb_per_s"],
        "MB/s",
        "50 MB/s",
    ),
    line(
        "Messages of that export are added",
        "seconds",
        ["/import/added/s", ""],
        "s",
        "",
    ),
    line(
        "Memory for reading it",
        "",
        ["/import/read/more_memory_mb", ""],
        "MB",
        "",
    ),
];

const fn line(
    what: &'static str,
    beside: &'static str,
    at: [&'static str; 2],
    unit: &'static str,
    bound: &'static str,
) -> Line {
    Line {
        what,
        beside,
        at,
        unit,
        bound,
    }
}

/// The README's table of these figures.
fn table(figures: &Value) -> String {
    let mut rows = vec![
        "| | Chromium | Firefox | beside | goal |".to_owned(),
        "|---|---|---|---|---|".to_owned(),
    ];
    let kb = |name: &str| {
        let bytes = figures["sizes"][name]["bytes"].as_f64();
        bytes.map_or("?".to_owned(), |bytes| format!("{:.1} kB", bytes / 1e3))
    };
    for (what, name, goal) in [
        ("Put into each page", ["injected", "injected"], "10 kB"),
        (
            "Package, all its languages",
            ["package_chrome", "package_firefox"],
            "300 kB",
        ),
        ("WASM core", ["wasm", "wasm"], "200 kB"),
    ] {
        rows.push(format!(
            "| {what} | {} | {} | | {goal} |",
            kb(name[0]),
            kb(name[1])
        ));
    }
    for Line {
        what,
        beside,
        at,
        unit,
        bound,
    } in &LINES
    {
        let [chromium, firefox] = ["chromium", "firefox"].map(|browser| {
            let figure = |at: &str| figures[browser].pointer(at).and_then(Value::as_f64);
            let said = |value: f64| {
                if value < 10.0 {
                    format!("{value:.1}")
                } else {
                    format!("{value:.0}")
                }
            };
            match (figure(at[0]), figure(at[1])) {
                (Some(ours), Some(other)) => format!("{} {unit} ({})", said(ours), said(other)),
                (Some(ours), None) => format!("{} {unit}", said(ours)),
                _ => "?".to_owned(),
            }
        });
        rows.push(format!(
            "| {what} | {chromium} | {firefox} | {beside} | {bound} |"
        ));
    }
    rows.join("\n")
}

/// The text with another table between its marks.
fn with_table(text: &str, table: &str) -> Result<String, String> {
    let [first, last] = MARKS;
    let parts = text
        .split_once(first)
        .and_then(|(before, rest)| Some((before, rest.split_once(last)?.1)));
    let (before, after) =
        parts.ok_or_else(|| format!("README.md: the lines \"{first}\" and \"{last}\" are not there"))?;
    Ok(format!("{before}{first}\n\n{table}\n\n{last}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_put_between_its_marks_and_nothing_else_changes() {
        let text = format!("a\n{}\nold\n{}\nb\n", MARKS[0], MARKS[1]);
        let figures = json!({
            "sizes": {"wasm": {"bytes": 745_442, "goal": 200_000}},
            "chromium": {"cold_start": {"counted_ms": 41.26, "empty_worker_ms": 8.04}},
        });
        let new = with_table(&text, &table(&figures)).unwrap();
        assert!(
            new.starts_with("a\n<!--") && new.ends_with("-->\nb\n") && !new.contains("old"),
            "{new}"
        );
        assert!(
            new.contains("| 41 ms (8.0) | ? | an empty background | 60 ms |"),
            "{new}"
        );
        assert!(
            new.contains("| WASM core | 745.4 kB | 745.4 kB | | 200 kB |"),
            "{new}"
        );
        assert_eq!(with_table(&new, &table(&figures)).unwrap(), new);
        assert!(with_table("no marks", "").is_err());
    }

    #[test]
    fn the_readme_has_the_place() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let text = fs::read_to_string(root.join("README.md")).unwrap();
        assert!(with_table(&text, "").is_ok());
    }
}
