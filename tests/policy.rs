//! What a school can set: five keys, read whole or left out with a sentence, and none by which more is counted or kept.

use merciwatt::observe::SITES;
use merciwatt::policy::{PARTS, Policy};
use merciwatt::settings::{Settings, days_kept};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(managed: Value) -> Policy {
    Policy::read(&managed)
}

fn person(change: Value) -> Settings {
    Settings::default()
        .with(&change, "2026-11-27")
        .expect("a good change")
}

#[test]
fn a_whole_policy_is_read() {
    let policy = read(
        json!({"language": "fr", "method": "study", "keep": "1_year", "sites": ["chatgpt", "mistral"],
        "off": ["pill", "import", "class"]}),
    );
    assert_eq!(policy.wrong, [""; 0]);
    let held = Settings::default().under(&policy);
    assert_eq!(held.language.as_deref(), Some("fr"));
    assert_eq!(held.method.as_deref(), Some("study"));
    assert_eq!(held.keep.as_deref(), Some("1_year"));
    assert!(policy.counts("chatgpt") && policy.counts("mistral") && !policy.counts("claude"));
    assert!(PARTS.iter().all(|part| policy.is_off(part)));
    let told = serde_json::to_value(&held).expect("settings");
    assert_eq!(told["school"]["off"], json!(PARTS));
}

#[test]
fn no_policy_changes_nothing() {
    for none in [Value::Null, json!({})] {
        let policy = read(none);
        assert!(!policy.is_set() && PARTS.iter().all(|part| !policy.is_off(part)));
        assert!(SITES.iter().all(|site| policy.counts(site.id)));
        let own = person(json!({"language": "pl", "method": "ecologits", "keep": "90_days", "pill": true}));
        assert_eq!(own.under(&policy), own);
    }
}

#[test]
fn what_is_wrong_is_a_sentence_and_left_out() {
    for (managed, says) in [
        (json!([]), "expected an object"),
        (json!("off"), "expected an object"),
        (json!({"method": "guess"}), "method: \"guess\" is unknown"),
        (json!({"method": 3}), "method: expected a short string"),
        (json!({"keep": "10_years"}), "keep: \"10_years\" is unknown"),
        (
            json!({"language": "x".repeat(80)}),
            "language: expected a short string",
        ),
        (json!({"sites": "chatgpt"}), "sites: expected a list"),
        (json!({"sites": ["chatgpt", "chatgtp"]}), "sites: entry 2"),
        (json!({"off": ["popup"]}), "off: entry 1"),
        (json!({"off": [1]}), "off: entry 1"),
        (
            json!({"report_to": "https://school.example"}),
            "\"report_to\" is not known",
        ),
    ] {
        let policy = read(managed.clone());
        assert_eq!(policy.wrong.len(), 1, "{managed}");
        assert!(
            policy.wrong[0].starts_with(says),
            "{managed}: {}",
            policy.wrong[0]
        );
        assert_eq!(
            (&policy.method, &policy.keep, &policy.language),
            (&None, &None, &None),
            "{managed}"
        );
        assert!(policy.off.is_empty() && policy.is_set(), "{managed}");
    }
    // One mistake does not undo what is beside it.
    let policy = read(json!({"method": "guess", "off": ["pill", "popup"], "sites": ["claude", 7]}));
    assert!(policy.is_off("pill") && policy.counts("claude") && !policy.counts("chatgpt"));
    assert_eq!(policy.wrong.len(), 3);
}

#[test]
fn a_mistake_in_the_list_of_sites_does_not_open_all() {
    let policy = read(json!({"sites": ["chatgtp"]}));
    assert!(SITES.iter().all(|site| !policy.counts(site.id)));
}

#[test]
fn the_shorter_time_holds_whoever_chose_it() {
    for (own, school, held) in [
        (Value::Null, "1_year", "1_year"),
        (json!("3_years"), "1_year", "1_year"),
        (json!("90_days"), "1_year", "90_days"),
        (json!("1_year"), "3_years", "1_year"),
    ] {
        let policy = read(json!({"keep": school}));
        let under = person(json!({"keep": own})).under(&policy);
        assert_eq!(under.keep.as_deref(), Some(held), "{own} under {school}");
    }
}

#[test]
fn a_language_is_a_beginning_and_stays_the_persons() {
    let policy = read(json!({"language": "fr"}));
    let own = person(json!({"language": "ar"})).under(&policy);
    assert_eq!(own.language.as_deref(), Some("ar"));
}

#[test]
fn what_the_school_has_set_cannot_be_changed() {
    let policy = read(json!({"method": "study", "keep": "1_year", "off": ["pill"]}));
    for change in [
        json!({"method": "calibrated"}),
        json!({"keep": "3_years"}),
        json!({"pill": true}),
    ] {
        assert!(policy.refuses(&change, &person(change.clone())), "{change}");
        assert!(
            !Policy::default().refuses(&change, &person(change.clone())),
            "{change}"
        );
    }
    for change in [
        json!({"pill": false}),
        json!({"keep": "90_days"}),
        json!({"look": "dark"}),
        json!({"language": "ja"}),
    ] {
        assert!(!policy.refuses(&change, &person(change.clone())), "{change}");
    }
}

#[test]
fn it_is_never_stored() {
    let policy = read(json!({"method": "study", "off": ["pill"]}));
    let held = serde_json::to_value(Settings::default().under(&policy)).expect("settings");
    let stored: Settings = merciwatt::record::read(held).expect("settings");
    assert_eq!(stored.school, None);
    let plain = serde_json::to_value(Settings::default()).expect("settings");
    assert!(plain.get("school").is_none());
}

/// Any JSON, the known keys among it with good values and bad ones.
fn managed() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("study"),
        Just("1_year"),
        Just("90_days"),
        Just("pill"),
        Just("class"),
        Just("chatgpt"),
        Just("all"),
        Just("*"),
        Just("<all_urls>"),
        Just("https://chatgpt.com"),
        Just(""),
        Just("true"),
    ];
    let leaf = prop_oneof![
        word.prop_map(|word| json!(word)),
        any::<i64>().prop_map(|number| json!(number)),
        any::<bool>().prop_map(|truth| json!(truth)),
        Just(Value::Null),
        ".{0,40}".prop_map(|text| json!(text)),
    ];
    let value = leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec((".{0,8}", inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    });
    let key = prop_oneof![
        Just("sites".to_owned()),
        Just("off".into()),
        Just("method".into()),
        Just("keep".into()),
        Just("language".into()),
        Just("pill".into()),
        Just("hosts".into()),
        Just("upload".into()),
        ".{0,12}",
    ];
    let fields = prop::collection::vec((key, value.clone()), 0..8);
    prop_oneof![
        fields.prop_map(|fields| Value::Object(fields.into_iter().collect())),
        value
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    /// Whatever is written into the file: nothing is shown, counted or kept that would not be without it.
    #[test]
    fn no_policy_collects_more(managed in managed(), pill: bool, keep in 0_usize..4) {
        let policy = Policy::read(&managed);
        let keep = [Value::Null, json!("3_years"), json!("1_year"), json!("90_days")][keep].clone();
        let own = person(json!({"pill": pill, "keep": keep}));
        let held = own.under(&policy);
        prop_assert!(own.pill || !held.pill);
        let days = |settings: &Settings| days_kept(settings.keep.as_deref()).unwrap_or(u64::MAX);
        prop_assert!(days(&held) <= days(&own));
        // All else is as the person has it; and no key of the file adds a host, for there is none that could.
        let plain = |settings: &Settings| Settings {
            pill: false, keep: None, method: None, language: None, school: None, ..settings.clone()
        };
        prop_assert_eq!(plain(&held), plain(&own));
        // A second reading of what was read changes nothing.
        let again = Policy::read(&json!({"language": policy.language, "method": policy.method, "keep": policy.keep,
            "sites": policy.sites, "off": policy.off}));
        prop_assert_eq!(again, Policy { wrong: Vec::new(), ..policy });
    }
}

fn file(name: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = std::fs::read_to_string(path).expect(name);
    serde_json::from_str(&text).expect(name)
}

#[test]
fn the_schema_names_what_is_read_and_nothing_else() {
    let schema = file("extension/managed_schema.json");
    let properties = schema["properties"].as_object().expect("properties");
    // In the workspace's build an object keeps the order of its file, alone it does not.
    let mut names: Vec<&str> = properties.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["keep", "language", "method", "off", "sites"]);
    for (key, property) in properties {
        for word in property["enum"].as_array().into_iter().flatten() {
            assert_eq!(read(json!({key: word})).wrong, [""; 0], "{key}: {word}");
        }
    }
    let off = properties["off"]["description"].as_str().expect("a description");
    assert!(PARTS.iter().all(|part| off.contains(part)), "{off}");
}

#[test]
fn every_example_is_read_whole() {
    let google: serde_json::Map<String, Value> = file("docs/policies/google-admin.json")
        .as_object()
        .expect("an object")
        .iter()
        .map(|(key, value)| (key.clone(), value["Value"].clone()))
        .collect();
    let own = "merciwatt@merciwatt.invalid";
    let examples = [
        file("docs/policies/chrome-linux.json")["3rdparty"]["extensions"]["EXTENSION_ID"].clone(),
        file("docs/policies/edge-linux.json")["3rdparty"]["extensions"]["EXTENSION_ID"].clone(),
        file("docs/policies/firefox-policies.json")["policies"]["3rdparty"]["Extensions"][own].clone(),
        Value::Object(google),
    ];
    for example in examples {
        let policy = read(example);
        assert_eq!(policy.wrong, [""; 0]);
        assert!(policy.is_off("import") && !policy.is_off("class") && policy.counts("librechat"));
        assert_eq!(
            (policy.method.as_deref(), policy.keep.as_deref()),
            (Some("calibrated"), Some("1_year"))
        );
    }
}
