//! Measures threat image projection against scans that were rendered with the threat in the scene.
//!
//! `cargo run -p datasets-synthetic --example projection_study -- SCENES [FOLDER]`
//!
//! Each scene is made both ways: with its threat, and without it and the same threat projected in. Prints the differences of
//! log attenuation inside the threat. With a folder, it also writes crops of both kinds for a classifier
//! (`rendered.npy`, `projected.npy`: float32, scene x energy x row x column, log attenuation) and `projection.png`.

#![allow(clippy::print_stdout, reason = "the program's result")]

mod crops;
mod figures;
mod picture;

use std::{error::Error, path::PathBuf};

use datasets_synthetic::{
    dice::{Dice, Split},
    physics::{
        beam::{Beam, BeamSpec},
        detector::{DetectorSpec, gaussian},
    },
    project::{Host, Noise, Profile, ProjectOptions, Projection, Projector, Shape, Threat},
    render::{Exposure, expose},
    scene::{Scene, SceneOptions},
};
use rayon::prelude::*;
use screening_core::scan::{Pixels, Plane, View};

use crate::figures::{Difference, Figures};

/// Samples of air in a pair.
const AIR: f32 = 60_000.0;
/// Scans of one scanner that it is measured in.
const SCANS: usize = 8;
/// Photons of a detector without noise.
const MANY: f32 = 1e12;

/// One scene made both ways.
pub(crate) struct Both {
    pub(crate) rendered: Exposure,
    pub(crate) projection: Projection,
    pub(crate) host: Vec<Vec<f32>>,
    pub(crate) figures: Figures,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let count: u64 = args.next().map_or(Ok(40), |text| text.parse())?;
    let folder = args.next().map(PathBuf::from);
    let beam = Beam::new(&BeamSpec::default())?;
    let made: Vec<Option<Both>> = (0..count).into_par_iter().map(|index| both(index, &beam)).collect();
    let made: Vec<Both> = made.into_iter().flatten().collect();
    figures::print(count, &made);
    if let Some(folder) = folder {
        std::fs::create_dir_all(&folder)?;
        crops::write(&made, &folder)?;
        picture::write(&made, &folder.join("projection.png"))?;
    }
    Ok(())
}

/// A scene with one visible threat, made both ways; none where the drawn one cannot be seen or has no parcel around it.
fn both(index: u64, beam: &Beam) -> Option<Both> {
    let mut dice = Dice::new(20_070, index, Split::Train);
    let options = SceneOptions {
        long_side: [320, 420],
        threat_share: 1.0,
        margin: 0.08,
        threats: Some([1, 1]),
        ..SceneOptions::default()
    };
    let scene = Scene::draw(&mut dice.fork(), &options);
    let placed = scene.objects.iter().find(|placed| placed.object.class.is_some())?.clone();
    let mut without = scene.clone();
    without.objects.retain(|placed| placed.object.class.is_none());
    let detector = DetectorSpec::draw(&mut dice);
    let quiet = DetectorSpec { photons: MANY, electronic: 0.0, gain: 0.0, ..detector };
    let rendered = expose(&scene, beam, &detector, &mut dice.fork());
    if !rendered.truth.first().is_some_and(|truth| truth.visible) {
        return None;
    }
    let host = expose(&without, beam, &detector, &mut dice.fork());
    let threat = Threat::Shape(Shape::in_place(&placed)?);
    let plain = ProjectOptions { hardening: false, least_realism: 0.0, ..ProjectOptions::default() };
    let corrected = ProjectOptions { least_realism: 0.0, ..ProjectOptions::default() };

    // As a user has it: the scanner is known from the host and other benign scans of the same scanner.
    let mut scans = vec![Profile::of(&Host::new(view(&host)).ok()?)];
    let goods = SceneOptions { threat_share: 0.0, ..options };
    for _ in 1..SCANS {
        let other = expose(&Scene::draw(&mut dice.fork(), &goods), beam, &detector, &mut dice.fork());
        scans.extend(Host::new(view(&other)).ok().map(|host| Profile::of(&host)));
    }
    let alone = scans[0].clone();
    let profile = alone.clone().of_one_scanner(&scans);
    let projector = Projector::with_profile(Host::new(view(&host)).ok()?, beam.clone(), profile.clone());
    let projection = projector.project(&threat, &corrected, &mut dice.fork()).ok()?;

    // The physics alone: no noise on either side, blur and scatter as measured in the noisy host.
    let still = |scene: &Scene, dice: &mut Dice| expose(scene, beam, &quiet, dice);
    let (still_rendered, still_host) = (still(&scene, &mut dice.fork()), still(&without, &mut dice.fork()));
    let silent = Noise { quantum: 0.0, electronic: 0.0 };
    let without_noise = |profile: &Profile| Profile { noise: vec![silent; 2], ..profile.clone() };
    let still_host = Host::new(view(&still_host)).ok()?;
    let quiet_projector = Projector::with_profile(still_host.clone(), beam.clone(), without_noise(&profile));
    let single = Projector::with_profile(still_host, beam.clone(), without_noise(&alone));
    let single = single.project(&threat, &corrected, &mut dice.fork()).ok()?;
    let multiplied = quiet_projector.project(&threat, &plain, &mut dice.fork()).ok()?;
    let hardened = quiet_projector.project(&threat, &corrected, &mut dice.fork()).ok()?;

    let known = Profile {
        spread: [spread(detector.blur); 2],
        lag: detector.lag,
        scatter: detector.scatter,
        ..quiet_projector.profile().clone()
    };
    let known_projector = Projector::with_profile(quiet_projector.host().clone(), beam.clone(), known);
    let known = known_projector.project(&threat, &corrected, &mut dice.fork()).ok()?;

    let again = expose(&scene, beam, &detector, &mut dice.fork());
    let planes = |exposure: &Exposure| vec![exposure.low.clone(), exposure.high.clone()];
    let truth = planes(&still_rendered);
    let mask = projection.truth.mask.data().to_vec();
    let difference = |a: &[Vec<f32>], b: &[Vec<f32>]| Difference::of(a, b, &mask, rendered.floor);
    let figures = Figures {
        multiplied: difference(&multiplied.planes, &truth),
        hardened: difference(&hardened.planes, &truth),
        single: difference(&single.planes, &truth),
        known: difference(&known.planes, &truth),
        noisy: difference(&projection.planes, &planes(&rendered)),
        repeated: difference(&planes(&again), &planes(&rendered)),
        realism: projection.realism,
        profile,
        detector,
    };
    Some(Both { host: planes(&host), rendered, projection, figures })
}

/// Variance of the detector's point spread along an axis, pixels squared.
fn spread(sigma: f32) -> f32 {
    gaussian(sigma).map_or(0.0, |kernel| {
        let middle = (kernel.len() / 2) as f32;
        kernel.iter().enumerate().map(|(i, weight)| weight * (i as f32 - middle).powi(2)).sum()
    })
}

/// A pair as a scanner would hand it over.
fn view(exposure: &Exposure) -> View {
    let plane = |data: &[f32]| {
        let samples = data.iter().map(|t| (t * AIR).round().clamp(0.0, 65_535.0) as u16).collect();
        Plane::new(exposure.grid.width, exposure.grid.height, samples).unwrap_or_else(|_| Plane::filled(0, 0, 0))
    };
    View {
        name: "top".to_owned(),
        pixels: Pixels::DualEnergy { low: plane(&exposure.low), high: plane(&exposure.high) },
        source_bits: 16,
        mm_per_pixel: Some(exposure.grid.mm_per_pixel),
    }
}
