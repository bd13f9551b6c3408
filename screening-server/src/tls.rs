//! TLS of the HTTP interface: a certificate and its key in two files, which change without a stop.
//!
//! A connection keeps what it was begun with; those that come after a change get what is new.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use thiserror::Error;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self, CertificateError, RootCertStore, ServerConfig,
        client::{WebPkiServerVerifier, danger::ServerCertVerifier as _},
        crypto::ring,
        pki_types::{
            CertificateDer, PrivateKeyDer, ServerName, UnixTime,
            pem::{self, PemObject as _},
        },
    },
};

use crate::config::TlsSettings;

/// How long before its end a certificate is warned of.
const SOON: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// Why a certificate cannot be used, with what to do.
#[derive(Debug, Error)]
pub(crate) enum TlsError {
    #[error("the certificate '{}' cannot be read", .0.display())]
    Certificate(PathBuf, #[source] pem::Error),
    #[error("the certificate '{}' holds none: it must be PEM, the service's own first, then those that signed it", .0.display())]
    NoCertificate(PathBuf),
    #[error("the certificate '{}' has expired; renew it", .0.display())]
    Expired(PathBuf),
    #[error("the certificate '{}' is not valid yet; check this machine's clock", .0.display())]
    NotYet(PathBuf),
    #[error("the certificate '{}' cannot be used", .0.display())]
    Unusable(PathBuf, #[source] rustls::Error),
    #[error("the key '{}' cannot be read", .0.display())]
    Key(PathBuf, #[source] pem::Error),
    #[error("the key '{}' holds none: it must be PEM, and not be encrypted", .0.display())]
    NoKey(PathBuf),
    #[error("the key '{}' does not belong to the certificate '{}'", key.display(), certificate.display())]
    Mismatch {
        /// The key's file.
        key: PathBuf,
        /// The certificate's file.
        certificate: PathBuf,
    },
}

impl TlsError {
    /// The option that names what is wrong.
    pub(crate) fn option(&self) -> &'static str {
        match self {
            Self::Key(..) | Self::NoKey(_) | Self::Mismatch { .. } => "tls-key",
            _ => "tls-certificate",
        }
    }
}

/// A certificate that can be used now.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    config: Arc<ServerConfig>,
    certificate: CertificateDer<'static>,
}

/// What new connections are encrypted with.
#[derive(Debug)]
pub(crate) struct Tls(RwLock<Identity>);

impl Tls {
    /// Uses this certificate.
    pub(crate) fn new(identity: Identity) -> Self {
        Self(RwLock::new(identity))
    }

    /// For one connection.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        let identity = self.0.read().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&identity.config))
    }

    /// Uses another certificate from now on; tells whether it is another one.
    pub(crate) fn replace(&self, identity: Identity) -> bool {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let differs = current.certificate != identity.certificate;
        *current = identity;
        differs
    }
}

/// Reads a certificate and its key, and checks that they can be used now.
///
/// # Errors
/// [`TlsError`]
pub(crate) fn read(settings: &TlsSettings) -> Result<Identity, TlsError> {
    let TlsSettings { certificate: path, key: key_path } = settings;
    let unreadable = |error| TlsError::Certificate(path.clone(), error);
    let chain = CertificateDer::pem_file_iter(path).map_err(unreadable)?;
    let chain: Vec<CertificateDer<'static>> = chain.collect::<Result<_, _>>().map_err(unreadable)?;
    let Some(certificate) = chain.first().cloned() else { return Err(TlsError::NoCertificate(path.clone())) };
    let key = PrivateKeyDer::from_pem_file(key_path).map_err(|error| match error {
        pem::Error::NoItemsFound => TlsError::NoKey(key_path.clone()),
        error => TlsError::Key(key_path.clone(), error),
    })?;

    check_time(path, &chain, Duration::ZERO)?;
    if check_time(path, &chain, SOON).is_err() {
        tracing::warn!(certificate = %path.display(), "the certificate expires within 14 days; renew it, then SIGHUP");
    }
    let unusable = |error| match error {
        rustls::Error::InconsistentKeys(_) => TlsError::Mismatch { key: key_path.clone(), certificate: path.clone() },
        error => TlsError::Unusable(path.clone(), error),
    };
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(unusable)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(unusable)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Identity { config: Arc::new(config), certificate })
}

/// Whether a certificate is valid so long from now. Who signed it is for clients to judge: to find its times alone, it
/// is held against itself.
fn check_time(path: &Path, chain: &[CertificateDer<'static>], ahead: Duration) -> Result<(), TlsError> {
    let Some((own, others)) = chain.split_first() else { return Ok(()) };
    let unusable = |error| TlsError::Unusable(path.to_owned(), error);
    let mut roots = RootCertStore::empty();
    roots.add(own.clone()).map_err(unusable)?;
    let verifier =
        WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::new(ring::default_provider())).build();
    let (Ok(verifier), Ok(any)) = (verifier, ServerName::try_from("localhost")) else { return Ok(()) };
    let then = UnixTime::since_unix_epoch(Duration::from_secs(UnixTime::now().as_secs()) + ahead);
    match verifier.verify_server_cert(own, others, &any, &[], then) {
        Err(rustls::Error::InvalidCertificate(error)) => match error {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                Err(TlsError::Expired(path.to_owned()))
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                Err(TlsError::NotYet(path.to_owned()))
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}
