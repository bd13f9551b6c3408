//! What a scanner in want of service adds to a well-kept detector ([`super::detector`]): gain that drifts from line to
//! line, dark current and gain that have moved since the last air correction, dead elements.
//!
//! Signals here are corrected already: what air correction takes out (the fixed pattern of gain and dark current, the
//! belt) cancels, and only what has changed since is left.

use std::f32::consts::TAU;

use super::detector::Signal;
use crate::dice::Dice;

/// What becomes of a dead element's line of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dead {
    /// It reads nothing: black.
    Dark,
    /// It reads full scale: white.
    Stuck,
    /// The scanner fills it in from its neighbours.
    Mended,
}

/// One scanner's faults: how large its errors are and which elements are dead. Each detector layer has electronics, and
/// so errors, of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    /// Whether the detector's elements lie along y: the belt runs along x.
    pub upright: bool,
    /// Standard deviation of the gain of whole lines (integration time), share.
    pub line_drift: f32,
    /// Largest gain error that has grown since air correction, smooth over the elements, share.
    pub shading: f32,
    /// Standard deviation of the elements' dark current since dark correction, share of full scale.
    pub dark_drift: f32,
    /// Dead elements: their place along the detector, 0 to 1, and what is read there.
    pub dead: Vec<(f32, Dead)>,
}

impl Faults {
    /// Draws what may be wrong.
    pub fn draw(dice: &mut Dice) -> Self {
        let dead = if dice.chance(0.6) { dice.int(1, 4) } else { 0 };
        Self {
            upright: dice.chance(0.6),
            line_drift: dice.log_uniform(5e-4, 1.5e-2),
            shading: dice.uniform(0.0, 0.03),
            dark_drift: dice.log_uniform(5e-5, 1e-3),
            dead: (0..dead).map(|_| (dice.unit(), *dice.pick(&[Dead::Dark, Dead::Stuck, Dead::Mended]))).collect(),
        }
    }

    /// Applies them to one energy's corrected transmission picture in place.
    pub fn apply(&self, signal: &mut Signal<'_>, dice: &mut Dice) {
        let width = signal.width;
        let height = signal.data.len() / width.max(1);
        let (elements, lines) = if self.upright { (height, width) } else { (width, height) };
        let waves = dice.uniform(0.5, 3.0);
        let phase = dice.uniform(0.0, TAU);
        let element: Vec<(f32, f32)> = (0..elements)
            .map(|i| {
                let bend = (TAU * waves * i as f32 / elements as f32 + phase).sin();
                (1.0 + self.shading * bend, self.dark_drift * dice.normal())
            })
            .collect();
        // Drift is slow: each line remembers most of the last one's error.
        const MEMORY: f32 = 0.9;
        let fresh = self.line_drift * (1.0 - MEMORY * MEMORY).sqrt();
        let mut error = self.line_drift * dice.normal();
        let line: Vec<f32> = (0..lines)
            .map(|_| {
                error = MEMORY * error + fresh * dice.normal();
                1.0 + error
            })
            .collect();
        for (i, value) in signal.data.iter_mut().enumerate() {
            let (x, y) = (i % width, i / width);
            let (at, along) = if self.upright { (y, x) } else { (x, y) };
            let (gain, dark) = element[at];
            *value = (*value * gain * line[along] + dark).max(0.0);
        }
        for &(place, dead) in &self.dead {
            let at = ((place * elements as f32) as usize).min(elements.saturating_sub(1));
            self.kill(signal, at, [elements, lines], dead);
        }
    }

    fn kill(&self, signal: &mut Signal<'_>, at: usize, [elements, lines]: [usize; 2], dead: Dead) {
        let width = signal.width;
        let index = |element: usize, line: usize| {
            if self.upright { element * width + line } else { line * width + element }
        };
        let (before, after) = (at.saturating_sub(1), (at + 1).min(elements - 1));
        for line in 0..lines {
            signal.data[index(at, line)] = match dead {
                Dead::Dark => 0.0,
                Dead::Stuck => 1.0,
                Dead::Mended => (signal.data[index(before, line)] + signal.data[index(after, line)]) * 0.5,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Split;

    fn air(faults: &Faults) -> Vec<f32> {
        let mut data = vec![1.0; 60 * 400];
        faults.apply(&mut Signal { width: 60, data: &mut data }, &mut Dice::new(2, 0, Split::Train));
        data
    }

    #[test]
    fn without_faults_nothing_changes() {
        assert!(air(&Faults::default()).iter().all(|&v| v == 1.0));
    }

    #[test]
    fn lines_drift_as_wholes_and_slowly() {
        let data = air(&Faults { line_drift: 0.01, ..Faults::default() });
        let lines: Vec<f32> = data.chunks(60).map(|line| line[0] - 1.0).collect();
        assert!(data.chunks(60).all(|line| line.iter().all(|&v| v == line[0])));
        let rms = |values: &[f32]| (values.iter().map(|v| v * v).sum::<f32>() / values.len() as f32).sqrt();
        let steps: Vec<f32> = lines.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!((rms(&lines) - 0.01).abs() < 0.004, "{}", rms(&lines));
        assert!(rms(&steps) < 0.6 * rms(&lines), "{} for {}", rms(&steps), rms(&lines));
    }

    #[test]
    fn a_dead_element_is_one_line_of_pixels_along_the_belt() {
        for (upright, count) in [(false, 400), (true, 60)] {
            for (dead, value) in [(Dead::Dark, 0.0), (Dead::Stuck, 1.0)] {
                let faults = Faults { upright, shading: 0.03, dead: vec![(0.5, dead)], ..Faults::default() };
                let data = air(&faults);
                let hits: Vec<usize> = (0..data.len()).filter(|&i| data[i] == value).collect();
                assert_eq!(hits.len(), count, "{upright} {dead:?}");
                assert!(hits.iter().all(|i| if upright { i / 60 == 200 } else { i % 60 == 30 }));
            }
        }
        let mended = air(&Faults { shading: 0.03, dead: vec![(0.5, Dead::Mended)], ..Faults::default() });
        assert!((mended[30] - (mended[29] + mended[31]) * 0.5).abs() < 1e-6);
    }
}
