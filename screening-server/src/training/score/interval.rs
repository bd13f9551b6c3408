//! Values with their sizes and intervals.

use statrs::distribution::{ContinuousCDF as _, Normal};

/// How often an interval holds the true value, in the long run.
pub(super) const CONFIDENCE: f64 = 0.95;

/// A value from a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Estimate {
    /// The value.
    pub(crate) value: f64,
    /// Lower end of its interval.
    pub(crate) low: f64,
    /// Upper end.
    pub(crate) high: f64,
    /// What it was taken from.
    pub(crate) trials: u32,
}

/// The z-score of a probability: the inverse of the standard normal distribution function.
pub(super) fn z(probability: f64) -> f64 {
    Normal::standard().inverse_cdf(probability)
}

/// The half-width of a two-sided normal interval, in standard deviations.
pub(super) fn two_sided(confidence: f64) -> f64 {
    z(0.5 + confidence / 2.0)
}

/// The score interval of a proportion (Wilson 1927): never outside 0 to 1, and of use at 0 and 1 too.
pub(super) fn wilson(successes: u32, trials: u32, confidence: f64) -> (f64, f64) {
    let (x, n, k) = (f64::from(successes), f64::from(trials), two_sided(confidence));
    let p = x / n;
    let middle = (p + k * k / (2.0 * n)) / (1.0 + k * k / n);
    let half = k / (1.0 + k * k / n) * (p * (1.0 - p) / n + k * k / (4.0 * n * n)).sqrt();
    // At 0 and n the ends are exact; computed, they are off by the last digit.
    let low = if successes == 0 { 0.0 } else { middle - half };
    let high = if successes == trials { 1.0 } else { middle + half };
    (low, high)
}

/// A proportion with its score interval; none of no trials.
pub(crate) fn rate(successes: u32, trials: u32) -> Option<Estimate> {
    if trials == 0 {
        return None;
    }
    let (low, high) = wilson(successes, trials, CONFIDENCE);
    Some(Estimate { value: f64::from(successes) / f64::from(trials), low, high, trials })
}
