//! Log-in by a provider of OpenID Connect. A person's browser asks for these, so that what goes wrong is told on the
//! log-in page.

use axum::{
    Extension,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::problem::Problem;
use crate::{
    app::App,
    auth::{NotSignedOn, Oidc, OidcReturn, Peer, ProviderLogIn, cookie},
};

/// What the provider sends a browser back with.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ComeBack {
    /// What the browser was sent with.
    state: Option<String>,
    /// What the provider gives for tokens.
    code: Option<String>,
    /// Who says so (RFC 9207).
    iss: Option<String>,
    /// Why there is no code.
    error: Option<String>,
}

/// Log in with the provider of single sign-on.
///
/// For browsers: leads to the provider, which leads back to the service. Where that cannot be, it leads to the log-in
/// page, which says why.
#[utoipa::path(
    get,
    path = "/v1/session/oidc",
    tag = "Accounts",
    responses(
        (
            status = 303, description = "To the provider, or to the log-in page.",
            headers(("location" = String, description = "Where to."), ("set-cookie" = String, description = "Proves the same browser when it comes back."))
        ),
        (status = 404, description = "No provider is configured.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Authentication is off.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn begin(State(app): State<App>) -> Result<Response, Problem> {
    match provider(&app)?.begin().await {
        Ok(departure) => {
            let cookie = cookie::set_departure(&departure.browser, app.auth.tls());
            Ok(lead(&departure.url, [cookie]))
        }
        Err(error) => {
            tracing::error!(%error, "nobody can log in with the provider; log-ins with a password go on");
            Ok(refused(&error, &app))
        }
    }
}

/// End a log-in with the provider of single sign-on.
///
/// For browsers: the provider leads here. Leads to the console with a session, or to the log-in page, which says why
/// there is none.
#[utoipa::path(
    get,
    path = "/v1/session/oidc/callback",
    tag = "Accounts",
    params(ComeBack),
    responses(
        (
            status = 303, description = "To the console, or to the log-in page.",
            headers(("location" = String, description = "Where to."), ("set-cookie" = String, description = "The session."))
        ),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No provider is configured.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Authentication is off.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn end(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    query: Result<Query<ComeBack>, QueryRejection>,
) -> Result<Response, Problem> {
    let provider = provider(&app)?;
    let Query(come) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let browser = cookie::read_departure(&headers, app.auth.tls()).unwrap_or_default();
    let state = come.state.as_deref().unwrap_or_default();
    let found = match (&come.code, &come.error) {
        (Some(code), None) => provider.end(OidcReturn { state, code, issuer: come.iss.as_deref(), browser }).await,
        // Whoever only says that something failed must be the browser that began, too.
        (_, Some(error)) => match provider.give_up(state, browser) {
            Ok(()) => Err(NotSignedOn::Refused(error.chars().filter(|c| !c.is_control()).take(100).collect())),
            Err(stale) => Err(stale),
        },
        (None, None) => Err(NotSignedOn::Stale),
    };
    let (before, address) = (app.auth.session_of(&headers), peer.map(|Extension(peer)| peer.0.ip()));
    let over = cookie::clear_departure(app.auth.tls());
    match app.auth.log_in_by_provider(found, address, before.as_ref()).await? {
        ProviderLogIn::Begun(secret) => Ok(lead("/", [cookie::set(&secret, app.auth.tls()), over])),
        ProviderLogIn::Refused(why) => Ok(lead(&format!("/login#refused={why}"), [over])),
    }
}

fn provider(app: &App) -> Result<&Oidc, Problem> {
    app.oidc.as_deref().ok_or_else(|| Problem::not_found("No provider of single sign-on is configured."))
}

fn refused(error: &NotSignedOn, app: &App) -> Response {
    lead(&format!("/login#refused={}", error.code()), [cookie::clear_departure(app.auth.tls())])
}

fn lead<const N: usize>(to: &str, cookies: [Option<HeaderValue>; N]) -> Response {
    let Ok(to) = HeaderValue::from_str(to) else {
        return Problem::internal("The provider's address cannot be led to.").into_response();
    };
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response();
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
