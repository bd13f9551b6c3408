//! The image-based factors that make a threat hard to see, after Schwaninger, Hardmeier and Hofer (2005) and Bolfing and
//! Schwaninger (2007). `docs/projection.md` gives each formula, its source, and what had to be chosen here.

use super::{host::Host, matched::Window};
use crate::physics::detector::{Signal, blur};

/// A pixel darker than this (of 255) counts as one that the eye cannot look through.
const OPAQUE: f32 = 64.0;
/// Standard deviation of the low-pass whose complement is the high-pass of clutter, pixels.
const LOW_PASS: f32 = 3.0;
/// The difficult view of the X-Ray Object Recognition Test is turned this far from the easy one, degrees.
const DIFFICULT_VIEW: f32 = 85.0;

/// Image-based factors of one threat in one picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factors {
    /// Rotation from the threat's easiest view as a share of 85 degrees, 0 to 1; none where a cut-out does not tell it.
    pub view_difficulty: Option<f32>,
    /// 255 less the root mean square difference of the picture with and without the threat, over the threat's pixels, in
    /// grey levels: 255 for a threat that does not show.
    pub superposition: f32,
    /// Share of the parcel's pixels darker than 64 of 255 before the threat was added, 0 to 1.
    pub opacity: f32,
    /// Mean high-pass signal over the parcel before the threat was added, grey levels.
    pub clutter: f32,
    /// Pixels of the parcel's hull.
    pub parcel_size: usize,
}

/// Measures a projection; `after` is the host's transmission with the threat, `mask` where that lies in the host.
pub(super) fn measure(host: &Host, after: &[Vec<f32>], mask: &[bool], rotation: Option<f32>) -> Factors {
    let without = host.grey_levels(&host.planes);
    let with = host.grey_levels(after);
    let (mut squares, mut size) = (0f64, 0usize);
    for i in (0..mask.len()).filter(|&i| mask[i]) {
        squares += f64::from(with[i] - without[i]).powi(2);
        size += 1;
    }
    let rms = (squares / size.max(1) as f64).sqrt() as f32;
    let mut smooth = without.clone();
    blur(&mut Signal { width: host.width(), data: &mut smooth }, LOW_PASS);
    let (mut dark, mut detail, mut parcel_size) = (0usize, 0f64, 0usize);
    for i in (0..without.len()).filter(|&i| host.inside[i]) {
        dark += usize::from(without[i] < OPAQUE);
        detail += f64::from((without[i] - smooth[i]).abs());
        parcel_size += 1;
    }
    let parcel = parcel_size.max(1) as f64;
    Factors {
        view_difficulty: rotation.map(|degrees| (degrees / DIFFICULT_VIEW).clamp(0.0, 1.0)),
        superposition: 255.0 - rms,
        opacity: (dark as f64 / parcel) as f32,
        clutter: (detail / parcel) as f32,
        parcel_size,
    }
}

/// Whether a threat can be seen at all: enough pixels, and enough change of transmission.
pub(super) fn visible(host: &Host, after: &[Vec<f32>], mask: &[bool], bounds: Window) -> bool {
    let area = mask.iter().filter(|&&m| m).count();
    let change: f64 = (0..mask.len())
        .filter(|&i| mask[i])
        .map(|i| {
            let planes = host.planes.iter().zip(after);
            planes.map(|(before, after)| f64::from(before[i] - after[i])).sum::<f64>() / host.planes.len() as f64
        })
        .sum();
    let large = area >= 24 && bounds.width.max(bounds.height) >= 9;
    large && change / area.max(1) as f64 > f64::from(crate::render::VISIBLE)
}
