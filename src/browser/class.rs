//! A pupil in an awareness week: reading an invitation, saying yes, handing in, leaving. The contract with the pages is
//! `extension/class.d.ts`.

use chrono::NaiveDate;
use serde_json::Value;

use super::background::{refresh_badge, store};
use super::meta::Joined;
use super::store::{Problem, Work};
use super::{answer, api};
use crate::class::{self, HandIn, Place, Plan, Refused, WeekSums};
use crate::energy::DATA_VERSION;
use crate::week::parse_day;

/// Answers one of a pupil's pages.
pub async fn asked(ask: &str, message: &Value) -> Result<Value, Problem> {
    let text = message["text"].as_str().unwrap_or_default();
    let invited = match ask {
        "class_read" | "class_join" => match class::invitation(text, api::parsed) {
            Ok(plan) => Some(plan),
            Err(why) => return Ok(refused(why)),
        },
        _ => None,
    };
    let store = store().await?;
    let now = api::now();
    let mut work = match ask {
        "class" | "class_read" => store.read().await?,
        _ => store.write().await?,
    };
    let joined = work.meta().class.clone();
    let known = joined.as_ref().and_then(plan);
    let here = |plan: &Plan| known.as_ref().is_some_and(|known| known.id == plan.id);
    let mut answer = match (ask, invited) {
        ("class_read", Some(plan)) => {
            let other = known.as_ref().filter(|known| known.id != plan.id);
            let sums = sums(
                &mut work,
                &plan,
                joined.as_ref().filter(|_| here(&plan)),
                now.day(),
            )
            .await?;
            return Ok(answer::done(&mut [
                ("plan", plan.view(now.day())),
                ("sums", sums.view()),
                ("joined", here(&plan).into()),
                ("other", other.map(|other| other.label.clone()).into()),
            ]));
        }
        ("class_join", Some(plan)) if !here(&plan) => {
            if known.is_some() {
                return Ok(answer::refused("other_plan"));
            }
            work.meta().class = Some(Joined {
                plan: plan.code(),
                pupil: class::hex_of(random()?),
                day: now.day().to_string(),
                handed_in: false,
            });
            state(&mut work, now.day()).await?
        }
        ("class_leave", _) => {
            work.meta().class = None;
            answer::ok()
        }
        ("hand_in", _) => {
            let (Some(joined), Some(plan)) = (joined, known) else {
                return Ok(answer::refused("no_plan"));
            };
            if !plan.is_over(now.day()) {
                return Ok(answer::refused("not_over"));
            }
            let hand_in = sums(&mut work, &plan, Some(&joined), now.day()).await?;
            let erase = message["erase"] == true;
            if erase {
                work.erase()?;
            } else {
                work.meta().class = Some(Joined {
                    handed_in: true,
                    ..joined
                });
            }
            let name = format!("merciwatt-hand-in-{}.json", &class::hex_of(hand_in.pupil)[..8]);
            let mut answer = paper(&hand_in.code(), &name, &hand_in.file());
            answer["sums"] = hand_in.view();
            answer["erased"] = erase.into();
            answer
        }
        _ => return state(&mut work, now.day()).await,
    };
    work.commit().await?;
    if answer["erased"] == true {
        refresh_badge(&store, now).await?;
    }
    answer["ok"] = true.into();
    Ok(answer)
}

/// How things stand for the pupil.
async fn state(work: &mut Work, today: NaiveDate) -> Result<Value, Problem> {
    let joined = work.meta().class.clone();
    let Some((joined, plan)) = joined
        .and_then(|joined| Some((plan(&joined)?, joined)))
        .map(|(plan, joined)| (joined, plan))
    else {
        return Ok(answer::done(&mut [("plan", Value::Null)]));
    };
    let sums = sums(work, &plan, Some(&joined), today).await?;
    Ok(answer::done(&mut [
        ("plan", plan.view(today)),
        ("sums", sums.view()),
        ("can_hand_in", plan.is_over(today).into()),
        ("handed_in", joined.handed_in.into()),
    ]))
}

/// What is or would be handed in.
async fn sums(
    work: &mut Work,
    plan: &Plan,
    joined: Option<&Joined>,
    today: NaiveDate,
) -> Result<HandIn, Problem> {
    let first = work.first_day("").await?.and_then(|day| parse_day(&day.day));
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
