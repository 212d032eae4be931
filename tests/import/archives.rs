//! Zips, folders and files that are none, on the command line.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use merciwatt::cli::import::{Files, Outcome};
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::fixture;

/// A folder of its own for a test, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("merciwatt-import-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, bytes).expect("written");
        path.display().to_string()
    }

    fn zip(&self, name: &str, entries: &[(&str, &[u8])]) -> String {
        self.file(name, &zipped(entries))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("an entry");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn read(file: &str) -> Result<Outcome, String> {
    Files::new().read(file)
}

fn sum(outcome: &Outcome, key: &str) -> u64 {
    outcome.rows.iter().filter_map(|row| row[key].as_u64()).sum()
}

fn sentence(file: &str) -> String {
    read(file).expect_err("no export")
}

#[test]
fn rows_are_those_of_the_contract() {
    let outcome = read("tests/fixtures/import/chatgpt.json").expect("an export");
    let weeks: Vec<&Value> = outcome.rows.iter().map(|row| &row["week"]).collect();
    assert_eq!(
        weeks,
        [&Value::from("2026-W03"), &Value::from("2026-W04"), &Value::Null]
    );
    let keys: Vec<&String> = outcome.rows[0].as_object().expect("a row").keys().collect();
    for key in [
        "file",
        "service",
        "week",
        "messages",
        "replies",
        "chars",
        "courtesy",
        "courtesy_only",
        "wh",
    ] {
        assert!(keys.iter().any(|found| *found == key), "{key}");
    }
    assert_eq!(outcome.rows[1]["courtesy"]["thanks"], 1);
    assert_eq!(outcome.rows[1]["courtesy_only"], 1);
    for row in &outcome.rows {
        let wh = |end: &str| row["wh"][end].as_f64().expect("a number");
        assert!(0.0 < wh("low") && wh("low") < wh("central") && wh("central") < wh("high"));
    }
}

#[test]
fn a_known_export_without_messages_is_one_row() {
    let folder = Folder::new("empty");
    let search = br#"[{"header":"Search","title":"Searched for tea","time":"2026-01-01T00:00:00Z","products":["Search"]}]"#;
    let outcome = read(&folder.file("MyActivity.json", search)).expect("an export");
    assert_eq!(outcome.rows.len(), 1);
    assert_eq!(
        (&outcome.rows[0]["week"], &outcome.rows[0]["messages"]),
        (&Value::Null, &Value::from(0))
    );
    assert_eq!(outcome.rows[0]["wh"]["high"], 0.0);
}

#[test]
fn a_zip_a_folder_and_its_file_say_the_same() {
    let folder = Folder::new("same");
    let bytes = fixture("chatgpt.json");
    let alone = read(&folder.file("anything.txt", &bytes)).expect("a file");
    let entries: [(&str, &[u8]); 6] = [
        ("deep/er/conversations.json", &bytes),
        ("__MACOSX/deep/._conversations.json", b"\0\x05\x16\x07"),
        ("deep/._user.json", b"junk"),
        ("deep/user.json", br#"{"id":"x","email":"nobody@example.org"}"#),
        ("deep/chat.html", b"<html><body>chat</body></html>"),
        ("deep/file-1.png", b"\x89PNG\r\n\x1a\n"),
    ];
    let zip = read(&folder.zip("export.zip", &entries)).expect("a zip");
    for (name, bytes) in entries {
        folder.file(&format!("unpacked/{name}"), bytes);
    }
    let unpacked = read(&folder.0.join("unpacked").display().to_string()).expect("a folder");
    for other in [zip, unpacked] {
        let same = |outcome: &Outcome| -> Vec<Value> {
            let without = |row: &Value| {
                let mut row = row.clone();
                row["file"] = Value::Null;
                row
            };
            outcome.rows.iter().map(without).collect()
        };
        assert_eq!(same(&other), same(&alone));
    }
}

#[test]
fn shards_batches_and_overlapping_files_count_once() {
    let folder = Folder::new("shards");
    let (all, claude) = (fixture("chatgpt.json"), fixture("claude.json"));
    let both = folder.zip(
        "both.zip",
        &[("conversations.json", &all), ("conversations-000.json", &all)],
    );
    assert_eq!(sum(&read(&both).expect("a zip"), "messages"), 5);
    let mut files = Files::new();
    let batches = [
        folder.zip("batch-0000.zip", &[("conversations.json", &claude)]),
        folder.zip("batch-0001.zip", &[("c.json", &claude)]),
    ];
    let counts: Vec<u64> = batches
        .iter()
        .map(|batch| sum(&files.read(batch).expect("a batch"), "messages"))
        .collect();
    assert_eq!(counts, [6, 0]);
}

#[test]
fn a_file_that_breaks_off_gives_nothing_and_hides_nothing() {
    let folder = Folder::new("cut");
    let all = fixture("chatgpt.json");
    let mut files = Files::new();
    for cut in [all.len() / 3, all.len() - 4] {
        let torn = folder.file("torn.json", &all[..cut]);
        let why = files.read(&torn).expect_err("torn");
        assert!(
            why.contains("torn.json") && why.contains(&cut.to_string()),
            "{why}"
        );
        let shards = folder.zip(
            "s.zip",
            &[
                ("conversations-000.json", &all),
                ("conversations-001.json", &all[..cut]),
            ],
        );
        let why = files.read(&shards).expect_err("a torn shard");
        assert!(why.contains("conversations-001.json"), "{why}");
    }
    let whole = files
        .read("tests/fixtures/import/chatgpt.json")
        .expect("the whole file");
    assert_eq!(sum(&whole, "messages"), 5);
}

#[test]
fn what_is_no_export_is_said_in_a_sentence() {
    let folder = Folder::new("none");
    let zip = zipped(&[("conversations.json", &fixture("claude.json"))]);
    for (name, bytes, says) in [
        (
            "a.json",
            &br#"{"name":"package","version":"1"}"#[..],
            "name, version",
        ),
        ("b.json", b"[]", "empty list"),
        ("c.json", b"[1,2,3]", "list of things"),
        ("d.txt", b"Dear diary,", "Copilot"),
        ("e.csv", b"a,b\n1,2\n", "table"),
        ("f.png", b"\x89PNG\r\n\x1a\n0000", "picture"),
        ("g.json", b"", "empty"),
        ("h.json", b"\xff\xfe[\0", "UTF-16"),
        ("i.zip", &zip[..zip.len() / 2], "zip"),
        (
            "j.zip",
            &zipped(&[("a.png", b"\x89PNG\r\n\x1a\n"), ("b.jpg", b"\xff\xd8\xff\xe0")]),
            "holds no export",
        ),
        ("k.zip", &zipped(&[]), "holds no export"),
        ("l.json", b"[{\"mapping\":{}} {}]", "byte"),
        ("m.html", b"<html></html>", "web page"),
    ] {
        let why = sentence(&folder.file(name, bytes));
        assert!(
            why.contains(says) && why.contains(name) && why.ends_with('.'),
            "{name}: {why}"
        );
    }
    assert!(sentence("no/such/file").contains("no such file"));
    assert!(sentence("src").contains("holds no export"));
}

#[test]
fn a_damaged_zip_is_not_half_counted() {
    let folder = Folder::new("damaged");
    let mut zip = zipped(&[("conversations.json", &fixture("chatgpt.json"))]);
    for byte in &mut zip[300..340] {
        *byte ^= 0x55;
    }
    assert!(sentence(&folder.file("d.zip", &zip)).contains("damaged"));
}

#[test]
fn a_zip_that_would_fill_the_disk_is_not_opened() {
    let folder = Folder::new("bomb");
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(fs::File::create(folder.0.join("bomb.zip")).expect("a file"));
    zip.start_file("conversations.json", options).expect("an entry");
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..257 {
        zip.write_all(&zeros).expect("written");
    }
    zip.finish().expect("a zip");
    let why = sentence(&folder.0.join("bomb.zip").display().to_string());
    assert!(why.contains("unpack to"), "{why}");
}

#[test]
fn the_program_reads_the_good_files_and_says_what_was_wrong() {
    let folder = Folder::new("program");
    let bad = folder.file("bad.json", b"{}");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_merciwatt"))
        .args(["import", &bad, "tests/fixtures/import/grok.json"])
        .output()
        .expect("the program");
    assert_eq!(run.status.code(), Some(1));
    let (out, err) = (
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr),
    );
    assert!(
        out.lines().count() == 2 && out.lines().all(|line| line.contains("\"grok\"")),
        "{out}"
    );
    assert!(err.contains("bad.json") && !Path::new(&bad).is_dir(), "{err}");
    let none = std::process::Command::new(env!("CARGO_BIN_EXE_merciwatt"))
        .arg("import")
        .output()
        .expect("it");
    assert_eq!(none.status.code(), Some(2));
}

#[test]
fn what_people_attached_to_a_chat_does_not_spoil_its_export() {
    let folder = Folder::new("attached");
    let all = fixture("chatgpt.json");
    for (name, bytes) in [
        ("letter.rtf", &b"{\\rtf1\\ansi A plank of 5\" and 7 cm}"[..]),
        ("settings.js", b"{ key: \"a }"),
        ("list.txt", b"[\"a\", \"b"),
        ("notes.md", b"[tea](https://example.org) 5\" { ["),
        ("page.html", b"<html><div class=\"x\">"),
    ] {
        let zip = folder.zip("export.zip", &[("conversations.json", &all), (name, bytes)]);
        let outcome = read(&zip).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(sum(&outcome, "messages"), 5, "{name}");
        assert!(read(&folder.file(name, bytes)).is_err(), "{name} alone");
    }
}

#[test]
fn a_zip_in_a_zip_is_opened_and_a_deeper_one_is_named() {
    let folder = Folder::new("nested");
    let inner = zipped(&[("conversations.json", &fixture("claude.json"))]);
    let portal = [
        ("User Online Activity/Conversations_a-0001.zip", &inner[..]),
        ("User Online Activity/Files_a-0001.zip", b"PK\x03\x04 damaged"),
        ("report.html", b"<html></html>"),
    ];
    let outcome = read(&folder.zip("portal.zip", &portal)).expect("an export");
    assert_eq!(sum(&outcome, "messages"), 6);
    let deeper = zipped(&[("a.zip", &inner)]);
    let why = sentence(&folder.zip("deep.zip", &[("b.zip", &deeper), ("user.json", br#"{"id":"x"}"#)]));
    assert!(why.contains("zip inside another"), "{why}");
    let torn = zipped(&[("conversations.json", &fixture("claude.json")[..900])]);
    let why = sentence(&folder.zip("torn.zip", &[("b.zip", &torn)]));
    assert!(
        why.contains("b.zip in it: conversations.json in it: it breaks off"),
        "{why}"
    );
}
