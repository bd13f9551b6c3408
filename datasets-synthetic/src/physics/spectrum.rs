//! Tube spectra: fluence per keV of a tungsten anode at 20 degrees behind 1 mm Al and 1 mm Be,
//! computed with spekpy (Poludniowski and others, Med. Phys. 48, 2021).

/// Tube voltages with a stored spectrum, kVp.
pub const TUBE_KVP: [u32; 5] = [100, 120, 140, 160, 180];

const TABLES: [&str; 5] = [
    include_str!("spectra/w_100kvp.csv"),
    include_str!("spectra/w_120kvp.csv"),
    include_str!("spectra/w_140kvp.csv"),
    include_str!("spectra/w_160kvp.csv"),
    include_str!("spectra/w_180kvp.csv"),
];

/// Photon energies in keV with the fluence at each, arbitrary scale, of the stored tube voltage
/// nearest to `kvp`.
pub fn tube_spectrum(kvp: f64) -> Vec<(f64, f64)> {
    let nearest = (0..TUBE_KVP.len())
        .min_by(|&a, &b| {
            let distance = |i: usize| (f64::from(TUBE_KVP[i]) - kvp).abs();
            distance(a).total_cmp(&distance(b))
        })
        .unwrap_or(0);
    TABLES[nearest]
        .lines()
        .skip(1)
        .filter_map(|line| {
            let (energy, fluence) = line.split_once(',')?;
            Some((energy.parse().ok()?, fluence.parse().ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spectra_end_at_the_tube_voltage_and_harden_with_it() {
        let mut last_mean = 0.0;
        for kvp in TUBE_KVP {
            let spectrum = tube_spectrum(f64::from(kvp));
            assert!(spectrum.len() > 80 && spectrum.iter().all(|&(_, f)| f >= 0.0));
            assert!(spectrum.last().unwrap().0 < f64::from(kvp));
            let total: f64 = spectrum.iter().map(|s| s.1).sum();
            let mean = spectrum.iter().map(|s| s.0 * s.1).sum::<f64>() / total;
            assert!(mean > last_mean, "{kvp}: {mean}");
            last_mean = mean;
        }
    }
}
