//! Takes scans in, a bounded number at a time, and answers each in time: with a report, or with UNKNOWN and why.
//!
//! A scan passes three gates: a slot (else it is refused at once), a lane (where it waits for its turn), and its
//! deadline. It is watched by a task of its own, so that a client that hangs up loses the answer but not the record.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use screening_core::{
    pipeline::{Picture, Screened, Screener, ViewBytes},
    report::{AbortReason, Report, ReportType, Timings},
    verdict::{Failure, Policy, decide},
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, oneshot},
    time::Instant,
};
use uuid::Uuid;

use crate::{
    config::WorkerSettings,
    metrics, picture,
    records::{Pictures, Record, Records, ViewPicture},
    views::ArrivedView,
};

/// Screens scans on a bounded number of threads.
pub(crate) struct Worker {
    settings: WorkerSettings,
    slots: Arc<Semaphore>,
    lanes: Arc<Semaphore>,
    screener: OnceLock<Arc<Screener>>,
    records: Arc<Records>,
    policy: Policy,
    stopping: AtomicBool,
    /// Milliseconds that a scan holds a lane, smoothed.
    typical_ms: AtomicU64,
}

/// Why a scan is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The engine is not ready yet.
    Starting,
    /// The service ends.
    Stopping,
    /// Every slot is taken; one may be free after this time.
    Full(Duration),
}

/// The right to have one scan screened, held until its pictures are stored.
pub(crate) struct Admission {
    /// The id that the scan's record will have.
    pub(crate) id: Uuid,
    received: SystemTime,
    start: Instant,
    _slot: OwnedSemaphorePermit,
}

/// How busy the worker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Load {
    /// Scans that are received or wait for a lane.
    pub(crate) waiting: usize,
    /// Scans that hold a lane.
    pub(crate) running: usize,
}

impl Worker {
    /// A worker that is not ready yet: see [`Self::ready`].
    pub(crate) fn new(settings: WorkerSettings, policy: Policy, records: Arc<Records>) -> Self {
        Self {
            slots: Arc::new(Semaphore::new(settings.slots)),
            lanes: Arc::new(Semaphore::new(settings.lanes)),
            screener: OnceLock::new(),
            records,
            policy,
            stopping: AtomicBool::new(false),
            typical_ms: AtomicU64::new(500),
            settings,
        }
    }

    /// Begins to take scans in.
    pub(crate) fn ready(&self, screener: Screener) {
        let _ = self.screener.set(Arc::new(screener));
    }

    /// The screener, once the engine is warm and until the service ends.
    pub(crate) fn screener(&self) -> Result<Arc<Screener>, Refusal> {
        if self.stopping.load(Ordering::Relaxed) {
            return Err(Refusal::Stopping);
        }
        self.screener.get().cloned().ok_or(Refusal::Starting)
    }

    /// Takes no more scans in.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Waits until every admitted scan is done.
    pub(crate) async fn drained(&self) {
        let all = u32::try_from(self.settings.slots).unwrap_or(u32::MAX);
        let _ = self.slots.acquire_many(all).await;
    }

    /// How busy the worker is.
    pub(crate) fn load(&self) -> Load {
        let held = self.settings.slots - self.slots.available_permits();
        let running = self.settings.lanes - self.lanes.available_permits();
        Load { waiting: held.saturating_sub(running), running }
    }

    /// Takes a slot for a scan, before its body is read: so bodies in memory are bounded too.
    ///
    /// # Errors
    /// [`Refusal`] when there is none.
    pub(crate) fn admit(&self) -> Result<Admission, Refusal> {
        self.screener()?;
        let slot = Arc::clone(&self.slots).try_acquire_owned().map_err(|_| Refusal::Full(self.wait_for_slot()))?;
        Ok(Admission { id: Uuid::now_v7(), received: SystemTime::now(), start: Instant::now(), _slot: slot })
    }

    /// As [`Self::admit`], but waits for a free slot; for scans of the service's own.
    ///
    /// # Errors
    /// [`Refusal`], but not for being full.
    pub(crate) async fn admit_in_turn(&self) -> Result<Admission, Refusal> {
        self.screener()?;
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(|_| Refusal::Stopping)?;
        Ok(Admission { id: Uuid::now_v7(), received: SystemTime::now(), start: Instant::now(), _slot: slot })
    }

    /// When a slot may be free: the time for the scans that wait now, 1 to 30 seconds.
    fn wait_for_slot(&self) -> Duration {
        let rounds = (self.settings.slots / self.settings.lanes).max(1) as u64;
        let seconds = (rounds * self.typical_ms.load(Ordering::Relaxed)).div_ceil(1000);
        Duration::from_secs(seconds.clamp(1, 30))
    }

    /// Records that a scan which was admitted could not be received: its parcel is UNKNOWN.
    pub(crate) fn lost(&self, admission: &Admission, parcel: Option<String>, failure: Failure) -> Arc<Record> {
        self.give_up(admission, parcel, failure)
    }

    /// Screens a scan and records the answer. Always answers, at the latest at the deadline.
    pub(crate) async fn screen(
        self: &Arc<Self>,
        admission: Admission,
        parcel: Option<String>,
        views: Vec<ArrivedView>,
    ) -> Arc<Record> {
        let (answer, answered) = oneshot::channel();
        let admission = Arc::new(admission);
        tokio::spawn(Arc::clone(self).watch(Arc::clone(&admission), parcel.clone(), views, answer));
        match answered.await {
            Ok(record) => record,
            Err(_) => self.give_up(&admission, parcel, crashed()),
        }
    }

    /// Sees a scan through, whether or not anyone still waits for the answer.
    async fn watch(
        self: Arc<Self>,
        admission: Arc<Admission>,
        parcel: Option<String>,
        views: Vec<ArrivedView>,
        answer: oneshot::Sender<Arc<Record>>,
    ) {
        let deadline = tokio::time::sleep_until(admission.start + self.settings.deadline);
        tokio::pin!(deadline);
        let lane = tokio::select! {
            biased;
            lane = Arc::clone(&self.lanes).acquire_owned() => lane.ok(),
            () = &mut deadline => None,
        };
        let (Some(lane), Ok(screener)) = (lane, self.screener.get().ok_or(Refusal::Starting)) else {
            let _ = answer.send(self.give_up(&admission, parcel, too_late("in the queue", self.settings.deadline)));
            return;
        };

        let begun = Instant::now();
        let screener = Arc::clone(screener);
        let (first, mut report) = oneshot::channel();
        let job = tokio::task::spawn_blocking(move || {
            let _lane = lane;
            run(&screener, views, first)
        });
        let in_time = tokio::select! {
            biased;
            report = &mut report => Some(report.ok()),
            () = &mut deadline => None,
        };
        let record = match &in_time {
            Some(Some(report)) => {
                metrics::timed(&report.timings);
                self.record(&admission, parcel, report.clone(), Pictures::Pending)
            }
            Some(None) => self.give_up(&admission, parcel, crashed()),
            None => {
                let failure = too_late("in the screening", self.settings.deadline);
                let report = failed(&self.policy, failure);
                self.record(&admission, parcel, report, Pictures::Pending)
            }
        };
        let _ = answer.send(Arc::clone(&record));

        if in_time.is_none()
            && let Ok(report) = report.await
        {
            metrics::late();
            metrics::timed(&report.timings);
            tracing::warn!(id = %record.id, decision = ?report.decision, "an answer came after its deadline");
            let _ = record.late.set(report);
        }
        let pictures = match job.await {
            Ok(views) => Pictures::Kept(views.into()),
            Err(_) => Pictures::Missing,
        };
        self.records.attach(&record, pictures);
        self.note_duration(begun.elapsed());
    }

    fn note_duration(&self, took: Duration) {
        let took = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).min(600_000);
        let _ = self.typical_ms.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |old| Some((old * 7 + took) / 8));
    }

    fn record(&self, admission: &Admission, parcel: Option<String>, report: Report, pictures: Pictures) -> Arc<Record> {
        metrics::answered(&report);
        tracing::info!(
            id = %admission.id,
            parcel,
            decision = ?report.decision,
            reason = report.reasons.first().map(|reason| reason.code.as_str()),
            total_ms = report.timings.total_ms,
            "parcel screened"
        );
        self.records.insert(Record::new(admission.id, parcel, admission.received, report, pictures))
    }

    /// Records UNKNOWN for a scan that was not screened.
    fn give_up(&self, admission: &Admission, parcel: Option<String>, failure: Failure) -> Arc<Record> {
        self.record(admission, parcel, failed(&self.policy, failure), Pictures::Missing)
    }
}

/// Screens on a thread of its own; the report goes out before the pictures are encoded.
fn run(screener: &Screener, views: Vec<ArrivedView>, first: oneshot::Sender<Report>) -> Vec<Option<ViewPicture>> {
    let screened = catch_unwind(AssertUnwindSafe(|| {
        let borrowed: Vec<ViewBytes<'_>> = views.iter().map(ArrivedView::borrowed).collect();
        screener.screen_bytes(&borrowed)
    }));
    drop(views);
    let Ok(Screened { report, pictures }) = screened else {
        // Dropping the sender says that it crashed; the panic's message is in the log already.
        return Vec::new();
    };
    let _ = first.send(report);
    let encoded = |view: Picture| {
        let stored = picture::stored(&view);
        stored.inspect_err(|error| tracing::error!(%error, "a picture could not be encoded")).ok()
    };
    pictures.into_iter().map(|view| view.and_then(encoded)).collect()
}

/// UNKNOWN for a scan that was never screened, with the reason.
fn failed(policy: &Policy, failure: Failure) -> Report {
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

fn crashed() -> Failure {
    let text = "The screening crashed; the parcel was not inspected.".to_owned();
    Failure { abort: AbortReason::EngineFailure, code: "screening_crashed", text }
}

fn too_late(place: &str, deadline: Duration) -> Failure {
    let text = format!("No answer within {:.1} s: the time ran out {place}.", deadline.as_secs_f64());
    Failure { abort: AbortReason::Timeout, code: "timeout", text }
}
