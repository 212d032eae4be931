//! Salted hashes of a site's own ids, so that two rows can be told apart without keeping the ids.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher24};

/// A random secret of this installation, made once and never shown. Without it a hash cannot be tried against ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Salt(pub [u8; 16]);

/// A keyed 128-bit hash of a few strings, as 32 hexadecimal digits. Parts are separated, so ("ab", "c") differs from
/// ("a", "bc").
pub fn hash(salt: &Salt, parts: &[&str]) -> String {
    let mut hasher = SipHasher24::new_with_key(&salt.0);
    for part in parts {
        hasher.write(&(part.len() as u64).to_le_bytes());
        hasher.write(part.as_bytes());
    }
    let sum = hasher.finish128();
    format!("{:016x}{:016x}", sum.h1, sum.h2)
}

/// A hash as the number that it writes.
pub fn number_of(hash: &str) -> Option<u128> {
    let digit = |number: u128, c: char| Some(number << 4 | u128::from(c.to_digit(16)?));
    (hash.len() == 32)
        .then(|| hash.chars().try_fold(0, digit))
        .flatten()
}

/// The hash that writes a number.
pub fn hash_of(number: u128) -> String {
    format!("{:016x}{:016x}", (number >> 64) as u64, number as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_a_number() {
        let made = hash(&Salt([7; 16]), &["a"]);
        assert_eq!(number_of(&made).map(hash_of), Some(made));
        assert_eq!(number_of("ab"), None);
        assert_eq!(number_of(&"g".repeat(32)), None);
    }

    #[test]
    fn parts_and_salt_matter() {
        let salt = Salt([7; 16]);
        assert_eq!(hash(&salt, &["a", "b"]), hash(&salt, &["a", "b"]));
        assert_ne!(hash(&salt, &["ab", "c"]), hash(&salt, &["a", "bc"]));
        assert_ne!(hash(&salt, &["a"]), hash(&Salt([8; 16]), &["a"]));
        assert_eq!(hash(&salt, &[]).len(), 32);
    }
}
