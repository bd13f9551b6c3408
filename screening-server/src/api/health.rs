//! Whether the service lives, and whether it takes scans in.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Problem;
use crate::app::App;

/// A state in a word.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// `alive` or `ready`.
    status: &'static str,
}

/// The process answers.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "Operation",
    responses((status = 200, description = "The process answers.", body = Health))
)]
pub(crate) async fn alive() -> Json<Health> {
    Json(Health { status: "alive" })
}

/// Scans are taken in: the detector is warm, and the service is not stopping.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "Operation",
    responses(
        (status = 200, description = "Scans are taken in.", body = Health),
        (status = 503, description = "Starting or stopping.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn ready(State(app): State<App>) -> Result<Json<Health>, Problem> {
    app.gate.check()?;
    Ok(Json(Health { status: "ready" }))
}
