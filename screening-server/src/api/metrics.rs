//! What was counted, for Prometheus.

use std::time::Duration;

use axum::{
    extract::State,
    http::{HeaderName, header},
};

use crate::{app::App, clock, metrics};

/// Latency per step, decisions by kind, queue depth and more, in Prometheus's text format.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "Operation",
    responses((status = 200, description = "Metrics.", body = String, content_type = "text/plain"))
)]
pub(crate) async fn render(State(app): State<App>) -> ([(HeaderName, &'static str); 1], String) {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    // Where the store cannot be read, the last figures stand.
    let depth = app.queue.depth().await.ok();
    let oldest = app.store.queue_oldest().await.ok();
    let now = clock::now();
    let age = oldest.map(|oldest| {
        oldest.map_or(Duration::ZERO, |oldest| Duration::try_from(now.duration_since(oldest)).unwrap_or_default())
    });
    if let Ok(counts) = app.store.review_counts(now).await {
        let age = counts.oldest.map(|oldest| Duration::try_from(now.duration_since(oldest)).unwrap_or_default());
        metrics::review_queue(&counts, age.unwrap_or_default());
    }
    (kind, app.metrics.render(app.gate.held(), app.worker.running(), depth, age))
}
