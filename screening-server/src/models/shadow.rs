//! A challenger screens a share of the scans too, after their lines were answered, and only while no line waits.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use screening_core::{
    pipeline::ViewBytes,
    report::{ModelStamp, Report},
};
use tokio::{sync::mpsc, time::Instant};
use tracing::Instrument as _;
use uuid::Uuid;

use super::Screening;
use crate::{
    clock,
    config::ChallengerSettings,
    metrics, records,
    store::{Comparison, Seen, Store, StoreError},
    views::ArrivedView,
    worker::Worker,
};

/// Scans that wait for the challenger; more are left out.
const WAITING: usize = 64;

/// How long one of them waits for a quiet moment until it is left out.
const PATIENCE: Duration = Duration::from_secs(300);

/// How often it is looked for a quiet moment.
const LOOK: Duration = Duration::from_millis(100);

/// A model that screens beside the active one.
#[derive(Debug)]
pub(crate) struct Challenger {
    settings: ChallengerSettings,
    screening: Screening,
}

impl Challenger {
    pub(super) fn new(settings: ChallengerSettings, screening: Screening) -> Self {
        Self { settings, screening }
    }

    /// The name of its files.
    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    /// The share of scans that it screens, 0 to 1.
    pub(crate) fn share(&self) -> f64 {
        self.settings.share
    }

    /// The model.
    pub(crate) fn model(&self) -> ModelStamp {
        self.screening.model()
    }

    /// Whether a scan is one of its share.
    fn picks(&self, scan: Uuid) -> bool {
        records::is_drawn(self.settings.seed, self.settings.share, scan)
    }
}

/// Where answered scans wait for the challenger.
#[derive(Debug)]
pub(crate) struct Shadow {
    challenger: RwLock<Option<Arc<Challenger>>>,
    waiting: mpsc::Sender<Job>,
}

/// A scan that was answered.
#[derive(Debug)]
struct Job {
    scan: Uuid,
    answered: Instant,
    champion: Seen,
    challenger: Arc<Challenger>,
}

impl Shadow {
    /// Without a challenger; what is offered waits in the queue beside it.
    pub(crate) fn new() -> (Arc<Self>, Answered) {
        let (waiting, jobs) = mpsc::channel(WAITING);
        (Arc::new(Self { challenger: RwLock::default(), waiting }), Answered(jobs))
    }

    /// The one that screens beside the active model.
    pub(crate) fn challenger(&self) -> Option<Arc<Challenger>> {
        self.challenger.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Another one, or none, from now on.
    pub(crate) fn set_challenger(&self, challenger: Option<Challenger>) {
        *self.challenger.write().unwrap_or_else(PoisonError::into_inner) = challenger.map(Arc::new);
    }

    /// A scan was answered by a model. Costs nothing here: what is not taken at once is left out.
    pub(crate) fn offer(&self, scan: Uuid, report: &Report) {
        let Some(challenger) = self.challenger().filter(|challenger| challenger.picks(scan)) else { return };
        let Some(champion) = seen(report) else { return };
        let job = Job { scan, answered: Instant::now(), champion, challenger };
        if self.waiting.try_send(job).is_err() {
            metrics::challenged("left_out");
        }
    }
}

/// Scans that wait for the challenger.
#[derive(Debug)]
pub(crate) struct Answered(mpsc::Receiver<Job>);

impl Answered {
    /// Compares one after the other, each in a quiet moment of `worker`.
    pub(crate) async fn run(mut self, store: Arc<Store>, worker: Arc<Worker>) {
        while let Some(job) = self.0.recv().await {
            let span = tracing::info_span!("challenger", scan = %job.scan);
            let outcome = work(job, &store, &worker).instrument(span.clone()).await.unwrap_or_else(|error| {
                span.in_scope(|| tracing::warn!(%error, "a scan could not be compared"));
                "failed"
            });
            metrics::challenged(outcome);
        }
    }
}

/// Screens with the challenger and writes down how it compares; says how it ended.
async fn work(job: Job, store: &Store, worker: &Arc<Worker>) -> Result<&'static str, StoreError> {
    while !worker.is_quiet().await {
        if job.answered.elapsed() > PATIENCE {
            return Ok("left_out");
        }
        tokio::time::sleep(LOOK).await;
    }
    let Some(scan) = store.scan(job.scan).await? else { return Ok("left_out") };
    let (views, unreadable) = worker.load(&scan).await;
    if !unreadable.is_empty() {
        return Ok("failed");
    }
    let (challenger, lane) = (Arc::clone(&job.challenger), scan.lane.clone());
    let screened = tokio::task::spawn_blocking(move || screen(&challenger.screening, lane.as_deref(), &views)).await;
    let Some(challenger) = screened.ok().flatten().as_ref().and_then(seen) else { return Ok("failed") };
    let differs = !alike(&job.champion, &challenger);
    let comparison = Comparison { scan: job.scan, at: clock::now(), model: job.champion, challenger, differs };
    store.add_comparison(&comparison).await?;
    if differs {
        tracing::info!(
            active = comparison.model.decision,
            challenger = comparison.challenger.decision,
            "the challenger came to another result"
        );
    }
    Ok(if differs { "different" } else { "same" })
}

fn screen(screening: &Screening, lane: Option<&str>, views: &[ArrivedView]) -> Option<Report> {
    let borrowed: Vec<ViewBytes<'_>> = views.iter().map(ArrivedView::borrowed).collect();
    catch_unwind(AssertUnwindSafe(|| screening.screener(lane).screen_bytes(&borrowed).report)).ok()
}

/// What a model saw; none where none ran.
fn seen(report: &Report) -> Option<Seen> {
    let model = report.model.as_ref()?;
    let alarming = || report.regions.iter().filter(|region| region.alarm);
    let classes: BTreeSet<&'static str> = alarming().map(|region| region.class.name()).collect();
    Some(Seen {
        model: format!("{} {}", model.name, model.version),
        sha256: model.sha256.clone(),
        decision: report.decision.name().to_owned(),
        classes: classes.into_iter().map(str::to_owned).collect(),
        top_score: alarming().map(|region| region.score).reduce(f32::max),
    })
}

/// Whether two models came to the same: the decision, and the classes that raised an alarm.
fn alike(one: &Seen, other: &Seen) -> bool {
    (&one.decision, &one.classes) == (&other.decision, &other.classes)
}
