//! Second reviews, which are not to be told from first ones.
//!
//! A parcel that the machine cleared is shown as one that the machine did not answer in time, which people get every day.
//! Nothing of what is kept changes.

use std::time::Duration;

use screening_core::{
    report::{Decision, Reason, Report, ViewReport},
    verdict::Policy,
};

use crate::{
    fail_safe,
    store::{Queued, StoredReport, StoredScan},
};

/// Shows a scan under a second review.
pub(super) fn blind_scan(scan: &mut StoredScan, policy: &Policy) {
    if let Some(given) = scan.given().filter(|report| report.decision == Decision::Clear) {
        let allowed = Duration::try_from(scan.deadline.duration_since(scan.received)).unwrap_or_default();
        // The views are to be looked at; what the search did in them would tell that there was an answer.
        let unsearched = |view: &ViewReport| ViewReport {
            parcels: Vec::new(),
            quality: None,
            tiles: 0,
            tiles_skipped: 0,
            ..view.clone()
        };
        let views = given.views.iter().map(unsearched).collect();
        let report = Report { views, ..fail_safe::unknown(policy, fail_safe::too_late(allowed)) };
        scan.reports = vec![StoredReport { made: scan.deadline, late: false, report }];
    }
}

/// Shows a line of the queue, where it is of a second review.
pub(super) fn blind_line(queued: &mut Queued) {
    let is_cleared = queued.machine_decision.as_deref() == Some(Decision::Clear.name());
    if queued.review.is_blind() && is_cleared {
        let failure = fail_safe::too_late(queued.allowed);
        queued.machine_decision = Some(Decision::Unknown.name().to_owned());
        queued.reasons = vec![Reason { code: failure.code.to_owned(), text: failure.text }];
        queued.top_class = None;
    }
}
