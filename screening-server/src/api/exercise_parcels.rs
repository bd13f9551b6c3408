//! Reviewed parcels that exercises can be made of, for those who pick them.

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{problem::Problem, report::ClassSchema, scan::picture_url};
use crate::{
    app::App,
    clock,
    training::{Kind, Rules, Source, Takeable, takeable},
};

/// Most parcels on one page.
const LARGEST_PAGE: usize = 60;

/// For which rules, and which part of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ParcelQuery {
    /// `reviewed` or `projected`.
    source: Source,
    /// The kind of the exercise.
    kind: Kind,
    /// Only parcels with a threat (`true`), or without one (`false`).
    threat: Option<bool>,
    /// Parcels on the page, 1 to 60; 24 without it.
    limit: Option<usize>,
    /// Only parcels after this scan in the list: the `next` of the page before.
    before: Option<Uuid>,
}

/// Reviewed parcels that rules can name.
#[derive(Serialize, ToSchema)]
#[schema(as = ExerciseParcelList)]
pub(crate) struct ParcelList {
    /// The newest first. A page can have few of them, or none, and yet not be the last.
    parcels: Vec<ParcelBody>,
    /// For `before`, to get the parcels that follow; null when these are the last.
    next: Option<Uuid>,
}

/// A reviewed parcel that rules can name.
#[derive(Serialize, ToSchema)]
#[schema(as = ExerciseParcel)]
struct ParcelBody {
    /// The scan, as rules name it.
    scan: Uuid,
    /// The parcel's code, where the line sent one. The exercise will not have it.
    parcel: Option<String>,
    /// When the scanner took it, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    scanned: String,
    /// What people decided last.
    decision: ReviewedSchema,
    /// Classes of what opening found; empty for an ordinary parcel.
    #[schema(value_type = Vec<ClassSchema>)]
    classes: Vec<&'static str>,
    /// Whether the line said how large a pixel is. Projection needs it, or `mm_per_pixel` in the rules.
    has_scale: bool,
    /// The view that is shown, small.
    thumbnail: String,
}

/// What people decided last about a parcel.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReviewedAs)]
enum ReviewedSchema {
    /// It was cleared.
    Clear,
    /// It was opened.
    Open,
}

impl From<Takeable> for ParcelBody {
    fn from(takeable: Takeable) -> Self {
        let Takeable { scan, opened, classes, view, has_scale } = takeable;
        Self {
            scan: scan.id,
            scanned: clock::rfc3339(scan.scanned),
            parcel: scan.parcel,
            decision: if opened { ReviewedSchema::Open } else { ReviewedSchema::Clear },
            classes: classes.into_iter().map(screening_core::taxonomy::ThreatClass::name).collect(),
            has_scale,
            thumbnail: picture_url(scan.id, view, "thumbnail"),
        }
    }
}

/// List the reviewed parcels that an exercise can be made of.
///
/// Those that a person decided about for good, whose outcome is on record where they were opened, whose pictures are still
/// there, and that suit the kind and the source.
#[utoipa::path(
    get,
    path = "/v1/exercises/parcels",
    tag = "Exercises",
    params(ParcelQuery),
    responses(
        (status = 200, description = "The parcels.", body = ParcelList),
        (status = 400, description = "The query is wrong, or no parcels go with the source or the kind.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    query: Result<Query<ParcelQuery>, QueryRejection>,
) -> Result<Json<ParcelList>, Problem> {
    let Query(ParcelQuery { source, kind, threat, limit, before }) =
        query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let limit = limit.unwrap_or(24);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Problem::malformed(format!("limit is {limit}, but must be from 1 to {LARGEST_PAGE}.")));
    }
    let rules = Rules::picking(source, kind).map_err(|fault| Problem::malformed(format!("{fault}.")))?;
    let page = takeable(&app.store, &rules, threat, before, limit, clock::now()).await;
    let page = page.map_err(|error| Problem::from(&error))?;
    Ok(Json(ParcelList { parcels: page.parcels.into_iter().map(ParcelBody::from).collect(), next: page.next }))
}
