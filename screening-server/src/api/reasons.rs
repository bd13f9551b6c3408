//! The reason chain of a decision: what was known of a scan, and when.

use axum::{
    Extension, Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use screening_core::report::{AbortReason, Decision, ReportType};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    problem::Problem,
    report::{AbortReasonSchema, DecisionSchema, ModelBody, PolicyBody, ReasonBody, ReportTypeSchema},
    review_body::{DecisionBody, shown_decisions},
    scan::{ActionSchema, CodeBody},
    scans,
};
use crate::{app::App, auth::Caller, clock, lane::Action, store::StoredReport};

/// Why a parcel went where it went, step by step.
#[derive(Serialize, ToSchema)]
#[schema(as = ReasonChain)]
struct ChainBody<'a> {
    /// The scan.
    id: Uuid,
    /// The parcel's code, where the line sent one.
    parcel: Option<&'a str>,
    /// What the code says about itself.
    parcel_code: Option<CodeBody>,
    /// When its first byte arrived, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    received: String,
    /// When the line had to be answered.
    #[schema(format = DateTime)]
    deadline: String,
    /// What the sorter was told; DIVERT while there is no answer.
    #[schema(value_type = ActionSchema)]
    action: &'static str,
    /// Every report about the scan, in the order in which they were made; none while there is no answer.
    steps: Vec<StepBody<'a>>,
    /// What people decided about the parcel, the oldest first, those taken back too; none while a quality review is open, nor for machines and roles that do not see the queue.
    decisions: Vec<DecisionBody<'a>>,
}

/// One report about the scan.
#[derive(Serialize, ToSchema)]
#[schema(as = ReasonStep)]
struct StepBody<'a> {
    /// When it was made, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// Who it comes from.
    #[schema(value_type = ReportTypeSchema)]
    report_type: ReportType,
    /// Whether it came after the line had been answered without it.
    late: bool,
    /// What it decided.
    #[schema(value_type = DecisionSchema)]
    decision: Decision,
    /// Why there is no full answer, where there is none.
    #[schema(value_type = Option<AbortReasonSchema>)]
    abort_reason: Option<AbortReason>,
    /// Why, in the order in which it was weighed.
    reasons: Vec<ReasonBody<'a>>,
    /// Which model ran; null where none did.
    model: Option<ModelBody<'a>>,
    /// Which policy decided.
    policy: PolicyBody<'a>,
}

impl<'a> From<&'a StoredReport> for StepBody<'a> {
    fn from(stored: &'a StoredReport) -> Self {
        let report = &stored.report;
        Self {
            at: clock::rfc3339(stored.made),
            report_type: report.report_type,
            late: stored.late,
            decision: report.decision,
            abort_reason: report.abort_reason,
            reasons: report.reasons.iter().map(ReasonBody::from).collect(),
            model: report.model.as_ref().map(ModelBody::from),
            policy: PolicyBody::from(&report.policy),
        }
    }
}

/// Show why a scan was decided as it was.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}/reasons",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id.")),
    responses(
        (status = 200, description = "The reasons of every report about the scan.", body = ChainBody<'static>),
        (status = 404, description = "There is no such scan.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let scan = scans::find(&app, &id).await?;
    let decisions = shown_decisions(&app, &caller, scan.id).await?;
    let chain = ChainBody {
        id: scan.id,
        parcel: scan.parcel.as_deref(),
        parcel_code: scan.parcel.as_deref().map(CodeBody::read),
        received: clock::rfc3339(scan.received),
        deadline: clock::rfc3339(scan.deadline),
        action: scan.given().map_or(Action::Divert, |report| Action::of(report.decision)).name(),
        steps: scan.reports.iter().map(StepBody::from).collect(),
        decisions: decisions.iter().map(DecisionBody::from).collect(),
    };
    Ok(Json(chain).into_response())
}
