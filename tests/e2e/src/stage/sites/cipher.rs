//! A toy in the place of a cipher. What it makes looks like the sealed words of a real one (a nonce in front, a
//! proof behind, base64 around all of it) and keeps nothing secret: it is there so that words cannot be read
//! from a request by who does not know the trick.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Bytes in front: a nonce, so that equal words do not look equal.
const NONCE: usize = 12;
/// Bytes behind: where a real cipher proves that nobody changed the words.
const PROOF: usize = 16;

/// The words under this key.
pub fn seal(key: &[u8], nonce: &[u8], words: &str) -> String {
    let nonce: Vec<u8> = nonce.iter().copied().cycle().take(NONCE).collect();
    let mut bytes = nonce.clone();
    bytes.extend(masked(key, &nonce, words.as_bytes()));
    bytes.extend(masked(key, &nonce, &[0; PROOF]));
    STANDARD.encode(bytes)
}

/// The words again; none if this was not sealed so.
pub fn open(key: &[u8], sealed: &str) -> Option<String> {
    let bytes = STANDARD.decode(sealed).ok()?;
    let (nonce, rest) = bytes.split_at_checked(NONCE)?;
    let words = rest.get(..rest.len().checked_sub(PROOF)?)?;
    String::from_utf8(masked(key, nonce, words)).ok()
}

/// A key as a request carries it.
pub fn key(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok().filter(|key| !key.is_empty())
}

/// A key as an answer carries it.
pub fn key_text(key: &[u8]) -> String {
    STANDARD.encode(key)
}

fn masked(key: &[u8], nonce: &[u8], bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .enumerate()
        .map(|(at, byte)| byte ^ key[at % key.len()] ^ nonce[at % nonce.len()])
        .collect()
}
