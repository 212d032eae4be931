//! Who is on stage: each host, where its replica's files are, and who answers for it.

use axum::body::Body;
use axum::http::{Method, Response, StatusCode, header};

use super::files;
use super::sites::{Call, chatgpt, claude, comparia, copilot, gemini, lumo, mistral};
use super::sites::{deepseek, huggingchat, kimi, openwebui};

/// One chatbot that is played.
pub struct Role {
    pub host: &'static str,
    /// Folder of the replica.
    pub folder: &'static str,
    /// Whether the site's page lives at this path.
    pub is_page: fn(&str) -> bool,
    /// The site's own server; none means 404.
    pub answer: fn(&Call) -> Option<Response<Body>>,
}

const CAST: &[Role] = &[
    Role {
        host: chatgpt::HOST,
        folder: "chatgpt",
        is_page: chatgpt::is_page,
        answer: chatgpt::answer,
    },
    Role {
        host: claude::HOST,
        folder: "claude",
        is_page: claude::is_page,
        answer: claude::answer,
    },
    Role {
        host: gemini::HOST,
        folder: "gemini",
        is_page: gemini::is_page,
        answer: gemini::answer,
    },
    Role {
        host: mistral::HOST,
        folder: "mistral",
        is_page: mistral::is_page,
        answer: mistral::answer,
    },
    Role {
        host: copilot::HOST,
        folder: "copilot",
        is_page: copilot::is_page,
        answer: copilot::answer,
    },
    Role {
        host: lumo::HOST,
        folder: "lumo",
        is_page: lumo::is_page,
        answer: lumo::answer,
    },
    Role {
        host: comparia::HOST,
        folder: "comparia",
        is_page: comparia::is_page,
        answer: comparia::answer,
    },
    Role {
        host: deepseek::HOST,
        folder: "deepseek",
        is_page: deepseek::is_page,
        answer: deepseek::answer,
    },
    Role {
        host: kimi::HOST,
        folder: "kimi",
        is_page: kimi::is_page,
        answer: kimi::answer,
    },
    Role {
        host: huggingchat::HOST,
        folder: "huggingchat",
        is_page: huggingchat::is_page,
        answer: huggingchat::answer,
    },
    Role {
        host: openwebui::HOST,
        folder: "open-webui",
        is_page: openwebui::is_page,
        answer: openwebui::answer,
    },
];

/// Who plays this host.
pub fn role(host: &str) -> Option<&'static Role> {
    CAST.iter().find(|role| role.host == host)
}

/// Every host that is played.
#[cfg(test)]
pub fn hosts() -> impl Iterator<Item = &'static str> {
    CAST.iter().map(|role| role.host)
}

/// The answer of a host on stage: a saved page first, then the replica.
pub fn answer(call: &Call) -> Option<Response<Body>> {
    if let Some(page) = call.state.mounted(&call.host, &call.path) {
        if call.method == Method::POST {
            return Some(empty_stream(&call.path));
        }
        if let Some(page) = page {
            return Some(files::saved(page));
        }
    }
    let role = role(&call.host)?;
    if call.method == Method::GET {
        if call.path == "/favicon.ico" {
            let mut nothing = Response::new(Body::empty());
            *nothing.status_mut() = StatusCode::NO_CONTENT;
            return Some(nothing);
        }
        if let Some(asset) = call.path.strip_prefix("/assets/") {
            return files::asset(role, asset, call);
        }
        if (role.is_page)(&call.path) {
            return files::page(role, call);
        }
    }
    (role.answer)(call)
}

/// What a saved page gets for a send: success, and not a word.
fn empty_stream(path: &str) -> Response<Body> {
    let (kind, body) = if path.contains("StreamGenerate") {
        ("application/json", ")]}'\n\n")
    } else if path.contains("trpc") || path.contains("graphql") {
        ("application/json", "[]")
    } else {
        ("text/event-stream", "")
    };
    let mut response = Response::new(Body::from(body));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    response
}
