//! README.md names every site in the row of its access, and no other.

use std::collections::BTreeSet;
use std::path::Path;

use crate::manifest;

/// How the rows of the table begin, and the access of their sites in `data/sites/`.
const ROWS: [(&str, &str); 3] = [
    ("| with the installation | ", "install"),
    ("| to switch on, one by one | ", "optional"),
    ("| on a server of your own | ", "self_hosted"),
];

/// Compares the table with the files.
pub fn check(root: &Path) -> Result<Vec<String>, String> {
    let text = super::read(root, "README.md")?;
    let sites = manifest::read_sites(root)?;
    let mut findings = Vec::new();
    for (beginning, access) in ROWS {
        let Some(row) = text.lines().find_map(|line| line.strip_prefix(beginning)) else {
            findings.push(format!(
                "README.md: no row of the sites begins with \"{beginning}\""
            ));
            continue;
        };
        let row = row.split(": ").next().unwrap_or(row);
        let named: BTreeSet<&str> = row.trim_end_matches([' ', '|']).split(", ").collect();
        let known: BTreeSet<&str> = sites
            .iter()
            .filter(|site| site["access"] == access)
            .filter_map(|site| site["name"].as_str())
            .collect();
        let row = beginning.trim_matches(['|', ' ']);
        for name in known.difference(&named) {
            findings.push(format!(
                "README.md: the sites \"{row}\" do not name {name}; add it"
            ));
        }
        for name in named.difference(&known) {
            findings.push(format!(
                "README.md: the sites \"{row}\" name {name}, which no file of data/sites with that access is called; \
                 remove it"
            ));
        }
    }
    Ok(findings)
}
