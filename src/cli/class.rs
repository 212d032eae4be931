//! `merciwatt class …`: the awareness week without a browser. Codes and files in, JSON out.

use std::hash::{BuildHasher, RandomState};

use serde_json::{Value, json};

use crate::class::{Bad, Class, Held, Paper, Place, Plan, Refused, invitation, read, take_all};

/// What a command answers: rows for standard output, sentences about single files, and whether all went well.
#[derive(Debug, Default, PartialEq)]
pub struct Answer {
    /// JSON rows.
    pub rows: Vec<Value>,
    /// Sentences for standard error.
    pub notes: Vec<String>,
}

/// Answers the words after `class`; `open` gives a file's text.
///
/// # Errors
/// A sentence that says what was found, where, and what to do.
pub fn run(words: &[&str], open: &dyn Fn(&str) -> Result<String, String>) -> Result<Answer, String> {
    match words {
        ["plan", label, baseline, awareness] => plan(label, baseline, awareness),
        ["read", files @ ..] if !files.is_empty() => papers(files, open),
        ["gather", invitation, files @ ..] if !files.is_empty() => gather(invitation, files, open),
        _ => Err("class: use plan LABEL BASELINE AWARENESS (first days, such as 2026-11-02), read FILE… or gather \
                  INVITATION FILE…"
            .into()),
    }
}

fn plan(label: &str, baseline: &str, awareness: &str) -> Result<Answer, String> {
    let id = RandomState::new().hash_one("plan");
    let plan = Plan::new(id, label, baseline, awareness).map_err(|bad| match bad {
        Bad::Label => "class plan: the label has to be one line of 1 to 60 characters".to_owned(),
        Bad::Weeks => format!(
            "class plan: {baseline} and {awareness} are no two weeks; give two first days such as 2026-11-02 and \
             2026-11-09, the second at least seven days after the first"
        ),
    })?;
    Ok(Answer {
        rows: vec![json!({ "code": plan.code(), "file": plan.file() })],
        ..Answer::default()
    })
}

fn papers(files: &[&str], open: &dyn Fn(&str) -> Result<String, String>) -> Result<Answer, String> {
    let mut answer = Answer::default();
    for file in files {
        let found = read(&open(file)?, parse);
        if found.is_empty() {
            answer
                .notes
                .push(format!("{file}: {}", sentence(&"no_code".into())));
        }
        for paper in found {
            match paper {
                Ok(Paper::Invitation(plan)) => answer.rows.push(plan.file()),
                Ok(Paper::HandIn(hand_in)) => answer.rows.push(hand_in.file()),
                Err(trouble) => answer
                    .notes
                    .push(format!("{file}: {}", sentence(&trouble.into()))),
            }
        }
    }
    Ok(answer)
}

fn gather(
    plan: &str,
    files: &[&str],
    open: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Answer, String> {
    let plan = invitation(&open(plan)?, parse).map_err(|why| format!("{plan}: {}", sentence(&why)))?;
    let mut class = Class::new(plan);
    let mut answer = Answer::default();
    for file in files {
        for row in take_all(&mut class, &[&open(file)?], parse, false) {
            let outcome = row["outcome"].as_str().unwrap_or_default();
            let number = row["code"].as_u64().unwrap_or_default() + 1;
            let said = match outcome {
                "added" => continue,
                "replaced" => "stands for an earlier hand-in of the same pupil".into(),
                "same" => "is there already".into(),
                "foreign" => "belongs to another plan".into(),
                "full" => "is one pupil too many: a class has 500 at most".into(),
                reason => sentence(&Refused {
                    reason: known(reason),
                    place: place(&row["place"]),
                }),
            };
            answer.notes.push(format!("{file}, no. {number}: {said}"));
        }
    }
    match class.close() {
        Ok(()) => {
            let (figures, breakdown) = class.seen();
            answer
                .rows
                .push(json!({ "figures": figures, "breakdown": breakdown }));
            Ok(answer)
        }
        Err(Held::TooFew) => {
            let notes = answer.notes.join("\n");
            let pupils = class.hand_ins().len();
            Err(
                format!("{notes}\nclass gather: {pupils} pupils; figures are shown of five at least")
                    .trim()
                    .to_owned(),
            )
        }
        Err(held) => Err(format!("class gather: {}", held.key())),
    }
}

fn known(reason: &str) -> &'static str {
    ["damaged", "newer", "is_invitation", "is_hand_in"]
        .into_iter()
        .find(|known| *known == reason)
        .unwrap_or("no_code")
}

fn place(view: &Value) -> Option<Place> {
    let number = |value: &Value| value.as_u64().unwrap_or_default() as usize;
    match (&view["group"], &view["short"], &view["field"]) {
        (Value::Number(_), ..) => Some(Place::Group(number(&view["group"]))),
        (_, Value::Array(_), _) => Some(Place::Short(number(&view["short"][0]), number(&view["short"][1]))),
        (.., Value::String(field)) => Some(Place::Field(field.clone())),
        _ => None,
    }
}

/// Why something was not read.
fn sentence(why: &Refused) -> String {
    match (why.reason, &why.place) {
        ("damaged", Some(Place::Group(group))) => {
            format!("the code is damaged in its group {group}; copy it again")
        }
        ("damaged", Some(Place::Short(there, wanted))) => {
            format!("the code has {there} of its {wanted} signs; copy all of it")
        }
        ("damaged", Some(Place::Field(field))) => {
            format!("the file's \"{field}\" is not as it was written; save it again")
        }
        ("damaged", _) => "the checksum does not fit, something was changed; copy or save it again".into(),
        ("newer", _) => "a newer Merciwatt made this; update".into(),
        ("is_invitation", _) => "this is an invitation, not a hand-in".into(),
        ("is_hand_in", _) => "this is a hand-in, not an invitation".into(),
        _ => "there is no code and no file of a class week in it".into(),
    }
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}
