//! Modules that pages share ship as one file for each folder, and the background with its own modules as one: a browser asks for
//! each module by itself, and that, not the code, is most of what opening a page takes. Nothing is renamed, reordered within a
//! file or minified: a joined file is its modules one below the other, each under its name.
//!
//! Only this project's way of writing modules is understood: imports at the top of a file, named ones from its own files,
//! `export` before a declaration. What is written otherwise, or a name that two modules of a file declare, ends the build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::Outcome;

/// Folders of which each becomes one file, [`ALL`] in it.
const FOLDERS: [&str; 2] = ["ui", "dashboard"];
const ALL: &str = "all.js";
/// Is joined with what it imports, but for what the build makes: the core's bridge and the addresses.
const BACKGROUND: &str = "background.js";
const MADE: [&str; 2] = ["core/core.js", "sites.js"];

/// Texts by their path from the package's root.
type Files = BTreeMap<String, String>;

/// A module: what it imports, and the rest.
struct Module {
    /// Each statement as it is written, and the file it names from the package's root.
    imports: Vec<(String, String)>,
    body: String,
}
type Modules = BTreeMap<String, Module>;

/// Joins what is to be joined in this package's folder.
pub fn join(folder: &Path) -> Outcome {
    let failed = |name: &str, why: std::io::Error| format!("{}: {why}", folder.join(name).display());
    let mut before = Files::new();
    read(folder, folder, &mut before)?;
    let after = joined(&before)?;
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        fs::remove_file(folder.join(name)).map_err(|why| failed(name, why))?;
    }
    for (name, text) in &after {
        fs::write(folder.join(name), text).map_err(|why| failed(name, why))?;
    }
    Ok(())
}

/// Reads the modules of a folder and of those below it. A script that neither imports nor exports is none.
fn read(base: &Path, folder: &Path, files: &mut Files) -> Outcome {
    let failed = |path: &Path, why: std::io::Error| format!("{}: cannot be read ({why})", path.display());
    for entry in fs::read_dir(folder).map_err(|why| failed(folder, why))? {
        let path = entry.map_err(|why| failed(folder, why))?.path();
        if path.is_dir() {
            read(base, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(base).unwrap_or(&path).to_string_lossy();
        let name = name.replace('\\', "/");
        if name.ends_with(".js") && !MADE.contains(&name.as_str()) {
            let text = fs::read_to_string(&path).map_err(|why| failed(&path, why))?;
            let is_module = |line: &str| line.starts_with("import ") || line.starts_with("export ");
            if text.lines().any(is_module) {
                files.insert(name, text);
            }
        }
    }
    Ok(())
}

/// The modules as they ship.
fn joined(files: &Files) -> Result<Files, String> {
    let mut modules = Modules::new();
    for (name, text) in files {
        modules.insert(name.clone(), parse(name, text)?);
    }
    let only = [BACKGROUND.to_owned()];
    let background = in_order(&modules, &only, &|_| true)?;
    let mut after = Files::from([(BACKGROUND.to_owned(), together(&modules, &background)?)]);
    // What only the background imports is in it; what a page needs, stays.
    let others: Vec<String> = modules
        .keys()
        .filter(|name| !background.contains(name))
        .cloned()
        .collect();
    let needed = in_order(&modules, &others, &|_| true)?;
    let gone: Vec<&String> = background.iter().filter(|name| !needed.contains(name)).collect();

    let mut moved = BTreeMap::new();
    for part in FOLDERS {
        let inside = |name: &str| name.rsplit_once('/').is_some_and(|(folder, _)| folder == part);
        let names: Vec<String> = modules.keys().filter(|name| inside(name)).cloned().collect();
        let all = format!("{part}/{ALL}");
        after.insert(
            all.clone(),
            together(&modules, &in_order(&modules, &names, &inside)?)?,
        );
        moved.extend(names.into_iter().map(|name| (name, all.clone())));
    }
    for (name, module) in modules {
        if !moved.contains_key(&name) && !gone.contains(&&name) {
            after.insert(
                name,
                module
                    .imports
                    .into_iter()
                    .map(|(statement, _)| statement + "\n")
                    .collect::<String>()
                    + &module.body,
            );
        }
    }
    let names: Vec<String> = after.keys().cloned().collect();
    for name in names {
        let renamed = imports_renamed(&name, &after[&name], &moved)?;
        for (statement, of) in parse(&name, &renamed)?.imports {
            if !after.contains_key(&of) && !MADE.contains(&of.as_str()) {
                return Err(format!("{name}: {statement} names a file that does not ship"));
            }
        }
        after.insert(name, renamed);
    }
    Ok(after)
}

/// The text with the files that were moved called by their new names, each file once.
fn imports_renamed(name: &str, text: &str, moved: &BTreeMap<String, String>) -> Result<String, String> {
    let mut module = parse(name, text)?;
    for (_, of) in &mut module.imports {
        if let Some(all) = moved.get(of) {
            *of = all.clone();
        }
    }
    Ok(statements(name, module.imports.iter()) + &module.body)
}

/// These imports as this module has them, one for each file where they are named.
fn statements<'a>(name: &str, imports: impl Iterator<Item = &'a (String, String)>) -> String {
    let (mut named, mut others) = (BTreeMap::<&str, BTreeSet<&str>>::new(), BTreeSet::new());
    for (statement, of) in imports {
        let what = statement
            .trim_start_matches("import ")
            .split(" from \"")
            .next()
            .unwrap_or_default();
        match what.strip_prefix("{ ").and_then(|what| what.strip_suffix(" }")) {
            Some(list) => named.entry(of).or_default().extend(list.split(", ")),
            None => drop(others.insert(format!("import {what} from \"{}\";\n", relative(name, of)))),
        }
    }
    let named = named.into_iter().map(|(of, list)| {
        let list: Vec<&str> = list.into_iter().collect();
        format!(
            "import {{ {} }} from \"{}\";\n",
            list.join(", "),
            relative(name, of)
        )
    });
    others.into_iter().chain(named).collect()
}

fn parse(name: &str, text: &str) -> Result<Module, String> {
    let mut module = Module {
        imports: Vec::new(),
        body: String::new(),
    };
    for line in text.lines() {
        if !line.starts_with("import ") {
            module.body.push_str(line);
            module.body.push('\n');
            continue;
        }
        let of = line
            .strip_suffix("\";")
            .and_then(|line| line.rsplit_once(" from \""));
        let (_, of) = of.ok_or(format!(
            "{name}: an import stands on one line and names its file; this does not: {line}"
        ))?;
        module.imports.push((line.to_owned(), resolved(name, of)));
    }
    Ok(module)
}

/// These modules, and what of their imports is wanted, each after what it imports.
fn in_order(
    modules: &Modules,
    names: &[String],
    wanted: &dyn Fn(&str) -> bool,
) -> Result<Vec<String>, String> {
    let mut order = Vec::new();
    for name in names {
        visit(modules, name, wanted, &mut Vec::new(), &mut order)?;
    }
    Ok(order)
}

/// `way` are the modules that led here.
fn visit<'m>(
    modules: &'m Modules,
    name: &'m str,
    wanted: &dyn Fn(&str) -> bool,
    way: &mut Vec<&'m str>,
    order: &mut Vec<String>,
) -> Outcome {
    if way.contains(&name) {
        return Err(format!(
            "{} → {name}: modules import each other in a circle",
            way.join(" → ")
        ));
    }
    let Some(module) = modules
        .get(name)
        .filter(|_| !order.iter().any(|known| known == name))
    else {
        return Ok(());
    };
    way.push(name);
    for (_, of) in module.imports.iter().filter(|(_, of)| wanted(of)) {
        visit(modules, of, wanted, way, order)?;
    }
    way.pop();
    order.push(name.to_owned());
    Ok(())
}

/// These modules as one, which stands where the last does; imports of other files come first.
fn together(modules: &Modules, names: &[String]) -> Result<String, String> {
    let into = names.last().map_or("", String::as_str);
    let (mut declared, mut imports, mut body) = (BTreeMap::new(), Vec::new(), String::new());
    for name in names {
        let module = &modules[name];
        for import in &module.imports {
            let (statement, of) = import;
            match (names.contains(of), statement.contains(" as ")) {
                (true, true) => {
                    return Err(format!(
                        "{name}: {statement} gives a name of {of} another; they ship as one file, so it keeps its own"
                    ));
                }
                (true, false) => {}
                (false, _) => imports.push(import),
            }
        }
        for known in module.body.lines().flat_map(declared_by) {
            if let Some(other) = declared.insert(known, name) {
                return Err(format!(
                    "{name} and {other} both declare {known}; they ship as one file, so one must be called otherwise"
                ));
            }
        }
        body.push_str(&format!("// {name}\n{}", module.body));
    }
    Ok(statements(into, imports.into_iter()) + &body)
}

/// The names that a line at the top of a module declares.
fn declared_by(line: &str) -> Vec<&str> {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    let words = ["const ", "let ", "class ", "function ", "function* "];
    let Some(rest) = words.iter().find_map(|word| line.strip_prefix(word)) else {
        return Vec::new();
    };
    let end = match rest.as_bytes().first() {
        Some(b'[') => rest.find(']'),
        Some(b'{') => rest.find('}'),
        _ => rest.find(|c: char| !is_of_name(c)),
    };
    let names = rest[..end.unwrap_or(rest.len())].split(|c| !is_of_name(c));
    names.filter(|name| !name.is_empty()).collect()
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// The file that this one names so, from the package's root.
fn resolved(from: &str, named: &str) -> String {
    let mut path: Vec<&str> = from.split('/').collect();
    path.pop();
    for step in named.split('/') {
        match step {
            "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// How this file names that one.
fn relative(from: &str, of: &str) -> String {
    let (from, of): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), of.split('/').collect());
    let same = from
        .iter()
        .zip(&of)
        .take(from.len() - 1)
        .take_while(|(a, b)| a == b)
        .count();
    let up = "../".repeat(from.len() - 1 - same);
    format!(
        "{}{}",
        if up.is_empty() { "./" } else { &up },
        of[same..].join("/")
    )
}

#[cfg(test)]
mod tests;
