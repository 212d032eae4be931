//! A site is a file: one that nobody wrote Rust for is compiled in and read, and a file with a mistake is refused with
//! a sentence that names it.

#[path = "../build/sites.rs"]
mod sites;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/added_site");

fn fixture(name: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}/{name}")).expect("the fixture is there")
}

fn rows(text: &str) -> Vec<Value> {
    let row = |line: &str| serde_json::from_str(line).expect("one row per line");
    text.lines().map(row).collect()
}

#[test]
fn a_site_that_is_only_a_file_is_read() {
    let target = concat!(env!("CARGO_MANIFEST_DIR"), "/target/added-site");
    let built = Command::new(std::env::var("CARGO").unwrap_or("cargo".into()))
        .args([
            "build",
            "--quiet",
            "--package",
            "merciwatt",
            "--bin",
            "merciwatt",
            "--target-dir",
            target,
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("MERCIWATT_MORE_SITES", FOLDER)
        .status()
        .expect("cargo runs");
    assert!(built.success());

    let mut program = Command::new(format!("{target}/debug/merciwatt"))
        .arg("requests")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it was built");
    let mut input = program.stdin.take().expect("piped");
    input
        .write_all(fixture("requests.jsonl").as_bytes())
        .expect("it reads");
    drop(input);
    let output = program.wait_with_output().expect("it ends");
    let answers = String::from_utf8(output.stdout).expect("text");
    assert_eq!(rows(&answers), rows(&fixture("answers.jsonl")));
}

/// What the build says of these files, each a name and its content.
fn said(folder: &str, files: &[(&str, String)]) -> Result<String, String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("writable");
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("writable");
    }
    let energy = include_str!("../data/energy.json");
    let energy: Value = serde_json::from_str(energy).expect("JSON");
    let list = energy["providers"]["list"].as_array().expect("a list");
    let providers: Vec<String> = list
        .iter()
        .filter_map(|one| Some(one["key"].as_str()?.to_owned()))
        .collect();
    sites::compile(&[folder], &providers)
}

/// The good file with other values at some places; `null` at a key takes the key away.
fn spoiled(changes: &Value) -> String {
    let mut site: Value = serde_json::from_str(&fixture("parakeet.json")).expect("JSON");
    for (place, value) in changes.as_object().expect("places and values") {
        let (parent, key) = place.rsplit_once('/').expect("a pointer");
        let parent = site.pointer_mut(parent).expect("the place is there");
        match (parent, value) {
            (Value::Object(map), Value::Null) => drop(map.remove(key)),
            (Value::Object(map), value) => drop(map.insert(key.into(), value.clone())),
            (Value::Array(list), value) => list[key.parse::<usize>().expect("an index")] = value.clone(),
            (other, _) => panic!("{other} holds nothing"),
        }
    }
    site.to_string()
}

#[test]
fn each_mistake_is_refused_with_file_and_key() {
    let selector = json!([{"at": " ", "seen": ""}]);
    let otherwise = json!([{"if": {}, "kind": "new"}, {"if": {"/a": "filled"}, "kind": "edit"}]);
    let mistakes = [
        (json!({"/name": null}), "missing field `name`"),
        (json!({"/nickname": "Polly"}), "unknown field `nickname`"),
        (json!({"/access": "always"}), "unknown variant `always`"),
        (json!({"/id": "cockatoo"}), "id: is \"cockatoo\""),
        (json!({"/name": " "}), "name: is empty"),
        (json!({"/provider": ""}), "provider: is empty"),
        (
            json!({"/provider": "birds"}),
            "provider: data/energy.json has no \"birds\"; it has anthropic, ",
        ),
        (json!({"/evidence": ""}), "evidence: is empty"),
        (json!({"/verified_on": "yesterday"}), "verified_on: \"yesterday\""),
        (json!({"/replies": 0}), "replies: 0 models"),
        (
            json!({"/access": "self_hosted"}),
            "hosts: people host it themselves",
        ),
        (json!({"/hosts": []}), "hosts: is empty"),
        (
            json!({"/hosts": ["https://a.example"]}),
            "hosts: \"https://a.example\"",
        ),
        (json!({"/sends/0/hosts": ["A.example"]}), "hosts: \"A.example\""),
        (json!({"/conversations": ["/cage"]}), "conversations: \"/cage\""),
        (json!({"/deny_paths": ["perch"]}), "paths: \"perch\""),
        (json!({"/sends/0/paths": ["/v*/chirp"]}), "paths: \"v*\""),
        (
            json!({"/deny_paths": ["/cage/"]}),
            "conversations: \"/cage/{conversation}\" is also",
        ),
        (json!({"/page/user": []}), "page: user and assistant"),
        (json!({"/page/assistant": selector}), "page: a selector"),
        (
            json!({"/page/user_id": ""}),
            "page.user_id_sent: is true, but no user_id",
        ),
        (
            json!({"/sends/0/message_id_is": "target"}),
            "page.user_id_sent: is true, but no request",
        ),
        (json!({"/page/quiet_ms": 100}), "page.quiet_ms: 100"),
        (
            json!({"/sends/0/method": "SEND"}),
            "sends, \"message\": method: \"SEND\"",
        ),
        (
            json!({"/sends/0/body": "frame"}),
            "sends, \"message\": method, body:",
        ),
        (
            json!({"/sends/0/paths": []}),
            "sends, \"message\": paths: is empty",
        ),
        (
            json!({"/sends/0/cases/0/if": {"again": true}}),
            "sends, \"message\": \"again\" must start",
        ),
        (
            json!({"/sends/0/cases/0/if": {"/again": []}}),
            "sends, \"message\": cases.if, \"/again\"",
        ),
        (
            json!({"/sends/0/cases": otherwise}),
            "sends, \"message\": cases: a case after",
        ),
        (json!({"/sends/0/text": []}), "sends, \"message\": text: is empty"),
        (
            json!({"/sends/0/text": ["said"]}),
            "sends, \"message\": \"said\" must start",
        ),
        (json!({"/sends/2/text": ["/said"]}), "words\": text: is given"),
        (
            json!({"/sends/1/message_id": ["/ring"]}),
            "message_id, message_id_is: give both",
        ),
        (
            json!({"/sends": [], "/page/user_id_sent": false}),
            "primary: is \"network\", but",
        ),
        (
            json!({"/access": "install", "/confidence/network": "C"}),
            "access: is \"install\", but",
        ),
        (
            json!({"/primary": "page", "/page/composer": ""}),
            "page.composer: is empty",
        ),
    ];
    for (n, (changes, sentence)) in mistakes.iter().enumerate() {
        let said = said(&format!("mistake-{n}"), &[("parakeet.json", spoiled(changes))]);
        let said = said.expect_err(&format!("{changes} is a mistake"));
        assert!(
            said.contains("parakeet.json: ") && said.contains(sentence),
            "{changes}: {said}"
        );
    }
}

#[test]
fn a_host_belongs_to_one_site() {
    let twin = spoiled(&json!({"/id": "parrot"}));
    let files = [("parakeet.json", fixture("parakeet.json")), ("parrot.json", twin)];
    let said = said("same-host", &files).expect_err("both claim the host");
    assert!(
        said.contains("parrot.json: hosts: \"chat.parakeet.example\" already belongs to \"parakeet\""),
        "{said}"
    );
}
