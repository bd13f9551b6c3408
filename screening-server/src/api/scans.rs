//! Scans: sent, listed, shown.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, Query, Request, State, rejection::QueryRejection},
    response::{IntoResponse, Response},
};
use screening_core::report::{AbortReason, Decision, Report};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    problem::Problem,
    report::{AbortReasonSchema, ClassSchema, DecisionSchema, ReportBody},
    upload::{self, NotReceived, ScanForm, ScanQuery},
};
use crate::{
    app::App,
    clock, metrics,
    records::{Pictures, Record},
    worker::{Admission, Worker},
};

/// Most scans on one page of the list.
const LARGEST_PAGE: usize = 500;

/// One scan and its answer.
#[derive(Serialize, ToSchema)]
#[schema(as = Scan)]
pub(crate) struct ScanBody<'a> {
    /// The scan's id, a UUID that grows with time.
    id: Uuid,
    /// The parcel's code, where the line sent one.
    parcel: Option<&'a str>,
    /// When its first byte arrived, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    received: String,
    /// The answer that was given.
    report: ReportBody<'a>,
    /// The answer that came after UNKNOWN had been given for want of time. It changes nothing: the parcel went to a
    /// person.
    late: Option<ReportBody<'a>>,
    /// Where the pictures are, one entry a view.
    pictures: Vec<PictureLinks>,
}

/// Where the pictures of one view are; null where there is none, or none any more.
#[derive(Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
struct PictureLinks {
    /// The view as the detector saw it.
    picture: Option<String>,
    /// The same with regions and dense areas drawn on it.
    annotated: Option<String>,
    /// The same as `picture`, small.
    thumbnail: Option<String>,
}

/// A page of the list.
#[derive(Serialize, ToSchema)]
#[schema(as = ScanList)]
pub(crate) struct ListBody<'a> {
    /// Newest first.
    scans: Vec<ListEntry<'a>>,
    /// For `before`, to get the scans that follow; null when these are the last.
    next: Option<Uuid>,
}

/// One scan in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = ScanSummary)]
struct ListEntry<'a> {
    /// The scan's id.
    id: Uuid,
    /// The parcel's code, where the line sent one.
    parcel: Option<&'a str>,
    /// When its first byte arrived, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    received: String,
    /// What to do with the parcel.
    #[schema(value_type = DecisionSchema)]
    decision: Decision,
    /// Why there is no full answer, where there is none.
    #[schema(value_type = Option<AbortReasonSchema>)]
    abort_reason: Option<AbortReason>,
    /// The first of the report's reasons.
    reason: &'a str,
    /// Alarming regions.
    regions: usize,
    /// Classes of the alarming regions, each once, that with the highest score first.
    #[schema(value_type = Vec<ClassSchema>)]
    classes: Vec<&'static str>,
    /// The highest score of an alarming region; null where there is none.
    top_score: Option<f32>,
    /// A small picture of the first view that has one.
    thumbnail: Option<String>,
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
}

/// Send a scan, get the report.
///
/// The body is one view as it is (PNG, JPEG, TIFF or BMP; its content type is not relied upon), or a form of several. A
/// picture that cannot be read is no error of the request: the answer is 200 with decision `UNKNOWN` and the reason.
#[utoipa::path(
    post,
    path = "/v1/scans",
    tag = "Scans",
    params(ScanQuery),
    request_body(content(
        (Vec<u8> = "application/octet-stream"),
        (Vec<u8> = "image/*"),
        (ScanForm = "multipart/form-data"),
    )),
    responses(
        (status = 200, description = "Screened, or UNKNOWN with the reason.", body = ScanBody<'static>),
        (status = 400, description = "The request cannot be understood.", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The scan came too slowly.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The scan is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Neither a picture nor a form.", body = Problem, content_type = "application/problem+json"),
        (
            status = 429, description = "Too many scans are in work.", body = Problem,
            content_type = "application/problem+json",
            headers(("retry-after" = u64, description = "Seconds after which there may be room."))
        ),
        (
            status = 503, description = "Starting or stopping.", body = Problem,
            content_type = "application/problem+json",
            headers(("retry-after" = u64, description = "Seconds to wait."))
        ),
    )
)]
pub(crate) async fn create(
    State(app): State<App>,
    query: Result<Query<ScanQuery>, QueryRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let admission = app.worker.admit().map_err(|refusal| {
        let problem = Problem::from(refusal).closing();
        metrics::refused(problem.code());
        problem
    })?;
    let mut arriving = Arriving { worker: Arc::clone(&app.worker), admission: Some(admission), parcel: None };
    let received = match query {
        Ok(Query(query)) => upload::receive(request, query, &app.settings.intake, &mut arriving.parcel).await,
        Err(rejection) => Err(NotReceived::Malformed(rejection.body_text())),
    };
    let views = match received {
        Ok(views) => views,
        Err(error) => return Err(arriving.lost(&error)),
    };
    let (admission, parcel) = arriving.arrived()?;
    let record = app.worker.screen(admission, parcel, views).await;
    Ok(Json(ScanBody::new(&record)).into_response())
}

/// A scan whose body is on its way. Dropped before all of it has come, for example because the client hung up, it
/// records its parcel as UNKNOWN.
struct Arriving {
    worker: Arc<Worker>,
    admission: Option<Admission>,
    parcel: Option<String>,
}

impl Arriving {
    /// All of it has come.
    fn arrived(mut self) -> Result<(Admission, Option<String>), Problem> {
        let admission = self.admission.take().ok_or_else(|| Problem::internal("The scan was lost."))?;
        Ok((admission, self.parcel.take()))
    }

    /// It never comes as a whole.
    fn lost(mut self, error: &NotReceived) -> Problem {
        let problem = Problem::from(error);
        metrics::refused(problem.code());
        match self.record(error) {
            Some(id) => problem.about(id),
            None => problem,
        }
    }

    fn record(&mut self, error: &NotReceived) -> Option<Uuid> {
        let admission = self.admission.take()?;
        let record = self.worker.lost(&admission, self.parcel.take(), error.failure());
        Some(record.id)
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.record(&NotReceived::Broken);
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
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let limit = query.limit.unwrap_or(50);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Problem::malformed(format!("limit is {limit}, but must be from 1 to {LARGEST_PAGE}.")));
    }
    let wanted = |record: &Record| query.decision.is_none_or(|decision| record.report.decision == decision);
    let (records, more) = app.records.list(limit, query.before, wanted);
    let next = if more { records.last().map(|record| record.id) } else { None };
    let scans = records.iter().map(|record| ListEntry::new(record)).collect();
    Ok(Json(ListBody { scans, next }).into_response())
}

/// Show one scan.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id.")),
    responses(
        (status = 200, description = "The scan with its report.", body = ScanBody<'static>),
        (status = 404, description = "There is no such scan (any more).", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    let record = find(&app, &id)?;
    Ok(Json(ScanBody::new(&record)).into_response())
}

/// The record with this id.
///
/// # Errors
/// 404 when it is no id, or there is no such record any more.
pub(super) fn find(app: &App, id: &str) -> Result<Arc<Record>, Problem> {
    let found = Uuid::parse_str(id).ok().and_then(|id| app.records.get(id));
    found.ok_or_else(|| Problem::not_found("There is no scan with this id, or it is no longer kept."))
}

impl<'a> ScanBody<'a> {
    fn new(record: &'a Record) -> Self {
        Self {
            id: record.id,
            parcel: record.parcel.as_deref(),
            received: clock::rfc3339(record.received),
            report: ReportBody::from(&record.report),
            late: record.late.get().map(ReportBody::from),
            pictures: links(record),
        }
    }
}

impl<'a> ListEntry<'a> {
    fn new(record: &'a Record) -> Self {
        let Report { decision, abort_reason, reasons, regions, .. } = &record.report;
        // Regions come best first.
        let alarms: Vec<_> = regions.iter().filter(|region| region.alarm).collect();
        let mut classes: Vec<&'static str> = Vec::new();
        for region in &alarms {
            if !classes.contains(&region.class.name()) {
                classes.push(region.class.name());
            }
        }
        Self {
            id: record.id,
            parcel: record.parcel.as_deref(),
            received: clock::rfc3339(record.received),
            decision: *decision,
            abort_reason: *abort_reason,
            reason: reasons.first().map_or("", |reason| &reason.text),
            regions: alarms.len(),
            classes,
            top_score: alarms.first().map(|region| region.score),
            thumbnail: links(record).into_iter().find_map(|view| view.thumbnail),
        }
    }
}

/// Where the pictures of a record are.
fn links(record: &Record) -> Vec<PictureLinks> {
    let url = |view: usize, kind: &str| Some(format!("/v1/scans/{}/views/{view}/{kind}", record.id));
    let of = |view: usize, large: bool, small: bool| PictureLinks {
        picture: large.then(|| url(view, "picture")).flatten(),
        annotated: large.then(|| url(view, "annotated")).flatten(),
        thumbnail: small.then(|| url(view, "thumbnail")).flatten(),
    };
    let views = record.report.views.iter().enumerate();
    match record.pictures() {
        // They are on their way, and whoever asks for them waits: a view that was read has one.
        Pictures::Pending => views.map(|(index, view)| of(index, view.width > 0, view.width > 0)).collect(),
        Pictures::Kept(kept) => {
            let kept = kept.iter().enumerate();
            kept.map(|(index, view)| of(index, view.as_ref().is_some_and(|view| view.png.is_some()), view.is_some()))
                .collect()
        }
        Pictures::Missing => views.map(|_| PictureLinks::default()).collect(),
    }
}
