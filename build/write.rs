//! Writes compiled tables where cargo looks for them, or says in one sentence why there are none.

use std::path::Path;

/// A table's file in `OUT_DIR`, and its bytes, or which file and key is wrong and what to do.
pub type Table = (&'static str, Result<Vec<u8>, String>);

/// Writes all, or ends the build.
pub fn write<const N: usize>(tables: [Table; N]) {
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    for (name, table) in tables {
        match table {
            Ok(table) => std::fs::write(Path::new(&out).join(name), table).expect("OUT_DIR is writable"),
            Err(sentence) => {
                eprintln!("\nerror: {sentence}\n");
                std::process::exit(1);
            }
        }
    }
}
