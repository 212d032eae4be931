//! A school's settings for the extension, put where the browser looks for an administrator's: Chromium in its folder of
//! managed policies, for this extension's id alone, so that no other one is touched; Firefox beside its program, of which the
//! test makes an installation of its own.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{Kind, Launch, chromium, driver, firefox};

/// Where Chromium on Linux looks. Only an administrator may write there.
const CHROMIUM: &str = "/etc/chromium/policies/managed";

/// Settings that hold while this value lives.
pub struct School {
    file: PathBuf,
    wrap: Box<dyn Fn(&Value) -> Value>,
}

impl School {
    /// Gets ready to set something for what this launch starts.
    ///
    /// # Errors
    ///
    /// That Chromium's folder cannot be written.
    pub fn of(launch: &mut Launch) -> Result<School> {
        let school = match launch.kind {
            Kind::Chromium => {
                let id = chromium::id_of(&launch.extension)?;
                School {
                    file: PathBuf::from(CHROMIUM).join(format!("{id}.json")),
                    wrap: Box::new(move |set| json!({"3rdparty": {"extensions": {id.as_str(): set}}})),
                }
            }
            Kind::Firefox => {
                let id = firefox::gecko_id(&launch.extension)?;
                let place = launch.profile.with_extension("installation");
                launch.program = Some(install(&place)?);
                School {
                    file: place.join("distribution/policies.json"),
                    wrap: Box::new(
                        move |set| json!({"policies": {"3rdparty": {"Extensions": {id.as_str(): set}}}}),
                    ),
                }
            }
        };
        school.set(&json!({}))?;
        Ok(school)
    }

    /// Sets this, in place of all before.
    pub fn set(&self, settings: &Value) -> Result<()> {
        let folder = self.file.parent().context("a file lies in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        fs::write(&self.file, (self.wrap)(settings).to_string())
            .with_context(|| format!("{} cannot be written", self.file.display()))
    }
}

/// An installation of Firefox here, made of links to the real one. The program itself is copied: where it lies is where it
/// looks for what an administrator has put beside it.
fn install(place: &Path) -> Result<PathBuf> {
    let program = fs::canonicalize(driver::find(&["firefox-esr", "firefox"])?)?;
    let real = program.parent().context("a program lies in a folder")?;
    if !real.join("omni.ja").is_file() {
        bail!("{} is not where Firefox is installed", real.display());
    }
    fs::create_dir_all(place.join("distribution"))?;
    for entry in fs::read_dir(real)? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        if name != "distribution" && path != program {
            symlink(&path, place.join(name))?;
        }
    }
    let copy = place.join(program.file_name().unwrap_or_default());
    fs::copy(&program, &copy)?;
    Ok(copy)
}

impl Drop for School {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
    }
}
