//! Cuts the items out of a JSON file that comes in pieces: the elements of its array, or of the array `conversations`
//! in its object, or the one object that it is. One item is held at a time, whatever the file's size.

use super::Error;
use merciwatt_text::pieces::{self, Nest};

/// Conversations of more bytes than this are set aside: no person has written one, and they must not fill the memory.
pub const LARGEST_ITEM: usize = 64 << 20;

/// Gets each item, with the place in the file where it ends.
pub type Found<'f> = dyn FnMut(&[u8], u64) -> Result<(), Error> + 'f;

/// Keys of the file's object that are remembered, to say what was found.
const KEYS_KEPT: usize = 40;

/// The member whose elements are the items.
const LIST: &str = "conversations";

/// Where the cutter stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum At {
    /// Before the file's value.
    #[default]
    Start,
    /// In the array of items; before an item. `true`: after a comma, so that one has to come.
    Item(bool),
    /// In an item that is not an object or array and not a text.
    Bare,
    /// In an item, or in the file's object.
    Inside,
    /// After an item.
    After,
    /// After the file's value.
    End,
}

/// The cutter's state between two pieces.
#[derive(Debug, Default)]
pub struct Cutter {
    at: At,
    /// Bytes read so far.
    read: u64,
    nest: Nest,
    /// At this depth the items' array is open.
    list: Option<usize>,
    /// The file is one object; its depth-1 keys are watched.
    object: bool,
    /// The next text at depth 1 of the object is a key.
    key_next: bool,
    key: Option<Vec<u8>>,
    last_key: String,
    /// What is held of the item that is being read.
    pub item: Vec<u8>,
    /// Whether bytes are being kept.
    keeping: bool,
    too_large: bool,
    /// Items that were too large.
    pub set_aside: u64,
    /// The object's keys, for the sentence that says what was found.
    pub keys: Vec<String>,
    /// The list was there, if only empty.
    pub listed: bool,
    largest: usize,
}

impl Cutter {
    /// A cutter that sets aside items of more bytes than `largest`.
    pub fn new(largest: usize) -> Cutter {
        Cutter {
            largest,
            ..Cutter::default()
        }
    }

    /// Takes the next piece of the file; `found` gets each item that ends in it, with the place where it ends.
    ///
    /// # Errors
    /// The place where the file is no JSON.
    pub fn push(&mut self, piece: &[u8], found: &mut Found<'_>) -> Result<(), Error> {
        let mut at = 0;
        while at < piece.len() {
            // Deep in an item nothing else matters than where it ends.
            if let (At::Inside, Some(list)) = (self.at, self.list)
                && self.nest.depth > list
            {
                let passed = self.nest.pass(&piece[at..], list);
                self.keep(&piece[at..at + passed]);
                at += passed;
                if self.nest.depth == list {
                    self.end_item(found)?;
                }
                continue;
            }
            if self.nest.in_text {
                let end = self.nest.pass_text(&piece[at..]);
                self.keep(&piece[at..at + end]);
                at += end;
                continue;
            }
            // Bytes between two structural ones are kept in one go.
            if matches!(self.at, At::Inside) {
                let plain = pieces::unstructured(&piece[at..]);
                self.keep(&piece[at..at + plain]);
                at += plain;
                if at == piece.len() {
                    break;
                }
            }
            let byte = piece[at];
            at += 1;
            self.step(byte, found)?;
        }
        Ok(())
    }

    /// The file has ended.
    ///
    /// # Errors
    /// The place where the file breaks off.
    pub fn finish(&mut self) -> Result<(), Error> {
        match self.at {
            At::End => Ok(()),
            _ => Err(Error::CutOff {
                at: self.read,
                ours: true,
            }),
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.read += bytes.len() as u64;
        if let Some(key) = &mut self.key
            && key.len() < 64
        {
            key.extend_from_slice(bytes);
        }
        if !self.keeping {
            return;
        }
        if self.item.len() + bytes.len() > self.largest {
            self.too_large = true;
            self.keeping = false;
            self.item = Vec::new();
        } else {
            self.item.extend_from_slice(bytes);
        }
    }

    fn step(&mut self, byte: u8, found: &mut Found<'_>) -> Result<(), Error> {
        let blank = matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        match self.at {
            At::Start | At::End | At::Item(_) | At::After if blank => self.keep(&[byte]),
            At::Start => match byte {
                b'[' => {
                    self.keep(&[byte]);
                    (self.nest.depth, self.list, self.at) = (1, Some(1), At::Item(false));
                }
                b'{' => {
                    (self.object, self.keeping, self.key_next) = (true, true, true);
                    self.keep(&[byte]);
                    (self.nest.depth, self.at) = (1, At::Inside);
                }
                _ => return Err(self.broken()),
            },
            At::Item(due) => match byte {
                b']' if !due => self.close_list(),
                b',' | b']' | b'}' | b':' => return Err(self.broken()),
                _ => {
                    self.keeping = true;
                    self.keep(&[byte]);
                    self.at = At::Inside;
                    match byte {
                        b'{' | b'[' => self.nest.depth += 1,
                        b'"' => self.nest.in_text = true,
                        _ => self.at = At::Bare,
                    }
                }
            },
            At::Bare => match byte {
                b',' | b']' => {
                    self.end_item(found)?;
                    self.after(byte)?;
                }
                b'"' | b'{' | b'}' | b'[' | b':' => return Err(self.broken()),
                _ => self.keep(&[byte]),
            },
            At::After => self.after(byte)?,
            // A file for each conversation, put together: one on each line.
            At::End if matches!(byte, b'{' | b'[') => {
                (self.at, self.object, self.listed) = (At::Start, false, false);
                return self.step(byte, found);
            }
            At::End => return Err(self.broken()),
            At::Inside => self.inside(byte, found)?,
        }
        Ok(())
    }

    fn inside(&mut self, byte: u8, found: &mut Found<'_>) -> Result<(), Error> {
        // What is deep in an item was passed before: here it is a text as an item, which ends where the list goes on.
        if self.list.is_some() {
            self.end_item(found)?;
            return self.after(byte);
        }
        let watched = self.object && self.nest.depth == 1;
        match byte {
            b'"' => {
                self.keep(b"\"");
                self.nest.in_text = true;
                if watched && self.key_next {
                    self.key = Some(Vec::new());
                }
                return Ok(());
            }
            b':' if watched && self.key_next => {
                self.end_key();
                self.key_next = false;
            }
            b',' if watched => self.key_next = true,
            b'[' if watched && !self.key_next && self.last_key == LIST => {
                self.keep(b"[");
                (self.keeping, self.item) = (false, Vec::new());
                // A file of many conversations is no item, however large.
                self.too_large = false;
                self.nest.depth = 2;
                (self.list, self.at, self.listed) = (Some(2), At::Item(false), true);
                return Ok(());
            }
            b'{' | b'[' => self.nest.depth += 1,
            b'}' | b']' => {
                self.nest.depth -= 1;
                self.keep(&[byte]);
                if self.nest.depth == 0 {
                    if !self.listed {
                        self.end_item(found)?;
                    }
                    self.at = At::End;
                }
                return Ok(());
            }
            _ => {}
        }
        self.keep(&[byte]);
        Ok(())
    }

    fn end_key(&mut self) {
        let key = self.key.take().unwrap_or_default();
        let key = String::from_utf8_lossy(&key);
        self.last_key = key.trim_end().trim_end_matches('"').to_owned();
        if self.keys.len() < KEYS_KEPT {
            self.keys.push(self.last_key.clone());
        }
    }

    fn end_item(&mut self, found: &mut Found<'_>) -> Result<(), Error> {
        self.keeping = false;
        self.at = At::After;
        if std::mem::take(&mut self.too_large) {
            self.set_aside += 1;
            return Ok(());
        }
        let result = found(&self.item, self.read);
        self.item.clear();
        // One large conversation must not be paid for until the end.
        if self.item.capacity() > 1 << 22 {
            self.item = Vec::new();
        }
        result
    }

    fn after(&mut self, byte: u8) -> Result<(), Error> {
        match byte {
            b',' => {
                self.keep(b",");
                self.at = At::Item(true);
            }
            b']' => self.close_list(),
            b' ' | b'\n' | b'\r' | b'\t' => {
                self.keep(&[byte]);
                self.at = At::After;
            }
            _ => return Err(self.broken()),
        }
        Ok(())
    }

    fn close_list(&mut self) {
        self.keep(b"]");
        self.list = None;
        self.nest.depth -= 1;
        self.at = if self.nest.depth == 0 { At::End } else { At::Inside };
    }

    fn broken(&self) -> Error {
        Error::Broken { at: self.read }
    }
}
