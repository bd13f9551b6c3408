//! Beam hardening: what multiplied transmissions get wrong for a polychromatic beam, and how two energies put it right.
//!
//! Transmissions of layers multiply for each photon energy, not for the sum over a spectrum: behind the parcel's matter the
//! beam is harder and the threat takes less of it than it takes of the open beam. With attenuations at two energies, matter
//! is written as two basis materials (Alvarez and Macovski, Phys. Med. Biol. 21, 733-744, 1976), the amounts of host and
//! threat are added, and the attenuation of the sum is computed with the beam's spectrum.

use crate::physics::beam::{BASES, Beam};

/// Attenuation above which a pixel says nothing of its matter.
const DEEPEST: f64 = 6.5;
/// The lighter basis attenuates low energies at least this much more than high ones; noise below it is drawn up.
const LEAST_RATIO: f64 = 1.05;
const STEPS: usize = 12;

/// Amounts of polyethylene and iron, g/cm2 (the first two bases of [`Beam`]), that attenuate by `low` and `high` (`-ln` of
/// transmission). Matter lighter than polyethylene has a negative amount of iron. Newton's method from thin matter.
pub fn decompose(beam: &Beam, low: f64, high: f64) -> [f64; BASES] {
    let high = high.clamp(0.0, DEEPEST);
    let low = low.clamp(high * LEAST_RATIO, DEEPEST * 1.3).max(0.0);
    if low < 1e-4 {
        return [0.0; BASES];
    }
    let mut columns = [0.0; BASES];
    for _ in 0..STEPS {
        let ([al, ah], [sl, sh]) = beam.attenuation(columns);
        let (dl, dh) = (low - al, high - ah);
        let det = sl[0] * sh[1] - sl[1] * sh[0];
        if det.abs() < 1e-12 {
            break;
        }
        columns[0] += (dl * sh[1] - dh * sl[1]) / det;
        columns[1] += (dh * sl[0] - dl * sh[0]) / det;
        if dl.abs() + dh.abs() < 1e-6 {
            break;
        }
    }
    if columns.iter().all(|c| c.is_finite()) { columns } else { [0.0; BASES] }
}

/// What must be added to the sum of both attenuations, low and high: negative, since the beam hardens.
pub fn correction(beam: &Beam, host: [f64; BASES], threat: [f64; BASES]) -> [f64; 2] {
    let both = std::array::from_fn(|k| host[k] + threat[k]);
    let (both, host, threat) = (beam.attenuation(both).0, beam.attenuation(host).0, beam.attenuation(threat).0);
    std::array::from_fn(|energy| both[energy] - host[energy] - threat[energy])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::physics::{beam::BeamSpec, material::Material};

    #[test]
    fn amounts_are_found_again() {
        let beam = Beam::new(&BeamSpec::default()).unwrap();
        for columns in [[3.0, 0.0, 0.0], [0.0, 2.0, 0.0], [5.0, 1.0, 0.0], [20.0, 0.4, 0.0], [0.3, 6.0, 0.0]] {
            let [low, high] = beam.attenuation(columns).0;
            let found = decompose(&beam, low, high);
            for (a, b) in columns.iter().zip(found) {
                assert!((a - b).abs() < 0.01 * a.abs() + 1e-3, "{columns:?}: {found:?}");
            }
        }
    }

    #[test]
    fn the_correction_turns_the_sum_into_what_the_spectrum_says() {
        let beam = Beam::new(&BeamSpec::default()).unwrap();
        let mm = |material, mm: f64| beam.per_mm(material).map(|c| f64::from(c) * mm);
        for (cover, thick) in [(Material::Cardboard, 120.0), (Material::Aluminium, 20.0), (Material::Abs, 60.0)] {
            for (matter, thin) in [(Material::Steel, 6.0), (Material::Brass, 3.0), (Material::GlassNylon, 25.0)] {
                let (host, threat) = (mm(cover, thick), mm(matter, thin));
                let together = beam.attenuation(std::array::from_fn(|k| host[k] + threat[k])).0;
                let (h, t) = (beam.attenuation(host).0, beam.attenuation(threat).0);
                let found = correction(&beam, decompose(&beam, h[0], h[1]), decompose(&beam, t[0], t[1]));
                for energy in 0..2 {
                    let plain = h[energy] + t[energy];
                    let better = plain + found[energy];
                    let error = |value: f64| (value / together[energy] - 1.0).abs();
                    assert!(error(better) < 0.006, "{cover:?} {matter:?} {energy}: {}", error(better));
                    assert!(error(better) < error(plain), "{cover:?} {matter:?} {energy}: plain is no worse");
                }
            }
        }
    }

    #[test]
    fn nothing_needs_no_correction() {
        let beam = Beam::new(&BeamSpec::default()).unwrap();
        assert_eq!(decompose(&beam, 0.0, 0.0), [0.0; BASES]);
        assert!(correction(&beam, [3.0, 0.5, 0.0], [0.0; BASES]).iter().all(|c| c.abs() < 1e-6));
    }
}
