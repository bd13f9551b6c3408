//! Parcels that people look at: listed, taken, held, given back. docs/review.md has the words.

use axum::{
    Extension, Json,
    extract::{
        Path, Query, State,
        rejection::{JsonRejection, QueryRejection},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use screening_core::taxonomy::ThreatClass;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    blind::blind_line,
    body,
    problem::Problem,
    report::ClassSchema,
    review_body::{CountsBody, QueueItemBody, ReviewBody, Shown, StateSchema, reviewer, withholds},
    scans::moment,
};
use crate::{
    app::App,
    auth::Caller,
    clock,
    review::{self, LAST_LEVEL},
    store::{Claimed, NotClaimed, Review, ReviewFilter, Wanted},
};

/// Most reviews on one page.
const LARGEST_PAGE: usize = 500;

/// Most parcels that are named ahead.
const MOST_AHEAD: usize = 5;

/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// Which part of the queue. Closed reviews are listed where `state` asks for them.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct QueueQuery {
    /// Reviews on the page, 1 to 500; 50 without it.
    limit: Option<usize>,
    /// Only reviews after this scan in the list: the `next` of the page before.
    after: Option<Uuid>,
    /// Only parcels of this lane.
    lane: Option<String>,
    /// Only parcels with a region of this class that raised an alarm.
    #[param(value_type = Option<ClassSchema>)]
    class: Option<ThreatClass>,
    /// Only reviews in this state.
    #[param(value_type = Option<StateSchema>)]
    state: Option<review::State>,
    /// Only parcels whose code holds this, in small or capital letters.
    code: Option<String>,
    /// Only parcels that came to people then or later, RFC 3339.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Only parcels that came to people before, RFC 3339.
    #[param(format = DateTime)]
    to: Option<String>,
    /// Only parcels that this account looks at.
    held_by: Option<String>,
}

/// A page of the queue.
#[derive(Serialize, ToSchema)]
#[schema(as = Queue)]
struct QueueBody<'a> {
    /// The most urgent first: next deadline, then risk, then age. Closed reviews newest first.
    items: Vec<QueueItemBody<'a>>,
    /// How many there are, whatever the filter.
    counts: CountsBody,
    /// For `after`, to get the reviews that follow; null when these are the last.
    next: Option<Uuid>,
}

/// Which parcel to take: the most urgent one without any of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claim {
    /// This parcel.
    scan_id: Option<Uuid>,
    /// How many of the parcels that follow to name, 0 to 5, so that their pictures can be fetched before.
    #[schema(maximum = 5)]
    ahead: Option<usize>,
    /// The most urgent one of this lane.
    lane: Option<String>,
    /// The most urgent one of this level.
    #[schema(minimum = 1, maximum = 3)]
    level: Option<u8>,
}

/// A lease: proof that a person holds a parcel.
#[derive(Serialize, ToSchema)]
#[schema(as = Lease)]
pub(super) struct LeaseBody {
    /// To be sent with all that is done to the parcel.
    token: Uuid,
    /// Until when it holds, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    until: String,
}

/// A parcel that follows.
#[derive(Serialize, ToSchema)]
#[schema(as = ParcelAhead)]
struct AheadBody {
    /// The scan.
    scan_id: Uuid,
    /// Where its pictures are, one a view.
    pictures: Vec<String>,
}

/// A parcel that the caller holds now.
#[derive(Serialize, ToSchema)]
#[schema(as = Claimed)]
pub(super) struct ClaimedBody<'a> {
    /// Proves it.
    lease: LeaseBody,
    /// The scan.
    scan_id: Uuid,
    /// All of it.
    review: ReviewBody<'a>,
    /// Parcels that follow. Someone else may take them first.
    ahead: Vec<AheadBody>,
}

/// Proof that the caller holds a parcel.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeaseProof {
    /// The token of the lease.
    lease: Uuid,
}

/// The same in the address.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LeaseQuery {
    /// The token of the lease.
    lease: Uuid,
}

/// A lease that was renewed.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeaseRenewed {
    /// Until when it holds, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    until: String,
}

/// List the parcels that people look at, the most urgent first.
#[utoipa::path(
    get,
    path = "/v1/review/queue",
    tag = "Review",
    params(QueueQuery),
    responses(
        (status = 200, description = "A page of the queue.", body = QueueBody<'static>),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn queue(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    query: Result<Query<QueueQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let limit = query.limit.unwrap_or(50);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Problem::malformed(format!("limit is {limit}, but must be from 1 to {LARGEST_PAGE}.")));
    }
    let filter = ReviewFilter {
        lane: query.lane,
        class: query.class.map(|class| class.name().to_owned()),
        state: query.state,
        code: query.code,
        from: query.from.as_deref().map(|text| moment("from", text)).transpose()?,
        to: query.to.as_deref().map(|text| moment("to", text)).transpose()?,
        held_by: query.held_by,
        after: query.after,
    };
    // One more than the page holds tells whether more follow.
    let mut found = app.store.reviews(&filter, limit + 1).await.map_err(|error| Problem::from(&error))?;
    let more = found.len() > limit;
    found.truncate(limit);
    found.iter_mut().for_each(blind_line);
    let midnight = clock::from_milliseconds(clock::now().as_millisecond() / DAY_MS * DAY_MS);
    let mut counts = app.store.review_counts(midnight).await.map_err(|error| Problem::from(&error))?;
    let projected = app.store.open_projections().await.map_err(|error| Problem::from(&error))?;
    counts.waiting += projected.waiting;
    counts.leased += projected.leased;
    let rules = &app.settings.review;
    let items = found.iter().map(|queued| QueueItemBody::new(queued, withholds(rules, &caller, &queued.review)));
    let next = if more { found.last().map(|queued| queued.review.scan) } else { None };
    Ok(Json(QueueBody { items: items.collect(), counts: counts.into(), next }).into_response())
}

/// Take a parcel to look at it.
///
/// Without `scan_id` it is the most urgent one that the caller may take: operators take level 1, supervisors all levels.
/// Nobody else can take it while the lease holds; renew the lease as often as the review's policy says. Whoever takes by
/// its id a parcel that they hold gets a new lease, and the one before ends.
#[utoipa::path(
    post,
    path = "/v1/review/claim",
    tag = "Review",
    request_body = Claim,
    responses(
        (status = 200, description = "The caller holds it.", body = ClaimedBody<'static>),
        (status = 204, description = "Nothing waits for the caller."),
        (status = 400, description = "The body is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "It waits for a higher level, or the role is too weak.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The parcel is in no review.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Another person holds it or has to look at it, or it is decided.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The body has other fields.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn claim(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    body: Result<Json<Claim>, JsonRejection>,
) -> Result<Response, Problem> {
    let claim = body::json(body)?;
    let ahead = claim.ahead.unwrap_or(0);
    if ahead > MOST_AHEAD {
        return Err(Problem::malformed(format!("ahead is {ahead}, but must be from 0 to {MOST_AHEAD}.")));
    }
    if let Some(level) = claim.level.filter(|level| !(review::FIRST_LEVEL..=LAST_LEVEL).contains(level)) {
        return Err(Problem::malformed(format!("level is {level}, but must be from 1 to {LAST_LEVEL}.")));
    }
    let (by, now) = (reviewer(&caller), clock::now());
    let wanted = Wanted { scan: claim.scan_id, lane: claim.lane, level: claim.level };
    let claimed = app.store.claim_review(&by, &wanted, now, lease_end(&app, now)).await;
    let review = match claimed.map_err(|error| Problem::from(&error))? {
        Claimed::Leased(review) => review,
        Claimed::Nothing => return Ok(StatusCode::NO_CONTENT.into_response()),
        Claimed::Refused(reason) => return Err(refused(&reason)),
    };
    held(&app, &caller, *review, &wanted, ahead).await
}

/// Show a parcel under review.
#[utoipa::path(
    get,
    path = "/v1/review/{id}",
    tag = "Review",
    params(("id" = String, Path, description = "The scan's id.")),
    responses(
        (status = 200, description = "The review. Where the site wants a first look without them, the machine's regions are left out until then.", body = ReviewBody<'static>),
        (status = 404, description = "The scan is in no review.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = scan_id(&id)?;
    let found = app.store.review(id).await.map_err(|error| Problem::from(&error))?;
    let shown = Shown::load(&app, &caller, found.ok_or_else(no_review)?).await?;
    Ok(Json(shown.body(&app.settings.review)).into_response())
}

/// Renew a lease.
#[utoipa::path(
    post,
    path = "/v1/review/{id}/lease",
    tag = "Review",
    params(("id" = String, Path, description = "The scan's id.")),
    request_body = LeaseProof,
    responses(
        (status = 200, description = "It holds for longer.", body = LeaseRenewed),
        (status = 400, description = "The body is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such scan.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The caller does not hold the parcel any more.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The body has other fields.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn renew(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    body: Result<Json<LeaseProof>, JsonRejection>,
) -> Result<Json<LeaseRenewed>, Problem> {
    let (id, LeaseProof { lease }) = (scan_id(&id)?, body::json(body)?);
    let (by, now) = (reviewer(&caller), clock::now());
    let until = lease_end(&app, now);
    let renewed = app.store.renew_lease(id, &by.name, lease, now, until).await;
    if renewed.map_err(|error| Problem::from(&error))? {
        Ok(Json(LeaseRenewed { until: clock::rfc3339(until) }))
    } else {
        Err(lease_lost())
    }
}

/// Give a parcel back undecided.
#[utoipa::path(
    delete,
    path = "/v1/review/{id}/lease",
    tag = "Review",
    params(("id" = String, Path, description = "The scan's id."), LeaseQuery),
    responses(
        (status = 204, description = "It waits for someone else."),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such scan.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The caller does not hold the parcel any more.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn give_back(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    query: Result<Query<LeaseQuery>, QueryRejection>,
) -> Result<StatusCode, Problem> {
    let id = scan_id(&id)?;
    let Query(LeaseQuery { lease }) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let given = app.store.give_back(id, &reviewer(&caller).name, lease, clock::now()).await;
    if given.map_err(|error| Problem::from(&error))? { Ok(StatusCode::NO_CONTENT) } else { Err(lease_lost()) }
}

/// The answer to whoever holds a parcel now.
pub(super) async fn held(
    app: &App,
    caller: &Caller,
    review: Review,
    wanted: &Wanted,
    ahead: usize,
) -> Result<Response, Problem> {
    let lost = || Problem::internal("The lease was lost.");
    let (token, until) = review.lease.ok_or_else(lost)?;
    let next = match ahead {
        0 => Vec::new(),
        _ => {
            let any = Wanted { scan: None, ..wanted.clone() };
            let next = app.store.next_reviews(&reviewer(caller), &any, clock::now(), ahead).await;
            next.map_err(|error| Problem::from(&error))?
        }
    };
    let mut pictures = Vec::with_capacity(next.len());
    for review in next {
        let views = app.store.view_count(review.scan).await.map_err(|error| Problem::from(&error))?;
        let url = |view| format!("/v1/scans/{}/views/{view}/picture", review.scan);
        pictures.push(AheadBody { scan_id: review.scan, pictures: (0..views).map(url).collect() });
    }
    let shown = Shown::load(app, caller, review).await?;
    let body = ClaimedBody {
        lease: LeaseBody { token, until: clock::rfc3339(until) },
        scan_id: shown.review.scan,
        review: shown.body(&app.settings.review),
        ahead: pictures,
    };
    Ok(Json(body).into_response())
}

/// When a lease ends that is taken or renewed now.
pub(super) fn lease_end(app: &App, now: Timestamp) -> Timestamp {
    now.checked_add(app.settings.review.lease()).unwrap_or(now)
}

/// The scan that an address names.
///
/// # Errors
/// 404 when it is no id.
pub(super) fn scan_id(text: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(text).map_err(|_| no_review())
}

pub(super) fn no_review() -> Problem {
    Problem::not_found("No scan with this id is or was under review.")
}

pub(super) fn lease_lost() -> Problem {
    let detail = "You do not hold this parcel any more: its lease or its time limit ended, or it was taken by another \
                  window. Nothing was stored; take it again if it still waits.";
    Problem::new(StatusCode::CONFLICT, "lease_lost", detail)
}

pub(super) fn refused(reason: &NotClaimed) -> Problem {
    let conflict = |code, detail: String| Problem::new(StatusCode::CONFLICT, code, detail);
    match reason {
        NotClaimed::Unknown => no_review(),
        NotClaimed::Closed => conflict("review_closed", "The parcel is decided, or its time is over.".to_owned()),
        NotClaimed::Held(by) => conflict("held_by_another", format!("The parcel is looked at by {by}.")),
        NotClaimed::OtherPerson => {
            conflict("needs_another_person", "Another person than you has to look at this parcel.".to_owned())
        }
        NotClaimed::Level(level) => {
            let detail = format!("The parcel waits at level {level}, which is for supervisors.");
            Problem::new(StatusCode::FORBIDDEN, "level_too_high", detail)
        }
    }
}
