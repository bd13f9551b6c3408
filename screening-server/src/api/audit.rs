//! The audit trail.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{problem::Problem, scans::moment};
use crate::{
    app::App,
    audit::{Details, Entry},
    clock,
    store::AuditFilter,
};

/// Most entries on one page.
const LARGEST_PAGE: usize = 500;

/// Longest text that is searched for, in characters.
const LONGEST_TEXT: usize = 200;

/// Which part of the trail.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditQuery {
    /// Entries on the page, 1 to 500; 50 without it.
    limit: Option<usize>,
    /// Only entries before this number: the `next` of the page before.
    before: Option<u64>,
    /// Only what this one did, for example `user:anna`.
    actor: Option<String>,
    /// Only what was done then or later, RFC 3339.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Only what was done before, RFC 3339.
    #[param(format = DateTime)]
    to: Option<String>,
    /// Only entries with this text in one of their fields, in upper or lower case, 1 to 200 characters.
    #[param(max_length = 200)]
    text: Option<String>,
    /// Only this, for example `picture.seen`.
    action: Option<String>,
    /// Only what was done to this, for example `scan:<id>`.
    subject: Option<String>,
}

/// A page of the trail.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditPage {
    /// Newest first.
    entries: Vec<EntryBody>,
    /// For `before`, to get the entries that follow; null when these are the last.
    next: Option<u64>,
}

/// One entry.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub(crate) struct EntryBody {
    /// From 1, without gaps.
    number: u64,
    /// When, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// Who: `user:<name>`, `key:<id>`, `service`, `command line`, `unauthenticated` or `stranger`.
    #[schema(example = "user:anna")]
    actor: String,
    /// What.
    #[schema(example = "picture.seen")]
    action: String,
    /// To what: `scan:<id>`, `user:<name>`, `key:<id>` or `service`.
    subject: String,
    /// How, by name.
    details: BTreeMap<String, String>,
    /// The hash of the entry before; zeros before the first.
    previous: String,
    /// SHA-256 over all of this.
    hash: String,
}

impl From<Entry> for EntryBody {
    fn from(entry: Entry) -> Self {
        Self {
            number: entry.number,
            at: clock::rfc3339(entry.at),
            details: Details::pairs(&entry.details).map(|(name, value)| (name.to_owned(), value)).collect(),
            actor: entry.actor,
            action: entry.action,
            subject: entry.subject,
            previous: entry.previous.to_string(),
            hash: entry.hash.to_string(),
        }
    }
}

/// List what was done, newest first.
///
/// Entries are linked by their hashes; `screening audit verify` checks all of them.
#[utoipa::path(
    get,
    path = "/v1/audit",
    tag = "Audit",
    params(AuditQuery),
    responses(
        (status = 200, description = "A page of the trail.", body = AuditPage),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    query: Result<Query<AuditQuery>, QueryRejection>,
) -> Result<Json<AuditPage>, Problem> {
    let Query(query) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let limit = query.limit.unwrap_or(50);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Problem::malformed(format!("limit is {limit}, but must be from 1 to {LARGEST_PAGE}.")));
    }
    let before = query.before.map(|before| before.min(i64::MAX as u64));
    if let Some(text) = query.text.as_deref().filter(|text| !(1..=LONGEST_TEXT).contains(&text.chars().count())) {
        let length = text.chars().count();
        return Err(Problem::malformed(format!("text has {length} characters, but must have 1 to {LONGEST_TEXT}.")));
    }
    let moment = |name: &str, text: &Option<String>| text.as_deref().map(|text| moment(name, text)).transpose();
    let filter = AuditFilter {
        before,
        from: moment("from", &query.from)?,
        to: moment("to", &query.to)?,
        actor: query.actor,
        action: query.action,
        subject: query.subject,
        text: query.text,
    };
    // One more than the page holds tells whether more follow.
    let mut found = app.store.audit(&filter, limit + 1).await.map_err(|error| Problem::from(&error))?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = if more { found.last().map(|entry| entry.number) } else { None };
    Ok(Json(AuditPage { entries: found.into_iter().map(EntryBody::from).collect(), next }))
}
