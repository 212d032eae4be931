//! The teacher in an awareness week that is played: invites, takes what thirty pupils hand in, and reads the class's sums.

use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::json;

use super::class::{Own, PUPILS};
use super::class_hands::*;
use super::import_page::says;
use crate::browser::Browser;

/// An invitation in its three forms.
pub struct Invitation {
    /// The code in its field.
    pub code: String,
    /// The saved file.
    pub file: String,
    /// What is read in the saved picture.
    pub scanned: String,
}

/// The teacher makes a class on the page: a name, two dates, one click.
pub async fn invite(teacher: &Browser, firsts: &[String; 2]) -> Result<Invitation> {
    open(teacher, "class.html").await?;
    teacher.type_into("#label", "4e B, Collège des Tilleuls").await?;
    paste(teacher, "#baseline", &firsts[0]).await?;
    paste(teacher, "#awareness", &firsts[1]).await?;
    teacher.click("#make [type=submit]").await?;
    says(teacher, "#invitation", PATIENCE).await?;
    teacher.click("#invitation .acts button:nth-of-type(2)").await?;
    let file = saved(teacher, 1).await?;
    teacher.click("#invitation .acts button:nth-of-type(3)").await?;
    Ok(Invitation {
        code: code(teacher, "#invitation textarea").await?,
        file,
        scanned: scanned(teacher, 2).await?,
    })
}

/// What the teacher gets.
#[derive(Default)]
pub struct Given {
    /// Hand-ins given as files.
    pub files: Vec<String>,
    /// Hand-ins given as codes, copied or read in a picture.
    pub codes: Vec<String>,
    /// What the first pupil handed in before, without erasing.
    pub first: String,
}

impl Given {
    /// Files hold no typed word and no time finer than the plan's days.
    pub fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for file in self.files.iter().chain([&self.first]) {
            let clock = file
                .as_bytes()
                .windows(3)
                .any(|at| at[0].is_ascii_digit() && at[1] == b':' && at[2].is_ascii_digit());
            if file.to_lowercase().contains(super::run::MARK) || clock || file.contains("https:") {
                wrong.push(format!("a hand-in's file holds more than sums: {file}"));
            }
        }
        wrong
    }
}

/// The teacher takes it all, and the page's sums are the pupils' own.
pub async fn receive(
    teacher: &Browser,
    given: &Given,
    (folder, pictures): (&Path, bool),
    own: &Own,
    wrong: &mut Vec<String>,
) -> Result<()> {
    let files = files(folder, given)?;
    let paths: Vec<_> = files.iter().map(|file| file.as_path()).collect();
    let mut expect = |what: &str, seen: &str, wanted: &str| {
        if !seen.contains(wanted) {
            wrong.push(format!("{what}: {seen:?} without {wanted:?}"));
        }
    };
    open(teacher, "class.html").await?;
    choose_all(teacher, &paths).await?;
    let taken = says(teacher, "#taken", PATIENCE).await?;
    expect("the files", &taken, "Added: 10 · Replaced: 1");
    let listed = says(teacher, "#wrong-ones", PATIENCE).await?;
    expect("a damaged file", &listed, "damaged.json");
    paste(teacher, "#codes", &given.codes.join("\n")).await?;
    teacher.click("#drop [type=submit]").await?;
    let counts = teacher
        .until("thirty hand-ins", PATIENCE, async || {
            let said = teacher.find("#counts").await?.text().await?;
            Ok(if said.contains("Hand-ins: 30") {
                Ok(said)
            } else {
                Err(said)
            })
        })
        .await?;
    expect("before the figures", &counts, "waiting: 30");
    teacher.click("#reveal").await?;
    says(teacher, "#totals tbody tr", PATIENCE).await?;
    let shown = totals(teacher).await?;
    let figures = teacher.ask(json!({"ask": "classes"})).await?["classes"][0]["plan"]["id"].clone();
    let figures = teacher.ask(json!({"ask": "class_show", "id": figures})).await?["figures"].clone();
    for (week, own) in ["baseline", "awareness"].into_iter().zip(own) {
        for (at, key) in ["messages", "replies", "courtesy_total", "courtesy_only"]
            .into_iter()
            .enumerate()
        {
            let sum = &figures[week][key];
            if sum.as_f64() != Some(own[at]) {
                expect(&format!("{week}'s {key}"), &sum.to_string(), &own[at].to_string());
            }
            let column = if week == "baseline" { 1 } else { 2 };
            let cell = shown.get(at).map_or("nothing".to_owned(), |row| {
                row[column].as_str().unwrap_or_default().to_owned()
            });
            expect(
                &format!("{week}'s {key} on the page"),
                &format!(" {cell} "),
                &format!(" {} ", own[at]),
            );
        }
        // Each pupil hands in whole thousandths of a watt-hour.
        let wh = figures[week]["wh"]["central"].as_f64().unwrap_or(-1.0);
        if (wh - own[4]).abs() > 0.0005 * PUPILS as f64 {
            expect(&format!("{week}'s energy"), &wh.to_string(), &own[4].to_string());
        }
    }
    for language in ["fr", "en"].into_iter().filter(|_| pictures) {
        let chosen = json!({"ask": "set", "settings": {"language": language}});
        teacher.ask(chosen).await?;
        teacher.driver.refresh().await?;
        teacher.find("main:not([aria-busy])").await?;
        teacher.driver.set_window_rect(0, 0, 1000, 2500).await?;
        teacher
            .screenshot(&folder.join(format!("class-{language}.png")))
            .await?;
    }
    // One who hands in anew waits: the difference would be theirs.
    paste(teacher, "#codes", &given.first).await?;
    teacher.click("#drop [type=submit]").await?;
    let held = teacher
        .until("one that waits", PATIENCE, async || {
            let said = teacher.find("#held").await?.text().await?;
            Ok(if said.contains("Fewer than five") {
                Ok(said)
            } else {
                Err(said)
            })
        })
        .await;
    expect("one that changed", &format!("{held:?}"), "subtraction");
    surely(teacher, "#close").await?;
    let spread = says(teacher, "#sites tbody", PATIENCE).await?;
    expect("what a closed class hides", &spread, "hidden: too few");
    let stored = teacher.stored().await?["classes"].to_string();
    if given.codes.iter().any(|code| stored.contains(code.as_str())) {
        expect("a closed class", "still holds a hand-in", "nothing");
    }
    Ok(())
}

/// The files in a folder: ten, the first pupil's earlier one before them, and one that was cut off on its way.
fn files(folder: &Path, given: &Given) -> Result<Vec<PathBuf>> {
    let cut = given.files[1].get(..given.files[1].len() / 2).unwrap_or_default();
    let earlier = [("earlier.json".to_owned(), given.first.as_str())];
    let all = given
        .files
        .iter()
        .enumerate()
        .map(|(at, file)| (format!("{at}.json"), file.as_str()));
    let mut paths = Vec::new();
    for (name, text) in earlier
        .into_iter()
        .chain(all)
        .chain([("damaged.json".to_owned(), cut)])
    {
        let path = folder.join(name);
        std::fs::write(&path, text)?;
        paths.push(path);
    }
    Ok(paths)
}
