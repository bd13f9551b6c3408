//! What becomes of a log-in with a provider: a session, or a refusal that is on record.

use std::net::IpAddr;

use super::{
    Secret, SecretHash,
    oidc::{NotSignedOn, SignedOn},
    service::{Auth, NotLoggedIn, name_of},
};
use crate::{
    audit::{Action, Actor, Details, NewEntry},
    store::SignOn,
};

/// How a log-in with a provider ended.
pub(crate) enum ProviderLogIn {
    /// With a session.
    Begun(Secret),
    /// Without one, for a reason that the log-in page has words for.
    Refused(&'static str),
}

impl NotSignedOn {
    /// A stable key.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "provider_unreachable",
            Self::Stale => "stale",
            Self::Refused(_) => "provider_refused",
            Self::Untrue(_) => "untrue",
            Self::NoName { .. } => "no_name",
            Self::NoRole { .. } => "no_role",
        }
    }
}

impl Auth {
    /// Begins a session for someone whom the provider vouches for, in place of the one that the browser had `before`.
    ///
    /// # Errors
    /// [`NotLoggedIn`] where the store fails.
    pub(crate) async fn log_in_by_provider(
        &self,
        found: Result<SignedOn, NotSignedOn>,
        address: Option<IpAddr>,
        before: Option<&SecretHash>,
    ) -> Result<ProviderLogIn, NotLoggedIn> {
        let (code, account, why) = match found {
            Err(error) => (error.code(), None, error.to_string()),
            Ok(person) => match self.store.sign_on(&person).await? {
                SignOn::Account(name) => {
                    return self.begin_session(&name, before, address).await.map(ProviderLogIn::Begun);
                }
                SignOn::Disabled(name) => ("disabled", Some(name), "the account is disabled".to_owned()),
                SignOn::Taken => {
                    let why = format!("the name '{}' belongs to another account", person.name);
                    ("name_taken", None, why)
                }
            },
        };
        tracing::warn!(code, why, "a log-in with the provider was refused");
        // Whoever comes without having begun could fill the trail.
        if code != "stale" {
            let subject = format!("user:{}", account.unwrap_or_default());
            let details = Details::none().with("address", name_of(address)).with("provider", why);
            let entry = NewEntry { actor: Actor::stranger(), action: Action::LogInFailed, subject, details };
            self.store.record(entry).await?;
        }
        Ok(ProviderLogIn::Refused(code))
    }
}
