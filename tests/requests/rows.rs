//! One request and what it means.

use merciwatt::observe;
use merciwatt::observe::body::Body;
use merciwatt::observe::request::read;
use merciwatt::observe::rule::{Kind, Site};

/// A request and what is to be read from it.
pub struct Row {
    pub site: &'static str,
    pub method: &'static str,
    pub url: &'static str,
    pub body: Vec<u8>,
    pub kind: Kind,
    pub text: Option<&'static str>,
    /// The message's id, the conversation's, the model's name; empty where there is none.
    pub ids: [&'static str; 3],
}

impl Row {
    /// The site's rule, by its key: software that people host themselves has no host.
    pub fn site(&self) -> &'static Site {
        observe::site(self.site).expect("a known site")
    }

    pub fn check(&self) {
        let sent = read(self.site(), self.method, self.url, Body::Bytes(&self.body));
        let body = String::from_utf8_lossy(&self.body);
        let what = format!("{} {} {body}", self.site, self.url);
        let ids = [&sent.message_id, &sent.conversation, &sent.model];
        assert_eq!(sent.kind, self.kind, "{what}");
        assert_eq!(sent.text.as_deref(), self.text, "{what}");
        assert_eq!(
            ids.map(|id| id.as_deref().unwrap_or_default()),
            self.ids,
            "{what}"
        );
    }
}

/// `ask` is the site, the method and the address.
fn row(
    ask: &'static str,
    body: impl Into<Vec<u8>>,
    kind: Kind,
    text: Option<&'static str>,
    ids: [&'static str; 3],
) -> Row {
    let mut words = ask.split(' ');
    let mut word = || words.next().expect("site, method and address");
    Row {
        site: word(),
        method: word(),
        url: word(),
        body: body.into(),
        kind,
        text,
        ids,
    }
}

/// A message with these words.
pub fn new(ask: &'static str, body: impl Into<Vec<u8>>, text: &'static str, ids: [&'static str; 3]) -> Row {
    row(ask, body, Kind::New, Some(text), ids)
}

/// A message that was changed.
pub fn edit(ask: &'static str, body: impl Into<Vec<u8>>, text: &'static str, ids: [&'static str; 3]) -> Row {
    row(ask, body, Kind::Edit, Some(text), ids)
}

/// A message without words, such as a file.
pub fn wordless(ask: &'static str, body: impl Into<Vec<u8>>, ids: [&'static str; 3]) -> Row {
    row(ask, body, Kind::New, None, ids)
}

/// Another reply.
pub fn again(ask: &'static str, body: impl Into<Vec<u8>>, ids: [&'static str; 3]) -> Row {
    row(ask, body, Kind::Regenerate, None, ids)
}

/// The reply goes on.
pub fn more(ask: &'static str, body: impl Into<Vec<u8>>, ids: [&'static str; 3]) -> Row {
    row(ask, body, Kind::Continue, None, ids)
}

/// Nothing a person sent.
pub fn quiet(ask: &'static str, body: impl Into<Vec<u8>>, ids: [&'static str; 3]) -> Row {
    row(ask, body, Kind::None, None, ids)
}

/// A body of `multipart/form-data` with one field and, if it has a name, one file.
pub fn parts(name: &str, value: &str, file: &str) -> Vec<u8> {
    let mut body = format!("--B9\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    if !file.is_empty() {
        body += &format!(
            "--B9\r\nContent-Disposition: form-data; name=\"{file}\"; filename=\"{name}\"\r\n\
             Content-Type: text/plain\r\n\r\nname=\"{name}\"\r\n"
        );
    }
    (body + "--B9--\r\n").into_bytes()
}

/// A framed message of a Connect stream.
pub fn connect(json: &str) -> Vec<u8> {
    let length = u32::try_from(json.len()).expect("short").to_be_bytes();
    [&[0][..], &length, json.as_bytes()].concat()
}
