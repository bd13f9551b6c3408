//! The pictures of a scan's views, as PNG.
//!
//! The worker draws views while it screens them. One that is asked for before that, or whose file was lost, is drawn from
//! what arrived.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use screening_core::{overlay::encode_atomic_numbers, pipeline::Screener, report::Report, verdict::Failure};
use tokio::{task::spawn_blocking, time::Instant};

use super::{problem::Problem, scans};
use crate::{
    app::App,
    auth::Caller,
    picture::{self, DrawnView, Mask},
    store::{PictureError, StoredScan, StoredView},
    views::{ArrivedView, ViewFiles},
};

/// The view as the detector saw it: pseudo-colour or grey, air white.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}/views/{view}/picture",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id."), ("view" = usize, Path, description = "From 0.")),
    responses(
        (status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/png"),
        (status = 404, description = "There is none.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "It was deleted: it was kept long enough.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read, or the service starts.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn picture(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path((id, view)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = find(&app, &caller, &id, &view).await?;
    Ok(png(found.drawn.png))
}

/// The view with its regions boxed and its dense areas hatched.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}/views/{view}/annotated",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id."), ("view" = usize, Path, description = "From 0.")),
    responses(
        (status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/png"),
        (status = 404, description = "There is none.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "It was deleted: it was kept long enough.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read, or the service starts.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn annotated(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path((id, view)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = find(&app, &caller, &id, &view).await?;
    let Found { scan, view, drawn } = found;
    // Where the report came late, it is the one that knows of regions.
    let report: Option<&Report> = scan.late().or(scan.given());
    let regions = report.map(|report| picture::of_view(&report.regions, view)).unwrap_or_default();
    let _turn = app.drawing.acquire().await.map_err(|error| failed(&error))?;
    match spawn_blocking(move || picture::annotated(&drawn.png, &drawn.dense, &regions)).await {
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
        (status = 410, description = "It was deleted: it was kept long enough.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read, or the service starts.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn thumbnail(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path((id, view)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = find(&app, &caller, &id, &view).await?;
    Ok(png(found.drawn.thumbnail))
}

/// The effective atomic numbers of a dual-energy view.
///
/// A grey PNG of 16 bits and the view's size: a sample is the number times 2056 (8 times 257, so that whoever keeps the
/// upper 8 bits alone, as browsers do, reads eighths); 0 is air. Lead and other elements with a K-edge in the beam's range
/// read lower than they are, and where the beam is starved the number tends to that of iron.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}/views/{view}/atomic-number",
    tag = "Scans",
    params(("id" = String, Path, description = "The scan's id."), ("view" = usize, Path, description = "From 0.")),
    responses(
        (status = 200, description = "The atomic numbers.", body = Vec<u8>, content_type = "image/png"),
        (status = 404, description = "There is none: the view is not dual-energy, or is lost.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "It was deleted: it was kept long enough.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read, or the service starts.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn atomic_number(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path((id, view)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (scan, number) = locate(&app, &caller, &id, &view).await?;
    if let Some(ready) = app.atomic_numbers.get(scan.id, number, Instant::now()) {
        return Ok(png(ready));
    }
    let numbers = from_arrived(&app, &scan.views[number], |screener, view| {
        let numbers = screener.atomic_numbers(&view.borrowed())?;
        Ok(numbers.map(|numbers| encode_atomic_numbers(&numbers).map_err(anyhow::Error::from)))
    });
    match numbers.await? {
        None => Err(Problem::not_found("The view has no atomic numbers: it is not dual-energy.")),
        Some(Err(error)) => Err(failed(&error)),
        Some(Ok(bytes)) => {
            let bytes = Bytes::from(bytes);
            app.atomic_numbers.keep(scan.id, number, bytes.clone(), Instant::now());
            Ok(png(bytes))
        }
    }
}

/// A view's pictures, and whose they are.
struct Found {
    scan: StoredScan,
    view: usize,
    drawn: DrawnView,
}

/// A scan, and the number of one of its views whose pictures are not deleted.
async fn locate(app: &App, caller: &Caller, id: &str, view: &str) -> Result<(StoredScan, usize), Problem> {
    let scan = scans::find_shown(app, caller, id).await?;
    let number: usize = view.parse().map_err(|_| Problem::not_found("A view is a number, from 0."))?;
    if number >= scan.views.len() {
        let text = match scan.views.len() {
            0 => "The scan has no pictures: it did not arrive as a whole.".to_owned(),
            views => format!("The scan has {views} views, numbered from 0."),
        };
        return Err(Problem::not_found(text));
    }
    if let Some(deleted) = scan.pictures_deleted {
        return Err(Problem::deleted(deleted));
    }
    Ok((scan, number))
}

/// The pictures of a view, drawn now where they are not kept.
async fn find(app: &App, caller: &Caller, id: &str, view: &str) -> Result<Found, Problem> {
    let (scan, number) = locate(app, caller, id, view).await?;
    let view = &scan.views[number];
    if let Some(drawn) = kept(app, view).await {
        return Ok(Found { view: number, drawn, scan });
    }
    let drawn = draw(app, view).await?;
    app.worker.keep_drawn(scan.id, number, drawn.clone()).await;
    Ok(Found { view: number, drawn, scan })
}

/// A view as it was drawn before, where its files are whole.
async fn kept(app: &App, view: &StoredView) -> Option<DrawnView> {
    let drawn = view.drawn.as_ref()?;
    let pictures = app.store.pictures();
    let (png, thumbnail) = (pictures.get(&drawn.picture).await.ok()?, pictures.get(&drawn.thumbnail).await.ok()?);
    Some(DrawnView { png, thumbnail, dense: Mask::from_runs(drawn.dense.clone()), signature: drawn.signature.clone() })
}

/// Draws a view from what arrived.
async fn draw(app: &App, view: &StoredView) -> Result<DrawnView, Problem> {
    let drawn = from_arrived(app, view, |screener, view| Ok(picture::drawn(&screener.picture(&view.borrowed())?)));
    drawn.await?.map_err(|error| failed(&error))
}

/// Makes something of a view from what arrived.
async fn from_arrived<T: Send + 'static>(
    app: &App,
    view: &StoredView,
    make: impl FnOnce(&Screener, &ArrivedView) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Problem> {
    let screening = app.lineup.screening().ok_or_else(|| Problem::from(crate::intake::Refusal::Starting))?;
    let screener = Arc::clone(screening.screener(None));
    // It takes the memory of a whole picture, so only a few are made at a time.
    let _turn = app.drawing.acquire().await.map_err(|error| failed(&error))?;
    let pictures = app.store.pictures();
    let lost = |error: PictureError| Problem::not_found(format!("The picture is lost: {error}."));
    let picture = pictures.get(&view.picture).await.map_err(lost)?;
    let files = match &view.high {
        None => ViewFiles::One(picture),
        Some(high) => ViewFiles::Pair { low: picture, high: pictures.get(high).await.map_err(lost)? },
    };
    let view = ArrivedView { name: view.name.clone(), files, mm_per_pixel: view.mm_per_pixel };
    match spawn_blocking(move || make(&screener, &view)).await {
        Ok(Ok(made)) => Ok(made),
        Ok(Err(failure)) => Err(Problem::not_found(format!("The view has no picture: {}", failure.text))),
        Err(error) => Err(failed(&error)),
    }
}

fn failed(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "a picture could not be drawn");
    Problem::internal("The picture could not be drawn.")
}

fn png(bytes: Bytes) -> Response {
    ([(header::CONTENT_TYPE, "image/png")], bytes).into_response()
}
