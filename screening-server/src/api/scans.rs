//! Scans: sent, listed, shown, cancelled.

use axum::{
    Extension, Json,
    extract::{Path, Query, Request, State, rejection::QueryRejection},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use screening_core::report::Decision;
use serde::{Deserialize, Serialize};
use tokio::time::timeout_at;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    arriving::Arriving,
    prefer::{self, Prefer},
    problem::Problem,
    report::{DecisionSchema, ReportBody},
    review_body::sees_reviews,
    scan::{self, ListEntry, ScanBody},
    upload::{self, NotReceived, ScanForm, ScanQuery},
};
use crate::{
    app::App,
    audit::{Action, Details, NewEntry},
    auth::Caller,
    clock,
    intake::Admission,
    metrics,
    store::{Filter, StoredScan},
};

/// Most scans on one page of the list.
const LARGEST_PAGE: usize = 500;

/// Says that a scan was sent before, and that this is the answer of that time.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// A page of the list.
#[derive(Serialize, ToSchema)]
#[schema(as = ScanList)]
pub(crate) struct ListBody<'a> {
    /// Newest first.
    scans: Vec<ListEntry<'a>>,
    /// For `before`, to get the scans that follow; null when these are the last.
    next: Option<Uuid>,
}

/// Which part of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// Scans on the page, 1 to 500; 50 without it.
    limit: Option<usize>,
    /// Only scans after this one in the list: the `next` of the page before.
    before: Option<Uuid>,
    /// Only scans with this decision.
    #[param(value_type = Option<DecisionSchema>)]
    decision: Option<Decision>,
    /// Only scans without an answer (`true`), or with one (`false`).
    pending: Option<bool>,
    /// Only scans of this parcel, its code spelt as it was sent.
    parcel: Option<String>,
    /// Only scans of this lane.
    lane: Option<String>,
    /// Only scans received then or later, RFC 3339.
    #[param(format = DateTime)]
    since: Option<String>,
    /// Only scans received before, RFC 3339.
    #[param(format = DateTime)]
    until: Option<String>,
}

/// Send a scan, get the report, or a place to look for it.
///
/// The body is one view as it is (PNG, JPEG, TIFF or BMP; its content type is not relied upon), or a form of several. A
/// picture that cannot be read is no error of the request: the answer is 200 with decision `UNKNOWN` and the reason.
///
/// The answer is waited for, and comes by the scan's deadline at the latest: without a decision by then the lane diverts
/// the parcel by itself, with decision `UNKNOWN` and abort reason `TIMEOUT`, and a report that comes afterwards is kept
/// as `late`. `Prefer: wait=1.5` sets that deadline in seconds; the field `deadline` does the same. With `Prefer:
/// respond-async` the answer is 202 as soon as the scan is on disk; with both, it is waited for so long before.
///
/// A scan that is sent again, with the same `Idempotency-Key` or the same parcel code and time of scan, is screened once:
/// the answer is that of the first time, with the header `Idempotent-Replayed`.
#[utoipa::path(
    post,
    path = "/v1/scans",
    tag = "Scans",
    params(
        ScanQuery,
        ("prefer" = Option<String>, Header, description = "`wait=SECONDS` and `respond-async` (RFC 7240).", example = "wait=1.5"),
        ("idempotency-key" = Option<String>, Header, description = "The client's own key of the scan, 1 to 255 visible characters.", example = "line-3-000017"),
    ),
    request_body(content(
        (Vec<u8> = "application/octet-stream"),
        (Vec<u8> = "image/*"),
        (ScanForm = "multipart/form-data"),
    )),
    responses(
        (
            status = 200, description = "Screened, or UNKNOWN with the reason.", body = ScanBody<'static>,
            headers(
                ("idempotent-replayed" = Option<bool>, description = "`true` where the scan was sent before."),
                ("preference-applied" = Option<String>, description = "Which preferences were met."),
            )
        ),
        (
            status = 202, description = "On disk, and not decided yet: `report` reads UNKNOWN.", body = ScanBody<'static>,
            headers(
                ("location" = String, description = "Where the answer will be."),
                ("idempotent-replayed" = Option<bool>, description = "`true` where the scan was sent before."),
                ("preference-applied" = Option<String>, description = "Which preferences were met."),
            )
        ),
        (status = 400, description = "The request cannot be understood.", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The scan came too slowly.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Another scan has this parcel code and time of scan.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The scan is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Neither a picture nor a form.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The idempotency key was used for another scan.", body = Problem, content_type = "application/problem+json"),
        (
            status = 429, description = "Too many scans are in work.", body = Problem,
            content_type = "application/problem+json",
            headers(("retry-after" = u64, description = "Seconds after which there may be room."))
        ),
        (
            status = 503, description = "Starting, stopping, or the scan cannot be stored.", body = Problem,
            content_type = "application/problem+json",
            headers(("retry-after" = u64, description = "Seconds to wait."))
        ),
    )
)]
pub(crate) async fn create(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    query: Result<Query<ScanQuery>, QueryRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let place = app.intake.enter().map_err(|refusal| {
        let problem = Problem::from(refusal).closing();
        metrics::refused(problem.code());
        problem
    })?;
    // From here on, each line of the log about the request carries the scan's id too.
    tracing::Span::current().record("scan", tracing::field::display(place.id));
    let prefer = Prefer::read(request.headers());
    let mut arriving = Arriving::new(app.intake.clone(), place, caller.lanes());
    let received = match query {
        Ok(Query(query)) => upload::receive(request, query, &app.settings.intake, &mut arriving.scan).await,
        Err(rejection) => Err(NotReceived::Malformed(rejection.body_text())),
    };
    if let Err(error) = received {
        return Err(arriving.lost(&error).await);
    }
    let (place, mut scan) = arriving.arrived()?;
    if !prefer.respond_async {
        scan.deadline = [scan.deadline, prefer.wait].into_iter().flatten().min();
    }
    let (id, deadline) = (place.id, app.intake.deadline(&place, scan.deadline));
    // A store that hangs must not keep the line waiting. What is stored after all is screened, and answered TIMEOUT.
    let admission = match timeout_at(deadline, app.intake.admit(place, scan)).await {
        Ok(admitted) => admitted.map_err(|error| refused(Problem::from(&error).or_about(id)))?,
        Err(_) => return Err(refused(Problem::not_stored_in_time().about(id))),
    };
    let (scan, replayed) = answered(&app, admission, prefer).await?;

    let pending = scan::pending(&app.lineup.policy(scan.lane.as_deref()));
    let body = Json(ScanBody::new(&scan, &pending));
    let was_async = scan.given().is_none();
    let mut response = if was_async {
        let location = HeaderValue::from_str(&format!("/v1/scans/{}", scan.id)).ok();
        let mut response = (StatusCode::ACCEPTED, body).into_response();
        response.headers_mut().extend(location.map(|location| (header::LOCATION, location)));
        response
    } else {
        body.into_response()
    };
    let applied = prefer.applied(was_async).map(|value| (prefer::APPLIED, value));
    response.headers_mut().extend(applied);
    if replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(response)
}

fn refused(problem: Problem) -> Problem {
    metrics::refused(problem.code());
    problem
}

/// An admitted scan with its answer, waited for as the client prefers; and whether it was sent before.
async fn answered(app: &App, admission: Admission, prefer: Prefer) -> Result<(StoredScan, bool), Problem> {
    let id = admission.id;
    let answer = app.intake.answer(id);
    let answer = match (prefer.respond_async, prefer.wait) {
        (false, _) => Some(answer.await),
        (true, None) => None,
        (true, Some(wait)) => tokio::time::timeout(wait.min(app.settings.worker.deadline), answer).await.ok(),
    };
    let answer = answer.transpose().map_err(|error| Problem::from(&error).about(id))?.flatten();
    match admission.entered {
        Some(entered) => Ok((StoredScan::fresh(entered, answer.map(|report| (*report).clone())), false)),
        None => {
            let stored = app.store.scan(id).await.map_err(|error| Problem::from(&error).about(id))?;
            let scan = stored.ok_or_else(|| Problem::internal("The scan was lost.").about(id))?;
            Ok((scan.with_answer(answer.as_deref()), true))
        }
    }
}

/// List scans, newest first.
#[utoipa::path(
    get,
    path = "/v1/scans",
    tag = "Scans",
    params(ListQuery),
    responses(
        (status = 200, description = "A page of the list.", body = ListBody<'static>),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let limit = query.limit.unwrap_or(50);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Problem::malformed(format!("limit is {limit}, but must be from 1 to {LARGEST_PAGE}.")));
    }
    let filter = Filter {
        before: query.before,
        decision: query.decision,
        decided: query.pending.map(|pending| !pending),
        parcel: query.parcel,
        lane: query.lane,
        lanes: caller.lanes().names().map(<[String]>::to_vec),
        since: query.since.as_deref().map(|text| moment("since", text)).transpose()?,
        until: query.until.as_deref().map(|text| moment("until", text)).transpose()?,
    };
    // One more than the page holds tells whether more follow.
    let mut found = app.store.list(&filter, limit + 1).await.map_err(|error| Problem::from(&error))?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = if more { found.last().map(|scan| scan.id) } else { None };
    Ok(Json(ListBody { scans: found.iter().map(ListEntry::new).collect(), next }).into_response())
}

/// A moment that a query names.
///
/// # Errors
/// 400 when it is none.
pub(super) fn moment(name: &str, text: &str) -> Result<Timestamp, Problem> {
    let wrong =
        || Problem::malformed(format!("{name} is no moment as RFC 3339 has it, for example 2026-03-01T08:30:05Z."));
    clock::parse(text).ok_or_else(wrong)
}

/// Show one scan.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id.")),
    responses(
        (status = 200, description = "The scan with its report; UNKNOWN while it is pending.", body = ScanBody<'static>),
        (status = 404, description = "There is no such scan.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    let scan = find(&app, &id).await?;
    let pending = scan::pending(&app.lineup.policy(scan.lane.as_deref()));
    Ok(Json(ScanBody::new(&scan, &pending)).into_response())
}

/// Show the report that a scan was answered with.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}/report",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id.")),
    responses(
        (status = 200, description = "The report.", body = ReportBody<'static>),
        (status = 404, description = "There is no such scan, or no answer yet.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn report(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    let scan = find(&app, &id).await?;
    let report = scan.given().ok_or_else(|| Problem::not_found("The scan has no answer yet.").about(scan.id))?;
    Ok(Json(ReportBody::from(report)).into_response())
}

/// Take a scan back.
///
/// A scan without an answer becomes UNKNOWN; one with an answer keeps it. Neither is screened any more where that has not
/// begun.
#[utoipa::path(
    post,
    path = "/v1/scans/{id}/cancel",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id.")),
    responses(
        (status = 200, description = "The scan with its answer.", body = ScanBody<'static>),
        (status = 404, description = "There is no such scan.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn cancel(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let scan = find(&app, &id).await?;
    let entry = NewEntry::about_scan(caller.actor(), Action::ScanCancelled, scan.id, Details::none());
    app.store.record(entry).await.map_err(|error| Problem::from(&error).about(scan.id))?;
    app.intake.cancel(scan.id).await.map_err(|error| Problem::from(&error).about(scan.id))?;
    show(State(app), Path(id)).await
}

/// The scan with this id.
///
/// # Errors
/// 404 when it is no id, or there is no such scan.
pub(super) async fn find(app: &App, id: &str) -> Result<StoredScan, Problem> {
    let none = || Problem::not_found("There is no scan with this id.");
    let id = Uuid::parse_str(id).map_err(|_| none())?;
    app.store.scan(id).await.map_err(|error| Problem::from(&error))?.ok_or_else(none)
}

/// The scan with this id, or what is shown as one to those who may see the queue: a picture with a fictitious threat.
///
/// # Errors
/// 404 when it is no id, or there is neither.
pub(super) async fn find_shown(app: &App, caller: &Caller, id: &str) -> Result<StoredScan, Problem> {
    if !sees_reviews(caller) {
        return find(app, id).await;
    }
    let none = || Problem::not_found("There is no scan with this id.");
    let id = Uuid::parse_str(id).map_err(|_| none())?;
    app.store.scan_or_projected(id).await.map_err(|error| Problem::from(&error))?.ok_or_else(none)
}
