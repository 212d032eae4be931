//! A few things by name: sites, models, hosts.
//!
//! The standard map is a tree, and for each kind of thing it holds its code stands in the package once more, several
//! kilobytes each. These are a dozen names at a time, so they lie in a sorted list.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::{Serialize, Serializer};

/// Things by name, in the order of their names.
#[derive(Clone, PartialEq, Eq)]
pub struct Named<T>(Vec<(String, T)>);

impl<T> Named<T> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Named(Vec::new())
    }

    /// Its place, or where it has to be put.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    /// The thing of this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.place(name).ok().map(|at| &self.0[at].1)
    }

    /// Whether there is one of this name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.place(name).is_ok()
    }

    /// Puts a thing in, over what had its name.
    pub fn insert(&mut self, name: String, thing: T) {
        match self.place(&name) {
            Ok(at) => self.0[at].1 = thing,
            Err(at) => self.0.insert(at, (name, thing)),
        }
    }

    /// The place of a name, to be filled if it is not.
    pub fn entry(&mut self, name: String) -> Entry<'_, T> {
        Entry { all: self, name }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each name with its thing.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &T)> {
        self.0.iter().map(|(name, thing)| (name, thing))
    }

    /// The names.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }

    /// The things.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, thing)| thing)
    }
}

/// The place of a name.
pub struct Entry<'a, T> {
    all: &'a mut Named<T>,
    name: String,
}

impl<'a, T: Default> Entry<'a, T> {
    /// What is there; put there first if nothing is.
    pub fn or_default(self) -> &'a mut T {
        let at = self.all.place(&self.name).unwrap_or_else(|at| {
            self.all.0.insert(at, (self.name, T::default()));
            at
        });
        &mut self.all.0[at].1
    }
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Named<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_map().entries(self.iter()).finish()
    }
}

impl<T> Index<&str> for Named<T> {
    type Output = T;

    fn index(&self, name: &str) -> &T {
        self.get(name).expect("a name that is known")
    }
}

impl<'a, T> IntoIterator for &'a Named<T> {
    type Item = (&'a String, &'a T);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (String, T)>, fn(&'a (String, T)) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(name, thing)| (name, thing))
    }
}

impl<T> IntoIterator for Named<T> {
    type Item = (String, T);
    type IntoIter = std::vec::IntoIter<(String, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T> FromIterator<(String, T)> for Named<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(things: I) -> Self {
        let mut all = Self::new();
        for (name, thing) in things {
            all.insert(name, thing);
        }
        all
    }
}

impl<T, const N: usize> From<[(String, T); N]> for Named<T> {
    fn from(things: [(String, T); N]) -> Self {
        things.into_iter().collect()
    }
}

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Read(PhantomData))
    }
}

struct Read<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Read<T> {
    type Value = Named<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named<T>, A::Error> {
        let mut all = Named::new();
        while let Some((name, thing)) = map.next_entry()? {
            all.insert(name, thing);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_found_by_name_and_stand_in_its_order() {
        let mut all = Named::from([("b".into(), 1), ("a".into(), 2), ("b".into(), 3)]);
        *all.entry("c".into()).or_default() += 4;
        *all.entry("a".into()).or_default() += 5;
        assert_eq!((all["a"], all["b"], all["c"], all.len()), (7, 3, 4, 3));
        assert!(all.contains_key("c") && all.get("d").is_none() && !all.is_empty());
        assert_eq!(all.keys().map(String::as_str).collect::<String>(), "abc");
        assert_eq!(all.values().sum::<i32>(), 14);
        let written = serde_json::to_string(&all).expect("a map");
        assert_eq!(written, r#"{"a":7,"b":3,"c":4}"#);
        assert_eq!(serde_json::from_str::<Named<i32>>(&written).expect("a map"), all);
        assert!(serde_json::from_str::<Named<i32>>("[]").is_err());
    }
}
