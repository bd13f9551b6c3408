//! Keeps a trainee near a chosen hit rate: the weighted up-down method (Kaernbach 1991).
//!
//! After a hit the next threat is harder by one step, after a miss it is easier by another. The steps are such that they
//! balance at the chosen hit rate: harder x p = easier x (1 - p). So the share of hits goes to p whatever the trainee's
//! skill, as long as there are threats hard and easy enough.

use thiserror::Error;

/// By how much a threat gets easier after a miss, on the scale of difficulty from 0 to 1.
const EASIER: f64 = 0.12;

/// Where a trainee begins of whom nothing is known.
const FIRST_LEVEL: f64 = 0.3;

/// Hit rates that can be aimed at. Nearer to 1, one miss would weigh more than a whole session of hits.
const TARGETS: std::ops::RangeInclusive<f64> = 0.55..=0.95;

/// A hit rate that cannot be aimed at.
#[derive(Clone, Copy, Debug, Error, PartialEq)]
#[error("the hit rate to keep near is {0}, but must be from {low} to {high}", low = TARGETS.start(), high = TARGETS.end())]
pub(crate) struct BadTarget(f64);

/// How hard the next threat is to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Staircase {
    target: f64,
    level: f64,
}

impl Staircase {
    /// Aims at the hit rate `target`; `level` is where an earlier session ended.
    ///
    /// # Errors
    /// [`BadTarget`] outside 0.55 to 0.95.
    pub(crate) fn new(target: f64, level: Option<f64>) -> Result<Self, BadTarget> {
        if !TARGETS.contains(&target) {
            return Err(BadTarget(target));
        }
        Ok(Self { target, level: level.unwrap_or(FIRST_LEVEL).clamp(0.0, 1.0) })
    }

    /// Difficulty of the next threat, 0 to 1.
    pub(crate) fn level(&self) -> f64 {
        self.level
    }

    /// What follows an answer to a threat.
    pub(crate) fn after(self, hit: bool) -> Self {
        let step = if hit { EASIER * (1.0 - self.target) / self.target } else { -EASIER };
        Self { level: (self.level + step).clamp(0.0, 1.0), ..self }
    }
}

#[cfg(test)]
mod tests {
    use datasets_synthetic::dice::{Dice, Split};

    use super::*;

    /// A trainee who sees half of the threats of difficulty `threshold`, and fewer the harder they are (logistic).
    fn sees(dice: &mut Dice, threshold: f64, difficulty: f64) -> bool {
        f64::from(dice.unit()) < 1.0 / (1.0 + ((difficulty - threshold) / 0.08).exp())
    }

    /// Hit rate and mean level of `trials` after the first `skipped`.
    fn simulate(seed: u64, target: f64, threshold: f64, skipped: usize, trials: usize) -> (f64, f64) {
        let mut dice = Dice::new(seed, 0, Split::Train);
        let mut stairs = Staircase::new(target, None).unwrap();
        let (mut hits, mut level) = (0, 0.0);
        for number in 0..skipped + trials {
            let hit = sees(&mut dice, threshold, stairs.level());
            if number >= skipped {
                hits += usize::from(hit);
                level += stairs.level();
            }
            stairs = stairs.after(hit);
        }
        (hits as f64 / trials as f64, level / trials as f64)
    }

    #[test]
    fn trainees_of_any_skill_come_to_the_chosen_hit_rate() {
        for target in [0.6, 0.7, 0.75, 0.8, 0.9] {
            for threshold in [0.4, 0.55, 0.7] {
                let (rate, level) = simulate(17, target, threshold, 100, 4000);
                assert!((rate - target).abs() < 0.02, "{target} {threshold}: {rate}");
                // Where the logistic curve has the target.
                let there = threshold + 0.08 * (1.0 / target - 1.0).ln();
                assert!((level - there).abs() < 0.05, "{target} {threshold}: {level}, {there}");
            }
        }
    }

    #[test]
    fn one_session_of_forty_threats_is_near_it_already() {
        let rates: Vec<f64> = (0..200).map(|seed| simulate(seed, 0.75, 0.5, 10, 30).0).collect();
        let mean = rates.iter().sum::<f64>() / 200.0;
        let near = rates.iter().filter(|rate| (**rate - 0.75).abs() <= 0.12).count();
        assert!((mean - 0.75).abs() < 0.03, "{mean}");
        assert!(near > 190, "{near}");
    }

    #[test]
    fn levels_stay_on_the_scale_and_targets_are_checked() {
        let mut stairs = Staircase::new(0.75, Some(0.95)).unwrap();
        for _ in 0..50 {
            stairs = stairs.after(true);
        }
        assert!((stairs.level() - 1.0).abs() < 1e-12);
        assert!((0..50).fold(stairs, |stairs, _| stairs.after(false)).level().abs() < 1e-12);
        for target in [0.5, 0.99, f64::NAN] {
            assert!(Staircase::new(target, None).is_err(), "{target}");
        }
    }
}
