//! The lexicon's text in fewer bytes than UTF-8 gives it: most letters of most scripts take one.
//!
//! A byte below 128 is ASCII, but for three. `1` and a number choose a block of 128 characters (the number is the code
//! divided by 128); from there on, a byte from 128 up is one of that block. `2` and `3` say that from there on a byte from
//! 128 up is the first of two that count from [`HAN`] or from [`HANGUL`]. The build packs and the core unpacks with this file.

const BLOCK: u8 = 1;
/// The control bytes of scripts of thousands of characters, and the code they count from.
const PAIRS: [(u8, u32); 2] = [(2, HAN), (3, HANGUL)];
const HAN: u32 = 0x3100;
const HANGUL: u32 = 0xa000;
/// How many codes two bytes count.
const SPAN: u32 = 1 << 15;

/// What a byte from 128 up stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// One of the block of 128 characters that begins here.
    One(u32),
    /// The first of two bytes that count from here.
    Pair(u32),
}

/// Packs a text. Control characters and codes above U+FFFF do not occur in folded forms; they become spaces.
#[allow(dead_code)] // the core only unpacks
pub fn pack(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut mode = Mode::One(0);
    for code in text.chars().map(|c| c as u32) {
        let wanted = match code {
            0x0a | 0x20..0x80 => {
                out.push(code as u8);
                continue;
            }
            0x80..HAN => Mode::One(code / 128 * 128),
            HAN..HANGUL => Mode::Pair(HAN),
            HANGUL..0x1_0000 => Mode::Pair(HANGUL),
            _ => {
                out.push(b' ');
                continue;
            }
        };
        if mode != wanted {
            mode = wanted;
            match mode {
                Mode::One(block) => out.extend([BLOCK, (block / 128) as u8]),
                Mode::Pair(from) => out.extend(PAIRS.iter().filter(|pair| pair.1 == from).map(|pair| pair.0)),
            }
        }
        match mode {
            Mode::One(block) => out.push(0x80 | (code - block) as u8),
            Mode::Pair(from) => out.extend([0x80 | ((code - from) >> 8) as u8, (code - from) as u8]),
        }
    }
    out
}

/// Unpacks what [`pack`] wrote.
pub fn unpack(mut bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 5 / 4);
    let mut mode = Mode::One(0);
    loop {
        // Runs of ASCII at once: they are most of the text.
        let is_other = |&byte: &u8| byte >= 0x80 || byte == BLOCK || PAIRS.iter().any(|pair| byte == pair.0);
        let run = bytes.iter().position(is_other).unwrap_or(bytes.len());
        let (plain, rest) = bytes.split_at(run);
        out.push_str(std::str::from_utf8(plain).unwrap_or_default());
        let Some((&byte, rest)) = rest.split_first() else {
            return out;
        };
        bytes = rest;
        let mut next = || {
            let (&byte, rest) = bytes.split_first().unwrap_or((&0, &[]));
            bytes = rest;
            u32::from(byte)
        };
        if byte == BLOCK {
            mode = Mode::One(next() * 128);
        } else if let Some(&(_, from)) = PAIRS.iter().find(|pair| byte == pair.0) {
            mode = Mode::Pair(from);
        } else {
            let byte = u32::from(byte);
            let code = match mode {
                Mode::One(block) => block + byte % 0x80,
                Mode::Pair(from) => from + (byte << 8 | next()) % SPAN,
            };
            out.push(char::from_u32(code).unwrap_or(' '));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_comes_back() {
        let text =
            "thank you\nдуже, спасибо\n谢谢 ありがとう\n감사합니다 धन्यवाद شكرا \u{e123}x\u{ffff}ÿ㄀龥ꀀ";
        assert_eq!(unpack(&pack(text)), text);
        assert_eq!(unpack(&pack("a\u{1}😀b")), "a  b");
        assert!(pack("спасибо").len() < "спасибо".len());
    }
}
