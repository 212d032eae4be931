//! The tables under construction, and the bytes that hold them. `text/src/courtesy/lexicon.rs` reads them.

/// A condition around a form: lists by their number in [`Tables::lists`], places and spellings as bits.
#[derive(Default)]
pub struct Condition {
    /// `before`, `after`, `earlier`, `later`.
    pub lists: [Option<usize>; 4],
    pub at: u32,
    pub written: u32,
}

/// One way to read a form.
pub struct Reading {
    /// The list of its forms.
    pub forms: usize,
    /// Position among the categories; `None` for what looks like courtesy and is not.
    pub category: Option<usize>,
    /// `grow_before`, `grow_after`.
    pub grow: [Option<usize>; 2],
    pub only: Vec<Condition>,
    pub unless: Vec<Condition>,
}

/// An open complement.
pub struct Complement {
    pub of: u32,
    pub opens: usize,
    pub apart: bool,
    pub words: u8,
}

/// What may remain of a message in one language.
#[derive(Default)]
pub struct Rest {
    /// Fillers, reports, vocatives, accepting, stops.
    pub lists: [usize; 5],
    pub complements: Vec<Complement>,
}

/// A form, written out, and its reading.
pub struct Form {
    pub text: String,
    pub reading: usize,
    /// Where it was declared.
    pub place: String,
    /// Whether the reading has an `only`.
    pub conditioned: bool,
}

/// Everything the files add up to.
pub struct Tables {
    /// Every form written out, to find those with two owners.
    pub forms: Vec<Form>,
    pub readings: Vec<Reading>,
    /// Each file's language, and how many readings there are with it and those before.
    pub languages: Vec<(String, usize)>,
    /// Lists of patterns; the first is empty.
    pub lists: Vec<Vec<String>>,
    pub leads: Vec<String>,
    pub masks: [Vec<String>; 9],
    /// What all languages share comes first.
    pub rests: Vec<Rest>,
}

impl Tables {
    pub fn new() -> Self {
        Self {
            forms: Vec::new(),
            readings: Vec::new(),
            languages: Vec::new(),
            lists: vec![Vec::new()],
            leads: Vec::new(),
            masks: Default::default(),
            rests: vec![Rest::default()],
        }
    }

    /// The number of this list of patterns.
    pub fn list(&mut self, mut patterns: Vec<String>) -> usize {
        patterns.sort();
        patterns.dedup();
        self.lists
            .iter()
            .position(|list| *list == patterns)
            .unwrap_or_else(|| {
                self.lists.push(patterns);
                self.lists.len() - 1
            })
    }

    /// The bytes of the tables.
    pub fn write(mut self) -> Result<Vec<u8>, String> {
        self.refuse_two_owners()?;
        let masks = std::mem::take(&mut self.masks).map(|patterns| self.list(patterns));
        let leads = std::mem::take(&mut self.leads);
        let leads = self.list(leads);
        let mut out = Vec::new();
        masks.iter().for_each(|&list| varint(&mut out, list));
        varint(&mut out, leads);
        varint(&mut out, self.languages.len());
        for (name, readings) in &self.languages {
            varint(&mut out, name.len());
            out.extend(name.bytes());
            varint(&mut out, *readings);
        }
        varint(&mut out, self.readings.len());
        for reading in &self.readings {
            varint(&mut out, reading.category.map_or(0, |category| category + 1));
            varint(&mut out, reading.forms);
            reading
                .grow
                .iter()
                .for_each(|list| varint(&mut out, list.unwrap_or(0)));
            for conditions in [&reading.only, &reading.unless] {
                varint(&mut out, conditions.len());
                conditions.iter().for_each(|condition| condition.write(&mut out));
            }
        }
        varint(&mut out, self.rests.len());
        for rest in &self.rests {
            rest.lists.iter().for_each(|&list| varint(&mut out, list));
            varint(&mut out, rest.complements.len());
            for complement in &rest.complements {
                varint(&mut out, complement.of as usize);
                varint(&mut out, complement.opens);
                varint(
                    &mut out,
                    usize::from(complement.words) << 1 | usize::from(complement.apart),
                );
            }
        }
        // The text stands last: one line a pattern, an empty line after each list.
        let mut text = String::new();
        for list in &self.lists {
            for pattern in list {
                text.push_str(pattern);
                text.push('\n');
            }
            text.push('\n');
        }
        out.extend(super::packed::pack(&text));
        Ok(out)
    }

    fn refuse_two_owners(&mut self) -> Result<(), String> {
        self.forms
            .sort_by(|a, b| (&a.text, a.reading).cmp(&(&b.text, b.reading)));
        for pair in self.forms.windows(2) {
            let [form, other] = pair else { continue };
            if form.text == other.text && !form.conditioned {
                return Err(format!(
                    "{}: “{}” is already read in {} without an \"only\"; keep one of them, or give the first an \
                     \"only\".",
                    other.place, form.text, form.place
                ));
            }
        }
        Ok(())
    }
}

impl Condition {
    fn write(&self, out: &mut Vec<u8>) {
        let parts = self.lists.iter().enumerate().filter(|(_, list)| list.is_some());
        let mut given: u8 = parts.map(|(part, _)| 1 << part).sum();
        given |= u8::from(self.at != 0) << 4 | u8::from(self.written != 0) << 5;
        out.push(given);
        self.lists.iter().flatten().for_each(|&list| varint(out, list));
        for bits in [self.at, self.written].into_iter().filter(|&bits| bits != 0) {
            varint(out, bits as usize);
        }
    }
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
pub fn varint(out: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
