//! Compiles `data/` into tables in `OUT_DIR` and refuses bad data with its file and key.
//! It writes nowhere else: manifests and packages are the work of `cargo xtask`.

#[path = "build/class.rs"]
mod class;
#[path = "build/energy.rs"]
mod energy;
#[path = "build/sites.rs"]
mod sites;
#[path = "build/write.rs"]
mod write;

use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=data");
    // A second folder of sites, for trying one before it is put into `data/sites/`.
    println!("cargo:rerun-if-env-changed=MERCIWATT_MORE_SITES");
    let more = std::env::var_os("MERCIWATT_MORE_SITES").map(PathBuf::from);
    if let Some(folder) = &more {
        println!("cargo:rerun-if-changed={}", folder.display());
    }
    let data = Path::new("data");
    let mut folders = vec![data.join("sites")];
    folders.extend(more);
    let sites = energy::providers(data).and_then(|providers| sites::compile(&folders, &providers));
    write::write([
        ("sites.rs", sites.map(String::into_bytes)),
        ("class.rs", class::compile(data).map(String::into_bytes)),
        ("energy.rs", energy::compile(data).map(String::into_bytes)),
    ]);
}
