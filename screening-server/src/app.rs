//! Every part of the service.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Result;
use tokio::sync::{Notify, Semaphore};

use crate::{
    atomic_numbers::AtomicNumbers,
    auth::{Auth, Oidc},
    config::ServiceSettings,
    intake::{Gate, Intake},
    lane::Lanes,
    metrics::Metrics,
    models::{Lineup, Shadow},
    projection,
    queue::{DatabaseQueue, WorkQueue},
    records, retention, review,
    store::{Store, keep_anchor},
    sweep,
    tls::{self, Tls},
    traces::Traces,
    training,
    webhook::Hooks,
    worker::Worker,
};

/// How long a worker may hold a scan: far longer than any screening takes.
const LEASE: Duration = Duration::from_secs(120);

/// What a request can reach. Cheap to clone.
#[derive(Clone)]
pub(crate) struct App {
    /// Who may do what.
    pub(crate) auth: Arc<Auth>,
    /// Who else people may log in with.
    pub(crate) oidc: Option<Arc<Oidc>>,
    /// Whether scans may come in.
    pub(crate) gate: Arc<Gate>,
    /// Takes scans in.
    pub(crate) intake: Arc<Intake>,
    /// Work that waits.
    pub(crate) queue: Arc<dyn WorkQueue>,
    /// Screens scans.
    pub(crate) worker: Arc<Worker>,
    /// Everything that is kept.
    pub(crate) store: Arc<Store>,
    /// Which model screens, and which policies decide.
    pub(crate) lineup: Arc<Lineup>,
    /// Where a challenger compares itself.
    pub(crate) shadow: Arc<Shadow>,
    /// Who is told what happens.
    pub(crate) hooks: Arc<Hooks>,
    /// What HTTP is encrypted with; none where it is not.
    pub(crate) tls: Option<Arc<Tls>>,
    /// Where traces go.
    pub(crate) traces: Traces,
    /// What was counted.
    pub(crate) metrics: Arc<Metrics>,
    /// Pictures of atomic numbers that were asked for lately.
    pub(crate) atomic_numbers: Arc<AtomicNumbers>,
    /// Places to draw pictures in.
    pub(crate) drawing: Arc<Semaphore>,
    /// Tells that items of an exercise are to be made.
    pub(crate) exercises: Arc<Notify>,
    /// The limits that hold.
    pub(crate) settings: Arc<ServiceSettings>,
}

impl App {
    /// Opens the data folder, takes up what the last run left, and puts the parts together. The worker begins once it
    /// is given a screener.
    ///
    /// # Errors
    /// When the data folder cannot be used; says what to do.
    pub(crate) async fn open(
        settings: ServiceSettings,
        folder: &Path,
        lineup: Lineup,
        metrics: Metrics,
    ) -> Result<Self> {
        let tls = settings.tls.as_ref().map(tls::read).transpose()?.map(|identity| Arc::new(Tls::new(identity)));
        let traces = settings.otlp_endpoint.as_deref().map(Traces::to).transpose()?.unwrap_or_default();
        let oidc = settings.oidc.clone().map(Oidc::new).transpose()?.map(Arc::new);
        let lineup = Arc::new(lineup);
        let store = Arc::new(Store::open(folder).await?);
        store.check_anchor().await?;
        tokio::spawn(keep_anchor(Arc::clone(&store)));
        let auth = Arc::new(Auth::new(settings.auth, Arc::clone(&store)));
        let gate = Gate::new(settings.gate);
        let queue: Arc<dyn WorkQueue> = Arc::new(DatabaseQueue::new(Arc::clone(&store), LEASE));
        let lanes = Arc::new(Lanes::new(Arc::clone(&store), Arc::clone(&lineup), traces.clone()));
        sweep::recover(&store, &lanes, &gate).await?;
        tokio::spawn(sweep::sweep_orphans(Arc::clone(&store)));
        tokio::spawn(sweep::keep_sweeping(Arc::clone(&store)));
        let intake = Intake::new(
            Arc::clone(&gate),
            Arc::clone(&store),
            Arc::clone(&queue),
            Arc::clone(&lanes),
            settings.worker.deadline,
            traces.clone(),
        );
        tokio::spawn(review::keep_reviews(Arc::clone(&store), settings.review.clone(), Arc::clone(&lanes)));
        let hooks = Hooks::start(settings.webhooks.clone(), Arc::clone(&store), gate.stopping()).await?;
        tokio::spawn(records::keep_drawing(Arc::clone(&store), settings.quality.clone(), settings.review.clone()));
        tokio::spawn(retention::keep_sweeping(Arc::clone(&store), settings.retention));
        let exercises = Arc::new(Notify::new());
        tokio::spawn(training::keep_making(Arc::clone(&store), Arc::clone(&exercises), gate.stopping()));
        let (shadow, compared) = Shadow::new();
        let worker = Arc::new(Worker::new(
            Arc::clone(&gate),
            Arc::clone(&store),
            Arc::clone(&queue),
            lanes,
            Arc::clone(&lineup),
            Arc::clone(&shadow),
            traces.clone(),
        ));
        tokio::spawn(compared.run(Arc::clone(&store), Arc::clone(&worker)));
        let drawing = Arc::new(Semaphore::new(settings.worker.loops));
        tokio::spawn(projection::keep_projecting(
            Arc::clone(&store),
            Arc::clone(&lineup),
            Arc::clone(&drawing),
            settings.projection.clone(),
            settings.review.clone(),
            gate.stopping(),
        ));
        Ok(Self {
            auth,
            oidc,
            gate,
            intake: Arc::new(intake),
            queue,
            worker,
            store,
            lineup,
            shadow,
            hooks: Arc::new(hooks),
            tls,
            traces,
            metrics: Arc::new(metrics),
            atomic_numbers: Arc::default(),
            drawing,
            exercises,
            settings: Arc::new(settings),
        })
    }
}
