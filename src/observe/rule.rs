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
    /// How a person lets Merciwatt watch it.
    pub access: Access,
    /// What carries the count.
    pub primary: Primary,
    /// How many models answer each message.
    pub replies: u16,
    /// Host names whose pages are watched; none for software that people host themselves.
    pub hosts: &'static [&'static str],
    /// Path prefixes that show somebody's past chat and can never send, for example `/share/`.
    pub deny_paths: &'static [&'static str],
    /// Path templates of a conversation's page, for example `/c/{conversation}`.
    pub conversations: &'static [&'static str],
    /// Requests that mean something.
    pub sends: &'static [SendRule],
    /// The part of the rule that `content.js` needs, as JSON.
    pub page: &'static str,
    /// The page's own id of a message is the one its request carries.
    pub user_id_sent: bool,
    /// A request for another reply cannot be told from a message: the page says which it was.
    pub again_looks_new: bool,
    /// Date of the newest evidence, for example `2026-07-28`.
    pub verified_on: &'static str,
}

/// How a person lets Merciwatt watch a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Granted with the installation.
    Install,
    /// Switched on in the options.
    Optional,
    /// On hosts that the person adds.
    SelfHosted,
}

impl Access {
    /// Stable key, as in the site's file.
    pub fn key(self) -> &'static str {
        match self {
            Access::Install => "install",
            Access::Optional => "optional",
            Access::SelfHosted => "self_hosted",
        }
    }
}

/// What carries a site's count; the other signal confirms it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Primary {
    /// The request that sends a message.
    Network,
    /// The message's node on the page, because the request cannot be read.
    Page,
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
    /// That id is chosen for this very message: a request that repeats it is a retry. Otherwise it names an older one.
    pub fresh_id: bool,
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
    /// `multipart/form-data`, raw or decoded by the browser: an object of strings, files left out.
    Multipart,
    /// `application/connect+json`: framed JSON, of which the first message is read.
    Connect,
    /// The words are in the address: its query as an object of strings.
    Query,
    /// A text frame of a WebSocket. No browser shows it to an extension; it is described for the command line.
    Frame,
}

/// Conditions and the kind they lead to.
#[derive(Debug)]
pub struct Case {
    /// All must hold; none means "otherwise".
    pub when: &'static [(&'static str, Test)],
    /// What the request is.
    pub kind: Kind,
    /// The request's id names the person's message.
    pub names_message: bool,
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
