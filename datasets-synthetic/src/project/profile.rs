//! What the host's scanner does to a picture, measured in the host itself: blur, trail, noise and scatter.

use super::{
    edges::{Axis, LineSpread, line_spread, sigma_for},
    host::Host,
};
use crate::{
    dice::Dice,
    physics::detector::{Signal, combine_with_surroundings},
};

/// Variance of the line spread where a host shows no straight edge, pixels squared: a Gaussian of 0.65 pixels.
const USUAL_SPREAD: f32 = 0.42;
/// Scatter where a host has nothing that the beam does not pass, share of the local mean signal: collimated line scanners
/// have 0.02 to 0.4 %.
const USUAL_SCATTER: f32 = 1e-3;
/// More than this is not scatter.
const MOST_SCATTER: f32 = 0.02;
/// Variance of the line spread below which it is no edge that was measured.
const LEAST_SPREAD: f32 = 0.02;
/// More than this is not a scintillator's trail.
const MOST_LAG: f32 = 0.2;
/// Electronic noise where nothing is dark enough to measure it, share of full scale.
const USUAL_ELECTRONIC: f32 = 4e-4;
/// Mean transmission below which a bin is dark enough to show the electronics' noise.
const DARK: f32 = 0.02;
/// Side of the blocks that noise is measured in, pixels.
const BLOCK: usize = 6;
/// Bins of transmission: air, then a factor of two each.
const BINS: usize = 12;
/// Blocks that a bin needs.
const FEWEST_BLOCKS: usize = 12;
/// The quietest share of the blocks of a bin: the rest has texture.
const QUIET: f32 = 0.25;
/// Root mean square of the quietest quarter of blocks of pure noise, over its true value.
const QUIET_BIAS: f32 = 0.834;

/// Noise of one channel: variance of transmission `t` is `quantum * t + electronic^2`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noise {
    /// One over the photons counted in air.
    pub quantum: f32,
    /// Standard deviation without signal, share of full scale.
    pub electronic: f32,
}

impl Noise {
    /// Variance at transmission `t`.
    pub fn variance(&self, t: f32) -> f32 {
        self.quantum * t.max(0.0) + self.electronic * self.electronic
    }
}

/// The scanner of one host.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Variance of the line spread along x and y, pixels squared; along y without the trail.
    pub spread: [f32; 2],
    /// Share of each line left in the next.
    pub lag: f32,
    /// Whether the host had edges to measure the spread at.
    pub spread_measured: bool,
    /// Noise of each channel.
    pub noise: Vec<Noise>,
    /// Correlation of the noise of neighbours.
    pub noise_correlation: f32,
    /// Scatter, share of the local mean signal.
    pub scatter: f32,
    /// Whether the host had opaque matter to measure scatter at.
    pub scatter_measured: bool,
}

impl Profile {
    /// Measures a host.
    pub fn of(host: &Host) -> Self {
        let width = host.width();
        let noise: Vec<Noise> = host.planes.iter().map(|plane| measure_noise(plane, width)).collect();
        let sharpest = sharp_channel(host);
        let plane = &host.planes[sharpest];
        let deviation = noise[sharpest].variance(1.0).sqrt();
        let x = line_spread(plane, width, deviation, Axis::X, |_| true);
        let y = line_spread(plane, width, deviation, Axis::Y, |_| true);
        let measured = part(x, y);
        let (spread, lag) = measured.unwrap_or(([USUAL_SPREAD; 2], 0.0));
        let (scatter, scatter_measured) = measure_scatter(host);
        Self {
            spread,
            lag,
            spread_measured: measured.is_some(),
            noise_correlation: correlation(plane, width),
            noise,
            scatter,
            scatter_measured,
        }
    }

    /// The scanner of several scans: blur, trail and scatter are medians over those that could measure them, noise is that
    /// of this scan.
    pub fn of_one_scanner(mut self, scans: &[Self]) -> Self {
        let spread = |axis: usize| median(scans.iter().filter(|s| s.spread_measured).map(|s| s.spread[axis]));
        if let (Some(x), Some(y)) = (spread(0), spread(1)) {
            self.spread = [x, y];
            self.lag = median(scans.iter().filter(|s| s.spread_measured).map(|s| s.lag)).unwrap_or(self.lag);
            self.spread_measured = true;
        }
        if let Some(scatter) = median(scans.iter().filter(|s| s.scatter_measured).map(|s| s.scatter)) {
            self.scatter = scatter;
            self.scatter_measured = true;
        }
        self
    }

    /// Standard deviations of the Gaussian blur along x and y, pixels.
    pub fn blur(&self) -> [f32; 2] {
        self.spread.map(sigma_for)
    }
}

fn median(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The channel that edges are measured in: high energy, or green.
pub(super) fn sharp_channel(host: &Host) -> usize {
    usize::from(host.planes.len() > 1)
}

/// Blur of both axes, and the trail along y. The blur is taken to be the same along both: objects without upright walls only
/// make edges softer, so the smaller of the two is nearer to the scanner's.
fn part(x: Option<LineSpread>, y: Option<LineSpread>) -> Option<([f32; 2], f32)> {
    let variance = [x, y].into_iter().flatten().map(|s| s.variance).reduce(f32::min)?;
    // Sharper than any scanner: lines of single pixels, not edges.
    if variance < LEAST_SPREAD {
        return None;
    }
    Some(([variance; 2], y.map_or(0.0, |y| y.trail.min(MOST_LAG))))
}

/// Immerkaer's noise mask (Computer Vision and Image Understanding 64, 300-302, 1996): a second difference along both axes,
/// so that neither slopes, nor edges along an axis, nor the gains of columns count. White noise keeps its deviation.
fn residual(plane: &[f32], width: usize, at: usize, reach: usize) -> f32 {
    let line = |at: usize| plane[at - reach] - 2.0 * plane[at] + plane[at + reach];
    (line(at - reach * width) - 2.0 * line(at) + line(at + reach * width)) / 6.0
}

/// Mean transmission and root mean square of the noise of each block. Only blocks whose pixels all `count` are looked at.
pub(super) fn blocks(plane: &[f32], width: usize, reach: usize, counts: impl Fn(usize) -> bool) -> Vec<(f32, f32)> {
    let height = plane.len() / width.max(1);
    let mut found = Vec::new();
    let mut y = reach;
    while y + BLOCK + reach <= height {
        let mut x = reach;
        while x + BLOCK + reach <= width {
            let pixels = || (y..y + BLOCK).flat_map(|row| (row * width + x)..(row * width + x + BLOCK));
            if pixels().all(&counts) {
                let (mut mean, mut power) = (0.0, 0.0);
                for at in pixels() {
                    mean += plane[at];
                    power += residual(plane, width, at, reach).powi(2);
                }
                let count = (BLOCK * BLOCK) as f32;
                found.push((mean / count, (power / count).sqrt()));
            }
            x += BLOCK;
        }
        y += BLOCK;
    }
    found
}

/// The noise level of the quietest blocks.
pub(super) fn quiet_level(levels: &mut [f32]) -> f32 {
    levels.sort_by(f32::total_cmp);
    let rank = (levels.len() as f32 * QUIET) as usize;
    levels.get(rank).copied().unwrap_or(0.0) / QUIET_BIAS
}

fn measure_noise(plane: &[f32], width: usize) -> Noise {
    let mut bins: Vec<Vec<f32>> = vec![Vec::new(); BINS];
    let mut means = [0f32; BINS];
    for (mean, level) in blocks(plane, width, 1, |_| true) {
        // Air has a bin of its own: it has no texture.
        let bin = if mean > 0.985 { 0 } else { ((-mean.max(1e-4).log2() + 1.5).max(1.0) as usize).min(BINS - 1) };
        means[bin] += mean;
        bins[bin].push(level);
    }
    let points: Vec<(f32, f32)> = bins
        .iter_mut()
        .zip(means)
        .filter(|(levels, _)| levels.len() >= FEWEST_BLOCKS)
        .map(|(levels, mean)| (mean / levels.len() as f32, quiet_level(levels).powi(2)))
        .collect();
    // The brightest bin, which is air, tells the photons, and the darkest the electronics: both have little texture.
    let (bright, dark) = match (points.first(), points.last()) {
        (Some(&bright), Some(&dark)) => (bright, dark),
        _ => return Noise { quantum: 1e-5, electronic: USUAL_ELECTRONIC },
    };
    let electronic = if dark.0 < DARK {
        ((dark.1 * bright.0 - bright.1 * dark.0) / (bright.0 - dark.0)).max(1e-10)
    } else {
        USUAL_ELECTRONIC * USUAL_ELECTRONIC
    };
    Noise { quantum: ((bright.1 - electronic) / bright.0).max(0.0), electronic: electronic.sqrt() }
}

/// Correlation of the noise of horizontal neighbours in air.
fn correlation(plane: &[f32], width: usize) -> f32 {
    let height = plane.len() / width.max(1);
    let (mut product, mut power) = (0f64, 0f64);
    for y in 1..height.saturating_sub(1) {
        for at in y * width..(y + 1) * width - 1 {
            // Air alone: it has no texture.
            if plane[at] > 0.97 && plane[at + 1] > 0.97 && plane[at - width] > 0.97 && plane[at + width] > 0.97 {
                // A second difference along the column is free of the columns' gains and leaves neighbours apart.
                let along = |at: usize| plane[at] - 0.5 * (plane[at - width] + plane[at + width]);
                let (a, b) = (along(at), along(at + 1));
                product += f64::from(a * b);
                power += f64::from(a * a);
            }
        }
    }
    if power > 0.0 { ((product / power) as f32).clamp(0.0, 0.6) } else { 0.0 }
}

/// The scatter, and whether it could be measured: behind opaque matter both energies show the same small signal.
fn measure_scatter(host: &Host) -> (f32, bool) {
    let [low, high] = match host.planes.as_slice() {
        [low, high] => [low, high],
        _ => return (0.0, false),
    };
    let width = host.width();
    let around = surroundings(high, width);
    let mut shares = Vec::new();
    let mut least = f32::MAX;
    let height = high.len() / width.max(1);
    let mean = |plane: &[f32], x: usize, y: usize| -> f32 {
        (0..9).map(|k| plane[(y + k / 3 - 1) * width + x + k % 3 - 1]).sum::<f32>() / 9.0
    };
    for y in (1..height.saturating_sub(1)).step_by(2) {
        for x in (1..width.saturating_sub(1)).step_by(2) {
            if high[y * width + x] > 0.05 {
                continue;
            }
            let (l, h) = (mean(low, x, y), mean(high, x, y));
            let share = h / around[y * width + x].max(1e-3);
            least = least.min(share);
            // No matter has a ratio of logarithms below that of polyethylene, about 1.14.
            if h < 0.02 && -l.max(1e-6).ln() < -1.08 * h.max(1e-6).ln() {
                shares.push(share);
            }
        }
    }
    if shares.len() < 20 {
        return (USUAL_SCATTER.min(least), false);
    }
    shares.sort_by(f32::total_cmp);
    (shares[shares.len() / 4].min(MOST_SCATTER), true)
}

/// The mean signal around each pixel.
pub(super) fn surroundings(plane: &[f32], width: usize) -> Vec<f32> {
    let mut data = plane.to_vec();
    combine_with_surroundings(&mut Signal { width, data: &mut data }, |_, around| around);
    data
}

/// Noise with the host's correlation: a plane of unit variance.
pub(super) fn noise_plane(width: usize, height: usize, correlation: f32, dice: &mut Dice) -> Vec<f32> {
    let white: Vec<f32> = (0..width * height).map(|_| dice.normal()).collect();
    if correlation < 0.03 {
        return white;
    }
    // A kernel (k, 1, k) gives neighbours the correlation 2 k / (1 + 2 k^2).
    let k = if correlation < 0.7 {
        (1.0 - (1.0 - 2.0 * correlation * correlation).max(0.0).sqrt()) / (2.0 * correlation)
    } else {
        0.7
    };
    let scale = 1.0 / (1.0 + 2.0 * k * k).sqrt();
    let shaped = |data: &[f32], step: usize, line: usize| -> Vec<f32> {
        (0..data.len())
            .map(|i| {
                let place = i / step % line;
                let before = if place > 0 { data[i - step] } else { data[i] };
                let after = if place + 1 < line { data[i + step] } else { data[i] };
                (data[i] + k * (before + after)) * scale
            })
            .collect()
    };
    shaped(&shaped(&white, 1, width), width, height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Split;

    fn noisy(noise: Noise, step: f32) -> Vec<f32> {
        let mut dice = Dice::new(8, 0, Split::Train);
        let data = (0..240 * 240).map(|i| {
            // Bars of halved transmission, with columns of differing gain.
            let t = (-((i / 240 / 24) as f32) * step).exp2() * (1.0 + 0.002 * ((i % 240 % 7) as f32 - 3.0));
            t + noise.variance(t).sqrt() * dice.normal()
        });
        data.collect()
    }

    #[test]
    fn quantum_and_electronic_noise_are_told_apart() {
        for truth in [Noise { quantum: 1e-5, electronic: 3e-4 }, Noise { quantum: 1e-4, electronic: 8e-4 }] {
            let found = measure_noise(&noisy(truth, 1.0), 240);
            assert!((found.quantum / truth.quantum - 1.0).abs() < 0.15, "{truth:?} {found:?}");
            assert!((found.electronic / truth.electronic - 1.0).abs() < 0.35, "{truth:?} {found:?}");
        }
    }

    #[test]
    fn shaped_noise_has_the_correlation_asked_for_and_unit_variance() {
        let mut dice = Dice::new(9, 0, Split::Train);
        for wanted in [0.0f32, 0.2, 0.4] {
            let plane = noise_plane(300, 300, wanted, &mut dice);
            let variance = plane.iter().map(|v| v * v).sum::<f32>() / 9e4;
            let pairs: f32 = plane.chunks(300).map(|row| row.windows(2).map(|p| p[0] * p[1]).sum::<f32>()).sum();
            assert!((variance - 1.0).abs() < 0.04, "{wanted}: {variance}");
            assert!((pairs / 9e4 / variance - wanted).abs() < 0.04, "{wanted}: {}", pairs / 9e4);
        }
    }
}
