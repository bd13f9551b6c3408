//! Small JSON bodies of requests.

use axum::{Json, extract::rejection::JsonRejection};

use super::problem::Problem;

/// What a request's body says.
///
/// # Errors
/// 400, 413, 415 or 422 as axum finds it.
pub(super) fn json<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, Problem> {
    body.map(|Json(body)| body)
        .map_err(|rejection| Problem::new(rejection.status(), "malformed_request", rejection.body_text()))
}
