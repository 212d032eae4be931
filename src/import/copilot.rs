//! Microsoft Copilot: CSV files of the privacy dashboard, known by their header row. They have no ids: a conversation is
//! its title.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::node::{Conversation, Node, Parent, print};
use super::order::{moment, order};
use super::{Error, time};
use crate::observe::text::Compose;

/// A field of more bytes is cut: no person has written it.
const LONGEST_FIELD: usize = 16 << 20;

/// Columns and the names they go by.
const NAMES: [(&str, usize); 10] = [
    ("conversation", 0),
    ("chatname", 0),
    ("time", 1),
    ("createdat", 1),
    ("timestamp", 1),
    ("author", 2),
    ("message", 3),
    ("messagecontent", 3),
    ("prompt", 3),
    ("clientapp", 4),
];

/// A field begins, has no quotation marks around it, has them, or may just have closed them.
enum Quoted {
    Begins,
    Plain,
    Inside,
    Closing,
}

/// A file of rows that comes in pieces.
pub struct Rows {
    reader: Reader,
    field: Vec<u8>,
    filled: usize,
    row: Vec<String>,
    /// For each column, which of [`NAMES`] it is.
    columns: Option<Vec<Option<usize>>>,
    known: bool,
    /// Where the file stands by its quotation marks: it must not end in a quoted field.
    quoted: Quoted,
    delimiter: u8,
    read: u64,
    nodes: Vec<(String, Node)>,
    /// The header row as far as it was read, for the sentence that says what was found.
    pub header: String,
}

impl Rows {
    /// A reader for a file that begins like this.
    pub fn new(head: &[u8]) -> Rows {
        // Where a comma is the decimal sign, spreadsheets save with semicolons.
        let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let count = |sign: u8| line.iter().filter(|byte| **byte == sign).count();
        let delimiter = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|sign| (count(*sign), *sign == b','))
            .unwrap_or(b',');
        Rows {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            field: vec![0; 4096],
            filled: 0,
            row: Vec::new(),
            columns: None,
            known: false,
            quoted: Quoted::Begins,
            delimiter,
            read: 0,
            nodes: Vec::new(),
            header: String::new(),
        }
    }

    /// Whether the header row is one of Copilot's.
    pub fn is_known(&self) -> bool {
        self.known
    }

    /// Takes the next piece of the file; an empty one ends it.
    pub fn push(&mut self, mut piece: &[u8], compose: Compose) {
        self.read += piece.len() as u64;
        piece.iter().for_each(|byte| self.mark(*byte));
        let ends = piece.is_empty();
        // Once the header row is not one of Copilot's, nothing below it matters.
        while self.columns.is_none() || self.known {
            let (result, taken, written) = self.reader.read_field(piece, &mut self.field[self.filled..]);
            piece = &piece[taken..];
            self.filled += written;
            match result {
                ReadFieldResult::InputEmpty if ends => {}
                ReadFieldResult::InputEmpty | ReadFieldResult::End => break,
                ReadFieldResult::OutputFull => match self.field.len() {
                    length if length < LONGEST_FIELD => self.field.resize(length * 2, 0),
                    // What is longer is written over.
                    _ => self.filled = LONGEST_FIELD / 2,
                },
                ReadFieldResult::Field { record_end } => {
                    self.row
                        .push(String::from_utf8_lossy(&self.field[..self.filled]).into_owned());
                    self.filled = 0;
                    if record_end {
                        let row = std::mem::take(&mut self.row);
                        self.end_row(&row, compose);
                    }
                }
            }
        }
    }

    /// A mark opens a field at its beginning only: `5" pipe` has none that has to be closed.
    fn mark(&mut self, byte: u8) {
        self.quoted = match (&self.quoted, byte) {
            (Quoted::Begins | Quoted::Closing, b'"') | (Quoted::Inside, 0..=b'!' | b'#'..) => Quoted::Inside,
            (Quoted::Inside, b'"') => Quoted::Closing,
            (_, b'\r' | b'\n') => Quoted::Begins,
            (_, byte) if byte == self.delimiter => Quoted::Begins,
            _ => Quoted::Plain,
        };
    }

    fn end_row(&mut self, row: &[String], compose: Compose) {
        let Some(columns) = &self.columns else {
            let plain = |name: &String| name.trim().trim_start_matches('\u{feff}').to_ascii_lowercase();
            let names: Vec<String> = row.iter().map(plain).collect();
            let which = |name: &String| {
                NAMES
                    .iter()
                    .find(|(known, _)| known == name)
                    .map(|(_, which)| *which)
            };
            let columns: Vec<Option<usize>> = names.iter().map(which).collect();
            let has = |which| columns.contains(&Some(which));
            self.known = has(1) && has(3) && (has(2) || has(4));
            self.header = names.join(",").chars().take(120).collect();
            self.columns = Some(columns);
            return;
        };
        let cell = |which| {
            let at = columns.iter().position(|column| *column == Some(which))?;
            Some(row.get(at).map_or("", |cell| cell.trim()))
        };
        let words = cell(3).unwrap_or_default();
        let person = cell(2).is_none_or(|author| {
            ["user", "human", "you"]
                .iter()
                .any(|name| author.eq_ignore_ascii_case(name))
        });
        let node = match person {
            true => Node::person(words, "", false, compose),
            false => Node::model(words, "", false, compose),
        };
        let t = cell(1).and_then(time::of_text);
        self.nodes.push((
            cell(0).unwrap_or_default().to_owned(),
            Node {
                t,
                parent: Parent::Before,
                ..node
            },
        ));
    }

    /// The conversations, when the file has ended; `None` for a file that is not Copilot's.
    ///
    /// # Errors
    /// The file breaks off inside a quoted field.
    pub fn finish(&mut self, compose: Compose) -> Result<Option<Vec<Conversation>>, Error> {
        self.push(&[], compose);
        if !self.known {
            return Ok(None);
        }
        if matches!(self.quoted, Quoted::Inside) {
            return Err(Error::CutOff {
                at: self.read,
                ours: true,
            });
        }
        let mut nodes = std::mem::take(&mut self.nodes);
        let mut moments = nodes.iter().filter_map(|(_, node)| node.t);
        // The newest first, or the oldest: within a second only the file's order tells question from answer.
        if let (Some(first), Some(last)) = (moments.next(), moments.next_back())
            && first > last
        {
            nodes.reverse();
        }
        order(&mut nodes, &|(_, node)| moment(node.t));
        order(&mut nodes, &|(title, _)| print(&[title]) as i64);
        let mut made: Vec<Conversation> = Vec::new();
        for (title, node) in nodes {
            match made.last_mut() {
                Some(last) if !title.is_empty() && last.id.as_deref() == Some(title.as_str()) => {
                    last.nodes.push(node)
                }
                _ => made.push(Conversation {
                    id: Some(title).filter(|title| !title.is_empty()),
                    nodes: vec![node],
                    joins: false,
                }),
            }
        }
        Ok(Some(made))
    }
}
