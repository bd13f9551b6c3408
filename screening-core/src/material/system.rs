//! The tube and detector that the ratio curve is for, and the curve itself.
//!
//! Attenuation coefficients are those of Elam, Ravel and Sieber (Radiat. Phys. Chem. 63, 121-128, 2002) as tabulated by
//! `xraydb`; the tube's spectrum is computed with `spekpy` (Poludniowski, Omar, Bujila and Andreo, Med. Phys. 48, 3630-3637,
//! 2021). Both are averaged over bins of 5 keV, which changes no ratio below by more than 0.004.

/// Number of energy bins: 5 keV each, from 10 to 160 keV.
pub const BINS: usize = 30;

/// What the two detector layers absorb of the open beam, as energy per bin of 5 keV from 10 keV on. Only the proportions
/// within a layer matter.
///
/// The default is a usual parcel scanner: tungsten tube at 160 kVp (20 degrees) behind 3 mm Al, a front layer of
/// 0.12 g/cm2 CsI, a filter of 0.6 mm Cu and a back layer of 1.8 g/cm2 CsI. Ratios of other dual-layer designs between 140
/// and 160 kVp differ by about 5 %; give your own weights for a scanner that differs more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SystemModel {
    /// Weights of the layer that sees the lower energies.
    pub low: [f32; BINS],
    /// Weights of the layer that sees the higher energies.
    pub high: [f32; BINS],
}

impl Default for SystemModel {
    fn default() -> Self {
        Self {
            low: [
                0.00001, 0.00146, 0.01242, 0.02949, 0.05008, 0.08292, 0.09131, 0.08946, 0.08223, 0.19332, 0.06235,
                0.08425, 0.03804, 0.03248, 0.02751, 0.02316, 0.01942, 0.01622, 0.0135, 0.01119, 0.00923, 0.00756,
                0.00614, 0.00491, 0.00386, 0.00294, 0.00213, 0.00141, 0.00078, 0.00025,
            ],
            high: [
                0.0, 0.0, 0.0, 0.00002, 0.00023, 0.00035, 0.00182, 0.00606, 0.01359, 0.06946, 0.03472, 0.07271,
                0.04694, 0.05452, 0.06029, 0.06413, 0.06607, 0.06624, 0.06482, 0.06203, 0.05811, 0.0533, 0.04782,
                0.04186, 0.03556, 0.02905, 0.02241, 0.01571, 0.00913, 0.00308,
            ],
        }
    }
}

/// A material of known effective atomic number with its linear attenuation per bin, 1/cm.
struct Reference {
    z_eff: f32,
    mu: [f32; BINS],
}

/// Compounds by Mayneord's power law (Acta Int. Union Against Cancer 2, 271, 1937): the mean of `Z^2.94` over electrons.
const REFERENCES: [Reference; 6] = [
    // Polyethylene, 0.94 g/cm3.
    Reference {
        z_eff: 5.44,
        mu: [
            0.7802, 0.4587, 0.3349, 0.2734, 0.2389, 0.2207, 0.2083, 0.1995, 0.1929, 0.1867, 0.1831, 0.1792, 0.1758,
            0.1728, 0.17, 0.1674, 0.165, 0.1627, 0.1606, 0.1585, 0.1566, 0.1547, 0.1529, 0.1512, 0.1496, 0.148, 0.1465,
            0.145, 0.1436, 0.1423,
        ],
    },
    // Water.
    Reference {
        z_eff: 7.42,
        mu: [
            1.903, 0.9641, 0.6042, 0.4286, 0.3333, 0.2855, 0.255, 0.2348, 0.2207, 0.2087, 0.2022, 0.1956, 0.1903,
            0.1857, 0.1817, 0.1782, 0.175, 0.1721, 0.1694, 0.1669, 0.1646, 0.1624, 0.1604, 0.1584, 0.1565, 0.1547,
            0.153, 0.1514, 0.1498, 0.1484,
        ],
    },
    // Aluminium.
    Reference {
        z_eff: 13.0,
        mu: [
            24.67, 11.49, 6.336, 3.807, 2.443, 1.771, 1.356, 1.093, 0.9182, 0.7814, 0.7115, 0.647, 0.599, 0.5611,
            0.5307, 0.5059, 0.4854, 0.468, 0.4531, 0.4402, 0.4289, 0.4188, 0.4097, 0.4016, 0.3941, 0.3873, 0.381,
            0.3752, 0.3698, 0.3651,
        ],
    },
    // Titanium.
    Reference {
        z_eff: 22.0,
        mu: [
            184.1, 87.87, 48.47, 28.49, 17.44, 11.92, 8.472, 6.279, 4.83, 3.703, 3.134, 2.616, 2.238, 1.946, 1.719,
            1.539, 1.394, 1.276, 1.179, 1.098, 1.03, 0.9723, 0.9227, 0.8797, 0.8423, 0.8095, 0.7805, 0.7548, 0.732,
            0.7128,
        ],
    },
    // Iron.
    Reference {
        z_eff: 26.0,
        mu: [
            510.8, 247.8, 138.2, 81.78, 50.2, 34.25, 24.22, 17.8, 13.55, 10.24, 8.556, 7.027, 5.909, 5.046, 4.376,
            3.846, 3.422, 3.077, 2.794, 2.559, 2.362, 2.195, 2.053, 1.931, 1.825, 1.733, 1.652, 1.581, 1.519, 1.467,
        ],
    },
    // Copper.
    Reference {
        z_eff: 29.0,
        mu: [
            754.3, 369.6, 208.3, 124.0, 76.41, 52.22, 36.93, 27.1, 20.56, 15.43, 12.84, 10.47, 8.735, 7.398, 6.358,
            5.536, 4.877, 4.343, 3.905, 3.541, 3.237, 2.98, 2.761, 2.573, 2.411, 2.271, 2.148, 2.04, 1.946, 1.867,
        ],
    },
];

const NODES: usize = REFERENCES.len();

/// Steps of high-energy attenuation in the curve; see [`step_of`].
const STEPS: usize = 1024;

/// The curve ends here; [`crate::calibrate::MAX_ATTENUATION`] lies below.
const MAX_HIGH: f32 = 12.0;

/// Z_eff that the curve is cut off at: below, only noise; above, K-edges of heavy elements fold the curve back.
pub(super) const Z_RANGE: (f32, f32) = (4.0, 30.0);

impl SystemModel {
    /// `-ln T` at both energies, (low, high), behind `cm` of the material with the linear attenuations `mu`.
    pub fn attenuation(&self, mu: &[f32; BINS], cm: f32) -> (f32, f32) {
        let through = |weights: &[f32; BINS]| {
            let open: f32 = weights.iter().sum();
            let passed: f32 = weights.iter().zip(mu).map(|(w, m)| w * (-m * cm).exp()).sum();
            -(passed / open).max(f32::MIN_POSITIVE).ln()
        };
        (through(&self.low), through(&self.high))
    }

    /// The curve of this system. Costs about a millisecond: make it once a picture, not once a pixel.
    pub fn curve(&self) -> RatioCurve {
        let mut nodes = vec![[0f32; NODES]; STEPS];
        for (node, reference) in REFERENCES.iter().enumerate() {
            // Walks outward in thickness; both attenuations grow with it, so one pass meets every step in order.
            let mut step = 0;
            let (mut cm, mut last) = (0f32, (0f32, 0f32));
            let mut growth = 1e-5;
            while step < STEPS {
                cm += growth;
                growth *= 1.02;
                let here = self.attenuation(&reference.mu, cm);
                while step < STEPS && high_of(step) <= here.1 {
                    let t = (high_of(step) - last.1) / (here.1 - last.1).max(f32::MIN_POSITIVE);
                    let low = last.0 + (here.0 - last.0) * t;
                    nodes[step][node] = high_of(step) / low.max(f32::MIN_POSITIVE);
                    step += 1;
                }
                if here.1 > MAX_HIGH + 1.0 {
                    break;
                }
                last = here;
            }
        }
        RatioCurve { nodes }
    }
}

/// Attenuation at the middle of a step: finer where the beam is still soft and hardens fast.
fn high_of(step: usize) -> f32 {
    let t = (step as f32 + 0.5) / STEPS as f32;
    t / (1.0 - t)
}

fn step_of(high: f32) -> usize {
    let high = high.min(MAX_HIGH);
    ((high / (high + 1.0) * STEPS as f32) as usize).min(STEPS - 1)
}

/// High-energy over low-energy attenuation for each reference material, at each step of high-energy attenuation.
///
/// The ratio of the two attenuations orders materials by atomic number, because the photoelectric part falls with energy
/// and grows with about the cube of Z while the Compton part does neither (Alvarez and Macovski, Phys. Med. Biol. 21,
/// 733-744, 1976). It also falls with thickness as the beam hardens, hence a curve for each step of attenuation.
#[derive(Clone, Debug)]
pub struct RatioCurve {
    nodes: Vec<[f32; NODES]>,
}

impl RatioCurve {
    /// Low-energy over high-energy attenuation of the lightest matter, polyethylene: nothing has less.
    pub(super) fn lowest(&self, high: f32) -> f32 {
        1.0 / self.nodes[step_of(high)][0]
    }

    /// Effective atomic number from both attenuations, 4 to 30; both must be positive.
    pub fn z_eff(&self, low: f32, high: f32) -> f32 {
        let nodes = &self.nodes[step_of(high)];
        let ratio = high / low;
        // Ratios fall from node to node. Beyond the last the straight line goes on, within the range.
        let mut right = 1;
        while right + 1 < NODES && ratio < nodes[right] {
            right += 1;
        }
        let (a, b) = (&REFERENCES[right - 1], &REFERENCES[right]);
        let t = (nodes[right - 1] - ratio) / (nodes[right - 1] - nodes[right]).max(1e-4);
        (a.z_eff + (b.z_eff - a.z_eff) * t).clamp(Z_RANGE.0, Z_RANGE.1)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Attenuations of a reference material by its place in the table.
    pub(crate) fn behind(reference: usize, cm: f32) -> (f32, f32) {
        SystemModel::default().attenuation(&REFERENCES[reference].mu, cm)
    }

    #[test]
    fn reference_materials_come_out_at_their_atomic_number_at_every_thickness() {
        let curve = SystemModel::default().curve();
        for (index, reference) in REFERENCES.iter().enumerate() {
            for high in [0.05f32, 0.2, 1.0, 2.5, 4.5] {
                let mut cm = 0.0;
                while behind(index, cm).1 < high {
                    cm += 0.0005;
                }
                let (low, high) = behind(index, cm);
                let z = curve.z_eff(low, high);
                assert!((z - reference.z_eff).abs() < 0.6, "Z {} at {high}: {z}", reference.z_eff);
            }
        }
    }

    #[test]
    fn carried_numbers_agree_with_tabulated_half_value_layers() {
        // NIST (Hubbell and Seltzer, NISTIR 5632, 1995): mass attenuation at 60 keV of Al 0.2778 and Fe 1.205 cm2/g, at 100 keV
        // of water 0.1707.
        let at = |reference: usize, kev: f32| {
            let place = (kev - 12.5) / 5.0;
            let (i, t) = (place as usize, place.fract());
            let mu = &REFERENCES[reference].mu;
            mu[i] + (mu[i + 1] - mu[i]) * t
        };
        assert!((at(2, 60.0) / 2.7 / 0.2778 - 1.0).abs() < 0.03);
        assert!((at(4, 60.0) / 7.87 / 1.205 - 1.0).abs() < 0.03);
        assert!((at(1, 100.0) / 0.1707 - 1.0).abs() < 0.02);
    }
}
