//! A scan whose body is on its way.

use std::sync::Arc;

use axum::http::StatusCode;
use screening_core::report::Report;
use uuid::Uuid;

use super::{problem::Problem, upload::NotReceived};
use crate::{
    auth::LaneScope,
    intake::{ArrivedScan, Intake, Place, Source},
    metrics,
};

/// A place with as much of a scan as has come. Dropped before all of it has, for example because the client hung up, it
/// has its parcel recorded as UNKNOWN.
pub(super) struct Arriving {
    intake: Arc<Intake>,
    place: Option<Place>,
    /// The lanes that its sender may send scans of.
    lanes: LaneScope,
    /// What has come so far.
    pub(super) scan: ArrivedScan,
}

impl Arriving {
    /// Nothing has come yet.
    pub(super) fn new(intake: Arc<Intake>, place: Place, lanes: LaneScope) -> Self {
        Self { intake, place: Some(place), lanes, scan: ArrivedScan::from(Source::Http) }
    }

    /// All of it has come.
    pub(super) fn arrived(mut self) -> Result<(Place, ArrivedScan), Problem> {
        let place = self.place.take().ok_or_else(|| Problem::internal("The scan was lost."))?;
        if !self.lanes.holds(self.scan.lane.as_deref()) {
            let detail =
                format!("The key is for these lanes: {}. Name the scan's `lane`; it is one of these.", self.lanes);
            metrics::refused("lane_out_of_scope");
            return Err(Problem::new(StatusCode::FORBIDDEN, "lane_out_of_scope", detail));
        }
        Ok((place, std::mem::replace(&mut self.scan, ArrivedScan::from(Source::Http))))
    }

    /// It never comes as a whole.
    pub(super) async fn lost(mut self, error: &NotReceived) -> Problem {
        let problem = Problem::from(error);
        metrics::refused(problem.code());
        match self.record(error) {
            Some((id, recorded)) => {
                // Recorded before it is told, so that who is told finds it.
                let _ = recorded.await;
                problem.about(id)
            }
            None => problem,
        }
    }

    /// Records the loss in a task of its own: a client that is gone takes this one's future with it.
    fn record(&mut self, error: &NotReceived) -> Option<(Uuid, tokio::task::JoinHandle<Report>)> {
        let place = self.place.take()?;
        if !self.lanes.holds(self.scan.lane.as_deref()) {
            return None;
        }
        let (id, intake, failure) = (place.id, Arc::clone(&self.intake), error.failure());
        let scan = std::mem::replace(&mut self.scan, ArrivedScan::from(Source::Http));
        Some((id, tokio::spawn(async move { intake.lost(place, &scan, failure).await })))
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.record(&NotReceived::Broken);
    }
}
