//! When a delivery that failed is tried again.

use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};

/// The longest time that a receiver may ask for with `Retry-After`.
const LONGEST_WISH: Duration = Duration::from_secs(24 * 60 * 60);

/// How long it is waited between two attempts, and how often it is tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Schedule {
    /// Attempts, the first included; then the delivery is dead.
    pub(crate) attempts: u32,
    /// After the first attempt; twice as long after each further one.
    pub(crate) first: Duration,
    /// At most.
    pub(crate) longest: Duration,
}

impl Schedule {
    /// How long to wait after so many attempts have failed; none where there were enough.
    ///
    /// `roll` from 0 to 1 takes away up to half of the time, so that deliveries that failed together do not come back
    /// together. The receiver is never asked earlier than it wished.
    pub(crate) fn wait(&self, failed: u32, roll: f64, wished: Option<Duration>) -> Option<Duration> {
        if failed >= self.attempts {
            return None;
        }
        let doublings = i32::try_from(failed.saturating_sub(1)).unwrap_or(i32::MAX);
        // In seconds: a power that is too large for a duration is cut by the longest.
        let seconds = (self.first.as_secs_f64() * 2f64.powi(doublings)).min(self.longest.as_secs_f64());
        let wait = Duration::from_secs_f64(seconds * (1.0 - roll.clamp(0.0, 1.0) / 2.0));
        Some(wait.max(wished.unwrap_or_default()))
    }
}

/// What `Retry-After` asks for: seconds, or a moment (RFC 9110, 10.2.3). None where it says neither; at most a day.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    let wish = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let moment = DateTimeParser::new().parse_timestamp(value).ok()?;
            Duration::try_from(moment.duration_since(now)).unwrap_or_default()
        }
    };
    Some(wish.min(LONGEST_WISH))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEDULE: Schedule =
        Schedule { attempts: 5, first: Duration::from_secs(4), longest: Duration::from_secs(20) };

    #[test]
    fn the_wait_doubles_up_to_the_longest_and_ends() {
        let waits: Vec<_> = (1..=5).map(|failed| SCHEDULE.wait(failed, 0.0, None)).collect();
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(waits, [seconds(4), seconds(8), seconds(16), seconds(20), None]);
        let endless = Schedule { attempts: u32::MAX, ..SCHEDULE };
        assert_eq!(endless.wait(u32::MAX - 1, 0.0, None), seconds(20));
    }

    #[test]
    fn jitter_takes_up_to_half_and_never_comes_before_the_wish() {
        assert_eq!(SCHEDULE.wait(2, 1.0, None), Some(Duration::from_secs(4)));
        assert_eq!(SCHEDULE.wait(2, 0.5, None), Some(Duration::from_secs(6)));
        assert_eq!(SCHEDULE.wait(2, 1.0, Some(Duration::from_secs(90))), Some(Duration::from_secs(90)));
        assert_eq!(SCHEDULE.wait(2, 0.0, Some(Duration::from_secs(1))), Some(Duration::from_secs(8)));
        assert_eq!(SCHEDULE.wait(5, 0.0, Some(Duration::from_secs(1))), None);
    }

    #[test]
    fn retry_after_is_seconds_or_a_moment() {
        let now: Timestamp = "2026-03-01T08:30:00Z".parse().unwrap();
        assert_eq!(retry_after(" 120", now), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("Sun, 01 Mar 2026 08:30:45 GMT", now), Some(Duration::from_secs(45)));
        assert_eq!(retry_after("Sun, 01 Mar 2026 08:29:45 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("99999999999", now), Some(LONGEST_WISH));
        for wrong in ["", "soon", "-1", "1.5"] {
            assert_eq!(retry_after(wrong, now), None, "{wrong}");
        }
    }
}
