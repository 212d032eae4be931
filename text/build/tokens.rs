//! Compiles the token weights: sorted code-point ranges, each with the class whose weight counts.

use std::path::Path;

use crate::doc::{Doc, Node};

/// Compiles the weights of `energy.json` in this folder.
pub fn of(data: &Path) -> Result<String, String> {
    compile(&Doc::open(data, "energy.json")?.root().get("tokens")?)
}

/// Returns the tables `TOKEN_WEIGHTS`, `TOKEN_RANGES`, the English rule and the places of the classes it needs.
fn compile(tokens: &Node) -> Result<String, String> {
    let classes = tokens.get("classes")?;
    let (mut names, mut weights, mut ranges) = (Vec::new(), Vec::new(), Vec::new());
    for (index, class) in classes.list()?.iter().enumerate() {
        names.push(class.get("class")?.text()?);
        weights.push(class.get("weight")?.amount()?);
        for range in class.get("ranges")?.list()? {
            let text = range.text()?;
            let (first, last) = text.split_once('-').unwrap_or((text, text));
            match (u32::from_str_radix(first, 16), u32::from_str_radix(last, 16)) {
                (Ok(first), Ok(last)) if first <= last => ranges.push((first, last, index as u8, range)),
                _ => return range.refuse("must be a code point or two, in hexadecimal, as 41-5A"),
            }
        }
    }
    ranges.sort_by_key(|range| range.0);
    for pair in ranges.windows(2) {
        if pair[1].0 <= pair[0].1 {
            return pair[1]
                .3
                .refuse(&format!("overlaps the range that starts at {:X}", pair[0].0));
        }
    }
    let place = |name: &str| match names.iter().position(|known| *known == name) {
        Some(place) => Ok(place),
        None => classes.refuse(&format!("must hold the class '{name}'")),
    };
    let english = tokens.get("english")?;
    let mut words = Vec::new();
    for word in english.get("stop_words")?.list()? {
        let text = word.text()?;
        if text.is_empty() || text.len() > 8 || !text.bytes().all(|letter| letter.is_ascii_lowercase()) {
            return word.refuse("must be one to eight small letters without accents");
        }
        words.push(
            text.bytes()
                .fold(0_u64, |number, letter| number << 8 | u64::from(letter)),
        );
    }
    words.sort_unstable();
    // Most letters are of the first 128, and those need no search.
    let other = place("other")? as u8;
    let ascii: Vec<u8> = (0..128)
        .map(|point| {
            let holds = ranges
                .iter()
                .find(|(first, last, ..)| (*first..=*last).contains(&point));
            holds.map_or(other, |range| range.2)
        })
        .collect();
    let letter = place("letter")? as u8;
    if (0..128_u8).any(|point| point.is_ascii_alphabetic() && ascii[usize::from(point)] != letter) {
        return classes
            .refuse("must hold all of A-Z and a-z in the class 'letter', which the core counts by the word");
    }
    let rows: String = ranges
        .iter()
        .map(|(a, b, class, _)| format!("({a}, {b}, {class}), "))
        .collect();
    Ok(format!(
        "pub static TOKEN_WEIGHTS: [f64; {}] = {weights:?};\n\
         pub static TOKEN_RANGES: [(u32, u32, u8); {}] = [{rows}];\n\
         pub static TOKEN_ASCII: [u8; 128] = {ascii:?};\n\
         pub const CLASS_LETTER_IN_ENGLISH: u8 = {};\n\
         pub const CLASS_LETTER: u8 = {};\n\
         pub const CLASS_ACCENTED: u8 = {};\n\
         pub const CLASS_ACCENTED_EASTERN: u8 = {};\n\
         pub const CLASS_OTHER: u8 = {};\n\
         pub const ENGLISH_SHARE: f64 = {:?};\n\
         pub const ACCENTED_SHARE: f64 = {:?};\n\
         pub static STOP_WORDS: [u64; {}] = {words:?};\n",
        weights.len(),
        ranges.len(),
        place("letter-in-english")?,
        place("letter")?,
        place("accented")?,
        place("accented-eastern")?,
        place("other")?,
        english.get("stop_word_share_above")?.amount()?,
        english.get("accented_share_below")?.amount()?,
        words.len(),
    ))
}
