//! Sensitivity and bias of yes-or-no answers.

use statrs::distribution::{Continuous as _, Normal};

use super::{
    Correction, Counts, Estimate,
    interval::{CONFIDENCE, rate, two_sided, wilson, z},
};

/// What yes-or-no answers show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Detection {
    /// The answers.
    pub(crate) counts: Counts,
    /// Share of threats that were reported, as counted.
    pub(crate) hit_rate: Option<Estimate>,
    /// Share of ordinary parcels that were reported, as counted.
    pub(crate) false_alarm_rate: Option<Estimate>,
    /// What needs both kinds of trial.
    pub(crate) sensitivity: Option<Sensitivity>,
}

/// How well, and how readily, threats are reported.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sensitivity {
    /// d' = z(H) - z(F), of corrected rates.
    pub(crate) d_prime: Estimate,
    /// c = -(z(H) + z(F)) / 2, of corrected rates: above 0 who says yes too seldom, below 0 who says it too often.
    pub(crate) criterion: Estimate,
    /// A' of the rates as counted: 0.5 for guessing, 1 for no mistake.
    pub(crate) a_prime: Estimate,
}

/// What these answers show.
pub(crate) fn detection(counts: Counts, correction: Correction) -> Detection {
    Detection {
        counts,
        hit_rate: rate(counts.hits, counts.signal()),
        false_alarm_rate: rate(counts.false_alarms, counts.noise()),
        sensitivity: sensitivity(counts, correction),
    }
}

fn sensitivity(counts: Counts, correction: Correction) -> Option<Sensitivity> {
    let (signal, noise) = (counts.signal(), counts.noise());
    if signal == 0 || noise == 0 {
        return None;
    }
    let trials = signal + noise;
    let (hit, false_alarm) = (correction.rate(counts.hits, signal), correction.rate(counts.false_alarms, noise));
    let (z_hit, z_false) = (z(hit), z(false_alarm));
    // Variance of d' (Gourevitch and Galanter 1967); that of c is a quarter of it.
    let part = |p: f64, z: f64, n: u32| p * (1.0 - p) / (f64::from(n) * Normal::standard().pdf(z).powi(2));
    let deviation = (part(hit, z_hit, signal) + part(false_alarm, z_false, noise)).sqrt();
    let half = two_sided(CONFIDENCE) * deviation;
    let around = |value: f64, half: f64| Estimate { value, low: value - half, high: value + half, trials };
    Some(Sensitivity {
        d_prime: around(z_hit - z_false, half),
        criterion: around(-(z_hit + z_false) / 2.0, half / 2.0),
        a_prime: a_prime_estimate(counts),
    })
}

/// A' with an interval that holds it at least as often as said: A' grows with the hit rate and falls with the false-alarm
/// rate, so that its ends lie in the corners of the two rates' intervals, which together hold both rates.
fn a_prime_estimate(counts: Counts) -> Estimate {
    let (signal, noise) = (counts.signal(), counts.noise());
    let each = CONFIDENCE.sqrt();
    let hit = wilson(counts.hits, signal, each);
    let false_alarm = wilson(counts.false_alarms, noise, each);
    let share = |count: u32, of: u32| f64::from(count) / f64::from(of);
    Estimate {
        value: a_prime(share(counts.hits, signal), share(counts.false_alarms, noise)),
        low: a_prime(hit.0, false_alarm.1),
        high: a_prime(hit.1, false_alarm.0),
        trials: signal + noise,
    }
}

/// A' (Pollack and Norman 1964) in the computing formula of Grier (1971), with the one of Snodgrass and Corwin (1988) for
/// rates below the diagonal. On the diagonal it is 0.5.
fn a_prime(hit: f64, false_alarm: f64) -> f64 {
    let (h, f) = (hit, false_alarm);
    if h > f {
        0.5 + (h - f) * (1.0 + h - f) / (4.0 * h * (1.0 - f))
    } else if h < f {
        0.5 - (f - h) * (1.0 + f - h) / (4.0 * f * (1.0 - h))
    } else {
        0.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by reference/make.py with SciPy.
    const CASES: &str = include_str!("reference/cases.csv");

    #[test]
    fn every_measure_equals_the_reference() {
        let mut lines = CASES.lines();
        let names: Vec<&str> = lines.next().unwrap().split(',').collect();
        assert_eq!(names.len(), 22);
        let mut compared = 0;
        for line in lines {
            let fields: Vec<&str> = line.split(',').collect();
            let count = |at: usize| fields[at].parse::<u32>().unwrap();
            let counts =
                Counts { hits: count(1), misses: count(2), false_alarms: count(3), correct_rejections: count(4) };
            let correction = if fields[0] == "log_linear" { Correction::LogLinear } else { Correction::HalfTrial };
            let found = detection(counts, correction);
            let Sensitivity { d_prime, criterion, a_prime } = found.sensitivity.unwrap();
            let rates =
                [correction.rate(counts.hits, counts.signal()), correction.rate(counts.false_alarms, counts.noise())];
            let estimates = [found.hit_rate.unwrap(), found.false_alarm_rate.unwrap(), d_prime, criterion, a_prime];
            let values = rates.into_iter().chain(estimates.iter().flat_map(|e| [e.value, e.low, e.high]));
            for (at, value) in values.enumerate() {
                let expected: f64 = fields[at + 5].parse().unwrap();
                assert!((value - expected).abs() < 1e-9, "{} is {value}, not {expected}: {line}", names[at + 5]);
                compared += 1;
            }
        }
        assert!(compared >= 1000, "{compared}");
    }

    #[test]
    fn guessing_is_0_and_a_half_and_no_mistake_is_best() {
        let counts =
            |hits, misses, false_alarms, correct_rejections| Counts { hits, misses, false_alarms, correct_rejections };
        let of = |counts| detection(counts, Correction::LogLinear).sensitivity.unwrap();
        let guess = of(counts(15, 15, 15, 15));
        assert!(guess.d_prime.value.abs() < 1e-12 && guess.criterion.value.abs() < 1e-12);
        assert!((guess.a_prime.value - 0.5).abs() < 1e-12);
        let best = of(counts(30, 0, 0, 30));
        assert!(best.d_prime.value > 4.0 && best.d_prime.value.is_finite());
        assert!((best.a_prime.value - 1.0).abs() < 1e-12 && best.a_prime.low < 0.97, "{best:?}");
        assert!(best.d_prime.low < best.d_prime.value && best.d_prime.low > guess.d_prime.high);
    }

    #[test]
    fn without_one_kind_of_trial_there_is_no_sensitivity() {
        let only = detection(Counts { hits: 5, misses: 1, ..Counts::default() }, Correction::LogLinear);
        assert!(only.sensitivity.is_none() && only.false_alarm_rate.is_none() && only.hit_rate.is_some());
    }
}
