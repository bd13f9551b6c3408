//! When scans come, whether or not those before were answered.

use std::time::Duration;

use anyhow::Result;
use tokio::time::Instant;

/// A line sends a parcel so often: 1 m of a belt at 0.5 m/s for each.
const GAP: f64 = 2.0;

/// By how much a gap on a belt differs from the mean, as a share of it.
const SPREAD: f64 = 0.3;

/// A pattern of arrivals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// As many scanner lines as make the rate, each with a parcel every [`GAP`] give or take [`SPREAD`]: parcels on a belt
    /// keep their distance.
    Lines,
    /// A Poisson process: all come at random.
    Random,
}

/// Arrivals in the course of time.
#[derive(Debug)]
pub(crate) enum Arrivals {
    Lines { gap: f64, next: Vec<Instant> },
    Random { rate: f64, last: Instant },
}

impl Arrivals {
    /// So many a second on average, from now on.
    pub(crate) fn new(pattern: Pattern, rate: f64, now: Instant) -> Result<Self> {
        if pattern == Pattern::Random {
            return Ok(Self::Random { rate, last: now });
        }
        let lines = (rate * GAP).ceil().max(1.0);
        let gap = lines / rate;
        let mut next = Vec::new();
        for _ in 0..lines as usize {
            next.push(now + Duration::from_secs_f64(gap * uniform()?));
        }
        Ok(Self::Lines { gap, next })
    }

    /// When the next one comes.
    pub(crate) fn next(&mut self) -> Result<Instant> {
        match self {
            Self::Random { rate, last } => {
                *last += Duration::from_secs_f64((-uniform()?.ln() / *rate).min(3600.0));
                Ok(*last)
            }
            Self::Lines { gap, next } => {
                let first = next.iter_mut().min().ok_or_else(|| anyhow::anyhow!("there is no line"))?;
                let now = *first;
                *first += Duration::from_secs_f64(*gap * (1.0 + SPREAD * (2.0 * uniform()? - 1.0)));
                Ok(now)
            }
        }
    }
}

/// Above 0 and below 1.
fn uniform() -> Result<f64> {
    let random = getrandom::u64().map_err(|error| anyhow::anyhow!("there are no random numbers: {error}"))?;
    Ok((random as f64 + 1.0) / (u64::MAX as f64 + 2.0))
}
