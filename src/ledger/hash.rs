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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_salt_matter() {
        let salt = Salt([7; 16]);
        assert_eq!(hash(&salt, &["a", "b"]), hash(&salt, &["a", "b"]));
        assert_ne!(hash(&salt, &["ab", "c"]), hash(&salt, &["a", "bc"]));
        assert_ne!(hash(&salt, &["a"]), hash(&Salt([8; 16]), &["a"]));
        assert_eq!(hash(&salt, &[]).len(), 32);
    }
}
