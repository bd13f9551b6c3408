//! What webhooks are told, and those that could not be told.

use axum::{
    Extension, Json,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::StatusCode,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{events::FinalDecisionBody, problem::Problem, scan::ListEntry};
use crate::{
    app::App,
    auth::Caller,
    clock,
    store::{DeadDelivery, Event, Replayed},
    webhook::type_of,
};

/// Most entries on one page.
const LARGEST_PAGE: usize = 500;

/// What a webhook is told.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookMessage)]
pub(crate) struct MessageBody<'a> {
    /// `scan.screened`: a scan has an answer; `scan.late`: a report came after it; `parcel.decided`: what a person
    /// decided about it, or that nobody did in time, is final.
    #[serde(rename = "type")]
    #[schema(example = "scan.screened")]
    kind: String,
    /// When it happened, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    timestamp: String,
    /// To which scan.
    data: MessageData<'a>,
}

/// What a message is about.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookMessageData)]
struct MessageData<'a> {
    /// The scan as it was when the message was made.
    scan: ListEntry<'a>,
    /// What was decided, with `parcel.decided`.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<FinalDecisionBody>,
}

/// The message about an event, as JSON.
///
/// # Errors
/// None that can happen: all keys are text.
pub(crate) fn message(event: &Event) -> anyhow::Result<String> {
    let message = MessageBody {
        kind: type_of(event.kind),
        timestamp: clock::rfc3339(event.at),
        data: MessageData {
            scan: ListEntry::new(&event.scan),
            decision: event.decision.as_ref().map(FinalDecisionBody::from),
        },
    };
    Ok(serde_json::to_string(&message)?)
}

/// A message that tells of nothing, to see whether a receiver takes it.
pub(crate) fn test_message(now: Timestamp) -> String {
    serde_json::json!({ "type": "webhook.test", "timestamp": clock::rfc3339(now), "data": {} }).to_string()
}

/// Which dead deliveries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeadQuery {
    /// Deliveries on the page, 1 to 500; 50 without it.
    limit: Option<usize>,
    /// Only deliveries made before this one: the `next` of the page before.
    before: Option<Uuid>,
}

/// A page of dead deliveries.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeadPage {
    /// Newest first.
    deliveries: Vec<DeadBody>,
    /// For `before`, to get the deliveries that follow; null when these are the last.
    next: Option<Uuid>,
}

/// A delivery that was given up.
#[derive(Serialize, ToSchema)]
#[schema(as = DeadDelivery)]
struct DeadBody {
    /// The header `webhook-id` of all its attempts.
    id: Uuid,
    /// To whom.
    #[schema(example = "sorter-log")]
    hook: String,
    /// What it tells.
    #[serde(rename = "type")]
    #[schema(example = "scan.screened")]
    kind: String,
    /// Of which scan.
    scan: Uuid,
    /// When it was made, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    created: String,
    /// When it was given up.
    #[schema(format = DateTime)]
    dead: String,
    /// Attempts that failed.
    attempts: u32,
    /// The last answer's HTTP status; null where there was no answer.
    #[schema(example = 500)]
    status: Option<u16>,
    /// What was wrong with the last attempt.
    error: String,
}

impl From<DeadDelivery> for DeadBody {
    fn from(delivery: DeadDelivery) -> Self {
        let DeadDelivery { id, hook, scan, kind, created, dead, attempts, status, error } = delivery;
        let (created, dead) = (clock::rfc3339(created), clock::rfc3339(dead));
        Self { id, hook, kind: type_of(kind), scan, created, dead, attempts, status, error }
    }
}

/// List the deliveries to webhooks that were given up.
#[utoipa::path(
    get,
    path = "/v1/webhooks/dead",
    tag = "Webhooks",
    params(DeadQuery),
    responses(
        (status = 200, description = "A page of them.", body = DeadPage),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn dead(
    State(app): State<App>,
    query: Result<Query<DeadQuery>, QueryRejection>,
) -> Result<Json<DeadPage>, Problem> {
    let Query(query) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let limit = query.limit.unwrap_or(50);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Problem::malformed(format!("limit is {limit}, but must be from 1 to {LARGEST_PAGE}.")));
    }
    // One more than the page holds tells whether more follow.
    let mut found = app.store.dead_deliveries(query.before, limit + 1).await.map_err(|error| Problem::from(&error))?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = if more { found.last().map(|delivery| delivery.id) } else { None };
    Ok(Json(DeadPage { deliveries: found.into_iter().map(DeadBody::from).collect(), next }))
}

/// Send a dead delivery again, with all its attempts.
///
/// It has the same `webhook-id` as before.
#[utoipa::path(
    post,
    path = "/v1/webhooks/dead/{id}/replay",
    tag = "Webhooks",
    params(("id" = String, Path, description = "The delivery's id.")),
    responses(
        (status = 202, description = "It is sent soon."),
        (status = 404, description = "There is no such dead delivery.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Its webhook is not configured.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn replay(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let unknown = || Problem::not_found("There is no dead delivery with this id; /v1/webhooks/dead lists all.");
    let id = Uuid::parse_str(&id).map_err(|_| unknown())?;
    match app.store.replay_delivery(caller.actor(), id).await.map_err(|error| Problem::from(&error))? {
        Replayed::Done => Ok(StatusCode::ACCEPTED),
        Replayed::Unknown => Err(unknown()),
        Replayed::NoHook(hook) => Err(Problem::new(
            StatusCode::CONFLICT,
            "webhook_not_configured",
            format!("The webhook '{hook}' is not configured. Add it to the file of webhooks and restart the service."),
        )),
    }
}
