//! What a picture with a fictitious threat was, told once it is over. docs/live-projection.md has the rules.

use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use screening_core::taxonomy::ThreatClass;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    problem::Problem,
    report::ClassSchema,
    review::{ClaimedBody, held, lease_end, refused},
    review_body::reviewer,
};
use crate::{
    app::App,
    auth::Caller,
    clock,
    review::SubjectView,
    store::{Claimed, Projection, StoredScan, Wanted},
};

/// The truth about a picture that was shown for training: the threat in it was fictitious.
#[derive(Serialize, ToSchema)]
#[schema(as = ProjectionReveal)]
pub(super) struct RevealBody {
    /// What was in it.
    #[schema(value_type = ClassSchema)]
    class: ThreatClass,
    /// The view's name.
    #[schema(example = "top")]
    view: String,
    /// The view's number, from 0.
    view_number: usize,
    /// `[x, y, width, height]` in pixels of the view, origin top left.
    #[serde(rename = "box")]
    #[schema(example = json!([120.0, 80.0, 80.0, 60.0]))]
    bbox: [f32; 4],
    /// Whether it was found; null where nobody decided in time.
    found: Option<bool>,
    /// Whether another place was marked: the parcel itself waits for people then.
    elsewhere: bool,
    /// The real parcel's scan, which nothing was decided about.
    scan_id: Uuid,
}

impl RevealBody {
    pub(super) fn new(projection: &Projection, scan: &StoredScan) -> Self {
        Self::of(projection, scan.views.get(projection.view).map(|view| view.name.clone()))
    }

    pub(super) fn among(projection: &Projection, views: &[SubjectView]) -> Self {
        Self::of(projection, views.get(projection.view).map(|view| view.name.clone()))
    }

    fn of(projection: &Projection, view: Option<String>) -> Self {
        let decided = projection.decided.as_ref();
        Self {
            class: projection.class,
            view: view.unwrap_or_default(),
            view_number: projection.view,
            bbox: projection.bbox.into(),
            found: decided.map(|made| made.found),
            elsewhere: decided.is_some_and(|made| made.elsewhere),
            scan_id: projection.host,
        }
    }
}

/// Take the real parcel behind a training picture.
///
/// For whoever decided about the picture, for an hour after that. The parcel is shown as it is, without the fictitious
/// threat, and what is decided about it is a decision like any other. One that nobody was to look at comes under review by
/// this.
#[utoipa::path(
    post,
    path = "/v1/review/projections/{id}/parcel",
    tag = "Review",
    params(("id" = String, Path, description = "The training picture's id: the `scan_id` that it was shown under.")),
    responses(
        (status = 200, description = "The caller holds the parcel.", body = ClaimedBody<'static>),
        (status = 403, description = "It waits for a higher level, or the role is too weak.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The caller decided about no such picture.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Another person holds the parcel, or it is decided.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn take_parcel(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = Uuid::parse_str(&id).map_err(|_| none())?;
    let (by, now) = (reviewer(&caller), clock::now());
    let until = lease_end(&app, now);
    let claimed = app.store.claim_host(id, &by, &caller.actor(), &app.settings.review, now, until).await;
    match claimed.map_err(|error| Problem::from(&error))? {
        Claimed::Leased(review) => held(&app, &caller, *review, &Wanted::default(), 0).await,
        Claimed::Nothing => Err(none()),
        Claimed::Refused(crate::store::NotClaimed::Unknown) => Err(none()),
        Claimed::Refused(reason) => Err(refused(&reason)),
    }
}

fn none() -> Problem {
    Problem::not_found("You decided about no training picture with this id within the last hour.")
}
