//! Host, path and query of a request, and path templates. Only what matching a rule needs.

/// A URL taken apart, borrowed from the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Url<'a> {
    /// Host without port, as the browser gives it (lower case).
    pub host: &'a str,
    /// Path with its leading slash.
    pub path: &'a str,
    /// What follows the question mark, without it; empty if there is none.
    pub query: &'a str,
}

/// Takes an absolute `http(s)` or `ws(s)` URL apart; `None` for anything else.
pub fn parse(url: &str) -> Option<Url<'_>> {
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme, "https" | "http" | "wss" | "ws") {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split(':').next().unwrap_or(host);
    let tail = tail.split('#').next().unwrap_or("");
    let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
    Some(Url {
        host,
        path: if path.is_empty() { "/" } else { path },
        query,
    })
}

/// Whether `path` fits `template`, and the `{conversation}` segment if the template names one.
///
/// `*` stands for exactly one segment; everything else must be equal. `Some(None)` is a match without a capture.
pub fn fit<'p>(template: &str, path: &'p str) -> Option<Option<&'p str>> {
    let mut captured = None;
    let mut segments = path.trim_end_matches('/').split('/');
    for wanted in template.trim_end_matches('/').split('/') {
        let segment = segments.next()?;
        match wanted {
            "*" if !segment.is_empty() => {}
            "{conversation}" if !segment.is_empty() => captured = Some(segment),
            _ if wanted == segment => {}
            _ => return None,
        }
    }
    segments.next().is_none().then_some(captured)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_urls_apart() {
        assert_eq!(
            parse("https://a.example/x/y?q=1#z"),
            Some(Url {
                host: "a.example",
                path: "/x/y",
                query: "q=1",
            })
        );
        assert_eq!(
            parse("https://a.example:8443"),
            Some(Url {
                host: "a.example",
                path: "/",
                query: "",
            })
        );
        assert_eq!(parse("data:text/plain,hi"), None);
        assert_eq!(parse("nonsense"), None);
    }

    #[test]
    fn templates_are_exact() {
        assert_eq!(fit("/f/conversation", "/f/conversation"), Some(None));
        assert_eq!(fit("/f/conversation", "/f/conversation/prepare"), None);
        assert_eq!(fit("/c/{conversation}", "/c/abc"), Some(Some("abc")));
        assert_eq!(fit("/c/{conversation}", "/c/"), None);
        assert_eq!(
            fit("/o/*/c/{conversation}/completion", "/o/1/c/2/completion"),
            Some(Some("2"))
        );
    }
}
