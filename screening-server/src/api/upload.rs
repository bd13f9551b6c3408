//! A scan as it comes in: one view as the raw body, or a form of several.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request, multipart::MultipartError},
    http::{HeaderMap, StatusCode, header},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use screening_core::{report::AbortReason, verdict::Failure};
use serde::Deserialize;
use thiserror::Error;
use utoipa::{IntoParams, ToSchema};

use super::{
    details,
    form::{self, Form},
    problem::Problem,
};
use crate::{
    config::IntakeSettings,
    intake::ArrivedScan,
    views::{ArrivedView, ViewFiles},
};

/// The client's own key of a scan.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Longest key of a client's own, in characters.
const LONGEST_KEY: usize = 255;

/// What a raw body's query says about it.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ScanQuery {
    /// The parcel's code, as its barcode has it.
    #[param(example = "RR473124829GB")]
    parcel: Option<String>,
    /// The lane that the parcel lies on.
    #[param(example = "3")]
    lane: Option<String>,
    /// When the scanner took the scan, RFC 3339. With `parcel` it is the scan's key: the same key is screened once.
    #[param(format = DateTime)]
    scanned: Option<String>,
    /// Seconds from the first byte until the line must be answered; the service's own limit without it, or beyond it.
    #[param(value_type = Option<f64>, minimum = 0.001, maximum = 86400)]
    deadline: Option<String>,
    /// Declared: the contents in words.
    contents: Option<String>,
    /// Declared: heading or subheading of the Harmonized System, 4 to 10 digits.
    #[param(example = "8471")]
    hs: Option<String>,
    /// Declared: kilograms.
    #[param(value_type = Option<f64>, minimum = 0)]
    weight_kg: Option<String>,
    /// Declared: the country it comes from, ISO 3166-1 alpha-2.
    origin: Option<String>,
    /// Declared: the country it goes to, ISO 3166-1 alpha-2.
    destination: Option<String>,
    /// How the line calls the view. For a raw body; a form names its views itself.
    #[param(example = "top")]
    view: Option<String>,
    /// Millimetres per pixel: `X`, or `X,Y` where the pixels are not square. For a raw body.
    mm_per_pixel: Option<String>,
}

/// A scan as a form. Each file is one view, called as its field (or as its file, where several come in fields of one
/// name).
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form, which is read field by field")]
pub(crate) struct ScanForm {
    /// The parcel's code, as its barcode has it.
    parcel: Option<String>,
    /// The lane that the parcel lies on.
    lane: Option<String>,
    /// When the scanner took the scan, RFC 3339. With `parcel` it is the scan's key: the same key is screened once.
    #[schema(format = DateTime)]
    scanned: Option<String>,
    /// Seconds from the first byte until the line must be answered; the service's own limit without it, or beyond it.
    #[schema(minimum = 0.001, maximum = 86400)]
    deadline: Option<f64>,
    /// Declared: the contents in words.
    contents: Option<String>,
    /// Declared: heading or subheading of the Harmonized System, 4 to 10 digits.
    hs: Option<String>,
    /// Declared: kilograms.
    #[schema(minimum = 0)]
    weight_kg: Option<f64>,
    /// Declared: the country it comes from, ISO 3166-1 alpha-2.
    origin: Option<String>,
    /// Declared: the country it goes to, ISO 3166-1 alpha-2.
    destination: Option<String>,
    /// One view: PNG, JPEG, TIFF or BMP; a TIFF of two pages is a dual-energy pair. `VIEW` stands for any name.
    #[schema(rename = "VIEW", value_type = Option<String>, format = Binary)]
    view: Option<Vec<u8>>,
    /// The layer of a dual-energy view that sees the lower energies.
    #[schema(rename = "VIEW.low", value_type = Option<String>, format = Binary)]
    low: Option<Vec<u8>>,
    /// The layer of a dual-energy view that sees the higher energies.
    #[schema(rename = "VIEW.high", value_type = Option<String>, format = Binary)]
    high: Option<Vec<u8>>,
    /// Millimetres per pixel of the view: `X`, or `X,Y`.
    #[schema(rename = "VIEW.mm_per_pixel")]
    mm_per_pixel: Option<String>,
}

/// Why a scan could not be received.
#[derive(Debug, Error)]
pub(super) enum NotReceived {
    #[error("The request is larger than the {0} bytes that the service takes.")]
    TooLarge(usize),
    #[error("The scan did not arrive within {:.1} s.", .0.as_secs_f64())]
    TooSlow(Duration),
    #[error(
        "The content type '{0}' is not taken: send a picture as image/png or application/octet-stream, or a form as \
         multipart/form-data."
    )]
    ContentType(String),
    #[error("{0}")]
    Malformed(String),
    #[error("The connection broke before the whole scan had arrived.")]
    Broken,
}

impl NotReceived {
    pub(super) fn malformed(text: impl Into<String>) -> Self {
        Self::Malformed(text.into())
    }

    /// What it means for the parcel.
    pub(super) fn failure(&self) -> Failure {
        let abort = match self {
            Self::TooLarge(_) => AbortReason::Oversize,
            Self::TooSlow(_) => AbortReason::Timeout,
            Self::ContentType(_) | Self::Malformed(_) | Self::Broken => AbortReason::IncompleteScan,
        };
        Failure { abort, code: self.code(), text: self.to_string() }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "body_too_large",
            Self::TooSlow(_) => "body_too_slow",
            Self::ContentType(_) => "content_type",
            Self::Malformed(_) => "malformed_request",
            Self::Broken => "connection_broken",
        }
    }
}

impl From<&NotReceived> for Problem {
    fn from(error: &NotReceived) -> Self {
        let status = match error {
            NotReceived::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            NotReceived::TooSlow(_) => StatusCode::REQUEST_TIMEOUT,
            NotReceived::ContentType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            NotReceived::Malformed(_) | NotReceived::Broken => StatusCode::BAD_REQUEST,
        };
        // What is left of the body is not read.
        Self::new(status, error.code(), error.to_string()).closing()
    }
}

/// Receives a scan within the limits. What is known of it stands in `scan` as soon as it is, for a scan that fails later
/// on.
pub(super) async fn receive(
    request: Request,
    query: ScanQuery,
    settings: &IntakeSettings,
    scan: &mut ArrivedScan,
) -> Result<(), NotReceived> {
    for (field, value) in query.details() {
        if let Some(value) = value {
            details::set(scan, field, value)?;
        }
    }
    scan.idempotency_key = key(request.headers())?;
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: u64| length > settings.max_body as u64) {
        return Err(NotReceived::TooLarge(settings.max_body));
    }
    let content_type = match request.headers().get(header::CONTENT_TYPE) {
        None => "application/octet-stream".to_owned(),
        Some(value) => value.to_str().unwrap_or("?").to_ascii_lowercase(),
    };
    let received = async {
        match content_type.split(';').next().unwrap_or_default().trim() {
            "multipart/form-data" => views_of_form(request, &query, settings, scan).await,
            kind if is_picture(kind) => view_of_body(request.into_body(), &query, settings.max_body).await,
            other => Err(NotReceived::ContentType(other.chars().take(80).collect())),
        }
    };
    let views = tokio::time::timeout(settings.body, received).await;
    scan.views = views.unwrap_or(Err(NotReceived::TooSlow(settings.body)))?;
    Ok(())
}

impl ScanQuery {
    fn details(&self) -> [(&'static str, Option<&str>); details::COUNT] {
        [
            ("parcel", self.parcel.as_deref()),
            ("lane", self.lane.as_deref()),
            ("scanned", self.scanned.as_deref()),
            ("deadline", self.deadline.as_deref()),
            ("contents", self.contents.as_deref()),
            ("hs", self.hs.as_deref()),
            ("weight_kg", self.weight_kg.as_deref()),
            ("origin", self.origin.as_deref()),
            ("destination", self.destination.as_deref()),
        ]
    }
}

/// The client's own key, with or without the quotes that a structured header has.
fn key(headers: &HeaderMap) -> Result<Option<String>, NotReceived> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let fits = (1..=LONGEST_KEY).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if fits {
        return Ok(Some(text.to_owned()));
    }
    Err(NotReceived::malformed(format!("Idempotency-Key must be 1 to {LONGEST_KEY} visible ASCII characters.")))
}

/// What the picture really is, its first bytes say.
fn is_picture(content_type: &str) -> bool {
    content_type.starts_with("image/") || content_type == "application/octet-stream"
}

async fn view_of_body(body: Body, query: &ScanQuery, max: usize) -> Result<Vec<ArrivedView>, NotReceived> {
    let name = form::view_name(query.view.as_deref().unwrap_or_default())?;
    let mm_per_pixel = query.mm_per_pixel.as_deref().map(form::scale).transpose()?;
    let bytes = match Limited::new(body, max).collect().await {
        Ok(whole) => whole.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => return Err(NotReceived::TooLarge(max)),
        Err(_) => return Err(NotReceived::Broken),
    };
    Ok(vec![ArrivedView { name, files: ViewFiles::One(bytes), mm_per_pixel }])
}

async fn views_of_form(
    request: Request,
    query: &ScanQuery,
    settings: &IntakeSettings,
    scan: &mut ArrivedScan,
) -> Result<Vec<ArrivedView>, NotReceived> {
    if query.view.is_some() || query.mm_per_pixel.is_some() {
        return Err(NotReceived::malformed(
            "A form has its views' names and mm_per_pixel in its fields, not in the query.",
        ));
    }
    let failed = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => NotReceived::TooLarge(settings.max_body),
        _ => NotReceived::malformed(format!("The form cannot be read: {}.", error.body_text().trim_end_matches('.'))),
    };
    let mut request = request.map(|body| Body::new(Limited::new(body, settings.max_body)));
    // The limit above counts instead: axum's own would answer 2 MB.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut fields = Multipart::from_request(request, &())
        .await
        .map_err(|error| NotReceived::malformed(format!("The form cannot be read: {}.", error.body_text())))?;

    let mut form = Form::new(settings.max_views);
    while let Some(field) = fields.next_field().await.map_err(failed)? {
        form.count()?;
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let is_file = file_name.is_some() || field.content_type().is_some_and(is_picture);
        let bytes: Bytes = field.bytes().await.map_err(failed)?;
        if is_file {
            form.file(&name, file_name.as_deref(), bytes)?;
            continue;
        }
        let text =
            str::from_utf8(&bytes).map_err(|_| NotReceived::malformed("A text field of the form is not UTF-8."))?;
        if details::is_known(&name) {
            form.once(&name)?;
            details::set(scan, &name, text)?;
        } else {
            form.text(&name, text)?;
        }
    }
    form.into_views()
}
