//! `build`: compiles the core to WASM, binds it, and lays out one folder and one zip file per browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Outcome, comments, joined, manifest, network, words, zipped};

/// The browsers' folders in `dist/`.
pub const TARGETS: [&str; 2] = ["chrome", "firefox"];

/// Upper bounds in bytes; a build above one fails.
const CONTENT_BUDGET: u64 = 10_000;
/// The package without interface languages, and what each of them may add: together 630,000 for twelve.
const PACKAGE_BUDGET: u64 = 510_000;
const LANGUAGE_BUDGET: u64 = 10_000;
const WASM_BUDGET: u64 = 900_000;
/// Where package and WASM core have to come; until they are there, each build prints how far they are.
pub const PACKAGE_GOAL: u64 = 300_000;
pub const WASM_GOAL: u64 = 200_000;

/// Files of `extension/` that do not ship: types, and the drawing of which the smallest icon is a picture.
const LEFT_HERE: [&str; 2] = [".d.ts", "icon-16.svg"];

/// What a school may set, as Chrome and Edge want it described; Firefox knows no such file.
const CHROME_ONLY: &str = "managed_schema.json";

/// Builds everything into `dist/` and returns its path.
pub fn build(root: &Path) -> Result<PathBuf, String> {
    let wasm = compile(root, &[])?;
    let dist = root.join("dist");
    let bound = root.join("target/bound");
    bind(&wasm, &bound, Kind::Web)?;
    let sites = manifest::read_sites(root)?;
    for target in TARGETS {
        let folder = dist.join(target);
        clear(&folder)?;
        copy_folder(&root.join("extension"), &folder)?;
        if target != "chrome" {
            let schema = folder.join(CHROME_ONLY);
            fs::remove_file(&schema).map_err(|why| format!("{}: {why}", schema.display()))?;
        }
        words::lay_out(&folder)?;
        copy_folder(&bound, &folder.join("core"))?;
        joined::join(&folder)?;
        comments::take_out(&folder)?;
        write(
            &folder.join("manifest.json"),
            &manifest::render(root, target, &sites)?,
        )?;
        write(&folder.join("sites.js"), &manifest::send_urls(&sites))?;
        network::check(&folder)?;
        let zip = dist.join(format!("merciwatt-{target}.zip"));
        let size = zipped::zip_folder(&folder, &zip)?;
        let languages = fs::read_dir(folder.join("_locales")).map_or(0, |all| all.count() as u64);
        let most = PACKAGE_BUDGET + languages * LANGUAGE_BUDGET;
        println!("dist/{target}: package {size} bytes (at most {most}, goal {PACKAGE_GOAL})");
        if size > most {
            return Err(format!(
                "the {target} package has {size} bytes; at most {most} are allowed with {languages} languages \
                 (PACKAGE_BUDGET and LANGUAGE_BUDGET in xtask/src/bundle.rs); take out {} bytes, or raise a bound there and \
                 say why",
                size - most
            ));
        }
    }
    check_budgets(&dist.join("chrome"))?;
    Ok(dist)
}

fn check_budgets(folder: &Path) -> Outcome {
    let size = |file: &str| {
        fs::metadata(folder.join(file))
            .map(|meta| meta.len())
            .map_err(|why| format!("{file}: {why}"))
    };
    let (content, wasm) = (size("content.js")?, size("core/core_bg.wasm")?);
    println!(
        "content script: {content} bytes (at most {CONTENT_BUDGET}); WASM core: {wasm} bytes (at most {WASM_BUDGET}, \
         goal {WASM_GOAL})"
    );
    if wasm > WASM_BUDGET {
        return Err(format!(
            "the WASM core has {wasm} bytes; at most {WASM_BUDGET} are allowed"
        ));
    }
    if content > CONTENT_BUDGET {
        return Err(format!(
            "content.js has {content} bytes; at most {CONTENT_BUDGET} are allowed"
        ));
    }
    Ok(())
}

/// How the WASM module is to be loaded.
pub enum Kind {
    /// By a browser: an ES module.
    Web,
    /// By Node, for comparing it with the native core.
    Node,
}

/// Compiles the core to WASM. Paths of this machine are kept out of the file, so that the same source gives the same
/// bytes anywhere.
pub fn compile(root: &Path, features: &[&str]) -> Result<PathBuf, String> {
    let flags = without_places(root)?;
    let target_dir = root.join("target/wasm");
    let status = Command::new(env!("CARGO"))
        .current_dir(root)
        .args([
            "build",
            "--release",
            "--lib",
            "--package",
            "merciwatt",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .args(["--features", &features.join(",")])
        .arg("--target-dir")
        .arg(&target_dir)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .status()
        .map_err(|why| format!("cargo could not be started: {why}"))?;
    if !status.success() {
        return Err("the core does not compile to WASM; the compiler's words are above".into());
    }
    Ok(target_dir.join("wasm32-unknown-unknown/release/merciwatt.wasm"))
}

/// Flags that name every place of this machine alike on all: the repository, where cargo keeps the crates (a folder that is
/// called after the registry they came from), and the standard library's source. Where that is installed, the compiler would
/// name its place; where it is not, it says `/rustc/` and the commit, as these flags make it say everywhere.
fn without_places(root: &Path) -> Result<Vec<String>, String> {
    let said = |words: &[&str]| {
        let output = Command::new("rustc").current_dir(root).args(words).output();
        let output = output.map_err(|why| format!("rustc could not be started: {why}"))?;
        Ok::<String, String>(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let version = said(&["-vV"])?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "));
    let commit = commit.ok_or("rustc does not name its commit, so no two builds could be compared")?;
    let library = Path::new(&said(&["--print", "sysroot"])?).join("lib/rustlib/src/rust");
    let home = std::env::var("HOME").unwrap_or_default();
    let cargo = PathBuf::from(std::env::var("CARGO_HOME").unwrap_or_else(|_| format!("{home}/.cargo")));
    let registries = fs::read_dir(cargo.join("registry/src")).into_iter().flatten();
    let mut registries: Vec<PathBuf> = registries.flatten().map(|entry| entry.path()).collect();
    registries.sort();
    // Of several that fit, the last one counts.
    let places = [
        (root.to_path_buf(), "/merciwatt".to_owned()),
        (cargo, "/cargo".to_owned()),
        (library, format!("/rustc/{commit}")),
    ];
    Ok(places
        .into_iter()
        .chain(registries.into_iter().map(|place| (place, "/crates".to_owned())))
        .map(|(place, name)| format!("--remap-path-prefix={}={name}", place.display()))
        .collect())
}

/// Writes the module and its JavaScript side into `folder`.
pub fn bind(wasm: &Path, folder: &Path, kind: Kind) -> Outcome {
    clear(folder)?;
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name("core")
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    match kind {
        Kind::Web => bindgen
            .omit_default_module_path(true)
            .web(true)
            .map_err(|why| why.to_string())?,
        Kind::Node => bindgen.nodejs(true).map_err(|why| why.to_string())?,
    };
    bindgen
        .generate(folder)
        .map_err(|why| format!("wasm-bindgen: {why:#}"))
}

/// Makes an empty folder of it.
pub fn clear(folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .map_err(|why| format!("{}: cannot be emptied ({why})", folder.display()))?;
    }
    fs::create_dir_all(folder).map_err(|why| format!("{}: cannot be made ({why})", folder.display()))
}

fn copy_folder(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to).map_err(|why| format!("{}: cannot be made ({why})", to.display()))?;
    let entries = fs::read_dir(from).map_err(|why| format!("{}: cannot be read ({why})", from.display()))?;
    for entry in entries {
        let path = entry.map_err(|why| format!("{}: {why}", from.display()))?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else if !LEFT_HERE.iter().any(|end| path.to_string_lossy().ends_with(end)) {
            fs::copy(&path, &target)
                .map_err(|why| format!("{}: cannot be copied ({why})", path.display()))?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|why| format!("{}: cannot be written ({why})", path.display()))
}
