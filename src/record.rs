//! Reading a stored record from JSON.
//!
//! `serde_json` reads a record from an object or from a list, in any order of its fields, and explains every mistake with
//! the value it found: several kilobytes for each kind of record. A record of ours is always an object, and a damaged one
//! is set aside whole. So this reader looks the fields up in the order of the type and hands them over as a list.

use serde::de::value::{MapDeserializer, SeqDeserializer, StringDeserializer};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, SeqAccess, Visitor,
};
use serde_json::{Map, Value};
use std::fmt;

/// What was wrong with a record, as part of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub enum Error {
    /// A field is not there and the type has nothing to put in its place.
    Missing,
    /// The field with this number is missing.
    MissingField(usize),
    /// What was expected.
    Expected(String),
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing | Self::MissingField(_) => out.write_str("something is missing"),
            Self::Expected(what) => out.write_str(what),
        }
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Error::Expected(why.to_string())
    }

    fn invalid_length(field: usize, _: &dyn de::Expected) -> Self {
        Error::MissingField(field)
    }

    fn invalid_type(_: de::Unexpected, wanted: &dyn de::Expected) -> Self {
        Error::Expected(format!("expected {wanted}"))
    }

    fn invalid_value(_: de::Unexpected, wanted: &dyn de::Expected) -> Self {
        Error::Expected(format!("expected {wanted}"))
    }
}

/// Reads a record.
///
/// # Errors
///
/// What was expected, or which field is missing.
pub fn read<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    T::deserialize(Reader(Some(value)))
}

/// An object of these fields; the values are taken.
#[inline(never)]
pub fn object(fields: &mut [(&str, Value)]) -> Value {
    let fields = fields
        .iter_mut()
        .map(|(key, value)| ((*key).to_owned(), value.take()));
    Value::Object(fields.collect())
}

/// A value, or nothing where a field is missing.
struct Reader(Option<Value>);

/// The fields of an object in the order of a type; those that are not there are skipped.
struct Fields<'a> {
    names: std::slice::Iter<'a, &'static str>,
    object: Map<String, Value>,
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(name) = self.names.next() else {
            return Ok(None);
        };
        // A missing `Option` is none; for all others the type knows a default or complains.
        let value = self.object.get_mut(*name).map(Value::take);
        match seed.deserialize(Reader(value)) {
            Err(Error::Missing) => Ok(None),
            read => read.map(Some),
        }
    }
}

impl IntoDeserializer<'_, Error> for Reader {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The names of the methods that read a whole number.
macro_rules! whole_numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match &self.0 {
                Some(Value::Number(number)) => match (number.as_u64(), number.as_i64()) {
                    (Some(number), _) => visitor.visit_u64(number),
                    (None, Some(number)) => visitor.visit_i64(number),
                    (None, None) => Err(self.wanted(&visitor)),
                },
                _ => Err(self.wanted(&visitor)),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Error;

    whole_numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        Err(self.wanted(&visitor))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Some(Value::Bool(truth)) => visitor.visit_bool(truth),
            _ => Err(self.wanted(&visitor)),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.as_ref().and_then(Value::as_f64) {
            Some(number) => visitor.visit_f64(number),
            None => Err(self.wanted(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Some(Value::String(text)) => visitor.visit_string(text),
            _ => Err(self.wanted(&visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            None | Some(Value::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Some(Value::Array(items)) => {
                let items = items.into_iter().map(|item| Reader(Some(item)));
                visitor.visit_seq(SeqDeserializer::new(items))
            }
            _ => Err(self.wanted(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Some(Value::Object(fields)) => {
                let fields = fields.into_iter().map(|(key, value)| (key, Reader(Some(value))));
                visitor.visit_map(MapDeserializer::new(fields))
            }
            _ => Err(self.wanted(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Some(Value::Object(object)) = self.0 else {
            return Err(self.wanted(&visitor));
        };
        let names = fields.iter();
        let read = visitor.visit_seq(Fields { names, object });
        read.map_err(|error| error.named(fields))
    }

    /// Enums of records are plain words.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Some(Value::String(word)) => visitor.visit_enum(StringDeserializer::new(word)),
            _ => Err(self.wanted(&visitor)),
        }
    }

    serde::forward_to_deserialize_any! {
        f32 char bytes byte_buf unit unit_struct tuple_struct identifier i128 u128
    }
}

impl Reader {
    fn wanted<'de>(&self, visitor: &impl Visitor<'de>) -> Error {
        match self.0 {
            None => Error::Missing,
            Some(_) => de::Error::invalid_type(de::Unexpected::Unit, visitor),
        }
    }
}

impl Error {
    /// This error of a type with these fields.
    fn named(self, fields: &[&str]) -> Self {
        match self {
            Self::MissingField(number) => Self::Expected(format!(
                "the field \"{}\" is missing",
                fields.get(number).unwrap_or(&"?")
            )),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Day, Row};
    use crate::settings::Settings;
    use crate::week::Summary;
    use serde_json::json;

    #[test]
    fn what_was_written_is_read_again() {
        let mut day = Day::new("2026-11-26");
        day.doubtful.push("claude".into());
        day.sites.entry("chatgpt".into()).or_default().messages = 3;
        let written = serde_json::to_value(&day).expect("a day can be written");
        assert_eq!(read::<Day>(written), Ok(day));
        let settings = Settings {
            method: Some("study".into()),
            ..Settings::default()
        };
        assert_eq!(read::<Settings>(json!({"method": "study"})), Ok(settings));
    }

    #[test]
    fn damaged_records_are_named() {
        let sentence = |error: Error| error.to_string();
        assert!(sentence(read::<Row>(json!({})).expect_err("empty")).contains("is missing"));
        assert!(sentence(read::<Row>(json!([1, 2])).expect_err("a list")).contains("expected struct Row"));
        assert!(sentence(read::<Summary>(json!("x")).expect_err("a word")).contains("expected"));
        assert!(read::<Summary>(json!({"week": 5})).is_err());
        // A choice that is damaged is no choice; the others stay.
        let damaged = json!({"method": 5, "look": "dark", "pill": "yes", "dot": 1, "aims": [{"of": "tea"}]});
        let settings = Settings {
            look: Some("dark".into()),
            ..Settings::default()
        };
        assert_eq!(read::<Settings>(damaged), Ok(settings));
        assert!(
            read::<Day>(json!({"day": "2026-11-26", "data_version": "1", "total": -1, "sites": {}})).is_err()
        );
    }
}
