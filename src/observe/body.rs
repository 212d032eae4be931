//! Request bodies by their encoding, read in place.

use percent_encoding::percent_decode;
use serde_json::Value;

use super::json::{self, Raw};
use super::rule::Encoding;

/// A request body as the browser hands it over.
#[derive(Debug, Clone, Copy)]
pub enum Body<'a> {
    /// All raw bytes.
    Bytes(&'a [u8]),
    /// The browser decoded a form: an object whose values are strings.
    Form(&'a Value),
    /// The browser could not or would not show it.
    Unreadable,
}

/// A body that can be looked into.
#[derive(Debug, Clone, Copy)]
pub enum Document<'a> {
    /// One JSON value.
    Json(&'a str),
    /// `application/x-www-form-urlencoded`.
    Urlencoded(&'a [u8]),
    /// `multipart/form-data`.
    Multipart(&'a [u8]),
    /// A form that the browser has decoded.
    Decoded(&'a Value),
}

impl<'a> Document<'a> {
    /// Opens a body; `None` if it is not what the rule says it is.
    pub fn open(encoding: Encoding, body: Body<'a>, query: &'a str) -> Option<Document<'a>> {
        match (encoding, body) {
            (Encoding::Query, _) => Some(Document::Urlencoded(query.as_bytes())),
            (_, Body::Unreadable) => None,
            (Encoding::Form | Encoding::Multipart, Body::Form(fields)) => Some(Document::Decoded(fields)),
            (_, Body::Form(_)) => None,
            // Forms are ASCII; what is not even UTF-8 would grow threefold when it is read leniently.
            (Encoding::Form, Body::Bytes(bytes)) => std::str::from_utf8(bytes)
                .ok()
                .filter(|text| text.contains('='))
                .map(|_| Document::Urlencoded(bytes)),
            (Encoding::Multipart, Body::Bytes(bytes)) => {
                bytes.starts_with(b"--").then_some(Document::Multipart(bytes))
            }
            (Encoding::Json, Body::Bytes(bytes)) => json(bytes),
            (Encoding::Connect, Body::Bytes(bytes)) => json(first_message(bytes)?),
            (Encoding::Frame, Body::Bytes(bytes)) => json(
                bytes
                    .split(|byte| *byte == RECORD_SEPARATOR)
                    .next()
                    .unwrap_or(bytes),
            ),
        }
    }

    /// Calls `found` for every value a pointer leads to: `/a/-1/*` into the body, `?name` into the address's query.
    /// `@json` opens a text that holds JSON. The text before it is let go before the next is taken out, so that no
    /// more than two copies of a body ever exist.
    pub fn each(&self, query: &str, pointer: &str, found: &mut dyn FnMut(Raw<'_>)) {
        if let Some(name) = pointer.strip_prefix('?') {
            if let Some(value) = parameter(query.as_bytes(), name) {
                found(Raw::Text(&value));
            }
            return;
        }
        match pointer.split_once("/@json") {
            None => self.walk(pointer, found),
            Some((head, rest)) => {
                let mut texts = Vec::new();
                self.walk(head, &mut |value| texts.extend(value.text()));
                open_each(texts, rest, found);
            }
        }
    }

    fn walk(&self, path: &str, found: &mut dyn FnMut(Raw<'_>)) {
        let name = path.strip_prefix('/').unwrap_or(path);
        match self {
            Document::Json(text) => json::walk(text, path, found),
            Document::Urlencoded(bytes) => {
                if let Some(value) = parameter(bytes, name) {
                    found(Raw::Text(&value));
                }
            }
            Document::Multipart(bytes) => {
                if let Some(value) = part(bytes, name) {
                    found(Raw::Text(value));
                }
            }
            Document::Decoded(fields) => {
                if let Some(value) = fields[name].as_str() {
                    found(Raw::Text(value));
                }
            }
        }
    }
}

fn open_each(texts: Vec<String>, path: &str, found: &mut dyn FnMut(Raw<'_>)) {
    let (head, rest) = match path.split_once("/@json") {
        Some((head, rest)) => (head, Some(rest)),
        None => (path, None),
    };
    let mut inner = Vec::new();
    for text in texts {
        if json::is_valid(&text) {
            json::walk(&text, head, &mut |value| match rest {
                Some(_) => inner.extend(value.text()),
                None => found(value),
            });
        }
    }
    if let Some(rest) = rest {
        open_each(inner, rest, found);
    }
}

fn json(bytes: &[u8]) -> Option<Document<'_>> {
    let text = std::str::from_utf8(bytes).ok()?;
    json::is_valid(text).then_some(Document::Json(text))
}

/// The value of a field or query parameter; the first one if it is repeated, none if it is no UTF-8. It is written
/// once, into memory of its own size.
fn parameter(bytes: &[u8], name: &str) -> Option<String> {
    let mut pairs = bytes.split(|byte| *byte == b'&').map(|pair| {
        let end = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        (&pair[..end], pair.get(end + 1..).unwrap_or_default())
    });
    let (_, written) = pairs.find(|(key, _)| percent_decode(key).eq(name.bytes()))?;
    let mut value = Vec::with_capacity(written.len());
    for (at, piece) in written.split(|byte| *byte == b'+').enumerate() {
        if at > 0 {
            value.push(b' ');
        }
        value.extend(percent_decode(piece));
    }
    String::from_utf8(value).ok()
}

/// SignalR ends each message with this byte.
const RECORD_SEPARATOR: u8 = 0x1e;

/// The first message of a Connect stream: a byte of flags, a length of four bytes, the message.
fn first_message(bytes: &[u8]) -> Option<&[u8]> {
    const COMPRESSED: u8 = 1;
    let (head, rest) = bytes.split_at_checked(5)?;
    let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
    (head[0] & COMPRESSED == 0).then(|| rest.get(..length)).flatten()
}

/// The text of a part of `multipart/form-data`; parts that are files have none. The boundary is the body's first line.
fn part<'b>(bytes: &'b [u8], name: &str) -> Option<&'b str> {
    let line_end = find(bytes, b"\r\n")?;
    let boundary = &bytes[..line_end];
    let mut rest = &bytes[line_end..];
    loop {
        rest = rest.strip_prefix(b"\r\n")?;
        let head_end = find(rest, b"\r\n\r\n")?;
        let (head, body) = (&rest[..head_end], &rest[head_end + 4..]);
        let mut delimiter_at = find(body, b"\r\n--")?;
        while !body[delimiter_at + 2..].starts_with(boundary) {
            delimiter_at += 2;
            delimiter_at += find(&body[delimiter_at..], b"\r\n--")?;
        }
        if is_field(head, name) {
            return std::str::from_utf8(&body[..delimiter_at]).ok();
        }
        rest = &body[delimiter_at + 2 + boundary.len()..];
    }
}

fn is_field(head: &[u8], name: &str) -> bool {
    let wanted = format!("name=\"{name}\"");
    find(head, b"filename").is_none() && find(head, wanted.as_bytes()).is_some()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(document: &Document<'_>, pointer: &str) -> Vec<String> {
        let mut all = Vec::new();
        document.each("q=a+b&n=1", pointer, &mut |value| all.extend(value.scalar()));
        all
    }

    fn open(encoding: Encoding, bytes: &[u8]) -> Option<Document<'_>> {
        Document::open(encoding, Body::Bytes(bytes), "q=a+b&n=1")
    }

    #[test]
    fn json_in_a_form_is_opened_twice() {
        let body = b"at=x&f.req=%5Bnull%2C%22%5B%5B%5C%22hello+you%5C%22%5D%5D%22%5D";
        let document = open(Encoding::Form, body).expect("a form");
        assert_eq!(texts(&document, "/f.req/@json/1/@json/0/0"), ["hello you"]);
        assert!(texts(&document, "/at/@json/1").is_empty());
        assert!(texts(&document, "/none/@json/1").is_empty());
    }

    #[test]
    fn the_query_is_a_document_and_a_pointer() {
        let document = open(Encoding::Query, b"").expect("the address is always there");
        assert_eq!(texts(&document, "/q"), ["a b"]);
        let json = open(Encoding::Json, b"{}").expect("json");
        assert_eq!(texts(&json, "?n"), ["1"]);
        assert!(texts(&json, "?none").is_empty());
    }

    #[test]
    fn parts_are_found_by_name_and_files_are_not_read() {
        let body = "--B\r\nContent-Disposition: form-data; name=\"files\"; filename=\"data\"\r\n\r\nname=\"data\"\r\n--X\r\n\
                    --B\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{\"inputs\":\"hé\\r\\n--B\"}\r\n--B--\r\n";
        let document = open(Encoding::Multipart, body.as_bytes()).expect("parts");
        assert_eq!(texts(&document, "/data/@json/inputs"), ["hé\r\n--B"]);
        assert!(texts(&document, "/files").is_empty());
        for torn in [
            &b"--"[..],
            b"--B\r\n",
            b"--B\r\nname=\"data\"\r\n\r\nx",
            b"--B\r\n\r\n\r\n\r\n--",
        ] {
            let document = open(Encoding::Multipart, torn).expect("looks like parts");
            assert!(texts(&document, "/data").is_empty());
        }
    }

    #[test]
    fn connect_messages_are_unframed_and_torn_ones_refused() {
        let json = br#"{"a":"b"}"#;
        let mut body = vec![0, 0, 0, 0, json.len() as u8];
        body.extend(json);
        assert_eq!(
            texts(&open(Encoding::Connect, &body).expect("a message"), "/a"),
            ["b"]
        );
        body[4] += 1;
        assert!(open(Encoding::Connect, &body).is_none());
        body[4] -= 1;
        body[0] = 1;
        assert!(open(Encoding::Connect, &body).is_none());
        assert!(open(Encoding::Connect, b"\0\0").is_none());
    }

    #[test]
    fn a_frame_ends_at_its_record_separator() {
        let document = open(Encoding::Frame, b"{\"type\":6}\x1e{\"type\":1}\x1e").expect("a frame");
        assert_eq!(texts(&document, "/type"), ["6"]);
    }
}
