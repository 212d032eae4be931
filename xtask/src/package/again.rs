//! The same packages a second time, from the source archive alone: in another folder, for another home and another name, with
//! crates fetched anew, in another language and time zone, from files of another day. Whatever of these got into a package
//! shows as another sum. The clock itself goes on by the minutes between both: programs that feign another day make rustc hang.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use zip::ZipArchive;

use crate::Outcome;

use super::{FOLDER, SUMS, file_name};

/// Builds again and compares with these sums.
pub fn same_bytes(root: &Path, sums: &str) -> Outcome {
    let place = std::env::temp_dir().join(format!("somebody-else-{}", std::process::id()));
    let home = place.join("home of another");
    let copy = place.join("in/quite another/folder");
    fs::create_dir_all(&home).map_err(|why| format!("{}: cannot be made ({why})", home.display()))?;
    let outcome = unpack(&root.join(FOLDER).join(file_name("source")), &copy)
        .and_then(|()| build_as_another(&copy, &home))
        .and_then(|()| compare(&copy, sums));
    // What is left of a failure can be looked at.
    match outcome {
        Ok(()) => fs::remove_dir_all(&place).map_err(|why| format!("{}: {why}", place.display())),
        Err(why) => Err(format!("{why} (the second build is in {})", copy.display())),
    }
}

fn unpack(archive: &Path, folder: &Path) -> Outcome {
    let failed = |why: String| format!("{}: cannot be unpacked ({why})", archive.display());
    let file = fs::File::open(archive).map_err(|why| failed(why.to_string()))?;
    let mut zip = ZipArchive::new(file).map_err(|why| failed(why.to_string()))?;
    zip.extract(folder).map_err(|why| failed(why.to_string()))?;
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for index in 0..zip.len() {
        let entry = zip.by_index(index).map_err(|why| failed(why.to_string()))?;
        let path = folder.join(entry.enclosed_name().unwrap_or_default());
        let file = fs::File::options().write(true).open(&path);
        file.and_then(|file| file.set_modified(long_ago))
            .map_err(|why| failed(format!("{}: {why}", path.display())))?;
    }
    Ok(())
}

fn build_as_another(copy: &Path, home: &Path) -> Outcome {
    println!(
        "package: a second time in {}, HOME {}",
        copy.display(),
        home.display()
    );
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["run", "--quiet", "--package", "xtask", "--", "package"])
        .current_dir(copy)
        .env("HOME", home)
        .env("CARGO_HOME", home.join("own cargo"))
        .env("RUSTUP_HOME", rustup_home())
        .env("USER", "somebody")
        .env("LOGNAME", "somebody")
        .env("TZ", "Pacific/Kiritimati")
        .env("LANG", "tr_TR.UTF-8")
        .env_remove("CARGO_TARGET_DIR");
    let status = command
        .status()
        .map_err(|why| format!("the second build could not be started: {why}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("the second build failed; its words are above".into())
    }
}

/// The toolchain stays: it is pinned, and is what both builds are told to use.
fn rustup_home() -> std::ffi::OsString {
    std::env::var_os("RUSTUP_HOME").unwrap_or_else(|| {
        let home = std::env::var_os("HOME").unwrap_or_default();
        Path::new(&home).join(".rustup").into()
    })
}

fn compare(copy: &Path, sums: &str) -> Outcome {
    let file = copy.join(FOLDER).join(SUMS);
    let other =
        fs::read_to_string(&file).map_err(|why| format!("{}: cannot be read ({why})", file.display()))?;
    let differ: Vec<&str> = sums
        .lines()
        .filter(|line| !other.lines().any(|same| same == *line))
        .filter_map(|line| line.split("  ").nth(1))
        .collect();
    if differ.is_empty() && sums.lines().count() == other.lines().count() {
        println!("package: both builds are the same, byte for byte");
        return Ok(());
    }
    Err(format!(
        "the second build has other bytes in {}",
        differ.join(", ")
    ))
}
