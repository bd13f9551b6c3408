//! TLS of the HTTP interface.

use std::path::PathBuf;

/// Where the certificate lies.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "TLS")]
pub(crate) struct TlsArgs {
    /// Speak HTTPS with this certificate: PEM, the service's own first, then those that signed it. SIGHUP reads it again.
    #[arg(long, value_name = "FILE")]
    pub(crate) tls_certificate: Option<PathBuf>,
    /// The certificate's key: PEM, not encrypted, readable for the service alone.
    #[arg(long, value_name = "FILE")]
    pub(crate) tls_key: Option<PathBuf>,
}
