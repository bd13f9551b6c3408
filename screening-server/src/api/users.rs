//! Accounts of people.

use axum::{
    Extension, Json,
    extract::{Path, State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{body, problem::Problem};
use crate::{
    app::App,
    auth::{BadName, Caller, Role, WeakPassword, check_strength, user_name},
    clock,
    store::{Changed, User, UserChange},
};

/// All accounts.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserList {
    /// By name.
    users: Vec<UserBody>,
}

/// One account.
#[derive(Serialize, ToSchema)]
#[schema(as = User)]
pub(crate) struct UserBody {
    /// How its owner is called, and logs in.
    #[schema(example = "anna")]
    name: String,
    /// What its owner may do.
    #[schema(value_type = RoleSchema)]
    role: &'static str,
    /// Whether nobody can use it.
    disabled: bool,
    /// When it was made, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    created: String,
}

/// What a person is there for.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Role)]
pub(crate) enum RoleSchema {
    /// Looks at parcels and decides.
    Operator,
    /// Answers for the operators' work.
    Supervisor,
    /// Makes exercises.
    Trainer,
    /// Connects scanner lines and sorters.
    Integrator,
    /// Keeps accounts and keys.
    Administrator,
    /// Reads everything, the audit trail too, and changes nothing.
    Auditor,
}

/// An account to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewUser {
    /// 1 to 64 letters, digits, dots, hyphens, underscores or @; kept in small letters.
    #[schema(example = "anna")]
    name: String,
    /// What its owner may do.
    role: RoleSchema,
    /// At least 12 characters. Its owner changes it after the first log-in.
    #[schema(example = "correct horse battery")]
    password: String,
}

/// What is to change of an account; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserPatch {
    /// What its owner may do from now on.
    role: Option<RoleSchema>,
    /// Whether nobody can use it.
    disabled: Option<bool>,
    /// A new password, at least 12 characters.
    password: Option<String>,
}

impl From<RoleSchema> for Role {
    fn from(role: RoleSchema) -> Self {
        match role {
            RoleSchema::Operator => Self::Operator,
            RoleSchema::Supervisor => Self::Supervisor,
            RoleSchema::Trainer => Self::Trainer,
            RoleSchema::Integrator => Self::Integrator,
            RoleSchema::Administrator => Self::Administrator,
            RoleSchema::Auditor => Self::Auditor,
        }
    }
}

impl From<User> for UserBody {
    fn from(user: User) -> Self {
        Self { name: user.name, role: user.role.name(), disabled: user.disabled, created: clock::rfc3339(user.created) }
    }
}

/// List the accounts.
#[utoipa::path(
    get,
    path = "/v1/users",
    tag = "Accounts",
    responses(
        (status = 200, description = "All accounts.", body = UserList),
        (status = 409, description = "Authentication is off.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(app): State<App>) -> Result<Json<UserList>, Problem> {
    let users = app.store.users().await.map_err(|error| Problem::from(&error))?;
    Ok(Json(UserList { users: users.into_iter().map(UserBody::from).collect() }))
}

/// Make an account.
#[utoipa::path(
    post,
    path = "/v1/users",
    tag = "Accounts",
    request_body = NewUser,
    responses(
        (status = 201, description = "The account.", body = UserBody),
        (status = 400, description = "The body is no JSON, or the name or the password cannot be used.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The name is taken, or authentication is off.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The body has other fields.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn add(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    body: Result<Json<NewUser>, JsonRejection>,
) -> Result<Response, Problem> {
    let NewUser { name, role, password } = body::json(body)?;
    let name = user_name(&name).map_err(bad_name)?;
    check_strength(&name, &password).map_err(weak)?;
    let hash = app.auth.hash_password(password).await?;
    let added = app.store.add_user(caller.actor(), &name, role.into(), &hash).await;
    if !added.map_err(|error| Problem::from(&error))? {
        return Err(taken());
    }
    Ok((StatusCode::CREATED, Json(find(&app, &name).await?)).into_response())
}

/// Change an account.
///
/// Ends all its sessions. The last administrator stays one.
#[utoipa::path(
    patch,
    path = "/v1/users/{name}",
    tag = "Accounts",
    params(("name" = String, Path, description = "The account's name.")),
    request_body = UserPatch,
    responses(
        (status = 200, description = "The account as it is now.", body = UserBody),
        (status = 400, description = "The body is no JSON, or the password cannot be used.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such account.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Nobody could make accounts afterwards, or authentication is off.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The body has other fields.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn change(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    body: Result<Json<UserPatch>, JsonRejection>,
) -> Result<Json<UserBody>, Problem> {
    let UserPatch { role, disabled, password } = body::json(body)?;
    let name = user_name(&name).map_err(|_| unknown())?;
    let password = match password {
        None => None,
        Some(password) => {
            check_strength(&name, &password).map_err(weak)?;
            Some(app.auth.hash_password(password).await?)
        }
    };
    let change = UserChange { role: role.map(Role::from), disabled, password };
    let changed = app.store.change_user(caller.actor(), &name, &change).await;
    match changed.map_err(|error| Problem::from(&error))? {
        Changed::Done => Ok(Json(find(&app, &name).await?)),
        Changed::Unknown => Err(unknown()),
        Changed::LastAdministrator => {
            let detail = "This is the last administrator: make another one first.";
            Err(Problem::new(StatusCode::CONFLICT, "last_administrator", detail))
        }
    }
}

async fn find(app: &App, name: &str) -> Result<UserBody, Problem> {
    let user = app.store.user(name).await.map_err(|error| Problem::from(&error))?;
    user.map(UserBody::from).ok_or_else(unknown)
}

fn unknown() -> Problem {
    Problem::not_found("There is no account of this name.")
}

pub(super) fn taken() -> Problem {
    Problem::new(StatusCode::CONFLICT, "name_taken", "An account of this name is there already.")
}

pub(super) fn weak(error: WeakPassword) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "weak_password", sentence(&error))
}

pub(super) fn bad_name(error: BadName) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_name", sentence(&error))
}

fn sentence(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    let mut rest = text.chars();
    rest.next().map(|first| format!("{}{}.", first.to_uppercase(), rest.as_str())).unwrap_or_default()
}
