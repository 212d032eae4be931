//! The table of what is played, site by site: `tests/e2e/SCENARIOS.md`. It is written from the scenarios themselves.

use std::fmt::Write;

use super::changed;
use super::hands::SITES;
use super::scenarios::SCENARIOS;

/// The table as Markdown.
pub fn table() -> String {
    let mut out = String::from(
        "# What real browsers play\n\nWritten by `cargo test -p e2e` from `src/play/`; every cell with a mark is played in \
         Chromium and in Firefox,\nwith real keys and clicks, on the stage. Messages and replies are compared with what \
         the stage's servers saw.\n\n",
    );
    let names: Vec<&str> = SITES.iter().map(|hands| hands.site).collect();
    let _ = writeln!(out, "| scenario | messages | replies | {} |", names.join(" | "));
    let _ = writeln!(out, "|---|---|---|{}", "---|".repeat(names.len()));
    let mut played = 0;
    for scenario in SCENARIOS {
        let marks: Vec<&str> = SITES
            .iter()
            .map(|hands| if scenario.is_for(hands) { "✓" } else { "" })
            .collect();
        played += marks.iter().filter(|mark| !mark.is_empty()).count();
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            scenario.name,
            scenario.messages,
            scenario.replies,
            marks.join(" | ")
        );
    }
    for (what, sites) in changed::table() {
        let marks: Vec<&str> = names
            .iter()
            .map(|name| if sites.contains(name) { "✓" } else { "" })
            .collect();
        played += sites.len();
        let _ = writeln!(
            out,
            "| five messages after {what} | 5 | 5 | {} |",
            marks.join(" | ")
        );
    }
    let _ = writeln!(
        out,
        "\n{played} scenarios in each browser, and those of `src/play/durable.rs`. compar:IA answers each message twice, \
         so its replies are\ntwice the number. On Copilot and Lumo, whose requests cannot be read, a changed page leaves \
         no signal: there the warning alone is checked."
    );
    out
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn the_table_in_the_repository_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("SCENARIOS.md");
        let now = super::table();
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        if stored != now {
            std::fs::write(&path, now).expect("the table can be written");
            panic!("SCENARIOS.md was not current; it has been written anew");
        }
    }
}
