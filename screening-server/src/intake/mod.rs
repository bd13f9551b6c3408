//! How scans arrive. Every intake, whatever it speaks, ends in [`Intake::admit`]: one path that makes a scan durable and
//! sees to its answer.
//!
//! An intake takes a [`Place`] before it reads a scan's bytes, fills an [`ArrivedScan`], and admits it. What never
//! arrives as a whole is told with [`Intake::lost`], so that its parcel is UNKNOWN and not forgotten.

mod fingerprint;
pub(crate) mod folder;
mod gate;
pub(crate) mod telegram;

use std::{fmt, sync::Arc, time::Duration};

use jiff::Timestamp;
use screening_core::{report::Report, verdict::Failure};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::time::Instant;
use tracing::Instrument as _;
use uuid::Uuid;

pub(crate) use self::gate::{Gate, GateSettings, Refusal, Slot};
use crate::{
    clock,
    codes::ParcelCode,
    fail_safe,
    lane::Lanes,
    metrics,
    queue::{Work, WorkQueue},
    store::{Entered, NewScan, Store, StoreError, StoredView},
    traces::Traces,
    views::{ArrivedView, ViewFiles},
};

/// Which intake a scan came by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// `POST /v1/scans`.
    Http,
    /// A watched folder.
    Folder,
    /// A sorter, which asked for a parcel without a scan.
    Telegram,
    /// The samples of `screening demo`.
    Demo,
}

impl Source {
    /// As it stands in the store.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Folder => "folder",
            Self::Telegram => "telegram",
            Self::Demo => "demo",
        }
    }
}

/// What the sender declared about a parcel. Kept as it came: nothing is decided by it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Declared {
    /// The contents in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) contents: Option<String>,
    /// The heading or subheading of the Harmonized System: 4 to 10 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hs: Option<String>,
    /// Kilograms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) weight_kg: Option<f64>,
    /// The country it comes from, ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) origin: Option<String>,
    /// The country it goes to, ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) destination: Option<String>,
}

/// Everything a scan brings, whatever it came by.
#[derive(Clone, Debug)]
pub(crate) struct ArrivedScan {
    /// Which intake it came by.
    pub(crate) source: Source,
    /// The parcel's code, as its barcode has it.
    pub(crate) parcel: Option<String>,
    /// The lane it lies on.
    pub(crate) lane: Option<String>,
    /// When the scanner took it, where the line says so. With `parcel` it is the scan's key: the same key is screened
    /// once.
    pub(crate) scanned: Option<Timestamp>,
    /// What the sender declared.
    pub(crate) declared: Declared,
    /// The sender's own key: the same key is screened once.
    pub(crate) idempotency_key: Option<String>,
    /// How long after its first byte the line must be answered; without it, or beyond it, the service's own limit holds.
    pub(crate) deadline: Option<Duration>,
    /// Its views with their bytes.
    pub(crate) views: Vec<ArrivedView>,
}

impl ArrivedScan {
    /// A scan that brings nothing yet.
    pub(crate) fn from(source: Source) -> Self {
        Self {
            source,
            parcel: None,
            lane: None,
            scanned: None,
            declared: Declared::default(),
            idempotency_key: None,
            deadline: None,
            views: Vec::new(),
        }
    }
}

/// The right to receive one scan, taken before its bytes are read: so what is in memory is bounded.
#[derive(Debug)]
pub(crate) struct Place {
    /// The id that the scan will have, unless it was sent before.
    pub(crate) id: Uuid,
    /// When its first byte arrived.
    pub(crate) received: Timestamp,
    begun: Instant,
    permit: gate::Permit,
}

/// A scan that is on disk, with its pictures and its place in the queue: it may be acknowledged.
#[derive(Clone, Debug)]
pub(crate) struct Admission {
    /// The scan; an earlier one's where it was sent before.
    pub(crate) id: Uuid,
    /// The scan as it was entered; none where it was sent before. It is screened once, and has one answer.
    pub(crate) entered: Option<NewScan>,
}

/// Why a scan was not admitted. Nothing of it is acknowledged.
#[derive(Debug, Error)]
pub(crate) enum NotAdmitted {
    /// It cannot be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its key was used for another scan.
    #[error("another scan came with the same {key} before")]
    Conflict {
        /// The earlier scan.
        id: Uuid,
        /// Which key.
        key: KeyKind,
    },
    /// The task that kept it ended early.
    #[error("the scan was lost while it was stored")]
    Crashed,
}

/// What tells that two scans are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    /// The sender's own key.
    Idempotency,
    /// The parcel's code and the time of the scan.
    CodeAndTime,
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Idempotency => "idempotency key",
            Self::CodeAndTime => "parcel code and time of scan",
        })
    }
}

/// The one path that scans come in by.
#[derive(Debug)]
pub(crate) struct Intake {
    gate: Arc<Gate>,
    store: Arc<Store>,
    queue: Arc<dyn WorkQueue>,
    lanes: Arc<Lanes>,
    /// The longest time that a line may wait.
    longest: Duration,
    traces: Traces,
}

impl Intake {
    /// Scans go through `gate` into `store` and `queue`; their lines wait in `lanes`, none longer than `longest`.
    pub(crate) fn new(
        gate: Arc<Gate>,
        store: Arc<Store>,
        queue: Arc<dyn WorkQueue>,
        lanes: Arc<Lanes>,
        longest: Duration,
        traces: Traces,
    ) -> Self {
        Self { gate, store, queue, lanes, longest, traces }
    }

    /// Takes a place for a scan that is about to be received.
    ///
    /// # Errors
    /// [`Refusal`] when there is none.
    pub(crate) fn enter(&self) -> Result<Place, Refusal> {
        self.gate.enter().map(Place::new)
    }

    /// As [`Self::enter`], but waits for room.
    ///
    /// # Errors
    /// [`Refusal`], but not for being full.
    pub(crate) async fn enter_in_turn(&self) -> Result<Place, Refusal> {
        self.gate.enter_in_turn().await.map(Place::new)
    }

    /// When the line of a scan must be answered that asks for this deadline.
    pub(crate) fn deadline(&self, place: &Place, asked: Option<Duration>) -> Instant {
        place.begun + self.allowed(asked)
    }

    /// Makes a scan durable, submits it, and sees to its answer. When this returns, the scan may be acknowledged.
    ///
    /// Runs to its end whether or not anyone waits for it.
    ///
    /// # Errors
    /// [`NotAdmitted`]; the parcel is UNKNOWN.
    pub(crate) async fn admit(self: &Arc<Self>, place: Place, scan: ArrivedScan) -> Result<Admission, NotAdmitted> {
        let intake = Arc::clone(self);
        let span = tracing::info_span!("scan", scan = %place.id);
        tokio::spawn(async move { intake.keep(place, scan).await }.instrument(span))
            .await
            .map_err(|_| NotAdmitted::Crashed)?
    }

    /// Waits for the answer of an admitted scan, which comes by its deadline; an intake that has less time stops waiting.
    /// None when there is no such scan.
    ///
    /// # Errors
    /// [`StoreError`] when the scan was decided before, and the answer cannot be read.
    pub(crate) async fn answer(&self, id: Uuid) -> Result<Option<Arc<Report>>, StoreError> {
        if let Some(report) = self.lanes.answered(id).await {
            return Ok(Some(report));
        }
        Ok(self.store.scan(id).await?.and_then(|scan| scan.given().cloned()).map(Arc::new))
    }

    /// The line takes a scan back: it is UNKNOWN unless it has an answer, and is not screened any more where that has
    /// not begun.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn cancel(&self, id: Uuid) -> Result<(), StoreError> {
        self.lanes.answer_for(id, fail_safe::cancelled()).await;
        self.store.dequeue(id).await
    }

    /// A sorter had `allowed` to wait for a scan, which is over: the scan is UNKNOWN, unless it has an answer.
    pub(crate) async fn divert(&self, id: Uuid, allowed: Duration) {
        self.lanes.answer_for(id, fail_safe::too_late(allowed)).await;
    }

    /// Keeps a scan that never arrived as a whole: its parcel is UNKNOWN. Gives its report.
    pub(crate) async fn lost(&self, place: Place, scan: &ArrivedScan, failure: Failure) -> Report {
        let span = tracing::info_span!("scan", scan = %place.id);
        self.keep_lost(place, scan, failure).instrument(span).await
    }

    async fn keep_lost(&self, place: Place, scan: &ArrivedScan, failure: Failure) -> Report {
        let lane = scan.lane.as_deref();
        let report = fail_safe::unknown(&self.lanes.policy(lane), failure);
        metrics::answered(&report, &self.lanes.label(lane), None);
        let deadline = place.received;
        // Its keys are left free: sent again as a whole, it is another scan.
        let kept = NewScan { parcel_key: None, idempotency_key: None, ..new_scan(&place, scan, Vec::new(), deadline) };
        tracing::warn!(
            id = %place.id,
            parcel = scan.parcel,
            reason = report.reasons.first().map(|reason| reason.code.as_str()),
            "a scan did not arrive as a whole"
        );
        if let Err(error) = self.store.enter_answered(&kept, &report).await {
            tracing::error!(id = %place.id, %error, "a scan that was lost could not be recorded");
        }
        report
    }

    async fn keep(&self, place: Place, scan: ArrivedScan) -> Result<Admission, NotAdmitted> {
        let _keeping = self.store.pictures().keeping().await;
        let views = self.keep_pictures(&scan.views).await?;
        let allowed = self.allowed(scan.deadline);
        let deadline = place.received.checked_add(allowed).unwrap_or(place.received);
        let scan = ArrivedScan { views: Vec::new(), ..scan };
        let kept = new_scan(&place, &scan, views, clock::from_milliseconds(deadline.as_millisecond()));
        let Place { id, received: _, begun, permit } = place;

        // Before the scan is in the store: a worker may be done with it before this task goes on.
        self.lanes.expect(id, kept.lane.as_deref(), Some(permit.slot));
        let entered = self.store.enter(&kept).await;
        match entered {
            Ok(Entered::New) => {}
            Ok(Entered::Known { id: earlier, same, by_idempotency_key }) => {
                self.lanes.forget(id);
                tracing::info!(id = %earlier, parcel = kept.parcel, same, "a scan was sent again");
                if !same {
                    let key = if by_idempotency_key { KeyKind::Idempotency } else { KeyKind::CodeAndTime };
                    return Err(NotAdmitted::Conflict { id: earlier, key });
                }
                return Ok(Admission { id: earlier, entered: None });
            }
            Err(error) => {
                self.lanes.forget(id);
                return Err(error.into());
            }
        }
        self.traces.taken_in(id, kept.source.name());
        tracing::info!(%id, parcel = kept.parcel, lane = kept.lane, source = kept.source.name(), "scan taken in");
        if let Err(error) = self.queue.submit(Work { scan: id, deadline: kept.deadline }).await {
            // The scan is durable, and the sweep submits what is in no queue.
            tracing::error!(%id, %error, "a scan could not be submitted; the sweep will do it");
        }
        self.lanes.guard(id, begun + allowed, allowed);
        Ok(Admission { id, entered: Some(kept) })
    }

    async fn keep_pictures(&self, views: &[ArrivedView]) -> Result<Vec<StoredView>, StoreError> {
        let pictures = self.store.pictures();
        let mut kept = Vec::with_capacity(views.len());
        for view in views {
            let (picture, high) = match &view.files {
                ViewFiles::One(bytes) => (pictures.put(bytes.clone()).await?, None),
                ViewFiles::Pair { low, high } => {
                    (pictures.put(low.clone()).await?, Some(pictures.put(high.clone()).await?))
                }
            };
            let (name, mm_per_pixel) = (view.name.clone(), view.mm_per_pixel);
            kept.push(StoredView { name, mm_per_pixel, picture, high, drawn: None });
        }
        Ok(kept)
    }

    fn allowed(&self, asked: Option<Duration>) -> Duration {
        asked.unwrap_or(self.longest).min(self.longest)
    }
}

impl Place {
    fn new(permit: gate::Permit) -> Self {
        Self { id: Uuid::now_v7(), received: clock::now(), begun: Instant::now(), permit }
    }
}

fn new_scan(place: &Place, scan: &ArrivedScan, views: Vec<StoredView>, deadline: Timestamp) -> NewScan {
    let parcel_key = match (&scan.parcel, scan.scanned) {
        (Some(parcel), Some(_)) => Some(ParcelCode::read(parcel).key),
        _ => None,
    };
    NewScan {
        id: place.id,
        source: scan.source,
        received: place.received,
        scanned: scan.scanned.unwrap_or(place.received),
        parcel: scan.parcel.clone(),
        parcel_key,
        lane: scan.lane.clone(),
        declared: scan.declared.clone(),
        idempotency_key: scan.idempotency_key.clone(),
        fingerprint: Some(fingerprint::of(scan, &views)),
        deadline,
        views,
    }
}
