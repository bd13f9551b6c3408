//! Lanes wait for answers, each until its own deadline: one that has no decision by then diverts the parcel by itself.
//!
//! What a line is told is settled here, in memory, once a scan: by the worker's report or by the deadline, whichever
//! comes first. A line is never kept waiting for the store.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use screening_core::{
    report::{Decision, Report},
    verdict::{Failure, Policy},
};
use tokio::{sync::watch, time::Instant};
use uuid::Uuid;

use crate::{
    fail_safe,
    intake::Slot,
    metrics::{self, LaneLabels},
    models::Lineup,
    store::{Given, Store},
    traces::Traces,
};

/// What the sorter does with a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Goes on.
    Release,
    /// Goes to a person.
    Divert,
}

impl Action {
    /// What a decision means for the sorter: only what is CLEAR goes on.
    pub(crate) fn of(decision: Decision) -> Self {
        if decision == Decision::Clear { Self::Release } else { Self::Divert }
    }

    /// As it is written.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Release => "RELEASE",
            Self::Divert => "DIVERT",
        }
    }
}

/// The scans whose lines have no answer yet.
#[derive(Debug)]
pub(crate) struct Lanes {
    waiting: Mutex<HashMap<Uuid, Waiting>>,
    store: Arc<Store>,
    lineup: Arc<Lineup>,
    labels: LaneLabels,
    traces: Traces,
}

/// A line that waits. Everyone who asked sees the one answer.
#[derive(Debug)]
struct Waiting {
    answer: watch::Sender<Option<Arc<Report>>>,
    lane: Option<String>,
    since: Instant,
    /// Its place among the scans that the service holds.
    _slot: Option<Slot>,
}

impl Lanes {
    /// No lane waits. Answers in place of a screening's name the lane's policy in `lineup`.
    pub(crate) fn new(store: Arc<Store>, lineup: Arc<Lineup>, traces: Traces) -> Self {
        Self { waiting: Mutex::default(), store, lineup, labels: LaneLabels::default(), traces }
    }

    /// The policy of a lane, which answers in place of a screening's name.
    pub(crate) fn policy(&self, lane: Option<&str>) -> Arc<Policy> {
        self.lineup.policy(lane)
    }

    /// What a lane is called in metrics.
    pub(crate) fn label(&self, lane: Option<&str>) -> String {
        self.labels.of(lane)
    }

    /// Awaits an answer for a scan from now on; before the scan is in the store, so that none can be missed.
    pub(crate) fn expect(&self, scan: Uuid, lane: Option<&str>, slot: Option<Slot>) {
        let (answer, lane, since) = (watch::Sender::new(None), lane.map(str::to_owned), Instant::now());
        self.waiting().insert(scan, Waiting { answer, lane, since, _slot: slot });
    }

    /// The scan is no more, or its answer is in the store.
    pub(crate) fn forget(&self, scan: Uuid) {
        self.waiting().remove(&scan);
    }

    /// Answers for a scan that is in the store when its deadline comes and nobody else has; `allowed` is the whole time
    /// that it had, for the reason.
    pub(crate) fn guard(self: &Arc<Self>, scan: Uuid, deadline: Instant, allowed: Duration) {
        let Some(mut answer) = self.subscribe(scan) else { return };
        let lanes = Arc::clone(self);
        tokio::spawn(async move {
            tokio::select! {
                biased;
                () = async { drop(answer.wait_for(Option::is_some).await) } => {}
                () = tokio::time::sleep_until(deadline) => {
                    lanes.answer_for(scan, fail_safe::too_late(allowed)).await;
                }
            }
        });
    }

    /// Answers UNKNOWN in place of a screening, unless there is an answer, and keeps it. Says whether it did.
    pub(crate) async fn answer_for(&self, scan: Uuid, failure: Failure) -> bool {
        let lane = self.waiting().get(&scan).and_then(|line| line.lane.clone());
        let report = Arc::new(fail_safe::unknown(&self.policy(lane.as_deref()), failure));
        if !self.answer(scan, &report) {
            return false;
        }
        tracing::warn!(
            id = %scan,
            reason = report.reasons.first().map(|reason| reason.code.as_str()),
            "answered without a decision: the parcel is diverted"
        );
        self.keep(scan, &report).await;
        true
    }

    /// Gives the answer of a scan, and counts it; false when it had one. Whoever gave it keeps it in the store, then forgets it here.
    pub(crate) fn answer(&self, scan: Uuid, report: &Arc<Report>) -> bool {
        let waiting = self.waiting();
        let Some(line) = waiting.get(&scan) else { return false };
        let first = line.answer.send_if_modified(|answer| {
            let first = answer.is_none();
            if first {
                *answer = Some(Arc::clone(report));
            }
            first
        });
        if first {
            metrics::answered(report, &self.label(line.lane.as_deref()), Some(line.since.elapsed()));
            self.traces.answered(scan, line.lane.as_deref(), report);
        }
        first
    }

    /// Waits for the answer of a scan; none when no lane waits for one, because it is in the store.
    pub(crate) async fn answered(&self, scan: Uuid) -> Option<Arc<Report>> {
        let mut answer = self.subscribe(scan)?;
        let settled = answer.wait_for(Option::is_some).await.ok()?;
        settled.clone()
    }

    /// Writes down what the line was told, however long that takes.
    async fn keep(&self, scan: Uuid, report: &Report) {
        let mut pause = Duration::from_millis(100);
        loop {
            match self.store.give_up(scan, report).await {
                Ok(Given::Answer | Given::Late | Given::Nowhere) => break,
                Err(error) => {
                    tracing::error!(id = %scan, %error, "the lane's answer could not be stored; trying again");
                    tokio::time::sleep(pause).await;
                    pause = (2 * pause).min(Duration::from_secs(5));
                }
            }
        }
        self.forget(scan);
    }

    fn subscribe(&self, scan: Uuid) -> Option<watch::Receiver<Option<Arc<Report>>>> {
        self.waiting().get(&scan).map(|line| line.answer.subscribe())
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<Uuid, Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
