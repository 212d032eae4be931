//! The replicas' files, read from the source tree at each request so that a page can be tried as it is
//! written.

use std::path::{Component, Path, PathBuf};

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, header};

use super::cast::Role;
use super::sites::Call;
use super::state::Mounted;

fn replicas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("replicas")
}

/// A script or style sheet of this replica, or of the kit all replicas share.
pub fn asset(role: &Role, asset: &str, call: &Call) -> Option<Response<Body>> {
    let path = Path::new(asset);
    let folder = path.components().next()?;
    let own = folder.as_os_str() == role.folder || folder.as_os_str() == "kit";
    if !own
        || path
            .components()
            .any(|part| !matches!(part, Component::Normal(_)))
    {
        return None;
    }
    let kind = match path.extension()?.to_str()? {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        _ => return None,
    };
    let mut text = std::fs::read_to_string(replicas().join(path)).ok()?;
    if folder.as_os_str() != "kit" {
        for (before, after) in call.state.setup(role.host).rewritten {
            text = text.replace(&before, &after);
        }
    }
    Some(typed(kind, Body::from(text)))
}

/// The replica's page in the language it is set to, under the policy it is set to.
pub fn page(role: &Role, call: &Call) -> Option<Response<Body>> {
    let setup = call.state.setup(role.host);
    let lang = if setup.lang == "fr" { "fr" } else { "en" };
    let nonce = call.state.nonce();
    let html = std::fs::read_to_string(replicas().join(role.folder).join("index.html")).ok()?;
    let html = html.replace("{{lang}}", lang).replace("{{nonce}}", &nonce);
    let mut response = typed("text/html; charset=utf-8", Body::from(html));
    if setup.strict_csp {
        let policy = format!(
            "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'nonce-{nonce}'; \
             img-src 'self' data:; object-src 'none'; base-uri 'none'; connect-src 'self'; \
             require-trusted-types-for 'script'; trusted-types 'none'"
        );
        with(&mut response, header::CONTENT_SECURITY_POLICY, &policy);
    }
    Some(response)
}

/// A saved page, as it was mounted.
pub fn saved(page: Mounted) -> Response<Body> {
    let mut response = typed("text/html; charset=utf-8", Body::from(page.html));
    if let Some(csp) = page.csp {
        with(&mut response, header::CONTENT_SECURITY_POLICY, &csp);
    }
    response
}

/// A response of this content type that no browser keeps.
pub fn typed(kind: &str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    with(&mut response, header::CONTENT_TYPE, kind);
    with(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

fn with(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
