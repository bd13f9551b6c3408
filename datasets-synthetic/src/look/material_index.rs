//! Material from two energies: where a pixel lies between plastic, aluminium, steel and tin.
//!
//! Tin and not lead is the heavy end: lead's K edge (88 keV) lies between the two energies and brings its ratio back to
//! that of lighter metals, so that a calibration which ends there does not rise with atomic number.

use crate::physics::{beam::Beam, material::Material};

const STEPS: usize = 128;
const DEEPEST: f32 = 9.0;

/// Low-energy attenuation of the reference materials as a function of high-energy attenuation, so
/// that beam hardening does not shift the material with thickness.
#[derive(Clone, Debug)]
pub struct MaterialIndex {
    /// Per reference and step of high-energy attenuation: `-ln` of low-energy transmission.
    curves: [[f32; STEPS]; 4],
}

impl MaterialIndex {
    /// Calibrates on polyethylene, aluminium, steel and tin in this beam.
    pub fn new(beam: &Beam) -> Self {
        let references = [
            (Material::Polyethylene, 700.0),
            (Material::Aluminium, 250.0),
            (Material::Steel, 70.0),
            (Material::Tin, 40.0),
        ];
        let curves = references.map(|(material, thickest)| {
            let sweep: Vec<(f32, f32)> = (1..=600)
                .map(|i| {
                    // Squares put more samples where thin matter changes fastest.
                    let (low, high) = beam.through(material, thickest * (i as f32 / 600.0).powi(2));
                    (-high.max(1e-30).ln(), -low.max(1e-30).ln())
                })
                .collect();
            let mut curve = [0.0; STEPS];
            let mut at = 0;
            for (step, value) in curve.iter_mut().enumerate().skip(1) {
                let wanted = step as f32 * DEEPEST / (STEPS - 1) as f32;
                while at + 2 < sweep.len() && sweep[at + 1].0 < wanted {
                    at += 1;
                }
                let ((h0, l0), (h1, l1)) = (sweep[at], sweep[at + 1]);
                *value = l0 + (l1 - l0) * (wanted - h0) / (h1 - h0).max(1e-6);
            }
            curve
        });
        Self { curves }
    }

    /// The material index at attenuations `low` and `high` (`-ln` of transmission): 0 plastic,
    /// 1 aluminium, 2 steel, 3 tin; clamped to that range.
    pub fn of(&self, low: f32, high: f32) -> f32 {
        let place = (high * ((STEPS - 1) as f32 / DEEPEST)).clamp(0.0, (STEPS - 2) as f32);
        let (step, share) = (place as usize, place.fract());
        let at = |k: usize| self.curves[k][step] + (self.curves[k][step + 1] - self.curves[k][step]) * share;
        let mut below = at(0);
        if low <= below {
            return 0.0;
        }
        for k in 1..4 {
            let above = at(k);
            if low < above {
                return (k - 1) as f32 + (low - below) / (above - below).max(1e-6);
            }
            below = above;
        }
        3.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::physics::beam::BeamSpec;

    #[test]
    fn index_holds_over_thickness() {
        let beam = Beam::new(&BeamSpec::default()).unwrap();
        let index = MaterialIndex::new(&beam);
        let cases = [
            (Material::Polyethylene, [10.0, 60.0, 200.0], 0.0),
            (Material::Aluminium, [2.0, 15.0, 50.0], 1.0),
            (Material::Steel, [1.0, 4.0, 15.0], 2.0),
        ];
        for (material, thicknesses, expected) in cases {
            for mm in thicknesses {
                let (low, high) = beam.through(material, mm);
                let got = index.of(-low.ln(), -high.ln());
                assert!((got - expected).abs() < 0.1, "{material:?} {mm} mm: {got}");
            }
        }
        let (low, high) = beam.through(Material::Brass, 3.0);
        let brass = index.of(-low.ln(), -high.ln());
        assert!(brass > 2.0 && brass < 3.0, "{brass}");
    }
}
