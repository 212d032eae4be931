//! What an import holds of its rows until they are written: each in some 130 bytes instead of 400, by day, so that ten
//! years of somebody's messages need less memory than the page that shows them.

use chrono::NaiveDate;

use super::live::{SAME_CONVERSATION_MS, same_as_live};
use super::order::{moment, order};
use super::service::Service;
use crate::ledger::{Row, State, hash_of, number_of};
use crate::named::Named;
use crate::observe::rule::Kind;
use crate::week::Moment;

/// A row, its texts as numbers.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The row's key.
    pub key: u128,
    /// 0 for none.
    conversation: u128,
    at: Moment,
    /// Not a number for none.
    minutes_since_last: f64,
    /// Whose export.
    pub service: Service,
    /// The file it was read from, by its place among the files.
    file: u16,
    /// 0 for none, else one more than its place in the shelf's models.
    model: u16,
    kind: Kind,
    answered: bool,
    courtesy: [u16; 7],
    /// Most messages hold no courtesy.
    languages: Option<Box<Named<u64>>>,
    courtesy_only: bool,
    chars: u32,
    new_tokens: u32,
    context_tokens: u32,
    reply_chars: u32,
    output_tokens: u32,
    reasoning_tokens: Option<u32>,
    reasoning_ms: Option<u32>,
}

impl Kept {
    /// Messages and replies that it adds.
    pub fn counts(&self) -> (u64, u64) {
        (u64::from(self.kind.is_message()), u64::from(self.answered))
    }
}

/// Keys to look one up in.
#[derive(Debug)]
pub struct Keys(Vec<u128>);

impl Keys {
    /// In the order of their second half, which is as good as any: they are hashes.
    pub fn new(mut keys: Vec<u128>) -> Keys {
        order(&mut keys, &|key| *key as i64);
        Keys(keys)
    }

    /// Whether this key is among them.
    pub fn hold(&self, wanted: u128) -> bool {
        let from = self.0.partition_point(|key| (*key as i64) < wanted as i64);
        self.0[from..]
            .iter()
            .take_while(|key| **key as i64 == wanted as i64)
            .any(|key| *key == wanted)
    }

    /// Whether all of these are among them.
    pub fn hold_all(&self, other: &Keys) -> bool {
        other.0.iter().all(|key| self.hold(*key))
    }
}

/// The rows of an import.
#[derive(Debug, Default)]
pub struct Shelf {
    /// By day, the first first.
    pub days: Vec<(NaiveDate, Vec<Kept>)>,
    models: Vec<String>,
}

/// A row's key as a number; 0 for what is no hash, which no row of an import has.
pub fn key_of(row: &Row) -> u128 {
    number_of(&row.key).unwrap_or(0)
}

impl Shelf {
    /// Takes a row in, of the file with this number.
    pub fn add(&mut self, row: &Row, service: Service, file: u16) {
        let at = Moment {
            t: row.t,
            off: row.off,
        };
        let conversation = row.conv_t.as_deref().and_then(|key| key.split('|').next());
        let kept = Kept {
            key: key_of(row),
            conversation: conversation.and_then(number_of).unwrap_or(0),
            at,
            minutes_since_last: row.minutes_since_last.unwrap_or(f64::NAN),
            service,
            file,
            model: self.model(row.model.as_deref()),
            kind: row.kind,
            answered: row.replies > 0,
            courtesy: row.courtesy,
            languages: (!row.languages.is_empty()).then(|| Box::new(row.languages.clone())),
            courtesy_only: row.courtesy_only,
            chars: row.chars.unwrap_or(0),
            new_tokens: row.new_tokens.unwrap_or(0),
            context_tokens: row.context_tokens,
            reply_chars: row.reply_chars.unwrap_or(0),
            output_tokens: row.output_tokens.unwrap_or(0),
            reasoning_tokens: row.reasoning_tokens,
            reasoning_ms: row.reasoning_ms,
        };
        let day = at.day();
        // Exports go through time, so the last day is most often the one.
        let place = match self.days.last() {
            Some((last, _)) if *last == day => Ok(self.days.len() - 1),
            _ => self.days.binary_search_by(|(known, _)| known.cmp(&day)),
        };
        match place {
            Ok(place) => self.days[place].1.push(kept),
            Err(place) => self.days.insert(place, (day, vec![kept])),
        }
    }

    fn model(&mut self, name: Option<&str>) -> u16 {
        let Some(name) = name else { return 0 };
        let known = self.models.iter().position(|model| model == name);
        let place = known.unwrap_or_else(|| {
            self.models.push(name.to_owned());
            self.models.len() - 1
        });
        // Nobody knows 65,000 models; a file that pretends to has the rest without a name.
        u16::try_from(place + 1).unwrap_or(0)
    }

    /// Lets go of what a file held.
    pub fn drop_file(&mut self, file: u16) {
        for (_, rows) in &mut self.days {
            rows.retain(|kept| kept.file != file);
        }
        self.days.retain(|(_, rows)| !rows.is_empty());
    }

    /// All keys; the rows of each day come in the order of time.
    pub fn sort(&mut self) -> Keys {
        for (_, rows) in &mut self.days {
            order(rows, &|kept| moment(Some(kept.at.t)));
        }
        Keys::new(self.rows().map(|kept| kept.key).collect())
    }

    /// All rows in order.
    pub fn rows(&self) -> impl Iterator<Item = &Kept> {
        self.days.iter().flat_map(|(_, rows)| rows)
    }

    /// The end of the batch that begins with this day: a month, or as many rows.
    pub fn batch(&self, from: usize) -> usize {
        const DAYS: i64 = 31;
        const ROWS: usize = 4000;
        let mut rows = 0;
        let fits = self.days[from..].iter().take_while(|(day, of_day)| {
            rows += of_day.len();
            (*day - self.days[from].0).num_days() < DAYS && (rows <= ROWS || rows == of_day.len())
        });
        from + fits.count()
    }

    /// The row as it was taken in.
    pub fn row(&self, kept: &Kept) -> Row {
        let answered = |number: u32| kept.answered.then_some(number);
        Row {
            key: hash_of(kept.key),
            conv_t: (kept.conversation > 0)
                .then(|| Row::conversation_key(&hash_of(kept.conversation), kept.at.t)),
            t: kept.at.t,
            off: kept.at.off,
            day: kept.at.day().to_string(),
            site: kept.service.site().to_owned(),
            kind: kept.kind,
            state: if kept.answered {
                State::Answered
            } else {
                State::Sent
            },
            chars: Some(kept.chars),
            new_tokens: Some(kept.new_tokens),
            context_tokens: kept.context_tokens,
            minutes_since_last: Some(kept.minutes_since_last).filter(|minutes| !minutes.is_nan()),
            courtesy: kept.courtesy,
            languages: kept.languages.as_deref().cloned().unwrap_or_default(),
            courtesy_only: kept.courtesy_only,
            model: usize::from(kept.model)
                .checked_sub(1)
                .and_then(|place| self.models.get(place).cloned()),
            replies: u16::from(kept.answered),
            reply_chars: answered(kept.reply_chars),
            output_tokens: answered(kept.output_tokens),
            reasoning_tokens: kept.reasoning_tokens,
            reasoning_ms: kept.reasoning_ms,
            import: None,
        }
    }

    /// Which rows of these days are counted already. `stored` are the keys of all rows stored near these days, and
    /// `live` those of them that no row of this import is known to be. A live row stands for one row of the import, in
    /// the next batch too: `taken` remembers it.
    pub fn counted(
        &self,
        days: std::ops::Range<usize>,
        stored: &Keys,
        mut live: Vec<Row>,
        taken: &mut Vec<u128>,
    ) -> Vec<bool> {
        live.retain(|row| !taken.contains(&key_of(row)));
        order(&mut live, &|row| moment(Some(row.t)));
        let rows = self.days[days].iter().flat_map(|(_, rows)| rows);
        rows.map(|kept| {
            if stored.hold(kept.key) {
                return true;
            }
            let from = live.partition_point(|row| row.t < kept.at.t - SAME_CONVERSATION_MS);
            let to = live.partition_point(|row| row.t <= kept.at.t + SAME_CONVERSATION_MS);
            if from == to {
                return false;
            }
            let same = same_as_live(&self.row(kept), &live[from..to]);
            if let Some(place) = same {
                taken.push(key_of(&live.remove(from + place)));
            }
            same.is_some()
        })
        .collect()
    }

    /// Lets go of those rows of these days that are counted already.
    pub fn let_go(&mut self, days: std::ops::Range<usize>, counted: &[bool]) {
        let mut counted = counted.iter();
        for (_, rows) in &mut self.days[days] {
            rows.retain(|_| counted.next() == Some(&false));
        }
    }
}
