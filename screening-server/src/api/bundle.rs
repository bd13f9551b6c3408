//! One parcel's case bundle.

use std::{io, sync::Arc};

use axum::{
    Extension,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use screening_core::verdict::Policy;
use thiserror::Error;
use uuid::Uuid;

use super::{
    problem::Problem,
    review_body::DecisionBody,
    scan::{self, ScanBody},
    scans,
};
use crate::{
    app::App,
    audit::{Action, Actor, BundleFile, Details, NewEntry, write_bundle},
    auth::Caller,
    store::{PictureHash, Store, StoreError, StoredScan},
};

/// Why there is no bundle.
#[derive(Debug, Error)]
pub(crate) enum NoBundle {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the bundle cannot be written: {0}")]
    Write(#[from] io::Error),
    #[error("the scan cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// Collects all that is kept of a scan in a zip, and enters into the audit trail who asked for it. A picture that is lost
/// is left out, and missed when the bundle is verified.
///
/// # Errors
/// [`NoBundle`]
pub(crate) async fn collect(store: &Store, scan: &StoredScan, policy: &Policy, by: Actor) -> Result<Vec<u8>, NoBundle> {
    let entry = NewEntry::about_scan(by, Action::BundleExported, scan.id, Details::none());
    store.record(entry).await?;
    let pending = scan::pending(policy);
    let mut files = vec![BundleFile::scan(serde_json::to_vec_pretty(&ScanBody::new(scan, &pending))?)];
    let reports = store.report_texts(scan.id).await?;
    files.extend(reports.into_iter().zip(1..).map(|(text, number)| BundleFile::report(number, text)));
    let decisions = store.decisions(scan.id).await?;
    if !decisions.is_empty() {
        let decisions: Vec<DecisionBody<'_>> = decisions.iter().map(DecisionBody::from).collect();
        files.push(BundleFile::decisions(serde_json::to_vec_pretty(&decisions)?));
    }
    for (number, view) in scan.views.iter().enumerate() {
        let parts = match &view.high {
            None => vec![("", &view.picture)],
            Some(high) => vec![("-low", &view.picture), ("-high", high)],
        };
        for (part, hash) in parts {
            files.extend(picture(store, hash).await.map(|bytes| BundleFile::arrived(number, part, bytes)));
        }
        if let Some(drawn) = &view.drawn {
            files.extend(picture(store, &drawn.picture).await.map(|bytes| BundleFile::drawn(number, bytes)));
        }
    }
    let outcomes = store.outcome_texts(scan.id).await?;
    files.extend(outcomes.into_iter().zip(1..).map(|(text, number)| BundleFile::outcome(number, text)));
    for (photo, number) in store.outcome_photos(scan.id).await?.iter().zip(1..) {
        files.extend(picture(store, &photo.hash).await.map(|bytes| BundleFile::photo(number, bytes)));
    }
    let (id, entries) = (scan.id.to_string(), store.audit_since_scan(scan.id).await?);
    let written = tokio::task::spawn_blocking(move || write_bundle(&id, files, &entries)).await;
    Ok(written.map_err(io::Error::other)??)
}

async fn picture(store: &Store, hash: &PictureHash) -> Option<bytes::Bytes> {
    let found = store.pictures().get(hash).await;
    found.inspect_err(|error| tracing::error!(%error, "a case bundle lacks a picture")).ok()
}

/// Export all that is kept of one scan, for a case: a zip that verifies without the service.
///
/// Pictures, reports, what opening showed, and the entries of the audit trail about the scan with the hashes that link them to the trail's
/// end. `screening audit verify-bundle FILE.zip` checks it.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}/bundle",
    tag = "Audit",
    params(("id" = String, Path, description = "The scan's id.")),
    responses(
        (status = 200, description = "The bundle.", body = Vec<u8>, content_type = "application/zip"),
        (status = 404, description = "There is no such scan.", body = Problem, content_type = "application/problem+json"),
        (status = 500, description = "The bundle cannot be written.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn export(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let scan = scans::find(&app, &id).await?;
    // A bundle takes the memory of all its pictures, so only a few are made at a time.
    let turn = Arc::clone(&app.drawing).acquire_owned().await;
    let _turn = turn.map_err(|_| Problem::internal("The bundle could not be made."))?;
    let bundle = collect(&app.store, &scan, &app.lineup.policy(scan.lane.as_deref()), caller.actor()).await.map_err(
        |error| match error {
            NoBundle::Store(error) => Problem::from(&error),
            error => Problem::internal(format!("The bundle could not be made: {error}.")),
        },
    )?;
    Ok(with_name(scan.id, bundle))
}

fn with_name(id: Uuid, bundle: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"case-{id}.zip\"");
    ([(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, name)], bundle)
        .into_response()
}
