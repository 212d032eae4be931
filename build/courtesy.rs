//! Compiles `data/courtesy/*.json` into the tables of `src/courtesy/table.rs`.
//!
//! Forms are written with `(a|b|)` for alternatives and folded by the very code that folds messages.

#[path = "../src/courtesy/letters.rs"]
#[allow(dead_code)]
mod letters;

use letters::Fold;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

const CATEGORIES: [&str; 7] = ["Please", "Thanks", "Greeting", "Farewell", "Apology", "Praise", "Welcome"];
const PLACES: [&str; 11] = [
    "message_start",
    "message_end",
    "sentence_start",
    "sentence_end",
    "clause_start",
    "clause_end",
    "alone",
    "whole_message",
    "own_line",
    "exclaimed",
    "asked",
];
const WRITTEN: [&str; 3] = ["capitals", "capitalised", "small"];
/// Most forms one line may stand for.
const ALTERNATIVES: usize = 1000;
/// Private-use characters that stand for lists inside forms; the matcher knows them too.
const FIRST_SLOT: u32 = 0xe000;
const LAST_SLOT: char = '\u{efff}';

/// Forms, or the name of a list after `@`.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum Forms {
    Named(String),
    Listed(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    language: String,
    #[serde(rename = "name")]
    _name: String,
    #[serde(default, rename = "notes")]
    _notes: Vec<String>,
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    phrases: Vec<Phrase>,
    #[serde(default)]
    not_courtesy: Vec<Phrase>,
    #[serde(default)]
    leads: Vec<String>,
    #[serde(default)]
    masks: Masks,
    #[serde(default)]
    rest: Rest,
    must_count: serde_json::Value,
    must_not_count: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    category: Option<String>,
    forms: Vec<String>,
    grow_before: Option<Forms>,
    grow_after: Option<Forms>,
    #[serde(default)]
    only: Vec<Condition>,
    #[serde(default)]
    unless: Vec<Condition>,
    #[serde(rename = "why")]
    _why: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    before: Option<Forms>,
    after: Option<Forms>,
    earlier: Option<Forms>,
    later: Option<Forms>,
    #[serde(default)]
    at: Vec<String>,
    #[serde(default)]
    written: Vec<String>,
    #[serde(rename = "why")]
    _why: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Masks {
    hand_over: Vec<String>,
    introduces: Vec<String>,
    salutations: Vec<String>,
    letter_greetings: Vec<String>,
    sign_offs: Vec<String>,
    mention_tails: Vec<String>,
    resumes: Vec<String>,
    speakers: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Rest {
    fillers: Vec<String>,
    reports: Vec<String>,
    vocatives: Vec<String>,
    accepting: Vec<String>,
    complements: Vec<Complement>,
    stops: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Complement {
    of: Vec<String>,
    opens: Vec<String>,
    #[serde(default)]
    apart: bool,
    words: u8,
    #[serde(rename = "why")]
    _why: Option<String>,
}

/// Returns the Rust source of the tables, or one sentence naming file and key.
pub fn compile(data: &Path) -> Result<String, String> {
    let mut tables = Tables::default();
    let mut rests = String::new();
    let mut shared = String::from("Rest { fillers: &L0, reports: &L0, vocatives: &L0, accepting: &L0, complements: &[], stops: &L0 }");
    tables.list(Vec::new());
    for file in files(&data.join("courtesy"))? {
        let place = format!("data/courtesy/{file}");
        let text = std::fs::read_to_string(data.join("courtesy").join(&file))
            .map_err(|error| format!("{place} cannot be read: {error}."))?;
        let language: Language = serde_json::from_str(&text).map_err(|error| format!("{place}: {error}."))?;
        if format!("{}.json", language.language) != file {
            return Err(format!("{place}: \"language\" is \"{}\", but should be the file's name.", language.language));
        }
        for (key, lines) in [("must_count", &language.must_count), ("must_not_count", &language.must_not_count)] {
            if lines.as_array().is_none_or(Vec::is_empty) {
                return Err(format!("{place}: \"{key}\" must be a list with at least one line."));
            }
        }
        let rest = Source { place: &place, lists: &language.lists }.add(&language, &mut tables)?;
        if language.language == "shared" {
            shared = rest;
        } else {
            writeln!(rests, "    {rest},").expect("a string takes text");
        }
    }
    tables.write(&rests, &shared)
}

fn files(folder: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| format!("data/courtesy cannot be read: {error}."))? {
        let name = entry.map_err(|error| format!("data/courtesy cannot be read: {error}."))?.file_name();
        let name = name.to_string_lossy().into_owned();
        if name.ends_with(".json") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Everything the files add up to.
#[derive(Default)]
struct Tables {
    /// Folded form, reading, the place it was declared, whether the reading has conditions.
    forms: Vec<(String, usize, String, bool)>,
    readings: Vec<String>,
    lists: Vec<Vec<String>>,
    leads: Vec<String>,
    masks: [Vec<String>; 8],
}

impl Tables {
    /// The name of the static that holds this list.
    fn list(&mut self, mut forms: Vec<String>) -> String {
        forms.sort();
        forms.dedup();
        let index = self.lists.iter().position(|list| *list == forms).unwrap_or_else(|| {
            self.lists.push(forms);
            self.lists.len() - 1
        });
        format!("L{index}")
    }

    fn write(mut self, rests: &str, shared: &str) -> Result<String, String> {
        self.forms.sort();
        for pair in self.forms.windows(2) {
            let [(form, _, first, conditioned), (other, _, second, _)] = pair else { continue };
            if form == other && !conditioned {
                return Err(format!(
                    "{second}: “{form}” is already read in {first} without an \"only\"; keep one of them, \
                     or give the first an \"only\"."
                ));
            }
        }
        let forms: Vec<&str> = self.forms.iter().map(|(form, ..)| form.as_str()).collect();
        let reading_of: Vec<usize> = self.forms.iter().map(|&(_, reading, ..)| reading).collect();
        let mut out = String::from("// Written by build/courtesy.rs from data/courtesy.\n");
        let mut line = |text: String| {
            out.push_str(&text);
            out.push('\n');
        };
        line(format!("static PHRASES: &[&str] = &{forms:?};"));
        let starts: Vec<usize> = (0..=256).map(|byte| forms.partition_point(|form| usize::from(form.as_bytes()[0]) < byte)).collect();
        line(format!("static STARTS: [u16; 257] = {starts:?};"));
        line(format!("static READING_OF: &[u16] = &{reading_of:?};"));
        line(format!("static READINGS: &[Reading] = &[\n{}];", self.readings.concat()));
        line(format!("static RESTS: &[Rest] = &[\n{rests}];"));
        line(format!("static SHARED_REST: Rest = {shared};"));
        let masks = std::mem::take(&mut self.masks);
        let named = ["HAND_OVER", "INTRODUCES", "SALUTATIONS", "LETTER_GREETINGS", "SIGN_OFFS", "MENTION_TAILS", "RESUMES", "SPEAKERS"].into_iter().zip(masks);
        for (name, mut forms) in named.chain([("LEADS", std::mem::take(&mut self.leads))]) {
            forms.sort();
            forms.dedup();
            line(format!("static {name}: List = {};", list_source(&forms)));
        }
        let all: Vec<String> = (0..self.lists.len()).map(|index| format!("&L{index}")).collect();
        line(format!("static LISTS: &[&List] = &[{}];", all.join(", ")));
        for (index, forms) in self.lists.iter().enumerate() {
            line(format!("static L{index}: List = {};", list_source(forms)));
        }
        Ok(out)
    }
}

fn list_source(forms: &[String]) -> String {
    let (wild, plain): (Vec<&String>, Vec<&String>) = forms.iter().partition(|form| form.contains('*'));
    format!("List {{ forms: &{plain:?}, wild: &{wild:?} }}")
}

/// One file being compiled.
struct Source<'a> {
    place: &'a str,
    lists: &'a BTreeMap<String, Vec<String>>,
}

impl Source<'_> {
    /// Adds the file to the tables and returns the source of its `Rest`.
    fn add(&self, language: &Language, tables: &mut Tables) -> Result<String, String> {
        for (index, phrase) in language.phrases.iter().enumerate() {
            let key = format!("phrases[{index}]");
            let category = phrase.category.as_deref();
            let category = category.ok_or_else(|| format!("{}: {key} needs a \"category\".", self.place))?;
            self.phrase(&key, Some(category), phrase, tables)?;
        }
        for (index, phrase) in language.not_courtesy.iter().enumerate() {
            let key = format!("not_courtesy[{index}]");
            if phrase.category.is_some() {
                return Err(format!("{}: {key} is not courtesy and must not have a \"category\".", self.place));
            }
            self.phrase(&key, None, phrase, tables)?;
        }
        let leads = self.expand("leads", &language.leads, tables)?;
        tables.leads.extend(leads);
        let masks = &language.masks;
        let sources = [
            ("masks.hand_over", &masks.hand_over),
            ("masks.introduces", &masks.introduces),
            ("masks.salutations", &masks.salutations),
            ("masks.letter_greetings", &masks.letter_greetings),
            ("masks.sign_offs", &masks.sign_offs),
            ("masks.mention_tails", &masks.mention_tails),
            ("masks.resumes", &masks.resumes),
            ("masks.speakers", &masks.speakers),
        ];
        for (slot, (key, forms)) in sources.into_iter().enumerate() {
            let forms = self.expand(key, forms, tables)?;
            tables.masks[slot].extend(forms);
        }
        let rest = &language.rest;
        let mut list = |key: &str, forms: &[String]| {
            let forms = self.expand(key, &self.flat(key, forms)?, tables)?;
            Ok::<String, String>(tables.list(forms))
        };
        let fillers = list("rest.fillers", &rest.fillers)?;
        let reports = list("rest.reports", &rest.reports)?;
        let names = list("rest.vocatives", &rest.vocatives)?;
        let accepting = list("rest.accepting", &rest.accepting)?;
        let stops = list("rest.stops", &rest.stops)?;
        let mut complements = String::new();
        for (index, complement) in rest.complements.iter().enumerate() {
            let key = format!("rest.complements[{index}]");
            let mut of = 0;
            for category in &complement.of {
                of |= 1 << self.category(&key, category)?;
            }
            let opens = list(&key, &complement.opens)?;
            let (apart, words) = (complement.apart, complement.words);
            write!(complements, "Complement {{ of: {of}, opens: &{opens}, apart: {apart}, words: {words} }}, ")
                .expect("a string takes text");
        }
        Ok(format!(
            "Rest {{ fillers: &{fillers}, reports: &{reports}, vocatives: &{names}, accepting: &{accepting}, \
             complements: &[{complements}], stops: &{stops} }}"
        ))
    }

    fn phrase(&self, key: &str, category: Option<&str>, phrase: &Phrase, tables: &mut Tables) -> Result<(), String> {
        let category = match category {
            Some(name) => format!("Some(Category::{})", CATEGORIES[self.category(key, name)?]),
            None => "None".into(),
        };
        let grow_before = self.optional(key, "grow_before", phrase.grow_before.as_ref(), tables)?;
        let grow_after = self.optional(key, "grow_after", phrase.grow_after.as_ref(), tables)?;
        let only = self.conditions(&format!("{key}.only"), &phrase.only, tables)?;
        let unless = self.conditions(&format!("{key}.unless"), &phrase.unless, tables)?;
        let reading = tables.readings.len();
        tables.readings.push(format!(
            "    Reading {{ category: {category}, grow_before: {grow_before}, grow_after: {grow_after}, \
             only: &[{only}], unless: &[{unless}] }},\n"
        ));
        let key = format!("{key}.forms");
        let mut forms = Vec::new();
        for form in &phrase.forms {
            forms.push(self.without_leading_slot(&key, form)?);
        }
        let forms = self.expand(&key, &forms, tables)?;
        if forms.is_empty() {
            return Err(format!("{}: {key} is empty.", self.place));
        }
        for form in forms {
            if form.contains('*') {
                return Err(format!("{}: {key}: “{form}”: only lists may use *.", self.place));
            }
            tables.forms.push((form, reading, format!("{} {key}", self.place), !phrase.only.is_empty()));
        }
        Ok(())
    }

    fn category(&self, key: &str, name: &str) -> Result<usize, String> {
        CATEGORIES.iter().position(|known| known.to_lowercase() == name).ok_or_else(|| {
            let known = CATEGORIES.map(str::to_lowercase).join(", ");
            format!("{}: {key}: there is no category “{name}”; the categories are {known}.", self.place)
        })
    }

    fn optional(&self, key: &str, part: &str, forms: Option<&Forms>, tables: &mut Tables) -> Result<String, String> {
        let Some(forms) = forms else { return Ok("None".into()) };
        let key = format!("{key}.{part}");
        let forms = match forms {
            Forms::Listed(forms) => forms.clone(),
            Forms::Named(name) => self.named(&key, name)?.clone(),
        };
        let whole = self.flat(&key, &forms)?;
        let expanded = self.expand(&key, &whole, tables)?;
        let name = tables.list(expanded);
        Ok(format!("Some(&{name})"))
    }

    fn named(&self, key: &str, name: &str) -> Result<&Vec<String>, String> {
        name.strip_prefix('@').and_then(|name| self.lists.get(name)).ok_or_else(|| {
            format!("{}: {key}: “{name}” is not one of the file's \"lists\" (write @name).", self.place)
        })
    }

    fn conditions(&self, key: &str, conditions: &[Condition], tables: &mut Tables) -> Result<String, String> {
        let mut out = String::new();
        for (index, condition) in conditions.iter().enumerate() {
            let key = format!("{key}[{index}]");
            let before = self.optional(&key, "before", condition.before.as_ref(), tables)?;
            let after = self.optional(&key, "after", condition.after.as_ref(), tables)?;
            let earlier = self.optional(&key, "earlier", condition.earlier.as_ref(), tables)?;
            let later = self.optional(&key, "later", condition.later.as_ref(), tables)?;
            let at = self.bits(&format!("{key}.at"), &condition.at, &PLACES)?;
            let written = self.bits(&format!("{key}.written"), &condition.written, &WRITTEN)?;
            let says_nothing = at == 0 && written == 0;
            if says_nothing && [&before, &after, &earlier, &later].iter().all(|part| *part == "None") {
                return Err(format!("{}: {key} asks for nothing.", self.place));
            }
            write!(
                out,
                "Condition {{ before: {before}, after: {after}, earlier: {earlier}, later: {later}, at: {at}, \
                 written: {written} }}, "
            )
            .expect("a string takes text");
        }
        Ok(out)
    }

    fn bits(&self, key: &str, names: &[String], known: &[&str]) -> Result<u32, String> {
        names.iter().try_fold(0, |bits, name| {
            let bit = known.iter().position(|known| known == name);
            let bit = bit.ok_or_else(|| {
                format!("{}: {key}: there is no “{name}”; it can be {}.", self.place, known.join(", "))
            })?;
            Ok(bits | 1 << bit)
        })
    }

    /// Replaces each `@name` inside a form by the private-use character that stands for that list in the tables.
    fn slots(&self, key: &str, form: &str, tables: &mut Tables) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = form;
        while let Some(at) = rest.find('@') {
            let length = rest[at + 1..].find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len() - at - 1);
            let name = &rest[at..at + 1 + length];
            let list = self.named(key, name)?.clone();
            let list = self.flat(key, &list)?;
            let expanded = self.expand(key, &list, tables)?;
            let index: u32 = tables.list(expanded)[1..].parse().expect("a list is named L and its number");
            let slot = char::from_u32(FIRST_SLOT + index).filter(|slot| *slot <= LAST_SLOT);
            out.push_str(&rest[..at]);
            out.push(slot.ok_or_else(|| format!("{}: {key}: there are too many lists.", self.place))?);
            rest = &rest[at + 1 + length..];
        }
        out.push_str(rest);
        Ok(out)
    }

    /// Writes out a list a form begins with, so that the matcher can find the form by its first letter.
    fn without_leading_slot(&self, key: &str, form: &str) -> Result<String, String> {
        let Some((name, rest)) = form.split_once(' ').filter(|_| form.starts_with('@')).or_else(|| form.starts_with('@').then_some((form, ""))) else {
            return Ok(form.into());
        };
        let list = self.flat(key, self.named(key, name)?)?;
        Ok(format!("({}) {rest}", list.join("|")))
    }

    /// A list with the lists it takes in (`"@name"` as a whole entry).
    fn flat(&self, key: &str, forms: &[String]) -> Result<Vec<String>, String> {
        let mut whole = Vec::new();
        for form in forms {
            match form.starts_with('@') && !form.contains(' ') {
                true => whole.extend(self.named(key, form)?.iter().cloned()),
                false => whole.push(form.clone()),
            }
        }
        Ok(whole)
    }

    /// Writes out the alternatives of every form and folds them; refuses a plain form given twice (alternatives
    /// may overlap).
    fn expand(&self, key: &str, forms: &[String], tables: &mut Tables) -> Result<Vec<String>, String> {
        let mut out: Vec<String> = Vec::new();
        for form in forms {
            let form = &self.slots(key, form, tables)?;
            let written_out = alternatives(form).ok_or_else(|| {
                format!("{}: {key}: “{form}” has a parenthesis too many or more than {ALTERNATIVES} alternatives.", self.place)
            })?;
            for plain in written_out {
                let folded = fold(&plain);
                if folded.is_empty() {
                    return Err(format!("{}: {key}: “{form}” allows an empty form.", self.place));
                }
                if out.contains(&folded) && plain == *form {
                    return Err(format!("{}: {key}: “{form}” stands there already.", self.place));
                }
                out.push(folded);
            }
        }
        out.sort();
        out.dedup();
        Ok(out)
    }
}

/// `thank (you|u)` → `thank you`, `thank u`. `None` if the parentheses do not match.
fn alternatives(form: &str) -> Option<Vec<String>> {
    let Some(open) = form.find('(') else {
        return (!form.contains(')')).then(|| vec![form.into()]);
    };
    if form[..open].contains(')') {
        return None;
    }
    let mut depth = 0;
    let mut choice_start = open + 1;
    let mut choices = Vec::new();
    for (at, c) in form.char_indices().skip_while(|&(at, _)| at < open) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if (c == '|' && depth == 1) || depth == 0 {
            choices.push(&form[choice_start..at]);
            choice_start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    if depth != 0 {
        return None;
    }
    let tails = alternatives(&form[choice_start..])?;
    let mut out = Vec::new();
    for choice in choices {
        for middle in alternatives(choice)? {
            out.extend(tails.iter().map(|tail| format!("{}{middle}{tail}", &form[..open])));
        }
    }
    (out.len() <= ALTERNATIVES).then_some(out)
}

/// Folds a form as messages are folded. Apostrophes inside words go: messages may leave them out.
fn fold(form: &str) -> String {
    let mut out: Vec<char> = Vec::new();
    for c in form.chars() {
        match letters::fold(c) {
            Fold::Drop => {}
            Fold::One(c) => out.push(c),
            Fold::Two(a, b) => out.extend([a, b]),
        }
    }
    let inner = |index: usize| {
        out[index] == '\'' && index > 0 && letters::is_word(out[index - 1]) && out.get(index + 1).is_some_and(|&c| letters::is_word(c))
    };
    let text: String = (0..out.len()).filter(|&index| !inner(index)).map(|index| out[index]).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
