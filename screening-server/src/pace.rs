//! How long it takes to screen a scan and answer its line, as far as the last ones tell.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Mean deviations above the mean that are reckoned with.
const CAUTION: f64 = 2.0;

/// A smoothed mean with its mean deviation, in seconds, with the gains of Jacobson (Congestion avoidance and control,
/// SIGCOMM 1988): 1/8 and 1/4.
#[derive(Debug, Default)]
pub(crate) struct Pace(Mutex<Option<(f64, f64)>>);

impl Pace {
    /// One took so long.
    pub(crate) fn note(&self, took: Duration) {
        let took = took.as_secs_f64();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some(match *known {
            None => (took, took / 2.0),
            Some((mean, deviation)) => {
                let off = took - mean;
                (mean + off / 8.0, deviation + (off.abs() - deviation) / 4.0)
            }
        });
    }

    /// What most take at most; nothing is known before the first.
    pub(crate) fn enough(&self) -> Duration {
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seconds = known.map_or(0.0, |(mean, deviation)| mean + CAUTION * deviation);
        Duration::try_from_secs_f64(seconds).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_follows_what_scans_take_with_room_for_their_spread() {
        let pace = Pace::default();
        assert_eq!(pace.enough(), Duration::ZERO);
        for _ in 0..50 {
            pace.note(Duration::from_millis(400));
        }
        assert!((390..450).contains(&pace.enough().as_millis()), "{:?}", pace.enough());
        for turn in 0..50 {
            pace.note(Duration::from_millis(if turn % 2 == 0 { 200 } else { 600 }));
        }
        // Mean 400, mean deviation 200.
        assert!((700..900).contains(&pace.enough().as_millis()), "{:?}", pace.enough());
    }
}
