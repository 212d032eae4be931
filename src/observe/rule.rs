//! What a site's rule can say. The rules themselves are data: `data/sites/*.json`, compiled by `build.rs`.

/// A chatbot site, as compiled from its file in `data/sites/`.
#[derive(Debug)]
pub struct Site {
    /// Stable key used in stored rows, for example `chatgpt`.
    pub id: &'static str,
    /// The name people know, for example `ChatGPT`.
    pub name: &'static str,
    /// Key of the provider in the energy data, for example `openai`.
    pub provider: &'static str,
    /// Host names whose pages are watched.
    pub hosts: &'static [&'static str],
    /// Path prefixes that show somebody's past chat and can never send, for example `/share/`.
    pub deny_paths: &'static [&'static str],
    /// Path templates of a conversation's page, for example `/c/{conversation}`.
    pub conversations: &'static [&'static str],
    /// Requests that mean something.
    pub sends: &'static [SendRule],
    /// The part of the rule that `content.js` needs, as JSON.
    pub page: &'static str,
}

/// One kind of request a site makes.
#[derive(Debug)]
pub struct SendRule {
    /// HTTP method, upper case.
    pub method: &'static str,
    /// Hosts when they differ from the site's pages; empty means the site's own.
    pub hosts: &'static [&'static str],
    /// Exact path templates; `*` is one segment, `{name}` captures one.
    pub paths: &'static [&'static str],
    /// How the body is encoded.
    pub body: Encoding,
    /// The first case whose conditions all hold gives the kind.
    pub cases: &'static [Case],
    /// Where the words are: the first pointer that yields a string wins.
    pub text: &'static [&'static str],
    /// Where the message id chosen by the page is.
    pub message_id: &'static [&'static str],
    /// Where the conversation id is; a `{conversation}` capture of the path counts too.
    pub conversation: &'static [&'static str],
    /// Where the model slug is.
    pub model: &'static [&'static str],
}

/// How a request body is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// A JSON document.
    Json,
    /// `application/x-www-form-urlencoded`, or the browser's decoded form: an object of strings.
    Form,
}

/// Conditions and the kind they lead to.
#[derive(Debug)]
pub struct Case {
    /// All must hold; none means "otherwise".
    pub when: &'static [(&'static str, Test)],
    /// What the request is.
    pub kind: Kind,
}

/// A test on the values a pointer yields.
#[derive(Debug)]
pub enum Test {
    /// The value is this string, or prints as it (numbers, booleans).
    Is(&'static str),
    /// Absent, null, `false`, or an empty string, array or object.
    Empty,
    /// The opposite of [`Test::Empty`].
    Filled,
}

/// What a request is, in the field's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A person sent a new message.
    New,
    /// A person sent an edited message: a message like any other, since it is answered again.
    Edit,
    /// Another reply to a message that was already sent.
    Regenerate,
    /// The reply goes on.
    Continue,
    /// Nothing a person sent.
    None,
}

impl Kind {
    /// Whether a person sent something: a *message*.
    pub fn is_message(self) -> bool {
        matches!(self, Kind::New | Kind::Edit)
    }

    /// Whether a model has to answer: a *reply*.
    pub fn is_answered(self) -> bool {
        self != Kind::None
    }

    /// The key used in data files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Kind::New => "new",
            Kind::Edit => "edit",
            Kind::Regenerate => "regenerate",
            Kind::Continue => "continue",
            Kind::None => "none",
        }
    }
}
