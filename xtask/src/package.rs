//! `package`: what is handed to the stores. A package for each store, the source archive from which reviewers build the
//! same bytes, and the sums of all of them. With `--twice` it is all built a second time, elsewhere and as if by somebody
//! else, and every byte is compared.

mod again;
mod lint;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{Outcome, bundle, setup, zipped};

/// Each store, and the folder of `dist/` its package is made of. Edge takes Chrome's package as it is: the same manifest
/// keys, the same API, and nothing in it that names one browser.
const STORES: [(&str, &str); 3] = [("chrome", "chrome"), ("edge", "chrome"), ("firefox", "firefox")];

/// Where the packages lie, below the repository's root.
const FOLDER: &str = "dist/packages";

/// The file of all sums, as `sha256sum --check` reads it.
const SUMS: &str = "SHA256SUMS";

/// Makes the packages; `words` may be `--twice`.
pub fn package(root: &Path, words: &[&str]) -> Outcome {
    let twice = match words {
        [] => false,
        ["--twice"] => true,
        _ => {
            return Err(format!(
                "package: \"{}\" is unknown; the only word is --twice",
                words.join(" ")
            ));
        }
    };
    // A package is made of the repository alone.
    if std::env::var_os("MERCIWATT_MORE_SITES").is_some() {
        return Err(
            "package: MERCIWATT_MORE_SITES is set, and its sites would be in the package; unset it".into(),
        );
    }
    setup::ensure(setup::FOR_PACKAGE)?;
    let sums = make(root)?;
    print!("{sums}");
    lint::lint(root)?;
    if twice {
        again::same_bytes(root, &sums)?;
    }
    Ok(())
}

/// Builds everything and gives the sums, a line for each file.
fn make(root: &Path) -> Result<String, String> {
    let dist = bundle::build(root)?;
    let folder = root.join(FOLDER);
    bundle::clear(&folder)?;
    let mut made = Vec::new();
    for (store, browser) in STORES {
        let target = folder.join(file_name(store));
        let package = dist.join(format!("merciwatt-{browser}.zip"));
        fs::copy(&package, &target)
            .map_err(|why| format!("{}: cannot be copied ({why})", package.display()))?;
        made.push(target);
    }
    let target = folder.join(file_name("source"));
    let size = zipped::zip_source(root, &source::files(root)?, &target)?;
    println!("{FOLDER}/{}: {size} bytes", file_name("source"));
    made.push(target);
    let lines: Result<Vec<String>, String> = made.iter().map(sum_line).collect();
    let sums = lines?.concat();
    fs::write(folder.join(SUMS), &sums)
        .map_err(|why| format!("{FOLDER}/{SUMS}: cannot be written ({why})"))?;
    Ok(sums)
}

fn file_name(what: &str) -> String {
    format!("merciwatt-{}-{what}.zip", env!("CARGO_PKG_VERSION"))
}

fn sum_line(file: &PathBuf) -> Result<String, String> {
    let bytes = fs::read(file).map_err(|why| format!("{}: cannot be read ({why})", file.display()))?;
    let sum: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(format!("{sum}  {name}\n"))
}
