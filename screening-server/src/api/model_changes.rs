//! Who changed which model and which policies hold, from the audit trail.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::problem::Problem;
use crate::{
    app::App,
    audit::{Action, Details, Entry},
    clock,
};

/// Most changes on one page.
const LARGEST_PAGE: usize = 500;

/// What changes, or may change, which model and policies hold.
const ACTIONS: [Action; 3] = [Action::ServiceStarted, Action::ModelActivated, Action::ConfigurationReloaded];

/// Which changes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangesQuery {
    /// Changes on the page, 1 to 500; 50 without it.
    limit: Option<usize>,
    /// Only changes before this number: the `next` of the page before.
    before: Option<u64>,
}

/// A page of changes.
#[derive(Serialize, ToSchema)]
#[schema(as = ModelChanges)]
pub(crate) struct ChangesBody {
    /// Newest first.
    changes: Vec<ChangeBody>,
    /// For `before`, to get the changes that follow; null when these are the last.
    next: Option<u64>,
}

/// Something that changed, or may have changed, which model and policies hold.
#[derive(Serialize, ToSchema)]
#[schema(as = ModelChange)]
struct ChangeBody {
    /// The number of its entry in the audit trail.
    number: u64,
    /// When, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// Who, as the audit trail names them.
    #[schema(example = "user:anna")]
    actor: String,
    /// `service.started`, `model.activated` or `configuration.reloaded`.
    #[schema(example = "model.activated")]
    action: String,
    /// The model from then on, name and version; null where the model stayed.
    model: Option<String>,
    /// Its SHA-256.
    model_sha256: Option<String>,
    /// That of the model before, where another was active.
    model_sha256_before: Option<String>,
    /// The policies from then on, in words; null where the entry does not name them.
    policies: Option<String>,
    /// What a configuration that was read again changed, in words.
    changed: Option<String>,
    /// What of it could not be changed, in words.
    failed: Option<String>,
}

impl From<Entry> for ChangeBody {
    fn from(entry: Entry) -> Self {
        let mut details: BTreeMap<&str, String> = Details::pairs(&entry.details).collect();
        let mut take = |name: &str| details.remove(name);
        Self {
            number: entry.number,
            at: clock::rfc3339(entry.at),
            model: take("model"),
            model_sha256: take("model_sha256").or_else(|| take("sha256")),
            model_sha256_before: take("sha256_before"),
            policies: take("policies"),
            changed: take("changed"),
            failed: take("failed"),
            actor: entry.actor,
            action: entry.action,
        }
    }
}

/// List who changed which model screens and which policies hold, newest first.
#[utoipa::path(
    get,
    path = "/v1/models/changes",
    tag = "Models",
    params(ChangesQuery),
    responses(
        (status = 200, description = "A page of changes.", body = ChangesBody),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    query: Result<Query<ChangesQuery>, QueryRejection>,
) -> Result<Json<ChangesBody>, Problem> {
    let Query(query) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let limit = query.limit.unwrap_or(50);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Problem::malformed(format!("limit is {limit}, but must be from 1 to {LARGEST_PAGE}.")));
    }
    let before = query.before.map(|before| before.min(i64::MAX as u64));
    // One more than the page holds tells whether more follow.
    let found = app.store.audit_of(&ACTIONS, before, limit + 1).await;
    let mut found = found.map_err(|error| Problem::from(&error))?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = if more { found.last().map(|entry| entry.number) } else { None };
    Ok(Json(ChangesBody { changes: found.into_iter().map(ChangeBody::from).collect(), next }))
}
