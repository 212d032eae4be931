//! A teacher's class: the hand-ins of one plan, and what is shown of them when.
//!
//! Figures are sums over all pupils, so two of them can be subtracted. The rule that makes that harmless: **every time figures
//! are shown, at least five hand-ins are in them that were in none before**, new or replaced. Whatever somebody adds and
//! subtracts of what was shown, the last figures that they use hold five hand-ins which no others hold, and which therefore
//! stay in the result: it is of five pupils at least. Breakdowns are shown once, when the class is closed, so there are never
//! two to subtract; with the closing every hand-in is erased.

use serde_json::Value;

use super::code::{self, Kind};
use super::{HandIn, Paper, Plan, breakdown, figures, hex_number, hex_of, read};
use crate::record::object;

/// The fewest pupils a figure may be of.
pub const LEAST: usize = 5;
/// The most pupils of a class.
const MOST: usize = 500;

/// The most letters of a figure's name.
const LONGEST_NAME: usize = 30;

/// A class.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Its plan.
    pub plan: Plan,
    /// One for each pupil, in the order of their random numbers; none once the class is closed.
    hand_ins: Vec<HandIn>,
    /// Marks of all hand-ins that were ever in figures.
    seen: Vec<u64>,
    /// Pupils in the figures.
    shown: usize,
    /// What was shown last; null before.
    figures: Value,
    /// The breakdown of the same pupils, kept back until the class is closed.
    breakdown: Value,
    closed: bool,
}

/// What became of a hand-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is the pupil's first.
    Added,
    /// It stands for the pupil's earlier one.
    Replaced,
    /// It was there already.
    Same,
    /// The pupil's hand-in was taken out.
    Removed,
    /// There was none of this pupil to be taken out.
    NotHere,
    /// It belongs to another plan.
    Foreign,
    /// The class has as many pupils as one can have.
    Full,
}

/// Why figures are not shown now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Fewer than five pupils.
    TooFew,
    /// Fewer than five hand-ins that were not shown before.
    TooFewChanged,
    /// All were shown.
    NothingNew,
    /// The class is closed.
    Closed,
}

impl Taken {
    /// The word that pages know it by.
    pub fn key(self) -> &'static str {
        match self {
            Taken::Added => "added",
            Taken::Replaced => "replaced",
            Taken::Same => "same",
            Taken::Removed => "removed",
            Taken::NotHere => "not_here",
            Taken::Foreign => "foreign",
            Taken::Full => "full",
        }
    }
}

impl Held {
    /// The word that pages know it by.
    pub fn key(self) -> &'static str {
        match self {
            Held::TooFew => "too_few",
            Held::TooFewChanged => "too_few_changed",
            Held::NothingNew => "nothing_new",
            Held::Closed => "closed",
        }
    }
}

/// What tells a hand-in from every other, of this pupil or another.
fn mark(hand_in: &HandIn) -> u64 {
    let tag = code::tag(Kind::HandIn, &hand_in.payload());
    tag.iter()
        .take(8)
        .fold(0, |mark, byte| mark << 8 | u64::from(*byte))
}

impl Class {
    /// A class of this plan, without pupils.
    pub fn new(plan: Plan) -> Class {
        Class {
            plan,
            hand_ins: Vec::new(),
            seen: Vec::new(),
            shown: 0,
            figures: Value::Null,
            breakdown: Value::Null,
            closed: false,
        }
    }

    /// Whether it takes nothing more.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// The hand-ins that are there.
    pub fn hand_ins(&self) -> &[HandIn] {
        &self.hand_ins
    }

    /// Takes a hand-in, or takes what this pupil handed in out.
    pub fn take(&mut self, hand_in: HandIn, out: bool) -> Taken {
        if hand_in.plan != self.plan.id {
            return Taken::Foreign;
        }
        let place = self
            .hand_ins
            .binary_search_by_key(&hand_in.pupil, |known| known.pupil);
        match place {
            Ok(at) if out => {
                self.hand_ins.remove(at);
                Taken::Removed
            }
            Err(_) if out => Taken::NotHere,
            Ok(at) if self.hand_ins[at] == hand_in => Taken::Same,
            Ok(at) => {
                self.hand_ins[at] = hand_in;
                Taken::Replaced
            }
            Err(_) if self.closed || self.hand_ins.len() >= MOST => Taken::Full,
            Err(at) => {
                self.hand_ins.insert(at, hand_in);
                Taken::Added
            }
        }
    }

    /// Pupils whose hand-in, as it is now, was never in figures.
    pub fn waiting(&self) -> usize {
        let new = |hand_in: &&HandIn| !self.seen.contains(&mark(hand_in));
        self.hand_ins.iter().filter(new).count()
    }

    /// Why figures of what is there cannot be shown now.
    pub fn held(&self) -> Option<Held> {
        match self.waiting() {
            _ if self.closed => Some(Held::Closed),
            0 if !self.figures.is_null() => Some(Held::NothingNew),
            waiting if waiting >= LEAST => None,
            _ if self.figures.is_null() => Some(Held::TooFew),
            _ => Some(Held::TooFewChanged),
        }
    }

    /// Shows figures of all that is there.
    ///
    /// # Errors
    /// Why they cannot be shown now.
    pub fn reveal(&mut self) -> Result<(), Held> {
        if let Some(held) = self.held() {
            return Err(held);
        }
        self.figures = figures(&self.hand_ins);
        self.breakdown = breakdown(&self.hand_ins);
        self.shown = self.hand_ins.len();
        for hand_in in &self.hand_ins {
            let mark = mark(hand_in);
            if !self.seen.contains(&mark) {
                self.seen.push(mark);
            }
        }
        Ok(())
    }

    /// Shows what may be shown, then how it is made up, and erases every hand-in.
    ///
    /// # Errors
    /// Where nothing was ever shown and nothing can be.
    pub fn close(&mut self) -> Result<(), Held> {
        if let Err(held @ (Held::TooFew | Held::Closed)) = self.reveal() {
            return Err(held);
        }
        self.closed = true;
        self.hand_ins.clear();
        self.seen.clear();
        Ok(())
    }

    /// Figures and breakdown as they may be seen; null where they may not.
    pub fn seen(&self) -> (Value, Value) {
        let breakdown = if self.closed {
            self.breakdown.clone()
        } else {
            Value::Null
        };
        (self.figures.clone(), breakdown)
    }

    /// How many hand-ins are there, and how many pupils are in the figures.
    pub fn counts(&self) -> (usize, usize) {
        (self.hand_ins.len(), self.shown)
    }

    /// As it is stored.
    pub fn record(&self) -> Value {
        let hand_ins: Vec<Value> = self.hand_ins.iter().map(|one| one.code().into()).collect();
        let seen: Vec<Value> = self.seen.iter().map(|mark| hex_of(*mark).into()).collect();
        object(&mut [
            ("id", hex_of(self.plan.id).into()),
            ("plan", self.plan.code().into()),
            ("hand_ins", hand_ins.into()),
            ("seen", seen.into()),
            ("shown", self.shown.into()),
            ("figures", self.figures.clone()),
            ("breakdown", self.breakdown.clone()),
            ("closed", self.closed.into()),
        ])
    }

    /// Reads what [`Class::record`] wrote; the field that is not as it should be otherwise.
    pub fn from_record(record: &mut Value) -> Result<Class, &'static str> {
        let Some(Paper::Invitation(plan)) = paper(&record["plan"]) else {
            return Err("plan");
        };
        let mut class = Class::new(plan);
        for stored in record["hand_ins"].as_array().ok_or("hand_ins")? {
            let Some(Paper::HandIn(hand_in)) = paper(stored) else {
                return Err("hand_ins");
            };
            class.take(hand_in, false);
        }
        for stored in record["seen"].as_array().ok_or("seen")? {
            class
                .seen
                .push(stored.as_str().and_then(hex_number).ok_or("seen")?);
        }
        class.shown = record["shown"].as_u64().ok_or("shown")? as usize;
        class.closed = record["closed"].as_bool().ok_or("closed")?;
        class.figures = numbers(&mut record["figures"]).ok_or("figures")?;
        class.breakdown = numbers(&mut record["breakdown"]).ok_or("breakdown")?;
        Ok(class)
    }
}

/// Takes what holds numbers under short names, as all figures do, and nothing that could be a text.
fn numbers(stored: &mut Value) -> Option<Value> {
    fn is_name(key: &str) -> bool {
        key.len() <= LONGEST_NAME && key.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase())
    }
    fn sound(value: &Value) -> bool {
        match value {
            Value::String(_) => false,
            Value::Array(all) => all.iter().all(sound),
            Value::Object(all) => all.iter().all(|(key, value)| is_name(key) && sound(value)),
            _ => true,
        }
    }
    sound(stored).then(|| stored.take())
}

/// The paper of a stored code.
fn paper(stored: &Value) -> Option<Paper> {
    read(stored.as_str()?, |_| Value::Null).pop()?.ok()
}
