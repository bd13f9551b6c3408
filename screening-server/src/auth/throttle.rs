//! Slows down who guesses: after a few failures, each further attempt has to wait twice as long.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// The longest wait. Not for ever: who fails on purpose for someone else's account must not lock its owner out.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Without an attempt for so long, failures are forgotten.
const MEMORY: Duration = Duration::from_secs(60 * 60);

/// Names remembered at a time.
const ROOM: usize = 10_000;

/// Counts failures by name: of an account, or of an address.
#[derive(Debug)]
pub(crate) struct Throttle {
    /// Failures that cost no wait.
    free: u32,
    known: Mutex<HashMap<String, Failures>>,
}

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last: Instant,
    until: Instant,
}

impl Throttle {
    /// Lets `free` failures pass before it slows down.
    pub(crate) fn new(free: u32) -> Self {
        Self { free, known: Mutex::default() }
    }

    /// Begins an attempt. It counts as failed from now on, so that many at the same time gain nothing; see
    /// [`Self::succeeded`].
    ///
    /// # Errors
    /// How long to wait, when it comes too early. It is not counted then.
    pub(crate) fn attempt(&self, name: &str, now: Instant) -> Result<(), Duration> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= ROOM && !known.contains_key(name) {
            make_room(&mut known, now);
        }
        let failures = known.entry(name.to_owned()).or_insert(Failures { count: 0, last: now, until: now });
        if now.duration_since(failures.last) > MEMORY {
            failures.count = 0;
        }
        if now < failures.until {
            return Err(failures.until - now);
        }
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
        failures.until = match failures.count.checked_sub(self.free) {
            None | Some(0) => now,
            Some(over) => now + Duration::from_secs(1 << (over - 1).min(20)).min(LONGEST),
        };
        Ok(())
    }

    /// The attempt was right: it alone is taken back. Whoever has one good account could wipe out their failures with
    /// others otherwise.
    pub(crate) fn taken_back(&self, name: &str) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(failures) = known.get_mut(name) {
            failures.count = failures.count.saturating_sub(1);
            failures.until = failures.last;
        }
    }

    /// The attempt was right: the failures before it are forgotten.
    pub(crate) fn succeeded(&self, name: &str) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

/// Forgets what is old; where too little is, the oldest quarter, so that not every newcomer costs a search.
fn make_room(known: &mut HashMap<String, Failures>, now: Instant) {
    known.retain(|_, failures| now.duration_since(failures.last) <= MEMORY);
    if known.len() >= ROOM {
        let mut moments: Vec<Instant> = known.values().map(|failures| failures.last).collect();
        let (_, cut, _) = moments.select_nth_unstable(ROOM / 4);
        let cut = *cut;
        known.retain(|_, failures| failures.last > cut);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(start: Instant, seconds: f64) -> Instant {
        start + Duration::from_secs_f64(seconds)
    }

    #[test]
    fn waits_double_from_the_first_failure_that_is_not_free() {
        let (throttle, start) = (Throttle::new(3), Instant::now());
        for _ in 0..4 {
            assert_eq!(throttle.attempt("anna", start), Ok(()));
        }
        assert_eq!(throttle.attempt("anna", start), Err(Duration::from_secs(1)));
        assert_eq!(throttle.attempt("bert", start), Ok(()), "others do not wait");
        assert_eq!(throttle.attempt("anna", after(start, 1.0)), Ok(()));
        assert_eq!(throttle.attempt("anna", after(start, 1.0)), Err(Duration::from_secs(2)));
        let mut now = after(start, 1.0);
        for _ in 0..30 {
            now += throttle.attempt("anna", now).err().unwrap_or_default();
            throttle.attempt("anna", now).unwrap();
        }
        assert_eq!(throttle.attempt("anna", now), Err(LONGEST), "nobody is locked out for longer");
    }

    #[test]
    fn a_success_and_an_hour_of_peace_forget() {
        let (throttle, start) = (Throttle::new(0), Instant::now());
        throttle.attempt("anna", start).unwrap();
        assert!(throttle.attempt("anna", start).is_err());
        throttle.succeeded("anna");
        throttle.attempt("anna", start).unwrap();
        throttle.attempt("anna", after(start, 2.0)).unwrap();
        throttle.attempt("anna", after(start, 4000.0)).unwrap();
        assert_eq!(throttle.attempt("anna", after(start, 4000.0)), Err(Duration::from_secs(1)));
    }

    #[test]
    fn what_is_taken_back_leaves_the_failures_before_it() {
        let (throttle, start) = (Throttle::new(2), Instant::now());
        for _ in 0..50 {
            throttle.attempt("10.0.0.1", start).unwrap();
            throttle.taken_back("10.0.0.1");
        }
        for _ in 0..3 {
            throttle.attempt("10.0.0.1", start).unwrap();
        }
        assert!(throttle.attempt("10.0.0.1", start).is_err());
        throttle.taken_back("10.0.0.1");
        throttle.attempt("10.0.0.1", start).unwrap();
        assert!(throttle.attempt("10.0.0.1", start).is_err());
    }

    #[test]
    fn memory_is_bounded_and_the_newest_are_kept() {
        let (throttle, start) = (Throttle::new(0), Instant::now());
        for number in 0..2 * ROOM {
            throttle.attempt(&number.to_string(), after(start, number as f64 / 1e3)).unwrap();
        }
        let kept = throttle.known.lock().unwrap().len();
        assert!((ROOM / 2..=ROOM).contains(&kept), "{kept}");
        let last = (2 * ROOM - 1).to_string();
        assert!(throttle.attempt(&last, after(start, 2.0 * ROOM as f64 / 1e3)).is_err());
    }
}
