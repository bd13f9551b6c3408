//! Where too little beam is left for the ratio to mean anything.
//!
//! Scatter and electronics add a small signal that matter does not take away. Behind thick steel that floor is all there
//! is, at both energies alike; the ratio sinks to 1, through every value that organic matter has. So the floor is measured
//! and taken off, and where hardly more than the floor is left the matter counts as metal.

use super::system::RatioCurve;

/// A ratio below this share of plastic's belongs to no matter.
const NO_MATTER: f32 = 0.94;

/// The floor is looked for behind at least this attenuation at high energy.
const THICK: f32 = 3.0;

/// The floor is no more than this transmission; a scanner with more is out of order.
const MAX_FLOOR: f32 = 0.01;

/// Share of the picture that must lie on the floor for it to be believed.
const MIN_SHARE: f32 = 2e-4;

/// Low-energy attenuation from which the ratio is trusted less, and from which not at all, where no floor was found.
/// Transmission is 0.15 % and 0.05 % there; organic matter gets there at 35 cm of solid plastic only.
const STARVED: (f32, f32) = (6.5, 7.6);

/// Multiples of the floor below which a signal is not trusted, and from which it is.
const TRUST: (f32, f32) = (0.5, 1.5);

/// The transmission that no matter takes away, 0 where none was found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Floor {
    low: f32,
    high: f32,
}

impl Floor {
    /// Measures the floor from some pixels `(low, high)` of attenuation, spread over the picture.
    pub(crate) fn measure(pixels: impl Iterator<Item = (f32, f32)>, curve: &RatioCurve) -> Self {
        let (mut total, mut on_floor) = (0usize, Vec::new());
        for (low, high) in pixels {
            total += 1;
            if high > THICK && low < high * curve.lowest(high) * NO_MATTER {
                on_floor.push(((-low).exp(), (-high).exp()));
            }
        }
        if on_floor.len() < 20 || (on_floor.len() as f32) < MIN_SHARE * total as f32 {
            return Self::default();
        }
        let quantile = |pick: fn(&(f32, f32)) -> f32, q| {
            crate::calibrate::quantile(&mut on_floor.iter().map(pick).collect::<Vec<_>>(), q)
        };
        let low = quantile(|p| p.0, 0.5);
        if low > MAX_FLOOR {
            return Self::default();
        }
        Self { low, high: low.min(quantile(|p| p.1, 0.1)) }
    }

    /// Attenuations without the floor, and how far (0 to 1) the pair is starved.
    pub(super) fn correct(&self, low: f32, high: f32) -> (f32, f32, f32) {
        let deep = ((low - STARVED.0) / (STARVED.1 - STARVED.0)).clamp(0.0, 1.0);
        // Far above the floor it changes nothing, and most pixels are.
        if self.low <= 0.0 || low < 2.5 {
            return (low, high, deep);
        }
        let left = (-low).exp() - self.low;
        let starved = 1.0 - ((left / self.low - TRUST.0) / (TRUST.1 - TRUST.0)).clamp(0.0, 1.0);
        let low = -left.max(0.25 * self.low).ln();
        let high = -((-high).exp() - self.high).max(0.25 * self.high).ln();
        (low, high, starved.max(deep))
    }
}
