//! The token estimate: small vectors worked out from the weights, and the full samples where
//! `MERCIWATT_EVIDENCE` names the folder that holds them.

use merciwatt::tokens::{count, weigh};

#[test]
fn weights_by_hand() {
    for (text, weight) in [
        ("Merci", 5.0 * 0.25),
        ("Merci beaucoup !", 13.0 * 0.25 + 2.0 * 0.01 + 0.62),
        ("déjà vu", 4.0 * 0.25 + 2.0 * 0.72 + 0.01 + 0.25 - 0.25),
        // "you" is one English function word of two: English.
        ("thank you", 8.0 * 0.22 + 0.01),
        ("Danke schön", 9.0 * 0.25 + 0.72 + 0.01),
        ("Спасибо", 7.0 * 0.30),
        ("谢谢你！", 3.0 * 0.82 + 0.94),
        ("ありがとう", 5.0 * 0.76),
        ("감사합니다", 5.0 * 0.74),
        ("شكرا، 12", 4.0 * 0.36 + 0.94 + 0.01 + 2.0 * 0.64),
        ("धन्यवाद", 7.0 * 0.36),
        ("ขอบคุณ", 6.0 * 0.41),
        ("תודה", 4.0 * 0.45),
        ("Ευχαριστώ", 9.0 * 0.40),
        ("a\nb\u{3000}c", 3.0 * 0.22 + 0.35 + 0.01),
        ("🙂\u{10ffff}", 0.94 + 1.0),
    ] {
        assert!(
            (weigh(text) - weight).abs() < 1e-9,
            "{text}: {} instead of {weight}",
            weigh(text)
        );
    }
}

#[test]
fn counts_are_rounded_and_never_lost() {
    assert_eq!(count(""), 0);
    for text in [" ", "a", "!", "\n", "\u{0}", "\u{feff}"] {
        assert_eq!(count(text), 1, "{text:?}");
    }
    assert_eq!(count("Merci"), 1);
    assert_eq!(count("Thank you!"), 2);
    assert_eq!(count(&"merci ".repeat(100_000)), 126_000);
}

#[test]
fn english_needs_function_words_and_no_accents() {
    let english = "What is the best way to learn this?";
    let letters = english.chars().filter(char::is_ascii_alphabetic).count() as f64;
    let spaces = english.matches(' ').count() as f64;
    assert!((weigh(english) - (0.22 * letters + 0.01 * spaces + 0.62)).abs() < 1e-9);
    let accented = format!("{english} é");
    let more = weigh(&accented) - weigh(english);
    assert!(
        (more - (0.03 * letters + 0.01 + 0.72)).abs() < 1e-9,
        "one accent in 28 letters is not English: {more}"
    );
}

#[test]
fn longer_text_never_has_fewer_tokens_by_more_than_the_english_discount() {
    let text = "Pouvez-vous expliquer the law of large numbers, s'il vous plaît? 谢谢 😊";
    let mut last = 0.0;
    for (end, _) in text.char_indices() {
        let weight = weigh(&text[..end]);
        assert!(weight >= last * (0.22 / 0.25) - 1e-9, "{}", &text[..end]);
        last = weight;
    }
}

#[test]
fn samples_of_35_languages() {
    let Some(folder) = std::env::var_os("MERCIWATT_EVIDENCE") else {
        println!("skipped: MERCIWATT_EVIDENCE is not set, so the token samples were not compared");
        return;
    };
    let file = std::path::Path::new(&folder).join("energy/token_samples.json");
    let samples: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(file).expect("readable")).expect("JSON");
    let samples = samples.as_array().expect("a list");
    assert_eq!(samples.len(), 35);
    for sample in samples {
        let text = sample["text"].as_str().expect("a text");
        let wanted = sample["estimate"].as_f64().expect("a number");
        assert!(
            (weigh(text) - wanted).abs() < 0.0051,
            "{}: {} instead of {wanted}",
            sample["lang"],
            weigh(text)
        );
    }
}
