//! Every part of the service.

use std::sync::Arc;

use screening_core::verdict::Policy;
use tokio::sync::Semaphore;

use crate::{config::ServiceSettings, metrics::Metrics, records::Records, worker::Worker};

/// What a request can reach. Cheap to clone.
#[derive(Clone)]
pub(crate) struct App {
    /// Screens scans.
    pub(crate) worker: Arc<Worker>,
    /// Scans screened so far.
    pub(crate) records: Arc<Records>,
    /// What was counted.
    pub(crate) metrics: Arc<Metrics>,
    /// Places to draw annotated pictures in.
    pub(crate) drawing: Arc<Semaphore>,
    /// The limits that hold.
    pub(crate) settings: Arc<ServiceSettings>,
}

impl App {
    /// Puts the parts together; the worker takes scans in once it is given a screener.
    pub(crate) fn new(settings: ServiceSettings, policy: Policy, metrics: Metrics) -> Self {
        let records = Arc::new(Records::new(settings.records));
        let worker = Arc::new(Worker::new(settings.worker, policy, Arc::clone(&records)));
        let drawing = Arc::new(Semaphore::new(settings.worker.lanes));
        Self { worker, records, metrics: Arc::new(metrics), drawing, settings: Arc::new(settings) }
    }
}
