//! How sharp a picture is, measured at its own straight edges.
//!
//! The derivative across a straight step is the line spread of the system (the edge method of ISO 12233 for cameras). Its
//! second central moment in pixels squared adds up over everything that blurs: two blurs of variances a and b make one of
//! a + b. So the difference of two variances is what one picture must be blurred by to be as soft as the other.

use crate::physics::detector::gaussian;

/// Pixels on each side of an edge that its moments are taken over.
const REACH: usize = 3;
/// Smallest step of transmission that is an edge.
const STEP: f32 = 0.06;
/// Smallest step in standard deviations of noise.
const CLEAR: f32 = 18.0;
/// Rows that a straight edge must run over, so that its noise averages out.
const RUN: usize = 6;
/// Runs needed for a measurement.
const FEWEST: usize = 4;
/// The sharpest share of the runs is what the system does; the rest is the slope of the objects.
const SHARPEST: f32 = 0.2;

/// The line spread along one axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LineSpread {
    /// Second central moment, pixels squared.
    pub(super) variance: f32,
    /// Third central moment, pixels cubed: positive where the trail lies at larger coordinates.
    pub(super) skew: f32,
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
    if across < 2 * REACH + 6 || along < 3 {
        return None;
    }
    let mut runs = Vec::new();
    let mut open: Vec<Run> = Vec::new();
    for b in 1..along - 1 {
        let mut next: Vec<Run> = Vec::new();
        for a in REACH + 1..across - REACH - 2 {
            if !counts(index(a, b)) {
                continue;
            }
            let Some(moments) = moments(|i| plane[index(i, b)], a, noise) else { continue };
            let turn = (plane[index(a, b + 1)] - plane[index(a, b - 1)]).abs();
            if turn > 0.3 * moments.step.abs() + 4.0 * noise {
                continue;
            }
            let found = open.iter().position(|run| run.at.abs_diff(a) <= 1 && run.step * moments.step > 0.0);
            let mut run = found.map_or_else(Run::default, |i| open.swap_remove(i));
            run.take(a, &moments);
            next.push(run);
        }
        runs.extend(open.drain(..).filter(|run| run.rows >= RUN));
        open = next;
    }
    runs.extend(open.into_iter().filter(|run| run.rows >= RUN));
    if runs.len() < FEWEST {
        return None;
    }
    runs.sort_by(|a, b| (a.variance / a.weight).total_cmp(&(b.variance / b.weight)));
    let total: usize = runs.iter().map(|run| run.rows).sum();
    let wanted = ((total as f32 * SHARPEST) as usize).max(RUN);
    let (mut rows, mut sum) = (0, Run::default());
    for run in &runs {
        sum.variance += run.variance;
        sum.skew += run.skew;
        sum.weight += run.weight;
        rows += run.rows;
        if rows >= wanted {
            break;
        }
    }
    Some(LineSpread { variance: (sum.variance / sum.weight).max(0.0), skew: sum.skew / sum.weight })
}

/// Moments of one step.
struct Moments {
    step: f32,
    variance: f32,
    skew: f32,
}

/// The moments of the derivative around the steepest place between samples `at` and `at + 1`; none where this is no clean
/// step between two level plateaus.
fn moments(sample: impl Fn(usize) -> f32, at: usize, noise: f32) -> Option<Moments> {
    let slope = |j: usize| sample(at + j + 1 - REACH) - sample(at + j - REACH);
    let slopes: [f32; 2 * REACH + 1] = std::array::from_fn(slope);
    let middle = slopes[REACH];
    if middle.abs() < 0.3 * STEP || slopes.iter().any(|s| s.abs() > middle.abs()) {
        return None;
    }
    let before = (sample(at - REACH) + sample(at - REACH - 1)) * 0.5;
    let after = (sample(at + REACH + 1) + sample(at + REACH + 2)) * 0.5;
    let step = after - before;
    let level = 0.04 * step.abs() + 3.0 * noise;
    let flat = (sample(at - REACH) - sample(at - REACH - 1)).abs() < level
        && (sample(at + REACH + 1) - sample(at + REACH + 2)).abs() < level
        && slopes[0].abs() < level
        && slopes[2 * REACH].abs() < level;
    if step.abs() < STEP.max(CLEAR * noise) || !flat || step * middle < 0.0 {
        return None;
    }
    let total: f32 = slopes.iter().sum();
    let place = |j: usize| j as f32 - REACH as f32;
    let mean = slopes.iter().enumerate().map(|(j, s)| place(j) * s).sum::<f32>() / total;
    let moment = |power: i32| {
        slopes.iter().enumerate().map(|(j, s)| (place(j) - mean).powi(power) * s).sum::<f32>() / total
    };
    Some(Moments { step, variance: moment(2), skew: moment(3) })
}

/// A straight edge over some rows.
#[derive(Default)]
struct Run {
    at: usize,
    rows: usize,
    step: f32,
    variance: f32,
    skew: f32,
    weight: f32,
}

impl Run {
    fn take(&mut self, at: usize, moments: &Moments) {
        // The larger the step, the less noise there is in its moments.
        let weight = moments.step * moments.step;
        self.at = at;
        self.rows += 1;
        self.step = moments.step;
        self.variance += moments.variance * weight;
        self.skew += moments.skew * weight;
        self.weight += weight;
    }
}

/// The standard deviation for [`crate::physics::detector::blur`] that adds this variance, pixels; 0 for none.
pub(super) fn sigma_for(variance: f32) -> f32 {
    let of = |sigma: f32| {
        gaussian(sigma).map_or(0.0, |kernel| {
            let radius = (kernel.len() / 2) as f32;
            kernel.iter().enumerate().map(|(i, w)| w * (i as f32 - radius).powi(2)).sum()
        })
    };
    if variance < 0.01 {
        return 0.0;
    }
    let (mut low, mut high) = (0.1f32, 6.0f32);
    for _ in 0..30 {
        let middle = 0.5 * (low + high);
        if of(middle) < variance { low = middle } else { high = middle }
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
        for (i, [x, y]) in [[20usize, 20usize], [90, 30], [160, 24], [24, 100], [100, 110], [170, 120]].into_iter().enumerate() {
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
        for sigma in [0.35f32, 0.6, 0.95, 1.4] {
            for noise in [0.0, 0.006] {
                let data = picture(sigma, 0.0, noise);
                for axis in [Axis::X, Axis::Y] {
                    let spread = line_spread(&data, 240, noise, axis, |_| true).unwrap();
                    let found = sigma_for(spread.variance);
                    assert!((found - sigma).abs() < 0.12 + 6.0 * noise, "{sigma} with noise {noise}: {found} {spread:?}");
                }
            }
        }
    }

    #[test]
    fn a_trail_shows_as_skew_along_its_axis_alone() {
        let data = picture(0.6, 0.1, 0.0);
        let x = line_spread(&data, 240, 0.0, Axis::X, |_| true).unwrap();
        let y = line_spread(&data, 240, 0.0, Axis::Y, |_| true).unwrap();
        assert!(x.skew.abs() < 0.02 && y.skew > 0.08, "{x:?} {y:?}");
        assert!(y.variance > x.variance);
    }

    #[test]
    fn a_picture_without_edges_has_no_spread() {
        assert_eq!(line_spread(&vec![1.0; 100 * 100], 100, 0.0, Axis::X, |_| true), None);
    }
}
