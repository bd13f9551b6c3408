//! How sharp a picture is, measured at its own straight edges.
//!
//! The derivative across a straight step is the line spread of the system (the edge method of ISO 12233 for cameras). For a
//! Gaussian, the slope beside the steepest place is `exp(-1 / (2 sigma^2))` of the slope there, which tells sigma from three
//! slopes, so that thin walls do not disturb. Variances of blurs add up: the difference of two is what one picture must be
//! blurred by to be as soft as the other.

use crate::physics::detector::gaussian;

/// Pixels on each side of an edge that must be clear of other edges.
const REACH: usize = 3;
/// Smallest step of transmission that is an edge.
const STEP: f32 = 0.04;
/// Smallest slope in standard deviations of noise.
const CLEAR: f32 = 8.0;
/// Rows that a straight edge must run over, so that its noise averages out.
const RUN: usize = 6;
/// Runs needed for a measurement.
const FEWEST: usize = 3;
/// The sharpest share of the rows is what the system does; the rest is the slope of the objects.
const SHARPEST: f32 = 0.2;

/// The line spread along one axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LineSpread {
    /// Second central moment without the trail, pixels squared.
    pub(super) variance: f32,
    /// Share of each line's signal that is left in the next line; only edges across y tell it.
    pub(super) trail: f32,
}

/// Which way edges are crossed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    X,
    Y,
}

/// The line spread of a transmission plane along an axis, from edges whose middle `counts`. `noise` is the standard
/// deviation of air. None where there are too few straight edges.
pub(super) fn line_spread(
    plane: &[f32],
    width: usize,
    noise: f32,
    axis: Axis,
    counts: impl Fn(usize) -> bool,
) -> Option<LineSpread> {
    let height = plane.len() / width.max(1);
    let (across, along) = if axis == Axis::X { (width, height) } else { (height, width) };
    let index = |a: usize, b: usize| if axis == Axis::X { b * width + a } else { a * width + b };
    if across < 2 * REACH + 4 || along < 3 {
        return None;
    }
    let mut runs = Vec::new();
    let mut open: Vec<Run> = Vec::new();
    for b in 1..along - 1 {
        let mut next: Vec<Run> = Vec::new();
        for a in REACH..across - REACH - 1 {
            if !counts(index(a, b)) {
                continue;
            }
            let Some(slopes) = slopes(|i| plane[index(i, b)], a, noise) else { continue };
            let turn = (plane[index(a, b + 1)] - plane[index(a, b - 1)]).abs();
            if turn > 0.2 * slopes[REACH].abs() + 4.0 * noise {
                continue;
            }
            let found = open.iter().position(|run| run.at.abs_diff(a) <= 1 && run.slopes[REACH] * slopes[REACH] > 0.0);
            let mut run = found.map_or_else(Run::default, |i| open.swap_remove(i));
            run.at = a;
            run.rows += 1;
            run.slopes.iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += slope);
            next.push(run);
        }
        runs.extend(open.drain(..).filter(|run| run.rows >= RUN));
        open = next;
    }
    runs.extend(open.into_iter().filter(|run| run.rows >= RUN));
    if runs.len() < FEWEST {
        return None;
    }
    let mut measured: Vec<(LineSpread, usize)> = runs.iter().map(|run| (run.spread(axis), run.rows)).collect();
    measured.sort_by(|a, b| a.0.variance.total_cmp(&b.0.variance));
    let total: usize = measured.iter().map(|run| run.1).sum();
    let mut rows = 0;
    let rank = measured.iter().position(|run| {
        rows += run.1;
        rows as f32 >= total as f32 * SHARPEST
    });
    let rank = rank.unwrap_or(0);
    Some(LineSpread { variance: measured[rank].0.variance, trail: trail(&runs) })
}

/// A trail lies behind every edge; what looks like one because objects have slopes lies within them, so it changes sides
/// between an edge into an object and one out of it.
fn trail(runs: &[Run]) -> f32 {
    let median = |into: bool| {
        let mut trails: Vec<f32> =
            runs.iter().filter(|run| (run.slopes[REACH] < 0.0) == into).map(|run| run.spread(Axis::Y).trail).collect();
        trails.sort_by(f32::total_cmp);
        trails.get(trails.len() / 2).copied()
    };
    match (median(true), median(false)) {
        (Some(into), Some(out)) => (0.5 * (into + out)).max(0.0),
        _ => 0.0,
    }
}

type Slopes = [f32; 2 * REACH + 1];

/// The slopes around the steepest place between samples `at` and `at + 1`; none where this is no clean step.
fn slopes(sample: impl Fn(usize) -> f32, at: usize, noise: f32) -> Option<Slopes> {
    let slopes: Slopes = std::array::from_fn(|j| sample(at + j + 1 - REACH) - sample(at + j - REACH));
    let middle = slopes[REACH];
    let clear = middle.abs() > (0.4 * STEP).max(CLEAR * noise);
    if !clear || slopes.iter().any(|slope| slope.abs() > middle.abs()) {
        return None;
    }
    let share = |j: usize| slopes[j] / middle;
    let slack = 3.0 * noise / middle.abs();
    // A thin wall turns the slope round beside the edge.
    let level = |j: usize| share(j).abs() < 0.05 + slack;
    let clean = [REACH - 2, REACH - 1, REACH + 1, REACH + 2].iter().all(|&j| share(j) > -0.02 - slack);
    (clean && level(0) && level(2 * REACH)).then_some(slopes)
}

/// A straight edge over some rows.
#[derive(Default)]
struct Run {
    at: usize,
    rows: usize,
    slopes: Slopes,
}

impl Run {
    fn spread(&self, axis: Axis) -> LineSpread {
        let d = |offset: isize| self.slopes[REACH.wrapping_add_signed(offset)];
        // A trail of share l adds l times the last sample: taken off again, the slopes are even on both sides.
        // Elements of the line do not see each other's past.
        let trail = if axis == Axis::X { 0.0 } else { ((d(1) - d(-1)) / (d(0) - d(-2))).clamp(-0.5, 0.5) };
        let (before, middle, after) = (d(-1) - trail * d(-2), d(0) - trail * d(-1), d(1) - trail * d(0));
        let beside = (0.5 * (before + after) / middle).clamp(1e-4, 0.95);
        LineSpread { variance: variance_of((-0.5 / beside.ln()).sqrt()), trail }
    }
}

/// Variance of the sampled Gaussian of a standard deviation, pixels squared.
fn variance_of(sigma: f32) -> f32 {
    gaussian(sigma).map_or(0.0, |kernel| {
        let radius = (kernel.len() / 2) as f32;
        kernel.iter().enumerate().map(|(i, w)| w * (i as f32 - radius).powi(2)).sum()
    })
}

/// The standard deviation for [`crate::physics::detector::blur`] that adds this variance, pixels; 0 for none.
pub(super) fn sigma_for(variance: f32) -> f32 {
    if variance < 0.01 {
        return 0.0;
    }
    let (mut low, mut high) = (0.1f32, 6.0f32);
    for _ in 0..30 {
        let middle = 0.5 * (low + high);
        if variance_of(middle) < variance { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dice::{Dice, Split},
        physics::detector::{Signal, blur, lag},
    };

    /// Rectangles on air with noise of `noise`, blurred and smeared.
    fn picture(sigma: f32, trail: f32, noise: f32) -> Vec<f32> {
        let mut data = vec![1.0; 240 * 240];
        for (i, [x, y]) in
            [[20usize, 20usize], [90, 30], [160, 24], [24, 100], [100, 110], [170, 120]].into_iter().enumerate()
        {
            for row in y..y + 50 {
                data[row * 240 + x..row * 240 + x + 45].fill(0.25 + 0.1 * i as f32);
            }
        }
        let mut signal = Signal { width: 240, data: &mut data };
        blur(&mut signal, sigma);
        lag(&mut signal, trail);
        let mut dice = Dice::new(4, 0, Split::Train);
        data.iter_mut().for_each(|v| *v += noise * dice.normal());
        data
    }

    #[test]
    fn blur_is_found_again_from_the_edges() {
        for sigma in [0.4f32, 0.6, 0.95] {
            for noise in [0.0, 0.006] {
                let data = picture(sigma, 0.0, noise);
                for axis in [Axis::X, Axis::Y] {
                    let spread = line_spread(&data, 240, noise, axis, |_| true).unwrap();
                    let found = sigma_for(spread.variance);
                    assert!(
                        (found - sigma).abs() < 0.12 + 6.0 * noise,
                        "{sigma} with noise {noise}: {found} {spread:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_trail_is_found_along_its_axis_alone_and_is_no_blur() {
        let data = picture(0.6, 0.1, 0.0);
        let x = line_spread(&data, 240, 0.0, Axis::X, |_| true).unwrap();
        let y = line_spread(&data, 240, 0.0, Axis::Y, |_| true).unwrap();
        assert!((y.trail - 0.1).abs() < 0.02, "{x:?} {y:?}");
        assert!((y.variance - x.variance).abs() < 0.03, "{x:?} {y:?}");
    }

    #[test]
    fn a_picture_without_edges_has_no_spread() {
        assert_eq!(line_spread(&vec![1.0; 100 * 100], 100, 0.0, Axis::X, |_| true), None);
    }
}
