//! Reads a data file and walks it, so that every refusal names the file and the key.

use std::path::Path;

use serde_json::Value;

/// One data file.
pub struct Doc {
    file: String,
    value: Value,
}

impl Doc {
    /// Reads `data/<file>`.
    pub fn open(data: &Path, file: &str) -> Result<Self, String> {
        let text = std::fs::read_to_string(data.join(file))
            .map_err(|why| format!("data/{file} cannot be read: {why}. Restore the file."))?;
        let value =
            serde_json::from_str(&text).map_err(|why| format!("data/{file} is not valid JSON: {why}."))?;
        Ok(Self {
            file: format!("data/{file}"),
            value,
        })
    }

    /// The whole document.
    pub fn root(&self) -> Node<'_> {
        Node {
            file: &self.file,
            key: String::new(),
            value: &self.value,
        }
    }
}

/// A place in a data file that knows its own name.
#[derive(Clone)]
pub struct Node<'a> {
    file: &'a str,
    key: String,
    value: &'a Value,
}

impl<'a> Node<'a> {
    /// A refusal: file, key, what is wrong.
    pub fn refuse<T>(&self, wrong: &str) -> Result<T, String> {
        let key = if self.key.is_empty() {
            "the document"
        } else {
            &self.key
        };
        Err(format!("{}: {key} {wrong}.", self.file))
    }

    fn child(&self, name: &str, value: &'a Value) -> Self {
        let dot = if self.key.is_empty() { "" } else { "." };
        Self {
            file: self.file,
            key: format!("{}{dot}{name}", self.key),
            value,
        }
    }

    /// The value under `key`, if the key is there.
    pub fn find(&self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| self.child(key, value))
    }

    /// The value under `key`.
    pub fn get(&self, key: &str) -> Result<Self, String> {
        match self.find(key) {
            Some(node) => Ok(node),
            None => self.child(key, self.value).refuse("is missing"),
        }
    }

    /// A finite number that is not negative.
    pub fn amount(&self) -> Result<f64, String> {
        match self.value.as_f64() {
            Some(number) if number.is_finite() && number >= 0.0 => Ok(number),
            _ => self.refuse("must be a number, zero or more"),
        }
    }

    /// Any finite number.
    pub fn number(&self) -> Result<f64, String> {
        match self.value.as_f64() {
            Some(number) if number.is_finite() => Ok(number),
            _ => self.refuse("must be a number"),
        }
    }

    /// A number with at most `digits` decimals, as a whole number of its last decimal.
    pub fn fixed(&self, digits: i32) -> Result<u32, String> {
        let scaled = self.amount()? * 10f64.powi(digits);
        if (scaled - scaled.round()).abs() > 1e-6 || scaled > f64::from(u32::MAX) {
            return self.refuse(&format!("must have at most {digits} decimals and be smaller"));
        }
        Ok(scaled.round() as u32)
    }

    /// A text that is not empty.
    pub fn text(&self) -> Result<&'a str, String> {
        match self.value.as_str() {
            Some(text) if !text.trim().is_empty() => Ok(text),
            _ => self.refuse("must be a text that is not empty"),
        }
    }

    /// True or false, or neither.
    pub fn truth(&self) -> Option<bool> {
        self.value.as_bool()
    }

    /// The elements of a list.
    pub fn list(&self) -> Result<Vec<Self>, String> {
        let Some(items) = self.value.as_array() else {
            return self.refuse("must be a list");
        };
        Ok(items
            .iter()
            .enumerate()
            .map(|(index, value)| self.child(&index.to_string(), value))
            .collect())
    }

    /// `[least, most]`.
    pub fn bounds<T: PartialOrd>(&self, read: impl Fn(&Self) -> Result<T, String>) -> Result<(T, T), String> {
        match self.list()?.as_slice() {
            [least, most] => {
                let (least, most) = (read(least)?, read(most)?);
                if least > most {
                    return self.refuse("must be [least, most], the smaller first");
                }
                Ok((least, most))
            }
            _ => self.refuse("must be two numbers, [least, most]"),
        }
    }

    /// `{low, central, high}` as a `Range` literal.
    pub fn range(&self) -> Result<String, String> {
        let of = |key: &str| self.get(key)?.amount();
        let (low, central, high) = (of("low")?, of("central")?, of("high")?);
        if !(low <= central && central <= high) {
            return self.refuse("must grow from low over central to high");
        }
        Ok(format!(
            "Range {{ low: {low:?}, central: {central:?}, high: {high:?} }}"
        ))
    }
}
