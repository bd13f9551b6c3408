//! A view as rows of 8-bit samples in display polarity, made on the fly.

use std::borrow::Cow;

use crate::{
    calibrate::{Calibration, short_runs},
    scan::{Pixels, Plane, View},
};

/// Where air lies on the 8-bit scale for sources deeper than 8 bits: below 255, so that what is brighter still shows.
const AIR_LEVEL: f32 = 240.0;

/// Transmission at high energy below which nothing can be seen: about 35 mm of steel, where the best parcel scanners
/// end. Also the lowest that the standard pseudo-colour shows as more than black.
const DENSE_TRANSMISSION: f32 = 0.0012;

/// Largest channel of a pixel that shows nothing, in 8-bit pictures: the darkest blue that pseudo-colours give to steel
/// is above, black with the noise of JPEG below.
const DENSE_CHANNEL: u8 = 40;

/// The same for 8-bit grey, which spends its tones evenly on transmission.
const DENSE_GREY: u8 = 5;

/// Counts of unattenuated beam below which a picture deeper than 8 bits is underexposed.
const MIN_AIR_COUNTS: f32 = 400.0;

/// Rows of a view, one or three channels, 0..=255, air bright once [`Samples::invert`] was called where needed.
pub(crate) struct Samples<'v> {
    view: &'v View,
    inverted: bool,
    kind: Kind,
}

enum Kind {
    Colour,
    /// `gain` turns counts into the 8-bit scale; `full` is what inversion subtracts from.
    Grey {
        gain: f32,
        full: u16,
        air: f32,
    },
    /// `dead` are the runs of columns to fill, low and high.
    Dual {
        calibration: Calibration,
        full: u16,
        dead: [Vec<(usize, usize)>; 2],
    },
}

impl<'v> Samples<'v> {
    pub(crate) fn new(view: &'v View, calibration: Option<&Calibration>) -> Self {
        let mut samples = Self { view, inverted: false, kind: Kind::Colour };
        samples.measure(calibration);
        samples
    }

    /// Turns the picture around: air was dark.
    pub(crate) fn invert(&mut self) {
        self.inverted = true;
        self.measure(None);
    }

    fn measure(&mut self, given: Option<&Calibration>) {
        self.kind = match &self.view.pixels {
            Pixels::Colour(_) => Kind::Colour,
            Pixels::Grey(plane) => {
                let full = full_scale(plane);
                let air = if self.view.source_bits <= 8 {
                    65535.0
                } else {
                    bright_level(plane, self.inverted.then_some(full)).max(1.0)
                };
                let gain = if self.view.source_bits <= 8 { 1.0 / 257.0 } else { AIR_LEVEL / air };
                Kind::Grey { gain, full, air }
            }
            Pixels::DualEnergy { low, high } => {
                let full = full_scale(low).max(full_scale(high));
                let fits = given.filter(|calibration| calibration.width() == low.width());
                let calibration = match (fits, self.inverted) {
                    (Some(calibration), _) => {
                        let mut own = calibration.clone();
                        // The width fits, which is all that can go wrong.
                        let _ = own.add_dead_columns(low, high);
                        own
                    }
                    (None, false) => Calibration::estimate(low, high),
                    (None, true) => Calibration::estimate(&turned(low, full), &turned(high, full)),
                };
                let dead = [short_runs(&calibration.dead_low), short_runs(&calibration.dead_high)];
                Kind::Dual { calibration, full, dead }
            }
        };
    }

    pub(crate) fn width(&self) -> usize {
        self.view.pixels.size().0
    }

    pub(crate) fn height(&self) -> usize {
        self.view.pixels.size().1
    }

    pub(crate) fn channels(&self) -> usize {
        if matches!(self.kind, Kind::Colour) { 3 } else { 1 }
    }

    /// Whether there is enough beam to judge by.
    pub(crate) fn well_exposed(&self) -> bool {
        match &self.kind {
            Kind::Colour => true,
            Kind::Grey { air, .. } => *air >= MIN_AIR_COUNTS,
            Kind::Dual { calibration, .. } => {
                let alive = |air: &[f32]| air.iter().filter(|&&level| level >= MIN_AIR_COUNTS).count() * 2 > air.len();
                alive(&calibration.air_low) && alive(&calibration.air_high)
            }
        }
    }

    /// Levels and full scale of a dual-energy view as the gate used them.
    pub(crate) fn into_calibration(self) -> Option<Calibration> {
        match self.kind {
            Kind::Dual { calibration, .. } => Some(calibration),
            _ => None,
        }
    }

    /// `width * channels` samples of row `y`.
    pub(crate) fn row(&self, y: usize) -> Cow<'v, [u8]> {
        match (&self.view.pixels, &self.kind) {
            (Pixels::Colour(plane), _) => {
                let row = plane.row(y).as_flattened();
                if self.inverted { row.iter().map(|&v| 255 - v).collect::<Vec<_>>().into() } else { row.into() }
            }
            (Pixels::Grey(plane), Kind::Grey { gain, full, .. }) => {
                let row = plane.row(y).iter();
                if self.inverted {
                    row.map(|&n| (f32::from(full.saturating_sub(n)) * gain) as u8).collect::<Vec<_>>().into()
                } else {
                    row.map(|&n| (f32::from(n) * gain) as u8).collect::<Vec<_>>().into()
                }
            }
            (Pixels::DualEnergy { low, high }, Kind::Dual { calibration: c, full, dead }) => {
                let low = self.transmission(low.row(y), *full, &c.dark_low, &c.air_low, &dead[0]);
                let high = self.transmission(high.row(y), *full, &c.dark_high, &c.air_high, &dead[1]);
                // The darker of the two: thin plastic shows at low energy, a thin hole in steel at neither.
                low.iter().zip(&high).map(|(a, b)| a.min(*b) as u8).collect::<Vec<_>>().into()
            }
            // Kind is made from the pixels, so the two never disagree.
            _ => Cow::Borrowed(&[]),
        }
    }

    /// Transmission of one row with air at [`AIR_LEVEL`], dead columns filled.
    fn transmission(&self, row: &[u16], full: u16, dark: &[f32], air: &[f32], dead: &[(usize, usize)]) -> Vec<f32> {
        let (sign, offset) = if self.inverted { (-1.0, f32::from(full)) } else { (1.0, 0.0) };
        let levels = row.iter().zip(dark.iter().zip(air));
        let mut out: Vec<f32> = levels
            .map(|(&n, (dark, air))| (offset + sign * f32::from(n) - dark) * (AIR_LEVEL / (air - dark).max(1.0)))
            .collect();
        for &(start, end) in dead {
            crate::calibrate::fill(&mut out, start, end);
        }
        out
    }

    /// Whether a sample of 0 is the end of the scale and not just a small one: deeper sources go on below.
    pub(crate) fn zero_is_the_end(&self) -> bool {
        self.view.source_bits <= 8
    }

    /// Whether nothing can be seen at a pixel, given its 8-bit samples.
    pub(crate) fn is_dense(&self, x: usize, y: usize, samples: &[u8]) -> bool {
        match (&self.view.pixels, &self.kind) {
            (Pixels::Grey(plane), Kind::Grey { full, air, .. }) if self.view.source_bits > 8 => {
                let n = plane.at(x, y);
                let n = if self.inverted { full.saturating_sub(n) } else { n };
                f32::from(n) < DENSE_TRANSMISSION * air
            }
            (Pixels::Grey(_), _) => samples.iter().all(|&v| v <= DENSE_GREY),
            (Pixels::DualEnergy { high, .. }, Kind::Dual { calibration: c, full, .. }) => {
                let n = high.at(x, y);
                let n = if self.inverted { full.saturating_sub(n) } else { n };
                !c.dead_high[x] && f32::from(n) - c.dark_high[x] < DENSE_TRANSMISSION * (c.air_high[x] - c.dark_high[x])
            }
            _ => samples.iter().all(|&v| v <= DENSE_CHANNEL),
        }
    }

    /// The value that inversion subtracts from, in counts; 65535 unless the scanner uses fewer bits.
    pub(crate) fn full_scale(view: &View) -> u16 {
        match &view.pixels {
            Pixels::Colour(_) => u16::MAX,
            Pixels::Grey(plane) => full_scale(plane),
            Pixels::DualEnergy { low, high } => full_scale(low).max(full_scale(high)),
        }
    }
}

/// A plane of the other polarity.
pub(crate) fn turned(plane: &Plane<u16>, full: u16) -> Plane<u16> {
    plane.map(|&n| full.saturating_sub(n))
}

/// The smallest range of whole bits, 10 or more, that holds every sample: 12-bit detectors write 16-bit files.
fn full_scale(plane: &Plane<u16>) -> u16 {
    let top = plane.data().iter().copied().max().unwrap_or(0);
    (10..16).map(|bits| (1u16 << bits) - 1).find(|&full| top <= full).unwrap_or(u16::MAX)
}

/// The level that the brightest half per cent reaches, in counts.
fn bright_level(plane: &Plane<u16>, inverted_from: Option<u16>) -> f32 {
    let step = (plane.data().len() / 65_536).max(1);
    // A step that divides the width would look at some columns only.
    let step = if plane.width().is_multiple_of(step) && step > 1 { step + 1 } else { step };
    let mut values: Vec<f32> = plane
        .data()
        .iter()
        .step_by(step)
        .map(|&n| f32::from(inverted_from.map_or(n, |full| full.saturating_sub(n))))
        .collect();
    crate::calibrate::quantile(&mut values, 0.995)
}
