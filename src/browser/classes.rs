//! A teacher's classes in awareness weeks. The contract with the pages is `extension/class.d.ts`.

use chrono::NaiveDate;
use serde_json::Value;

use super::background::store;
use super::class::{paper, random};
use super::store::Problem;
use super::{answer, api};
use crate::class::{Bad, Class, Held, Plan, take_all};
use crate::import::order::order;

/// Answers one of a teacher's pages.
pub async fn asked(ask: &str, message: &Value) -> Result<Value, Problem> {
    let text = |key: &str| message[key].as_str().unwrap_or_default();
    let store = store().await?;
    let today = api::now().day();
    if ask == "classes" {
        let work = store.read().await?;
        let mut classes = Vec::new();
        for mut record in work.classes(None).await? {
            classes.push(opened(&mut record)?);
        }
        order(&mut classes, &|class| {
            -class.plan.firsts[0].to_epoch_days() as i64
        });
        let lines: Vec<Value> = classes.iter().map(|class| line(class, today)).collect();
        return Ok(answer::done(&mut [("classes", lines.into())]));
    }
    let work = store.write().await?;
    let mut class = match ask {
        "class_new" => match Plan::new(random()?, text("label"), text("baseline"), text("awareness")) {
            Ok(plan) => Class::new(plan),
            Err(Bad::Label) => return Ok(answer::refused("bad_label")),
            Err(Bad::Weeks) => return Ok(answer::refused("bad_weeks")),
        },
        _ => match work.classes(Some(text("id"))).await?.first_mut() {
            Some(record) => opened(record)?,
            None => return Ok(answer::refused("no_class")),
        },
    };
    let answer = answered(ask, message, &mut class, today);
    match ask {
        "class_show" => return Ok(answer),
        "class_forget" => work.remove_class(text("id")),
        _ => work.put_class(&class.record()).await?,
    }
    work.commit().await?;
    Ok(answer)
}

/// Does with a class what is asked.
fn answered(ask: &str, message: &Value, class: &mut Class, today: NaiveDate) -> Value {
    let done = match ask {
        "class_new" | "class_show" => Ok(()),
        "class_forget" => return answer::ok(),
        "class_take" if !class.is_closed() => {
            let texts = message["texts"].as_array().map_or(&[][..], Vec::as_slice);
            let texts: Vec<&str> = texts.iter().filter_map(Value::as_str).collect();
            let taken = take_all(class, &texts, api::parsed, message["out"] == true);
            return answer::done(&mut [("taken", taken.into()), ("class", line(class, today))]);
        }
        "class_take" => Err(Held::Closed),
        "class_reveal" => class.reveal(),
        "class_close" => class.close(),
        _ => return answer::refused("unknown_message"),
    };
    match done {
        Ok(()) => shown(class, today),
        Err(held) => answer::refused(held.key()),
    }
}

pub(super) fn opened(record: &mut Value) -> Result<Class, Problem> {
    Class::from_record(record).map_err(|field| {
        Problem::Failed(format!(
            "a stored class cannot be read: its \"{field}\" is damaged"
        ))
    })
}

fn line(class: &Class, today: NaiveDate) -> Value {
    let (received, shown) = class.counts();
    answer::object(&mut [
        ("plan", class.plan.view(today)),
        ("received", received.into()),
        ("shown", shown.into()),
        ("closed", class.is_closed().into()),
    ])
}

fn shown(class: &Class, today: NaiveDate) -> Value {
    let plan = &class.plan;
    let name = format!("merciwatt-invitation-{}.json", plan.firsts[0]);
    let (figures, breakdown) = class.seen();
    let mut answer = line(class, today);
    answer["ok"] = true.into();
    answer["invitation"] = paper(&plan.code(), &name, &plan.file());
    answer["waiting"] = class.waiting().into();
    answer["held"] = class.held().map(Held::key).into();
    answer["figures"] = figures;
    answer["breakdown"] = breakdown;
    answer
}
