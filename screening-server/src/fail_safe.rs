//! The answers that are given in place of a screening's: all UNKNOWN, each with its reason.

use std::time::Duration;

use screening_core::{
    report::{AbortReason, Report, ReportType, Timings},
    verdict::{Failure, Policy, decide},
};

/// UNKNOWN for a scan that was not screened, with the reason.
pub(crate) fn unknown(policy: &Policy, failure: Failure) -> Report {
    let verdict = decide(policy, &[], &[], &[failure]);
    Report {
        schema: Report::SCHEMA,
        report_type: ReportType::Machine,
        decision: verdict.decision,
        abort_reason: verdict.abort_reason,
        ability: verdict.ability,
        reasons: verdict.reasons,
        regions: Vec::new(),
        views: Vec::new(),
        model: None,
        policy: policy.stamp(),
        engine: None,
        timings: Timings::default(),
    }
}

/// What is said of a scan that waits for its answer.
pub(crate) fn pending(policy: &Policy) -> Report {
    let text = "The scan waits for its screening: there is no answer yet.".to_owned();
    let report = unknown(policy, Failure { abort: AbortReason::IncompleteScan, code: "pending", text });
    Report { abort_reason: None, ..report }
}

/// The screening panicked.
pub(crate) fn crashed() -> Failure {
    let text = "The screening crashed; the parcel was not inspected.".to_owned();
    Failure { abort: AbortReason::EngineFailure, code: "screening_crashed", text }
}

/// The lane had to answer before there was a decision.
pub(crate) fn too_late(deadline: Duration) -> Failure {
    let text = format!("No decision within {:.1} s: the lane diverts the parcel by itself.", deadline.as_secs_f64());
    Failure { abort: AbortReason::Timeout, code: "timeout", text }
}

/// The deadline passed while the service was down.
pub(crate) fn too_late_after_restart() -> Failure {
    let text = "No decision in time: the service stopped before the scan was screened.".to_owned();
    Failure { abort: AbortReason::Timeout, code: "timeout", text }
}

/// It was handed to a worker again and again, and never came back.
pub(crate) fn delivered_too_often(deliveries: u32) -> Failure {
    let text =
        format!("The screening ended without a result {deliveries} times; it is not tried again. Look at the log.");
    Failure { abort: AbortReason::EngineFailure, code: "delivered_too_often", text }
}

/// The line took the scan back.
pub(crate) fn cancelled() -> Failure {
    let text = "The scan was cancelled before it was screened.".to_owned();
    Failure { abort: AbortReason::IncompleteScan, code: "cancelled", text }
}
