//! The two ways in: TLS, and plain HTTP. Each request is put on record before anyone answers it.

use std::cell::Cell;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::rustls::server::Acceptor;

use super::cast;
use super::record::Hit;
use super::sites::Call;
use super::state::State;
use super::tls::Certificates;

/// No message of a trial comes near this; a larger body is refused rather than kept in memory.
const LARGEST_BODY: usize = 32 * 1024 * 1024;

/// Serves TLS until aborted.
pub async fn open_tls(listener: TcpListener, certificates: Arc<Certificates>, state: Arc<State>) {
    let mut guests = JoinSet::new();
    loop {
        if let Ok((tcp, _)) = listener.accept().await {
            guests.spawn(greet(tcp, Arc::clone(&certificates), Arc::clone(&state)));
        }
        while guests.try_join_next().is_some() {}
    }
}

/// Serves plain HTTP until aborted.
pub async fn open_plain(listener: TcpListener, state: Arc<State>) {
    let mut guests = JoinSet::new();
    loop {
        if let Ok((tcp, _)) = listener.accept().await {
            let state = Arc::clone(&state);
            guests.spawn(async move {
                serve(tcp, false, &state).await;
            });
        }
        while guests.try_join_next().is_some() {}
    }
}

async fn greet(tcp: TcpStream, certificates: Arc<Certificates>, state: Arc<State>) {
    let Ok(hello) = LazyConfigAcceptor::new(Acceptor::default(), tcp).await else {
        return;
    };
    let name = hello
        .client_hello()
        .server_name()
        .unwrap_or("localhost")
        .to_lowercase();
    let asked = match certificates.for_name(&name) {
        Ok(config) => match hello.into_stream(config).await {
            Ok(tls) => serve(tls, true, &state).await,
            Err(_) => false,
        },
        Err(_) => false,
    };
    if !asked {
        let on_stage = state.is_on_stage(&name);
        let (method, path) = ("TLS".to_owned(), String::new());
        state.note(Hit {
            host: name,
            method,
            path,
            origin: None,
            on_stage,
            secure: true,
            at: SystemTime::now(),
        });
    }
}

/// Serves one connection; true if it carried a request.
async fn serve<S>(io: S, secure: bool, state: &Arc<State>) -> bool
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let asked = AtomicBool::new(false);
    let service = service_fn(|request: Request<Incoming>| {
        asked.store(true, Ordering::Relaxed);
        async move { Ok::<_, Infallible>(receive(request, secure, state).await) }
    });
    // A connection that breaks off is the browser's business: a stopped reply ends this way.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(io), service)
        .with_upgrades()
        .await;
    asked.load(Ordering::Relaxed)
}

async fn receive(request: Request<Incoming>, secure: bool, state: &Arc<State>) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    let host = host_of(&parts.headers);
    let on_stage = state.is_on_stage(&host);
    state.note(Hit {
        host: host.clone(),
        method: parts.method.to_string(),
        path: parts
            .uri
            .path_and_query()
            .map_or_else(|| parts.uri.path().to_owned(), ToString::to_string),
        origin: text_of(&parts.headers, header::ORIGIN),
        on_stage,
        secure,
        at: SystemTime::now(),
    });
    if !secure || !on_stage {
        return plain(StatusCode::NOT_FOUND);
    }
    let Ok(body) = axum::body::to_bytes(Body::new(body), LARGEST_BODY).await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE);
    };
    // A refusal only means that this is no handshake.
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await.ok();
    let mut path = parts.uri.path().to_owned();
    // A server moves; the page's own files stay where they are.
    if !path.starts_with("/assets/") {
        for (new, known) in state.setup(&host).moved {
            path = path.replace(&new, &known);
        }
    }
    let call = Call {
        host,
        method: parts.method,
        path,
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body,
        upgrade: Cell::new(upgrade),
        state: Arc::clone(state),
    };
    cast::answer(&call).unwrap_or_else(|| plain(StatusCode::NOT_FOUND))
}

fn host_of(headers: &HeaderMap) -> String {
    let host = text_of(headers, header::HOST).unwrap_or_default().to_lowercase();
    host.split(':').next().unwrap_or_default().to_owned()
}

fn text_of(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

fn plain(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
