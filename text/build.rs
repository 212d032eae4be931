//! Compiles `data/courtesy` and the weights of tokens into tables in `OUT_DIR`, and refuses bad data with its file and key.

#[path = "build/courtesy.rs"]
mod courtesy;
#[path = "../build/energy/doc.rs"]
#[allow(dead_code)]
mod doc;
#[path = "build/tokens.rs"]
mod tokens;

use std::path::Path;

fn main() {
    for place in [
        "build",
        "../build/energy/doc.rs",
        "../data/courtesy",
        "../data/energy.json",
        "src/courtesy",
    ] {
        println!("cargo:rerun-if-changed={place}");
    }
    let data = Path::new("../data");
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let tables = [
        ("courtesy.bin", courtesy::compile(&[data.join("courtesy")])),
        ("tokens.rs", tokens::of(data).map(String::into_bytes)),
    ];
    for (name, table) in tables {
        match table {
            Ok(table) => std::fs::write(Path::new(&out).join(name), table).expect("OUT_DIR is writable"),
            Err(sentence) => {
                // One plain sentence: which file, which key, what to do.
                eprintln!("\nerror: {sentence}\n");
                std::process::exit(1);
            }
        }
    }
}
