//! Compiles what the awareness week has to know: kinds of sites, classes of messages, crowds.

use std::path::Path;

use super::energy::doc::{Doc, Node};

/// Returns the Rust source of the tables, or one sentence naming file and key.
pub fn compile(data: &Path) -> Result<String, String> {
    let doc = Doc::open(data, "class.json")?;
    let root = doc.root();
    let (mut keys, mut sites) = (Vec::new(), Vec::new());
    for (kind, node) in root.get("kinds")?.list()?.iter().enumerate() {
        keys.push(node.get("key")?.text()?.to_owned());
        for site in node.get("sites")?.list()? {
            let id = site.text()?;
            if !data.join(format!("sites/{id}.json")).is_file() {
                return site.refuse("is no file of data/sites");
            }
            sites.push((id.to_owned(), kind));
        }
    }
    if keys.len() != 4 {
        return root
            .get("kinds")?
            .refuse("must be four: hand-ins have room for so many");
    }
    sites.sort();
    if let Some(pair) = sites.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return root.get("kinds")?.refuse(&format!("holds {:?} twice", pair[0].0));
    }
    let (bands, people) = (rising(&root.get("bands")?)?, rising(&root.get("people")?)?);
    if bands.first() != Some(&0) {
        return root.get("bands")?.refuse("must begin with 0");
    }
    let order: Vec<usize> = places(&root.get("bands_order")?, bands.len())?;
    Ok(format!(
        "pub(super) const KINDS: [&str; 4] = {keys:?};\npub(super) const SITES: [(&str, usize); {}] = {sites:?};\n\
         pub(super) const BANDS: [u64; {}] = {bands:?};\npub(super) const BANDS_ORDER: [usize; {}] = {order:?};\npub(super) const PEOPLE: [u64; {}] = {people:?};\n",
        sites.len(),
        bands.len(),
        bands.len(),
        people.len(),
    ))
}

/// Whole numbers, each above the one before.
fn rising(node: &Node<'_>) -> Result<Vec<u64>, String> {
    let mut numbers = Vec::new();
    for item in node.list()? {
        let number = item.amount()?;
        if number.fract() != 0.0 || numbers.last().is_some_and(|last| number as u64 <= *last) {
            return item.refuse("must be a whole number above the one before");
        }
        numbers.push(number as u64);
    }
    Ok(numbers)
}

/// Every place of a list once, in any order.
fn places(node: &Node<'_>, count: usize) -> Result<Vec<usize>, String> {
    let mut places = Vec::new();
    for item in node.list()? {
        places.push(item.amount()? as usize);
    }
    match (0..count).all(|place| places.contains(&place)) && places.len() == count {
        true => Ok(places),
        false => node.refuse("must hold every place of 'bands' once, from 0"),
    }
}
