//! Trials of the stage by a plain client: what it serves, what it streams, and what it remembers.

mod forms;
mod framings;
mod sealed;
mod sends;
mod stage_itself;
mod voices;

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::{Client, Response};
use serde_json::Value;

use super::{Send, Setup, Stage, cast};

const HOSTS: [&str; 7] = [
    "chatgpt.com",
    "claude.ai",
    "gemini.google.com",
    "chat.mistral.ai",
    "copilot.microsoft.com",
    "lumo.proton.me",
    "comparia.beta.gouv.fr",
];

/// A stage, and a client that takes its certificates and finds every host there.
struct Visit {
    stage: Stage,
    client: Client,
}

impl Visit {
    async fn new() -> Visit {
        let stage = Stage::start().await.expect("the stage starts");
        let client = client(&stage, true);
        for host in cast::hosts() {
            stage.set(
                host,
                Setup {
                    first_chunk_ms: 0,
                    chunk_ms: 0,
                    chunks: 7,
                    ..Setup::default()
                },
            );
        }
        Visit { stage, client }
    }

    fn url(&self, host: &str, path: &str) -> String {
        format!("https://{host}:{}{path}", self.stage.tls_port())
    }

    async fn get(&self, host: &str, path: &str) -> Response {
        self.client
            .get(self.url(host, path))
            .send()
            .await
            .expect("the stage answers")
    }

    async fn get_json(&self, host: &str, path: &str) -> Value {
        serde_json::from_str(&self.get(host, path).await.text().await.expect("a body")).expect("JSON")
    }

    async fn post(&self, host: &str, path: &str, body: String) -> Response {
        self.client
            .post(self.url(host, path))
            .body(body)
            .send()
            .await
            .expect("the stage answers")
    }

    async fn post_text(&self, host: &str, path: &str, body: &Value) -> String {
        self.post(host, path, body.to_string())
            .await
            .text()
            .await
            .expect("a whole body")
    }

    fn last(&self) -> Send {
        self.stage.sends().pop().expect("a send is on record")
    }

    /// Waits for the record to say so: the end of a stream reaches it after the client.
    async fn until(&self, what: &str, holds: impl Fn(&Stage) -> bool) {
        let patient = async {
            while !holds(&self.stage) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), patient)
            .await
            .unwrap_or_else(|_| panic!("never: {what}"));
    }
}

fn client(stage: &Stage, trusting: bool) -> Client {
    // Fails when another trial was first, which is as good.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    let here = SocketAddr::from(([127, 0, 0, 1], stage.tls_port()));
    let mut builder = Client::builder().tls_danger_accept_invalid_certs(trusting);
    if !trusting {
        builder = builder.tls_certs_only([]);
    }
    for host in cast::hosts().chain(["telemetry.example", "www.perplexity.ai"]) {
        builder = builder.resolve(host, here);
    }
    builder.build().expect("a client")
}

/// The reply in a stream of server-sent events: what `words` finds in each event's data, joined.
fn joined(stream: &str, words: fn(&Value) -> Option<&str>) -> String {
    let data = stream.lines().filter_map(|line| line.strip_prefix("data: "));
    let values: Vec<Value> = data.filter_map(|data| serde_json::from_str(data).ok()).collect();
    values.iter().filter_map(words).collect()
}
