//! The field's standard pseudo-colour: organic orange, mixed green, metal blue, too dense black, air white.

use super::{MaterialMap, system::Z_RANGE};
use crate::{calibrate::MAX_ATTENUATION, scan::Plane};

/// Colour of one kind of matter at growing attenuation. Steps widen with attenuation, so that most tones go to what the
/// beam passes and steel still falls from blue to navy, with its inside visible, before it is black.
type Ramp = [(f32, [f32; 3]); 9];

const ORGANIC: Ramp = [
    (0.0, [255.0, 255.0, 255.0]),
    (0.1, [255.0, 238.0, 218.0]),
    (0.3, [253.0, 212.0, 160.0]),
    (0.7, [248.0, 170.0, 88.0]),
    (1.4, [235.0, 125.0, 32.0]),
    (2.4, [196.0, 86.0, 8.0]),
    (4.0, [128.0, 52.0, 2.0]),
    (6.5, [56.0, 22.0, 2.0]),
    (9.0, [0.0, 0.0, 0.0]),
];

const MIXED: Ramp = [
    (0.0, [255.0, 255.0, 255.0]),
    (0.1, [232.0, 248.0, 226.0]),
    (0.3, [198.0, 234.0, 182.0]),
    (0.7, [146.0, 208.0, 118.0]),
    (1.4, [88.0, 172.0, 62.0]),
    (2.4, [44.0, 130.0, 34.0]),
    (4.0, [20.0, 84.0, 22.0]),
    (6.5, [8.0, 38.0, 12.0]),
    (9.0, [0.0, 0.0, 0.0]),
];

const METAL: Ramp = [
    (0.0, [255.0, 255.0, 255.0]),
    (0.1, [230.0, 237.0, 255.0]),
    (0.3, [192.0, 209.0, 254.0]),
    (0.7, [140.0, 168.0, 250.0]),
    (1.4, [88.0, 122.0, 238.0]),
    (2.4, [48.0, 82.0, 212.0]),
    (4.0, [26.0, 50.0, 160.0]),
    (6.5, [10.0, 22.0, 84.0]),
    (9.0, [0.0, 0.0, 0.0]),
];

/// Hues turn from one kind to the next between these atomic numbers; half-way is 10 and 18, where the kinds meet.
const ORGANIC_TO_MIXED: (f32, f32) = (8.6, 11.4);
const MIXED_TO_METAL: (f32, f32) = (16.0, 20.0);

const Z_STEPS: usize = 64;
const A_STEPS: usize = 1024;

/// The colours by atomic number and attenuation, one row of the table for each step of Z. Make it once a picture.
pub(crate) struct Palette {
    table: Vec<[u8; 3]>,
}

impl Palette {
    pub(crate) fn standard() -> Self {
        let ramps: Vec<[[f32; 3]; 3]> =
            (0..A_STEPS).map(|step| [&ORGANIC, &MIXED, &METAL].map(|ramp| along(ramp, attenuation_of(step)))).collect();
        let mut table = Vec::with_capacity(Z_STEPS * A_STEPS);
        for z_step in 0..Z_STEPS {
            let z = Z_RANGE.0 + (z_step as f32 + 0.5) / Z_STEPS as f32 * (Z_RANGE.1 - Z_RANGE.0);
            let green = ramp_up(z, ORGANIC_TO_MIXED);
            let blue = ramp_up(z, MIXED_TO_METAL);
            table.extend(ramps.iter().map(|[organic, mixed, metal]| {
                [0, 1, 2].map(|c| {
                    let soft = organic[c] + (mixed[c] - organic[c]) * green;
                    (soft + (metal[c] - soft) * blue).round() as u8
                })
            }));
        }
        Self { table }
    }

    pub(crate) fn colour(&self, attenuation: f32, z_eff: f32) -> [u8; 3] {
        let z = (z_eff - Z_RANGE.0) * (Z_STEPS as f32 / (Z_RANGE.1 - Z_RANGE.0));
        let z = (z.max(0.0) as usize).min(Z_STEPS - 1);
        // A square root spends the steps where the eye and the ramps need them.
        let a = (attenuation.max(0.0) * (1.0 / MAX_ATTENUATION)).sqrt() * A_STEPS as f32;
        self.table[z * A_STEPS + (a as usize).min(A_STEPS - 1)]
    }
}

fn attenuation_of(step: usize) -> f32 {
    let t = step as f32 / A_STEPS as f32;
    t * t * MAX_ATTENUATION
}

fn ramp_up(z: f32, (from, to): (f32, f32)) -> f32 {
    ((z - from) / (to - from)).clamp(0.0, 1.0)
}

fn along(ramp: &Ramp, a: f32) -> [f32; 3] {
    let right = ramp.iter().position(|&(at, _)| at > a).unwrap_or(ramp.len() - 1).max(1);
    let ((a0, c0), (a1, c1)) = (ramp[right - 1], ramp[right]);
    let t = ((a - a0) / (a1 - a0)).clamp(0.0, 1.0);
    [0, 1, 2].map(|c| c0[c] + (c1[c] - c0[c]) * t)
}

/// Renders a material map as 8-bit sRGB of the same size: organic (Z_eff below 10) orange, mixed (10 to 18) green, metal
/// (above 18) blue, air white and black only where no signal is left. Hues and tones are continuous.
pub fn pseudo_colour(map: &MaterialMap) -> Plane<[u8; 3]> {
    let palette = Palette::standard();
    let mut out = map.attenuation.map(|_| [0u8; 3]);
    paint(&palette, map, 0, out.data_mut());
    out
}

/// Paints `out.len()` pixels of the map, from pixel `skip` on.
pub(crate) fn paint(palette: &Palette, map: &MaterialMap, skip: usize, out: &mut [[u8; 3]]) {
    let samples = map.attenuation.data().iter().zip(map.z_eff.data()).skip(skip);
    for (rgb, (&attenuation, &z_eff)) in out.iter_mut().zip(samples) {
        *rgb = palette.colour(attenuation, z_eff);
    }
}

/// The tone that a single-energy transmission gets, 0..=255: the lightness of mixed matter, so that grey pictures rank
/// thickness as the pseudo-colour does.
pub(crate) fn grey_tone(attenuation: f32) -> u8 {
    let [r, g, b] = along(&MIXED, attenuation);
    (0.299 * r + 0.587 * g + 0.114 * b).round() as u8
}
