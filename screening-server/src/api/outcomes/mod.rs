//! What opening a parcel showed: recorded, corrected, shown.

mod body;
mod receive;

use axum::{
    Extension, Json,
    extract::{Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use tokio::task::spawn_blocking;
use uuid::Uuid;

pub(crate) use self::body::VersionBody;
use self::{
    body::{OutcomeBody, OutcomeForm, OutcomeRequest, PhotoForm},
    receive::Received,
};
use super::{problem::Problem, scans};
use crate::{
    app::App,
    auth::Caller,
    records::{MOST_PHOTOS, Photo, PhotoFault, PhotoLimits},
    store::{OutcomeChange, Recorded, StoredPhoto},
};

/// Record what opening a parcel showed, or correct what was recorded.
///
/// A correction is a new version and names the version that it corrects in `corrects`; the former ones stay. Photos come
/// in a form together with it, or one after the other by `POST .../outcome/photos`. What is sent twice by the same person
/// is one version.
#[utoipa::path(
    post,
    path = "/v1/review/{id}/outcome",
    tag = "Review",
    params(("id" = String, Path, description = "The scan's id.")),
    request_body(content((OutcomeRequest = "application/json"), (OutcomeForm = "multipart/form-data"))),
    responses(
        (status = 200, description = "The outcome as it is now.", body = OutcomeBody),
        (status = 400, description = "The request cannot be understood.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such scan.", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The request came too slowly.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It does not correct the newest version, or there is none to correct.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The scan's pictures were deleted, and photos are not kept longer.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The request or a photo is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Neither JSON nor a form.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It says what cannot be, or a photo cannot be read.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn record(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Json<OutcomeBody>, Problem> {
    let scan = scan_id(&id)?;
    let Received { outcome, photos } = receive::receive(request, &app.settings.intake).await?;
    let text = outcome.ok_or_else(|| {
        Problem::malformed("There is no outcome: send it as application/json, or as the form's field 'outcome'.")
    })?;
    let request: OutcomeRequest = serde_json::from_slice(&text)
        .map_err(|error| Problem::malformed(format!("The outcome is not as /docs has it: {error}.")))?;
    let (corrects, keep) = (request.corrects, request.photos.clone());
    let outcome = request
        .outcome()
        .checked()
        .map_err(|fault| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "outcome_invalid", fault.to_string()))?;
    keep_photos(&app, &caller, scan, photos, |photos| OutcomeChange::Whole { corrects, outcome, keep, photos }).await
}

/// Add a photo to the newest version of an outcome, which makes a new version.
#[utoipa::path(
    post,
    path = "/v1/review/{id}/outcome/photos",
    tag = "Review",
    params(("id" = String, Path, description = "The scan's id.")),
    request_body(content(
        (Vec<u8> = "application/octet-stream"),
        (Vec<u8> = "image/*"),
        (PhotoForm = "multipart/form-data"),
    )),
    responses(
        (status = 200, description = "The outcome as it is now.", body = OutcomeBody),
        (status = 400, description = "The request cannot be understood.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such scan.", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The request came too slowly.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "No outcome was recorded yet.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The scan's pictures were deleted, and photos are not kept longer.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The request or the photo is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Neither a picture nor a form.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The photo cannot be read, or there are too many.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn add_photo(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Json<OutcomeBody>, Problem> {
    let scan = scan_id(&id)?;
    let Received { outcome, mut photos } = receive::receive(request, &app.settings.intake).await?;
    let (1, None) = (photos.len(), outcome) else {
        return Err(Problem::malformed("Send one photo: as the body, or as the form's file 'photo'."));
    };
    let photo = read(&app, photos.remove(0)).await?;
    let _keeping = app.store.pictures().keeping().await;
    let stored = put(&app, &photo).await?;
    settle(&app, &caller, scan, OutcomeChange::Photo(stored)).await
}

/// Show what opening a parcel showed.
#[utoipa::path(
    get,
    path = "/v1/review/{id}/outcome",
    tag = "Review",
    params(("id" = String, Path, description = "The scan's id.")),
    responses(
        (status = 200, description = "The newest version, and the former ones.", body = OutcomeBody),
        (status = 404, description = "There is no such scan, or no outcome of it.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(State(app): State<App>, Path(id): Path<String>) -> Result<Json<OutcomeBody>, Problem> {
    let scan = scan_id(&id)?;
    shown(&app, scan).await
}

/// Show a photo as it was sent.
#[utoipa::path(
    get,
    path = "/v1/review/{id}/outcome/photos/{photo}",
    tag = "Review",
    params(
        ("id" = String, Path, description = "The scan's id."),
        ("photo" = String, Path, description = "Its SHA-256, as the outcome has it."),
    ),
    responses(
        (status = 200, description = "The photo: PNG, JPEG, TIFF or BMP.", body = Vec<u8>, content_type = "image/*"),
        (status = 404, description = "There is none.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "It was deleted: it was kept long enough.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn photo(
    State(app): State<App>,
    Path((id, photo)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let scan = scans::find(&app, &id).await?;
    let found = app.store.outcome_photo(scan.id, &photo).await.map_err(|error| Problem::from(&error))?;
    let found = found.ok_or_else(|| Problem::not_found("The scan has no photo with this SHA-256."))?;
    if let Some(deleted) = scan.pictures_deleted {
        return Err(Problem::deleted(deleted));
    }
    let bytes = app.store.pictures().get(&found.hash).await;
    let bytes = bytes.map_err(|error| {
        tracing::error!(%error, "a photo of an outcome is lost");
        Problem::not_found(format!("The photo is lost: {error}."))
    })?;
    Ok(([(header::CONTENT_TYPE, Photo::media_type(&bytes))], bytes).into_response())
}

fn scan_id(text: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(text).map_err(|_| no_scan())
}

fn no_scan() -> Problem {
    Problem::not_found("There is no scan with this id.")
}

/// Reads all photos, stores them, and makes the change that has them.
async fn keep_photos(
    app: &App,
    caller: &Caller,
    scan: Uuid,
    photos: Vec<Bytes>,
    change: impl FnOnce(Vec<StoredPhoto>) -> OutcomeChange,
) -> Result<Json<OutcomeBody>, Problem> {
    let mut read_photos = Vec::with_capacity(photos.len());
    for bytes in photos {
        read_photos.push(read(app, bytes).await?);
    }
    // Until the row is there that needs them.
    let _keeping = app.store.pictures().keeping().await;
    let mut stored = Vec::with_capacity(read_photos.len());
    for photo in &read_photos {
        stored.push(put(app, photo).await?);
    }
    settle(app, caller, scan, change(stored)).await
}

/// Reads a photo, of which only a few are read at a time: each takes the memory of a whole picture.
async fn read(app: &App, bytes: Bytes) -> Result<Photo, Problem> {
    let failed = || Problem::internal("The photo could not be read.");
    let _turn = app.drawing.acquire().await.map_err(|_| failed())?;
    let read = spawn_blocking(move || Photo::read(bytes, PhotoLimits::default())).await;
    read.map_err(|_| failed())?.map_err(|fault| {
        let (status, code) = match fault {
            PhotoFault::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "photo_too_large"),
            PhotoFault::Unreadable(_) => (StatusCode::UNPROCESSABLE_ENTITY, "photo_unreadable"),
        };
        Problem::new(status, code, fault.to_string())
    })
}

async fn put(app: &App, photo: &Photo) -> Result<StoredPhoto, Problem> {
    let hash = app.store.pictures().put(photo.bytes.clone()).await.map_err(|error| Problem::from(&error))?;
    Ok(StoredPhoto::new(hash, photo))
}

async fn settle(app: &App, caller: &Caller, scan: Uuid, change: OutcomeChange) -> Result<Json<OutcomeBody>, Problem> {
    let recorded = app.store.record_outcome(&caller.actor(), scan, change).await;
    match recorded.map_err(|error| Problem::from(&error))? {
        Recorded::New | Recorded::Known => shown(app, scan).await,
        Recorded::NoScan => Err(no_scan()),
        Recorded::NoOutcome => {
            let detail = "No outcome of this scan was recorded yet: record one first, without `corrects`.";
            Err(Problem::new(StatusCode::CONFLICT, "no_outcome", detail))
        }
        Recorded::Conflict(newest) => {
            let detail = format!(
                "Version {newest} is the newest of this outcome. Look at it, and send yours again with `corrects`: {newest}."
            );
            Err(Problem::new(StatusCode::CONFLICT, "outcome_changed", detail))
        }
        Recorded::NoPhoto => {
            let detail = "`photos` names one that the corrected version does not have: send it as a file.";
            Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown_photo", detail))
        }
        Recorded::TooManyPhotos => {
            let detail =
                format!("An outcome has at most {MOST_PHOTOS} photos: say in `photos` which of the former stay.");
            Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "too_many_photos", detail))
        }
        Recorded::PicturesDeleted(at) => Err(Problem::deleted(at)),
    }
}

async fn shown(app: &App, scan: Uuid) -> Result<Json<OutcomeBody>, Problem> {
    let versions = app.store.outcomes(scan).await.map_err(|error| Problem::from(&error))?;
    let none = || Problem::not_found("No outcome of this scan was recorded, or there is no such scan.");
    OutcomeBody::new(scan, &versions).map(Json).ok_or_else(none)
}
