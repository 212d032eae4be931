//! One file of an export, whole or an entry of an archive, as it comes in.

use super::gemini::Records;
use super::gemini::page::Pages;
use super::json_file::Json;
use super::service::Service;
use super::{Error, Exchange, Found, Importer, copilot};

/// Bytes that are looked at before it is decided what kind of file it is.
const HEAD: usize = 1024;

/// What was found in a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Whose export it is.
    pub service: Option<Service>,
    /// Conversations, or single prompts where an export knows none.
    pub conversations: u64,
    /// Messages a person sent.
    pub messages: u64,
    /// Replies.
    pub replies: u64,
    /// Messages without a moment that can be true.
    pub undated: u64,
    /// Messages that were counted before.
    pub repeated: u64,
    /// Conversations too large to be read.
    pub set_aside: u64,
}

/// A part that is being read.
#[derive(Default)]
pub struct Part {
    head: Vec<u8>,
    kind: Option<Kind>,
    report: Report,
}

enum Kind {
    Json(Box<Json>),
    Page(Pages),
    Rows(Box<copilot::Rows>),
    /// None of these; what it is instead.
    Other(Found),
}

impl Part {
    /// A part of which nothing was read yet.
    pub fn new() -> Part {
        Part::default()
    }

    /// Takes the next piece; `take` gets the exchanges that are complete. They count only if the whole part, and the
    /// archive it is of, can be read to its end.
    ///
    /// # Errors
    /// The place where the part is damaged.
    pub fn push(
        &mut self,
        importer: &mut Importer,
        piece: &[u8],
        take: &mut dyn FnMut(Exchange),
    ) -> Result<(), Error> {
        if self.kind.is_some() {
            return self.read(importer, piece, take);
        }
        let wanted = HEAD.saturating_sub(self.head.len()).min(piece.len());
        self.head.extend_from_slice(&piece[..wanted]);
        if self.head.len() >= HEAD {
            self.begin(importer, take)?;
            return self.read(importer, &piece[wanted..], take);
        }
        Ok(())
    }

    /// The part has ended.
    ///
    /// # Errors
    /// It breaks off, or is no export that is known.
    pub fn finish(
        mut self,
        importer: &mut Importer,
        take: &mut dyn FnMut(Exchange),
    ) -> Result<Report, Error> {
        if self.kind.is_none() {
            self.begin(importer, take)?;
        }
        let Part { kind, mut report, .. } = self;
        let compose = importer.compose;
        match kind.unwrap_or(Kind::Other(EMPTY)) {
            Kind::Json(mut json) => json.finish(importer, &mut report, take)?,
            Kind::Page(mut pages) => {
                let mut records = Records::default();
                std::mem::swap(&mut records, &mut pages.kept);
                let mut found = Vec::new();
                pages.finish(&mut |record| records.add(record, compose, &mut |made| found.push(made)))?;
                records.finish(compose, &mut |made| found.push(made));
                if pages.records == 0 {
                    return Err(unknown(Found::of(
                        "page",
                        "it is a web page, and none of Google's My Activity",
                    )));
                }
                (report.service, report.set_aside) = (Some(Service::Gemini), pages.set_aside);
                for conversation in found {
                    importer.take(Service::Gemini, conversation, &mut report, take);
                }
            }
            Kind::Rows(mut rows) => {
                let Some(conversations) = rows.finish(compose)? else {
                    return Err(unknown(match rows.header.contains(',') {
                        true => Found::of("table", "it is a table, and its first row is none of Copilot's"),
                        false => Found::of("text", "it is text, no JSON, web page or table of a chatbot"),
                    }));
                };
                report.service = Some(Service::Copilot);
                for conversation in conversations {
                    importer.take(Service::Copilot, conversation, &mut report, take);
                }
            }
            Kind::Other(found) => return Err(unknown(found)),
        }
        Ok(report)
    }

    /// Whether the part is of a known service, as far as it was read.
    pub fn is_known(&self) -> bool {
        match &self.kind {
            Some(Kind::Json(json)) => json.service.is_some(),
            Some(Kind::Page(pages)) => pages.records > 0,
            Some(Kind::Rows(rows)) => rows.is_known(),
            Some(Kind::Other(_)) | None => false,
        }
    }

    /// Whether the part is known to be no export, so that the rest of it need not be read.
    pub fn is_hopeless(&self) -> bool {
        matches!(self.kind, Some(Kind::Other(_)))
    }

    fn begin(&mut self, importer: &mut Importer, take: &mut dyn FnMut(Exchange)) -> Result<(), Error> {
        let head = std::mem::take(&mut self.head);
        let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
        self.kind = Some(kind(start, importer.largest));
        let start = start.to_vec();
        self.read(importer, &start, take)
    }

    fn read(
        &mut self,
        importer: &mut Importer,
        piece: &[u8],
        take: &mut dyn FnMut(Exchange),
    ) -> Result<(), Error> {
        let compose = importer.compose;
        match &mut self.kind {
            Some(Kind::Json(json)) => json.push(importer, piece, &mut self.report, take)?,
            Some(Kind::Page(pages)) => {
                let mut found = Vec::new();
                let mut records = std::mem::take(&mut pages.kept);
                pages.push(piece, &mut |record| {
                    records.add(record, compose, &mut |made| found.push(made))
                });
                pages.kept = records;
                for conversation in found {
                    importer.take(Service::Gemini, conversation, &mut self.report, take);
                }
            }
            Some(Kind::Rows(rows)) if !piece.is_empty() => rows.push(piece, compose),
            _ => {}
        }
        Ok(())
    }
}

fn unknown(found: Found) -> Error {
    Error::Unknown { found }
}

const EMPTY: Found = Found::of("empty", "it is empty");

/// What kind of file begins like this.
fn kind(start: &[u8], largest: usize) -> Kind {
    const SIGNS: [(&[u8], &str, &str); 11] = [
        (
            b"PK\x03\x04",
            "packed",
            "it is a zip inside another; unpack that one first",
        ),
        (b"\x89PNG", "binary", "it is a picture"),
        (b"\xff\xd8\xff", "binary", "it is a picture"),
        (b"GIF8", "binary", "it is a picture"),
        (b"RIFF", "binary", "it is a picture or a recording"),
        (b"%PDF", "binary", "it is a PDF"),
        (b"\x1f\x8b", "packed", "it is packed with gzip; unpack it first"),
        (
            b"7z\xbc\xaf",
            "packed",
            "it is packed with 7-Zip; unpack it first",
        ),
        (b"Rar!", "packed", "it is packed with RAR; unpack it first"),
        (b"\xff\xfe", "utf16", "it is written in UTF-16; save it as UTF-8"),
        (b"\xfe\xff", "utf16", "it is written in UTF-16; save it as UTF-8"),
    ];
    if let Some((_, key, says)) = SIGNS.iter().find(|(sign, ..)| start.starts_with(sign)) {
        return Kind::Other(Found::of(key, says));
    }
    match start.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => Kind::Other(EMPTY),
        Some(b'[' | b'{') => Kind::Json(Box::new(Json::new(largest))),
        Some(b'<') => Kind::Page(Pages::default()),
        Some(_) if start.contains(&0) => Kind::Other(Found::of("binary", "it is no text")),
        Some(_) => Kind::Rows(Box::new(copilot::Rows::new(start))),
    }
}
