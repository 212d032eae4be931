//! What chance does to a body: cuts it, doubles parts of it, nests it, puts in what parsers stumble over.

use proptest::collection::vec;
use proptest::prelude::*;

/// Text that parsers stumble over.
const ODD: &[&[u8]] = &[
    b"[",
    b"]",
    b"{",
    b"}",
    b"{\"a\":",
    b"\"",
    b"\\",
    b"\\\"",
    b"\\u",
    b"\\ud83d",
    b"\\ude42",
    b"\\u0061",
    b"\\ud83d\\u0041",
    b"\xff",
    b"\xf0\x9f",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\0",
    b"1e999999",
    b"-",
    b"-0.0e-",
    b"0.1E+",
    b"99999999999999999999999999",
    b",",
    b":",
    b"null",
    b"false",
    b"\r\n",
    b"--",
    b"\r\n--B7",
    b"\r\n\r\n",
    b"name=\"data\"",
    b"filename",
    b"%",
    b"%f",
    b"%FF",
    b"+",
    b"&",
    b"=",
    b"\x1e",
    b"\x01\0\0\0\x02",
    b"\"a\":\"b\",",
    b"\"a\",",
    b"\"@json\"",
    b"\"\",",
    b"{\"\\u0061\":0},",
    b" ",
    b"\xe2\x80\xa8",
];

/// One change. Places are fractions of the body's length, so that they stay inside when it shrinks.
#[derive(Debug, Clone)]
pub enum Change {
    /// Everything after a place is lost.
    Cut(u16),
    /// Everything before it is lost.
    Behead(u16),
    /// A part of the body stands twice.
    Double(u16, u16),
    /// An odd text is put in, so many times.
    Insert(u16, usize, u16),
    /// The body is wrapped in two odd texts, so many times.
    Wrap(usize, usize, u16),
    /// One byte becomes another.
    Set(u16, u8),
}

pub fn changes() -> impl Strategy<Value = Vec<Change>> {
    let odd = 0..ODD.len();
    let often = prop_oneof![12 => 1..4_u16, 2 => 4..300_u16, 1 => 300..9_000_u16];
    let change = prop_oneof![
        any::<u16>().prop_map(Change::Cut),
        any::<u16>().prop_map(Change::Behead),
        any::<(u16, u16)>().prop_map(|(from, to)| Change::Double(from, to)),
        (any::<u16>(), odd.clone(), often.clone()).prop_map(|(at, odd, n)| Change::Insert(at, odd, n)),
        (odd.clone(), odd, often).prop_map(|(a, b, n)| Change::Wrap(a, b, n)),
        any::<(u16, u8)>().prop_map(|(at, byte)| Change::Set(at, byte)),
    ];
    vec(change, 0..5)
}

pub fn changed(mut body: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let place = |at: u16| body.len() * usize::from(at) / 65_536;
        match *change {
            Change::Cut(at) => body.truncate(place(at)),
            Change::Behead(at) => drop(body.drain(..place(at))),
            Change::Double(from, to) => {
                let (from, to) = (place(from.min(to)), place(from.max(to)));
                let part = body[from..to].to_vec();
                body.splice(to..to, part);
            }
            Change::Insert(at, odd, n) => {
                let at = place(at);
                body.splice(at..at, ODD[odd].repeat(n.into()));
            }
            Change::Wrap(before, after, n) => {
                body = [ODD[before].repeat(n.into()), body, ODD[after].repeat(n.into())].concat();
            }
            Change::Set(at, byte) => {
                let at = place(at);
                if let Some(old) = body.get_mut(at) {
                    *old = byte;
                }
            }
        }
    }
    body
}
