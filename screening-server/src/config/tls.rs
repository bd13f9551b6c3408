//! Where the certificate of the HTTP interface lies.

use std::path::PathBuf;

use super::Faults;
use crate::args::TlsArgs;

/// A certificate and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TlsSettings {
    /// PEM, the service's own first, then those that signed it.
    pub(crate) certificate: PathBuf,
    /// PEM, not encrypted.
    pub(crate) key: PathBuf,
}

impl TlsSettings {
    /// What was asked for; none where nothing was. One without the other is a fault.
    pub(super) fn new(args: &TlsArgs, faults: &mut Faults) -> Option<Self> {
        match (&args.tls_certificate, &args.tls_key) {
            (Some(certificate), Some(key)) => Some(Self { certificate: certificate.clone(), key: key.clone() }),
            (None, None) => None,
            (Some(_), None) => {
                faults.refuse("tls-certificate", "names a certificate, but `tls-key` names no key to it");
                None
            }
            (None, Some(_)) => {
                faults.refuse("tls-key", "names a key, but `tls-certificate` names no certificate to it");
                None
            }
        }
    }
}
