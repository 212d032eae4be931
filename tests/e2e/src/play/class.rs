//! An awareness week as it is lived: a teacher invites, thirty pupils say yes, chat through two weeks and hand in by file,
//! by code and by QR picture; what the class page sums is what the pupils' own pages summed.
//!
//! Real are the chats (typed with keys on the stage), every page, file, code and picture. Two things are played: the two
//! weeks are past ones, and what was counted today is moved to a day in them, past the extension's own code; and the
//! thirty pupils use one computer after another, emptied each time by the extension's own *hand in and erase*. `e2e class`
//! plays the same with thirty profiles of their own.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use super::class_hands::*;
use super::class_teacher::{Given, invite, receive};
use super::durable::Check;
use super::hands;
use super::import_page::verdict;
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::{Setup, Stage};

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 1] = [(
    "class: thirty pupils hand in, the class page sums them",
    |dist, kind| {
        Box::pin(async move {
            let folder = tempfile::tempdir()?;
            play(dist, kind, folder.path(), false).await
        })
    },
)];

/// Pupils of the class.
pub const PUPILS: usize = 30;
/// Days ago on which the two weeks begin.
const WEEKS: [usize; 2] = [16, 9];
/// What is written in a usual week, and in an attentive one. All but one, which is nothing but
/// courtesy, hold the word that is searched for afterwards.
const USUAL: [&[&str]; 5] = [
    &["Why do quokkas smile?"],
    &["Thank you so much!"],
    &["A quokka rhyme, please.", "Thanks, quokka."],
    &["hello quokka"],
    &[],
];
const ATTENTIVE: [&[&str]; 3] = [
    &["Why do quokkas sleep? Thank you."],
    &["Please, a quokka fact."],
    &[],
];
/// The sites they use: two kinds.
const SITES: [&str; 3] = ["chatgpt", "claude", "comparia"];
/// Moves what was counted on one day to another.
const MOVE: &str = "
  const [from, to] = args, by = Date.parse(from) - Date.parse(to);
  const open = indexedDB.open('merciwatt'); open.onsuccess = () => { const db = open.result;
    const tx = db.transaction(['messages', 'days'], 'readwrite'); const of = name => tx.objectStore(name);
    of('days').get(from).onsuccess = ({ target: { result: day } }) => {
      if (day) { of('days').delete(from); of('days').put({ ...day, day: to }); } };
    of('messages').getAll().onsuccess = ({ target: { result } }) => result.filter(row => row.day === from)
      .forEach(row => of('messages').put({ ...row, day: to, t: row.t - by }));
    tx.oncomplete = () => { db.close(); done('moved'); };
    tx.onabort = () => done(String(tx.error)); };";

/// Waits in the page until so many messages are answered; the driver would ask thousands of times.
const ANSWERED: &str = "
  const open = indexedDB.open('merciwatt'); open.onsuccess = () => { const db = open.result;
    const look = left => db.transaction('messages').objectStore('messages').getAll().onsuccess = ({ target: { result } }) => {
      const count = result.filter(row => row.state === 'answered').length;
      if (count < args[0] && left > 0) return setTimeout(look, 100, left - 1);
      db.close(); done(count === args[0] || count); };
    look(200); };";

/// What thirty pupils did, by their own dashboards: messages, replies, courtesy, courtesy alone, central energy, a week each.
pub type Own = [[f64; 5]; 2];

/// Plays it with thirty profiles, which takes minutes, and leaves pictures of the class page in `folder`.
pub async fn whole(dist: &Path, folder: &Path, kinds: &[Kind]) -> Result<()> {
    for kind in kinds {
        let folder = folder.join(kind.key());
        std::fs::create_dir_all(&folder)?;
        play(dist, *kind, &folder, true)
            .await?
            .map_err(anyhow::Error::msg)?;
        println!(
            "{}: {PUPILS} profiles, the class page sums what they summed",
            kind.key()
        );
    }
    Ok(())
}

/// Plays it; `whole` with a profile for each pupil.
pub async fn play(dist: &Path, kind: Kind, folder: &Path, whole: bool) -> Result<Result<(), String>> {
    let stage = Stage::start().await?;
    let quick = Setup {
        first_chunk_ms: 20,
        chunk_ms: 5,
        chunks: 2,
        ..Setup::default()
    };
    for site in SITES {
        stage.set(hands::of(site).context("on stage")?.host, quick.clone());
    }
    let profiles = tempfile::tempdir()?;
    let start = async |name: &str| -> Result<Browser> {
        let browser = Browser::launch(&launch(dist, kind, &stage, &profiles.path().join(name))).await?;
        browser
            .ask(json!({"ask": "set", "settings": {"language": "en"}}))
            .await?;
        Ok(browser)
    };
    let teacher = start("teacher").await?;
    let today = teacher.ask(json!({"ask": "period"})).await?["today"].clone();
    let today = today.as_str().context("today")?.to_owned();
    let script = "done(Array.from({ length: 20 }, (_, ago) => new Date(Date.parse(args[0]) - ago * 864e5).toISOString().slice(0, 10)))";
    let ago: Vec<String> = serde_json::from_value(teacher.in_control(script, &[json!(today)]).await?)?;
    let firsts = WEEKS.map(|begins| ago[begins].clone());
    let invitation = invite(&teacher, &firsts).await?;

    let mut own: Own = Default::default();
    let mut given = Given::default();
    let mut wrong = Vec::new();
    let mut pupil = start("pupil-0").await?;
    for number in 0..PUPILS {
        if whole && number > 0 {
            pupil.quit().await?;
            pupil = start(&format!("pupil-{number}")).await?;
        }
        let said = [&invitation.code, &invitation.file, &invitation.scanned][number % 3];
        let numbers = take_part(&pupil, said).await?;
        if number == 0 && !numbers.contains("Usual week") {
            wrong.push(format!("what would be handed in reads {numbers:?}"));
        }
        let days = WEEKS.map(|begins| &ago[begins - number % 7]);
        let mut tab = None;
        chat(&pupil, number, &USUAL, (&today, days[0]), 0, &mut tab).await?;
        if number == 0 {
            // One who is early hands in without erasing, writes on and hands in again.
            given.first = two_clicks(&pupil).await?;
            let stored = pupil.stored().await?;
            if stored["messages"].as_array().is_none_or(Vec::is_empty) {
                wrong.push("handing in alone erased something".into());
            }
            pupil.close_tab().await?;
        }
        let sent = USUAL[number % USUAL.len()].len();
        chat(&pupil, number, &ATTENTIVE, (&today, days[1]), sent, &mut tab).await?;
        if let Some(tab) = tab {
            pupil.switch(&tab).await?;
            pupil.close_tab().await?;
        }
        for (week, first) in firsts.iter().enumerate() {
            let last = &ago[WEEKS[week] - 6];
            let period = pupil
                .ask(json!({"ask": "period", "first": first, "last": last}))
                .await?;
            add(&mut own[week], &period["total"])?;
        }
        hand_in(&pupil, number, &mut given).await?;
        let left = pupil.stored().await?;
        let rows = |name: &str| left[name].as_array().map_or(0, Vec::len);
        if rows("messages") + rows("days") > 0 {
            wrong.push(format!("pupil {number}: something is left after erasing"));
        }
        pupil.close_tab().await?;
    }
    pupil.quit().await?;
    wrong.extend(given.wrong());
    if own[0].contains(&0.0) {
        wrong.push(format!("the usual week tries too little: {:?}", own[0]));
    }
    receive(&teacher, &given, (folder, whole), &own, &mut wrong).await?;
    teacher.quit().await?;
    verdict(wrong)
}

/// A pupil types what they write in a week, after so many messages; then it is moved from today to a day of that week.
async fn chat(
    pupil: &Browser,
    number: usize,
    week: &[&[&str]],
    (today, day): (&str, &str),
    sent: usize,
    tab: &mut Option<WindowHandle>,
) -> Result<()> {
    let texts = week[number % week.len()];
    if texts.is_empty() {
        return Ok(());
    }
    let hands = hands::of(SITES[number % SITES.len()]).context("on stage")?;
    match tab {
        Some(tab) => pupil.switch(tab).await?,
        None => *tab = Some(pupil.open_tab(&hands.url()).await?),
    }
    for (index, text) in texts.iter().enumerate() {
        pupil.type_into(hands.composer, text).await?;
        pupil.press_enter(hands.composer).await?;
        let answered = pupil.in_control(ANSWERED, &[json!(sent + index + 1)]).await?;
        ensure!(answered == true, "{text:?} was not answered: {answered}");
    }
    let moved = pupil.in_control(MOVE, &[json!(today), json!(day)]).await?;
    ensure!(moved == "moved", "the days could not be moved: {moved}");
    Ok(())
}

/// Adds a dashboard's sums of a week.
fn add(sum: &mut [f64; 5], total: &Value) -> Result<()> {
    let keys = ["messages", "replies", "courtesy_total", "courtesy_only"];
    for (sum, key) in sum.iter_mut().zip(keys) {
        *sum += total[key].as_f64().with_context(|| format!("{key} in {total}"))?;
    }
    sum[4] += total["wh"]["central"].as_f64().context("energy")?;
    Ok(())
}

/// A pupil hands in; afterwards their computer is empty and the page is the current tab.
async fn hand_in(pupil: &Browser, number: usize, given: &mut Given) -> Result<()> {
    open(pupil, "plan.html").await?;
    let file = hand_in_and_erase(pupil).await?;
    match number % 3 {
        0 => given.files.push(file),
        1 => given.codes.push(code(pupil, "#given textarea").await?),
        _ => {
            pupil.click("#given .acts button:nth-of-type(3)").await?;
            given.codes.push(scanned(pupil, 2).await?);
        }
    }
    Ok(())
}
