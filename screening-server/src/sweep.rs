//! Puts right what a crash, a kill or a lost message left behind: at the start, and now and then.

use std::{sync::Arc, time::Duration};

use tokio::time::Instant;
use uuid::Uuid;

use crate::{
    clock, fail_safe,
    intake::Gate,
    lane::Lanes,
    store::{Store, StoreError},
};

/// How often scans that are in no queue are looked for.
const EVERY: Duration = Duration::from_secs(60);

/// What was found at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Recovered {
    /// Scans that a worker had when the service ended; they are handed out again.
    pub(crate) claimed: u64,
    /// Scans without an answer that were in no queue.
    pub(crate) forgotten: u64,
    /// Scans whose line still waits for its answer.
    pub(crate) waiting: usize,
    /// Scans whose deadline passed while nobody could answer: UNKNOWN.
    pub(crate) missed: usize,
}

/// Takes up what the last run of the service left, before anything is claimed, and says what it was.
///
/// # Errors
/// [`StoreError`]
pub(crate) async fn recover(store: &Store, lanes: &Arc<Lanes>, gate: &Arc<Gate>) -> Result<Recovered, StoreError> {
    let claimed = store.release_all().await?;
    let forgotten = store.enqueue_forgotten().await?;
    let mut recovered = Recovered { claimed, forgotten, ..Recovered::default() };
    let now = clock::now();
    for (id, deadline, lane) in store.undecided().await? {
        let left = Duration::try_from(deadline.duration_since(now)).unwrap_or_default();
        if left.is_zero() {
            let report = fail_safe::unknown(&lanes.policy(lane.as_deref()), fail_safe::too_late_after_restart());
            store.give_up(id, &report).await?;
            recovered.missed += 1;
        } else {
            await_again(lanes, gate, id, lane.as_deref(), left);
            recovered.waiting += 1;
        }
    }
    let Recovered { claimed, forgotten, waiting, missed } = recovered;
    tracing::info!(claimed, forgotten, waiting, missed, "recovered what the last run left");
    Ok(recovered)
}

fn await_again(lanes: &Arc<Lanes>, gate: &Arc<Gate>, id: Uuid, lane: Option<&str>, left: Duration) {
    lanes.expect(id, lane, Some(gate.readmit()));
    lanes.guard(id, Instant::now() + left, left);
}

/// Deletes files of pictures that no scan names: a kill left them, before their scans were acknowledged.
pub(crate) async fn sweep_orphans(store: Arc<Store>) {
    let begun = Instant::now();
    match store.delete_orphans().await {
        Ok(pictures) => {
            let took_ms = begun.elapsed().as_millis() as u64;
            tracing::info!(pictures, took_ms, "deleted pictures that no scan names");
        }
        Err(error) => tracing::error!(%error, "pictures that no scan names could not be looked for"),
    }
}

/// Submits scans again, now and then, that have no answer and are in no queue.
pub(crate) async fn keep_sweeping(store: Arc<Store>) {
    let mut tick = tokio::time::interval(EVERY);
    // The first tick comes at once, and the start has swept already.
    tick.tick().await;
    loop {
        tick.tick().await;
        match store.enqueue_forgotten().await {
            Ok(0) => {}
            Ok(scans) => tracing::warn!(scans, "scans were in no queue; they were submitted again"),
            Err(error) => tracing::error!(%error, "the sweep could not look for forgotten scans"),
        }
    }
}
