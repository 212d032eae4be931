//! `MyActivity.html`, cut at its `outer-cell` elements while it comes in.

use super::{Record, Records, dates};
use crate::import::cut::LARGEST_ITEM;
use crate::import::{Error, html};

/// What begins a record. Quotation marks in prompts and answers are written as entities or without a class, so this
/// stands nowhere else.
const RECORD: &[u8] = b"class=\"outer-cell";

/// Cuts a page into records.
#[derive(Debug, Default)]
pub struct Pages {
    held: Vec<u8>,
    /// So many bytes of `held` were looked at.
    looked: usize,
    /// The held bytes belong to a record.
    inside: bool,
    skipping: bool,
    /// Bytes of the file.
    read: u64,
    /// Records that were too large.
    pub set_aside: u64,
    /// Records there were, of whatever product.
    pub records: u64,
    /// What the records came to so far.
    pub kept: Records,
}

impl Pages {
    /// Takes the next piece of the page.
    pub fn push(&mut self, piece: &[u8], found: &mut dyn FnMut(Record)) {
        self.read += piece.len() as u64;
        self.held.extend_from_slice(piece);
        while let Some(at) = find(&self.held[self.looked..], RECORD) {
            let at = self.looked + at;
            let record: Vec<u8> = self.held.drain(..at).collect();
            // Past the mark, so that it is not found again.
            self.looked = RECORD.len();
            self.end(&record, found);
            self.inside = true;
        }
        self.looked = self
            .held
            .len()
            .saturating_sub(RECORD.len())
            .max(self.looked.min(self.held.len()));
        if !self.inside || self.skipping || self.held.len() > LARGEST_ITEM {
            self.skipping = self.inside;
            let keep = self.held.len().min(RECORD.len());
            self.held.drain(..self.held.len() - keep);
            self.looked = 0;
        }
    }

    /// The page has ended.
    ///
    /// # Errors
    /// It breaks off inside its last record.
    pub fn finish(&mut self, found: &mut dyn FnMut(Record)) -> Result<(), Error> {
        let last = std::mem::take(&mut self.held);
        if self.inside && !self.skipping {
            let text = String::from_utf8_lossy(&last);
            // The mark stands inside its own start tag, so one more is closed than opened.
            let (opened, closed) = (text.matches("<div").count() + 1, text.matches("</div").count());
            if closed < opened {
                return Err(Error::CutOff {
                    at: self.read,
                    ours: true,
                });
            }
        }
        self.end(&last, found);
        Ok(())
    }

    fn end(&mut self, record: &[u8], found: &mut dyn FnMut(Record)) {
        if !self.inside {
            return;
        }
        self.records += 1;
        match std::mem::take(&mut self.skipping) {
            true => self.set_aside += 1,
            false => found(read(&String::from_utf8_lossy(record))),
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == wanted[0]) {
        from += at;
        if bytes[from..].starts_with(wanted) {
            return Some(from);
        }
        from += 1;
    }
    None
}

/// Reads one record. The usual layout has verb, prompt, date and answer in its first cell of content; another has the
/// verb and the date in its head, and the first paragraph is the prompt.
fn read(record: &str) -> Record {
    let (mut head, mut main) = (String::new(), None);
    for (class, inner) in cells(record) {
        if class.contains("header-cell") {
            head = html::text(inner);
        } else if main.is_none() && !class.contains("text-right") && !class.contains("caption") {
            main = Some(inner);
        }
    }
    let main = main.unwrap_or_default();
    let mut made = Record::default();
    let mut head = head.lines().map(str::trim).filter(|line| !line.is_empty());
    made.header = head.next().unwrap_or_default().to_owned();
    let mut verb = String::new();
    for line in head {
        match dates::of_line(line) {
            Some(t) => made.t = Some(t),
            None if made.t.is_none() => verb = line.to_owned(),
            None => {}
        }
    }
    let text = html::text(main);
    if made.t.is_some() {
        let (prompt, answer) = main.split_once("</p>").unwrap_or((main, ""));
        made.title = format!("{verb} {}", html::text(prompt).trim());
        made.answer = html::text(answer);
        return made;
    }
    let date = text
        .lines()
        .position(|line| dates::of_line(line).is_some())
        .or_else(|| text.lines().position(dates::may_be));
    let lines = || text.lines();
    let until = date.unwrap_or(usize::MAX);
    let mut prompt: Vec<&str> = lines().take(until).collect();
    // Names of files that came with the prompt stand below a line that says so.
    if let Some(at) = prompt
        .iter()
        .position(|line| super::prompt::without_files(line).1)
    {
        let kept = super::prompt::without_files(prompt[at]).0;
        made.attached = true;
        prompt.truncate(at);
        made.title = prompt.join("\n") + "\n" + &kept;
    } else {
        made.title = prompt.join("\n");
    }
    made.title = made.title.trim().to_owned();
    if let Some(date) = date {
        made.t = lines().nth(date).and_then(dates::of_rough_line);
        made.answer = lines().skip(date + 1).collect::<Vec<_>>().join("\n");
    }
    made
}

/// The cells of a record with their classes.
fn cells(record: &str) -> Vec<(&str, &str)> {
    const CLASS: &str = "class=\"";
    let mut cells: Vec<(&str, &str)> = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    let mut from = 0;
    while let Some(at) = record[from..].find(CLASS) {
        let start = from + at + CLASS.len();
        let class = record[start..].split('"').next().unwrap_or_default();
        from = start;
        if !class.contains("header-cell") && !class.contains("content-cell") {
            continue;
        }
        let tag = record[..start].rfind('<').unwrap_or(start);
        if let Some((class, inside)) = open.take() {
            cells.push((class, record.get(inside..tag).unwrap_or_default()));
        }
        let inside = record[start..]
            .find('>')
            .map_or(record.len(), |at| start + at + 1);
        open = Some((class, inside));
    }
    if let Some((class, inside)) = open {
        cells.push((class, &record[inside..]));
    }
    cells
}
