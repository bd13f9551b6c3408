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
/// Electronic noise where nothing is dark enough to measure it, share of full scale.
const USUAL_ELECTRONIC: f32 = 4e-4;
/// Side of the blocks that noise is measured in, pixels.
const BLOCK: usize = 6;
/// Bins of transmission, a factor of two each.
const BINS: usize = 12;
/// Blocks that a bin needs.
const FEWEST_BLOCKS: usize = 12;
/// The quietest share of the blocks of a bin: the rest has texture.
const QUIET: f32 = 0.25;
/// Root mean square of the quietest quarter of blocks of pure noise, over its true value.
const QUIET_BIAS: f32 = 0.9;

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
        let (spread, lag) = part(x, y);
        let (scatter, scatter_measured) = measure_scatter(host);
        Self {
            spread,
            lag,
            spread_measured: x.is_some() || y.is_some(),
            noise_correlation: correlation(plane, width),
            noise,
            scatter,
            scatter_measured,
        }
    }

    /// Standard deviations of the Gaussian blur along x and y, pixels.
    pub fn blur(&self) -> [f32; 2] {
        self.spread.map(sigma_for)
    }
}

/// The channel that edges are measured in: high energy, or green.
pub(super) fn sharp_channel(host: &Host) -> usize {
    usize::from(host.planes.len() > 1)
}

/// Parts the line spreads into blur and the trail along y.
fn part(x: Option<LineSpread>, y: Option<LineSpread>) -> ([f32; 2], f32) {
    match (x, y) {
        (None, None) => ([USUAL_SPREAD; 2], 0.0),
        (Some(x), None) => ([x.variance; 2], 0.0),
        (x, Some(y)) => {
            // A trail of share l has the third moment l (1 + l) / (1 - l)^3 and the variance l / (1 - l)^2.
            let third = |l: f32| l * (1.0 + l) / (1.0 - l).powi(3);
            let lag = (0..=60).map(|i| i as f32 * 0.005).find(|&l| third(l) >= y.skew).unwrap_or(0.3);
            let trail = lag / (1.0 - lag).powi(2);
            let without = (y.variance - trail).max(0.0);
            ([x.map_or(without, |x| x.variance), without], lag)
        }
    }
}

/// Half the second difference along a column: free of slopes and of the columns' gains.
fn residual(plane: &[f32], width: usize, at: usize, reach: usize) -> f32 {
    plane[at] - 0.5 * (plane[at - reach * width] + plane[at + reach * width])
}

/// Mean transmission and root mean square of the noise of each block; the latter on the scale of one pixel's deviation.
/// Only blocks whose pixels all `count` are looked at.
pub(super) fn blocks(plane: &[f32], width: usize, reach: usize, counts: impl Fn(usize) -> bool) -> Vec<(f32, f32)> {
    let height = plane.len() / width.max(1);
    let mut found = Vec::new();
    let mut y = reach;
    while y + BLOCK + reach <= height {
        for x in (0..(width + 1).saturating_sub(BLOCK)).step_by(BLOCK) {
            let pixels = || (y..y + BLOCK).flat_map(|row| (row * width + x)..(row * width + x + BLOCK));
            if !pixels().all(&counts) {
                continue;
            }
            let (mut mean, mut power) = (0.0, 0.0);
            for at in pixels() {
                mean += plane[at];
                power += residual(plane, width, at, reach).powi(2);
            }
            let count = (BLOCK * BLOCK) as f32;
            // The residual of white noise has one and a half times its variance.
            found.push((mean / count, (power / count / 1.5).sqrt()));
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
        let bin = ((-mean.max(1e-4).log2() + 0.5).max(0.0) as usize).min(BINS - 1);
        means[bin] += mean;
        bins[bin].push(level);
    }
    // Weighted least squares of the variance over transmission; relative errors count alike.
    let mut points = Vec::new();
    for (bin, levels) in bins.iter_mut().enumerate() {
        if levels.len() >= FEWEST_BLOCKS {
            let mean = means[bin] / levels.len() as f32;
            points.push((f64::from(mean), f64::from(quiet_level(levels)).powi(2).max(1e-12)));
        }
    }
    let [mut s, mut st, mut stt, mut sv, mut stv] = [0.0f64; 5];
    for &(t, v) in &points {
        let w = 1.0 / (v * v);
        s += w;
        st += w * t;
        stt += w * t * t;
        sv += w * v;
        stv += w * t * v;
    }
    let det = s * stt - st * st;
    let usual = f64::from(USUAL_ELECTRONIC).powi(2);
    let dark = points.iter().any(|&(t, _)| t < 0.05);
    let (quantum, electronic) = if dark && det > 1e-9 * s * stt {
        ((s * stv - st * sv) / det, (stt * sv - st * stv) / det)
    } else if stt > 0.0 {
        // Only bright matter: the electronics' part cannot be told from it.
        (((stv - usual * st) / stt), usual)
    } else {
        (1e-5, usual)
    };
    Noise { quantum: quantum.max(0.0) as f32, electronic: electronic.clamp(1e-10, 1e-4).sqrt() as f32 }
}

/// Correlation of the noise of horizontal neighbours in bright blocks.
fn correlation(plane: &[f32], width: usize) -> f32 {
    let height = plane.len() / width.max(1);
    let (mut product, mut power) = (0f64, 0f64);
    for y in 1..height.saturating_sub(1) {
        for at in y * width..(y + 1) * width - 1 {
            // Air alone: it has no texture.
            if plane[at] > 0.97 && plane[at + 1] > 0.97 && plane[at - width] > 0.97 && plane[at + width] > 0.97 {
                let (a, b) = (residual(plane, width, at, 1), residual(plane, width, at + 1, 1));
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
