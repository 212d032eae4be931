//! `kill`: the browser is killed as by a power cut, at random moments, again and again on one profile, while its pages send
//! messages one after the other. What was acknowledged must be there after every restart, and nothing twice.
//!
//! Acknowledged is what this program has seen on the button before it killed. With one window, messages follow each other, so
//! the number on the button says which they are; with two windows (every other round), it says how many. A message that was
//! on its way may be there or not; one that no page was given must not.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::chance::Chance;
use super::hands::{self, Hands};
use super::kept::{Kept, LENGTHS, kept, length, numbers_used};
use super::run::launch;
use crate::browser::{Browser, Kind, Launch};
use crate::stage::{Setup, Stage};

/// Milliseconds from the first message of a round to the kill.
const KILL_WITHIN: (u64, u64) = (0, 1200);
/// Messages a page is given in a round; more than it can send.
const GIVEN: usize = 40;
const PATIENCE: Duration = Duration::from_secs(20);
/// Sends the texts one after the other, each when the site is ready for the next. No timer: pages that nobody looks at have
/// slow ones.
pub const SEND_ALL: &str = "
const [css, texts] = args, box = document.querySelector(css), ready = document.querySelector('.trailing');
const next = () => {
  if (ready.dataset.kind || texts.length === 0) return;
  const line = document.createElement('p');
  line.textContent = texts.shift();
  box.replaceChildren(line);
  box.dispatchEvent(new Event('input', { bubbles: true }));
  document.querySelector('form').requestSubmit();
};
new MutationObserver(next).observe(ready, { attributes: true });
next();
done(true);";

/// Waits until the button shows something else.
const BUTTON_CHANGES: &str = "(async () => {
  for (;;) {
    const text = await chrome.action.getBadgeText({});
    if (text !== args[0]) return done(text);
  }
})()";

/// What the rounds of one browser came to.
#[derive(Default)]
struct Tally {
    rounds: usize,
    acknowledged: usize,
    stored: usize,
    /// Messages that reached the site and were neither acknowledged nor stored.
    cut_off: usize,
    wrong: Vec<String>,
}

/// What a round left to be looked at after the restart.
struct Round {
    /// Stored before it.
    before: usize,
    /// Seen on the button.
    acknowledged: usize,
    /// The first number given, and whether in one window.
    first: usize,
    alone: bool,
}

/// Kills each browser so many times.
pub async fn kill(dist: &Path, kinds: &[Kind], times: usize, seed: Option<u64>) -> Result<()> {
    let seed = seed.unwrap_or_else(Chance::seed);
    let mut wrong = Vec::new();
    for kind in kinds {
        println!("{}: seed {seed} (again: `--seed {seed}`)", kind.key());
        let tally = play(dist, *kind, times, Chance(seed)).await?;
        let said = format!(
            "{}: killed {} times; {} messages acknowledged, {} stored, {} cut off before they were acknowledged",
            kind.key(),
            tally.rounds,
            tally.acknowledged,
            tally.stored,
            tally.cut_off
        );
        if tally.wrong.is_empty() {
            println!("right  {said}; none lost, none twice");
        } else {
            println!("WRONG  {said}: {}", tally.wrong.join("; "));
            wrong.push(kind.key());
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        bail!("messages were lost or counted twice in {}", wrong.join(" and "))
    }
}

async fn play(dist: &Path, kind: Kind, times: usize, mut chance: Chance) -> Result<Tally> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let hands = hands::of("chatgpt").context("ChatGPT is on stage")?;
    let quick = Setup {
        first_chunk_ms: 20,
        chunk_ms: 5,
        chunks: 2,
        ..Setup::default()
    };
    stage.set(hands.host, quick);
    let mut start: Launch = launch(dist, kind, &stage, folder.path());
    let mut tally = Tally::default();
    let (mut last, mut next) = (None::<Round>, 0);
    let begun = Instant::now();
    loop {
        let browser = patiently(&start).await?;
        let kept = kept(&browser).await?;
        if let Some(round) = last.take() {
            judge(&round, &kept, &stage, next, &mut tally);
        }
        let used = numbers_used(&kept, &stage);
        next = used.last().map_or(0, |number| number + 1);
        if tally.rounds.is_multiple_of(25) || tally.rounds == times {
            println!(
                "       {}: {} rounds, {} acknowledged, {} stored, {} wrong, {:.0} s",
                kind.key(),
                tally.rounds,
                tally.acknowledged,
                tally.stored,
                tally.wrong.len(),
                begun.elapsed().as_secs_f64()
            );
        }
        if tally.rounds == times {
            browser.quit().await?;
            return Ok(tally);
        }
        if next + 2 * GIVEN >= LENGTHS {
            bail!(
                "after {} rounds there is no message left of a length of its own",
                tally.rounds
            );
        }
        let alone = tally.rounds % 2 == 0;
        let (round, again) = cut_off(browser, hands, next, alone, &kept, chance.between(KILL_WITHIN)).await?;
        next += GIVEN * if alone { 1 } else { 2 };
        (last, start) = (Some(round), again);
        tally.rounds += 1;
    }
}

/// Starts the browser; on a machine with much to do, some starts take longer than a session may.
async fn patiently(start: &Launch) -> Result<Browser> {
    for _ in 0..10 {
        match Browser::launch(start).await {
            Ok(browser) => return Ok(browser),
            Err(why) => println!("       {why:#}"),
        }
    }
    Browser::launch(start).await
}

/// One round: pages send, the button is watched, and then the browser dies.
async fn cut_off(
    browser: Browser,
    hands: &Hands,
    first: usize,
    alone: bool,
    kept: &Kept,
    after_ms: u64,
) -> Result<(Round, Launch)> {
    let mut pages = vec![browser.open_tab(&hands.url()).await?];
    if !alone {
        let window = browser.driver.new_window().await?;
        browser.switch(&window).await?;
        browser.driver.goto(&hands.url()).await?;
        pages.push(window);
    }
    let base = shown_today(&browser, kept.today).await?;
    let texts = |page: usize| -> Vec<String> {
        let numbers = (0..GIVEN).map(|place| first + place * pages.len() + page);
        numbers.map(|number| "o".repeat(length(number))).collect()
    };
    for (number, page) in pages.iter().enumerate() {
        browser.switch(page).await?;
        browser
            .run_async(SEND_ALL, &[json!(hands.composer), json!(texts(number))])
            .await?;
    }
    browser.switch(browser.control()).await?;
    let shown = Cell::new(base);
    tokio::select! {
        ended = watch(&browser, &shown) => ended?,
        () = tokio::time::sleep(Duration::from_millis(after_ms)) => {}
    }
    let again = browser.kill_9().await?;
    let round = Round {
        before: kept.lengths.len(),
        acknowledged: shown.get() - base,
        first,
        alone,
    };
    Ok((round, again))
}

/// Notes the largest number the button has shown; ends with the session only.
async fn watch(browser: &Browser, shown: &Cell<usize>) -> Result<()> {
    let mut text = shown.get().to_string();
    loop {
        let seen = browser.run_async(BUTTON_CHANGES, &[json!(text)]).await?;
        text = seen.as_str().context("the button has a text")?.to_owned();
        shown.set(shown.get().max(number_on(&text)));
    }
}

/// The number on the button, once it is that of the stored messages: it was set anew when the browser started.
async fn shown_today(browser: &Browser, today: usize) -> Result<usize> {
    browser
        .until("the number on the button", PATIENCE, async || {
            let text = browser.badge().await?;
            let number = number_on(&text);
            Ok(if number == today {
                Ok(number)
            } else {
                Err(format!("\"{text}\", and {today} are stored"))
            })
        })
        .await
}

fn number_on(text: &str) -> usize {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

fn judge(round: &Round, kept: &Kept, stage: &Stage, given: usize, tally: &mut Tally) {
    let mut say = |what: String| tally.wrong.push(format!("round {}: {what}", tally.rounds));
    let lengths: BTreeSet<usize> = kept.lengths.iter().copied().collect();
    if lengths.len() < kept.lengths.len() {
        say(format!(
            "{} rows have the length of another",
            kept.lengths.len() - lengths.len()
        ));
    }
    let known: BTreeSet<usize> = (0..given).map(length).collect();
    let strange = lengths.difference(&known).count();
    if strange > 0 {
        say(format!("{strange} rows are of no message that was given"));
    }
    let new = kept.lengths.len().saturating_sub(round.before);
    if new < round.acknowledged {
        say(format!(
            "{} were acknowledged and {new} are stored",
            round.acknowledged
        ));
    }
    if round.alone {
        let mut first = (round.first..).take(round.acknowledged);
        if let Some(lost) = first.find(|number| !lengths.contains(&length(*number))) {
            say(format!("message {lost} was acknowledged and is not stored"));
        }
    }
    if kept.summed != kept.lengths.len() {
        say(format!(
            "the days' sums are {} messages, and {} are stored",
            kept.summed,
            kept.lengths.len()
        ));
    }
    tally.acknowledged += round.acknowledged;
    tally.stored = kept.lengths.len();
    let sent: BTreeSet<usize> = stage
        .sends()
        .iter()
        .map(|send| send.text.chars().count())
        .collect();
    tally.cut_off = sent.difference(&lengths).count();
}
