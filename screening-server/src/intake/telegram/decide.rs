//! From a request to its decision: finds the scan, waits for its answer, and diverts when there is none in time.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use screening_core::{
    report::{AbortReason, Decision as Found, Report},
    verdict::Failure,
};
use tokio::time::{Instant, sleep, timeout, timeout_at};
use uuid::Uuid;

use super::frame::{Abort, Decision, Request, Text, Verdict};
use crate::{
    clock,
    intake::{ArrivedScan, Intake, Refusal, Source},
    store::{Store, Track, Tracked},
};

/// How often a scan that is not there yet is looked for.
const LOOK: Duration = Duration::from_millis(50);

/// How long what was settled at the deadline may take to be read.
const GRACE: Duration = Duration::from_millis(100);

/// Decides for sorters.
#[derive(Clone, Debug)]
pub(super) struct Decider {
    pub(super) intake: Arc<Intake>,
    pub(super) store: Arc<Store>,
    /// How old a scan may be that a request without a time means.
    pub(super) track: Duration,
    /// The longest time that a request may wait.
    pub(super) longest: Duration,
}

/// How often, once a second, room is sought for the record of a parcel that has no scan.
const RECORD_TRIES: u32 = 60;

/// What a sorter is told in place of a screening's report.
struct Missing {
    failure: Failure,
    recorded: bool,
}

impl Decider {
    /// The decision for a request that came at `asked`; there is one by its deadline, whatever fails.
    pub(super) async fn decide(&self, sequence: u32, request: &Request, asked: Instant) -> Decision {
        let wait = match request.wait_ms {
            0 => self.longest,
            milliseconds => Duration::from_millis(milliseconds.into()).min(self.longest),
        };
        if request.parcel.as_str().trim().is_empty() {
            return self
                .missing(sequence, request, lost_tracking("The sorter could not read the parcel's label."))
                .await;
        }
        let deadline = asked + wait;
        let mut known = None;
        match timeout_at(deadline, self.find(request, &mut known)).await {
            Ok(scan) => self.answer(sequence, request, scan, deadline, wait).await,
            Err(_) => self.missing(sequence, request, nothing_found(known, wait)).await,
        }
    }

    /// Looks for the scan until it is there; notes in `known` what was last known of it.
    async fn find(&self, request: &Request, known: &mut Option<Track>) -> Uuid {
        let age = SignedDuration::try_from(self.track).unwrap_or(SignedDuration::MAX);
        let tracked = Tracked {
            parcel: request.parcel.as_str().to_owned(),
            scanned: moment(request.scanned),
            lane: some(&request.lane),
            since: clock::now().checked_sub(age).unwrap_or(Timestamp::UNIX_EPOCH),
        };
        loop {
            match self.store.track(&tracked).await {
                Ok(Track::Scan(scan)) => return scan,
                Ok(track) => *known = Some(track),
                Err(error) => tracing::error!(%error, "a parcel could not be looked for; trying again"),
            }
            sleep(LOOK).await;
        }
    }

    async fn answer(
        &self,
        sequence: u32,
        request: &Request,
        scan: Uuid,
        deadline: Instant,
        wait: Duration,
    ) -> Decision {
        let report = match timeout_at(deadline, self.intake.answer(scan)).await {
            Ok(report) => report,
            Err(_) => {
                // Settled in memory at once, and kept in the store however long that takes.
                let intake = Arc::clone(&self.intake);
                tokio::spawn(async move { intake.divert(scan, wait).await });
                timeout(GRACE, self.intake.answer(scan)).await.unwrap_or(Ok(None))
            }
        };
        match report {
            Ok(Some(report)) => told(sequence, request, Some(scan), &report),
            Ok(None) => failed(sequence, request, Some(scan), Abort::Timeout, "timeout"),
            Err(error) => {
                tracing::error!(id = %scan, %error, "an answer could not be read; the parcel is diverted");
                failed(sequence, request, Some(scan), Abort::Timeout, "store_unavailable")
            }
        }
    }

    /// Diverts a parcel that has no scan, and records it.
    async fn missing(&self, sequence: u32, request: &Request, missing: Missing) -> Decision {
        let Missing { failure, recorded } = missing;
        let decision = failed(sequence, request, None, abort(Some(failure.abort)), failure.code);
        if !recorded {
            return decision;
        }
        let scan = ArrivedScan {
            parcel: some(&request.parcel),
            lane: some(&request.lane),
            scanned: moment(request.scanned),
            ..ArrivedScan::from(Source::Telegram)
        };
        // The sorter does not wait for the record.
        tokio::spawn(record(Arc::clone(&self.intake), scan, failure));
        decision
    }
}

/// Records a parcel that has no scan, when the service has room for it; it may be starting.
async fn record(intake: Arc<Intake>, scan: ArrivedScan, failure: Failure) {
    for _ in 0..RECORD_TRIES {
        match intake.enter() {
            Ok(place) => {
                intake.lost(place, &scan, failure).await;
                return;
            }
            Err(Refusal::Stopping) => break,
            Err(Refusal::Starting | Refusal::Full(_)) => sleep(Duration::from_secs(1)).await,
        }
    }
    tracing::warn!(
        parcel = scan.parcel,
        reason = failure.code,
        "a parcel without a scan was diverted and not recorded"
    );
}

fn lost_tracking(text: &str) -> Missing {
    let failure = Failure { abort: AbortReason::IncompleteScan, code: "lost_tracking", text: text.to_owned() };
    Missing { failure, recorded: true }
}

fn nothing_found(known: Option<Track>, wait: Duration) -> Missing {
    let seconds = wait.as_secs_f64();
    match known {
        Some(Track::Announced) => {
            let text = format!("The sorter announced the parcel, but no picture of it came within {seconds:.1} s.");
            Missing {
                failure: Failure { abort: AbortReason::IncompleteScan, code: "picture_missing", text },
                recorded: true,
            }
        }
        Some(_) => lost_tracking("The sorter asked for a parcel of which no scan is known: tracking was lost."),
        None => {
            let text = format!("The database did not answer within {seconds:.1} s.");
            Missing {
                failure: Failure { abort: AbortReason::Timeout, code: "store_unavailable", text },
                recorded: false,
            }
        }
    }
}

/// A report as the sorter is told it.
fn told(sequence: u32, request: &Request, scan: Option<Uuid>, report: &Report) -> Decision {
    let verdict = if report.decision == Found::Clear {
        Verdict::Clear
    } else if report.decision == Found::Alarm {
        Verdict::Alarm
    } else {
        Verdict::Unknown
    };
    let reason = report.reasons.first().map_or("", |reason| reason.code.as_str());
    Decision { verdict, ..failed(sequence, request, scan, abort(report.abort_reason), reason) }
}

/// UNKNOWN with a reason.
fn failed(sequence: u32, request: &Request, scan: Option<Uuid>, abort: Abort, reason: &str) -> Decision {
    Decision {
        answers: sequence,
        verdict: Verdict::Unknown,
        abort,
        scan: scan.unwrap_or_default().into_bytes(),
        parcel: request.parcel.clone(),
        reason: Text::cut(reason),
    }
}

fn abort(reason: Option<AbortReason>) -> Abort {
    let Some(reason) = reason else { return Abort::None };
    Abort::ALL.iter().copied().find(|abort| abort.name() == reason.name()).unwrap_or(Abort::Other)
}

/// A moment as telegrams have it; none for 0, or where it is beyond all calendars.
pub(super) fn moment(milliseconds: u64) -> Option<Timestamp> {
    let milliseconds = i64::try_from(milliseconds).ok().filter(|milliseconds| *milliseconds > 0)?;
    Timestamp::from_millisecond(milliseconds).ok()
}

fn some(text: &Text) -> Option<String> {
    let text = text.as_str().trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use screening_core::verdict::Policy;

    use super::*;
    use crate::fail_safe;

    fn request() -> Request {
        Request { scanned: 0, wait_ms: 100, lane: Text::default(), parcel: Text::cut("A") }
    }

    #[test]
    fn every_abort_reason_of_reports_has_a_number() {
        use AbortReason::{BadExposure, Clipped, EngineFailure, IncompleteScan, NotReviewed, Oversize, Timeout};
        for reason in [Timeout, NotReviewed, IncompleteScan, Clipped, Oversize, EngineFailure, BadExposure] {
            assert_eq!(abort(Some(reason)).name(), reason.name());
        }
        assert_eq!(abort(None), Abort::None);
    }

    #[test]
    fn only_clear_is_told_as_clear() {
        let text = "No decision.".to_owned();
        let failure = Failure { abort: AbortReason::Timeout, code: "timeout", text };
        let mut report = fail_safe::unknown(&Policy::default(), failure);
        for (decision, verdict) in
            [(Found::Clear, Verdict::Clear), (Found::Alarm, Verdict::Alarm), (Found::Unknown, Verdict::Unknown)]
        {
            report.decision = decision;
            let told = told(7, &request(), Some(Uuid::max()), &report);
            assert_eq!((told.answers, told.verdict, told.abort), (7, verdict, Abort::Timeout));
            assert_eq!((told.reason.as_str(), told.scan), ("timeout", [0xff; 16]));
        }
    }

    #[test]
    fn a_moment_beyond_all_calendars_is_none() {
        assert_eq!((moment(0), moment(u64::MAX), moment(1 << 60)), (None, None, None));
        assert_eq!(moment(1500).unwrap().as_millisecond(), 1500);
    }
}
