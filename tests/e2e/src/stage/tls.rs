//! A certificate for any name a browser asks for. Self-signed: the browsers of a trial accept it because
//! they are told to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use rcgen::{CertificateParams, DnType, KeyPair};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// One key, and the certificates made with it so far.
pub struct Certificates {
    key: KeyPair,
    made: Mutex<HashMap<String, Arc<ServerConfig>>>,
}

impl Certificates {
    /// A fresh key; no certificate yet.
    pub fn new() -> anyhow::Result<Certificates> {
        let key = KeyPair::generate().context("the stage could not make a key for its certificates")?;
        Ok(Certificates {
            key,
            made: Mutex::default(),
        })
    }

    /// The server side of TLS for this host name.
    pub fn for_name(&self, name: &str) -> anyhow::Result<Arc<ServerConfig>> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(config) = made.get(name) {
            return Ok(Arc::clone(config));
        }
        let config = Arc::new(
            self.make(name)
                .with_context(|| format!("no certificate could be made for {name}"))?,
        );
        made.insert(name.to_owned(), Arc::clone(&config));
        Ok(config)
    }

    fn make(&self, name: &str) -> anyhow::Result<ServerConfig> {
        let mut params = CertificateParams::new(vec![name.to_owned()])?;
        // The serial number comes from the key, so the issuer must differ: Firefox refuses, for good, a
        // second certificate with the issuer and serial number of a first one.
        params.distinguished_name.push(DnType::CommonName, name);
        let certificate = params.self_signed(&self.key)?;
        let key = PrivateKeyDer::try_from(self.key.serialize_der()).map_err(anyhow::Error::msg)?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }
}
