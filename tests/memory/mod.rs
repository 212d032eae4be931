//! The store's part, in memory: rows by key, one day per date, the open sends. It takes the same steps as
//! `src/browser/`, so that the join can be tried without a browser.

use std::collections::BTreeMap;

use merciwatt::join::{self, Node, OpenSends, Place, Reply, Send};
use merciwatt::ledger::{Day, Row, State, Tally};
use merciwatt::measure::Measure;
use merciwatt::observe::text::compose;

/// Rows by key, days by date, open sends.
#[derive(Default)]
pub struct Ledger {
    pub rows: BTreeMap<String, Row>,
    pub days: BTreeMap<String, Day>,
    pub open: OpenSends,
}

impl Ledger {
    pub fn put(&mut self, after: Row) {
        let day = self
            .days
            .entry(after.day.clone())
            .or_insert_with(|| Day::new(&after.day));
        day.replace(self.rows.get(&after.key), &after);
        self.rows.insert(after.key.clone(), after);
    }

    /// A request was seen; whether it counted something new.
    pub fn send(&mut self, send: &Send) -> bool {
        match self.open.place_request(send) {
            Place::Twin => false,
            Place::Known(key) => {
                self.put(join::confirm(&self.rows[&key], send));
                false
            }
            Place::New => {
                let last = self.last_of(send.conversation.as_deref());
                let row = join::send(send, self.rows.get(&send.key), last.as_ref());
                self.open.push(send);
                row.map(|row| self.put(row)).is_some()
            }
        }
    }

    /// A message appeared on the page without a request, and is told of at once; the key of its row.
    pub fn node(&mut self, node: &Node) -> String {
        self.node_told(node, node.at.t)
    }

    /// The same, told of at `now`.
    pub fn node_told(&mut self, node: &Node, now: f64) -> String {
        match self.open.place_node(node) {
            Place::Known(key) => {
                self.put(join::note(&self.rows[&key], node.measure));
                key
            }
            _ if self.rows.contains_key(&node.key) => node.key.clone(),
            _ if let Some(key) = self.told_before(node, now) => key,
            _ => {
                let last = self.last_of(node.conversation.as_deref());
                self.put(node.row(last.as_ref()));
                self.open.push_node(node);
                node.key.clone()
            }
        }
    }

    fn told_before(&mut self, node: &Node, now: f64) -> Option<String> {
        let span = node.told_late(now)?;
        let mut rows = self.sent_between(node.conversation.as_deref(), span);
        rows.sort_by(|a, b| a.t.total_cmp(&b.t));
        let mut free = rows.into_iter().filter(|row| !self.open.is_shown(&row.key));
        free.find(|row| node.is_of(row)).map(|row| row.key)
    }

    fn last_of(&self, conversation: Option<&str>) -> Option<Row> {
        let rows = self.sent_between(conversation, (0.0, f64::MAX));
        rows.into_iter().max_by(|a, b| a.t.total_cmp(&b.t))
    }

    fn sent_between(&self, conversation: Option<&str>, (first, last): (f64, f64)) -> Vec<Row> {
        let Some(conversation) = conversation else {
            return Vec::new();
        };
        let of = |row: &&Row| {
            let key = row.conv_t.as_deref();
            (first..=last).contains(&row.t) && key.is_some_and(|key| key.starts_with(conversation))
        };
        self.rows.values().filter(of).cloned().collect()
    }

    /// A reply ended with this text.
    pub fn reply(&mut self, key: &str, text: Option<&str>, conversation: Option<String>) {
        let reply = Reply {
            state: State::Answered,
            measure: text.map(|text| Measure::of_reply(text, compose)),
            reasoning_tokens: None,
            reasoning_ms: None,
            model: Some("gpt-5-5".into()),
            model_on_reply: true,
            conversation,
        };
        let next = join::reply(&self.rows[key], &reply, false);
        self.put(next);
    }

    /// Everything, over all days.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for day in self.days.values() {
            total += &day.total;
        }
        total
    }
}
