//! Seeded random draws. Every draw of the generator goes through [`Dice`], so that a seed fixes a
//! scene to the last byte whatever the number of threads.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Which part of each shape parameter's range may be drawn.
///
/// A range is cut into ten equal bands. Two inner bands (the third and the eighth) belong to
/// [`Split::HeldOut`] alone; training draws from the other eight. A held-out shape therefore has
/// every parameter at a value that training never saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// The eight bands that training draws from.
    Train,
    /// The two bands that training never draws from.
    HeldOut,
}

const BANDS: f32 = 10.0;
const HELD_OUT_BANDS: [u32; 2] = [2, 7];

/// A seeded source of draws for one scene.
#[derive(Clone, Debug)]
pub struct Dice {
    rng: Xoshiro256PlusPlus,
    split: Split,
}

impl Dice {
    /// The source for scene number `index` of a set made from `seed`.
    pub fn new(seed: u64, index: u64, split: Split) -> Self {
        // SplitMix64's increment keeps neighbouring indices apart before seed_from_u64 mixes them.
        let mixed = seed ^ index.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self { rng: Xoshiro256PlusPlus::seed_from_u64(mixed), split }
    }

    /// An independent source, so that one part of a scene can change without moving the others.
    pub fn fork(&mut self) -> Self {
        Self { rng: Xoshiro256PlusPlus::seed_from_u64(self.rng.next_u64()), split: self.split }
    }

    /// The split that shape parameters are drawn from.
    pub fn split(&self) -> Split {
        self.split
    }

    /// Uniform in `[0, 1)`.
    pub fn unit(&mut self) -> f32 {
        // 24 bits: every value is exact in f32.
        (self.rng.next_u32() >> 8) as f32 / 16_777_216.0
    }

    /// Uniform in `[low, high)`, whatever the split: poses, places, noise.
    pub fn uniform(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// A shape parameter in `[low, high)` from the bands of this split (see [`Split`]).
    pub fn param(&mut self, low: f32, high: f32) -> f32 {
        let band = match self.split {
            Split::HeldOut => HELD_OUT_BANDS[self.below(2)],
            Split::Train => {
                let band = self.below(8) as u32;
                // Skips over the two held-out bands.
                band + u32::from(band >= HELD_OUT_BANDS[0]) + u32::from(band + 1 >= HELD_OUT_BANDS[1])
            }
        };
        low + (high - low) * (band as f32 + self.unit()) / BANDS
    }

    /// Log-uniform in `[low, high)`; both must be positive.
    pub fn log_uniform(&mut self, low: f32, high: f32) -> f32 {
        self.uniform(low.ln(), high.ln()).exp()
    }

    /// True with probability `p`.
    pub fn chance(&mut self, p: f32) -> bool {
        self.unit() < p
    }

    /// An index in `0..count`; 0 for a count of 0.
    pub fn below(&mut self, count: usize) -> usize {
        ((u64::from(self.rng.next_u32()) * count as u64) >> 32) as usize
    }

    /// A whole number in `low..=high`.
    pub fn int(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// One of the items. Panics on an empty slice, which is a programming error.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// An index drawn with the given weights.
    pub fn weighted(&mut self, weights: &[f32]) -> usize {
        let total: f32 = weights.iter().sum();
        let mut left = self.unit() * total;
        for (index, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return index;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// Standard normal (Box and Muller 1958).
    pub fn normal(&mut self) -> f32 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f32::consts::TAU * self.unit()).cos()
    }

    /// 64 random bits, for sources that fill whole planes.
    pub fn bits(&mut self) -> u64 {
        self.rng.next_u64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn train_and_held_out_parameters_never_meet() {
        let band_of = |value: f32| (value * BANDS) as u32;
        let mut train = Dice::new(1, 0, Split::Train);
        let mut held = Dice::new(1, 0, Split::HeldOut);
        let mut seen = [false; 10];
        for _ in 0..10_000 {
            let band = band_of(train.param(0.0, 1.0));
            assert!(!HELD_OUT_BANDS.contains(&band));
            seen[band as usize] = true;
            assert!(HELD_OUT_BANDS.contains(&band_of(held.param(0.0, 1.0))));
        }
        assert_eq!(seen.iter().filter(|&&s| s).count(), 8);
    }

    #[test]
    fn seed_and_index_fix_the_draws() {
        let draws = |seed, index| {
            let mut dice = Dice::new(seed, index, Split::Train);
            [dice.bits(), dice.bits()]
        };
        assert_eq!(draws(7, 3), draws(7, 3));
        assert_ne!(draws(7, 3), draws(7, 4));
        assert_ne!(draws(7, 3), draws(8, 3));
    }

    #[test]
    fn normal_has_unit_variance() {
        let mut dice = Dice::new(5, 0, Split::Train);
        let values: Vec<f32> = (0..20_000).map(|_| dice.normal()).collect();
        let mean = values.iter().sum::<f32>() / 20_000.0;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.04, "{mean} {variance}");
    }
}
