//! Log-in and log-out of people.

use axum::{
    Extension, Json,
    extract::{State, rejection::JsonRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    body::json,
    problem::Problem,
    users::{self, RoleSchema},
};
use crate::{
    app::App,
    auth::{Caller, NotLoggedIn, Peer, Secret, check_strength, cookie, user_name},
    clock,
    store::{Redeemed, UserChange},
};

/// Who is logged in.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub(crate) struct SessionBody<'a> {
    /// Whether the service asks who sends a request.
    authentication: bool,
    /// The account; null for nobody.
    #[schema(example = "anna")]
    user: Option<&'a str>,
    /// What its owner may do; null for nobody.
    #[schema(value_type = Option<RoleSchema>)]
    role: Option<&'static str>,
    /// What leads to the provider of single sign-on (`GET /v1/session/oidc`); null where there is none.
    #[schema(example = "Single sign-on")]
    single_sign_on: Option<&'a str>,
}

/// A name and a password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogIn {
    /// The account.
    #[schema(example = "anna")]
    name: String,
    /// Its password.
    #[schema(example = "correct horse battery")]
    password: String,
}

/// The first administrator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstAdministrator {
    /// What stands behind `#first=` in the link that the service printed when it started.
    token: String,
    /// The account to make.
    #[schema(example = "anna")]
    name: String,
    /// Its password: at least 12 characters.
    #[schema(example = "correct horse battery")]
    password: String,
}

/// A new password in place of the old one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// The password that holds now.
    old: String,
    /// The one that is to hold: at least 12 characters.
    new: String,
}

/// Show who is logged in.
///
/// Everyone may ask, those who are not logged in too.
#[utoipa::path(
    get,
    path = "/v1/session",
    tag = "Accounts",
    responses((status = 200, description = "Who is logged in, or that nobody is.", body = SessionBody<'static>))
)]
pub(crate) async fn show(State(app): State<App>, Extension(caller): Extension<Caller>) -> Response {
    let (user, role) = match &caller {
        Caller::Person { name, role, .. } => (Some(name.as_str()), Some(role.name())),
        _ => (None, None),
    };
    Json(words(&app, user, role)).into_response()
}

/// Log in.
///
/// The answer sets a cookie that proves the session; it ends the session that the browser had before. After a few wrong
/// passwords, an account and an address have to wait before the next attempt, longer each time.
#[utoipa::path(
    post,
    path = "/v1/session",
    tag = "Accounts",
    request_body = LogIn,
    responses(
        (status = 200, description = "Logged in.", body = SessionBody<'static>, headers(("set-cookie" = String, description = "The session."))),
        (status = 400, description = "The body is no JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The name or the password is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Authentication is off.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The body has other fields.", body = Problem, content_type = "application/problem+json"),
        (
            status = 429, description = "Too many failed attempts.", body = Problem, content_type = "application/problem+json",
            headers(("retry-after" = u64, description = "Seconds to wait."))
        ),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn log_in(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    body: Result<Json<LogIn>, JsonRejection>,
) -> Result<Response, Problem> {
    let LogIn { name, password } = json(body)?;
    let (before, address) = (app.auth.session_of(&headers), address(peer));
    let (secret, name, role) = app.auth.log_in(&name, password, address, before.as_ref()).await?;
    let body = words(&app, Some(&name), Some(role.name()));
    Ok(with_cookie(Json(body).into_response(), cookie::set(&secret, app.auth.tls())))
}

/// Log out.
#[utoipa::path(
    delete,
    path = "/v1/session",
    tag = "Accounts",
    responses(
        (status = 204, description = "Logged out: the cookie is worth nothing any more."),
        (status = 409, description = "Authentication is off.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn log_out(State(app): State<App>, Extension(caller): Extension<Caller>) -> Result<Response, Problem> {
    if let Caller::Person { name, session, .. } = &caller {
        app.store.end_session(name, session).await.map_err(|error| Problem::from(&error))?;
    }
    Ok(with_cookie(StatusCode::NO_CONTENT.into_response(), cookie::clear(app.auth.tls())))
}

/// Change one's own password.
///
/// Ends all sessions of the account and begins a new one.
#[utoipa::path(
    put,
    path = "/v1/session/password",
    tag = "Accounts",
    request_body = NewPassword,
    responses(
        (status = 204, description = "The new password holds.", headers(("set-cookie" = String, description = "The new session."))),
        (status = 400, description = "The body is no JSON, or the new password is too weak.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Authentication is off.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The body has other fields.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many failed attempts.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn set_password(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    peer: Option<Extension<Peer>>,
    body: Result<Json<NewPassword>, JsonRejection>,
) -> Result<Response, Problem> {
    let NewPassword { old, new } = json(body)?;
    let Caller::Person { name, .. } = &caller else {
        return Err(Problem::unauthorized("not_logged_in", "Only people have passwords."));
    };
    app.auth.confirm(name, old).await?;
    check_strength(name, &new).map_err(users::weak)?;
    let change = UserChange { password: Some(app.auth.hash_password(new).await?), ..UserChange::default() };
    app.store.change_user(caller.actor(), name, &change).await.map_err(|error| Problem::from(&error))?;
    let secret: Secret = app.auth.begin_session(name, None, address(peer)).await?;
    Ok(with_cookie(StatusCode::NO_CONTENT.into_response(), cookie::set(&secret, app.auth.tls())))
}

/// Make the first administrator, and log them in.
///
/// The link to do so is printed when the service starts and nobody is administrator. It can be used once, within the
/// hour.
#[utoipa::path(
    post,
    path = "/v1/session/first",
    tag = "Accounts",
    request_body = FirstAdministrator,
    responses(
        (status = 200, description = "The account is made and logged in.", body = SessionBody<'static>, headers(("set-cookie" = String, description = "The session."))),
        (status = 400, description = "The body is no JSON, or the name or the password cannot be used.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The link was used before, has expired, or never was one.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Authentication is off, or the name is taken.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The body has other fields.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many failed attempts.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn first(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    body: Result<Json<FirstAdministrator>, JsonRejection>,
) -> Result<Response, Problem> {
    let FirstAdministrator { token, name, password } = json(body)?;
    let (before, address) = (app.auth.session_of(&headers), address(peer));
    app.auth.attempt_first_link(address)?;
    let name = user_name(&name).map_err(users::bad_name)?;
    check_strength(&name, &password).map_err(users::weak)?;
    let hash = app.auth.hash_password(password).await?;
    let redeemed = app.store.redeem_first_link(&token, clock::now(), &name, &hash).await;
    match redeemed.map_err(|error| Problem::from(&error))? {
        Redeemed::Done => {}
        Redeemed::Wrong => {
            let detail = "The link was used before, has expired, or is no such link. While there is no administrator, the \
                          service prints a new one when it starts.";
            return Err(Problem::unauthorized("wrong_link", detail));
        }
        Redeemed::Taken => return Err(users::taken()),
    }
    let secret = app.auth.begin_session(&name, before.as_ref(), address).await?;
    let body = words(&app, Some(&name), Some("administrator"));
    Ok(with_cookie(Json(body).into_response(), cookie::set(&secret, app.auth.tls())))
}

fn words<'a>(app: &'a App, user: Option<&'a str>, role: Option<&'static str>) -> SessionBody<'a> {
    let single_sign_on = app.oidc.as_ref().map(|provider| provider.label());
    SessionBody { authentication: app.auth.is_on(), user, role, single_sign_on }
}

fn address(peer: Option<Extension<Peer>>) -> Option<std::net::IpAddr> {
    peer.map(|Extension(peer)| peer.0.ip())
}

fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    response.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    response
}

impl From<NotLoggedIn> for Problem {
    fn from(error: NotLoggedIn) -> Self {
        let detail = error.to_string();
        match error {
            NotLoggedIn::Wrong => Self::unauthorized("wrong_credentials", detail),
            NotLoggedIn::TooMany(wait) => Self::too_many_attempts(wait, detail),
            NotLoggedIn::Store(error) => Self::from(&error),
            NotLoggedIn::Failed => Self::internal(detail),
        }
    }
}
