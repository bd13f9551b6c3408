//! Keys of machines.

use axum::{
    Extension, Json,
    extract::{Path, State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{body, problem::Problem};
use crate::{
    app::App,
    auth::{ApiKey, Caller, LaneScope, SecretHash},
    clock,
    store::Key,
};

/// Longest name of a key or lane, in characters.
const LONGEST_NAME: usize = 128;

/// All keys, revoked ones too.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyList {
    /// Oldest first.
    keys: Vec<KeyBody>,
}

/// One key, without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = Key)]
pub(crate) struct KeyBody {
    /// Names it in lists and in the audit trail.
    #[schema(example = "5f0c8a3b91d2")]
    id: String,
    /// What it is for.
    #[schema(example = "line 3")]
    name: String,
    /// Whose scans it may send and see; null for every lane.
    lanes: Option<Vec<String>>,
    /// Whether it can be used now.
    valid: bool,
    /// When it was made, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    created: String,
    /// When it stops to be valid; null for never.
    #[schema(format = DateTime)]
    expires: Option<String>,
    /// When it was revoked.
    #[schema(format = DateTime)]
    revoked: Option<String>,
    /// Its last request, to the minute.
    #[schema(format = DateTime)]
    last_used: Option<String>,
}

/// A key that was made just now.
#[derive(Serialize, ToSchema)]
pub(crate) struct FreshKey {
    /// What the machine sends: `Authorization: Bearer KEY`. It is shown this once.
    key: String,
    /// How it is listed.
    #[serde(flatten)]
    about: KeyBody,
}

/// A key to make. Several may have one name: make the new one, let the machine use it, revoke the old one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewKey {
    /// What it is for.
    #[schema(example = "line 3")]
    name: String,
    /// Whose scans it may send and see; every lane's without it.
    lanes: Option<Vec<String>>,
    /// When it stops to be valid, RFC 3339; never without it.
    #[schema(format = DateTime)]
    expires: Option<String>,
}

impl From<&Key> for KeyBody {
    fn from(key: &Key) -> Self {
        Self {
            id: key.id.clone(),
            name: key.name.clone(),
            lanes: key.lanes.names().map(<[String]>::to_vec),
            valid: key.is_valid(clock::now()),
            created: clock::rfc3339(key.created),
            expires: key.expires.map(clock::rfc3339),
            revoked: key.revoked.map(clock::rfc3339),
            last_used: key.seen.map(clock::rfc3339),
        }
    }
}

/// List the keys.
#[utoipa::path(
    get,
    path = "/v1/keys",
    tag = "Accounts",
    responses(
        (status = 200, description = "All keys.", body = KeyList),
        (status = 409, description = "Authentication is off.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(app): State<App>) -> Result<Json<KeyList>, Problem> {
    let keys = app.store.keys().await.map_err(|error| Problem::from(&error))?;
    Ok(Json(KeyList { keys: keys.iter().map(KeyBody::from).collect() }))
}

/// Make a key.
#[utoipa::path(
    post,
    path = "/v1/keys",
    tag = "Accounts",
    request_body = NewKey,
    responses(
        (status = 201, description = "The key, shown this once.", body = FreshKey),
        (status = 400, description = "The body is no JSON, or the name, the lanes or the expiry cannot be used.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Authentication is off.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The body has other fields.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn add(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    body: Result<Json<NewKey>, JsonRejection>,
) -> Result<Response, Problem> {
    let NewKey { name, lanes, expires } = body::json(body)?;
    let name = text("name", &name)?;
    let lanes = match lanes {
        None => LaneScope::all(),
        Some(lanes) if lanes.is_empty() => {
            return Err(Problem::malformed("lanes is empty: name the lanes, or leave it out for every lane."));
        }
        Some(lanes) => LaneScope::of(lanes.iter().map(|lane| text("lane", lane)).collect::<Result<_, _>>()?),
    };
    let expires = expires.map(|text| expiry(&text)).transpose()?;
    let fresh =
        ApiKey::new().map_err(|error| Problem::internal(format!("The system gives no random numbers: {error}.")))?;
    let key = Key {
        id: fresh.id.clone(),
        name,
        hash: SecretHash::of(fresh.secret.as_str()),
        lanes,
        created: clock::now(),
        expires,
        revoked: None,
        seen: None,
    };
    app.store.add_key(caller.actor(), &key).await.map_err(|error| Problem::from(&error))?;
    Ok((StatusCode::CREATED, Json(FreshKey { key: fresh.text(), about: KeyBody::from(&key) })).into_response())
}

/// Revoke a key, at once and for good.
#[utoipa::path(
    delete,
    path = "/v1/keys/{id}",
    tag = "Accounts",
    params(("id" = String, Path, description = "The key's id.")),
    responses(
        (status = 204, description = "It is worth nothing any more."),
        (status = 404, description = "There is no such key.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Authentication is off.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn revoke(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let revoked = app.store.revoke_key(caller.actor(), &id).await.map_err(|error| Problem::from(&error))?;
    if revoked { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found("There is no key with this id.")) }
}

fn text(field: &str, value: &str) -> Result<String, Problem> {
    let value = value.trim();
    let fits = (1..=LONGEST_NAME).contains(&value.chars().count()) && !value.chars().any(char::is_control);
    let wrong =
        || Problem::malformed(format!("A {field} has 1 to {LONGEST_NAME} characters, and no control characters."));
    fits.then(|| value.to_owned()).ok_or_else(wrong)
}

fn expiry(text: &str) -> Result<Timestamp, Problem> {
    let wrong =
        || Problem::malformed("expires is no moment to come as RFC 3339 has it, for example 2027-03-01T08:30:05Z.");
    clock::parse(text).filter(|moment| *moment > clock::now()).ok_or_else(wrong)
}
