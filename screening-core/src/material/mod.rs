//! From attenuation at two energies to matter: effective atomic number, and the standard pseudo-colour.

mod colour;
mod smooth;
mod starve;
mod system;

pub use colour::pseudo_colour;
pub(crate) use colour::{Palette, grey_tone, paint};
pub(crate) use starve::Floor;
pub use system::{BINS, RatioCurve, SystemModel};

use crate::{calibrate::LogAttenuation, scan::Plane};

/// Attenuation below which a pixel is air and has no atomic number.
const AIR: f32 = 0.012;

/// Where the ratio says nothing the matter counts as steel: dense enough to starve the beam in a parcel.
const STARVED_Z: f32 = 26.0;

/// At an edge a pixel sees dense matter and air at once and its ratio sinks below that of any matter. Such pixels, from this
/// attenuation on, take the atomic number of the densest pixel beside them.
const EDGE: f32 = 0.15;
const EDGE_RATIO: f32 = 0.97;
const EDGE_REACH: usize = 2;

/// Rows around a strip that its pixels depend on: three of smoothing and two of edges.
pub(crate) const RADIUS: usize = 5;

/// Attenuation from which noise hides more than smoothing does.
const FAINT: f32 = 5.0;

/// What the rays met. Both planes have the size of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct MaterialMap {
    /// `-ln` of the mean transmission of both energies; 0 is air. Smoothed only where noise hides everything else.
    pub attenuation: Plane<f32>,
    /// Effective atomic number along the ray, 4 to 30; 0 where there is air. Smoothed. Where the beam is starved it tends
    /// to 26, because a collapsed ratio must not make metal look organic. Lead and other elements with a K-edge in the
    /// beam's range read lower than they are: no ratio of two energies tells thin lead from aluminium.
    pub z_eff: Plane<f32>,
}

/// Decomposes attenuation at two energies with the default [`SystemModel`].
pub fn decompose(log: &LogAttenuation) -> MaterialMap {
    decompose_with(log, &SystemModel::default().curve())
}

/// Decomposes attenuation at two energies with the curve of a scanner. Planes of different sizes are a caller's mistake
/// that [`crate::calibrate::correct`] cannot make.
pub fn decompose_with(log: &LogAttenuation, curve: &RatioCurve) -> MaterialMap {
    let pixels = log.low.data().iter().copied().zip(log.high.data().iter().copied());
    let floor = Floor::measure(pixels.step_by((log.low.data().len() >> 18).max(1)), curve);
    decompose_above(log, curve, floor)
}

/// Decomposes a part of a picture whose floor is known.
pub(crate) fn decompose_above(log: &LogAttenuation, curve: &RatioCurve, floor: Floor) -> MaterialMap {
    let (low, high) = smooth::smooth(&log.low, &log.high);
    let mut attenuation = log.high.clone();
    let smoothed = low.data().iter().zip(high.data());
    for ((value, &raw), (&low, &high)) in attenuation.data_mut().iter_mut().zip(log.low.data()).zip(smoothed) {
        let sharp = mean_attenuation(raw, *value);
        *value = if sharp < FAINT { sharp } else { mean_attenuation(low, high).max(FAINT) };
    }
    // Negative marks an edge until its neighbours are known.
    let mut z_eff = high.clone();
    for (value, &low) in z_eff.data_mut().iter_mut().zip(low.data()) {
        let (low, high, starved) = floor.correct(low, *value);
        *value = if high < AIR {
            0.0
        } else if starved < 1.0 && high > EDGE && low < high * curve.lowest(high) * EDGE_RATIO {
            -1.0
        } else {
            let z = curve.z_eff(low.max(1e-6), high);
            z + (z.max(STARVED_Z) - z) * starved
        };
    }
    settle_edges(&mut z_eff, &high);
    MaterialMap { attenuation, z_eff }
}

/// `-ln((e^-low + e^-high) / 2)`, written so that nothing underflows.
fn mean_attenuation(low: f32, high: f32) -> f32 {
    (high - (0.5 + 0.5 * (high - low).exp()).ln()).max(0.0)
}

/// Gives each marked pixel the atomic number of the densest unmarked one within reach, and metal's where there is none:
/// wide areas without a ratio are those that the beam does not pass.
fn settle_edges(z_eff: &mut Plane<f32>, high: &Plane<f32>) {
    let (width, height) = (high.width(), high.height());
    let marked: Vec<usize> = (0..z_eff.data().len()).filter(|&i| z_eff.data()[i] < 0.0).collect();
    let settled: Vec<f32> = marked
        .iter()
        .map(|&index| {
            let (x, y) = (index % width, index / width);
            let mut densest = (high.data()[index], STARVED_Z);
            for ny in y.saturating_sub(EDGE_REACH)..(y + EDGE_REACH + 1).min(height) {
                for nx in x.saturating_sub(EDGE_REACH)..(x + EDGE_REACH + 1).min(width) {
                    let (h, z) = (high.at(nx, ny), z_eff.at(nx, ny));
                    if z > 0.0 && h > densest.0 {
                        densest = (h, z);
                    }
                }
            }
            densest.1
        })
        .collect();
    for (index, z) in marked.into_iter().zip(settled) {
        z_eff.data_mut()[index] = z;
    }
}

#[cfg(test)]
mod tests {
    use super::{system::tests::behind, *};

    /// A flat field of one reference material, with multiplicative noise of `sigma` on the counts of both planes.
    fn flat(reference: usize, cm: f32, sigma: f32) -> MaterialMap {
        let (low, high) = behind(reference, cm);
        let mut state = 1u32;
        let mut noise = || {
            // A sum of twelve uniform numbers has unit variance; the generator is Numerical Recipes' LCG.
            let sum: f32 = (0..12)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 8) as f32 / (1 << 24) as f32
                })
                .sum();
            (sum - 6.0) * sigma
        };
        let mut plane = |value: f32| Plane::filled(48, 48, value).map(|v| v + noise());
        decompose(&LogAttenuation { low: plane(low), high: plane(high) })
    }

    fn hue(rgb: [u8; 3]) -> &'static str {
        let [r, g, b] = rgb;
        if r > g && g >= b {
            "orange"
        } else if g > r && g > b {
            "green"
        } else if b > g && b > r {
            "blue"
        } else {
            "none"
        }
    }

    #[test]
    fn plastic_is_orange_aluminium_green_steel_blue_at_every_usual_thickness() {
        for (reference, thicknesses, expected) in [
            (0, [0.3, 2.0, 15.0], "orange"),
            (1, [0.3, 2.0, 15.0], "orange"),
            (2, [0.2, 1.0, 5.0], "green"),
            (4, [0.05, 0.3, 1.5], "blue"),
        ] {
            for cm in thicknesses {
                let colours = pseudo_colour(&flat(reference, cm, 0.004));
                let right = colours.data().iter().filter(|&&rgb| hue(rgb) == expected).count();
                assert!(right * 100 > 95 * 48 * 48, "material {reference}, {cm} cm: {right} of 2304 {expected}");
            }
        }
    }

    #[test]
    fn starved_steel_stays_metal() {
        // Both planes at the noise floor: the ratio is 1, which alone would say hydrogen.
        for floor in [6.8f32, 8.0, 9.0, 11.0] {
            let plane = Plane::filled(16, 16, floor);
            let map = decompose(&LogAttenuation { low: plane.clone(), high: plane });
            let [r, g, b] = pseudo_colour(&map).at(8, 8);
            assert!(r <= g.max(b) && b >= g, "at {floor}: {:?}", [r, g, b]);
        }
    }

    #[test]
    fn steel_keeps_different_tones_from_one_millimetre_to_thirty() {
        let tones: Vec<u32> = [0.1, 0.3, 0.6, 1.0, 1.5, 2.0, 2.5, 3.0]
            .map(|cm| pseudo_colour(&flat(4, cm, 0.0)).at(20, 20).into_iter().map(u32::from).sum())
            .to_vec();
        assert!(tones.windows(2).all(|pair| pair[0] > pair[1] + 6), "{tones:?}");
    }

    #[test]
    fn air_is_white_and_has_no_atomic_number() {
        let plane = Plane::filled(8, 8, 0f32);
        let map = decompose(&LogAttenuation { low: plane.clone(), high: plane });
        assert_eq!(pseudo_colour(&map).at(4, 4), [255; 3]);
        assert_eq!(map.z_eff.at(4, 4), 0.0);
    }
}
