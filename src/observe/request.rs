//! From a request the browser saw to what it means: a message, another reply, or nothing.

use super::body::{Body, Document};
use super::rule::{Case, Encoding, Kind, SendRule, Site, Test};
use super::url::{self, Url};

/// Bodies above this many bytes are not parsed: the message counts, its length comes from the page.
/// A person cannot type it, and a hostile page must not make the worker hold copies of it.
pub const MAX_BODY: usize = 8 * 1024 * 1024;

/// Ids and names are short; what is longer, in bytes, is none, and must not be kept beside the words.
const LONGEST_ID: usize = 512;

/// What a request means. The words live as long as this value and no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Message, other reply, or nothing.
    pub kind: Kind,
    /// The person's words; `None` when the body could not be read or the kind carries none.
    pub text: Option<String>,
    /// The id by which the request names the person's message: its own, or that of the older one it rewords or has
    /// answered again.
    pub message_id: Option<String>,
    /// That id where the page has chosen it for this very message: a request that repeats it is a retry.
    pub fresh_id: Option<String>,
    /// The site's own id of the conversation.
    pub conversation: Option<String>,
    /// The model slug the page asked for.
    pub model: Option<String>,
}

impl Sent {
    /// A request that means nothing.
    pub fn nothing() -> Sent {
        Sent {
            kind: Kind::None,
            text: None,
            message_id: None,
            fresh_id: None,
            conversation: None,
            model: None,
        }
    }
}

/// Reads a request of `site` by the first rule whose route fits and whose encoding is the body's: one address may take
/// several. Unknown paths and methods mean [`Kind::None`]; a known send whose body cannot be read is a new message of
/// unknown length, because something was sent and a guess would be worse than "unknown".
pub fn read(site: &Site, method: &str, address: &str, body: Body<'_>) -> Sent {
    let Some(url) = url::parse(address) else {
        return Sent::nothing();
    };
    let body = match body {
        Body::Bytes(bytes) if bytes.len() > MAX_BODY => Body::Unreadable,
        body => body,
    };
    let routes = site.sends.iter();
    let mut routes = routes.filter_map(|rule| Some((rule, route(site, rule, method, &url)?)));
    let first = routes.clone().next();
    let opened = routes.find_map(|(rule, in_path)| {
        let document = Document::open(rule.body, body, url.query)?;
        Some(interpret(rule, &document, url.query, in_path))
    });
    opened.unwrap_or_else(|| match first {
        Some((rule, in_path)) if rule.can_be_message() => Sent {
            kind: Kind::New,
            conversation: in_path.map(str::to_owned),
            ..Sent::nothing()
        },
        _ => Sent::nothing(),
    })
}

/// The rule's route fits: `Some(capture)`, where the capture is the conversation named in the path. A site that people
/// host themselves has no hosts of its own: whoever asks has found it by the person's own list.
fn route<'u>(site: &Site, rule: &SendRule, method: &str, url: &Url<'u>) -> Option<Option<&'u str>> {
    let hosts = if rule.hosts.is_empty() {
        site.hosts
    } else {
        rule.hosts
    };
    if rule.method != method || !(hosts.is_empty() || hosts.contains(&url.host)) {
        return None;
    }
    rule.paths
        .iter()
        .find_map(|template| url::fit(template, url.path))
}

fn interpret(rule: &SendRule, document: &Document<'_>, query: &str, in_path: Option<&str>) -> Sent {
    let case = rule.cases.iter().find(|case| case.holds(document, query));
    let kind = case.map_or(Kind::None, |case| case.kind);
    let first = |pointers: &[&str]| {
        let mut value = None;
        for pointer in pointers {
            if value.is_none() {
                document.each(query, pointer, &mut |raw| {
                    value = value
                        .take()
                        .or_else(|| raw.scalar().filter(|id| id.len() <= LONGEST_ID));
                });
            }
        }
        value
    };
    let message_id = if case.is_some_and(|case| case.names_message) {
        first(rule.message_id)
    } else {
        None
    };
    Sent {
        kind,
        fresh_id: message_id.clone().filter(|_| rule.fresh_id),
        message_id,
        conversation: first(rule.conversation).or_else(|| in_path.map(str::to_owned)),
        model: first(rule.model),
        // Last, so that little else is held while they are read. A send whose words are not where they used to be is
        // a message of unknown length, not one of no length.
        text: if kind.is_message() {
            words(rule, document, query)
        } else {
            None
        },
    }
}

/// The words at the first pointer that yields any; several pieces are lines. They are measured first, so that they
/// are put together in memory of their own size.
fn words(rule: &SendRule, document: &Document<'_>, query: &str) -> Option<String> {
    rule.text.iter().find_map(|pointer| {
        let mut bound = 0;
        document.each(query, pointer, &mut |raw| {
            bound += raw.text_bound().map_or(0, |bound| bound + 1)
        });
        let mut all: Option<String> = None;
        document.each(query, pointer, &mut |raw| {
            if raw.text_bound().is_none() {
                return;
            }
            match &mut all {
                Some(all) => all.push('\n'),
                None => all = Some(String::with_capacity(bound)),
            }
            raw.text_into(all.get_or_insert_default());
        });
        all
    })
}

impl SendRule {
    fn can_be_message(&self) -> bool {
        self.body != Encoding::Frame && self.cases.iter().any(|case| case.kind.is_message())
    }
}

impl Case {
    fn holds(&self, document: &Document<'_>, query: &str) -> bool {
        self.when.iter().all(|(pointer, test)| {
            let (mut is, mut filled) = (false, false);
            document.each(query, pointer, &mut |raw| match test {
                Test::Is(wanted) => is |= raw.scalar().as_deref() == Some(wanted),
                Test::Empty | Test::Filled => filled |= !raw.is_empty(),
            });
            match test {
                Test::Is(_) => is,
                Test::Empty => !filled,
                Test::Filled => filled,
            }
        })
    }
}
