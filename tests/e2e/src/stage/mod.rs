//! The stage: one TLS server on loopback that plays chatbots under their real host names.
//!
//! Browsers are told to resolve every name to this server, so the shipped manifest is tried unchanged, and
//! a request for any host that is not on stage is on record (`Hit::on_stage` is false): the proof that
//! nothing leaves the computer. The replicas are written from published descriptions of the sites'
//! structure and requests; they are not the sites, and hold none of their code.

mod cast;
mod chat;
mod door;
mod files;
mod history;
mod record;
mod reply;
mod setup;
mod sites;
mod socket;
mod state;
mod stream;
mod tls;
#[cfg(test)]
mod trials;

use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use chat::{LONG_CHAT, STORED_CHATS, stored_id};
pub use record::{Hit, Kind, Send};
pub use setup::Setup;
use state::State;
pub use state::seen_by_all;

/// A handle on a running stage. Clones share one server, which stops when the last clone is dropped.
#[derive(Clone)]
pub struct Stage {
    inner: Arc<Inner>,
}

struct Inner {
    state: Arc<State>,
    tls_port: u16,
    http_port: u16,
    doors: [JoinHandle<()>; 2],
}

impl Drop for Inner {
    fn drop(&mut self) {
        for door in &self.doors {
            door.abort();
        }
    }
}

impl Stage {
    /// Opens both doors on free loopback ports: TLS for any host name, and plain HTTP, which only ever
    /// answers 404 and is there to be on record.
    ///
    /// # Errors
    /// Says which door could not be opened.
    pub async fn start() -> anyhow::Result<Stage> {
        let state = Arc::new(State::new());
        let tls = TcpListener::bind(("127.0.0.1", 0))
            .await
            .context("the TLS door could not be opened on 127.0.0.1")?;
        let http = TcpListener::bind(("127.0.0.1", 0))
            .await
            .context("the plain HTTP door could not be opened on 127.0.0.1")?;
        let (tls_port, http_port) = (tls.local_addr()?.port(), http.local_addr()?.port());
        let certificates = Arc::new(tls::Certificates::new()?);
        let doors = [
            tokio::spawn(door::open_tls(tls, certificates, Arc::clone(&state))),
            tokio::spawn(door::open_plain(http, Arc::clone(&state))),
        ];
        Ok(Stage {
            inner: Arc::new(Inner {
                state,
                tls_port,
                http_port,
                doors,
            }),
        })
    }

    /// The loopback port to which browsers send every `host:443`.
    pub fn tls_port(&self) -> u16 {
        self.inner.tls_port
    }

    /// The loopback port to which browsers send every `host:80`.
    pub fn http_port(&self) -> u16 {
        self.inner.http_port
    }

    /// How a host plays from now on: its language at the next page load, its pace at the next send.
    pub fn set(&self, host: &str, setup: Setup) {
        self.inner.state.set(host, setup);
    }

    /// Every request so far, in order of arrival, on stage or not.
    pub fn log(&self) -> Vec<Hit> {
        self.inner.state.log()
    }

    /// What people sent so far, as the chatbots' servers saw it.
    pub fn sends(&self) -> Vec<Send> {
        self.inner.state.sends()
    }

    /// Serves `html` at `path` of a real host, which joins the cast if it was not in it. From then on every
    /// POST to that host is answered 200 with an empty stream and enters only the log.
    pub fn mount(&self, host: &str, path: &str, html: Vec<u8>, csp: Option<&str>) {
        self.inner.state.mount(host, path, html, csp);
    }
}
