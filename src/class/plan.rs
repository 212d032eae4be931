//! The week's plan: a label and two weeks of seven days, made by a teacher and carried by an invitation.

use chrono::NaiveDate;
use serde_json::Value;

use super::code::{self, Kind, Payload, Place};
use super::{hex, hex_number};
use crate::record::object;
use crate::week::{Week, days_after, parse_day};

/// The longest label, in characters.
const LABEL: usize = 60;

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Random, so that hand-ins of another plan are known for what they are.
    pub id: u64,
    /// What the teacher calls it; the one text there is.
    pub label: String,
    /// First days of the baseline week and of the awareness week.
    pub firsts: [NaiveDate; 2],
}

/// Why a plan cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    /// The label is empty, too long, or more than a line.
    Label,
    /// The weeks are no days, share a day, or stand in the wrong order.
    Weeks,
}

/// Names of the two weeks, in the order of [`Plan::firsts`].
pub const WEEKS: [&str; 2] = ["baseline", "awareness"];

/// Days before the first that a plan can begin on.
fn epoch() -> NaiveDate {
    NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default()
}

impl Plan {
    /// A plan of these weeks, `YYYY-MM-DD`.
    ///
    /// # Errors
    /// What is wrong.
    pub fn new(id: u64, label: &str, baseline: &str, awareness: &str) -> Result<Plan, Bad> {
        let day = |text: &str| parse_day(text).and_then(number_of).ok_or(Bad::Weeks);
        Plan::checked(id, label.trim(), [day(baseline)?, day(awareness)?])
    }

    fn checked(id: u64, label: &str, firsts: [u16; 2]) -> Result<Plan, Bad> {
        let length = label.chars().count();
        if length == 0 || length > LABEL || label.chars().any(char::is_control) {
            return Err(Bad::Label);
        }
        if firsts[1] < firsts[0].saturating_add(7) {
            return Err(Bad::Weeks);
        }
        Ok(Plan {
            id,
            label: label.to_owned(),
            firsts: firsts.map(|day| days_after(epoch(), u64::from(day))),
        })
    }

    /// Its two weeks.
    pub fn weeks(&self) -> [Week; 2] {
        self.firsts.map(|start| Week {
            start,
            end: days_after(start, 6),
        })
    }

    /// Whether both weeks have ended.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        today > self.weeks()[1].end
    }

    fn payload(&self) -> Vec<u8> {
        let mut payload = self.id.to_be_bytes().to_vec();
        for day in self.firsts {
            payload.extend(number_of(day).unwrap_or_default().to_be_bytes());
        }
        payload.extend(self.label.as_bytes());
        payload
    }

    pub(super) fn from_payload(bytes: &[u8]) -> Option<Plan> {
        let mut payload = Payload(bytes);
        let id = payload.id()?;
        let mut day = || Some(u16::from_be_bytes(payload.take(2)?.try_into().ok()?));
        let firsts = [day()?, day()?];
        Plan::checked(id, std::str::from_utf8(payload.0).ok()?, firsts).ok()
    }

    /// The invitation as a text code.
    pub fn code(&self) -> String {
        code::write(Kind::Invitation, &self.payload())
    }

    /// The invitation as a file.
    pub fn file(&self) -> Value {
        let tag = code::tag(Kind::Invitation, &self.payload());
        let [baseline, awareness] = self.firsts.map(|day| day.to_string());
        object(&mut [
            ("merciwatt", INVITATION.into()),
            ("version", 1.into()),
            ("plan", hex(&self.id.to_be_bytes()).into()),
            ("label", self.label.clone().into()),
            (WEEKS[0], baseline.into()),
            (WEEKS[1], awareness.into()),
            ("check", hex(&tag).into()),
        ])
    }

    pub(super) fn from_file(file: &Value) -> Result<Plan, Place> {
        let text = |key: &str| file[key].as_str().ok_or_else(|| Place::Field(key.to_owned()));
        let id = hex_number(text("plan")?).ok_or_else(|| Place::Field("plan".into()))?;
        Plan::new(id, text("label")?, text(WEEKS[0])?, text(WEEKS[1])?).map_err(|bad| {
            Place::Field(match bad {
                Bad::Label => "label".into(),
                Bad::Weeks => WEEKS[0].into(),
            })
        })
    }

    /// For pages: id, label and the weeks as they stand on this day.
    pub fn view(&self, today: NaiveDate) -> Value {
        let [baseline, awareness] = self.weeks().map(|week| {
            let state = match () {
                () if today < week.start => "ahead",
                () if today > week.end => "ended",
                () => "running",
            };
            object(&mut [
                ("first", week.start.to_string().into()),
                ("last", week.end.to_string().into()),
                ("state", state.into()),
            ])
        });
        object(&mut [
            ("id", hex(&self.id.to_be_bytes()).into()),
            ("label", self.label.clone().into()),
            (WEEKS[0], baseline),
            (WEEKS[1], awareness),
        ])
    }
}

/// What an invitation's file says that it is.
pub(super) const INVITATION: &str = "class invitation";

/// Days since 2000, up to 2179.
fn number_of(day: NaiveDate) -> Option<u16> {
    u16::try_from((day - epoch()).num_days()).ok()
}
