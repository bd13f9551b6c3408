//! Errors as RFC 9457 has them (`application/problem+json`).

use std::{num::NonZeroU32, time::Duration};

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    clock,
    intake::{KeyKind, NotAdmitted, Refusal},
    store::StoreError,
};

/// Why a request has no other answer. Small, since it travels in every `Result`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Always `about:blank`: the status and `code` say which problem it is.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    /// The status in words.
    #[schema(example = "Too Many Requests")]
    title: &'static str,
    /// The HTTP status.
    #[schema(example = 429)]
    status: u16,
    /// A stable key.
    #[schema(example = "queue_full")]
    code: &'static str,
    /// One or two sentences for a person: what is wrong and what to do.
    detail: Box<str>,
    /// Always `UNKNOWN`: no error clears a parcel.
    #[schema(value_type = crate::api::report::DecisionSchema)]
    decision: &'static str,
    /// Always `DIVERT`: no error releases a parcel.
    #[schema(value_type = crate::api::scan::ActionSchema)]
    action: &'static str,
    /// The record of the parcel, where one was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Uuid>,
    #[serde(skip)]
    retry_after: Option<NonZeroU32>,
    #[serde(skip)]
    close: bool,
}

impl Problem {
    /// A problem of one kind.
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            code,
            detail: detail.into().into(),
            decision: "UNKNOWN",
            action: "DIVERT",
            id: None,
            retry_after: None,
            close: false,
        }
    }

    /// The request itself is wrong.
    pub(crate) fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed_request", detail)
    }

    /// It is not known who asks.
    pub(crate) fn unauthorized(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, detail)
    }

    /// Someone guesses.
    pub(crate) fn too_many_attempts(wait: Duration, detail: impl Into<String>) -> Self {
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", detail);
        Self { retry_after: Some(seconds(wait)), ..problem }
    }

    /// There is no such thing.
    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// A picture was there, and was kept long enough.
    pub(crate) fn deleted(at: Timestamp) -> Self {
        let detail = format!("The pictures were deleted on {}: they were kept long enough.", clock::rfc3339(at));
        Self::new(StatusCode::GONE, "pictures_deleted", detail)
    }

    /// Something failed that should not.
    pub(crate) fn internal(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
    }

    /// The answer took too long.
    pub(crate) fn no_answer() -> Self {
        Self::new(StatusCode::GATEWAY_TIMEOUT, "no_answer", "The request took too long.").closing()
    }

    /// The scan could not be stored before its line had to be answered.
    pub(crate) fn not_stored_in_time() -> Self {
        let detail = "The scan could not be stored before its deadline: divert the parcel. Where it is stored after all, \
                      it is screened late.";
        Self::later("not_stored_in_time", Duration::from_secs(1), detail)
    }

    fn later(code: &'static str, wait: Duration, detail: impl Into<String>) -> Self {
        Self { retry_after: Some(seconds(wait)), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail) }
    }

    /// With the record of the parcel that it is about.
    pub(crate) fn about(mut self, id: Uuid) -> Self {
        self.id = Some(id);
        self
    }

    /// With this record, unless it is about another one.
    pub(crate) fn or_about(mut self, id: Uuid) -> Self {
        self.id = self.id.or(Some(id));
        self
    }

    /// Ends the connection: the rest of the request's body is not read.
    pub(crate) fn closing(mut self) -> Self {
        self.close = true;
        self
    }

    /// The stable key.
    pub(crate) fn code(&self) -> &'static str {
        self.code
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (status, code, wait, detail) = match refusal {
            Refusal::Starting => {
                let detail = "The detector is not ready yet; see /readyz.";
                (StatusCode::SERVICE_UNAVAILABLE, "not_ready", Duration::from_secs(2), detail)
            }
            Refusal::Stopping => {
                let detail = "The service is stopping; send the scan again when it is back.";
                (StatusCode::SERVICE_UNAVAILABLE, "stopping", Duration::from_secs(5), detail)
            }
            Refusal::Full(wait) => {
                let detail =
                    "As many scans as the service takes are in work; divert the parcel, or send it again later.";
                (StatusCode::TOO_MANY_REQUESTS, "queue_full", wait, detail)
            }
        };
        Self { retry_after: Some(seconds(wait)), ..Self::new(status, code, detail) }
    }
}

impl From<&StoreError> for Problem {
    fn from(error: &StoreError) -> Self {
        let (code, wait, what) = match error {
            StoreError::Locked(_) => ("store_locked", 1, "Another program holds the database; send the scan again."),
            StoreError::Full(_) => ("store_full", 60, "Free space on the disk of the data folder."),
            StoreError::ReadOnly(_) => ("store_read_only", 60, "Make the data folder writable for the service."),
            StoreError::Corrupt(_) => {
                let what = "Stop the service and start it again: the start says how to mend the database.";
                ("store_corrupt", 60, what)
            }
            StoreError::Failed(_) => ("store_failed", 5, "The service's log has the cause."),
        };
        tracing::error!(%error, code, "the store failed");
        Self::later(code, Duration::from_secs(wait), format!("The store cannot be used: {error}. {what}"))
    }
}

impl From<&NotAdmitted> for Problem {
    fn from(error: &NotAdmitted) -> Self {
        match error {
            NotAdmitted::Store(error) => Self::from(error),
            NotAdmitted::Crashed => Self::internal("The scan was lost while it was stored; send it again."),
            NotAdmitted::Conflict { id, key } => {
                let (status, code, what) = match key {
                    KeyKind::Idempotency => {
                        (StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", "idempotency key")
                    }
                    KeyKind::CodeAndTime => (StatusCode::CONFLICT, "scan_conflict", "parcel code and time of scan"),
                };
                let detail = format!(
                    "Another scan came with the same {what} before, and this one differs from it: nothing of this one \
                     is kept. `id` names the earlier one."
                );
                Self::new(status, code, detail).about(*id)
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (retry_after, close) = (self.retry_after, self.close);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(wait) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.get()));
        }
        if status == StatusCode::UNAUTHORIZED {
            // How a program may prove who it is (RFC 6750); people are shown the log-in page.
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"screening\""));
        }
        if close {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

/// Whole seconds, at least one, and never too few.
fn seconds(wait: Duration) -> NonZeroU32 {
    let seconds = u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX);
    NonZeroU32::new(seconds).unwrap_or(NonZeroU32::MIN)
}

/// No such route.
pub(crate) async fn no_route() -> Problem {
    Problem::not_found("There is no such page; /docs lists what there is.")
}

/// No such method on this route.
pub(crate) async fn no_method() -> Problem {
    let detail = "The method is not allowed here; /docs lists what is.";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
}
