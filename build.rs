//! Compiles `data/` into Rust tables in `OUT_DIR` and refuses bad data with its file and key.
//! It writes nowhere else: manifests and packages are the work of `cargo xtask`.

#[path = "build/courtesy.rs"]
mod courtesy;
#[path = "build/energy.rs"]
mod energy;
#[path = "build/sites.rs"]
mod sites;

use std::path::Path;

/// Turns the data folder into Rust source, or into one sentence naming file and key.
type Compiler = fn(&Path) -> Result<String, String>;

fn main() {
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=data");
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let compilers: [(&str, Compiler); 3] = [
        ("sites.rs", sites::compile),
        ("courtesy.rs", courtesy::compile),
        ("energy.rs", energy::compile),
    ];
    for (name, compile) in compilers {
        match compile(Path::new("data")) {
            Ok(tables) => std::fs::write(Path::new(&out).join(name), tables).expect("OUT_DIR is writable"),
            Err(sentence) => {
                // One plain sentence: which file, which key, what to do.
                eprintln!("\nerror: {sentence}\n");
                std::process::exit(1);
            }
        }
    }
}
