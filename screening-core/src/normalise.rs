//! From a view in any of its forms to what the detector and the operator see: an 8-bit RGB picture, air white.

use rayon::prelude::*;

use crate::{
    calibrate::{Calibration, correct},
    material::{Floor, Palette, RADIUS, SystemModel, decompose_above, grey_tone, paint},
    quality::{Quality, Samples},
    scan::{Pixels, Plane, View},
};

/// Rows worked on at once, so that float planes of a long line scan never exist as a whole.
const STRIP: usize = 96;

/// Air with a channel darker than this is drawn up to white.
const WHITE_ENOUGH: u8 = 246;

/// A view as the detector gets it.
#[derive(Clone, Debug, PartialEq)]
pub struct NormalisedView {
    /// 8-bit sRGB of the view's size, display polarity, air white.
    pub rgb: Plane<[u8; 3]>,
    /// Effective atomic number of a dual-energy view, see [`crate::material::MaterialMap::z_eff`].
    pub z_eff: Option<Plane<f32>>,
}

/// Turns a view into the detector's picture: polarity corrected as `quality` found it, grey replicated (deeper than 8 bits
/// through the pseudo-colour's tones), dual energy rendered in the standard pseudo-colour with its atomic numbers beside.
/// Tinted air becomes white. `calibration` is used for raw dual-energy counts; without one, or with one of another width,
/// levels are estimated from the picture.
pub fn normalise(view: &View, quality: &Quality, calibration: Option<&Calibration>) -> NormalisedView {
    let inverted = quality.report.polarity_corrected;
    match &view.pixels {
        Pixels::Colour(plane) => {
            let air = white_point(quality);
            let tables = air.map(|air| channel_table(air, inverted));
            let rgb = if tables.iter().all(is_identity) {
                plane.clone()
            } else {
                plane.map(|rgb| [0, 1, 2].map(|c| tables[c][usize::from(rgb[c])]))
            };
            NormalisedView { rgb, z_eff: None }
        }
        Pixels::Grey(plane) => {
            let table = grey_table(view, plane, quality, inverted);
            NormalisedView { rgb: plane.map(|&n| [table[usize::from(n >> 4)]; 3]), z_eff: None }
        }
        Pixels::DualEnergy { low, high } => dual(view, low, high, inverted, calibration),
    }
}

/// What is drawn up to white: the colour of air, or white itself where air is white enough, or so dark that it was not
/// found as air and drawing it up would burn out matter.
fn white_point(quality: &Quality) -> [u8; 3] {
    let air = quality.air_colour;
    let drawn = air.iter().any(|&v| v < WHITE_ENOUGH) && air.iter().all(|&v| v >= 128);
    if drawn { air } else { [255; 3] }
}

/// What each 8-bit value of a channel becomes.
fn channel_table(white: u8, inverted: bool) -> [u8; 256] {
    let mut table = [0; 256];
    for (value, out) in (0u8..=255).zip(&mut table) {
        let shown = u32::from(if inverted { 255 - value } else { value });
        *out = (shown * 255 / u32::from(white)).min(255) as u8;
    }
    table
}

fn is_identity(table: &[u8; 256]) -> bool {
    table.iter().enumerate().all(|(value, &out)| value == usize::from(out))
}

/// Tones for 4096 steps of 16-bit counts.
fn grey_table(view: &View, plane: &Plane<u16>, quality: &Quality, inverted: bool) -> Vec<u8> {
    let shown = |step: usize, full: u32| {
        let n = (step as u32) << 4 | 8;
        if inverted { full.saturating_sub(n) } else { n }
    };
    if view.source_bits <= 8 {
        let table = channel_table(white_point(quality)[1], inverted);
        return (0..4096usize).map(|step| table[step >> 4]).collect();
    }
    let full = u32::from(Samples::full_scale(view));
    // Air as the gate saw it: the level that most of the background has, in counts.
    let mut levels: Vec<f32> = quality
        .air
        .data()
        .iter()
        .zip(plane.data())
        .filter(|&(&air, _)| air)
        .map(|(_, &n)| f32::from(n))
        .step_by(17)
        .collect();
    let air = if levels.is_empty() { full as f32 } else { crate::calibrate::quantile(&mut levels, 0.5) };
    let air = if inverted && !levels.is_empty() { full as f32 - air } else { air };
    (0..4096).map(|step| grey_tone(-(shown(step, full) as f32 / air.max(1.0)).max(1e-6).ln())).collect()
}

fn dual(
    view: &View,
    low: &Plane<u16>,
    high: &Plane<u16>,
    inverted: bool,
    given: Option<&Calibration>,
) -> NormalisedView {
    let (width, height) = (low.width(), low.height());
    let mut rgb = Plane::filled(width, height, [255u8; 3]);
    let mut z_eff = Plane::filled(width, height, 0f32);
    if width == 0 || height == 0 {
        return NormalisedView { rgb, z_eff: Some(z_eff) };
    }
    let full = Samples::full_scale(view);
    let mut samples = Samples::new(view, given);
    if inverted {
        samples.invert();
    }
    let Some(calibration) = samples.into_calibration() else { return NormalisedView { rgb, z_eff: Some(z_eff) } };
    let turn = |n: u16| if inverted { full.saturating_sub(n) } else { n };
    let strip = |plane: &Plane<u16>, rows: std::ops::Range<usize>| {
        let data = plane.data()[rows.start * width..rows.end * width].iter().map(|&n| turn(n)).collect();
        Plane::new(width, rows.len(), data)
    };
    let swapped = attenuations(low, high, &calibration, turn)
        // Between air, which is noise, and starvation, where both stand on the floor.
        .filter(|(low, high)| (0.1..3.5).contains(&low.min(*high)))
        .fold((0f64, 0f64), |(first, second), (low, high)| (first + f64::from(low), second + f64::from(high)));
    // Matter always takes more of the lower energies.
    let (low, high, calibration) = if swapped.1 > 1.05 * swapped.0 {
        tracing::warn!(view = view.name, "the low-energy and high-energy planes came in the wrong order; swapped");
        (high, low, calibration.swapped())
    } else {
        (low, high, calibration)
    };
    let curve = SystemModel::default().curve();
    let floor = Floor::measure(attenuations(low, high, &calibration, turn), &curve);
    let palette = Palette::standard();
    let chunks = rgb.data_mut().par_chunks_mut(STRIP * width).zip(z_eff.data_mut().par_chunks_mut(STRIP * width));
    chunks.enumerate().for_each(|(index, (rgb, z_eff))| {
        let top = index * STRIP;
        let from = top.saturating_sub(RADIUS);
        let rows = from..(top + STRIP + RADIUS).min(height);
        // Sizes and widths were made to fit above, so nothing is left undone here.
        let (Ok(low), Ok(high)) = (strip(low, rows.clone()), strip(high, rows)) else { return };
        let Ok(log) = correct(&low, &high, &calibration) else { return };
        let map = decompose_above(&log, &curve, floor);
        let skip = (top - from) * width;
        paint(&palette, &map, skip, rgb);
        z_eff.copy_from_slice(&map.z_eff.data()[skip..skip + z_eff.len()]);
    });
    NormalisedView { rgb, z_eff: Some(z_eff) }
}

/// Attenuations `(low, high)` on a grid of about 2^17 pixels over the picture, dead columns left out.
fn attenuations<'p>(
    low: &'p Plane<u16>,
    high: &'p Plane<u16>,
    calibration: &'p Calibration,
    turn: impl Fn(u16) -> u16 + 'p,
) -> impl Iterator<Item = (f32, f32)> + 'p {
    let (width, height) = (low.width(), low.height());
    let step = (((width * height) >> 17) as f32).sqrt().ceil().max(1.0) as usize;
    let of = move |n: u16, dark: f32, air: f32| {
        (((air - dark).max(1.0)).ln() - (f32::from(turn(n)) - dark).max(0.5).ln()).max(0.0)
    };
    let grid = (0..height).step_by(step).flat_map(move |y| (0..width).step_by(step).map(move |x| (x, y)));
    grid.filter(move |&(x, _)| !calibration.dead_low[x] && !calibration.dead_high[x]).map(move |(x, y)| {
        (
            of(low.at(x, y), calibration.dark_low[x], calibration.air_low[x]),
            of(high.at(x, y), calibration.dark_high[x], calibration.air_high[x]),
        )
    })
}
