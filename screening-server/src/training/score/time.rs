//! How long answers took.

use statrs::distribution::{Binomial, DiscreteCDF as _};

use super::interval::CONFIDENCE;

/// The median of response times: they are skewed, so that a mean would follow the few slow ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MedianTime {
    /// The median, milliseconds.
    pub(crate) median_ms: f64,
    /// Its interval from order statistics, milliseconds; none where there are fewer than six times.
    pub(crate) interval_ms: Option<(f64, f64)>,
    /// Answers.
    pub(crate) trials: u32,
}

/// The median of these times in milliseconds; none of none.
pub(super) fn median_time(times: &[u64]) -> Option<MedianTime> {
    let mut sorted: Vec<f64> = times.iter().map(|&time| time as f64).collect();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let median_ms = (sorted.get(n.checked_sub(1)? / 2)? + sorted.get(n / 2)?) / 2.0;
    let interval_ms = rank(n).and_then(|rank| Some((*sorted.get(rank - 1)?, *sorted.get(n - rank)?)));
    Some(MedianTime { median_ms, interval_ms, trials: u32::try_from(n).unwrap_or(u32::MAX) })
}

/// The largest rank k, from 1, for which the k-th smallest and the k-th largest of `n` values hold the median between
/// them with the chosen confidence: values below the median are binomial with a probability of one half.
fn rank(n: usize) -> Option<usize> {
    let below = Binomial::new(0.5, n as u64).ok()?;
    let tail = (1.0 - CONFIDENCE) / 2.0;
    (1..=n / 2).take_while(|&k| below.cdf(k as u64 - 1) <= tail).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_does_not_follow_one_slow_answer() {
        let times = [900, 1000, 1100, 1200, 1300, 1400, 90_000];
        let found = median_time(&times).unwrap();
        assert_eq!((found.median_ms, found.trials), (1200.0, 7));
        assert_eq!(found.interval_ms, Some((900.0, 90_000.0)));
        assert_eq!(median_time(&[4, 2]).unwrap().median_ms, 3.0);
        assert_eq!(median_time(&[]), None);
    }

    #[test]
    fn ranks_are_those_of_the_tables() {
        // Conover, Practical Nonparametric Statistics: sign intervals of the median at 95 %.
        for (n, k) in [(6, 1), (8, 1), (9, 2), (10, 2), (20, 6), (50, 18), (100, 40)] {
            assert_eq!(rank(n), Some(k), "{n}");
        }
        assert_eq!(rank(5), None);
    }
}
