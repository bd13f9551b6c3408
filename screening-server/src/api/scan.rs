//! A scan as it goes over the wire, whole and as a line of a list.

use jiff::Timestamp;
use screening_core::{report::Report, verdict::Policy};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::report::{AbortReasonSchema, ClassSchema, DecisionSchema, ReportBody};
use crate::{
    clock,
    codes::{CheckDigit, CodeKind, ParcelCode},
    fail_safe,
    intake::Declared,
    lane::Action,
    store::{StoredScan, Summary},
};

/// One scan and its answer.
#[derive(Serialize, ToSchema)]
#[schema(as = Scan)]
pub(super) struct ScanBody<'a> {
    /// The scan's id, a UUID that grows with time.
    id: Uuid,
    /// The parcel's code, where the line sent one.
    #[schema(example = "RR473124829GB")]
    parcel: Option<&'a str>,
    /// What the code says about itself; null where there is none.
    parcel_code: Option<CodeBody>,
    /// The lane it lies on, where the line said so.
    lane: Option<&'a str>,
    /// When its first byte arrived, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    received: String,
    /// When the scanner took it, as the line said, else as `received`.
    #[schema(format = DateTime)]
    scanned: String,
    /// When the line must be, or had to be, answered.
    #[schema(format = DateTime)]
    deadline: String,
    /// Which intake it came by.
    #[schema(example = "http")]
    source: &'a str,
    /// What the sender declared.
    declared: DeclaredBody<'a>,
    /// Whether there is no answer yet; `report` reads UNKNOWN then.
    pending: bool,
    /// What the sorter does with the parcel: RELEASE only when the decision is CLEAR.
    #[schema(value_type = ActionSchema)]
    action: &'static str,
    /// The answer that was given.
    report: ReportBody<'a>,
    /// The report that came after the line had been answered without it. It changes nothing: the parcel went to a
    /// person.
    late: Option<ReportBody<'a>>,
    /// Where the pictures are, one entry a view.
    pictures: Vec<PictureLinks>,
}

/// What the sorter does with a parcel.
#[derive(ToSchema)]
#[schema(as = Action, rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(dead_code, reason = "describes the words")]
pub(super) enum ActionSchema {
    /// The parcel goes on.
    Release,
    /// The parcel goes to a person.
    Divert,
}

/// What a parcel's code says about itself. A wrong check digit is told, and refuses nothing.
#[derive(Serialize, ToSchema)]
#[schema(as = ParcelCode)]
pub(super) struct CodeBody {
    /// `S10` (UPU), `SSCC` (GS1) or `COURIER` (any other).
    #[schema(value_type = CodeKindSchema)]
    kind: &'static str,
    /// Whether its check digit fits; `ABSENT` where the kind has none that is known.
    #[schema(value_type = CheckDigitSchema)]
    check_digit: &'static str,
    /// The digit that would fit, where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 9)]
    expected_digit: Option<u8>,
}

#[derive(ToSchema)]
#[schema(as = CodeKind, rename_all = "UPPERCASE")]
#[allow(dead_code, reason = "describes the words")]
enum CodeKindSchema {
    S10,
    Sscc,
    Courier,
}

#[derive(ToSchema)]
#[schema(as = CheckDigit, rename_all = "UPPERCASE")]
#[allow(dead_code, reason = "describes the words")]
enum CheckDigitSchema {
    Valid,
    Invalid,
    Absent,
}

/// What the sender declared; kept as it came.
#[derive(Serialize, ToSchema)]
#[schema(as = Declared)]
struct DeclaredBody<'a> {
    /// The contents in words.
    #[schema(example = "kitchen scales")]
    contents: Option<&'a str>,
    /// Heading or subheading of the Harmonized System.
    #[schema(example = "842310")]
    hs: Option<&'a str>,
    /// Kilograms.
    #[schema(example = 1.2)]
    weight_kg: Option<f64>,
    /// The country it comes from, ISO 3166-1 alpha-2.
    #[schema(example = "CN")]
    origin: Option<&'a str>,
    /// The country it goes to, ISO 3166-1 alpha-2.
    #[schema(example = "DE")]
    destination: Option<&'a str>,
}

/// Where the pictures of one view are; null where there is none.
#[derive(Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
struct PictureLinks {
    /// The view as the detector saw it.
    picture: Option<String>,
    /// The same with regions and dense areas drawn on it.
    annotated: Option<String>,
    /// The same as `picture`, small.
    thumbnail: Option<String>,
    /// Its effective atomic numbers; null where the scan is not dual-energy.
    atomic_number: Option<String>,
}

/// One scan in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = ScanSummary)]
pub(super) struct ListEntry<'a> {
    /// The scan's id.
    id: Uuid,
    /// The parcel's code, where the line sent one.
    parcel: Option<&'a str>,
    /// The lane it lies on, where the line said so.
    lane: Option<&'a str>,
    /// When its first byte arrived, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    received: String,
    /// When the scanner took it, as the line said, else as `received`.
    #[schema(format = DateTime)]
    scanned: String,
    /// Whether there is no answer yet; `decision` reads UNKNOWN then.
    pending: bool,
    /// What to do with the parcel.
    #[schema(value_type = DecisionSchema)]
    decision: &'a str,
    /// Why there is no full answer, where there is none.
    #[schema(value_type = Option<AbortReasonSchema>)]
    abort_reason: Option<&'a str>,
    /// The first of the report's reasons.
    reason: &'a str,
    /// Alarming regions.
    regions: u32,
    /// Classes of the alarming regions, each once, that with the highest score first.
    #[schema(value_type = Vec<ClassSchema>)]
    classes: &'a [String],
    /// The highest score of an alarming region; null where there is none.
    top_score: Option<f32>,
    /// A small picture of the first view that has one.
    thumbnail: Option<String>,
}

impl<'a> ScanBody<'a> {
    /// `pending` is the report where there is none yet.
    pub(super) fn new(scan: &'a StoredScan, pending: &'a Report) -> Self {
        let report = scan.given().unwrap_or(pending);
        let time = |moment: Timestamp| clock::rfc3339(moment);
        let Declared { contents, hs, weight_kg, origin, destination } = &scan.declared;
        Self {
            id: scan.id,
            parcel: scan.parcel.as_deref(),
            parcel_code: scan.parcel.as_deref().map(CodeBody::read),
            lane: scan.lane.as_deref(),
            received: time(scan.received),
            scanned: time(scan.scanned),
            deadline: time(scan.deadline),
            source: &scan.source,
            declared: DeclaredBody {
                contents: contents.as_deref(),
                hs: hs.as_deref(),
                weight_kg: *weight_kg,
                origin: origin.as_deref(),
                destination: destination.as_deref(),
            },
            pending: scan.given().is_none(),
            action: Action::of(report.decision).name(),
            report: ReportBody::from(report),
            late: scan.late().map(ReportBody::from),
            pictures: links(scan),
        }
    }
}

impl ScanBody<'_> {
    /// The same without pictures that show what the machine has found.
    pub(super) fn without_annotated(mut self) -> Self {
        self.pictures.iter_mut().for_each(|links| links.annotated = None);
        self
    }
}

/// What stands for a report where there is none yet.
pub(super) fn pending(policy: &Policy) -> Report {
    fail_safe::pending(policy)
}

impl CodeBody {
    pub(super) fn read(text: &str) -> Self {
        let code = ParcelCode::read(text);
        let kind = match code.kind {
            CodeKind::S10 => "S10",
            CodeKind::Sscc => "SSCC",
            CodeKind::Courier => "COURIER",
        };
        let (check_digit, expected_digit) = match code.check {
            CheckDigit::Valid => ("VALID", None),
            CheckDigit::Invalid { expected } => ("INVALID", Some(expected)),
            CheckDigit::Absent => ("ABSENT", None),
        };
        Self { kind, check_digit, expected_digit }
    }
}

impl<'a> ListEntry<'a> {
    pub(super) fn new(summary: &'a Summary) -> Self {
        Self {
            id: summary.id,
            parcel: summary.parcel.as_deref(),
            lane: summary.lane.as_deref(),
            received: clock::rfc3339(summary.received),
            scanned: clock::rfc3339(summary.scanned),
            pending: summary.decision.is_none(),
            decision: summary.decision.as_deref().unwrap_or("UNKNOWN"),
            abort_reason: summary.abort_reason.as_deref(),
            reason: summary.reason.as_deref().unwrap_or("The scan waits for its screening: there is no answer yet."),
            regions: summary.regions,
            classes: &summary.classes,
            top_score: summary.top_score,
            thumbnail: summary.thumbnail_view.map(|view| picture_url(summary.id, view as usize, "thumbnail")),
        }
    }
}

pub(super) fn picture_url(id: Uuid, view: usize, kind: &str) -> String {
    format!("/v1/scans/{id}/views/{view}/{kind}")
}

/// Where the pictures of a scan are. A view that no report names yet may have some: they are drawn when asked for.
fn links(scan: &StoredScan) -> Vec<PictureLinks> {
    let reports: Vec<&Report> = scan.given().into_iter().chain(scan.late()).collect();
    let unreadable =
        |view: usize| reports.iter().any(|report| report.views.get(view).is_some_and(|view| view.width == 0));
    let of = |view: usize| {
        if unreadable(view) || scan.pictures_deleted.is_some() {
            return PictureLinks::default();
        }
        let url = |kind| Some(picture_url(scan.id, view, kind));
        let dual = reports.iter().any(|report| report.views.get(view).is_some_and(|view| view.dual_energy));
        PictureLinks {
            picture: url("picture"),
            annotated: url("annotated"),
            thumbnail: url("thumbnail"),
            atomic_number: if dual { url("atomic-number") } else { None },
        }
    };
    (0..scan.views.len()).map(of).collect()
}
