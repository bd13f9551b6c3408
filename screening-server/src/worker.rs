//! Claims work, screens it, keeps the report, and answers the line: so many scans at a time as there are loops.
//!
//! A scan that is claimed is on disk and in the queue until its report is on disk too: a worker may end at any moment
//! and loses nothing. What nobody waits for any more is dropped before it costs inference.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use screening_core::{
    pipeline::{Picture, Screened, Screener, ViewBytes},
    report::{Reason, Report},
};
use tokio::{sync::oneshot, time::Instant};
use tracing::Instrument as _;
use uuid::Uuid;

use crate::{
    clock, fail_safe,
    intake::Gate,
    lane::Lanes,
    metrics,
    models::{Lineup, Shadow},
    pace::Pace,
    picture::{self, DrawnView},
    queue::{Claim, MAX_DELIVERIES, WorkQueue},
    store::{Given, PictureHash, Store, StoreError, StoredScan, StoredView},
    traces::Traces,
    views::{ArrivedView, ViewFiles},
};

/// How long after its deadline a scan is still screened, when nothing else waits: the person who got the parcel sees
/// its regions then. Older ones are dropped.
const LATE: Duration = Duration::from_secs(600);

/// How long a report is tried to be stored before its claim is given back.
const STORING: Duration = Duration::from_secs(20);

/// Screens what the queue hands out.
#[derive(Debug)]
pub(crate) struct Worker {
    gate: Arc<Gate>,
    store: Arc<Store>,
    queue: Arc<dyn WorkQueue>,
    lanes: Arc<Lanes>,
    lineup: Arc<Lineup>,
    shadow: Arc<Shadow>,
    traces: Traces,
    pace: Pace,
    running: AtomicUsize,
}

impl Worker {
    /// A worker that does nothing yet: see [`Self::ready`].
    pub(crate) fn new(
        gate: Arc<Gate>,
        store: Arc<Store>,
        queue: Arc<dyn WorkQueue>,
        lanes: Arc<Lanes>,
        lineup: Arc<Lineup>,
        shadow: Arc<Shadow>,
        traces: Traces,
    ) -> Self {
        Self { gate, store, queue, lanes, lineup, shadow, traces, pace: Pace::default(), running: AtomicUsize::new(0) }
    }

    /// Screens in so many loops from now on, each scan with what the lineup has then.
    pub(crate) fn ready(self: &Arc<Self>, loops: usize) {
        for _ in 0..loops {
            tokio::spawn(Arc::clone(self).run());
        }
        self.gate.open();
    }

    /// Waits until nothing is screened.
    pub(crate) async fn idle(&self) {
        while self.running() > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Whether nothing is screened and nothing waits.
    pub(crate) async fn is_quiet(&self) -> bool {
        self.running() == 0 && self.gate.held() == 0 && self.queue.depth().await.is_ok_and(|depth| depth.waiting == 0)
    }

    /// Scans that are being screened.
    pub(crate) fn running(&self) -> usize {
        self.running.load(Ordering::Relaxed)
    }

    /// One scan after the other, until the service ends and no line waits for an answer.
    async fn run(self: Arc<Self>) {
        let stopping = self.gate.stopping();
        loop {
            if *stopping.borrow() && self.gate.held() == 0 {
                return;
            }
            match self.queue.claim(self.pace.enough()).await {
                Ok(None) => self.queue.wait().await,
                Ok(Some(claim)) => {
                    self.running.fetch_add(1, Ordering::Relaxed);
                    let span = tracing::info_span!("scan", scan = %claim.work.scan);
                    let worked = self.work(&claim).instrument(span).await;
                    self.running.fetch_sub(1, Ordering::Relaxed);
                    if let Err(error) = worked {
                        tracing::error!(id = %claim.work.scan, %error, "the store failed; the scan is tried again");
                        // Where this fails too, the claim comes back after its lease.
                        let _ = self.queue.abandon(&claim).await;
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "no work could be claimed; trying again");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }

    async fn work(&self, claim: &Claim) -> Result<(), StoreError> {
        let id = claim.work.scan;
        if claim.delivery > 1 {
            metrics::delivered_again();
        }
        if claim.delivery > MAX_DELIVERIES {
            let lane = self.store.scan(id).await?.and_then(|scan| scan.lane);
            let policy = self.lanes.policy(lane.as_deref());
            let report = fail_safe::unknown(&policy, fail_safe::delivered_too_often(claim.delivery - 1));
            return self.conclude(claim, report).await;
        }
        let Some(scan) = self.store.scan(id).await? else { return self.queue.complete(claim).await };
        let Some(screening) = self.lineup.screening() else { return self.queue.abandon(claim).await };
        let (lane, screener) = (scan.lane.as_deref(), Arc::clone(screening.screener(scan.lane.as_deref())));
        let passed = Duration::try_from(clock::now().duration_since(scan.deadline)).unwrap_or_default();
        if passed > LATE {
            tracing::warn!(%id, "dropped: its line was answered long ago");
            return self.queue.complete(claim).await;
        }

        let begun = Instant::now();
        let (views, unreadable) = self.load(&scan).await;
        let (first, report) = oneshot::channel();
        let span = tracing::Span::current();
        let job = tokio::task::spawn_blocking(move || span.in_scope(|| screen(&screener, views, first)));
        let mut report = match report.await {
            Ok(report) => report,
            Err(_) => fail_safe::unknown(&self.lanes.policy(lane), fail_safe::crashed()),
        };
        self.traces.screened(id, begun.elapsed(), &report.timings);
        metrics::timed(&report.timings, &self.lanes.label(lane));
        // First, since it explains why the view could not be read.
        report.reasons.splice(0..0, unreadable);
        self.conclude(claim, report).await?;
        self.pace.note(begun.elapsed());

        for (number, view) in job.await.unwrap_or_default().into_iter().enumerate() {
            if let Some(view) = view {
                self.keep_drawn(id, number, view).await;
            }
        }
        self.gate.note_duration(begun.elapsed());
        Ok(())
    }

    /// Keeps a report, then answers the line with it, unless the line was answered in the meantime.
    async fn conclude(&self, claim: &Claim, report: Report) -> Result<(), StoreError> {
        let id = claim.work.scan;
        let report = Arc::new(report);
        let begun = Instant::now();
        let given = self.decide(id, &report).await?;
        self.traces.stored(id, begun.elapsed());
        if given == Given::Answer && self.lanes.answer(id, &report) {
            self.lanes.forget(id);
            self.shadow.offer(id, &report);
            tracing::info!(
                %id,
                decision = %report.decision,
                reason = report.reasons.first().map(|reason| reason.code.as_str()),
                total_ms = report.timings.total_ms,
                "parcel screened"
            );
        } else {
            metrics::late();
            tracing::warn!(%id, decision = %report.decision, "a report came after its line had been answered");
        }
        // After the line has its answer: what is decided is on disk, and a failure here must not cost the line its time.
        self.queue.complete(claim).await
    }

    /// Stores a report, again and again while the store fails: the screening need not be done twice.
    async fn decide(&self, id: Uuid, report: &Report) -> Result<Given, StoreError> {
        let until = Instant::now() + STORING;
        loop {
            match self.store.decide(id, report).await {
                Err(error) if Instant::now() < until => {
                    tracing::error!(%id, %error, "a report could not be stored; trying again");
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                settled => return settled,
            }
        }
    }

    /// The views of a scan with their bytes. A picture that cannot be had is empty, with the reason beside it: an empty
    /// view keeps the parcel from being cleared.
    pub(crate) async fn load(&self, scan: &StoredScan) -> (Vec<ArrivedView>, Vec<Reason>) {
        let mut unreadable = Vec::new();
        let mut views = Vec::with_capacity(scan.views.len());
        for view in &scan.views {
            let picture = self.bytes(view, &view.picture, &mut unreadable).await;
            let files = match &view.high {
                None => ViewFiles::One(picture),
                Some(high) => ViewFiles::Pair { low: picture, high: self.bytes(view, high, &mut unreadable).await },
            };
            views.push(ArrivedView { name: view.name.clone(), files, mm_per_pixel: view.mm_per_pixel });
        }
        (views, unreadable)
    }

    async fn bytes(&self, view: &StoredView, hash: &PictureHash, unreadable: &mut Vec<Reason>) -> Bytes {
        match self.store.pictures().get(hash).await {
            Ok(bytes) => bytes,
            Err(error) => {
                tracing::error!(view = view.name, %error, "a stored picture is lost");
                let text = format!("The picture of view '{}' is lost: {error}.", view.name);
                unreadable.push(Reason { code: error.code().to_owned(), text });
                Bytes::new()
            }
        }
    }

    /// Keeps a drawn view, so that it need not be drawn again. It can be, so that a failure is no more than a line of
    /// the log.
    pub(crate) async fn keep_drawn(&self, id: Uuid, number: usize, view: DrawnView) {
        let pictures = self.store.pictures();
        let _keeping = pictures.keeping().await;
        let kept = async {
            let (picture, thumbnail) =
                (pictures.put_derived(view.png).await?, pictures.put_derived(view.thumbnail).await?);
            let drawn =
                crate::store::Drawn { picture, thumbnail, dense: view.dense.into_runs(), signature: view.signature };
            self.store.set_drawn(id, number, &drawn).await
        };
        if let Err(error) = kept.await {
            tracing::warn!(%id, view = number, %error, "a drawn picture could not be kept");
        }
    }
}

/// Screens on a thread of its own; the report goes out before the pictures are encoded.
fn screen(screener: &Screener, views: Vec<ArrivedView>, first: oneshot::Sender<Report>) -> Vec<Option<DrawnView>> {
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
        let drawn = picture::drawn(&view);
        drawn.inspect_err(|error| tracing::error!(%error, "a picture could not be encoded")).ok()
    };
    pictures.into_iter().map(|view| view.and_then(encoded)).collect()
}
