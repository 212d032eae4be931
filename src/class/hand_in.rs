//! What a pupil hands in: the sums of two weeks, and nothing else.

use chrono::NaiveDate;
use serde_json::Value;

use super::code::{self, Kind, Payload, Place, put};
use super::plan::WEEKS;
use super::tables::{KINDS, SITES};
use super::{hex, hex_number};
use crate::courtesy::Category;
use crate::energy::Method;
use crate::ledger::{Day, Micro, sums_of};
use crate::record::object;
use crate::week::{Week, days_after};

/// What a hand-in's file says that it is.
pub(super) const HAND_IN: &str = "class hand-in";
/// The largest number of a hand-in.
const MOST: u64 = 1_000_000_000;
/// The longest name of a data version, bytes.
const VERSION: usize = 32;

/// The sums of one week, in the order in which they are written. Energy is in thousandths of a watt-hour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WeekSums(pub [u64; NUMBERS]);

/// How many numbers a week has.
pub const NUMBERS: usize = 22;
/// Messages.
pub const MESSAGES: usize = 0;
/// Replies.
pub const REPLIES: usize = 1;
/// Courtesy phrases, seven categories in the order of `Category::ALL`.
pub const COURTESY: usize = 2;
/// Messages that are nothing but courtesy.
pub const ONLY: usize = 9;
/// Energy by the calibrated method: low, central, high.
pub const WH: usize = 10;
/// The part of it that courtesy-only messages caused.
pub const ONLY_WH: usize = 13;
/// Messages by kind of site, four kinds.
pub const KIND: usize = 16;
/// Days counted.
pub const DAYS: usize = 20;
/// Of these, days with doubtful counts.
pub const DOUBTFUL: usize = 21;

/// Where a number stands in a file: the field, and the field in it.
pub fn name(at: usize) -> (&'static str, &'static str) {
    const ENDS: [&str; 3] = ["low", "central", "high"];
    match at {
        MESSAGES => ("messages", ""),
        REPLIES => ("replies", ""),
        COURTESY..ONLY => ("courtesy", Category::ALL[at - COURTESY].key()),
        ONLY => ("courtesy_only", ""),
        WH..ONLY_WH => ("wh", ENDS[at - WH]),
        ONLY_WH..KIND => ("courtesy_only_wh", ENDS[at - ONLY_WH]),
        KIND..DAYS => ("sites", KINDS[at - KIND]),
        DAYS => ("days", ""),
        _ => ("days_doubtful", ""),
    }
}

impl WeekSums {
    /// The sums of a week, from its stored days. `since` is the first day of which it is known that messages were counted.
    pub fn of(week: Week, days: &[Day], since: NaiveDate, today: NaiveDate) -> WeekSums {
        let days = || days.iter().filter(|day| week.holds(&day.day));
        let (total, sites) = sums_of(days());
        let mut sums = [0; NUMBERS];
        sums[MESSAGES] = total.messages;
        sums[REPLIES] = total.replies;
        sums[COURTESY..ONLY].copy_from_slice(&total.courtesy);
        sums[ONLY] = total.courtesy_only;
        let method = Method::Calibrated as usize;
        for (at, range) in [(WH, total.wh[method]), (ONLY_WH, total.courtesy_only_wh[method])] {
            let Micro { low, central, high } = range;
            sums[at..at + 3]
                .copy_from_slice(&[low, central, high].map(|micro| micro.saturating_add(500) / 1000));
        }
        for (site, tally) in &sites {
            let listed = SITES.iter().find(|(id, _)| id == site);
            sums[KIND + listed.map_or(KINDS.len() - 1, |(_, kind)| *kind)] += tally.messages;
        }
        let counted = |day: &NaiveDate| since <= *day && *day <= today;
        sums[DAYS] = (0..7).map(|n| days_after(week.start, n)).filter(counted).count() as u64;
        sums[DOUBTFUL] = days().filter(|day| !day.doubtful.is_empty()).count() as u64;
        sums[DOUBTFUL] = sums[DOUBTFUL].min(sums[DAYS]);
        WeekSums(sums.map(|number| number.min(MOST)))
    }

    /// One of its numbers.
    pub fn get(&self, at: usize) -> u64 {
        self.0[at]
    }

    /// Courtesy phrases of all categories.
    pub fn courtesy(&self) -> u64 {
        self.0[COURTESY..ONLY].iter().sum()
    }

    /// As an object; energy in watt-hours.
    pub fn view(&self) -> Value {
        let mut view = object(&mut []);
        for (at, number) in self.0.into_iter().enumerate() {
            let value = match at {
                WH..KIND if number % 1000 != 0 => (number as f64 / 1000.0).into(),
                WH..KIND => (number / 1000).into(),
                _ => number.into(),
            };
            match name(at) {
                (field, "") => view[field] = value,
                (field, inner) => view[field][inner] = value,
            }
        }
        view
    }

    /// Reads what [`WeekSums::view`] wrote; the field that is not as it should be otherwise.
    fn read(view: &Value) -> Result<WeekSums, String> {
        let mut sums = [0; NUMBERS];
        for (at, sum) in sums.iter_mut().enumerate() {
            let (field, inner) = name(at);
            let (value, place) = match inner {
                "" => (&view[field], field.to_owned()),
                _ => (&view[field][inner], [field, ".", inner].concat()),
            };
            let scale = if (WH..KIND).contains(&at) { 1000.0 } else { 1.0 };
            let number = value.as_f64().unwrap_or(-1.0) * scale;
            if !(0.0..=MOST as f64).contains(&number) {
                return Err(place);
            }
            *sum = (number + 0.5) as u64;
        }
        Ok(WeekSums(sums))
    }

    /// Whether a week can have such sums: anything else was never written by Merciwatt, and would make figures that cannot be.
    fn is_possible(&self) -> bool {
        let grows = |at: usize| self.0[at] <= self.0[at + 1] && self.0[at + 1] <= self.0[at + 2];
        self.0.iter().all(|number| *number <= MOST)
            && self.0[ONLY] <= self.0[MESSAGES]
            && self.0[DOUBTFUL] <= self.0[DAYS]
            && self.0[DAYS] <= 7
            && grows(WH)
            && grows(ONLY_WH)
    }
}

/// A hand-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandIn {
    /// The plan it belongs to.
    pub plan: u64,
    /// The pupil's random number in this plan: a second hand-in replaces the first.
    pub pupil: u64,
    /// Version of the energy data.
    pub data_version: String,
    /// Sums of the baseline week and of the awareness week.
    pub weeks: [WeekSums; 2],
}

impl HandIn {
    pub(super) fn payload(&self) -> Vec<u8> {
        let mut payload = [self.plan.to_be_bytes(), self.pupil.to_be_bytes()].concat();
        payload.push(self.data_version.len() as u8);
        payload.extend(self.data_version.as_bytes());
        for week in &self.weeks {
            week.0.iter().for_each(|number| put(&mut payload, *number));
        }
        payload
    }

    pub(super) fn from_payload(bytes: &[u8]) -> Option<HandIn> {
        let mut payload = Payload(bytes);
        let (plan, pupil) = (payload.id()?, payload.id()?);
        let length = payload.take(1)?[0];
        let data_version = std::str::from_utf8(payload.take(usize::from(length))?).ok()?;
        let mut weeks = [WeekSums::default(); 2];
        for number in weeks.iter_mut().flat_map(|week| &mut week.0) {
            *number = payload.number()?;
        }
        let read = HandIn {
            plan,
            pupil,
            data_version: data_version.to_owned(),
            weeks,
        };
        (payload.0.is_empty() && read.is_possible()).then_some(read)
    }

    pub(super) fn is_possible(&self) -> bool {
        let version = &self.data_version;
        let plain = version.bytes().all(|byte| byte.is_ascii_graphic());
        plain && version.len() <= VERSION && self.weeks.iter().all(WeekSums::is_possible)
    }

    /// As a text code.
    pub fn code(&self) -> String {
        code::write(Kind::HandIn, &self.payload())
    }

    /// The sums alone, as pages show them.
    pub fn view(&self) -> Value {
        let [baseline, awareness] = self.weeks.map(|week| week.view());
        object(&mut [
            ("data_version", self.data_version.clone().into()),
            (WEEKS[0], baseline),
            (WEEKS[1], awareness),
        ])
    }

    /// As a file.
    pub fn file(&self) -> Value {
        let mut file = self.view();
        file["merciwatt"] = HAND_IN.into();
        file["version"] = 1.into();
        file["plan"] = hex(&self.plan.to_be_bytes()).into();
        file["pupil"] = hex(&self.pupil.to_be_bytes()).into();
        file["check"] = hex(&code::tag(Kind::HandIn, &self.payload())).into();
        file
    }

    pub(super) fn from_file(file: &Value) -> Result<HandIn, Place> {
        let bad = |key: &str| Place::Field(key.to_owned());
        let text = |key: &str| file[key].as_str().ok_or_else(|| bad(key));
        let id = |key: &str| hex_number(text(key)?).ok_or_else(|| bad(key));
        let mut weeks = [WeekSums::default(); 2];
        for (week, key) in weeks.iter_mut().zip(WEEKS) {
            let read = WeekSums::read(&file[key]);
            *week = read.map_err(|field| Place::Field([key, ".", &field].concat()))?;
        }
        Ok(HandIn {
            plan: id("plan")?,
            pupil: id("pupil")?,
            data_version: text("data_version")?.to_owned(),
            weeks,
        })
    }
}
