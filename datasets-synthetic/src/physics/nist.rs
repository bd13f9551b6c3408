//! Comparison of the attenuation used here with NIST's.
//!
//! Reference: J. H. Hubbell and S. M. Seltzer, "Tables of X-Ray Mass Attenuation Coefficients", NIST Standard Reference
//! Database 126 (NISTIR 5632), 20 to 150 keV.

use super::beam::{BeamError, mass_attenuation};

/// One value of the reference beside ours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// What the reference calls it.
    pub substance: &'static str,
    /// Photon energy, keV.
    pub kev: f64,
    /// Mass attenuation coefficient with coherent scattering after NIST, cm2/g.
    pub nist: f64,
    /// The same from `xraydb`, cm2/g.
    pub ours: f64,
}

impl Comparison {
    /// Ours over NIST's.
    pub fn ratio(&self) -> f64 {
        self.ours / self.nist
    }
}

/// Every value of the stored reference table beside ours.
///
/// # Errors
/// [`BeamError`] when the attenuation library lacks an element.
pub fn compare() -> Result<Vec<Comparison>, BeamError> {
    let mut all = Vec::new();
    for line in include_str!("nist.csv").lines().skip(1) {
        let fields: Vec<&'static str> = line.split(',').collect();
        let [substance, formula, kev, nist] = fields[..] else { continue };
        let (Ok(kev), Ok(nist)) = (kev.parse(), nist.parse()) else { continue };
        all.push(Comparison { substance, kev, nist, ours: mass_attenuation(formula, &[kev])?[0] });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Largest departure from NIST that is accepted, share.
    const TOLERANCE: f64 = 0.01;

    #[test]
    fn attenuation_agrees_with_nist() {
        let all = compare().unwrap();
        assert_eq!(all.len(), 7 * 8, "every line of the table counts");
        for one in all {
            assert!((one.ratio() - 1.0).abs() < TOLERANCE, "{one:?}: {:.4}", one.ratio());
        }
    }
}
