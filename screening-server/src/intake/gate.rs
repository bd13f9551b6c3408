//! Whether a scan may come in: the service is ready, does not stop, and has room.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

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

/// Bounds of what is held at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GateSettings {
    /// Scans without an answer, those being received included.
    pub(crate) slots: usize,
    /// Scans being received: their pictures are in memory.
    pub(crate) receiving: usize,
    /// Scans screened at a time; how fast slots become free depends on it.
    pub(crate) loops: usize,
}

/// The door that every intake goes through.
#[derive(Debug)]
pub(crate) struct Gate {
    settings: GateSettings,
    ready: AtomicBool,
    stopping: watch::Sender<bool>,
    held: watch::Sender<usize>,
    receiving: Arc<Semaphore>,
    /// Milliseconds that a screening takes, smoothed.
    typical_ms: AtomicU64,
}

/// A scan's place among those without an answer.
#[derive(Debug)]
pub(crate) struct Slot {
    gate: Arc<Gate>,
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.gate.held.send_modify(|held| *held = held.saturating_sub(1));
    }
}

/// The right to receive a scan.
#[derive(Debug)]
pub(crate) struct Permit {
    pub(super) slot: Slot,
    pub(super) _receiving: OwnedSemaphorePermit,
}

impl Gate {
    /// A door that is still shut: see [`Self::open`].
    pub(crate) fn new(settings: GateSettings) -> Arc<Self> {
        Arc::new(Self {
            settings,
            ready: AtomicBool::new(false),
            stopping: watch::Sender::new(false),
            held: watch::Sender::new(0),
            receiving: Arc::new(Semaphore::new(settings.receiving)),
            typical_ms: AtomicU64::new(500),
        })
    }

    /// The engine is warm.
    pub(crate) fn open(&self) {
        self.ready.store(true, Ordering::Release);
    }

    /// The service ends: nothing more comes in.
    pub(crate) fn shut(&self) {
        self.stopping.send_replace(true);
    }

    /// Whether the service ends, as it changes.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// Whether scans may come in at all.
    ///
    /// # Errors
    /// [`Refusal`], but not for being full.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        if *self.stopping.borrow() {
            return Err(Refusal::Stopping);
        }
        if self.ready.load(Ordering::Acquire) { Ok(()) } else { Err(Refusal::Starting) }
    }

    /// Takes a place for a scan that is about to be received.
    ///
    /// # Errors
    /// [`Refusal`]
    pub(super) fn enter(self: &Arc<Self>) -> Result<Permit, Refusal> {
        self.check()?;
        let full = || Refusal::Full(self.wait_for_slot());
        let receiving = Arc::clone(&self.receiving).try_acquire_owned().map_err(|_| full())?;
        let taken = self.held.send_if_modified(|held| {
            let free = *held < self.settings.slots;
            *held += usize::from(free);
            free
        });
        if !taken {
            return Err(full());
        }
        Ok(Permit { slot: Slot { gate: Arc::clone(self) }, _receiving: receiving })
    }

    /// As [`Self::enter`], but waits for room; for scans of the service's own and those that cannot be sent again.
    ///
    /// # Errors
    /// [`Refusal`], but not for being full.
    pub(super) async fn enter_in_turn(self: &Arc<Self>) -> Result<Permit, Refusal> {
        let mut held = self.held.subscribe();
        let mut stopping = self.stopping.subscribe();
        loop {
            match self.enter() {
                Err(Refusal::Full(_)) => {}
                settled => return settled,
            }
            tokio::select! {
                _ = held.changed() => {}
                _ = stopping.wait_for(|stopping| *stopping) => return Err(Refusal::Stopping),
                // The other bound tells nobody when it gives way.
                () = tokio::time::sleep(Duration::from_millis(50)) => {}
            }
        }
    }

    /// A place for a scan that is in the store already, whether or not there is room.
    pub(crate) fn readmit(self: &Arc<Self>) -> Slot {
        self.held.send_modify(|held| *held += 1);
        Slot { gate: Arc::clone(self) }
    }

    /// Scans without an answer, those being received included.
    pub(crate) fn held(&self) -> usize {
        *self.held.borrow()
    }

    /// Waits until no scan is without an answer.
    pub(crate) async fn drained(&self) {
        let _ = self.held.subscribe().wait_for(|held| *held == 0).await;
    }

    /// Notes how long a screening took.
    pub(crate) fn note_duration(&self, took: Duration) {
        let took = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).min(600_000);
        let smoothed = |old| Some((old * 7 + took) / 8);
        let _ = self.typical_ms.fetch_update(Ordering::Relaxed, Ordering::Relaxed, smoothed);
    }

    /// When a slot may be free: the time for the scans that wait now, 1 to 30 seconds.
    fn wait_for_slot(&self) -> Duration {
        let rounds = (self.held() / self.settings.loops.max(1)).max(1) as u64;
        let seconds = rounds.saturating_mul(self.typical_ms.load(Ordering::Relaxed)).div_ceil(1000);
        Duration::from_secs(seconds.clamp(1, 30))
    }
}
