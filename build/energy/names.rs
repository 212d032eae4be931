//! Compiles the catalogue with every name a model answers to. One string holds all names; keys and names are
//! places in it, because most short names are part of a longer one.

use std::collections::BTreeMap;

use crate::energy::catalogue::Model;
use crate::energy::constants::EFFORTS;
use crate::energy::doc::Node;
use crate::energy::fold::{fold, without_date};

/// Returns the catalogue tables.
pub fn compile(aliases: &Node, models: &[Model], providers: &[String]) -> Result<String, String> {
    let mut keys = own_names(models);
    let mut scoped = BTreeMap::new();
    for alias in aliases.get("aliases")?.list()? {
        alias.get("why")?.text()?;
        let label = alias.get("label")?;
        let model = alias.get("model")?;
        let Some(index) = models
            .iter()
            .position(|known| Ok(known.name.as_str()) == model.text())
        else {
            return model.refuse("is no model of data/models.json");
        };
        let key = fold(label.text()?);
        // What a menu calls a way of answering, not a model.
        let mode = match alias.find("mode") {
            Some(mode) => mode
                .truth()
                .map_or_else(|| mode.refuse("must be true or false"), Ok)?,
            None => false,
        };
        match provider(&alias, providers)? {
            Some(provider) if scoped.contains_key(&(provider, key.clone())) => {
                return label.refuse("is listed twice for one provider");
            }
            Some(provider) => {
                scoped.insert((provider, key), (index, mode));
            }
            None if mode => return label.refuse("is a mode, so it needs a provider"),
            None if keys.get(&key).is_some_and(|known| known.1 == Rank::Own) => {
                return label.refuse("is already the name of a model");
            }
            None => {
                keys.insert(key.clone(), (key, Rank::Own, index));
            }
        }
    }
    let mut out = tables(models, &keys);
    let rows: String = scoped
        .iter()
        .map(|((p, key), (model, mode))| format!("({p}, {key:?}, {model}, {mode}), "))
        .collect();
    out += &format!(
        "pub static SCOPED: [(u8, &str, u16, bool); {}] = [{rows}];\n",
        scoped.len()
    );
    out += &rules(aliases, providers)?;
    Ok(out)
}

#[derive(Clone, Copy, PartialEq)]
enum Rank {
    Own,
    Derived,
}

type Keys = BTreeMap<String, (String, Rank, usize)>;

/// Names and aliases of the catalogue, then what can be read from them: the part after the `/`, and the name
/// without its date or channel, where no model is called so.
fn own_names(models: &[Model]) -> Keys {
    let mut keys = Keys::new();
    for (index, model) in models.iter().enumerate() {
        for name in model.aliases.iter().chain([&model.name]) {
            keys.entry(fold(name)).or_insert((name.clone(), Rank::Own, index));
        }
    }
    // The standing channel before the trial one before any dated build, the newest of those first.
    let mut order: Vec<usize> = (0..models.len()).collect();
    order.sort_by_key(|&index| {
        let name = &models[index].name;
        let channel = if name.ends_with("-latest") {
            0
        } else {
            1 + u8::from(!name.ends_with("-preview"))
        };
        (
            channel,
            std::cmp::Reverse(if channel == 2 { name.clone() } else { String::new() }),
        )
    });
    for index in order {
        let name = &models[index].name;
        let base = name.rsplit('/').next().unwrap_or(name);
        let mut shorter = vec![base.to_string()];
        for ending in ["-latest", "-preview"] {
            shorter.extend(base.strip_suffix(ending).map(str::to_string));
        }
        shorter.extend(without_date(&fold(base)).map(str::to_string));
        for text in shorter {
            keys.entry(fold(&text)).or_insert((text, Rank::Derived, index));
        }
    }
    keys
}

fn tables(models: &[Model], keys: &Keys) -> String {
    let mut texts: Vec<&str> = models.iter().map(|model| model.name.as_str()).collect();
    texts.extend(keys.values().map(|key| key.0.as_str()));
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    let mut pool = String::new();
    for text in texts {
        if !pool.contains(text) {
            pool += text;
        }
    }
    let place = |text: &str| (pool.find(text).unwrap_or_default(), text.len());
    let mut values = vec![0];
    let mut value = |number: u32| {
        values
            .iter()
            .position(|&known| known == number)
            .unwrap_or_else(|| {
                values.push(number);
                values.len() - 1
            })
    };
    let mut rows = String::new();
    for model in models {
        let (start, length) = place(&model.name);
        let numbers = [
            model.active.0,
            model.active.1,
            model.total.0,
            model.total.1,
            model.tokens_per_s,
            model.first_token_s,
        ]
        .map(&mut value);
        rows += &format!(
            "ModelRow {{ start: {start}, length: {length}, provider: {}, numbers: {numbers:?} }},\n",
            model.provider
        );
    }
    let key_rows: String = keys
        .values()
        .map(|(text, _, model)| {
            let (start, length) = place(text);
            format!("KeyRow {{ start: {start}, length: {length}, model: {model} }}, ")
        })
        .collect();
    format!(
        "pub static NAMES: &str = {pool:?};\n\
         pub static VALUES: [u32; {}] = {values:?};\n\
         pub static MODELS: [ModelRow; {}] = [{rows}];\n\
         pub static KEYS: [KeyRow; {}] = [{key_rows}];\n",
        values.len(),
        models.len(),
        keys.len(),
    )
}

fn provider(entry: &Node, providers: &[String]) -> Result<Option<u8>, String> {
    let Some(key) = entry.find("provider") else {
        return Ok(None);
    };
    match providers
        .iter()
        .position(|known| Ok(known.as_str()) == key.text())
    {
        Some(index) => Ok(Some(index as u8)),
        None => key.refuse("is no provider of data/energy.json"),
    }
}

/// Prefixes, rewrites, endings and effort words.
fn rules(aliases: &Node, providers: &[String]) -> Result<String, String> {
    let (mut prefixes, mut rewrites, mut endings, mut efforts) = (vec![], vec![], vec![], String::new());
    for row in aliases.get("prefixes")?.get("list")?.list()? {
        let Some(provider) = provider(&row, providers)? else {
            return row.refuse("must name a provider");
        };
        prefixes.push((provider, row.get("prefix")?.text()?));
    }
    for row in aliases.get("rewrites")?.list()? {
        let to = row.get("to")?;
        rewrites.push((row.get("from")?.text()?, to.text().unwrap_or_default()));
    }
    for ending in aliases.get("endings")?.get("list")?.list()? {
        endings.push(ending.text()?);
    }
    endings.sort_unstable();
    let words = aliases.get("effort_words")?.list()?;
    for row in &words {
        let effort = row.get("effort")?;
        let Some((_, variant)) = EFFORTS.iter().find(|known| Ok(known.0) == effort.text()) else {
            return effort.refuse("is no effort of data/energy.json");
        };
        let scope = provider(row, providers)?;
        efforts += &format!("({:?}, Effort::{variant}, {scope:?}), ", row.get("word")?.text()?);
    }
    Ok(format!(
        "pub static PREFIXES: [(u8, &str); {}] = {prefixes:?};\n\
         pub static REWRITES: [(&str, &str); {}] = {rewrites:?};\n\
         pub static ENDINGS: [&str; {}] = {endings:?};\n\
         pub static EFFORT_WORDS: [(&str, Effort, Option<u8>); {}] = [{efforts}];\n",
        prefixes.len(),
        rewrites.len(),
        endings.len(),
        words.len(),
    ))
}
