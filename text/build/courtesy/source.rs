//! One language's file, checked and added to the tables.

use super::forms::{ALTERNATIVES, alternatives, fold};
use super::pattern::patterns;
use super::schema::{Condition, Forms, Language, Phrase};
use super::tables::{self, Form, Reading, Tables};
use super::words::{CATEGORIES, PLACES, WRITTEN};
use std::collections::BTreeMap;

/// Private-use characters that stand for lists inside forms; the matcher knows them too.
const FIRST_SLOT: u32 = 0xe000;
const LAST_SLOT: char = '\u{efff}';

/// One file being compiled.
pub struct Source<'a> {
    /// The file, for sentences about it.
    pub place: &'a str,
    /// The file's named lists.
    pub lists: &'a BTreeMap<String, Vec<String>>,
}

impl Source<'_> {
    /// Adds the file to the tables.
    pub fn add(&self, language: &Language, tables: &mut Tables) -> Result<(), String> {
        for (index, phrase) in language.phrases.iter().enumerate() {
            let key = format!("phrases[{index}]");
            let category = phrase.category.as_deref();
            let category = category.ok_or_else(|| format!("{}: {key} needs a \"category\".", self.place))?;
            self.phrase(&key, Some(category), phrase, tables)?;
        }
        for (index, phrase) in language.not_courtesy.iter().enumerate() {
            let key = format!("not_courtesy[{index}]");
            if phrase.category.is_some() {
                return Err(format!(
                    "{}: {key} is not courtesy and must not have a \"category\".",
                    self.place
                ));
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
            ("masks.hand_over_at_once", &masks.hand_over_at_once),
        ];
        for (slot, (key, forms)) in sources.into_iter().enumerate() {
            let forms = self.expand(key, forms, tables)?;
            tables.masks[slot].extend(forms);
        }
        let rest = self.rest(language, tables)?;
        if language.language == "shared" {
            tables.rests[0] = rest;
        } else {
            tables.rests.push(rest);
        }
        Ok(())
    }

    fn rest(&self, language: &Language, tables: &mut Tables) -> Result<tables::Rest, String> {
        let rest = &language.rest;
        let mut list = |key: &str, forms: &[String]| {
            let forms = self.expand(key, &self.flat(key, forms)?, tables)?;
            Ok::<usize, String>(tables.list(forms))
        };
        let lists = [
            list("rest.fillers", &rest.fillers)?,
            list("rest.reports", &rest.reports)?,
            list("rest.vocatives", &rest.vocatives)?,
            list("rest.accepting", &rest.accepting)?,
            list("rest.stops", &rest.stops)?,
        ];
        let mut complements = Vec::new();
        for (index, complement) in rest.complements.iter().enumerate() {
            let key = format!("rest.complements[{index}]");
            let mut of = 0;
            for category in &complement.of {
                of |= 1 << self.category(&key, category)?;
            }
            complements.push(tables::Complement {
                of,
                opens: list(&key, &complement.opens)?,
                apart: complement.apart,
                words: complement.words,
            });
        }
        Ok(tables::Rest { lists, complements })
    }

    fn phrase(
        &self,
        key: &str,
        category: Option<&str>,
        phrase: &Phrase,
        tables: &mut Tables,
    ) -> Result<(), String> {
        let forms_key = format!("{key}.forms");
        let mut forms = Vec::new();
        for form in &phrase.forms {
            forms.push(self.without_leading_slot(&forms_key, form)?);
        }
        let (forms, written_out) = self.read(&forms_key, &forms, tables)?;
        let reading = Reading {
            forms: tables.list(forms),
            category: category.map(|name| self.category(key, name)).transpose()?,
            grow: [
                self.optional(key, "grow_before", phrase.grow_before.as_ref(), tables)?,
                self.optional(key, "grow_after", phrase.grow_after.as_ref(), tables)?,
            ],
            only: self.conditions(&format!("{key}.only"), &phrase.only, tables)?,
            unless: self.conditions(&format!("{key}.unless"), &phrase.unless, tables)?,
        };
        tables.readings.push(reading);
        let reading = tables.readings.len() - 1;
        let key = forms_key;
        if written_out.is_empty() {
            return Err(format!("{}: {key} is empty.", self.place));
        }
        for text in written_out {
            if text.contains('*') {
                return Err(format!("{}: {key}: “{text}”: only lists may use *.", self.place));
            }
            tables.forms.push(Form {
                text,
                reading,
                place: format!("{} {key}", self.place),
                conditioned: !phrase.only.is_empty(),
            });
        }
        Ok(())
    }

    fn category(&self, key: &str, name: &str) -> Result<usize, String> {
        CATEGORIES
            .iter()
            .position(|known| known.to_lowercase() == name)
            .ok_or_else(|| {
                let known = CATEGORIES.map(str::to_lowercase).join(", ");
                format!(
                    "{}: {key}: there is no category “{name}”; the categories are {known}.",
                    self.place
                )
            })
    }

    fn optional(
        &self,
        key: &str,
        part: &str,
        forms: Option<&Forms>,
        tables: &mut Tables,
    ) -> Result<Option<usize>, String> {
        let Some(forms) = forms else {
            return Ok(None);
        };
        let key = format!("{key}.{part}");
        let forms = match forms {
            Forms::Listed(forms) => forms.clone(),
            Forms::Named(name) => self.named(&key, name)?.clone(),
        };
        let whole = self.flat(&key, &forms)?;
        let expanded = self.expand(&key, &whole, tables)?;
        Ok(Some(tables.list(expanded)))
    }

    fn named(&self, key: &str, name: &str) -> Result<&Vec<String>, String> {
        name.strip_prefix('@')
            .and_then(|name| self.lists.get(name))
            .ok_or_else(|| {
                format!(
                    "{}: {key}: “{name}” is not one of the file's \"lists\" (write @name).",
                    self.place
                )
            })
    }

    fn conditions(
        &self,
        key: &str,
        conditions: &[Condition],
        tables: &mut Tables,
    ) -> Result<Vec<tables::Condition>, String> {
        let mut out = Vec::new();
        for (index, condition) in conditions.iter().enumerate() {
            let key = format!("{key}[{index}]");
            let lists = [
                self.optional(&key, "before", condition.before.as_ref(), tables)?,
                self.optional(&key, "after", condition.after.as_ref(), tables)?,
                self.optional(&key, "earlier", condition.earlier.as_ref(), tables)?,
                self.optional(&key, "later", condition.later.as_ref(), tables)?,
            ];
            let at = self.bits(&format!("{key}.at"), &condition.at, &PLACES)?;
            let written = self.bits(&format!("{key}.written"), &condition.written, &WRITTEN)?;
            if at == 0 && written == 0 && lists.iter().all(Option::is_none) {
                return Err(format!("{}: {key} asks for nothing.", self.place));
            }
            out.push(tables::Condition { lists, at, written });
        }
        Ok(out)
    }

    fn bits(&self, key: &str, names: &[String], known: &[&str]) -> Result<u32, String> {
        names.iter().try_fold(0, |bits, name| {
            let bit = known.iter().position(|known| known == name);
            let bit = bit.ok_or_else(|| {
                format!(
                    "{}: {key}: there is no “{name}”; it can be {}.",
                    self.place,
                    known.join(", ")
                )
            })?;
            Ok(bits | 1 << bit)
        })
    }

    /// Replaces each `@name` inside a form by the private-use character that stands for that list in the tables.
    fn slots(&self, key: &str, form: &str, tables: &mut Tables) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = form;
        while let Some(at) = rest.find('@') {
            let length = rest[at + 1..]
                .find(|c: char| !c.is_ascii_lowercase() && c != '_')
                .unwrap_or(rest.len() - at - 1);
            let name = &rest[at..at + 1 + length];
            let list = self.named(key, name)?.clone();
            let list = self.flat(key, &list)?;
            let expanded = self.expand(key, &list, tables)?;
            let slot =
                char::from_u32(FIRST_SLOT + tables.list(expanded) as u32).filter(|slot| *slot <= LAST_SLOT);
            out.push_str(&rest[..at]);
            out.push(slot.ok_or_else(|| format!("{}: {key}: there are too many lists.", self.place))?);
            rest = &rest[at + 1 + length..];
        }
        out.push_str(rest);
        Ok(out)
    }

    /// Writes out a list a form begins with, so that the matcher can find the form by its first letter.
    fn without_leading_slot(&self, key: &str, form: &str) -> Result<String, String> {
        let Some((name, rest)) = form
            .split_once(' ')
            .filter(|_| form.starts_with('@'))
            .or_else(|| form.starts_with('@').then_some((form, "")))
        else {
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

    /// The patterns of these forms.
    fn expand(&self, key: &str, forms: &[String], tables: &mut Tables) -> Result<Vec<String>, String> {
        Ok(self.read(key, forms, tables)?.0)
    }

    /// The patterns of these forms, and the forms written out and folded. Refuses a plain form given twice
    /// (alternatives may overlap).
    fn read(
        &self,
        key: &str,
        forms: &[String],
        tables: &mut Tables,
    ) -> Result<(Vec<String>, Vec<String>), String> {
        let mut whole: Vec<String> = Vec::new();
        let mut out: Vec<String> = Vec::new();
        for form in forms {
            let form = &self.slots(key, form, tables)?;
            let written_out = alternatives(form).ok_or_else(|| {
                format!("{}: {key}: “{form}” has a parenthesis too many or more than {ALTERNATIVES} alternatives.", self.place)
            })?;
            whole.extend(patterns(form, &written_out));
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
        Ok((whole, out))
    }
}
