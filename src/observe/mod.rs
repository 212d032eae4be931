//! Observing: what a request or a page's report means, by the site's rule. Nothing here remembers anything.

pub mod body;
pub mod request;
pub mod rule;
pub mod url;

pub use merciwatt_text::{json, text, without_halves};

use crate::named::Named;
use rule::Site;

include!(concat!(env!("OUT_DIR"), "/sites.rs"));

/// The site with this key, for example `chatgpt`.
pub fn site(id: &str) -> Option<&'static Site> {
    SITES.iter().find(|site| site.id == id)
}

/// Hosts that a person added for software that people host themselves: host name to site key.
pub type AddedHosts = Named<String>;

/// The site one of whose pages or send requests lives at this URL.
pub fn site_of(address: &str, added: &AddedHosts) -> Option<&'static Site> {
    let host = url::parse(address)?.host;
    SITES
        .iter()
        .find(|site| site.hosts.contains(&host) || site.sends.iter().any(|rule| rule.hosts.contains(&host)))
        .or_else(|| added.get(host).and_then(|id| site(id)))
}

/// The self-hosted software a person means by a name such as `Open WebUI`, `open-webui` or `openwebui`.
pub fn self_hosted(name: &str) -> Option<&'static Site> {
    let plain = |name: &str| {
        name.to_ascii_lowercase()
            .replace(|c: char| !c.is_alphanumeric(), "")
    };
    SITES
        .iter()
        .find(|site| site.access == rule::Access::SelfHosted && plain(site.id) == plain(name))
}

impl Site {
    /// Whether this path shows somebody's past chat (a shared link) and can never send.
    pub fn denies(&self, path: &str) -> bool {
        self.deny_paths.iter().any(|prefix| path.starts_with(prefix))
    }

    /// The conversation id in a page's path, if the page shows a stored conversation.
    pub fn conversation_in<'p>(&self, path: &'p str) -> Option<&'p str> {
        self.conversations
            .iter()
            .find_map(|template| url::fit(template, path))
            .flatten()
    }
}
