//! Reading what people paste and open: codes in any text, and files.

use serde_json::Value;

use super::Class;
use super::code::{self, Kind, Place, Trouble};
use super::hand_in::{HAND_IN, HandIn};
use super::plan::{INVITATION, Plan};
use crate::record::object;

/// What a text or a file may hold of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time")]
pub enum Paper {
    /// An invitation.
    Invitation(Plan),
    /// A hand-in.
    HandIn(HandIn),
}

/// Everything of ours in a text: the codes in it, or the one paper that a file is. `parse` reads JSON and gives null for what
/// is none. Nothing where there is nothing of ours.
pub fn read(text: &str, parse: fn(&str) -> Value) -> Vec<Result<Paper, Trouble>> {
    let trimmed = text.trim_start_matches('\u{feff}').trim();
    if trimmed.starts_with('{') {
        let file = parse(trimmed);
        let kind = file["merciwatt"].as_str();
        if [Some(INVITATION), Some(HAND_IN)].contains(&kind) {
            return vec![from_file(&file, kind == Some(INVITATION))];
        }
        // A file of ours that is no JSON any more says at least whose it was.
        if file.is_null() && trimmed.contains("\"merciwatt\"") {
            return vec![Err(Trouble::Damaged(Place::Unknown))];
        }
    }
    let found = code::find(text).into_iter();
    found.map(|code| from_code(code?)).collect()
}

fn from_file(file: &Value, is_invitation: bool) -> Result<Paper, Trouble> {
    if file["version"].as_u64() > Some(1) {
        return Err(Trouble::Newer);
    }
    let paper = if is_invitation {
        Plan::from_file(file).map(Paper::Invitation)
    } else {
        HandIn::from_file(file).map(Paper::HandIn)
    };
    paper.map_err(Trouble::Damaged)?.whole(file)
}

fn from_code((kind, payload): (Kind, Vec<u8>)) -> Result<Paper, Trouble> {
    let paper = match kind {
        Kind::Invitation => Plan::from_payload(&payload).map(Paper::Invitation),
        Kind::HandIn => HandIn::from_payload(&payload).map(Paper::HandIn),
    };
    paper.ok_or(Trouble::Damaged(Place::Unknown))
}

impl Paper {
    /// Itself, if its file is just this one, checksum and all, and nothing stands beside it.
    fn whole(self, file: &Value) -> Result<Paper, Trouble> {
        let (written, possible) = match &self {
            Paper::Invitation(plan) => (plan.file(), true),
            Paper::HandIn(hand_in) => (hand_in.file(), hand_in.is_possible()),
        };
        if possible && written == *file {
            return Ok(self);
        }
        // What differs: the checksum where all else is as it was read.
        let fields = written.as_object().into_iter().flatten();
        let mut differ = fields.filter(|(key, value)| *key != "check" && file[key.as_str()] != **value);
        Err(Trouble::Damaged(match differ.next() {
            Some((key, _)) => Place::Field(key.clone()),
            None => Place::Unknown,
        }))
    }
}

/// Why a text is not what was wanted: a key that pages have a sentence for, and the place where something is damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The key.
    pub reason: &'static str,
    /// The place.
    pub place: Option<Place>,
}

impl From<&'static str> for Refused {
    fn from(reason: &'static str) -> Refused {
        Refused { reason, place: None }
    }
}

impl From<Trouble> for Refused {
    fn from(trouble: Trouble) -> Refused {
        match trouble {
            Trouble::Newer => "newer".into(),
            Trouble::Damaged(place) => Refused {
                reason: "damaged",
                place: Some(place),
            },
        }
    }
}

impl Place {
    /// For pages: `{group}`, `{short: [there, wanted]}`, `{field}` or nothing.
    pub fn view(&self) -> Value {
        match self {
            Place::Unknown => object(&mut []),
            Place::Group(group) => object(&mut [("group", (*group).into())]),
            Place::Short(there, wanted) => object(&mut [("short", vec![*there, *wanted].into())]),
            Place::Field(field) => object(&mut [("field", field.clone().into())]),
        }
    }
}

/// The plan of the invitation in a text.
///
/// # Errors
/// Why there is none.
pub fn invitation(text: &str, parse: fn(&str) -> Value) -> Result<Plan, Refused> {
    let mut refused = Refused::from("no_code");
    for found in read(text, parse) {
        match found {
            Ok(Paper::Invitation(plan)) => return Ok(plan),
            Ok(Paper::HandIn(_)) => refused = "is_hand_in".into(),
            Err(trouble) => refused = trouble.into(),
        }
    }
    Err(refused)
}

/// Takes every hand-in of these texts into a class, or out of it. What became of each, for pages: `{text, code, outcome,
/// place?}`.
pub fn take_all(class: &mut Class, texts: &[&str], parse: fn(&str) -> Value, out: bool) -> Vec<Value> {
    let mut rows = Vec::new();
    for (text, said) in texts.iter().enumerate() {
        let found = read(said, parse);
        let nothing = found.is_empty().then(|| Err("no_code".into()));
        let papers = found.into_iter().map(|paper| paper.map_err(Refused::from));
        for (code, paper) in papers.chain(nothing).enumerate() {
            let outcome = match paper {
                Ok(Paper::HandIn(hand_in)) => Ok(class.take(hand_in, out).key()),
                Ok(Paper::Invitation(_)) => Ok("is_invitation"),
                Err(refused) => Err(refused),
            };
            let (outcome, place) = match outcome {
                Ok(outcome) => (outcome, None),
                Err(refused) => (refused.reason, refused.place),
            };
            let mut row = object(&mut [
                ("text", text.into()),
                ("code", code.into()),
                ("outcome", outcome.into()),
            ]);
            if let Some(place) = place {
                row["place"] = place.view();
            }
            rows.push(row);
        }
    }
    rows
}
