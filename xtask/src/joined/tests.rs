use super::*;

fn package(files: &[(&str, &str)]) -> Files {
    let own = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
    files.iter().map(own).collect()
}

#[test]
fn folders_and_the_background_become_one_file_each() {
    let after = joined(&package(&[
        ("background.js", "import init, * as core from \"./core/core.js\";\nimport { nudge } from \"./tally.js\";\nimport { URLS } from \"./sites.js\";\nnudge(core, URLS, init);\n"),
        ("tally.js", "import { words } from \"./ui/words.js\";\nexport const nudge = words;\n"),
        ("ui/a.js", "import { words } from \"./words.js\";\nexport const a = () => words;\n"),
        ("ui/words.js", "export const words = 1;\n"),
        ("dashboard/rows.js", "import { a } from \"../ui/a.js\";\nexport const rows = a;\n"),
        ("page.js", "import { a } from \"./ui/a.js\";\nimport { rows } from \"./dashboard/rows.js\";\na(rows);\n"),
    ]))
    .expect("joined");
    let read = |name: &str| after[name].as_str();
    assert_eq!(
        read("background.js"),
        "import init, * as core from \"./core/core.js\";\nimport { URLS } from \"./sites.js\";\n// ui/words.js\nexport const words = 1;\n\
         // tally.js\nexport const nudge = words;\n// background.js\nnudge(core, URLS, init);\n"
    );
    assert_eq!(
        read("ui/all.js"),
        "// ui/words.js\nexport const words = 1;\n// ui/a.js\nexport const a = () => words;\n"
    );
    assert_eq!(
        read("dashboard/all.js"),
        "import { a } from \"../ui/all.js\";\n// dashboard/rows.js\nexport const rows = a;\n"
    );
    assert_eq!(
        read("page.js"),
        "import { rows } from \"./dashboard/all.js\";\nimport { a } from \"./ui/all.js\";\na(rows);\n"
    );
    assert_eq!(after.len(), 4, "{:?}", after.keys());
}

#[test]
fn what_a_page_needs_too_stays_with_all_that_it_needs() {
    let after = joined(&package(&[
        (
            "background.js",
            "import { keep } from \"./backup/folder.js\";\nkeep();\n",
        ),
        (
            "backup/folder.js",
            "import { done } from \"../traces.js\";\nexport const keep = done;\n",
        ),
        ("traces.js", "export const done = 1;\n"),
        (
            "backup.js",
            "import { keep } from \"./backup/folder.js\";\nkeep();\n",
        ),
    ]))
    .expect("joined");
    assert!(after["background.js"].contains("const done = 1"));
    assert!(after.contains_key("backup/folder.js") && after.contains_key("traces.js"));
}

#[test]
fn what_would_not_be_the_same_in_one_file_ends_the_build() {
    let background = ("background.js", "export {};\n");
    for (a, b, said) in [
        (
            "export const same = 1;\n",
            "const same = 2;\nexport const b = same;\n",
            "both declare same",
        ),
        (
            "export const a = 1;\n",
            "import { a as other } from \"./a.js\";\nexport const b = other;\n",
            "gives a name",
        ),
        (
            "export const a = 1;\n",
            "import {\n  a,\n} from \"./a.js\";\nexport const b = a;\n",
            "on one line",
        ),
        (
            "import { b } from \"./b.js\";\nexport const a = b;\n",
            "import { a } from \"./a.js\";\nexport const b = a;\n",
            "in a circle",
        ),
        (
            "import { b } from \"./gone.js\";\nexport const a = b;\n",
            "export const b = 1;\n",
            "does not ship",
        ),
    ] {
        let why =
            joined(&package(&[background, ("ui/a.js", a), ("ui/b.js", b)])).expect_err("must not be joined");
        assert!(why.contains(said), "{why}");
    }
}
