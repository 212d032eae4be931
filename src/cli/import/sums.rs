//! Exchanges to sums by service and week.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Weekday;
use serde_json::{Value, json};

use crate::import::{Exchange, Report, Service, priced};
use crate::ledger::Micro;
use crate::view::by_category;
use crate::week::{Moment, Week};

/// What a file holds.
#[derive(Default)]
pub struct Sums {
    /// By service and week; weeks in order, what bears no date last.
    weeks: BTreeMap<(Service, bool, String), Sum>,
    services: BTreeSet<Service>,
    set_aside: u64,
}

#[derive(Default)]
struct Sum {
    messages: u64,
    replies: u64,
    chars: u64,
    courtesy: [u64; 7],
    courtesy_only: u64,
    wh: Micro,
}

impl Sums {
    /// Adds an exchange, priced by the default method.
    pub fn add(&mut self, exchange: &Exchange) {
        let week = exchange
            .t
            .map(|t| Week::of(Moment { t, off: 0 }.day(), Weekday::Mon).id());
        let place = (exchange.service, week.is_none(), week.unwrap_or_default());
        let sum = self.weeks.entry(place).or_default();
        if let Some(message) = &exchange.message {
            sum.messages += 1;
            sum.chars += u64::from(message.measure.chars);
            for (sum, found) in sum.courtesy.iter_mut().zip(message.measure.courtesy) {
                *sum += u64::from(found);
            }
            sum.courtesy_only += u64::from(message.measure.courtesy_only);
        }
        sum.replies += u64::from(exchange.reply.is_some());
        let [wh, ..] = priced(exchange);
        sum.wh += wh;
    }

    /// A part of the file was read to its end.
    pub fn part(&mut self, report: &Report) {
        self.services.extend(report.service);
        self.set_aside += report.set_aside;
    }

    /// Whether any part was of a known service.
    pub fn is_known(&self) -> bool {
        !self.services.is_empty()
    }

    /// The rows; an export without a message has one too.
    pub fn rows(&self, file: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        for service in &self.services {
            let weeks = self.weeks.iter().filter(|((of, ..), _)| of == service);
            let before = rows.len();
            rows.extend(weeks.map(|((service, undated, week), sum)| {
                sum.row(file, *service, (!undated).then_some(week.as_str()))
            }));
            if rows.len() == before {
                rows.push(Sum::default().row(file, *service, None));
            }
        }
        rows
    }

    /// Sentences about what was left out.
    pub fn notes(&self) -> Vec<String> {
        match self.set_aside {
            0 => Vec::new(),
            1 => vec!["one conversation of more than 64 MB was set aside and not counted".into()],
            many => vec![format!(
                "{many} conversations of more than 64 MB were set aside and not counted"
            )],
        }
    }
}

impl Sum {
    fn row(&self, file: &str, service: Service, week: Option<&str>) -> Value {
        json!({
            "file": file,
            "service": service.key(),
            "week": week,
            "messages": self.messages,
            "replies": self.replies,
            "chars": self.chars,
            "courtesy": by_category(self.courtesy),
            "courtesy_only": self.courtesy_only,
            "wh": self.wh.to_range(),
        })
    }
}
