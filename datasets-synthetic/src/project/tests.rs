//! Projection as a whole: what it leaves alone, what it refuses, what its truth says.

use proptest::prelude::*;
use screening_core::{
    decode::{Limits, decode_view},
    scan::{Pixels, Plane, View},
    taxonomy::ThreatClass,
};

use super::*;
use crate::{
    dice::Split,
    physics::beam::BeamSpec,
    project::{compose::REACH, threat::dilated},
};

const SIZE: (usize, usize) = (220, 180);
/// The parcel of the host, left, top, right, bottom.
const PARCEL: [usize; 4] = [40, 36, 180, 146];

fn beam() -> Beam {
    Beam::new(&BeamSpec::default()).unwrap()
}

/// A parcel of even goods in air with noise.
fn host_pixels(noise: f32) -> [Plane<u16>; 2] {
    let mut dice = Dice::new(5, 0, Split::Train);
    let [left, top, right, bottom] = PARCEL;
    [0.72f32, 0.8].map(|matter| {
        let data = (0..SIZE.0 * SIZE.1).map(|i| {
            let (x, y) = (i % SIZE.0, i / SIZE.0);
            let t = if (left..right).contains(&x) && (top..bottom).contains(&y) { matter } else { 1.0 };
            ((t + noise * t.sqrt() * dice.normal()) * 60_000.0).round().clamp(0.0, 65_535.0) as u16
        });
        Plane::new(SIZE.0, SIZE.1, data.collect()).unwrap()
    })
}

fn view(pixels: Pixels, source_bits: u8) -> View {
    View { name: "top".to_owned(), pixels, source_bits, mm_per_pixel: Some([1.5, 1.5]) }
}

fn dual() -> View {
    let [low, high] = host_pixels(0.004);
    view(Pixels::DualEnergy { low, high }, 16)
}

fn projector() -> Projector {
    Projector::new(Host::new(dual()).unwrap(), beam())
}

/// A cut-out of `side` pixels whose middle third transmits `t`.
fn cutout_of(side: usize, t: [f32; 2], form: Form, bits: u8) -> Threat {
    let middle = side / 3..side - side / 3;
    let inside = |i: usize| middle.contains(&(i % side)) && middle.contains(&(i / side));
    let plane = |t: f32| {
        let data = (0..side * side).map(|i| if inside(i) { (t * 60_000.0) as u16 } else { 60_000 });
        Plane::new(side, side, data.collect()).unwrap()
    };
    let pixels = match form {
        Form::Dual => Pixels::DualEnergy { low: plane(t[0]), high: plane(t[1]) },
        _ => Pixels::Grey(plane(t[0])),
    };
    let mask = Plane::new(side, side, (0..side * side).map(inside).collect()).unwrap();
    let facts = CutoutFacts {
        name: "sample".to_owned(),
        class: ThreatClass::Barrel,
        rotation: Some(17.0),
        depth_mm: Some(10.0),
    };
    Threat::Cutout(Box::new(Cutout::new(facts, &view(pixels, bits), &mask).unwrap()))
}

fn any() -> ProjectOptions {
    ProjectOptions { least_realism: 0.0, ..ProjectOptions::default() }
}

fn dice(seed: u64) -> Dice {
    Dice::new(seed, 0, Split::Train)
}

#[test]
fn an_empty_threat_changes_nothing() {
    let made = projector().project(&cutout_of(60, [1.0, 1.0], Form::Dual, 16), &any(), &mut dice(1)).unwrap();
    assert_eq!(made.view, dual());
    assert_eq!(made.truth.factors.superposition, 255.0);
    assert!(!made.truth.visible);
}

#[test]
fn a_seed_fixes_the_picture_and_seeds_differ() {
    let projector = projector();
    let shape = |seed| Threat::Shape(Shape::draw(ThreatClass::Cartridge, true, &mut dice(seed)));
    let made = |seed| projector.project(&shape(3), &any(), &mut dice(seed)).unwrap();
    assert_eq!(made(7), made(7));
    assert_ne!(made(7).view, made(8).view);
}

#[test]
fn transmissions_multiply_in_a_grey_picture() {
    let [plane, _] = host_pixels(0.0);
    let host = Host::new(view(Pixels::Grey(plane), 16)).unwrap();
    let options = ProjectOptions { turn: false, ..any() };
    let threat = cutout_of(60, [0.5, 0.5], Form::Grey, 16);
    let made = Projector::new(host, beam()).project(&threat, &options, &mut dice(2)).unwrap();
    let bbox = made.truth.bbox;
    let (x, y) = ((bbox.x + bbox.width * 0.5) as usize, (bbox.y + bbox.height * 0.5) as usize);
    assert!((made.planes[0][y * SIZE.0 + x] - 0.36).abs() < 0.01, "{}", made.planes[0][y * SIZE.0 + x]);
    assert!((made.truth.factors.superposition - (255.0 - 0.36 * 255.0)).abs() < 6.0, "{:?}", made.truth.factors);
    assert_eq!(made.truth.factors.view_difficulty, Some(17.0 / 85.0));
}

#[test]
fn what_does_not_fit_is_refused_with_the_reason() {
    let projector = projector();
    let refused = |threat: Threat| projector.project(&threat, &any(), &mut dice(4)).unwrap_err();
    let large = refused(cutout_of(600, [0.5, 0.6], Form::Dual, 16));
    assert!(matches!(large, ProjectError::TooLarge { .. }), "{large}");
    let energies = refused(cutout_of(60, [0.5, 0.6], Form::Grey, 16));
    assert!(matches!(energies, ProjectError::Energies { host: Form::Dual, threat: Form::Grey, .. }), "{energies}");
    let depth = refused(cutout_of(60, [0.5, 0.6], Form::Dual, 8));
    assert!(matches!(depth, ProjectError::Depth { host: 16, threat: 8, .. }), "{depth}");
}

#[test]
fn a_parcel_that_no_beam_passes_has_no_place() {
    let [low, high] = host_pixels(0.0).map(|plane| plane.map(|&n| if n < 50_000 { 60 } else { n }));
    let host = Host::new(view(Pixels::DualEnergy { low, high }, 16)).unwrap();
    let refused =
        Projector::new(host, beam()).project(&cutout_of(60, [0.5, 0.6], Form::Dual, 16), &any(), &mut dice(4));
    assert!(matches!(refused, Err(ProjectError::NoPlace { .. })), "{refused:?}");
}

#[test]
fn a_cut_out_of_a_much_noisier_scan_is_refused_for_its_noise() {
    let Threat::Cutout(mut noisy) = cutout_of(90, [0.4, 0.5], Form::Dual, 16) else { panic!("a cut-out") };
    let mut noise = dice(6);
    for plane in &mut noisy.planes {
        plane.iter_mut().for_each(|t| *t += 0.05 * noise.normal());
    }
    let made = projector().project(&Threat::Cutout(noisy), &ProjectOptions::default(), &mut dice(1));
    let Err(ProjectError::Unrealistic { realism, .. }) = made else { panic!("{made:?}") };
    assert!(realism.noise < 0.5 && realism.to_string().contains("noise"), "{realism}");
}

#[test]
fn matter_that_takes_more_of_the_high_energy_is_refused() {
    let Threat::Cutout(mut odd) = cutout_of(90, [0.4, 0.5], Form::Dual, 16) else { panic!("a cut-out") };
    odd.planes.swap(0, 1);
    odd.planes[1].iter_mut().for_each(|t| *t *= *t);
    let made = projector().project(&Threat::Cutout(odd), &ProjectOptions::default(), &mut dice(1));
    let Err(ProjectError::Unrealistic { realism, .. }) = made else { panic!("{made:?}") };
    assert!(realism.material < 0.5, "{realism}");
}

#[test]
fn a_damaged_library_says_which_file() {
    let folder = tempfile::tempdir().unwrap();
    let missing = read_library(folder.path()).unwrap_err();
    assert!(matches!(missing, LibraryError::Read { .. }), "{missing}");
    let list = folder.path().join("library.toml");
    let entry = "[[threat]]\nfile = \"a.png\"\nmask = \"a.mask.png\"\nclass = \"pistol\"\nmm_per_pixel = [1.0, 1.0]\n";
    std::fs::write(&list, "").unwrap();
    assert!(matches!(read_library(folder.path()), Err(LibraryError::Empty { .. })));
    std::fs::write(&list, entry.replace("pistol", "gun")).unwrap();
    assert!(matches!(read_library(folder.path()), Err(LibraryError::List { .. })));
    std::fs::write(&list, entry.replace("\"a.png\"", "\"../a.png\"")).unwrap();
    assert!(matches!(read_library(folder.path()), Err(LibraryError::Outside { .. })));
    std::fs::write(folder.path().join("a.png"), b"\x89PNG\r\n\x1a\ncut").unwrap();
    std::fs::write(&list, entry).unwrap();
    let damaged = read_library(folder.path()).unwrap_err();
    assert!(matches!(damaged, LibraryError::Picture { .. }) && damaged.to_string().contains("a.png"), "{damaged}");
}

#[test]
fn a_folder_of_hosts_becomes_pictures_masks_a_report_and_a_sheet_that_the_seed_fixes() {
    let folder = tempfile::tempdir().unwrap();
    files::write_view(&dual(), folder.path(), "host").unwrap();
    std::fs::write(folder.path().join("broken.png"), b"no picture").unwrap();
    let spec = BatchSpec {
        seed: 3,
        hosts: ["host.tiff", "broken.png"].map(|name| folder.path().join(name)).to_vec(),
        mm_per_pixel: Some([1.5, 1.5]),
        kvp: 160.0,
        source: Source::Library(vec![cutout_of(60, [0.4, 0.5], Form::Dual, 16)]),
        each: 2,
        options: any(),
        tries: 4,
    };
    let make = |name: &str| {
        let out = folder.path().join(name);
        let summary = project_batch(&spec, &out, || ()).unwrap();
        assert_eq!(summary, BatchSummary { made: 2, refused: 1 });
        ["000000.tiff", "000000.mask.png", "000001.tiff", "report.jsonl", "sheet.png"]
            .map(|name| std::fs::read(out.join(name)).unwrap())
    };
    let first = make("first");
    assert_eq!(first, make("second"));
    let report = String::from_utf8(first[3].clone()).unwrap();
    assert_eq!(report.lines().count(), 3);
    assert!(report.contains("\"class\":\"barrel\"") && report.contains("\"refused\""), "{report}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn outside_the_blurred_mask_nothing_changes_and_the_box_is_the_mask_s(seed in 0u64..1000, class in 0usize..15) {
        let projector = projector();
        let threat = Threat::Shape(Shape::draw(ThreatClass::ALL[class], true, &mut dice(seed)));
        // Some threats are larger than the parcel, which has its own test.
        if let Ok(made) = projector.project(&threat, &any(), &mut dice(seed + 1)) {
            let near = dilated(made.truth.mask.data(), SIZE.0, REACH);
            let host = projector.host();
            for (i, near) in near.iter().enumerate() {
                if !near {
                    prop_assert!((0..2).all(|c| made.planes[c][i] == host.planes[c][i]), "pixel {}", i);
                }
                if made.truth.mask.data()[i] {
                    prop_assert!(host.inside[i], "pixel {} outside the parcel", i);
                }
            }
            let bounds = Window::around(made.truth.mask.data(), SIZE.0, 0).unwrap();
            let bbox = PixelBox::from([bounds.x, bounds.y, bounds.width, bounds.height].map(|v| v as f32));
            prop_assert_eq!(made.truth.bbox, bbox);
            prop_assert!(made.realism.score() >= 0.0 && made.realism.score() <= 1.0);
        }
    }
}

#[test]
fn an_encoded_picture_is_read_back_to_the_same_samples() {
    let [low, high] = host_pixels(0.004);
    let eight = |plane: &Plane<u16>| plane.map(|&n| n / 257 * 257);
    let colour = Plane::filled(SIZE.0, SIZE.1, [9, 120, 250]);
    for (pixels, bits) in [
        (Pixels::DualEnergy { low: low.clone(), high }, 16),
        (Pixels::Grey(low.clone()), 16),
        (Pixels::Grey(eight(&low)), 8),
        (Pixels::Colour(colour), 8),
    ] {
        let read = decode_view("top", &encode_view(&view(pixels.clone(), bits)).unwrap(), &Limits::default()).unwrap();
        assert_eq!((&read.pixels, read.source_bits), (&pixels, bits));
    }
}
