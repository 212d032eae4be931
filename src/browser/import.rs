//! Reading exports: what the worker of the import page calls, in a core of its own that ends with the page. Files come in
//! pieces, their rows lie on a shelf in memory; nothing is stored before the person has seen what was found.

use std::cell::RefCell;

use js_sys::{Promise, Uint8Array};
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::background::{promise, store};
use super::store::Problem;
use super::{answer, api, imported, take_away};
use crate::import::{Error, Exchange, Importer, Kept, Part, Report, Service, Shelf, row};
use crate::ledger::Salt;

thread_local! {
    static READING: RefCell<Option<Reading>> = const { RefCell::new(None) };
}

/// An import while it is read.
pub struct Reading {
    importer: Importer,
    salt: Salt,
    part: Part,
    /// What was pushed last.
    piece: Vec<u8>,
    /// Why the part cannot be read on.
    failed: Option<Error>,
    /// The number of the file that is being read.
    file: u16,
    /// What its parts held, and why the last part that is none of an export is none.
    reports: Vec<Report>,
    unknown: Option<Error>,
    /// What all files held that could be read.
    found: Vec<(Service, Report)>,
    /// The rows.
    pub shelf: Shelf,
}

impl Reading {
    fn push(&mut self, piece: &[u8]) -> bool {
        let Reading {
            importer,
            salt,
            part,
            file,
            shelf,
            ..
        } = self;
        match part.push(importer, piece, &mut |made| put(shelf, salt, *file, &made)) {
            Ok(()) => !part.is_hopeless(),
            Err(why) => {
                self.failed = Some(why);
                false
            }
        }
    }

    /// A part has come to its end. What is none of an export is passed over; what breaks off is not.
    fn end_part(&mut self) -> Value {
        let Reading {
            importer,
            salt,
            file,
            shelf,
            ..
        } = self;
        let part = std::mem::take(&mut self.part);
        let known = part.is_known();
        let read = match self.failed.take() {
            Some(why) => Err(why),
            None => part.finish(importer, &mut |made| put(shelf, salt, *file, &made)),
        };
        match read {
            Ok(report) => self.reports.push(report),
            Err(why) if known || matches!(why, Error::CutOff { ours: true, .. }) => return refused(&why),
            Err(why) => self.unknown = Some(why),
        }
        answer::ok()
    }

    /// A file has come to its end, with all its parts, or is of no use.
    fn end_file(&mut self, useful: bool) -> Value {
        let reports = std::mem::take(&mut self.reports);
        let unknown = self.unknown.take();
        (self.part, self.failed) = (Part::new(), None);
        let said = match unknown {
            Some(why) if reports.is_empty() => refused(&why),
            None if reports.is_empty() => answer::refused("unknown"),
            _ => answer::ok(),
        };
        if useful && !reports.is_empty() {
            self.importer.keep();
            for report in reports {
                self.count(&report);
            }
        } else {
            self.importer.forget();
            self.shelf.drop_file(self.file);
        }
        self.file = self.file.saturating_add(1);
        said
    }

    fn count(&mut self, report: &Report) {
        let Some(service) = report.service else { return };
        let known = self.found.iter().position(|(of, _)| *of == service);
        let place = known.unwrap_or_else(|| {
            self.found.push((service, Report::default()));
            self.found.len() - 1
        });
        let sum = &mut self.found[place].1;
        sum.messages += report.messages;
        sum.replies += report.replies;
        sum.undated += report.undated;
        sum.repeated += report.repeated;
        sum.set_aside += report.set_aside;
    }

    /// What was found, by service, and how much of it is new.
    async fn found(&mut self) -> Result<Value, Problem> {
        let fresh = imported::what_is_new(&mut self.shelf).await?;
        let services: Vec<Value> = self
            .found
            .iter()
            .map(|(service, report)| {
                let of = |kept: &&Kept| kept.service == *service;
                let days = self
                    .shelf
                    .days
                    .iter()
                    .filter(|(_, rows)| rows.iter().any(|kept| of(&kept)));
                let mut days = days.map(|(day, _)| day.to_string());
                let first = days.next();
                let last = days.next_back().or_else(|| first.clone());
                let dated: u64 = self.shelf.rows().filter(of).map(|kept| kept.counts().0).sum();
                let new = fresh.iter().find(|(of, ..)| of == service);
                let (_, messages, replies) = new.copied().unwrap_or((*service, 0, 0));
                answer::object(&mut [
                    ("name", imported::name_of(service.site()).into()),
                    ("messages", report.messages.into()),
                    ("replies", report.replies.into()),
                    ("undated", report.undated.into()),
                    ("repeated", report.repeated.into()),
                    ("set_aside", report.set_aside.into()),
                    ("known", dated.saturating_sub(messages).into()),
                    ("first", first.into()),
                    ("last", last.into()),
                    ("new_messages", messages.into()),
                    ("new_replies", replies.into()),
                ])
            })
            .collect();
        Ok(answer::done(&mut [("services", services.into())]))
    }
}

fn put(shelf: &mut Shelf, salt: &Salt, file: u16, made: &Exchange) {
    let off = made.t.map_or(0, api::offset_at);
    if let Some(row) = row(made, salt, off) {
        shelf.add(&row, made.service, file);
    }
}

fn refused(why: &Error) -> Value {
    let (key, at) = why.key();
    let (found, names) = match why {
        Error::Unknown { found } => (found.key, found.names.as_str()),
        _ => ("", ""),
    };
    answer::object(&mut [
        ("ok", false.into()),
        ("reason", key.into()),
        ("at", at.into()),
        ("found", found.into()),
        ("names", names.into()),
    ])
}

/// Takes the next piece of a part; whether more of it is wanted. Pieces are copied into one place: asking for memory for each
/// would leave holes in it that only grow.
#[wasm_bindgen]
pub fn import_push(piece: &Uint8Array) -> bool {
    READING.with_borrow_mut(|reading| {
        reading.as_mut().is_some_and(|reading| {
            let mut held = std::mem::take(&mut reading.piece);
            held.resize(piece.length() as usize, 0);
            piece.copy_to(&mut held);
            let more = reading.push(&held);
            reading.piece = held;
            more
        })
    })
}

/// One step of an import: `begin`, then for each part `part`, for each file `keep` or `forget`; `found` says what there is,
/// `write` stores a piece of it each time it is asked until it says `done`. `settle` takes out what an import has left that
/// was broken off, `imports` lists those there are, `take` takes the one with this number away.
#[wasm_bindgen]
pub fn import_step(step: String, number: u32) -> Promise {
    promise(async move { step_of(&step, number).await })
}

async fn step_of(step: &str, number: u32) -> Result<Value, Problem> {
    match step {
        "begin" => {
            let store = store().await?;
            let mut work = store.write().await?;
            let salt = work.meta().salt;
            // A new store's secret is kept before anything is made of it.
            work.commit().await?;
            READING.set(Some(Reading {
                importer: Importer::new(api::now().t, api::compose),
                salt,
                part: Part::new(),
                piece: Vec::new(),
                failed: None,
                file: 0,
                reports: Vec::new(),
                unknown: None,
                found: Vec::new(),
                shelf: Shelf::default(),
            }));
            return Ok(answer::ok());
        }
        "settle" => return take_away::settle(store().await?.as_ref()).await,
        "imports" => return imported::list(store().await?.as_ref()).await,
        "take" => return take_away::take_away(store().await?.as_ref(), number).await,
        _ => {}
    }
    let Some(mut reading) = READING.take() else {
        return Ok(answer::refused("unknown_message"));
    };
    let said = match step {
        "part" => Ok(reading.end_part()),
        "keep" | "forget" => Ok(reading.end_file(step == "keep")),
        "found" => reading.found().await,
        _ => imported::write(&mut reading.shelf).await,
    };
    READING.set(Some(reading));
    said
}
