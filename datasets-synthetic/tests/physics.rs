//! The physics as a whole: a step wedge against a sum over the spectrum that shares only the data.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy.toml's exception does not reach")]

use datasets_synthetic::{
    dice::{Dice, Split},
    look::{Look, MaterialIndex},
    physics::{
        beam::{Beam, BeamSpec},
        detector::DetectorSpec,
        material::Material,
        spectrum::tube_spectrum,
    },
    raster::Grid,
    render::{Exposure, expose},
    scene::{Placed, Scene},
    shapes::wedge::step_wedge,
};
use xraydb::{CrossSectionKind, XrayDb};

const SIDE: usize = 20;
const STEPS: [f32; 6] = [1.0, 3.0, 8.0, 15.0, 25.0, 40.0];
const IDEAL: DetectorSpec =
    DetectorSpec { photons: 1e9, electronic: 0.0, scatter: 0.0, blur: 0.0, lag: 0.0, gain: 0.0 };

fn shoot(beam: &Beam, detector: &DetectorSpec, material: Material, steps: &[f32]) -> Exposure {
    let grid = Grid { width: SIDE * steps.len(), height: SIDE, mm_per_pixel: [1.0, 1.0] };
    let objects = vec![Placed { object: step_wedge(material, steps, SIDE as f32), tilt: 0.0 }];
    expose(&Scene { grid, objects, cloth: Vec::new() }, beam, detector, &mut Dice::new(1, 0, Split::Train))
}

/// Mean of the inner part of step `number` of a plane.
fn step(plane: &[f32], steps: usize, number: usize) -> f64 {
    let (width, inner) = (SIDE * steps, 5..SIDE - 5);
    let values: Vec<f64> = inner
        .clone()
        .flat_map(|y| inner.clone().map(move |x| y * width + number * SIDE + x))
        .map(|at| f64::from(plane[at]))
        .collect();
    values.iter().sum::<f64>() / values.len() as f64
}

/// Transmission of both layers, photon energy by photon energy.
fn by_hand(spec: &BeamSpec, material: Material, mm: f64) -> [f64; 2] {
    let spectrum = tube_spectrum(spec.kvp);
    let energies: Vec<f64> = spectrum.iter().map(|s| s.0 * 1000.0).collect();
    let db = XrayDb::new();
    let linear = |formula, density| db.material_mu(formula, density, &energies, CrossSectionKind::Total).unwrap();
    let matter = linear(material.formula(), material.density());
    let (aluminium, copper, csi) = (linear("Al", 2.70), linear("Cu", 8.96), linear("CsI", 1.0));
    let (mut air, mut behind) = ([0.0; 2], [0.0; 2]);
    for (i, &(kev, fluence)) in spectrum.iter().enumerate() {
        let sent = fluence * kev * (-aluminium[i] * spec.filter_al_mm * 0.1).exp();
        let front = 1.0 - (-csi[i] * spec.front_csi).exp();
        let passed = (1.0 - front) * (-copper[i] * spec.gap_cu_mm * 0.1).exp();
        let back = passed * (1.0 - (-csi[i] * spec.back_csi).exp());
        let through = (-matter[i] * mm * 0.1).exp();
        for (layer, seen) in [front, back].into_iter().enumerate() {
            air[layer] += sent * seen;
            behind[layer] += sent * seen * through;
        }
    }
    [behind[0] / air[0], behind[1] / air[1]]
}

#[test]
fn a_step_wedge_transmits_what_the_whole_spectrum_says() {
    for kvp in [100.0, 160.0] {
        let spec = BeamSpec { kvp, ..BeamSpec::default() };
        let beam = Beam::new(&spec).unwrap();
        for material in [Material::Polyethylene, Material::Aluminium, Material::Steel] {
            let exposure = shoot(&beam, &IDEAL, material, &STEPS);
            for (number, &mm) in STEPS.iter().enumerate() {
                let expected = by_hand(&spec, material, f64::from(mm));
                for (plane, expected) in [&exposure.low, &exposure.high].into_iter().zip(expected) {
                    let got = step(plane, STEPS.len(), number);
                    // 16 bins and three curves instead of the spectrum: a few percent of the attenuation.
                    let error = (got.ln() - expected.ln()).abs();
                    let allowed = 0.03 * -expected.ln() + 0.002;
                    assert!(error < allowed, "{kvp} kVp {material:?} {mm} mm: {got:.5}, by hand {expected:.5}");
                }
            }
        }
    }
}

#[test]
fn the_ratio_of_energies_orders_materials_and_falls_with_thickness() {
    let beam = Beam::new(&BeamSpec::default()).unwrap();
    let ratios = |material, steps: &[f32]| -> Vec<f64> {
        let exposure = shoot(&beam, &IDEAL, material, steps);
        (0..steps.len())
            .map(|i| step(&exposure.low, steps.len(), i).ln() / step(&exposure.high, steps.len(), i).ln())
            .collect()
    };
    // Thicknesses of about the same attenuation, step by step.
    let plastic = ratios(Material::Polyethylene, &[40.0, 80.0, 150.0]);
    let aluminium = ratios(Material::Aluminium, &[13.0, 28.0, 55.0]);
    let steel = ratios(Material::Steel, &[1.2, 3.5, 9.0]);
    for i in 0..3 {
        assert!(plastic[i] < aluminium[i] && aluminium[i] < steel[i], "{plastic:?} {aluminium:?} {steel:?}");
    }
    // The beam hardens, so that both energies come closer; transmission itself only falls.
    for (material, ratios) in [("plastic", plastic), ("aluminium", aluminium), ("steel", steel)] {
        assert!(ratios.windows(2).all(|pair| pair[1] < pair[0]), "{material} {ratios:?}");
    }
    let exposure = shoot(&beam, &IDEAL, Material::Steel, &STEPS);
    for plane in [&exposure.low, &exposure.high] {
        let steps: Vec<f64> = (0..STEPS.len()).map(|i| step(plane, STEPS.len(), i)).collect();
        assert!(steps.windows(2).all(|pair| pair[1] < pair[0]), "{steps:?}");
    }
}

#[test]
fn where_no_beam_gets_through_the_ratio_means_nothing_and_the_picture_says_metal() {
    let beam = Beam::new(&BeamSpec::default()).unwrap();
    let detector = DetectorSpec { photons: 5e4, electronic: 3e-4, scatter: 1e-3, blur: 0.5, lag: 0.02, gain: 0.001 };
    let steps = [4.0, 150.0];
    let exposure = shoot(&beam, &detector, Material::Steel, &steps);
    let [low, high] = [&exposure.low, &exposure.high].map(|plane| step(plane, 2, 1));
    let floor = f64::from(exposure.floor);
    assert!(low < floor && high < floor, "{low} {high} {floor}");
    // The ratio collapses to that of light matter, which is why it must not be believed.
    let plastic = {
        let (low, high) = beam.through(Material::Polyethylene, 100.0);
        f64::from(low.ln() / high.ln())
    };
    assert!(low.ln() / high.ln() < plastic + 0.1, "{} against {plastic}", low.ln() / high.ln());
    let index = MaterialIndex::new(&beam);
    let mut dice = Dice::new(1, 0, Split::Train);
    let picture = Look::standard().paint(2 * SIDE, &exposure.low, &exposure.high, exposure.floor, &index, &mut dice);
    let [red, _, blue] = picture.pixels[SIDE / 2 * 2 * SIDE + SIDE + SIDE / 2];
    assert!(red <= blue && blue < 90, "dense steel is painted {red} red and {blue} blue");
}
