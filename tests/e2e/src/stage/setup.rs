//! How a host on stage plays: language, pace, and mishaps.

/// How one host plays. Takes effect at the next page load (language, policy) or send (the rest).
#[derive(Clone, Debug)]
pub struct Setup {
    /// Language of labels, stored chats and replies: `en` or `fr`. Anything else is played in English.
    pub lang: String,
    /// Milliseconds between the request and the first words of the reply.
    pub first_chunk_ms: u64,
    /// Milliseconds between two pieces of the reply.
    pub chunk_ms: u64,
    /// Number of pieces a reply is cut into (at least one).
    pub chunks: usize,
    /// The next send is answered with this HTTP status and no reply; used once, then forgotten.
    pub fail: Option<u16>,
    /// Send the page with a nonce-based policy and Trusted Types, as large sites do.
    pub strict_csp: bool,
    /// Say exactly this instead of a composed reply.
    pub reply: Option<String>,
    /// The site has changed its page: in its scripts, the first text stands no longer, the second does.
    pub rewritten: Vec<(String, String)>,
    /// The site has moved its server: a path with the first part is answered as one with the second.
    pub moved: Vec<(String, String)>,
}

impl Default for Setup {
    fn default() -> Setup {
        Setup {
            lang: "en".to_owned(),
            first_chunk_ms: 150,
            chunk_ms: 40,
            chunks: 10,
            fail: None,
            strict_csp: true,
            reply: None,
            rewritten: Vec::new(),
            moved: Vec::new(),
        }
    }
}
