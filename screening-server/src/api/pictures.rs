//! The pictures of a scan's views, as PNG.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use bytes::Bytes;

use super::{problem::Problem, scans};
use crate::{
    app::App,
    picture,
    records::{Pictures, Record, ViewPicture},
};

/// The view as the detector saw it: pseudo-colour or grey, air white.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}/views/{view}/picture",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id."), ("view" = usize, Path, description = "From 0.")),
    responses(
        (status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/png"),
        (status = 404, description = "There is none (any more).", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn picture(
    State(app): State<App>,
    Path((id, view)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = find(&app, &id, &view).await?;
    Ok(png(found.large()?))
}

/// The view with its regions boxed and its dense areas hatched.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}/views/{view}/annotated",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id."), ("view" = usize, Path, description = "From 0.")),
    responses(
        (status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/png"),
        (status = 404, description = "There is none (any more).", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn annotated(
    State(app): State<App>,
    Path((id, view)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = find(&app, &id, &view).await?;
    let large = found.large()?;
    let Found { record, view, picture } = found;
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(id = %record.id, view, %error, "a picture could not be drawn");
        Problem::internal("The picture could not be drawn.")
    };
    // Drawing takes the memory of a whole picture, so only a few are drawn at a time.
    let _turn = app.drawing.acquire().await.map_err(|error| failed(&error))?;
    let report = record.late.get().unwrap_or(&record.report);
    let regions = picture::of_view(&report.regions, view);
    let drawn = tokio::task::spawn_blocking(move || picture::annotated(&large, &picture.dense, &regions)).await;
    match drawn {
        Ok(Ok(bytes)) => Ok(png(bytes.into())),
        Ok(Err(error)) => Err(failed(&error)),
        Err(error) => Err(failed(&error)),
    }
}

/// The view, at most 192 pixels a side.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}/views/{view}/thumbnail",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id."), ("view" = usize, Path, description = "From 0.")),
    responses(
        (status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/png"),
        (status = 404, description = "There is none.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn thumbnail(
    State(app): State<App>,
    Path((id, view)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = find(&app, &id, &view).await?;
    Ok(png(found.picture.thumbnail))
}

/// A view's pictures, and whose they are.
struct Found {
    record: Arc<Record>,
    view: usize,
    picture: ViewPicture,
}

impl Found {
    fn large(&self) -> Result<Bytes, Problem> {
        let gone = || Problem::not_found("The picture is no longer kept; newer ones took its place in memory.");
        self.picture.png.clone().ok_or_else(gone)
    }
}

/// The pictures of a view, once they are encoded.
async fn find(app: &App, id: &str, view: &str) -> Result<Found, Problem> {
    let record = scans::find(app, id)?;
    let view: usize = view.parse().map_err(|_| Problem::not_found("A view is a number, from 0."))?;
    let views = match record.encoded().await {
        Pictures::Kept(views) => views,
        Pictures::Pending | Pictures::Missing => {
            return Err(Problem::not_found("The scan has no pictures: it was not screened."));
        }
    };
    match views.get(view) {
        Some(Some(picture)) => Ok(Found { view, picture: picture.clone(), record }),
        Some(None) => Err(Problem::not_found("The view has no picture: it could not be read.")),
        None => Err(Problem::not_found(format!("The scan has {} views, numbered from 0.", views.len()))),
    }
}

fn png(bytes: Bytes) -> Response {
    ([(header::CONTENT_TYPE, "image/png")], bytes).into_response()
}
