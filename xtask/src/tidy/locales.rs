//! Every text exists in every language, with the same placeholders and the plural forms the language needs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

/// CLDR plural categories for whole numbers, by language.
const PLURALS: &[(&str, &[&str])] = &[
    ("en", &["one", "other"]),
    ("fr", &["one", "many", "other"]),
    ("de", &["one", "other"]),
    ("es", &["one", "many", "other"]),
    ("it", &["one", "many", "other"]),
    ("pt", &["one", "many", "other"]),
    ("nl", &["one", "other"]),
    ("pl", &["one", "few", "many", "other"]),
    ("ru", &["one", "few", "many", "other"]),
    ("ar", &CATEGORIES),
    ("zh", &["other"]),
    ("ja", &["other"]),
];
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

type Messages = BTreeMap<String, (String, BTreeSet<String>)>;

/// Checks `extension/_locales` against the keys that pages and scripts use.
pub fn check(root: &Path) -> Result<Vec<String>, String> {
    let mut findings = Vec::new();
    let english = messages(root, "en", &mut findings)?;
    findings.extend(lists(root)?);
    for &(language, forms) in PLURALS {
        let own = messages(root, language, &mut findings)?;
        let shown = format!("extension/_locales/{language}/messages.json");
        for (base, forms_used) in plural_keys(&own) {
            for form in forms.iter().filter(|form| !forms_used.contains(**form)) {
                findings.push(format!(
                    "{shown}: \"{base}\" has no form for \"{form}\"; add \"{base}_{form}\""
                ));
            }
            for form in forms_used.iter().filter(|form| !forms.contains(&form.as_str())) {
                findings.push(format!(
                    "{shown}: \"{base}_{form}\" is a form {language} never uses; remove it"
                ));
            }
        }
        let plural_bases: BTreeSet<String> = plural_keys(&english).into_keys().collect();
        for (key, (_, placeholders)) in &english {
            if is_plural_of(key, &plural_bases).is_some() {
                continue;
            }
            match own.get(key) {
                None => findings.push(format!("{shown}: \"{key}\" is missing; English has it")),
                Some((_, mine)) if mine != placeholders => {
                    findings.push(format!(
                        "{shown}: \"{key}\" has placeholders {mine:?}, English has {placeholders:?}"
                    ));
                }
                Some(_) => {}
            }
        }
        for base in &plural_bases {
            if !own.keys().any(|key| {
                key.strip_prefix(base.as_str())
                    .is_some_and(|rest| rest.starts_with('_'))
            }) {
                findings.push(format!(
                    "{shown}: the plural \"{base}\" is missing; English has it"
                ));
            }
        }
        for key in own.keys() {
            if !english.contains_key(key) && is_plural_of(key, &plural_bases).is_none() {
                findings.push(format!(
                    "{shown}: \"{key}\" is not in English; remove it or add it there"
                ));
            }
        }
    }
    findings.extend(uses(root, &english)?);
    Ok(findings)
}

/// The lists that name every language: each must name the folders of `_locales`, and no other.
fn lists(root: &Path) -> Result<Vec<String>, String> {
    let mut folders = BTreeSet::new();
    for file in super::files_below(root, "extension/_locales")? {
        folders.extend(file.split('/').nth(2).map(str::to_owned));
    }
    let (script, schema, policies) = (
        super::read(root, "extension/ui/i18n.js")?,
        super::read(root, "extension/managed_schema.json")?,
        super::read(root, "docs/policies/README.md")?,
    );
    let schema: Value =
        serde_json::from_str(&schema).map_err(|why| format!("extension/managed_schema.json: {why}"))?;
    let allowed = schema["properties"]["language"]["enum"].as_array();
    let words = |text: &str| text.split(' ').map(str::to_owned).collect();
    let named: [(&str, BTreeSet<String>); 4] = [
        (
            "xtask/src/tidy/locales.rs: PLURALS",
            PLURALS
                .iter()
                .map(|(language, _)| (*language).to_owned())
                .collect(),
        ),
        (
            "extension/ui/i18n.js: LANGUAGES",
            words(&between(&script, "LANGUAGES = [", "]").replace(['"', ','], "")),
        ),
        (
            "extension/managed_schema.json: language",
            allowed
                .into_iter()
                .flatten()
                .filter_map(|code| code.as_str().map(str::to_owned))
                .collect(),
        ),
        (
            "docs/policies/README.md: `language`",
            words(between(&policies, "the pages' language (`", "`")),
        ),
    ];
    let mut findings = Vec::new();
    for (list, codes) in named {
        for code in folders.difference(&codes) {
            findings.push(format!(
                "{list} does not name \"{code}\", a folder of extension/_locales; add it"
            ));
        }
        for code in codes.difference(&folders) {
            findings.push(format!(
                "{list} names \"{code}\", which has no folder in extension/_locales; remove it"
            ));
        }
    }
    Ok(findings)
}

/// What stands after the first of `before`, up to `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).map_or("", |(_, rest)| rest);
    rest.split_once(after).map_or("", |(found, _)| found)
}

/// Keys used but missing, and keys that nothing uses.
fn uses(root: &Path, english: &Messages) -> Result<Vec<String>, String> {
    let mut findings = Vec::new();
    let mut sources = super::read(root, "manifest.json")?;
    for file in super::files_below(root, "extension")? {
        if [".js", ".html"].iter().any(|ending| file.ends_with(ending)) {
            let text = super::read(root, &file)?;
            for used in attribute_values(&text, "data-i18n")
                .into_iter()
                .chain(asked_for(&text))
            {
                let known = english.contains_key(&used) || english.contains_key(&format!("{used}_other"));
                if !known {
                    findings.push(format!(
                        "{file}: uses the text \"{used}\", which English does not have"
                    ));
                }
            }
            sources.push_str(&text);
        }
    }
    let families = built_at_run_time(&sources);
    for key in english.keys() {
        let base = CATEGORIES
            .iter()
            .find_map(|c| key.strip_suffix(c)?.strip_suffix('_'))
            .unwrap_or(key);
        let used = [key.as_str(), base].iter().any(|name| {
            sources.contains(&format!("\"{name}\"")) || sources.contains(&format!("__MSG_{name}__"))
        });
        if !used && !families.iter().any(|family| key.starts_with(family.as_str())) {
            findings.push(format!(
                "extension/_locales/en/messages.json: nothing uses \"{key}\"; remove it"
            ));
        }
    }
    Ok(findings)
}

/// The keys that a script asks for by name: `t("key")` and `plural("key"`.
fn asked_for(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for call in ["t(\"", "plural(\""] {
        for (at, _) in text.match_indices(call) {
            let before = text[..at].chars().next_back();
            let whole = before.is_none_or(|c| !c.is_alphanumeric() && !"_$".contains(c));
            let key = text[at + call.len()..].split('"').next().unwrap_or_default();
            if whole && !key.is_empty() {
                keys.push(key.to_owned());
            }
        }
    }
    keys
}

/// The beginnings of keys that a script completes at run time: `kind_` of a template such as `kind_${category}`.
fn built_at_run_time(sources: &str) -> BTreeSet<String> {
    sources
        .split('`')
        .filter_map(|template| {
            template
                .split_once("${")
                .map(|(beginning, _)| beginning.to_owned())
        })
        .filter(|beginning| {
            beginning.ends_with('_') && beginning.chars().all(|c| c == '_' || c.is_ascii_lowercase())
        })
        .collect()
}

fn attribute_values(text: &str, attribute: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in text.split(attribute).skip(1) {
        // data-i18n="key" and data-i18n-title="key" alike
        if let Some((before, rest)) = part.split_once("=\"")
            && before.chars().all(|c| c == '-' || c.is_ascii_lowercase())
            && let Some((value, _)) = rest.split_once('"')
        {
            found.push(value.to_owned());
        }
    }
    found
}

fn plural_keys(messages: &Messages) -> BTreeMap<String, BTreeSet<String>> {
    let mut bases: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for key in messages.keys() {
        if let Some(base) = key.strip_suffix("_other") {
            let forms = CATEGORIES
                .iter()
                .filter(|c| messages.contains_key(&format!("{base}_{c}")));
            bases.insert(base.to_owned(), forms.map(|c| (*c).to_owned()).collect());
        }
    }
    bases
}

fn is_plural_of(key: &str, bases: &BTreeSet<String>) -> Option<String> {
    CATEGORIES.iter().find_map(|c| {
        let base = key.strip_suffix(c)?.strip_suffix('_')?;
        bases.contains(base).then(|| base.to_owned())
    })
}

fn messages(root: &Path, language: &str, findings: &mut Vec<String>) -> Result<Messages, String> {
    let name = format!("extension/_locales/{language}/messages.json");
    let file: Value =
        serde_json::from_str(&super::read(root, &name)?).map_err(|why| format!("{name}: {why}"))?;
    let mut messages = Messages::new();
    for (key, entry) in file.as_object().into_iter().flatten() {
        let text = entry["message"].as_str().unwrap_or_default().to_owned();
        if text.trim().is_empty() {
            findings.push(format!("{name}: \"{key}\" has an empty message"));
        }
        let used: BTreeSet<String> = text
            .split('$')
            .skip(1)
            .step_by(2)
            .map(|word| word.to_lowercase())
            .filter(|w| !w.is_empty())
            .collect();
        let declared: BTreeSet<String> = entry["placeholders"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.to_lowercase())
            .collect();
        if used != declared {
            findings.push(format!(
                "{name}: \"{key}\" uses placeholders {used:?} but declares {declared:?}"
            ));
        }
        messages.insert(key.clone(), (text, used));
    }
    Ok(messages)
}
