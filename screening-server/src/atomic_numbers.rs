//! Pictures of atomic numbers that were asked for lately. They are made from the pair that arrived, which takes a while,
//! and an operator who goes back and forth asks for them again.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use tokio::time::Instant;
use uuid::Uuid;

/// Bytes that may lie ready.
const MOST: usize = 64 << 20;
/// How long one lies ready: a picture is not to outlive the parcel's deletion for long, not even in memory.
const LIFE: Duration = Duration::from_secs(600);

/// Those that lie ready, oldest first.
#[derive(Debug, Default)]
pub(crate) struct AtomicNumbers(Mutex<VecDeque<Ready>>);

#[derive(Debug)]
struct Ready {
    scan: Uuid,
    view: usize,
    png: Bytes,
    made: Instant,
}

impl AtomicNumbers {
    /// The picture of a view, where it lies ready.
    pub(crate) fn get(&self, scan: Uuid, view: usize, now: Instant) -> Option<Bytes> {
        let mut ready = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ready.retain(|one| now.duration_since(one.made) < LIFE);
        ready.iter().find(|one| one.scan == scan && one.view == view).map(|one| one.png.clone())
    }

    /// Lays one ready; the oldest make room.
    pub(crate) fn keep(&self, scan: Uuid, view: usize, png: Bytes, now: Instant) {
        let mut ready = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ready.retain(|one| now.duration_since(one.made) < LIFE && (one.scan, one.view) != (scan, view));
        ready.push_back(Ready { scan, view, png, made: now });
        while ready.iter().map(|one| one.png.len()).sum::<usize>() > MOST {
            ready.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_lie_ready_and_no_more_than_fit() {
        let (ready, now) = (AtomicNumbers::default(), Instant::now());
        let scans: Vec<Uuid> = (0..4).map(|_| Uuid::now_v7()).collect();
        for scan in &scans {
            ready.keep(*scan, 0, Bytes::from(vec![0; MOST / 3]), now);
        }
        let kept: Vec<bool> = scans.iter().map(|scan| ready.get(*scan, 0, now).is_some()).collect();
        assert_eq!(kept, [false, true, true, true]);
        assert!(ready.get(scans[3], 1, now).is_none(), "another view");
        ready.keep(scans[0], 0, Bytes::from(vec![0; MOST + 1]), now);
        assert!(ready.get(scans[0], 0, now).is_none(), "what does not fit is not kept");
    }

    #[test]
    fn none_outlives_its_time() {
        let (ready, now, scan) = (AtomicNumbers::default(), Instant::now(), Uuid::now_v7());
        ready.keep(scan, 0, Bytes::from_static(b"a"), now);
        assert!(ready.get(scan, 0, now + LIFE / 2).is_some());
        assert!(ready.get(scan, 0, now + LIFE).is_none());
        assert!(ready.get(scan, 0, now).is_none(), "it is gone, not hidden");
    }
}
