//! Exports that other people published. They are evidence, not part of the repository: set `MERCIWATT_EVIDENCE` to the
//! folder that holds `exports/INDEX.csv`.

use std::path::Path;

use merciwatt::import::Importer;
use merciwatt::observe::text::compose;

use super::{NOW, read_in};

#[test]
fn published_exports_hold_the_messages_that_were_counted_by_hand() {
    let Some(folder) =
        std::env::var_os("MERCIWATT_EVIDENCE").map(|folder| Path::new(&folder).join("exports"))
    else {
        println!("skipped: MERCIWATT_EVIDENCE is not set, so published exports were not read");
        return;
    };
    let index = std::fs::read_to_string(folder.join("INDEX.csv")).expect("an index");
    let mut lines = index.lines();
    let columns: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let at = |name| {
        columns
            .iter()
            .position(|column| *column == name)
            .expect("a column")
    };
    // Cells in quotation marks hold commas.
    let cells = |line: &str| -> Vec<String> {
        let mut quoted = false;
        let split = line.split(|c: char| {
            quoted ^= c == '"';
            c == ',' && !quoted
        });
        split.map(str::to_owned).collect()
    };
    let (mut files, mut wrong) = (0, Vec::new());
    for line in lines {
        let cells = cells(line);
        let number = |name| cells[at(name)].parse::<u64>().expect("a number");
        let bytes = std::fs::read(folder.join(&cells[0])).expect("a sample");
        let read = read_in(&mut Importer::new(NOW, compose), &bytes, 1000);
        let found = read.map(|(_, report)| (report.messages, report.replies));
        files += 1;
        match found {
            Ok((messages, replies)) => {
                if messages != number("user_msgs_all") {
                    wrong.push(format!("{}: {messages} messages", cells[0]));
                }
                if replies != number("assistant_replies_all") {
                    println!(
                        "{}: {replies} replies, {} visible texts",
                        cells[0],
                        number("assistant_replies_all")
                    );
                }
            }
            Err(why) => wrong.push(format!("{}: {why}", cells[0])),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{files} files");
}
