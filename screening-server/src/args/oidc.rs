//! Log-in by a provider of OpenID Connect.

use std::path::PathBuf;

/// Who people may log in with.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Single sign-on (docs/single-sign-on.md)")]
pub(crate) struct OidcArgs {
    /// The provider's issuer, for example `https://login.example/realms/post`: people may log in with it.
    #[arg(long, value_name = "URL")]
    pub(crate) oidc_issuer: Option<String>,
    /// How the provider knows this service.
    #[arg(long, value_name = "ID")]
    pub(crate) oidc_client: Option<String>,
    /// The file with the client's secret; without it, the service is a public client (PKCE protects it all the same).
    #[arg(long, value_name = "FILE")]
    pub(crate) oidc_client_file: Option<PathBuf>,
    /// Which role a value of the claim gives; may be given several times, and the first that fits holds.
    #[arg(long, value_name = "VALUE=ROLE")]
    pub(crate) oidc_role: Vec<String>,
    /// The claim that holds these values; a dot leads into it.
    #[arg(long, value_name = "CLAIM", default_value = "roles")]
    pub(crate) oidc_role_claim: String,
    /// The claim that gives the account's name.
    #[arg(long, value_name = "CLAIM", default_value = "preferred_username")]
    pub(crate) oidc_name_claim: String,
    /// What the button at the log-in says.
    #[arg(long, value_name = "TEXT", default_value = "Single sign-on")]
    pub(crate) oidc_label: String,
}
