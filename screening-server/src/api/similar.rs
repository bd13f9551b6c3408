//! Earlier parcels that look alike, to be laid beside one.

use axum::{
    Extension, Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{problem::Problem, report::DecisionSchema, scan::picture_url, scans};
use crate::{app::App, auth::Caller, clock, likeness::likeness, store::Looked};

/// Parcels that are looked through, the newest before the one in question.
const LOOKED_THROUGH: usize = 4000;
/// Most that are listed.
const MOST: usize = 24;
/// Less alike than this is no help.
const LEAST: f32 = 0.4;

/// How many.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SimilarQuery {
    /// Parcels in the list, 1 to 24; 6 without it.
    limit: Option<usize>,
}

/// Earlier parcels that look alike.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimilarList)]
pub(crate) struct SimilarBody {
    /// The most alike first.
    scans: Vec<SimilarScan>,
}

/// An earlier parcel.
#[derive(Debug, Serialize, ToSchema)]
struct SimilarScan {
    /// The scan's id.
    id: Uuid,
    /// The parcel's code, where the line sent one.
    parcel: Option<String>,
    /// The lane it lay on, where the line said so.
    lane: Option<String>,
    /// When the scanner took it, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    scanned: String,
    /// The machine's answer; null while there is none.
    #[schema(value_type = Option<DecisionSchema>)]
    decision: Option<String>,
    /// How alike the pictures look, 0 to 1. It says nothing about what is inside.
    likeness: f32,
    /// Its views.
    views: Vec<SimilarView>,
}

/// A view of an earlier parcel.
#[derive(Debug, Serialize, ToSchema)]
struct SimilarView {
    /// The view's number, from 0.
    view: usize,
    /// The view as the detector saw it.
    picture: String,
    /// The same, small.
    thumbnail: String,
}

/// Find earlier parcels whose pictures look alike.
///
/// Compared are a few numbers that are kept of each drawn view: lightness and colour on a coarse grid over the parcel. The
/// 4000 parcels before this one are looked through; those whose pictures were deleted are left out.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}/similar",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id."), SimilarQuery),
    responses(
        (status = 200, description = "Parcels, the most alike first; none where nothing is alike.", body = SimilarBody),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such scan.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    query: Result<Query<SimilarQuery>, QueryRejection>,
) -> Result<Json<SimilarBody>, Problem> {
    let Query(query) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let limit = query.limit.unwrap_or(6);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::malformed(format!("limit is {limit}, but must be from 1 to {MOST}.")));
    }
    let scan = scans::find_shown(&app, &caller, &id).await?;
    let lanes = caller.lanes();
    let projection = app.store.projection(scan.id).await.map_err(|error| Problem::from(&error))?;
    let id = projection.map_or(scan.id, |projection| projection.host);
    let looked = app.store.looks(id, lanes.names(), LOOKED_THROUGH).await.map_err(|error| Problem::from(&error))?;
    let own = looked.own;
    let mut found: Vec<(f32, Looked)> =
        looked.earlier.into_iter().map(|one| (likeness(&own, &one.views), one)).collect();
    found.retain(|(likeness, _)| *likeness >= LEAST);
    found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    found.truncate(limit);
    Ok(Json(SimilarBody { scans: found.into_iter().map(|(likeness, one)| body(likeness, one)).collect() }))
}

fn body(likeness: f32, one: Looked) -> SimilarScan {
    let id = one.id;
    let drawn = one.views.iter().enumerate().filter(|(_, signature)| signature.is_some()).map(|(view, _)| view);
    let views = drawn.map(|view| SimilarView {
        view,
        picture: picture_url(id, view, "picture"),
        thumbnail: picture_url(id, view, "thumbnail"),
    });
    SimilarScan {
        views: views.collect(),
        id,
        parcel: one.parcel,
        lane: one.lane,
        scanned: clock::rfc3339(one.scanned),
        decision: one.decision,
        likeness,
    }
}
