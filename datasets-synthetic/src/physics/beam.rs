//! Transmission of a polychromatic beam through any mix of materials, at two detector energies.
//!
//! Beer and Lambert hold for each energy bin. So that a pixel needs three sums instead of one per
//! bin and material, each material's attenuation curve is written as a sum of three curves
//! (polyethylene, iron and lead: Compton-like, photoelectric, and one with a K edge), fitted by
//! least squares over the beam's bins; see Alvarez and Macovski, Phys. Med. Biol. 21 (1976).

use thiserror::Error;
use xraydb::{CrossSectionKind, XrayDb};

use super::{material::Material, spectrum::tube_spectrum};

/// Curves that every material is written in.
pub const BASES: usize = 3;
const BINS: usize = 16;

/// The attenuation data could not be read.
#[derive(Debug, Error)]
#[error("attenuation of {formula} could not be computed: {source}")]
pub struct BeamError {
    formula: &'static str,
    source: xraydb::XrayDbError,
}

/// Tube and detector of one scanner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BeamSpec {
    /// Tube voltage; the nearest stored spectrum is taken.
    pub kvp: f64,
    /// Added filter before the parcel, mm of aluminium.
    pub filter_al_mm: f64,
    /// Low-energy scintillator, g/cm2 of caesium iodide.
    pub front_csi: f64,
    /// Filter between the detector layers, mm of copper.
    pub gap_cu_mm: f64,
    /// High-energy scintillator, g/cm2 of caesium iodide.
    pub back_csi: f64,
}

impl Default for BeamSpec {
    fn default() -> Self {
        Self { kvp: 160.0, filter_al_mm: 2.0, front_csi: 0.12, gap_cu_mm: 0.6, back_csi: 1.8 }
    }
}

/// One energy bin.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bin {
    /// Mass attenuation of the three bases, cm2/g.
    mass_attenuation: [f32; BASES],
    /// Share of the unattenuated low-energy signal; the shares sum to 1.
    low: f32,
    /// Share of the unattenuated high-energy signal; the shares sum to 1.
    high: f32,
}

/// A beam ready to be sent through matter.
#[derive(Clone, Debug)]
pub struct Beam {
    bins: Vec<Bin>,
    /// Per material: g/cm2 of each basis per mm of the material.
    per_mm: Vec<[f32; BASES]>,
    /// Per material: largest relative error of the fit over the bins, weighted by signal.
    fit_error: Vec<f64>,
}

impl Beam {
    /// Computes the beam of a scanner.
    ///
    /// # Errors
    /// [`BeamError`] when the attenuation library lacks an element.
    pub fn new(spec: &BeamSpec) -> Result<Self, BeamError> {
        let spectrum = tube_spectrum(spec.kvp);
        let energies: Vec<f64> = spectrum.iter().map(|s| s.0).collect();
        let mass = |formula| mass_attenuation(formula, &energies);
        let (aluminium, copper, csi) = (mass("Al")?, mass("Cu")?, mass("CsI")?);
        let signal: Vec<(f64, f64)> = spectrum
            .iter()
            .enumerate()
            .map(|(i, &(energy, fluence))| {
                let arriving = fluence * (-aluminium[i] * spec.filter_al_mm * 0.270).exp();
                let through_front = (-csi[i] * spec.front_csi).exp();
                let through_gap = (-copper[i] * spec.gap_cu_mm * 0.896).exp();
                // The scintillators integrate energy, not counts.
                let low = arriving * energy * (1.0 - through_front);
                let high = arriving * energy * through_front * through_gap * (1.0 - (-csi[i] * spec.back_csi).exp());
                (low, high)
            })
            .collect();
        let edges = bin_edges(&signal);
        let total = signal.iter().fold((0.0, 0.0), |sum, s| (sum.0 + s.0, sum.1 + s.1));
        let shares: Vec<(f64, f64)> = edges
            .iter()
            .map(|&(from, to)| {
                let sum = signal[from..to].iter().fold((0.0, 0.0), |sum, s| (sum.0 + s.0, sum.1 + s.1));
                (sum.0 / total.0, sum.1 / total.1)
            })
            .collect();
        let binned = |curve: &[f64]| -> Vec<f64> {
            edges
                .iter()
                .map(|&(from, to)| {
                    let (mut sum, mut weight) = (0.0, 0.0);
                    for i in from..to {
                        let share = signal[i].0 / total.0 + signal[i].1 / total.1;
                        sum += curve[i] * share;
                        weight += share;
                    }
                    if weight > 0.0 { sum / weight } else { curve[from] }
                })
                .collect()
        };
        let bases = [binned(&mass("CH2")?), binned(&mass("Fe")?), binned(&mass("Pb")?)];
        let weights: Vec<f64> = shares.iter().map(|s| s.0 + s.1).collect();
        let mut per_mm = Vec::with_capacity(Material::ALL.len());
        let mut fit_error = Vec::with_capacity(Material::ALL.len());
        for material in Material::ALL {
            let curve = binned(&mass(material.formula())?);
            let fit = fit(&bases, &curve, &weights);
            let error = (0..edges.len())
                .map(|i| {
                    let fitted: f64 = (0..BASES).map(|k| fit[k] * bases[k][i]).sum();
                    ((fitted - curve[i]) / curve[i]).abs() * weights[i]
                })
                .sum::<f64>()
                / weights.iter().sum::<f64>();
            fit_error.push(error);
            per_mm.push(fit.map(|c| (c * material.density() * 0.1) as f32));
        }
        let bins = (0..edges.len())
            .map(|i| Bin {
                mass_attenuation: [bases[0][i] as f32, bases[1][i] as f32, bases[2][i] as f32],
                low: shares[i].0 as f32,
                high: shares[i].1 as f32,
            })
            .collect();
        Ok(Self { bins, per_mm, fit_error })
    }

    /// g/cm2 of each basis that one millimetre of `material` counts for.
    pub fn per_mm(&self, material: Material) -> [f32; BASES] {
        self.per_mm[material.index()]
    }

    /// Mass attenuation of the three bases, cm2/g, as one number per basis for rough optical depths:
    /// the harmonic mean over the high-energy signal, since matter lets the harder part through.
    pub fn reference(&self) -> [f32; BASES] {
        std::array::from_fn(|k| {
            let mean: f32 = self.bins.iter().map(|bin| bin.high / bin.mass_attenuation[k]).sum();
            1.0 / mean
        })
    }

    /// Mean relative error of the fit of `material`'s attenuation over the bins, weighted by signal.
    pub fn fit_error(&self, material: Material) -> f64 {
        self.fit_error[material.index()]
    }

    /// Transmission at low and high energy, 0 to 1, of each pixel of a run. `columns` are the three
    /// basis sums in g/cm2; all slices have the same length.
    pub fn transmit(&self, columns: [&[f32]; BASES], low: &mut [f32], high: &mut [f32]) {
        let [a, b, c] = columns;
        low.fill(0.0);
        high.fill(0.0);
        for bin in &self.bins {
            let [ma, mb, mc] = bin.mass_attenuation;
            for ((((low, high), &a), &b), &c) in low.iter_mut().zip(high.iter_mut()).zip(a).zip(b).zip(c) {
                let through = exp_negative(-(a * ma + b * mb + c * mc));
                *low += bin.low * through;
                *high += bin.high * through;
            }
        }
    }

    /// Attenuation (`-ln` of transmission) at low and high energy behind basis sums in g/cm2, and by how much each grows
    /// with each basis, cm2/g.
    pub fn attenuation(&self, columns: [f64; BASES]) -> ([f64; 2], [[f64; BASES]; 2]) {
        let mut passed = [0.0; 2];
        let mut taken = [[0.0; BASES]; 2];
        for bin in &self.bins {
            let mass = bin.mass_attenuation.map(f64::from);
            let depth: f64 = columns.iter().zip(mass).map(|(column, mass)| column * mass).sum();
            let through = (-depth).exp();
            for (energy, share) in [bin.low, bin.high].into_iter().enumerate() {
                let signal = f64::from(share) * through;
                passed[energy] += signal;
                for (sum, mass) in taken[energy].iter_mut().zip(mass) {
                    *sum += signal * mass;
                }
            }
        }
        let passed = passed.map(|signal: f64| signal.max(f64::MIN_POSITIVE));
        let slopes = std::array::from_fn(|energy| taken[energy].map(|sum| sum / passed[energy]));
        (passed.map(|signal| -signal.ln()), slopes)
    }

    /// Transmission at low and high energy through `mm` of one material.
    pub fn through(&self, material: Material, mm: f32) -> (f32, f32) {
        let column = self.per_mm(material).map(|c| [c * mm]);
        let (mut low, mut high) = ([0.0], [0.0]);
        self.transmit([&column[0], &column[1], &column[2]], &mut low, &mut high);
        (low[0], high[0])
    }
}

/// Mass attenuation coefficients with coherent scattering, cm2/g, at photon energies in keV.
///
/// # Errors
/// [`BeamError`] when the attenuation library lacks an element of the formula.
pub fn mass_attenuation(formula: &'static str, kev: &[f64]) -> Result<Vec<f64>, BeamError> {
    let energies: Vec<f64> = kev.iter().map(|e| e * 1000.0).collect();
    // With a density of 1 g/cm3 the linear coefficient in 1/cm is the mass coefficient in cm2/g.
    XrayDb::new()
        .material_mu(formula, 1.0, &energies, CrossSectionKind::Total)
        .map_err(|source| BeamError { formula, source })
}

/// Bins that hold about the same signal each, as index ranges of the spectrum.
fn bin_edges(signal: &[(f64, f64)]) -> Vec<(usize, usize)> {
    let total = signal.iter().fold((0.0, 0.0), |sum, s| (sum.0 + s.0, sum.1 + s.1));
    let mut edges = Vec::with_capacity(BINS);
    let (mut from, mut sum) = (0, 0.0);
    for (i, s) in signal.iter().enumerate() {
        sum += (s.0 / total.0 + s.1 / total.1) * 0.5;
        let full = sum >= (edges.len() + 1) as f64 / BINS as f64 && edges.len() + 1 < BINS;
        if full || i + 1 == signal.len() {
            edges.push((from, i + 1));
            from = i + 1;
        }
    }
    edges.retain(|&(from, to)| to > from);
    edges
}

/// Weighted least squares of `curve` over the bases, relative to the curve: normal equations of
/// size 3 solved by Cramer's rule.
fn fit(bases: &[Vec<f64>; BASES], curve: &[f64], weights: &[f64]) -> [f64; BASES] {
    let mut normal = [[0.0; BASES]; BASES];
    let mut right = [0.0; BASES];
    for i in 0..curve.len() {
        let weight = weights[i] / (curve[i] * curve[i]);
        for (k, base) in bases.iter().enumerate() {
            right[k] += weight * base[i] * curve[i];
            for (l, other) in bases.iter().enumerate() {
                normal[k][l] += weight * base[i] * other[i];
            }
        }
    }
    let det = |m: &[[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let whole = det(&normal);
    std::array::from_fn(|k| {
        let mut replaced = normal;
        for row in 0..BASES {
            replaced[row][k] = right[row];
        }
        det(&replaced) / whole
    })
}

/// `exp(x)` for `x <= 0` to about 1e-6, in a form that compilers vectorise (Cody and Waite's
/// reduction, polynomial of degree 6); 0 below -80.
#[inline(always)]
fn exp_negative(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-80.0, 0.5);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let r = (x - whole * 0.693_359_4) + whole * 2.121_944_4e-4;
    let p =
        1.0 + r * (1.0 + r * (0.5 + r * (0.166_666_67 + r * (0.041_666_67 + r * (0.008_333_33 + r * 0.001_388_89)))));
    let exponent = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    p * f32::from_bits(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_exponential_is_exact_enough() {
        for i in 0..8000 {
            let x = -(i as f32) * 0.01;
            let (got, exact) = (exp_negative(x), f64::from(x).exp());
            assert!((f64::from(got) - exact).abs() <= 3e-6 * exact, "{x}: {got} {exact}");
        }
    }

    #[test]
    fn materials_are_fitted_closely() {
        let beam = Beam::new(&BeamSpec::default()).unwrap();
        for material in Material::ALL {
            let error = beam.fit_error(material);
            // Heavy elements with a K edge inside the spectrum are the hardest.
            let limit = match material {
                Material::Tin | Material::Solder | Material::Silver | Material::Gold => 0.15,
                Material::Tungsten => 0.2,
                Material::Neodymium => 0.3,
                // A tenth of it is tin.
                Material::Bronze => 0.05,
                _ => 0.03,
            };
            assert!(error < limit, "{material:?}: {error}");
        }
    }

    #[test]
    fn attenuation_agrees_with_transmission_and_its_slopes_with_differences() {
        let beam = Beam::new(&BeamSpec::default()).unwrap();
        let column = beam.per_mm(Material::Brass).map(|c| f64::from(c) * 3.0);
        let (attenuation, slopes) = beam.attenuation(column);
        let (low, high) = beam.through(Material::Brass, 3.0);
        assert!((attenuation[0] + f64::from(low.ln())).abs() < 1e-3);
        assert!((attenuation[1] + f64::from(high.ln())).abs() < 1e-3);
        for basis in 0..BASES {
            let mut more = column;
            more[basis] += 1e-5;
            for (energy, after) in beam.attenuation(more).0.into_iter().enumerate() {
                let slope = (after - attenuation[energy]) / 1e-5;
                assert!((slope / slopes[energy][basis] - 1.0).abs() < 1e-3, "basis {basis}, energy {energy}");
            }
        }
    }

    #[test]
    fn a_step_wedge_orders_as_expected() {
        let beam = Beam::new(&BeamSpec::default()).unwrap();
        let ratio = |material, mm| {
            let (low, high) = beam.through(material, mm);
            assert!(low > 0.0 && low < high && high < 1.0, "{material:?} {mm}");
            low.ln() / high.ln()
        };
        // Ratios rise with atomic number at about the same attenuation.
        let (plastic, aluminium, steel) =
            (ratio(Material::Polyethylene, 60.0), ratio(Material::Aluminium, 18.0), ratio(Material::Steel, 2.0));
        assert!(plastic < aluminium && aluminium < steel, "{plastic} {aluminium} {steel}");
        // Beam hardening: the effective coefficient falls with thickness.
        let coefficient = |mm: f32| -beam.through(Material::Steel, mm).0.ln() / mm;
        assert!(coefficient(2.0) > coefficient(10.0));
    }
}
