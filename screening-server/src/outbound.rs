//! Requests to other servers that the configuration names: who people log in with, and who collects traces.
//!
//! In bounded time and memory, without following redirects. (Webhooks, whose addresses must be checked one by one, have
//! their own sender.)

use std::{io, sync::Arc, time::Duration};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{Request, Response, Uri, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

/// Bytes of an answer's body.
const LARGEST_BODY: usize = 1 << 20;

/// Why there is no answer.
#[derive(Debug, Error)]
pub(crate) enum OutboundError {
    #[error("'{0}' is no address of a server: it must begin with http:// or https:// and a host")]
    Address(Uri),
    #[error("'{0}' cannot be connected to")]
    Connect(String, #[source] io::Error),
    #[error("'{0}' cannot have a certificate")]
    Name(String),
    #[error("the connection to '{0}' could not be encrypted")]
    Tls(String, #[source] io::Error),
    #[error("the request could not be made")]
    Request(#[from] hyper::http::Error),
    #[error("the connection failed")]
    Http(#[from] hyper::Error),
    #[error("the answer could not be read")]
    Body(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("there was no answer in {} s", .0.as_secs_f64())]
    Late(Duration),
}

/// TLS that trusts the system's certificates. `purpose` is what cannot be reached where there are none.
///
/// # Errors
/// When the cryptography gives no protocol.
pub(crate) fn system_trust(purpose: &str) -> Result<TlsConnector, rustls::Error> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "certificates of the system cannot be read");
    }
    let (added, _) = roots.add_parsable_certificates(found.certs);
    if added == 0 {
        tracing::error!(
            "the system has no certificates to trust, so {purpose} with https can be reached: install ca-certificates, \
             or name a file of them in SSL_CERT_FILE"
        );
    }
    trusting(roots)
}

/// TLS that trusts these certificates.
///
/// # Errors
/// When the cryptography gives no protocol.
pub(crate) fn trusting(roots: RootCertStore) -> Result<TlsConnector, rustls::Error> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

/// Sends requests.
#[derive(Clone)]
pub(crate) struct Outbound {
    tls: TlsConnector,
    limit: Duration,
}

impl Outbound {
    /// A client that gives a whole exchange so long.
    pub(crate) fn new(tls: TlsConnector, limit: Duration) -> Self {
        Self { tls, limit }
    }

    /// Sends a request to the server that its URI names.
    ///
    /// # Errors
    /// [`OutboundError`] where there is no answer.
    pub(crate) async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, OutboundError> {
        timeout(self.limit, self.exchange(request)).await.map_err(|_| OutboundError::Late(self.limit))?
    }

    async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, OutboundError> {
        let uri = request.uri().clone();
        let encrypted = uri.scheme_str() == Some("https");
        let host = uri.host().map(|host| host.trim_start_matches('[').trim_end_matches(']').to_owned());
        let (Some(host), Some(authority)) = (host, uri.authority()) else { return Err(OutboundError::Address(uri)) };
        let port = uri.port_u16().unwrap_or(if encrypted { 443 } else { 80 });
        let stream = TcpStream::connect((host.as_str(), port)).await;
        let stream = stream.map_err(|error| OutboundError::Connect(authority.to_string(), error))?;

        let (mut parts, body) = request.into_parts();
        let value = header::HeaderValue::from_str(authority.as_str()).map_err(hyper::http::Error::from)?;
        parts.headers.insert(header::HOST, value);
        parts.uri = uri.path_and_query().map_or("/", |path| path.as_str()).parse().map_err(hyper::http::Error::from)?;
        let request = Request::from_parts(parts, Full::new(body));
        if !encrypted {
            return converse(stream, request).await;
        }
        let name = ServerName::try_from(host.clone()).map_err(|_| OutboundError::Name(host.clone()))?;
        let stream = self.tls.connect(name, stream).await.map_err(|error| OutboundError::Tls(host, error))?;
        converse(stream, request).await
    }
}

impl std::fmt::Debug for Outbound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbound").field("limit", &self.limit).finish_non_exhaustive()
    }
}

async fn converse<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Response<Bytes>, OutboundError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // Ends with this function, whatever the server does.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let (parts, body) = sender.send_request(request).await?.into_parts();
    let body = Limited::new(body, LARGEST_BODY).collect().await.map_err(OutboundError::Body)?.to_bytes();
    Ok(Response::from_parts(parts, body))
}
