//! The work that waits between intake and worker.
//!
//! A queue carries claim checks (a scan's id), never pixels. The store is the record of truth: a scan that a queue
//! loses is submitted again by the sweep, and one that is handed out twice is decided once.

#[cfg(test)]
mod conformance;
mod database;

use std::{fmt::Debug, time::Duration};

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

pub(crate) use self::database::DatabaseQueue;
use crate::store::StoreError;

/// Deliveries after which a scan is given up: what did not come back so often takes the worker down with it.
pub(crate) const MAX_DELIVERIES: u32 = 5;

/// A scan to be screened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Work {
    /// The scan.
    pub(crate) scan: Uuid,
    /// When its line must be answered.
    pub(crate) deadline: Timestamp,
}

/// Work that was handed out. It comes back by itself when it is neither completed nor abandoned within its lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// What to do.
    pub(crate) work: Work,
    /// How often it was handed out, this time included.
    pub(crate) delivery: u32,
}

/// How long a queue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Depth {
    /// Scans that nobody has claimed.
    pub(crate) waiting: u64,
    /// Scans that are claimed.
    pub(crate) claimed: u64,
}

/// Hands each scan to one worker at a time until it is done. `conformance` says what every engine must do.
#[async_trait]
pub(crate) trait WorkQueue: Debug + Send + Sync {
    /// Puts work in; it survives a crash when this returns. Work that is in the queue already stays as it is.
    ///
    /// # Errors
    /// [`StoreError`]: the work may be in or not.
    async fn submit(&self, work: Work) -> Result<(), StoreError>;

    /// Hands out the work whose deadline is next, among that which can be done in time when it takes so long. Other work
    /// comes after it, and that whose deadline has passed last: under too much load it would cost others their deadline
    /// and miss its own. None when nothing is free.
    ///
    /// # Errors
    /// [`StoreError`]: nothing was handed out, or it comes back after its lease.
    async fn claim(&self, takes: Duration) -> Result<Option<Claim>, StoreError>;

    /// Waits until a claim may succeed that did not before, but not much longer than a second.
    async fn wait(&self);

    /// The work is done, and its result is on disk.
    ///
    /// # Errors
    /// [`StoreError`]: it will be handed out again.
    async fn complete(&self, claim: &Claim) -> Result<(), StoreError>;

    /// The work is not done and may be handed out at once. Does nothing where it was handed out again since.
    ///
    /// # Errors
    /// [`StoreError`]: it comes back after its lease.
    async fn abandon(&self, claim: &Claim) -> Result<(), StoreError>;

    /// How long the queue is.
    ///
    /// # Errors
    /// [`StoreError`]
    async fn depth(&self) -> Result<Depth, StoreError>;
}
