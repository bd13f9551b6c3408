//! The queue in the store's own database: for one machine.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio::sync::Notify;

use super::{Claim, Depth, Work, WorkQueue};
use crate::{
    clock,
    store::{QueueEntry, Store, StoreError},
};

/// How long a wait lasts when nothing happens: leases end without telling anybody.
const POLL: Duration = Duration::from_secs(1);

/// A queue with leases and delivery counts in a table.
#[derive(Debug)]
pub(crate) struct DatabaseQueue {
    store: Arc<Store>,
    lease: Duration,
    more: Notify,
}

impl DatabaseQueue {
    /// A queue whose claims come back after `lease`.
    pub(crate) fn new(store: Arc<Store>, lease: Duration) -> Self {
        Self { store, lease, more: Notify::new() }
    }
}

#[async_trait]
impl WorkQueue for DatabaseQueue {
    async fn submit(&self, work: Work) -> Result<(), StoreError> {
        // Where the store entered the scan, it put it here in the same transaction, and this writes nothing.
        self.store.enqueue(work.scan, work.deadline).await?;
        self.more.notify_one();
        Ok(())
    }

    async fn claim(&self, takes: Duration) -> Result<Option<Claim>, StoreError> {
        let now = clock::now();
        let [soonest, until] = [takes, self.lease].map(|later| now.checked_add(later).unwrap_or(now));
        let claimed = self.store.lease(now, soonest, until).await?.map(|entry| Claim {
            work: Work { scan: entry.scan, deadline: entry.deadline },
            delivery: entry.deliveries,
        });
        if claimed.is_some() {
            // One notification wakes one worker; where there is more, it wakes the next.
            self.more.notify_one();
        }
        Ok(claimed)
    }

    async fn wait(&self) {
        let _ = tokio::time::timeout(POLL, self.more.notified()).await;
    }

    async fn complete(&self, claim: &Claim) -> Result<(), StoreError> {
        // A decided scan has left the table with its decision, and this writes nothing.
        self.store.dequeue(claim.work.scan).await
    }

    async fn abandon(&self, claim: &Claim) -> Result<(), StoreError> {
        let Work { scan, deadline } = claim.work;
        self.store.release(&QueueEntry { scan, deadline, deliveries: claim.delivery }).await?;
        self.more.notify_one();
        Ok(())
    }

    async fn depth(&self) -> Result<Depth, StoreError> {
        let (waiting, claimed) = self.store.queue_depth(clock::now()).await?;
        Ok(Depth { waiting, claimed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queue::conformance::{self, Bench};

    #[tokio::test]
    async fn the_database_is_a_queue() {
        conformance::run(async |lease| {
            let folder = tempfile::tempdir().unwrap();
            let store = Arc::new(Store::open(folder.path()).await.unwrap());
            let queue = DatabaseQueue::new(Arc::clone(&store), lease);
            Bench { queue: Box::new(queue), store, folder }
        })
        .await;
    }
}
