//! The build refuses bad weights of tokens with their file and key.

#[path = "../../build/energy/doc.rs"]
#[allow(dead_code)]
mod doc;
#[path = "../build/tokens.rs"]
mod tokens;

#[test]
fn bad_weights_are_refused_with_file_and_key() {
    let whole = std::fs::read_to_string("../data/energy.json").expect("readable");
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (name, from, to, wanted) in [
        (
            "class",
            "\"370-3FF\"",
            "\"370-40F\"",
            "overlaps the range that starts at 370",
        ),
        (
            "letters",
            "\"61-7A\"",
            "\"62-7A\"",
            "must hold all of A-Z and a-z",
        ),
        ("hex", "\"590-5FF\"", "\"5G0\"", "must be a code point or two"),
        (
            "other",
            "\"class\": \"other\"",
            "\"class\": \"others\"",
            "must hold the class 'other'",
        ),
    ] {
        assert!(whole.contains(from), "{from} is not in energy.json");
        let copy = folder.join(name);
        std::fs::create_dir_all(&copy).expect("writable");
        std::fs::write(copy.join("energy.json"), whole.replacen(from, to, 1)).expect("writable");
        let sentence = tokens::of(&copy).expect_err("refused");
        assert!(
            sentence.contains(wanted) && sentence.contains("data/energy.json"),
            "{name}: {sentence}"
        );
    }
}
