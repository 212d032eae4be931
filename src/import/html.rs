//! The words of a piece of HTML, as Google writes it: cleaned, well-formed, a handful of entities. A few lines do here;
//! a parser with its tables of two thousand entities would weigh more than the whole import.

/// Elements whose insides are no words.
const SILENT: [&str; 6] = ["script", "style", "template", "noscript", "head", "title"];

/// Elements that begin a new line.
const BLOCKS: [&str; 21] = [
    "br",
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "blockquote",
    "section",
    "article",
    "td",
    "th",
];

/// The words; a line for each block, entities read, scripts and styles left out.
pub fn text(html: &str) -> String {
    let mut words = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        unescape(&rest[..at], &mut words);
        rest = &rest[at..];
        let Some(tag) = Tag::at(rest) else {
            // Not a tag but a sign.
            words.push('<');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.length..];
        if BLOCKS.contains(&tag.name.as_str()) {
            words.push('\n');
        }
        if !tag.closes && SILENT.contains(&tag.name.as_str()) {
            rest = after_end(rest, &tag.name);
        }
    }
    unescape(rest, &mut words);
    words
}

/// What follows the end tag of this name; nothing, if there is none.
fn after_end<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        rest = &rest[at..];
        match Tag::at(rest) {
            Some(tag) if tag.name == name => return &rest[tag.length..],
            _ => rest = &rest[2..],
        }
    }
    ""
}

/// A tag.
pub struct Tag {
    /// Its name in small letters; `!` for comments and the like.
    pub name: String,
    /// An end tag.
    pub closes: bool,
    /// Bytes up to and with its `>`.
    pub length: usize,
}

impl Tag {
    /// The tag that a text begins with; an end that is missing is the text's.
    pub fn at(html: &str) -> Option<Tag> {
        let inside = html.strip_prefix('<')?;
        if inside.starts_with("!--") {
            let length = html.find("-->").map_or(html.len(), |at| at + 3);
            return Some(Tag {
                name: "!".into(),
                closes: false,
                length,
            });
        }
        let closes = inside.starts_with('/');
        let named = inside.trim_start_matches('/');
        if !named.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return None;
        }
        let end = named.find(|c: char| !(c.is_ascii_alphanumeric() || c == '!' || c == '-'));
        let name = named[..end.unwrap_or(named.len())].to_ascii_lowercase();
        let mut quote = None;
        let length = html.char_indices().find(|(_, c)| match (quote, c) {
            (Some(open), c) => {
                if open == *c {
                    quote = None;
                }
                false
            }
            (None, '"' | '\'') => {
                quote = Some(*c);
                false
            }
            (None, c) => *c == '>',
        });
        Some(Tag {
            name,
            closes,
            length: length.map_or(html.len(), |(at, _)| at + 1),
        })
    }
}

/// Appends a text with its entities read; one that is not known stays as it is written.
fn unescape(written: &str, to: &mut String) {
    let mut rest = written;
    while let Some(at) = rest.find('&') {
        to.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((c, end)) => {
                to.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                to.push('&');
                rest = &rest[1..];
            }
        }
    }
    to.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let point = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(point.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "emsp" => '\u{2003}',
        "ensp" => '\u{2002}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "szlig" => 'ß',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn words_are_what_a_person_sees() {
        for (html, words) in [
            ("a<br>b &amp; c", "a\nb & c"),
            ("<p>one</p><script>no <p></script>two", "\none\ntwo"),
            ("1 < 2 &unknown; &#233;&#x1F642;", "1 < 2 &unknown; é🙂"),
            ("<a title=\"x > y\">link</a>", "link"),
            ("<!-- <p> -->x", "x"),
            ("<script>never closed", ""),
            ("&", "&"),
            ("é&é;<", "é&é;<"),
        ] {
            assert_eq!(text(html), words, "{html}");
        }
    }
}
