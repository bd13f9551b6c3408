//! One delivery over HTTP: to an address that may be reached, without following redirects, in bounded time and memory.
//!
//! The address that is checked is the one that is connected to: a name is looked up once for each delivery, and no
//! library looks it up again.

use std::{io, net::SocketAddr, time::Duration};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{Request, Response, body::Incoming, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use ipnet::IpNet;
use jiff::Timestamp;
use thiserror::Error;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, RootCertStore, pki_types::ServerName},
};

use super::{
    address::may_reach,
    schedule::retry_after,
    settings::{Hook, Target, WebhookSettings},
};
use crate::{
    clock,
    outbound::{system_trust, trusting},
};

/// Bytes of an answer's body that are taken, and thrown away.
const LARGEST_BODY: usize = 64 << 10;

/// Bytes of an answer's head.
const LARGEST_HEAD: usize = 64 << 10;

/// How long an answer's body is waited for: the status has said all.
const BODY: Duration = Duration::from_secs(1);

/// What a receiver is told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Message<'a> {
    /// The same at each attempt.
    pub(crate) id: &'a str,
    /// JSON.
    pub(crate) body: &'a str,
}

/// What a receiver said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    /// The HTTP status.
    pub(crate) status: u16,
    /// When it wants to be asked again, where it said so.
    pub(crate) retry_after: Option<Duration>,
}

impl Reply {
    /// Whether the message arrived.
    pub(crate) fn delivered(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub(crate) enum SendError {
    #[error("the name '{0}' cannot be looked up")]
    Lookup(String, #[source] io::Error),
    #[error("the name '{0}' stands for no address")]
    NoAddress(String),
    #[error(
        "'{host}' is {address}, which only this machine or site can reach; if the receiver belongs to the site, add its \
         network to 'allow'"
    )]
    Refused { host: String, address: SocketAddr },
    #[error("{0} cannot be connected to")]
    Connect(SocketAddr, #[source] io::Error),
    #[error("'{0}' cannot have a certificate")]
    Name(String),
    #[error("the connection could not be encrypted")]
    Tls(#[source] io::Error),
    #[error("the request could not be made")]
    Request(#[from] hyper::http::Error),
    #[error("the connection failed")]
    Http(#[from] hyper::Error),
    #[error("there was no answer in {} s", .0.as_secs_f64())]
    Late(Duration),
}

/// Sends deliveries.
pub(crate) struct Client {
    allowed: Vec<IpNet>,
    tls: TlsConnector,
}

impl Client {
    /// A client that trusts the system's certificates, and reaches public addresses and the site's own networks.
    ///
    /// # Errors
    /// When the cryptography gives no protocol.
    pub(crate) fn new(settings: &WebhookSettings) -> Result<Self, rustls::Error> {
        let needs_trust = settings.hooks.iter().any(|hook| hook.target.tls);
        let tls = if needs_trust { system_trust("no webhook")? } else { trusting(RootCertStore::empty())? };
        Ok(Self { allowed: settings.allowed.clone(), tls })
    }

    /// Sends a message once.
    ///
    /// # Errors
    /// [`SendError`] where there is no answer.
    pub(crate) async fn send(&self, hook: &Hook, message: Message<'_>) -> Result<Reply, SendError> {
        timeout(hook.timeout, self.exchange(hook, message)).await.map_err(|_| SendError::Late(hook.timeout))?
    }

    async fn exchange(&self, hook: &Hook, message: Message<'_>) -> Result<Reply, SendError> {
        let target = &hook.target;
        let request = request(hook, message)?;
        let stream = self.connect(target).await?;
        if !target.tls {
            return converse(stream, request).await;
        }
        let name = ServerName::try_from(target.host.clone()).map_err(|_| SendError::Name(target.host.clone()))?;
        converse(self.tls.connect(name, stream).await.map_err(SendError::Tls)?, request).await
    }

    /// Connects to the first of the host's addresses that may be reached and answers.
    async fn connect(&self, target: &Target) -> Result<TcpStream, SendError> {
        let host = &target.host;
        let found = lookup_host((host.as_str(), target.port)).await;
        let mut failed = SendError::NoAddress(host.clone());
        for address in found.map_err(|error| SendError::Lookup(host.clone(), error))? {
            if !may_reach(address.ip(), &self.allowed) {
                failed = SendError::Refused { host: host.clone(), address };
                continue;
            }
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => failed = SendError::Connect(address, error),
            }
        }
        Err(failed)
    }
}

fn request(hook: &Hook, message: Message<'_>) -> Result<Request<Full<Bytes>>, hyper::http::Error> {
    let timestamp = clock::now().as_second();
    Request::post(&hook.target.path)
        .header(header::HOST, &hook.target.authority)
        .header(header::USER_AGENT, concat!("screening/", env!("CARGO_PKG_VERSION")))
        .header(header::CONTENT_TYPE, "application/json")
        .header("webhook-id", message.id)
        .header("webhook-timestamp", timestamp)
        .header("webhook-signature", hook.secret.sign(message.id, timestamp, message.body))
        .body(Full::new(Bytes::copy_from_slice(message.body.as_bytes())))
}

async fn converse<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Reply, SendError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let builder = http1::Builder::new().max_buf_size(LARGEST_HEAD).to_owned();
    let (mut sender, connection) = builder.handshake(TokioIo::new(stream)).await?;
    // Ends with this function, whatever the receiver does.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let response = sender.send_request(request).await?;
    let reply = Reply { status: response.status().as_u16(), retry_after: wish(&response, clock::now()) };
    // A receiver that still writes would see a broken connection and might take its own work back.
    let _ = timeout(BODY, Limited::new(response.into_body(), LARGEST_BODY).collect()).await;
    Ok(reply)
}

fn wish(response: &Response<Incoming>, now: Timestamp) -> Option<Duration> {
    retry_after(response.headers().get(header::RETRY_AFTER)?.to_str().ok()?, now)
}
