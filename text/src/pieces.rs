//! JSON that comes in pieces of any size: where texts, and what is open, end. Nothing is refused here; what is held whole in the end is
//! looked at as a whole.

/// How many bytes come before the first quotation mark, backslash or control sign. Eight are looked at at once.
pub fn plain(bytes: &[u8]) -> usize {
    const EACH: u64 = u64::MAX / 255;
    const TOP: u64 = EACH << 7;
    // The top bit of each byte that is less than `n`; behind the first such byte others may be named too.
    let below = |bytes: u64, n: u64| (bytes.wrapping_sub(EACH * n)) & !bytes & TOP;
    let mut at = 0;
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let eight = u64::from_le_bytes(*eight);
        let is = |sign: u8| below(eight ^ (EACH * u64::from(sign)), 1);
        let found = is(b'"') | is(b'\\') | below(eight, 0x20);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let sign = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    at + bytes[at..].iter().position(sign).unwrap_or(bytes.len() - at)
}

/// Which bytes are among these.
const fn table(all: &[u8]) -> [bool; 256] {
    let (mut signs, mut at) = ([false; 256], 0);
    while at < all.len() {
        signs[all[at] as usize] = true;
        at += 1;
    }
    signs
}

/// How many bytes come before the first that says how JSON is built, outside of texts.
pub fn unstructured(bytes: &[u8]) -> usize {
    static STRUCTURE: [bool; 256] = table(b"\"{}[],:");
    let structure = |byte: &u8| STRUCTURE[usize::from(*byte)];
    bytes.iter().position(structure).unwrap_or(bytes.len())
}

/// The same, but for what only parts values.
fn unopened(bytes: &[u8]) -> usize {
    static OPENS: [bool; 256] = table(b"\"{}[]");
    let opens = |byte: &u8| OPENS[usize::from(*byte)];
    bytes.iter().position(opens).unwrap_or(bytes.len())
}

/// Where a reader stands in JSON that comes in pieces.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nest {
    /// How many objects and arrays are open.
    pub depth: usize,
    /// In a text.
    pub in_text: bool,
    /// In a text, after a backslash.
    pub escaped: bool,
}

impl Nest {
    /// Passes bytes until so few objects and arrays are open as `floor`, or all; how many were passed.
    pub fn pass(&mut self, bytes: &[u8], floor: usize) -> usize {
        let mut at = 0;
        while at < bytes.len() {
            if self.in_text {
                at += self.pass_text(&bytes[at..]);
                continue;
            }
            at += unopened(&bytes[at..]) + 1;
            match bytes.get(at - 1) {
                None => return bytes.len(),
                Some(b'"') => self.in_text = true,
                Some(b'{' | b'[') => self.depth += 1,
                Some(b'}' | b']') => {
                    self.depth -= 1;
                    if self.depth <= floor {
                        return at;
                    }
                }
                Some(_) => {}
            }
        }
        at
    }

    /// Passes bytes up to and with the end of the text that is open, or all; how many were passed.
    pub fn pass_text(&mut self, bytes: &[u8]) -> usize {
        let mut at = 0;
        while at < bytes.len() {
            if std::mem::take(&mut self.escaped) {
                at += 1;
                continue;
            }
            at += plain(&bytes[at..]) + 1;
            match bytes.get(at - 1) {
                None => return bytes.len(),
                Some(b'"') => {
                    self.in_text = false;
                    return at;
                }
                Some(b'\\') => self.escaped = true,
                // A control sign, which is for others to refuse.
                Some(_) => {}
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_an_item_ends_is_the_same_however_it_is_cut() {
        let item = r#"{"a": ["\"}]\\", {"b": 1}], "long": "eight letters and more, [ } é\n"}"#;
        let file = format!("{item}, {{}}]");
        for size in 1..file.len() {
            let (mut nest, mut at) = (
                Nest {
                    depth: 1,
                    ..Nest::default()
                },
                0,
            );
            for piece in file.as_bytes().chunks(size) {
                let passed = nest.pass(piece, 1);
                at += passed;
                if nest.depth == 1 && !nest.in_text && passed < piece.len() || at == item.len() {
                    break;
                }
            }
            assert_eq!((at, nest.depth), (item.len(), 1), "pieces of {size}");
        }
    }

    #[test]
    fn eight_bytes_at_once_find_what_one_at_a_time_finds() {
        for sign in [b'"', b'\\', 0, 0x1f, b' ', b'!', 0x7f, 0x80, 0xff] {
            for place in 0..20 {
                let mut bytes = [b'x'; 20];
                bytes[place] = sign;
                // What comes behind may not matter.
                bytes[19] = b'"';
                let one = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
                assert_eq!(
                    Some(plain(&bytes)),
                    bytes.iter().position(one),
                    "{sign} at {place}"
                );
            }
        }
    }
}
