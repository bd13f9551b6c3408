//! What every engine of a [`WorkQueue`] must do. An engine's tests run all of it.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use uuid::Uuid;

use super::{Claim, Depth, Work, WorkQueue};
use crate::{
    clock,
    intake::{Declared, Source},
    store::{NewScan, Store},
};

/// A queue with the store that its scans are in.
pub(super) struct Bench {
    pub(super) queue: Box<dyn WorkQueue>,
    pub(super) store: Arc<Store>,
    /// Goes when the bench goes.
    #[allow(dead_code, reason = "held for its end")]
    pub(super) folder: TempDir,
}

const LONG: Duration = Duration::from_secs(600);
const SHORT: Duration = Duration::from_millis(50);

impl Bench {
    /// A scan in the store and in the queue, whose deadline is so many seconds from now.
    async fn work(&self, seconds: i64) -> Work {
        let work = self.stored(clock::now() + SignedDuration::from_secs(seconds)).await;
        self.queue.submit(work).await.unwrap();
        work
    }

    async fn stored(&self, deadline: Timestamp) -> Work {
        let scan = NewScan {
            id: Uuid::now_v7(),
            source: Source::Http,
            received: clock::now(),
            scanned: clock::now(),
            parcel: None,
            parcel_key: None,
            lane: None,
            declared: Declared::default(),
            idempotency_key: None,
            fingerprint: None,
            deadline,
            views: Vec::new(),
        };
        self.store.enter(&scan).await.unwrap();
        Work { scan: scan.id, deadline: clock::from_milliseconds(deadline.as_millisecond()) }
    }

    async fn claim(&self) -> Option<Claim> {
        self.queue.claim(Duration::ZERO).await.unwrap()
    }

    async fn depth(&self) -> (u64, u64) {
        let Depth { waiting, claimed } = self.queue.depth().await.unwrap();
        (waiting, claimed)
    }
}

/// Runs the whole suite, each part on an empty queue of its own whose claims last as long as asked.
pub(super) async fn run(make: impl AsyncFn(Duration) -> Bench) {
    work_is_handed_out_once_and_leaves_when_it_is_complete(&make(LONG).await).await;
    the_next_deadline_comes_first_and_missed_ones_last(&make(LONG).await).await;
    what_cannot_be_done_in_time_gives_way(&make(LONG).await).await;
    submitting_again_changes_nothing(&make(LONG).await).await;
    abandoned_work_is_handed_out_again_and_counted(&make(LONG).await).await;
    a_claim_comes_back_after_its_lease(&make(SHORT).await).await;
    a_late_abandon_does_not_take_the_next_claim_away(&make(SHORT).await).await;
    many_workers_never_get_the_same_work(&make(LONG).await).await;
    a_wait_ends_when_work_comes(&make(LONG).await).await;
}

async fn work_is_handed_out_once_and_leaves_when_it_is_complete(bench: &Bench) {
    assert_eq!(bench.claim().await, None);
    let work = bench.work(60).await;
    assert_eq!(bench.depth().await, (1, 0));
    let claim = bench.claim().await.unwrap();
    assert_eq!(claim, Claim { work, delivery: 1 });
    assert_eq!((bench.claim().await, bench.depth().await), (None, (0, 1)));
    bench.queue.complete(&claim).await.unwrap();
    assert_eq!((bench.claim().await, bench.depth().await), (None, (0, 0)));
    bench.queue.complete(&claim).await.unwrap();
}

async fn the_next_deadline_comes_first_and_missed_ones_last(bench: &Bench) {
    let late = bench.work(-1).await;
    let later = bench.work(60).await;
    let soon = bench.work(30).await;
    for expected in [soon, later, late] {
        assert_eq!(bench.claim().await.unwrap().work, expected);
    }
}

async fn what_cannot_be_done_in_time_gives_way(bench: &Bench) {
    let late = bench.work(-1).await;
    let lost = bench.work(5).await;
    let later = bench.work(60).await;
    let soon = bench.work(30).await;
    for expected in [soon, later, lost, late] {
        let claim = bench.queue.claim(Duration::from_secs(10)).await.unwrap().unwrap();
        assert_eq!(claim.work, expected);
    }
}

async fn submitting_again_changes_nothing(bench: &Bench) {
    let work = bench.work(60).await;
    let claim = bench.claim().await.unwrap();
    bench.queue.submit(work).await.unwrap();
    assert_eq!((bench.claim().await, bench.depth().await), (None, (0, 1)));
    bench.queue.complete(&claim).await.unwrap();
}

async fn abandoned_work_is_handed_out_again_and_counted(bench: &Bench) {
    bench.work(60).await;
    for delivery in 1..=3 {
        let claim = bench.claim().await.unwrap();
        assert_eq!(claim.delivery, delivery);
        bench.queue.abandon(&claim).await.unwrap();
    }
}

async fn a_claim_comes_back_after_its_lease(bench: &Bench) {
    let work = bench.work(60).await;
    bench.claim().await.unwrap();
    tokio::time::sleep(2 * SHORT).await;
    assert_eq!(bench.claim().await, Some(Claim { work, delivery: 2 }));
}

async fn a_late_abandon_does_not_take_the_next_claim_away(bench: &Bench) {
    bench.work(60).await;
    let first = bench.claim().await.unwrap();
    tokio::time::sleep(2 * SHORT).await;
    bench.claim().await.unwrap();
    bench.queue.abandon(&first).await.unwrap();
    assert_eq!(bench.depth().await, (0, 1));
}

async fn many_workers_never_get_the_same_work(bench: &Bench) {
    let mut submitted = Vec::new();
    for _ in 0..20 {
        submitted.push(bench.work(60).await.scan);
    }
    let worker = async || {
        let mut claimed = Vec::new();
        while let Some(claim) = bench.claim().await {
            claimed.push(claim.work.scan);
            tokio::task::yield_now().await;
        }
        claimed
    };
    let (one, two, three) = tokio::join!(worker(), worker(), worker());
    let mut claimed = [one, two, three].concat();
    claimed.sort();
    submitted.sort();
    assert_eq!(claimed, submitted);
}

async fn a_wait_ends_when_work_comes(bench: &Bench) {
    let begun = std::time::Instant::now();
    let submit = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        bench.work(60).await;
    };
    tokio::join!(bench.queue.wait(), submit);
    assert!(begun.elapsed() < Duration::from_millis(900), "{:?}", begun.elapsed());
    assert!(bench.claim().await.is_some());
}
