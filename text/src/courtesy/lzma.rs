//! Unpacks LZMA: the lexicon takes an eighth less of a package than under the package's own method, and less than half of
//! the core.
//!
//! Only what the build writes is read: one stream without a header, in which a letter is told by the letter before it
//! (`lc` = 3, `lp` = `pb` = 0). A crate that reads every kind of stream weighs as much as the packing saves.

/// How many bits of the byte before tell about the next.
pub const BEFORE: usize = 3;
/// Chances are counted in so many bits.
const CHANCE_BITS: u32 = 11;
const EVEN: u16 = 1 << (CHANCE_BITS - 1);

/// Unpacks a stream of which the length is known.
pub fn unpack(packed: &[u8], length: usize) -> Vec<u8> {
    let mut from = Range::new(packed);
    let mut chances = Chances::new();
    let mut out: Vec<u8> = Vec::with_capacity(length);
    let mut state = 0;
    // The last four distances back.
    let mut back = [0; 4];
    while out.len() < length {
        if from.bit(&mut chances.is_match[state]) == 0 {
            let before = usize::from(out.last().copied().unwrap_or(0)) >> (8 - BEFORE);
            let chances = &mut chances.literal[0x300 * before..];
            // Behind a match, the byte that would have gone on with it is a hint of what comes instead.
            let hint = if state < 7 { None } else { earlier(&out, back[0]) };
            out.push(from.literal(chances, hint));
            state = match state {
                0..4 => 0,
                4..10 => state - 3,
                _ => state - 6,
            };
            continue;
        }
        let count = if from.bit(&mut chances.is_repeat[state]) == 0 {
            let count = from.count(&mut chances.match_count);
            let distance = from.distance(&mut chances, count);
            back = [distance, back[0], back[1], back[2]];
            state = if state < 7 { 7 } else { 10 };
            count
        } else {
            let mut which = 0;
            if from.bit(&mut chances.is_older[0][state]) == 1 {
                which = 1;
                while which < 3 && from.bit(&mut chances.is_older[which][state]) == 1 {
                    which += 1;
                }
            } else if from.bit(&mut chances.is_long[state]) == 0 {
                state = if state < 7 { 9 } else { 11 };
                out.push(earlier(&out, back[0]).unwrap_or(0));
                continue;
            }
            back[..=which].rotate_right(1);
            state = if state < 7 { 8 } else { 11 };
            from.count(&mut chances.repeat_count)
        };
        let count = count.min(length - out.len());
        repeat(&mut out, back[0], count);
    }
    out
}

/// Writes so many bytes again, from so far back; what is written may be among them.
fn repeat(out: &mut Vec<u8>, distance: usize, mut count: usize) {
    let Some(from) = out.len().checked_sub(distance + 1) else {
        return out.resize(out.len() + count, 0);
    };
    while count > 0 {
        let there = count.min(out.len() - from);
        out.extend_from_within(from..from + there);
        count -= there;
    }
}

/// The byte so far back; nought is the last.
fn earlier(out: &[u8], distance: usize) -> Option<u8> {
    out.len().checked_sub(distance + 1).map(|at| out[at])
}

/// What is known of each choice, learnt on the way.
struct Chances {
    literal: Vec<u16>,
    is_match: [u16; 12],
    is_repeat: [u16; 12],
    is_older: [[u16; 12]; 3],
    is_long: [u16; 12],
    match_count: Count,
    repeat_count: Count,
    slot: [[u16; 64]; 4],
    near: [u16; 115],
    low_bits: [u16; 16],
}

struct Count {
    is_longer: [u16; 2],
    few: [u16; 8],
    some: [u16; 8],
    many: [u16; 256],
}

impl Chances {
    fn new() -> Self {
        let count = || Count {
            is_longer: [EVEN; 2],
            few: [EVEN; 8],
            some: [EVEN; 8],
            many: [EVEN; 256],
        };
        Self {
            literal: vec![EVEN; 0x300 << BEFORE],
            is_match: [EVEN; 12],
            is_repeat: [EVEN; 12],
            is_older: [[EVEN; 12]; 3],
            is_long: [EVEN; 12],
            match_count: count(),
            repeat_count: count(),
            slot: [[EVEN; 64]; 4],
            near: [EVEN; 115],
            low_bits: [EVEN; 16],
        }
    }
}

/// The bytes as one long number, of which each choice takes its share.
struct Range<'p> {
    rest: &'p [u8],
    range: u32,
    code: u32,
}

impl<'p> Range<'p> {
    fn new(packed: &'p [u8]) -> Self {
        let mut range = Range {
            rest: packed,
            range: u32::MAX,
            code: 0,
        };
        (0..5).for_each(|_| range.take());
        range
    }

    #[inline(always)]
    fn take(&mut self) {
        let (byte, rest) = self.rest.split_first().unwrap_or((&0, &[]));
        self.rest = rest;
        self.code = self.code << 8 | u32::from(*byte);
    }

    #[inline(always)]
    fn fill(&mut self) {
        if self.range < 1 << 24 {
            self.range <<= 8;
            self.take();
        }
    }

    // A worker that was just woken unpacks before it counts its first message, and is compiled for size: said here, a choice takes
    // half the instructions.
    #[inline(always)]
    fn bit(&mut self, chance: &mut u16) -> usize {
        self.fill();
        let bound = (self.range >> CHANCE_BITS) * u32::from(*chance);
        if self.code < bound {
            self.range = bound;
            *chance += ((1 << CHANCE_BITS) - *chance) >> 5;
            0
        } else {
            self.range -= bound;
            self.code -= bound;
            *chance -= *chance >> 5;
            1
        }
    }

    /// A number of so many bits, the highest first, each told by those before it.
    fn tree(&mut self, chances: &mut [u16], bits: u32) -> usize {
        let mut number = 1;
        for _ in 0..bits {
            number = number << 1 | self.bit(&mut chances[number]);
        }
        number - (1 << bits)
    }

    /// The same with the lowest bit first.
    fn tree_from_below(&mut self, chances: &mut [u16], bits: u32) -> usize {
        let (mut node, mut number) = (1, 0);
        for place in 0..bits {
            let bit = self.bit(&mut chances[node]);
            node = node << 1 | bit;
            number |= bit << place;
        }
        number
    }

    /// A number of so many bits of which nothing is known.
    fn plain(&mut self, bits: u32) -> usize {
        let mut number = 0;
        for _ in 0..bits {
            self.fill();
            self.range >>= 1;
            let bit = self.code >= self.range;
            self.code -= if bit { self.range } else { 0 };
            number = number << 1 | usize::from(bit);
        }
        number
    }

    fn literal(&mut self, chances: &mut [u16], hint: Option<u8>) -> u8 {
        let mut symbol = 1;
        let mut hint = hint.map(usize::from);
        while symbol < 0x100 {
            let expected = hint.map(|hint| hint >> 7 & 1);
            let row = expected.map_or(0, |bit| (1 + bit) << 8);
            let bit = self.bit(&mut chances[row + symbol]);
            symbol = symbol << 1 | bit;
            hint = hint.filter(|_| expected == Some(bit)).map(|hint| hint << 1);
        }
        symbol as u8
    }

    fn count(&mut self, chances: &mut Count) -> usize {
        if self.bit(&mut chances.is_longer[0]) == 0 {
            2 + self.tree(&mut chances.few, 3)
        } else if self.bit(&mut chances.is_longer[1]) == 0 {
            10 + self.tree(&mut chances.some, 3)
        } else {
            18 + self.tree(&mut chances.many, 8)
        }
    }

    fn distance(&mut self, chances: &mut Chances, count: usize) -> usize {
        let slot = self.tree(&mut chances.slot[count.min(5) - 2], 6);
        if slot < 4 {
            return slot;
        }
        let bits = (slot >> 1) as u32 - 1;
        let first = (2 | slot & 1) << bits;
        if slot < 14 {
            first + self.tree_from_below(&mut chances.near[first - slot..], bits)
        } else {
            let high = self.plain(bits - 4) << 4;
            first + high + self.tree_from_below(&mut chances.low_bits, 4)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lzma_rust2::{EncodeMode, LzmaOptions, LzmaWriter, MfType};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let options = LzmaOptions {
            lc: BEFORE as u32,
            lp: 0,
            pb: 0,
            mode: EncodeMode::Normal,
            mf: MfType::Bt4,
            ..LzmaOptions::default()
        };
        let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false).expect("options");
        writer.write_all(bytes).expect("memory");
        writer.finish().expect("memory")
    }

    #[test]
    fn what_was_packed_comes_back() {
        let mut noise = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            noise = noise.wrapping_mul(0x9e37_79b1).rotate_left(9) ^ 0x55;
            noise as u8
        })
        .take(70_000)
        .collect();
        // Near and far, short and long matches, and bytes that nothing tells of.
        let mut mixed = noise[..3_000].to_vec();
        for (at, byte) in noise.iter().enumerate().skip(3_000).step_by(7) {
            let from = at * usize::from(*byte) % (mixed.len() - 300);
            mixed.extend_from_within(from..from + 1 + usize::from(*byte));
            mixed.push(*byte);
        }
        let source = include_bytes!("lzma.rs");
        for bytes in [&b""[..], b"a", b"abababababababab", source, &noise, &mixed] {
            assert!(
                unpack(&packed(bytes), bytes.len()) == bytes,
                "{} bytes",
                bytes.len()
            );
        }
    }

    #[test]
    fn a_torn_stream_ends_all_the_same() {
        let bytes = packed(include_bytes!("lzma.rs"));
        assert_eq!(unpack(&bytes[..100], 5_000).len(), 5_000);
        assert_eq!(unpack(&[], 10).len(), 10);
        assert_eq!(unpack(&[0xff; 50], 1_000).len(), 1_000);
    }
}
