//! Zip files whose bytes depend on their contents alone: sorted names, one fixed date, one compression level.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Above 9, the level is the number of rounds of Zopfli: the same format, packed about 4 % smaller and much slower.
const ZOPFLI_ROUNDS: i64 = 24;

/// Zips a folder's files and returns the size of the zip file in bytes.
pub fn zip_folder(folder: &Path, target: &Path) -> Result<u64, String> {
    let fail = |why: String| format!("{}: {why}", target.display());
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(&fail)?;
    files.sort();
    let mut zip = ZipWriter::new(File::create(target).map_err(|why| fail(why.to_string()))?);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(ZOPFLI_ROUNDS))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for path in files {
        let name = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        zip.start_file(name, options)
            .map_err(|why| fail(why.to_string()))?;
        let bytes = fs::read(&path).map_err(|why| fail(why.to_string()))?;
        zip.write_all(&bytes).map_err(|why| fail(why.to_string()))?;
    }
    zip.finish().map_err(|why| fail(why.to_string()))?;
    fs::metadata(target)
        .map(|meta| meta.len())
        .map_err(|why| fail(why.to_string()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|why| why.to_string())? {
        let path = entry.map_err(|why| why.to_string())?.path();
        if path.is_dir() {
            collect(&path, files)?
        } else {
            files.push(path)
        }
    }
    Ok(())
}
