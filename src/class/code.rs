//! The text code of an invitation or a hand-in: letters and digits that survive a school's message, a hand and a hyphen.
//!
//! `MERCIWATT-H1-` (hand-in; `P1` is a plan's invitation, and the digit the version), then groups of five signs of Crockford's
//! base 32: it has no I, L, O or U, so O is read as 0, I and L as 1, and small letters as large ones. The signs are the payload's
//! length in two bytes, the payload and ten bytes of its keyed hash. What stands around a code or breaks it (spaces, line ends,
//! hyphens, a mail's `>`) does not matter; everything else does.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher24};

/// What begins a code. It holds an I, so nothing inside a code looks like it.
const MARK: &[u8] = b"MERCIWATT";
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs between two hyphens.
const GROUP: usize = 5;
/// The longest payload, bytes: an honest one has some 150.
const LONGEST: usize = 1_000;
/// Bytes of the hash that follow the payload: one in 2^80 mutations is not seen.
const TAG: usize = 10;
/// The hash's key. It is no secret: the hash tells damage, not forgery, which nobody can tell who was not there.
const KEY: &[u8; 16] = b"merciwatt class ";

/// What kind of paper a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A plan's invitation.
    Invitation,
    /// A pupil's hand-in.
    HandIn,
}

impl Kind {
    fn letter(self) -> u8 {
        match self {
            Kind::Invitation => b'P',
            Kind::HandIn => b'H',
        }
    }
}

/// Why a code or a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is not whole.
    Damaged(Place),
    /// A newer Merciwatt made it.
    Newer,
}

/// Where a code or a file is damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Only its hash says so.
    Unknown,
    /// In this group of signs, counted from 1.
    Group(usize),
    /// It ends too early: so many signs of so many.
    Short(usize, usize),
    /// In this field of the file.
    Field(String),
}

/// The payload's keyed hash.
pub fn tag(kind: Kind, payload: &[u8]) -> [u8; TAG] {
    let mut hasher = SipHasher24::new_with_key(KEY);
    hasher.write(&[kind.letter(), b'1']);
    hasher.write(payload);
    let sum = hasher.finish128().as_bytes();
    let mut tag = [0; TAG];
    tag.copy_from_slice(&sum[..TAG]);
    tag
}

/// The code of a payload.
pub fn write(kind: Kind, payload: &[u8]) -> String {
    let length = payload.len() as u16;
    let bytes = [&length.to_be_bytes(), payload, &tag(kind, payload)].concat();
    let mut code = String::from("MERCIWATT-");
    code.push(char::from(kind.letter()));
    code.push('1');
    for sign in 0..signs(bytes.len()) {
        if sign % GROUP == 0 {
            code.push('-');
        }
        let value = (0..5).fold(0, |value, bit| {
            let at = sign * 5 + bit;
            let byte = bytes.get(at / 8).copied().unwrap_or(0);
            value << 1 | usize::from(byte >> (7 - at % 8) & 1)
        });
        code.push(char::from(SIGNS[value]));
    }
    code
}

/// Signs that hold so many bytes.
fn signs(bytes: usize) -> usize {
    (bytes * 8).div_ceil(5)
}

/// The payload of every code in a text, in order.
pub fn find(text: &str) -> Vec<Result<(Kind, Vec<u8>), Trouble>> {
    let all: Vec<u8> = text.chars().filter_map(sign).collect();
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some((begin, kind)) = next(&all, from) {
        let body = &all[begin + MARK.len() + 1..];
        let end = next(body, 0).map_or(body.len(), |(end, _)| end);
        found.push(match &body[..end] {
            [b'1', rest @ ..] => payload(kind, rest)
                .map(|payload| (kind, payload))
                .map_err(Trouble::Damaged),
            _ => Err(Trouble::Newer),
        });
        from = begin + MARK.len();
    }
    found
}

/// Where the next code begins, and its kind.
fn next(signs: &[u8], from: usize) -> Option<(usize, Kind)> {
    (from..signs.len()).find_map(|at| Some((at, kind_at(&signs[at..])?)))
}

/// The kind of the code that begins here.
fn kind_at(signs: &[u8]) -> Option<Kind> {
    match signs.strip_prefix(MARK)? {
        [letter, version, ..] if version.is_ascii_digit() => [Kind::Invitation, Kind::HandIn]
            .into_iter()
            .find(|kind| kind.letter() == *letter),
        _ => None,
    }
}

/// A sign as it is read; what may stand between signs is none, anything else a sign that no code has.
fn sign(c: char) -> Option<u8> {
    match c {
        _ if c.is_ascii_alphanumeric() => Some(c.to_ascii_uppercase() as u8),
        // Hyphens, dashes and spaces of all kinds, and what messengers put between letters.
        '\u{a0}'
        | '\u{ad}'
        | '\u{2000}'..='\u{2015}'
        | '\u{2028}'..='\u{202f}'
        | '\u{2060}'
        | '\u{2212}'
        | '\u{feff}' => None,
        _ if c.is_ascii() => None,
        _ => Some(b'?'),
    }
}

fn payload(kind: Kind, signs: &[u8]) -> Result<Vec<u8>, Place> {
    let length = match bytes(signs, 2)?.as_slice() {
        [high, low] => usize::from(*high) << 8 | usize::from(*low),
        _ => 0,
    };
    if length > LONGEST {
        return Err(Place::Group(1));
    }
    let mut whole = bytes(signs, 2 + length + TAG)?;
    whole.drain(..2);
    let read = whole.split_off(length);
    match read == tag(kind, &whole) {
        true => Ok(whole),
        false => Err(Place::Unknown),
    }
}

/// The first so many bytes.
fn bytes(from: &[u8], count: usize) -> Result<Vec<u8>, Place> {
    let needed = signs(count);
    let mut bytes = Vec::with_capacity(count);
    let (mut held, mut bits) = (0_u32, 0);
    for (at, sign) in from.iter().take(needed).enumerate() {
        held = held << 5 | value(*sign).ok_or(Place::Group(at / GROUP + 1))?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    if from.len() < needed {
        return Err(Place::Short(from.len(), needed));
    }
    // Bits that no byte needs are 0, or the same payload had many codes.
    if count > 2 && held != 0 {
        return Err(Place::Group(needed.div_ceil(GROUP)));
    }
    Ok(bytes)
}

fn value(sign: u8) -> Option<u32> {
    let sign = match sign {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    SIGNS.iter().position(|known| *known == sign).map(|at| at as u32)
}

/// A payload that is being read.
pub struct Payload<'a>(pub &'a [u8]);

impl<'a> Payload<'a> {
    /// The next so many bytes.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// The next eight bytes as a number.
    pub fn id(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_be_bytes)
    }

    /// The next number that [`put`] wrote.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.take(1)?[0];
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

/// Writes a number in as few bytes as it needs, seven bits in each.
pub fn put(payload: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        payload.push(number as u8 | 0x80);
        number >>= 7;
    }
    payload.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_any_message_and_read_whatever_was_done_to_it() {
        let payload: Vec<u8> = (0..40).map(|n: u8| n.wrapping_mul(37)).collect();
        let code = write(Kind::HandIn, &payload);
        assert!(code.starts_with("MERCIWATT-H1-"), "{code}");
        let read = [Ok((Kind::HandIn, payload))];
        let wrapped = code.replace('-', "-\r\n> ");
        let spelled = code
            .replace("MERCIWATT", "merciwatt")
            .replace('0', "O")
            .replace('1', "l");
        let spelled = spelled.replace("Hl", "H1");
        for text in [
            code.clone(),
            code.to_lowercase(),
            code.replace('-', ""),
            code.replace('-', " \u{2013}\u{200b} "),
            format!("Bonjour, voici mon code Merciwatt : {code}\nMerci !"),
            wrapped,
            spelled,
        ] {
            assert_eq!(find(&text), read, "{text}");
        }
        let two = format!("Ana: {code} Ben: {}", write(Kind::Invitation, &[]));
        assert_eq!(find(&two).len(), 2);
        assert_eq!(find(&two)[1], Ok((Kind::Invitation, vec![])));
    }

    #[test]
    fn what_is_damaged_is_named_with_its_place() {
        let code = write(Kind::HandIn, &[7; 40]);
        let damaged = |place| vec![Err(Trouble::Damaged(place))];
        assert_eq!(find(&code[..40]), damaged(Place::Short(23, 84)));
        assert_eq!(find("MERCIWATT-H1-"), damaged(Place::Short(0, 4)));
        let (head, tail) = code.split_at(31);
        assert_eq!(find(&format!("{head}U{}", &tail[1..])), damaged(Place::Group(4)));
        assert_eq!(find(&format!("{head}é{}", &tail[1..])), damaged(Place::Group(4)));
        let other = if tail.starts_with('A') { 'B' } else { 'A' };
        assert_eq!(
            find(&format!("{head}{other}{}", &tail[1..])),
            damaged(Place::Unknown)
        );
        assert_eq!(find(&code.replace("H1", "P1")), damaged(Place::Unknown));
        assert_eq!(find(&code.replace("H1", "H2")), [Err(Trouble::Newer)]);
        assert_eq!(find("Merciwatt has a code"), []);
        let cut = format!("{} {code}", &code[..50]);
        assert_eq!(find(&cut).iter().filter(|found| found.is_ok()).count(), 1);
    }

    #[test]
    fn numbers_are_read_as_written() {
        let numbers = [0, 1, 127, 128, 300, 1_000_000_000, u64::from(u32::MAX)];
        let mut payload = Vec::new();
        numbers.iter().for_each(|number| put(&mut payload, *number));
        let mut reader = Payload(&payload);
        assert!(numbers.iter().all(|number| reader.number() == Some(*number)));
        assert_eq!(reader.number(), None);
    }
}
