//! A pupil in an awareness week: reading an invitation, saying yes, handing in, leaving. The contract with the pages is
//! `extension/class.d.ts`.

use chrono::NaiveDate;
use serde_json::Value;

use super::background::{commit_and_show, store};
use super::meta::Joined;
use super::store::{Problem, Work};
use super::{answer, api};
use crate::class::{self, HandIn, Place, Plan, Refused, WeekSums};
use crate::energy::DATA_VERSION;
use crate::week::parse_day;

/// Answers one of a pupil's pages.
pub async fn asked(ask: &str, message: &Value) -> Result<Value, Problem> {
    let invited = match ask {
        "class_read" | "class_join" => {
            match class::invitation(message["text"].as_str().unwrap_or_default(), api::parsed) {
                Ok(plan) => Some(plan),
                Err(why) => return Ok(refused(why)),
            }
        }
        _ => None,
    };
    let store = store().await?;
    let now = api::now();
    let (today, erase) = (now.day(), message["erase"] == true);
    let writes = !matches!(ask, "class" | "class_read");
    let mut work = if writes {
        store.write().await?
    } else {
        store.read().await?
    };
    let mut joined = work.meta().class.clone();
    let mut other = joined.as_ref().and_then(plan);
    let known = other.clone();
    if other.as_ref().map(|known| known.id) == invited.as_ref().map(|plan| plan.id) {
        other = None;
    }
    match (ask, &known) {
        ("class_join", _) if other.is_some() => return Ok(answer::refused("other_plan")),
        ("class_join", None) => joined = invited.as_ref().map(|plan| yes(plan, today)).transpose()?,
        ("class_leave", _) => joined = None,
        ("hand_in", None) => return Ok(answer::refused("no_plan")),
        ("hand_in", Some(plan)) if !plan.is_over(today) => return Ok(answer::refused("not_over")),
        ("hand_in", Some(_)) => joined.iter_mut().for_each(|joined| joined.handed_in = true),
        _ => {}
    }
    let mut answer = answer::done(&mut [("plan", Value::Null)]);
    if let Some(plan) = invited.or(known).filter(|_| ask != "class_leave") {
        let mine = joined.as_ref().filter(|_| other.is_none() || ask != "class_read");
        let hand_in = sums(&work, &plan, mine, today).await?;
        answer = match ask {
            "hand_in" => handed_in(&hand_in, erase),
            _ => state(&plan, &hand_in, joined.as_ref(), other.as_ref(), today),
        };
    }
    if writes {
        work.meta().class = joined;
        if ask == "hand_in" && erase {
            work.erase()?;
        }
        commit_and_show(work, now).await?;
    }
    Ok(answer)
}

/// The pupil's yes on this day.
fn yes(plan: &Plan, today: NaiveDate) -> Result<Joined, Problem> {
    Ok(Joined {
        plan: plan.code(),
        pupil: class::hex_of(random()?),
        day: today.to_string(),
        handed_in: false,
    })
}

/// How things stand with a plan.
fn state(
    plan: &Plan,
    sums: &HandIn,
    joined: Option<&Joined>,
    other: Option<&Plan>,
    today: NaiveDate,
) -> Value {
    answer::done(&mut [
        ("plan", plan.view(today)),
        ("sums", sums.view()),
        ("can_hand_in", plan.is_over(today).into()),
        ("joined", (joined.is_some() && other.is_none()).into()),
        ("handed_in", joined.is_some_and(|joined| joined.handed_in).into()),
        ("other", other.map(|other| other.label.as_str()).into()),
    ])
}

/// The hand-in as the pupil gets it.
fn handed_in(hand_in: &HandIn, erase: bool) -> Value {
    let name = format!("merciwatt-hand-in-{}.json", &class::hex_of(hand_in.pupil)[..8]);
    let mut answer = paper(&hand_in.code(), &name, &hand_in.file());
    answer["ok"] = true.into();
    answer["sums"] = hand_in.view();
    answer["erased"] = erase.into();
    answer
}

/// What is or would be handed in.
async fn sums(
    work: &Work,
    plan: &Plan,
    joined: Option<&Joined>,
    today: NaiveDate,
) -> Result<HandIn, Problem> {
    let first = work.first_day("").await?.and_then(|day| parse_day(&day));
    let yes = joined.and_then(|joined| parse_day(&joined.day)).unwrap_or(today);
    let since = first.map_or(yes, |first| first.min(yes));
    let mut weeks = [WeekSums::default(); 2];
    for (sums, week) in weeks.iter_mut().zip(plan.weeks()) {
        let mut days = work.days(&week.start.to_string(), &week.end.to_string()).await?;
        for day in &mut days {
            *day = work.summed_now(day).await?;
        }
        *sums = WeekSums::of(week, &days, since, today);
    }
    Ok(HandIn {
        plan: plan.id,
        pupil: joined
            .and_then(|joined| class::hex_number(&joined.pupil))
            .unwrap_or(0),
        data_version: DATA_VERSION.to_owned(),
        weeks,
    })
}

/// The plan the pupil said yes to. One that cannot be read is none: the pupil can be invited again.
fn plan(joined: &Joined) -> Option<Plan> {
    class::invitation(&joined.plan, api::parsed).ok()
}

/// A random number.
pub fn random() -> Result<u64, Problem> {
    let bytes = api::random_salt()?.0;
    Ok(bytes
        .iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// A code in all its forms.
pub fn paper(code: &str, file_name: &str, file: &Value) -> Value {
    let (size, path) = class::qr(code).unwrap_or_default();
    let qr = answer::object(&mut [("size", size.into()), ("path", path.into())]);
    answer::object(&mut [
        ("code", code.into()),
        ("file_name", file_name.into()),
        ("file", api::written(file).into()),
        ("qr", qr),
    ])
}

/// Not done, with the place where something is damaged.
fn refused(why: Refused) -> Value {
    let mut answer = answer::refused(why.reason);
    if let Some(place) = why.place.as_ref().map(Place::view) {
        answer["place"] = place;
    }
    answer
}
