//! Zip files whose bytes depend on their contents alone: sorted names, one fixed date, one compression level.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Above 9, the level is 9 and the number of rounds of Zopfli: the same format, packed about 4 % smaller and much slower.
/// It is Zopfli for the source archive too, in one round: what zlib-rs writes depends on the processor's instructions.
const PACKAGE_LEVEL: i64 = 24;
const SOURCE_LEVEL: i64 = 10;

/// Zips a folder's files and returns the size of the zip file in bytes.
pub fn zip_folder(folder: &Path, target: &Path) -> Result<u64, String> {
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(|why| format!("{}: {why}", target.display()))?;
    zip_files(folder, files, target, PACKAGE_LEVEL)
}

/// Zips these files of the repository, named from its root.
pub fn zip_source(root: &Path, names: &[String], target: &Path) -> Result<u64, String> {
    let files = names.iter().map(|name| root.join(name)).collect();
    zip_files(root, files, target, SOURCE_LEVEL)
}

fn zip_files(base: &Path, files: Vec<PathBuf>, target: &Path, level: i64) -> Result<u64, String> {
    let fail = |why: String| format!("{}: {why}", target.display());
    let name = |path: &PathBuf| {
        let path = path.strip_prefix(base).unwrap_or(path);
        path.to_string_lossy().replace('\\', "/")
    };
    // By their names in the archive: paths are ordered otherwise on other systems.
    let mut files: Vec<(String, PathBuf)> = files.into_iter().map(|path| (name(&path), path)).collect();
    files.sort();
    let mut zip = ZipWriter::new(File::create(target).map_err(|why| fail(why.to_string()))?);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(level))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, path) in files {
        zip.start_file(name, options)
            .map_err(|why| fail(why.to_string()))?;
        let bytes = fs::read(&path).map_err(|why| format!("{}: {why}", path.display()))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn neither_a_date_nor_an_order_nor_a_mode_gets_into_the_bytes() {
        let place = std::env::temp_dir().join(format!("xtask-zipped-{}", std::process::id()));
        let mut made = Vec::new();
        for (turn, names) in [["a-b.js", "a/b.js", "z.html"], ["z.html", "a/b.js", "a-b.js"]]
            .iter()
            .enumerate()
        {
            let folder = place.join(format!("{}folder", "deep/".repeat(turn + 1)));
            for name in names {
                let path = folder.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, name.repeat(99)).unwrap();
                let day = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 * (turn as u64 + 1));
                File::options()
                    .write(true)
                    .open(&path)
                    .unwrap()
                    .set_modified(day)
                    .unwrap();
                #[cfg(unix)]
                if turn == 1 {
                    use std::os::unix::fs::PermissionsExt;
                    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
                }
            }
            let zip = place.join(format!("{turn}.zip"));
            zip_folder(&folder, &zip).unwrap();
            made.push(fs::read(zip).unwrap());
        }
        fs::remove_dir_all(&place).unwrap();
        assert!(!made[0].is_empty() && made[0] == made[1]);
    }
}
