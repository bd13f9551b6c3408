//! What time and new answers bring about: parcels come to people, leases run out, time limits end, decisions become
//! final.
//!
//! Parcels are taken from the events by a cursor, as deliveries to webhooks are, so that none is forgotten whenever the
//! service ends; all other times are on disk.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

use super::{FIRST_LEVEL, Rules, risk};
use crate::{
    clock,
    lane::Lanes,
    metrics,
    store::{Event, EventKind, NewReview, Settled, Store, StoreError},
};

/// How often it is looked for what time has brought about.
const POLL: Duration = Duration::from_millis(500);

/// How long to wait after the store failed.
const STORE_FAILED: Duration = Duration::from_secs(2);

/// Events read at a time.
const PAGE: usize = 100;

/// Events without a parcel for people after which the cursor is written down all the same.
const UNWRITTEN: i64 = 1000;

/// Keeps reviews until the service ends.
pub(crate) async fn keep_reviews(store: Arc<Store>, rules: Rules, lanes: Arc<Lanes>) {
    let mut newest = store.newest_event();
    let mut keeper = Keeper { store, rules, lanes, read: None };
    loop {
        if let Err(error) = keeper.work(&mut newest).await {
            tracing::error!(%error, "reviews cannot be kept; trying again");
            tokio::time::sleep(STORE_FAILED).await;
        }
        tokio::select! {
            changed = newest.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

struct Keeper {
    store: Arc<Store>,
    rules: Rules,
    lanes: Arc<Lanes>,
    /// The cursor as it is written down, and how far events were read.
    read: Option<(i64, i64)>,
}

impl Keeper {
    async fn work(&mut self, newest: &mut watch::Receiver<i64>) -> Result<(), StoreError> {
        let newest = *newest.borrow_and_update();
        self.take_in(newest).await?;
        let now = clock::now();
        if !self.store.has_review_work(now).await? {
            return Ok(());
        }
        // Before leases: who holds a parcel when its time ends is in its record.
        for settled in self.store.end_overdue(now).await? {
            tracing::warn!(scan = %settled.scan, "nobody decided in time: the parcel goes on as NOT_REVIEWED");
            self.count(&settled);
        }
        let ended = self.store.end_leases(now).await?;
        if ended > 0 {
            tracing::warn!(parcels = ended, "consoles gave no sign of life: their parcels wait again");
        }
        for settled in self.store.settle_decisions(now).await? {
            self.count(&settled);
        }
        Ok(())
    }

    /// Puts parcels before people that were answered since.
    async fn take_in(&mut self, newest: i64) -> Result<(), StoreError> {
        let (mut written, mut read) = match self.read {
            Some(read) => read,
            None => {
                let cursor = self.store.review_cursor().await?;
                (cursor, cursor)
            }
        };
        while read < newest {
            let events = self.store.events(read, PAGE).await?;
            let Some(last) = events.last().map(|event| event.number) else { break };
            let reviews: Vec<NewReview> = events.iter().filter_map(|event| self.review(event)).collect();
            if !reviews.is_empty() || last - written > UNWRITTEN {
                self.store.enter_reviews(written, last, &reviews).await?;
                written = last;
            }
            read = last;
            self.read = Some((written, read));
        }
        self.read = Some((written, read));
        Ok(())
    }

    /// The review of a parcel that has its answer, where a person is to look.
    fn review(&self, event: &Event) -> Option<NewReview> {
        let scan = &event.scan;
        if event.kind != EventKind::Screened || !self.rules.enters(scan.decision.as_deref()) {
            return None;
        }
        Some(NewReview {
            scan: scan.id,
            risk: risk(scan.decision.as_deref(), scan.top_score),
            queued: event.at,
            due: self.rules.due(scan.lane.as_deref(), FIRST_LEVEL, event.at),
            lane: scan.lane.clone(),
            parcel: scan.parcel.clone(),
        })
    }

    fn count(&self, settled: &Settled) {
        metrics::reviewed(settled, &self.lanes.label(settled.lane.as_deref()));
    }
}
