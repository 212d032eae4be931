//! What an export comes in: a zip, the folder it unpacks to, or one file. Each file in it is read as a stream.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use super::sums::Sums;
use crate::import::{Error, Importer, Part};

const PIECE: usize = 1 << 16;

/// Text packs to a tenth, at best to a hundredth. What promises more than this, and to be large, is no export.
const BOMB_RATIO: u64 = 500;
const BOMB_BYTES: u64 = 256 << 20;

/// No export of one person is larger unpacked.
const LARGEST: u64 = 32 << 30;

/// Folders deeper than this are not looked into.
const DEEPEST: usize = 12;

/// Reads everything a path holds.
///
/// # Errors
/// A sentence without the path and without its full stop.
pub fn read(path: &Path, importer: &mut Importer) -> Result<Sums, String> {
    let mut reading = Reading {
        importer,
        sums: Sums::default(),
        unknown: None,
        packed: false,
        zips: 0,
    };
    let told = fs::metadata(path).map_err(|why| told(&why))?;
    if told.is_dir() {
        for file in files_below(path)? {
            let name = file.strip_prefix(path).unwrap_or(&file).display().to_string();
            reading.file(&file, &name)?;
        }
    } else {
        reading.file(path, "")?;
    }
    let Reading {
        sums, unknown, zips, ..
    } = reading;
    match (sums.is_known(), unknown) {
        (true, _) => Ok(sums),
        (false, Some(why)) if !told.is_dir() && zips == 0 => Err(why),
        (false, why) => Err(format!(
            "it holds no export that is known here{}. Known are those of ChatGPT, Claude, Gemini (Google's My Activity), \
             AI Studio, Le Chat, DeepSeek, Grok, Perplexity, Copilot, Open WebUI and LibreChat; give the zip you were \
             sent, the folder it unpacks to, or the file of conversations in it",
            why.map_or_else(String::new, |why| format!(" (of a file in it: {why})"))
        )),
    }
}

struct Reading<'i> {
    importer: &'i mut Importer,
    sums: Sums,
    /// Why the last file that is not known is not.
    unknown: Option<String>,
    /// That one is a zip or the like.
    packed: bool,
    zips: usize,
}

impl Reading<'_> {
    fn file(&mut self, path: &Path, name: &str) -> Result<(), String> {
        let mut file = File::open(path).map_err(|why| in_part(name, &told(&why)))?;
        let mut sign = [0; 4];
        let length = file.read(&mut sign).map_err(|why| in_part(name, &told(&why)))?;
        file.rewind().map_err(|why| in_part(name, &told(&why)))?;
        match &sign[..length] {
            b"PK\x03\x04" | b"PK\x05\x06" => {
                self.zips += 1;
                self.zip(file, 0).map_err(|why| in_part(name, &why))
            }
            _ => self.part(file, name),
        }
    }

    fn zip(&mut self, file: File, depth: usize) -> Result<(), String> {
        let packed = file.metadata().map_or(0, |told| told.len());
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|why| broken_zip(&why))?;
        if archive.has_overlapping_files().map_err(|why| broken_zip(&why))? {
            return Err("its entries lie over each other, as in no honest zip; it was not opened".into());
        }
        let mut unpacked: u64 = 0;
        for place in 0..archive.len() {
            let entry = archive.by_index(place).map_err(|why| broken_zip(&why))?;
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if entry.is_dir() || is_aside(&name) {
                continue;
            }
            let (size, packed_size) = (entry.size(), entry.compressed_size().max(1));
            unpacked = unpacked.saturating_add(size);
            if unpacked > LARGEST || (size > BOMB_BYTES && size / packed_size > BOMB_RATIO) {
                return Err(format!(
                    "{name} in it would unpack to {} MB from {} MB of zip, which no export does; it was not opened",
                    size >> 20,
                    packed >> 20
                ));
            }
            // A length that is not true ends here, before it fills anything.
            let mut entry = entry.take(size.saturating_add(1));
            let mut sign = Vec::new();
            entry
                .by_ref()
                .take(4)
                .read_to_end(&mut sign)
                .map_err(|why| in_part(&name, &told(&why)))?;
            let inside = sign == b"PK\x03\x04" && depth == 0;
            let mut entry = sign.as_slice().chain(entry);
            if !inside {
                self.part(entry, &name)?;
                continue;
            }
            // OpenAI's privacy portal sends zips in a zip. People attach zips to their chats too, whole or not: what
            // is no zip, or holds no export, is passed over.
            let inner = unpacked_beside(&mut entry).map_err(|why| in_part(&name, &told(&why)))?;
            if ZipArchive::new(&inner).is_ok() {
                self.zip(inner, depth + 1).map_err(|why| in_part(&name, &why))?;
            }
        }
        Ok(())
    }

    fn part(&mut self, mut file: impl Read, name: &str) -> Result<(), String> {
        let mut part = Part::new();
        let mut piece = vec![0; PIECE];
        let sums = &mut self.sums;
        let read = loop {
            let length = match file.read(&mut piece) {
                Ok(length) => length,
                Err(why) if why.kind() == io::ErrorKind::Interrupted => continue,
                Err(why) => return Err(in_part(name, &told(&why))),
            };
            if length == 0 {
                break part.finish(self.importer, &mut |exchange| sums.add(&exchange));
            }
            if let Err(why) = part.push(self.importer, &piece[..length], &mut |exchange| {
                sums.add(&exchange)
            }) {
                match part.is_known() {
                    true => return Err(in_part(name, &why.to_string())),
                    false => break Err(why),
                }
            }
            // A picture need not be read to its end.
            if part.is_hopeless() {
                break part.finish(self.importer, &mut |exchange| sums.add(&exchange));
            }
        };
        match read {
            Ok(report) => self.sums.part(&report),
            // A file of conversations that breaks off in the first of them must not be passed over.
            Err(why @ Error::CutOff { ours: true, .. }) => return Err(in_part(name, &why.to_string())),
            // A zip inside is more to be told than whatever lies beside it.
            Err(why) => {
                let packed = matches!(&why, Error::Unknown { found } if found.key == "packed");
                if packed || !self.packed {
                    self.unknown = Some(why.to_string());
                }
                self.packed |= packed;
            }
        }
        Ok(())
    }
}

/// What is read, in a file that nobody else sees and that ends with its handle.
fn unpacked_beside(from: &mut impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(from, &mut file)?;
    file.rewind()?;
    Ok(file)
}

fn in_part(name: &str, why: &str) -> String {
    if name.is_empty() {
        why.to_owned()
    } else {
        format!("{name} in it: {why}")
    }
}

/// What operating systems and archivers put beside the files.
fn is_aside(name: &str) -> bool {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.split(['/', '\\']).any(|part| part == "__MACOSX") || base.starts_with("._") || base == ".DS_Store"
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut waiting = vec![(folder.to_path_buf(), 0)];
    while let Some((folder, depth)) = waiting.pop() {
        for entry in fs::read_dir(&folder).map_err(|why| told(&why))? {
            let entry = entry.map_err(|why| told(&why))?;
            let kind = entry.file_type().map_err(|why| told(&why))?;
            let path = entry.path();
            if is_aside(&path.display().to_string()) {
                continue;
            }
            // Links are not followed: they lead out of the export, or in circles.
            if kind.is_dir() && depth < DEEPEST {
                waiting.push((path, depth + 1));
            } else if kind.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn broken_zip(why: &ZipError) -> String {
    match why {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            "the zip has a password. Unpack it and give the folder".into()
        }
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            "the zip is packed in a way that is not read here. Unpack it and give the folder".into()
        }
        ZipError::Io(why) if why.kind() != io::ErrorKind::InvalidData && why.kind() != io::ErrorKind::UnexpectedEof => {
            told(why)
        }
        _ => "the zip is damaged or was not downloaded to its end; nothing of it was counted. Download the export \
              again"
            .into(),
    }
}

fn told(why: &io::Error) -> String {
    match why.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "it may not be read by you".into(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            "it is damaged; nothing was counted. Download the export again".into()
        }
        _ => format!("it cannot be read ({why})"),
    }
}
