//! Log-in by a provider of OpenID Connect: authorization code flow with PKCE (OpenID Connect Core 1.0, RFC 7636).
//!
//! A log-in is begun by a browser and ended by the same one: it holds a cookie that belongs to the `state`. Each is good
//! for one answer of the provider. The crate `openidconnect` checks signature, issuer, audience, times and nonce.

mod claims;
mod pending;

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use openidconnect::{
    AccessTokenHash, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IdTokenFields, IssuerUrl, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse,
    TokenResponse as _,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
        CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
        CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use thiserror::Error;
use tokio::time::Instant;

use self::{
    claims::{MoreClaims, name, values},
    pending::{Begun, Pending},
};
use super::{Role, Secret, user_name};
use crate::outbound::{Outbound, OutboundError, system_trust};

/// For one request to the provider: a person waits.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long what the provider says of itself is kept.
const FRESH: Duration = Duration::from_secs(300);

/// Signatures that need no secret of ours: with one of those, whoever knows it could sign.
const SIGNATURES: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
];

type Fields = IdTokenFields<
    MoreClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type ProviderClient = Client<
    MoreClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A text that must not end in a log.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct OidcText(pub(crate) String);

impl fmt::Debug for OidcText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OidcText(..)")
    }
}

/// A provider, and what its claims mean here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OidcSettings {
    /// Its issuer.
    pub(crate) issuer: String,
    /// How it knows this service.
    pub(crate) client: String,
    /// What proves that; none for a public client.
    pub(crate) secret: Option<OidcText>,
    /// Which role a value gives; the first that fits holds.
    pub(crate) roles: Vec<(String, Role)>,
    /// The claim with these values.
    pub(crate) role_claim: String,
    /// The claim with the account's name.
    pub(crate) name_claim: String,
    /// What the button at the log-in says.
    pub(crate) label: String,
    /// Where the provider sends people back to.
    pub(crate) redirect: String,
}

/// Someone whom the provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignedOn {
    /// Issuer and subject: the same for ever, and nobody else's.
    pub(crate) subject: String,
    /// The account's name.
    pub(crate) name: String,
    /// What its owner is there for.
    pub(crate) role: Role,
}

/// Why the provider logs nobody in.
#[derive(Debug, Error)]
pub(crate) enum NotSignedOn {
    #[error("the provider cannot be reached or does not answer as one: {0}")]
    Unreachable(String),
    #[error("this browser has begun no log-in that this could be the end of")]
    Stale,
    #[error("the provider refused: {0}")]
    Refused(String),
    #[error("what the provider signed cannot be believed: {0}")]
    Untrue(String),
    #[error("the claim `{claim}` gives no name of an account: {found}")]
    NoName {
        /// The claim.
        claim: String,
        /// What it holds.
        found: String,
    },
    #[error("none of the values of the claim `{claim}` gives a role: {found}")]
    NoRole {
        /// The claim.
        claim: String,
        /// What it holds.
        found: String,
    },
}

/// What a browser is sent to the provider with.
pub(crate) struct Departure {
    /// Where to.
    pub(crate) url: String,
    /// For the cookie that proves the same browser when it comes back.
    pub(crate) browser: Secret,
}

/// What a browser comes back with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Return<'a> {
    /// What it was sent with.
    pub(crate) state: &'a str,
    /// What the provider gives for tokens.
    pub(crate) code: &'a str,
    /// Who says so, where that is told (RFC 9207).
    pub(crate) issuer: Option<&'a str>,
    /// The cookie.
    pub(crate) browser: &'a str,
}

/// Logs people in with a provider.
#[derive(Debug)]
pub(crate) struct Oidc {
    settings: OidcSettings,
    outbound: Outbound,
    pending: Mutex<Pending>,
    metadata: Mutex<Option<(Instant, Arc<CoreProviderMetadata>)>>,
}

impl Oidc {
    /// A provider that is asked when someone logs in, and not before.
    ///
    /// # Errors
    /// When the cryptography gives no protocol.
    pub(crate) fn new(settings: OidcSettings) -> anyhow::Result<Self> {
        let outbound = Outbound::new(system_trust("no provider of log-ins")?, PATIENCE);
        Ok(Self { settings, outbound, pending: Mutex::default(), metadata: Mutex::default() })
    }

    /// What the button at the log-in says.
    pub(crate) fn label(&self) -> &str {
        &self.settings.label
    }

    /// Begins a log-in.
    ///
    /// # Errors
    /// [`NotSignedOn::Unreachable`]
    pub(crate) async fn begin(&self) -> Result<Departure, NotSignedOn> {
        let client = self.client().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let (url, state, nonce) = client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        let browser = Secret::new().map_err(|error| NotSignedOn::Unreachable(error.to_string()))?;
        let begun = Begun::new(nonce, verifier, &browser);
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).add(state.secret(), begun, Instant::now());
        Ok(Departure { url: url.into(), browser })
    }

    /// Ends a log-in: asks the provider who it was.
    ///
    /// # Errors
    /// [`NotSignedOn`]
    pub(crate) async fn end(&self, come: Return<'_>) -> Result<SignedOn, NotSignedOn> {
        let begun = self.take(come.state, come.browser)?;
        if come.issuer.is_some_and(|issuer| issuer != self.settings.issuer) {
            return Err(NotSignedOn::Untrue("another provider answered".to_owned()));
        }
        let found = self.ask(come.code, begun).await;
        if matches!(found, Err(NotSignedOn::Untrue(_))) {
            // Its keys may have changed: the next log-in asks for them.
            *self.metadata.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        found
    }

    /// Forgets a log-in that the provider refused; an error where this browser has begun none.
    ///
    /// # Errors
    /// [`NotSignedOn::Stale`]
    pub(crate) fn give_up(&self, state: &str, browser: &str) -> Result<(), NotSignedOn> {
        self.take(state, browser).map(drop)
    }

    fn take(&self, state: &str, browser: &str) -> Result<Begun, NotSignedOn> {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.take(state, browser, Instant::now()).ok_or(NotSignedOn::Stale)
    }

    async fn ask(&self, code: &str, begun: Begun) -> Result<SignedOn, NotSignedOn> {
        let client = self.client().await?;
        let http = |request| self.http(request);
        let unreachable = |error: &dyn fmt::Display| NotSignedOn::Unreachable(error.to_string());
        let request =
            client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(|error| unreachable(&error))?;
        let answer = request.set_pkce_verifier(begun.verifier).request_async(&http).await;
        let tokens = answer.map_err(|error| match error {
            openidconnect::RequestTokenError::ServerResponse(said) => NotSignedOn::Refused(said.to_string()),
            openidconnect::RequestTokenError::Parse(error, _) => NotSignedOn::Untrue(error.to_string()),
            error => unreachable(&error),
        })?;
        let untrue = |error: &dyn fmt::Display| NotSignedOn::Untrue(error.to_string());
        let token = tokens.id_token().ok_or_else(|| untrue(&"it sent no ID token"))?;
        let verifier = client.id_token_verifier().set_allowed_algs(SIGNATURES);
        let claims = token.claims(&verifier, &begun.nonce).map_err(|error| untrue(&error))?;
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = token.signing_alg().map_err(|error| untrue(&error))?;
            let key = token.signing_key(&verifier).map_err(|error| untrue(&error))?;
            let found = AccessTokenHash::from_token(tokens.access_token(), algorithm, key);
            if found.map_err(|error| untrue(&error))? != *expected {
                return Err(untrue(&"the access token is not the one that was signed for"));
            }
        }

        let found = name(claims, &self.settings.name_claim);
        let name = found.as_deref().and_then(|text| user_name(text).ok()).ok_or_else(|| NotSignedOn::NoName {
            claim: self.settings.name_claim.clone(),
            found: found.unwrap_or_else(|| "it is not there".to_owned()),
        })?;
        let values = values(claims.additional_claims(), &self.settings.role_claim);
        let role = self.settings.roles.iter().find(|(value, _)| values.contains(value)).map(|(_, role)| *role);
        let role = role.ok_or_else(|| NotSignedOn::NoRole {
            claim: self.settings.role_claim.clone(),
            found: if values.is_empty() { "it holds none".to_owned() } else { values.join(", ") },
        })?;
        let subject = format!("{} {}", self.settings.issuer, claims.subject().as_str());
        Ok(SignedOn { subject, name, role })
    }

    async fn client(&self) -> Result<ProviderClient, NotSignedOn> {
        let metadata = self.metadata().await.map_err(|error| NotSignedOn::Unreachable(format!("{error:#}")))?;
        let redirect = RedirectUrl::new(self.settings.redirect.clone());
        let redirect = redirect.map_err(|error| NotSignedOn::Unreachable(error.to_string()))?;
        let secret = self.settings.secret.clone().map(|secret| ClientSecret::new(secret.0));
        let id = ClientId::new(self.settings.client.clone());
        Ok(Client::from_provider_metadata((*metadata).clone(), id, secret).set_redirect_uri(redirect))
    }

    /// What the provider says of itself, its keys included.
    async fn metadata(&self) -> anyhow::Result<Arc<CoreProviderMetadata>> {
        let known = self.metadata.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, metadata)) = known.filter(|(since, _)| since.elapsed() < FRESH) {
            return Ok(metadata);
        }
        let http = |request| self.http(request);
        let issuer = IssuerUrl::new(self.settings.issuer.clone())?;
        let found = Arc::new(CoreProviderMetadata::discover_async(issuer, &http).await?);
        let kept = (Instant::now(), Arc::clone(&found));
        *self.metadata.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(found)
    }

    fn http(&self, request: HttpRequest) -> impl Future<Output = Result<HttpResponse, OutboundError>> + use<> {
        let outbound = self.outbound.clone();
        async move {
            let answer = outbound.send(request.map(Bytes::from)).await?;
            Ok(answer.map(|body| body.to_vec()))
        }
    }
}
