//! The gate before the detector: is this a picture of a whole parcel, which way round is it, where is there nothing,
//! and where does the beam not come through?
//!
//! Everything runs on blocks of 8 x 8 pixels of 8-bit samples, row by row: one pass over the picture, no copy of it.
//! Doubt always falls on the side of looking: what is not surely air is matter, what is not surely the right way round
//! goes to a person.

mod background;
mod blocks;
mod hull;
mod samples;

use crate::{
    calibrate::Calibration,
    geometry::PixelBox,
    report::{Ability, ViewQuality},
    scan::{Plane, View},
};

pub(crate) use samples::Samples;

/// What the gate may assume and tolerate.
#[derive(Clone, Debug, PartialEq)]
pub struct QualityOptions {
    /// Levels of the detector, for raw dual-energy counts; estimated from the picture where there is none.
    pub calibration: Option<Calibration>,
    /// A connected dense area from this size on can hide a threat and makes the view SHIELD, in square millimetres; about
    /// a magazine's or a few cartridges' size. Used where the scan gives its scale.
    pub shield_mm2: f32,
    /// The same in pixels, for scans without a scale.
    pub shield_pixels: u32,
    /// Saturated share above which the exposure is not fit for screening, in percent.
    pub max_saturated_percent: f32,
}

impl Default for QualityOptions {
    fn default() -> Self {
        Self { calibration: None, shield_mm2: 400.0, shield_pixels: 600, max_saturated_percent: 10.0 }
    }
}

/// What the gate found in one view.
#[derive(Clone, Debug, PartialEq)]
pub struct Quality {
    /// The part that goes into the report.
    pub report: ViewQuality,
    /// Hulls of the parcels, largest first, pixels of the view; empty when the view is blank.
    pub parcels: Vec<PixelBox>,
    /// True where there is surely nothing; the size of the view. Faint lines of the belt, noise and anything else that is
    /// not plain background are false.
    pub air: Plane<bool>,
    /// True where the beam does not come through, in areas that are more than specks; the size of the view.
    pub dense: Plane<bool>,
    /// False when the picture is saturated, underexposed, or its polarity cannot be told.
    pub exposure_ok: bool,
    /// The colour of air after the polarity is corrected, scaled as the samples that the gate worked on: 8 bits for
    /// 8-bit sources, air at 240 for deeper ones. White when no air was found.
    pub air_colour: [u8; 3],
}

/// Examines one view. Never fails: what cannot be told shows in the result and leads to a person.
pub fn assess(view: &View, options: &QualityOptions) -> Quality {
    let (width, height) = view.pixels.size();
    let mut samples = Samples::new(view, options.calibration.as_ref());
    let mut sampled = background::sample(&samples);
    let polarity = background::polarity(&sampled);
    if polarity == background::Polarity::Inverted {
        samples.invert();
        sampled = background::sample(&samples);
    }
    let background = background::find(&sampled, samples.channels());
    let grid = blocks::Grid::of(&samples, &background);
    let air = grid.air_mask(width, height);
    let parcels = hull::parcels(&grid, &samples, &background);
    let shield_area = match view.mm_per_pixel {
        Some([x, y]) if x > 0.0 && y > 0.0 => options.shield_mm2 / (x * y),
        _ => options.shield_pixels as f32,
    };
    let dense = grid.dense_areas(&samples);
    let parcel_pixels = grid.matter_pixels().max(1) as f32;
    let dense_pixels = dense.pixels.min(grid.matter_pixels()) as f32;
    let inspected = ((width * height) as f32 - dense_pixels).max(1.0);
    let saturated_percent = 100.0 * grid.saturated(dense.pixels) as f32 / inspected;
    let blank = parcels.is_empty() || background.flat;
    let report = ViewQuality {
        blank,
        saturated_percent,
        polarity_corrected: polarity == background::Polarity::Inverted,
        clipped: !blank && hull::clipped(&grid, &samples, &background),
        dense_percent: 100.0 * dense_pixels / parcel_pixels,
        ability: if dense.largest as f32 >= shield_area.max(1.0) { Ability::Shield } else { Ability::NoInterference },
    };
    let exposure_ok = polarity != background::Polarity::Unclear
        && samples.well_exposed()
        && saturated_percent <= options.max_saturated_percent;
    Quality {
        report,
        parcels: if blank { Vec::new() } else { parcels },
        air,
        dense: dense.mask,
        exposure_ok,
        air_colour: background.colour,
    }
}
