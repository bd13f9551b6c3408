//! Intervals by resampling scenes: pictures of one scene stand or fall together, so the scene is what
//! is drawn (cluster bootstrap, percentile interval; Efron and Tibshirani, 1993).

use rayon::prelude::*;

/// Fewer scenes than this with truth for a figure give it no interval: resampling two or three scenes
/// tells nothing about the next one.
pub(super) const MIN_SCENES: usize = 5;

/// Share of rounds within an interval.
pub(super) const CONFIDENCE: f64 = 0.95;

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014, with
/// Vigna's constants): the same rounds on every machine and with any number of threads.
#[derive(Clone, Debug)]
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, by multiplication (Lemire, 2019); its bias is below `bound / 2^64`.
    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }
}

/// How often each scene is drawn in one round: `scenes` draws with replacement.
fn draw(scenes: usize, seed: u64, round: usize) -> Vec<u32> {
    // Each round has a stream of its own, started at a hash of seed and number.
    let mut hash = SplitMix64(seed);
    let start = hash.next() ^ SplitMix64(round as u64).next();
    let mut random = SplitMix64(start);
    let mut counts = vec![0; scenes];
    for _ in 0..scenes {
        counts[random.below(scenes)] += 1;
    }
    counts
}

/// Runs `figures` on the image weights of `rounds` resamplings; `scene_of[i]` is the scene of image
/// `i`, from 0 to `scenes - 1`. The result is in the order of the rounds.
pub(super) fn resample<T: Send>(
    scene_of: &[usize],
    scenes: usize,
    rounds: usize,
    seed: u64,
    figures: impl Fn(&[u32]) -> T + Sync,
) -> Vec<T> {
    (0..rounds)
        .into_par_iter()
        .map(|round| {
            let counts = draw(scenes, seed, round);
            let weights: Vec<u32> = scene_of.iter().map(|&scene| counts[scene]).collect();
            figures(&weights)
        })
        .collect()
}

/// The quantiles that hold [`CONFIDENCE`] between them, 2.5 and 97.5 % (linear between order statistics, as numpy's default) of the rounds
/// in which the figure exists; none when it does in fewer than half of them.
pub(super) fn interval(rounds: impl ExactSizeIterator<Item = f64>) -> Option<[f64; 2]> {
    let total = rounds.len();
    let mut values: Vec<f64> = rounds.filter(|value| value.is_finite()).collect();
    if values.is_empty() || values.len() * 2 < total {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    let quantile = |share: f64| {
        let place = share * (values.len() - 1) as f64;
        let below = place.floor() as usize;
        let above = values.get(below + 1).unwrap_or(&values[below]);
        values[below] + (above - values[below]) * place.fract()
    };
    Some([quantile((1.0 - CONFIDENCE) / 2.0), quantile((1.0 + CONFIDENCE) / 2.0)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitmix64_is_the_published_one() {
        // First outputs of the reference implementation for the seed 1234567.
        let mut random = SplitMix64(1_234_567);
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn the_interval_of_a_share_has_the_width_that_theory_gives() {
        // 400 scenes of one picture, 80 % hits: standard error sqrt(0.8 * 0.2 / 400) = 0.02.
        let scene_of: Vec<usize> = (0..400).collect();
        let share = |weights: &[u32]| {
            let hits: u32 = weights.iter().take(320).sum();
            f64::from(hits) / 400.0
        };
        let rounds = resample(&scene_of, 400, 2000, 7, share);
        let [low, high] = interval(rounds.into_iter()).unwrap();
        assert!(
            (low - (0.8 - 1.96 * 0.02)).abs() < 0.004 && (high - (0.8 + 1.96 * 0.02)).abs() < 0.004,
            "{low} {high}"
        );
    }

    #[test]
    fn a_figure_that_seldom_exists_has_no_interval() {
        assert_eq!(interval([1.0, f64::NAN, f64::NAN].into_iter()), None);
        assert_eq!(interval([1.0, 2.0, f64::NAN].into_iter()), Some([1.025, 1.975]));
    }
}
