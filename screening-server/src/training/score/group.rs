//! A trainee beside the others, without names.

use super::Scores;

/// Fewest others whose mean is told: with fewer, who knows some of them could work out one.
pub(crate) const SMALLEST_GROUP: usize = 5;

/// The others' means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// d' of the others who have one.
    pub(crate) d_prime: Option<GroupMean>,
    /// Hit rate.
    pub(crate) hit_rate: Option<GroupMean>,
    /// False-alarm rate.
    pub(crate) false_alarm_rate: Option<GroupMean>,
    /// Share of right choices.
    pub(crate) correct: Option<GroupMean>,
    /// Median response time, milliseconds.
    pub(crate) response_time_ms: Option<GroupMean>,
}

/// Mean and spread of others' values. No single value, such as the best one, is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct GroupMean {
    /// The mean.
    pub(crate) mean: f64,
    /// Sample standard deviation.
    pub(crate) deviation: f64,
    /// Whose values these are, as a number of people.
    pub(crate) people: usize,
}

/// The means of the others' scores, each where at least [`SMALLEST_GROUP`] have the value.
pub(crate) fn compare(others: &[Scores]) -> Group {
    let of = |value: &dyn Fn(&Scores) -> Option<f64>| mean(&others.iter().filter_map(value).collect::<Vec<_>>());
    Group {
        d_prime: of(&|scores| Some(scores.detection?.sensitivity?.d_prime.value)),
        hit_rate: of(&|scores| Some(scores.detection?.hit_rate?.value)),
        false_alarm_rate: of(&|scores| Some(scores.detection?.false_alarm_rate?.value)),
        correct: of(&|scores| Some(scores.correct?.value)),
        response_time_ms: of(&|scores| Some(scores.response_time?.median_ms)),
    }
}

fn mean(values: &[f64]) -> Option<GroupMean> {
    if values.len() < SMALLEST_GROUP {
        return None;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some(GroupMean { mean, deviation: (squares / (n - 1.0)).sqrt(), people: values.len() })
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Correction, score, summary::trial},
        *,
    };

    #[test]
    fn nobody_is_shown_in_a_group_that_is_too_small() {
        let good = score(&[trial(true, true), trial(false, false)], Correction::LogLinear);
        let bad = score(&[trial(true, false), trial(false, false)], Correction::LogLinear);
        let mut others = vec![good.clone(), good.clone(), good, bad.clone()];
        assert_eq!(compare(&others).hit_rate, None);
        others.push(bad);
        let group = compare(&others).hit_rate.unwrap();
        assert!((group.mean - 0.6).abs() < 1e-12 && group.people == 5);
        assert!((group.deviation - 0.3f64.sqrt()).abs() < 1e-12);
        // A value that too few have is not told either.
        assert_eq!(compare(&others).correct, None);
    }
}
