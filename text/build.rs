//! Compiles `data/courtesy` and the weights of tokens into tables in `OUT_DIR`, and refuses bad data with its file and key.

#[path = "build/courtesy.rs"]
mod courtesy;
#[path = "../build/energy/doc.rs"]
#[allow(dead_code)]
mod doc;
#[path = "build/tokens.rs"]
mod tokens;
#[path = "../build/write.rs"]
mod write;

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
    write::write([
        ("courtesy.bin", courtesy::compile(&[data.join("courtesy")])),
        ("tokens.rs", tokens::of(data).map(String::into_bytes)),
    ]);
}
