//! Decisions about parcels: made and taken back.

use axum::{
    Extension, Json,
    extract::{Path, State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    body,
    problem::Problem,
    projections::RevealBody,
    review::{ClaimedBody, held, lease_end, lease_lost, no_review, scan_id},
    review_body::{ActionSchema, MarkBody, OpinionSchema, ReviewBody, Shown, StateSchema, reviewer},
};
use crate::{
    app::App,
    auth::Caller,
    clock,
    review::{self, Action, Draft, FIRST_LEVEL, Fault, Opinion, Reviewer, SubjectView},
    store::{Made, NewDecision, Receipt, Revealed, StoredScan, StoredView, Undone, Wanted},
};

/// What the caller would do before the machine's regions are shown.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstLook {
    /// The token of the lease.
    lease: Uuid,
    /// What the caller would do.
    #[schema(value_type = ActionSchema)]
    action: Action,
}

/// A decision.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionDraft {
    /// The token of the lease.
    lease: Uuid,
    /// What is decided.
    #[schema(value_type = ActionSchema)]
    action: Action,
    /// To which level, with `escalate`: 2 or 3, and higher than the present one.
    level: Option<u8>,
    /// With `second_opinion`: what the caller would do. The second person does not see it.
    #[schema(value_type = Option<OpinionSchema>)]
    opinion: Option<Opinion>,
    /// Words for those who come after; `escalate` needs some.
    #[schema(max_length = 2000)]
    note: Option<String>,
    /// What the caller made of the machine's regions, and own ones.
    #[serde(default)]
    regions: Vec<MarkBody>,
    /// Enhancements that are on at the decision, by name.
    #[serde(default)]
    enhancements: Vec<String>,
    /// Enhancements that were used at all, by name.
    #[serde(default)]
    used: Vec<String>,
    /// Views that were on the screen, by name. `clear` needs all of them.
    #[serde(default)]
    views_seen: Vec<String>,
    /// Milliseconds from the picture to the decision.
    took_ms: u64,
    /// The client's own key of the decision, 1 to 255 visible characters: sent again with it, the decision is the same.
    #[schema(example = "0190f5c4-7c1e-7d2a-8f7b-2f6d3a3f9a11")]
    idempotency_key: String,
}

/// A decision that is on disk.
#[derive(Serialize, ToSchema)]
pub(crate) struct DecisionMade {
    /// The decision.
    decision_id: Uuid,
    /// Until when it can be taken back, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    undo_until: String,
    /// What became of the review.
    #[schema(value_type = StateSchema)]
    state: &'static str,
    /// The level at which it goes on, or ended.
    level: u8,
    /// Where it was a training picture with a fictitious threat: what it held. Nothing was decided about the parcel then,
    /// and nothing can be taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    projection: Option<RevealBody>,
}

impl From<Receipt> for DecisionMade {
    fn from(receipt: Receipt) -> Self {
        Self {
            decision_id: receipt.id,
            undo_until: clock::rfc3339(receipt.undo_until),
            state: receipt.state.name(),
            level: receipt.level,
            projection: None,
        }
    }
}

/// Say what you would do, and see the machine's regions.
///
/// Where a site wants it, they are left out until then, so that it can be told how far people depend on the machine. What
/// was said first stays.
#[utoipa::path(
    post,
    path = "/v1/review/{id}/first-look",
    tag = "Review",
    params(("id" = String, Path, description = "The scan's id.")),
    request_body = FirstLook,
    responses(
        (status = 200, description = "The review with the machine's regions.", body = ReviewBody<'static>),
        (status = 400, description = "The body is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such scan.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The caller does not hold the parcel any more.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The body has other fields, or no action of a person.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn first_look(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    body: Result<Json<FirstLook>, JsonRejection>,
) -> Result<Response, Problem> {
    let (id, FirstLook { lease, action }) = (scan_id(&id)?, body::json(body)?);
    if action == Action::NotReviewed {
        let detail = "Say clear, open, escalate or second_opinion.";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_decision", detail));
    }
    let (by, now) = (reviewer(&caller), clock::now());
    let looked = app.store.first_look(id, caller.actor(), &by.name, lease, action, now).await;
    let review = looked.map_err(|error| Problem::from(&error))?.ok_or_else(lease_lost)?;
    let shown = Shown::load(&app, &caller, review).await?;
    Ok(Json(shown.body(&app.settings.review)).into_response())
}

/// Decide about a parcel.
///
/// It takes a lease that holds. The decision, its entry in the audit trail and its event are on disk together, or none of
/// them is. `clear` is refused unless every view was seen. A decision can be taken back for a few seconds; it is final
/// after that, and webhooks are told then (`parcel.decided`). What the line was told before does not change.
#[utoipa::path(
    post,
    path = "/v1/review/{id}/decision",
    tag = "Review",
    params(("id" = String, Path, description = "The scan's id.")),
    request_body = DecisionDraft,
    responses(
        (status = 200, description = "It is on disk.", body = DecisionMade),
        (status = 400, description = "The body is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such scan.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The caller does not hold the parcel any more. Nothing is stored.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The decision may not be made, or the body has other fields. Nothing is stored.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn decide(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    body: Result<Json<DecisionDraft>, JsonRejection>,
) -> Result<Json<DecisionMade>, Problem> {
    let (id, body) = (scan_id(&id)?, body::json(body)?);
    let found = app.store.scan_or_projected(id).await.map_err(|error| Problem::from(&error))?;
    let scan = found.ok_or_else(no_review)?;
    let is_projected = app.store.projection(id).await.map_err(|error| Problem::from(&error))?.is_some();
    let token = body.lease;
    let draft = Draft::from(body);
    let by = reviewer(&caller);
    if is_projected {
        return reveal(&app, &caller, &scan, &by, token, &draft).await.map(Json);
    }
    let new = NewDecision {
        scan: id,
        actor: caller.actor(),
        by: &by,
        token,
        draft: &draft,
        views: views(&scan),
        regions: scan
            .looked_at()
            .map(|report| report.regions.iter().map(|region| region.id).collect())
            .unwrap_or_default(),
    };
    let made = app.store.make_decision(new, &app.settings.review, clock::now()).await;
    match made.map_err(|error| Problem::from(&error))? {
        Made::Done(receipt) => Ok(Json(receipt.into())),
        Made::LeaseLost => Err(lease_lost()),
        Made::KeyReused => Err(key_reused()),
        Made::Refused(fault) => Err(not_made(&fault)),
    }
}

/// Decides about a picture with a fictitious threat, and tells that it was one. `scan` is its host under its id.
async fn reveal(
    app: &App,
    caller: &Caller,
    scan: &StoredScan,
    by: &Reviewer,
    token: Uuid,
    draft: &Draft,
) -> Result<DecisionMade, Problem> {
    let views = views(scan);
    let new = NewDecision {
        scan: scan.id,
        actor: caller.actor(),
        by,
        token,
        draft,
        views: views.clone(),
        regions: Vec::new(),
    };
    let now = clock::now();
    let revealed = app.store.decide_projection(new, &app.settings.review, now).await;
    let projection = match revealed.map_err(|error| Problem::from(&error))? {
        Revealed::Done(projection) => projection,
        Revealed::Unknown | Revealed::LeaseLost => return Err(lease_lost()),
        Revealed::KeyReused => return Err(key_reused()),
        Revealed::Refused(fault) => return Err(not_made(&fault)),
    };
    let decided = projection.decided.as_ref().ok_or_else(lease_lost)?;
    Ok(DecisionMade {
        decision_id: decided.decision,
        undo_until: clock::rfc3339(decided.at),
        state: review::State::Decided.name(),
        level: FIRST_LEVEL,
        projection: Some(RevealBody::among(&projection, &views)),
    })
}

fn key_reused() -> Problem {
    let detail = "The idempotency key was used for another decision: nothing of this one is stored.";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", detail)
}

fn not_made(fault: &Fault) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, fault.code(), fault.to_string())
}

/// Take a decision back.
///
/// Whoever made it can, within the time that the decision's answer names, unless someone went on from it. They hold the
/// parcel again.
#[utoipa::path(
    post,
    path = "/v1/review/decisions/{id}/undo",
    tag = "Review",
    params(("id" = String, Path, description = "The decision's id.")),
    responses(
        (status = 200, description = "It is taken back, and the caller holds the parcel.", body = ClaimedBody<'static>),
        (status = 403, description = "Another person made it, or the role is too weak.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such decision.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is final, or someone went on from it.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn undo(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let none = || Problem::not_found("There is no decision with this id.");
    let id = Uuid::parse_str(&id).map_err(|_| none())?;
    let (by, now) = (reviewer(&caller), clock::now());
    let undone = app.store.undo_decision(id, &by, caller.actor(), now, lease_end(&app, now)).await;
    match undone.map_err(|error| Problem::from(&error))? {
        Undone::Done(review) => held(&app, &caller, *review, &Wanted::default(), 0).await,
        Undone::Unknown => Err(none()),
        Undone::NotYours => {
            let detail = "Only the person who made a decision can take it back.";
            Err(Problem::new(StatusCode::FORBIDDEN, "not_your_decision", detail))
        }
        Undone::Over => {
            let detail = "The decision stands: its time to be taken back is over, or someone went on from it.";
            Err(Problem::new(StatusCode::CONFLICT, "undo_over", detail))
        }
    }
}

impl From<DecisionDraft> for Draft {
    fn from(body: DecisionDraft) -> Self {
        Self {
            action: body.action,
            level: body.level,
            opinion: body.opinion,
            note: body.note,
            regions: body.regions.into_iter().map(Into::into).collect(),
            enhancements: body.enhancements,
            used: body.used,
            views_seen: body.views_seen,
            took_ms: body.took_ms,
            idempotency_key: body.idempotency_key,
        }
    }
}

/// What there is to see of a scan.
fn views(scan: &StoredScan) -> Vec<SubjectView> {
    let report = scan.looked_at();
    let view = |(number, view): (usize, &StoredView)| {
        let reported = report.and_then(|report| report.views.get(number));
        let unreadable = reported.is_some_and(|view| view.width == 0);
        SubjectView {
            name: view.name.clone(),
            size: reported.filter(|_| !unreadable).map(|view| [view.width, view.height]),
            has_picture: !unreadable && scan.pictures_deleted.is_none(),
        }
    };
    scan.views.iter().enumerate().map(view).collect()
}
