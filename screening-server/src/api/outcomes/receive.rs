//! An outcome as it comes in: JSON, a photo, or a form of both.

use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::{
    api::{problem::Problem, upload::NotReceived},
    config::IntakeSettings,
    records::MOST_PHOTOS,
};

/// What a request brought.
#[derive(Debug, Default)]
pub(super) struct Received {
    /// JSON that is not read yet.
    pub(super) outcome: Option<Bytes>,
    /// Files that are not read yet.
    pub(super) photos: Vec<Bytes>,
}

/// Receives a request within the service's limits of a body.
///
/// # Errors
/// 400, 408, 413 or 415, with what to do.
pub(super) async fn receive(request: Request, settings: &IntakeSettings) -> Result<Received, Problem> {
    let content_type = request.headers().get(header::CONTENT_TYPE).map_or("", |value| value.to_str().unwrap_or("?"));
    let kind = match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "multipart/form-data" => Kind::Form,
        "application/json" => Kind::Json,
        "application/octet-stream" => Kind::Photo,
        kind if kind.starts_with("image/") => Kind::Photo,
        _ => {
            let detail = "Send JSON as application/json, a photo as image/jpeg or another picture, or both as \
                          multipart/form-data.";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "content_type", detail).closing());
        }
    };
    let received = tokio::time::timeout(settings.body, parts(kind, request, settings.max_body)).await;
    received.unwrap_or(Err(NotReceived::TooSlow(settings.body))).map_err(|error| Problem::from(&error))
}

/// What a request's content type says that it brings.
enum Kind {
    Form,
    Json,
    Photo,
}

async fn parts(kind: Kind, request: Request, max: usize) -> Result<Received, NotReceived> {
    match kind {
        Kind::Form => form(request, max).await,
        Kind::Json => Ok(Received { outcome: Some(whole(request.into_body(), max).await?), photos: Vec::new() }),
        Kind::Photo => Ok(Received { outcome: None, photos: vec![whole(request.into_body(), max).await?] }),
    }
}

async fn whole(body: Body, max: usize) -> Result<Bytes, NotReceived> {
    match Limited::new(body, max).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(NotReceived::TooLarge(max)),
        Err(_) => Err(NotReceived::Broken),
    }
}

async fn form(request: Request, max: usize) -> Result<Received, NotReceived> {
    let failed = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => NotReceived::TooLarge(max),
        _ => NotReceived::malformed(format!("The form cannot be read: {}.", error.body_text().trim_end_matches('.'))),
    };
    let mut request = request.map(|body| Body::new(Limited::new(body, max)));
    // The limit above counts instead: axum's own would answer 2 MB.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut fields = Multipart::from_request(request, &())
        .await
        .map_err(|error| NotReceived::malformed(format!("The form cannot be read: {}.", error.body_text())))?;
    let mut received = Received::default();
    while let Some(field) = fields.next_field().await.map_err(failed)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "outcome" if received.outcome.is_none() => received.outcome = Some(field.bytes().await.map_err(failed)?),
            "outcome" => return Err(NotReceived::malformed("The field 'outcome' came twice.")),
            "photo" if received.photos.len() < MOST_PHOTOS => {
                received.photos.push(field.bytes().await.map_err(failed)?);
            }
            "photo" => return Err(NotReceived::malformed(format!("There are more than {MOST_PHOTOS} photos."))),
            _ => return Err(NotReceived::malformed("The form has a field that is neither 'outcome' nor 'photo'.")),
        }
    }
    Ok(received)
}
