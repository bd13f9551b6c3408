//! The detector from the outside: small models of every family on every engine that is there.
//!
//! ONNX Runtime is looked for in the folder that `cargo xtask engine` fills, or where
//! `SCREENING_ORT_LIBRARY` says. Without it, the tests run on the embedded engine and say so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests, which clippy.toml's exception does not reach"
)]

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::Once,
};

use rayon::prelude::*;
use screening_core::{
    detect::{
        DetectError, Detector, Engine, EngineError, EngineOptions, Finding, ModelError, Precision, Prefer, Severity,
        check_model,
    },
    geometry::PixelBox,
    model::{Manifest, sha256_hex},
    scan::Plane,
    taxonomy::ThreatClass,
    tile::Tile,
};

/// Past the test harness, which keeps what passing tests print.
fn announce(text: &str) {
    let _ = writeln!(std::io::stderr(), "\n*** {text}\n");
}

fn library() -> Option<PathBuf> {
    static MISSING: Once = Once::new();
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.engine/lib");
    let given = std::env::var_os("SCREENING_ORT_LIBRARY").map(PathBuf::from);
    let library = given.or_else(|| installed.is_dir().then_some(installed));
    if library.is_none() {
        MISSING.call_once(|| {
            announce(
                "NOT RUN on ONNX Runtime and OpenVINO: neither is here. Only the embedded engine is tested. \
                 `cargo xtask engine` installs both.",
            );
        });
    }
    library
}

fn start(prefer: Prefer, precision: Precision) -> Result<Engine, EngineError> {
    Engine::start(&EngineOptions { library: library(), prefer, precision, threads: 2 })
}

fn engine() -> Engine {
    start(Prefer::Auto, Precision::Auto).unwrap()
}

fn model(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models").join(name).with_extension("onnx");
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

const CLASSES: &str = r#"
[[classes]]
name = "handgun"
class = "pistol"
threshold = 0.5
[[classes]]
name = "round"
class = "cartridge"
threshold = 0.5
[[classes]]
name = "knife"
class = "ignore"
"#;

/// The manifest of one of the test models; `more` goes where tables may begin.
fn manifest(family: &str, onnx: &[u8], more: &str) -> String {
    let hash = sha256_hex(onnx);
    format!(
        r#"
name = "cells"
version = "1"
licence = "Apache-2.0"
family = "{family}"
sha256 = "{hash}"
training.summary = "made by hand"
[input]
width = 64
height = 64
colour = "rgb"
scale = 0.00392156862745098
resize = "letterbox"
{more}
{CLASSES}"#
    )
}

/// Name of the file, family and the rest of the manifest of every test model that works.
const MODELS: [(&str, &str, &str); 6] = [
    ("yolox", "yolox", ""),
    ("yolox_decoded", "yolox", "[output]\ndecoded = true"),
    ("yolov8", "yolov8", ""),
    ("logits", "yolov8", "[output]\nactivation = 'sigmoid'"),
    ("detr", "detr", ""),
    ("detr_sizes", "detr", ""),
];

fn load(name: &str, family: &str, more: &str, engine: &Engine) -> Result<Detector, ModelError> {
    let onnx = model(name);
    Detector::load(Manifest::parse(&manifest(family, &onnx, more)).unwrap(), &onnx, engine)
}

const BLUE: [u8; 3] = [20, 40, 160];
const ORANGE: [u8; 3] = [160, 60, 10];
const GREY: [u8; 3] = [40, 40, 40];

/// 128 x 96 pixels, which a letterbox halves: a pistol's cell, a cartridge's and an ignored knife's.
fn picture() -> Plane<[u8; 3]> {
    let mut picture = Plane::filled(128, 96, [250; 3]);
    for (colour, x0, y0) in [(BLUE, 16, 32), (ORANGE, 80, 64), (GREY, 48, 0)] {
        for y in y0..y0 + 16 {
            for x in x0..x0 + 16 {
                picture.data_mut()[y * 128 + x] = colour;
            }
        }
    }
    picture
}

type Found = Vec<(ThreatClass, f32, PixelBox)>;

fn find(detector: &Detector, picture: &Plane<[u8; 3]>) -> Found {
    let tile = Tile::whole(picture.width() as u32, picture.height() as u32);
    let found = detector.detect(picture, &tile).unwrap();
    found.detections.into_iter().filter(|d| d.score > 0.3).map(|d| (d.class, d.score, d.bbox)).collect()
}

/// Boxes within `pixels`, scores within `score`, in any order.
fn assert_alike(what: &str, found: &Found, expected: &Found, pixels: f32, score: f32) {
    assert_eq!(found.len(), expected.len(), "{what}: {found:?} instead of {expected:?}");
    for one in expected {
        let near = |other: &&(ThreatClass, f32, PixelBox)| {
            let (a, b): ([f32; 4], [f32; 4]) = (one.2.into(), other.2.into());
            one.0 == other.0
                && (one.1 - other.1).abs() <= score
                && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= pixels)
        };
        assert!(found.iter().any(|other| near(&other)), "{what}: {one:?} is not in {found:?}");
    }
}

fn expected() -> Found {
    vec![
        (ThreatClass::Pistol, 0.93, [16.0, 32.0, 16.0, 16.0].into()),
        (ThreatClass::Cartridge, 0.93, [80.0, 64.0, 16.0, 16.0].into()),
    ]
}

#[test]
fn every_family_finds_the_same_objects_where_they_are() {
    for (name, family, more) in MODELS {
        let detector = load(name, family, more, &engine()).unwrap();
        let mut found = find(&detector, &picture());
        if name == "logits" {
            // This model takes the lesser of what the others multiply.
            found.iter_mut().for_each(|one| one.1 = 0.93);
        }
        assert_alike(name, &found, &expected(), 0.75, 0.03);
    }
}

#[test]
fn several_orientations_find_the_objects_where_one_does() {
    // No object lies on an axis of symmetry: where one orientation is put back wrongly, the mean loses it.
    for (name, family, strides) in [("yolox_decoded", "yolox", "[8, 16, 32]"), ("yolov8", "yolov8", "[8]")] {
        for orientations in [2, 4, 8] {
            let decoded = if family == "yolox" { "decoded = true" } else { "" };
            let more = format!("[output]\n{decoded}\nstrides = {strides}\norientations = {orientations}");
            let detector = load(name, family, &more, &engine()).unwrap();
            assert_alike(&format!("{name} {orientations}"), &find(&detector, &picture()), &expected(), 0.75, 0.03);
        }
    }
}

#[test]
fn orientations_that_the_output_has_no_grid_for_are_refused_when_the_model_is_loaded() {
    let refused = |name, family, more: &str| match load(name, family, more, &engine()) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("{name} was loaded"),
    };
    assert_says(
        &refused("yolox_decoded", "yolox", "[output]\ndecoded = true\nstrides = [8]\norientations = 4"),
        &["84", "64", "orientations"],
    );
}

#[test]
fn a_manifests_temperature_moves_scores_as_it_says_and_without_one_they_stay() {
    let scores = |more| -> Vec<f32> {
        let detector = load("yolox", "yolox", more, &engine()).unwrap();
        find(&detector, &picture()).into_iter().map(|one| one.1).collect()
    };
    let (plain, one, two) =
        (scores(""), scores("[calibration]\ntemperature = 1.0"), scores("[calibration]\ntemperature = 2.0"));
    assert_eq!(plain, one, "a manifest without calibration is one with temperature 1");
    assert_eq!(plain.len(), two.len());
    for (raw, softened) in plain.iter().zip(two) {
        let logit = (raw / (1.0 - raw)).ln();
        let expected = 1.0 / (1.0 + (-logit / 2.0).exp());
        assert!((softened - expected).abs() < 1e-4, "{raw} became {softened} instead of {expected}");
    }
}

#[test]
fn a_tile_is_searched_in_source_pixels_and_nothing_outside_it_is_found() {
    let detector = load("yolox", "yolox", "", &engine()).unwrap();
    let tile = Tile { x: 64, y: 32, width: 64, height: 64, overview: false };
    let found = detector.detect(&picture(), &tile).unwrap().detections;
    let strong: Vec<_> = found.iter().filter(|d| d.score > 0.3).collect();
    // At full size the cartridge of 16 x 16 fills four cells of 8 x 8.
    assert_eq!(strong.len(), 4, "{strong:?}");
    let all = strong.iter().map(|d| d.bbox).reduce(|a, b| a.union(&b)).unwrap();
    let (all, expected): ([f32; 4], [f32; 4]) = (all.into(), [80.0, 64.0, 16.0, 16.0]);
    assert!(all.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.5), "{all:?}");
    assert!(strong.iter().all(|d| d.class == ThreatClass::Cartridge));
}

#[test]
fn many_threads_share_the_sessions_and_all_get_the_same_answer() {
    let detector = load("yolov8", "yolov8", "", &engine()).unwrap();
    assert_eq!(detector.sessions(), 1);
    detector.warm_up().unwrap();
    assert_eq!(detector.sessions(), 2);
    let picture = picture();
    let once = find(&detector, &picture);
    let all: Vec<Found> = (0..64).into_par_iter().map(|_| find(&detector, &picture)).collect();
    assert!(all.iter().all(|found| *found == once));
}

/// OpenVINO ties threads to cores unless told not to, those of every session to the same core: sessions would take turns.
#[test]
#[cfg(target_os = "linux")]
fn no_session_is_tied_to_a_core() {
    // The shipped model, which runs long enough to be watched: threads are tied while they work.
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/parcel-standard.toml");
    let manifest = Manifest::parse(&std::fs::read_to_string(&shipped).unwrap()).unwrap();
    let onnx = std::fs::read(shipped.with_extension("onnx")).unwrap();
    let detector = Detector::load(manifest, &onnx, &engine()).unwrap();
    detector.warm_up().unwrap();
    let picture = picture();
    let cores = |status: &str| {
        status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:")).map(|list| list.trim().to_owned())
    };
    let own = cores(&std::fs::read_to_string("/proc/thread-self/status").unwrap());
    std::thread::scope(|scope| {
        let searches = scope.spawn(|| (0..8).into_par_iter().for_each(|_| drop(find(&detector, &picture))));
        while !searches.is_finished() {
            for thread in std::fs::read_dir("/proc/self/task").unwrap().flatten() {
                // A thread may have ended since.
                let Ok(status) = std::fs::read_to_string(thread.path().join("status")) else { continue };
                assert_eq!(cores(&status), own, "{}", status.lines().next().unwrap_or_default());
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
    });
}

#[test]
fn no_number_in_the_output_is_an_error_and_never_a_lack_of_detections() {
    let detector = load("breaks_on_white", "yolov8", "", &engine()).unwrap();
    assert_alike("a good picture", &find(&detector, &picture()), &expected(), 0.75, 0.04);
    let white = Plane::filled(64, 64, [255; 3]);
    let error = detector.detect(&white, &Tile::whole(64, 64)).unwrap_err();
    assert!(matches!(&error, DetectError::NotANumber { output, .. } if output == "output0"), "{error}");
    assert_alike("the session goes on", &find(&detector, &picture()), &expected(), 0.75, 0.04);
}

#[test]
fn a_tile_outside_the_picture_is_an_error() {
    let detector = load("yolov8", "yolov8", "", &engine()).unwrap();
    let beyond = Tile { x: 100, y: 0, width: 64, height: 64, overview: false };
    assert!(matches!(detector.detect(&picture(), &beyond), Err(DetectError::Tile { .. })));
}

fn refusal(name: &str, family: &str, more: &str) -> String {
    load(name, family, more, &engine()).err().unwrap_or_else(|| panic!("{name} as {family} was taken")).to_string()
}

fn assert_says(message: &str, words: &[&str]) {
    for word in words {
        assert!(message.contains(word), "\"{word}\" is not in: {message}");
    }
}

#[test]
fn logits_without_an_activation_are_refused_with_the_remedy() {
    assert_says(&refusal("logits", "yolov8", ""), &["outside 0 to 1", "output.activation", "sigmoid"]);
}

#[test]
fn the_wrong_family_is_refused_with_both_shapes() {
    assert_says(&refusal("yolox", "yolov8", ""), &["[1, 84, 8]", "[1, 7, any]"]);
    assert_says(&refusal("yolov8", "yolox", ""), &["[1, 7, 64]", "[1, 84, 8]"]);
    assert_says(&refusal("detr", "yolov8", ""), &["several outputs", "logits", "pred_boxes"]);
    assert_says(&refusal("detr_sizes", "yolox", ""), &["only family detr", "orig_target_sizes"]);
}

#[test]
fn another_number_of_classes_is_refused_with_both_shapes() {
    let onnx = model("yolox");
    let toml = manifest("yolox", &onnx, "") + "[[classes]]\nname = 'more'\nclass = 'ignore'\n";
    let error = Detector::load(Manifest::parse(&toml).unwrap(), &onnx, &engine()).unwrap_err();
    assert!(matches!(error, ModelError::Output(_)));
    assert_says(&error.to_string(), &["[1, 84, 8]", "4 classes", "[1, 84, 9]"]);
}

#[test]
fn another_input_size_or_layout_is_refused_with_both_shapes() {
    let onnx = model("yolov8");
    let good = manifest("yolov8", &onnx, "");
    for (from, to, shape) in [
        ("width = 64", "width = 96", "[1, 3, 64, 96]"),
        ("colour = \"rgb\"", "colour = \"grey\"", "[1, 1, 64, 64]"),
        ("colour = \"rgb\"", "layout = \"nhwc\"", "[1, 64, 64, 3]"),
    ] {
        let toml = good.replace(from, to);
        let error = Detector::load(Manifest::parse(&toml).unwrap(), &onnx, &engine()).unwrap_err();
        assert!(matches!(error, ModelError::Input(_)), "{error}");
        assert_says(&error.to_string(), &["[1, 3, 64, 64]", shape]);
    }
    let toml = good.replace("width = 64", "width = 64\nname = \"pixels\"");
    let error = Detector::load(Manifest::parse(&toml).unwrap(), &onnx, &engine()).unwrap_err();
    assert_says(&error.to_string(), &["pixels", "\"images\" float32"]);
}

#[test]
fn a_named_output_that_is_not_there_is_refused_with_those_that_are() {
    let error = refusal("detr", "detr", "[output]\nboxes = 'bboxes'");
    assert_says(&error, &["output.boxes", "bboxes", "\"pred_boxes\" float32 [1, 64, 4]"]);
}

#[test]
fn empty_corrupt_and_truncated_models_are_refused() {
    let whole = model("yolov8");
    let noise: Vec<u8> = (0..5000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let load = |onnx: &[u8]| {
        Detector::load(Manifest::parse(&manifest("yolov8", onnx, "")).unwrap(), onnx, &engine()).unwrap_err()
    };
    assert!(matches!(load(&[]), ModelError::Empty));
    assert!(matches!(load(&noise), ModelError::Unreadable { .. }));
    assert!(matches!(load(b"version https://git-lfs.github.com/spec/v1\n"), ModelError::Unreadable { .. }));
    for length in [whole.len() / 2, whole.len() - 200] {
        let error = load(&whole[..length]);
        assert!(matches!(error, ModelError::Unreadable { .. }), "{length}: {error}");
    }
}

#[test]
fn another_file_than_the_manifests_is_refused_with_both_hashes() {
    let onnx = model("yolov8");
    let mut other = onnx.clone();
    *other.last_mut().unwrap() ^= 1;
    let manifest = Manifest::parse(&manifest("yolov8", &onnx, "")).unwrap();
    let error = Detector::load(manifest, &other, &engine()).unwrap_err();
    assert!(matches!(error, ModelError::Hash { .. }));
    assert_says(&error.to_string(), &[&sha256_hex(&onnx), &sha256_hex(&other)]);
}

#[test]
fn the_engine_starts_once_and_another_one_is_refused_by_name() {
    let first = engine();
    let again = engine();
    assert_eq!((first.name(), first.version()), (again.name(), again.version()));
    let other = if first.name() == "tract" { Prefer::Cpu } else { Prefer::Tract };
    let error = start(other, Precision::Auto).unwrap_err();
    assert_says(&error.to_string(), &[first.name(), first.version()]);
}

#[test]
fn the_stamp_says_what_runs() {
    let engine = engine();
    let detector = load("yolox", "yolox", "", &engine).unwrap();
    let stamp = detector.stamp();
    if stamp.engine == "tract" {
        assert_eq!((stamp.provider.as_str(), stamp.precision.as_str()), ("tract", "f32"));
        return;
    }
    let cpu = load("yolox", "yolox", "", &start(Prefer::Cpu, Precision::Auto).unwrap()).unwrap().stamp();
    assert_eq!((cpu.provider.as_str(), cpu.precision.as_str()), ("CPU", "f32"));
    if stamp.provider == "OpenVINO" {
        let f32 = start(Prefer::OpenVino, Precision::F32).unwrap();
        assert_eq!(load("yolox", "yolox", "", &f32).unwrap().stamp().precision, "f32");
    }
    assert_eq!(detector.model_stamp().sha256, sha256_hex(&model("yolox")));
}

/// Every model's detections as text, on the engine that the environment names; the parent reads the file.
#[test]
#[ignore = "a part of engines_agree, which runs it once for each engine in a process of its own"]
fn child() {
    let name = std::env::var("SCREENING_TEST_ENGINE").unwrap();
    let (prefer, precision) = match name.as_str() {
        "tract" => (Prefer::Tract, Precision::Auto),
        "cpu" => (Prefer::Cpu, Precision::Auto),
        "openvino-f32" => (Prefer::OpenVino, Precision::F32),
        _ => (Prefer::OpenVino, Precision::Auto),
    };
    let engine = start(prefer, precision).unwrap();
    let mut lines = String::new();
    for (name, family, more) in MODELS {
        let detector = load(name, family, more, &engine).unwrap();
        let stamp = detector.stamp();
        lines += &format!("= {name} {} {} {}\n", stamp.engine, stamp.provider, stamp.precision);
        for (class, score, bbox) in find(&detector, &picture()) {
            lines += &format!("{class} {score} {} {} {} {}\n", bbox.x, bbox.y, bbox.width, bbox.height);
        }
    }
    std::fs::write(std::env::var_os("SCREENING_TEST_ANSWER").unwrap(), lines).unwrap();
}

/// Detections of each model, with what ran it.
fn ask_child(engine: &str) -> Result<Vec<(String, String, Found)>, String> {
    let folder = tempfile::tempdir().unwrap();
    let answer = folder.path().join("answer");
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env("SCREENING_TEST_ENGINE", engine)
        .env("SCREENING_TEST_ANSWER", &answer)
        .output()
        .unwrap();
    let text = std::fs::read_to_string(&answer).map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())?;
    assert!(output.status.success(), "{engine} ended with {}", output.status);
    let mut models = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        if words[0] == "=" {
            models.push((words[1].to_owned(), words[2..].join(" "), Found::new()));
        } else {
            let number = |at: usize| words[at].parse::<f32>().unwrap();
            let bbox = PixelBox { x: number(2), y: number(3), width: number(4), height: number(5) };
            models.last_mut().unwrap().2.push((words[0].parse().unwrap(), number(1), bbox));
        }
    }
    Ok(models)
}

/// The stated tolerance: 0.01 of score and a tenth of a source pixel between engines in f32; 0.03 of score
/// and a pixel where one calculates in bf16.
#[test]
fn engines_agree() {
    let reference = ask_child("tract").unwrap();
    assert_eq!(reference.len(), MODELS.len());
    if library().is_none() {
        return;
    }
    for engine in ["cpu", "openvino-f32", "openvino"] {
        let models = match ask_child(engine) {
            Ok(models) => models,
            Err(error) if engine != "cpu" && error.contains("does not have it") => {
                announce("NOT RUN on OpenVINO: this build of ONNX Runtime does not have it.");
                return;
            }
            Err(error) => panic!("{engine}: {error}"),
        };
        for ((name, stamp, found), (_, _, expected)) in models.iter().zip(&reference) {
            let (pixels, score) = if stamp.ends_with("bf16") { (1.0, 0.03) } else { (0.1, 0.01) };
            assert_alike(&format!("{name} on {stamp}"), found, expected, pixels, score);
            assert_eq!(stamp.contains("OpenVINO"), engine != "cpu", "{stamp}");
        }
        announce(&format!("regions of {} models agree with tract: {}", models.len(), models[0].1));
    }
}

// Manifests.

fn faults(toml: &str) -> String {
    Manifest::parse(toml).expect_err(toml).to_string()
}

#[test]
fn a_manifest_says_all_that_is_missing_at_once() {
    assert_says(
        &faults("name = 'x'"),
        &[
            "`version`",
            "`licence`",
            "`family`",
            "`sha256`",
            "`training.summary`",
            "`input.width`",
            "`input.height`",
            "`classes`",
        ],
    );
}

#[test]
fn a_manifest_that_is_no_toml_or_has_an_unknown_key_says_where() {
    let good = manifest("yolox", b"", "");
    assert_says(&faults("name = "), &["line 1"]);
    assert_says(&faults(&good.replace("licence", "lizence")), &["line 4", "lizence", "licence"]);
    assert_says(&faults(&good.replace("width = 64", "width = 'wide'")), &["line 9", "width"]);
    assert_says(&faults("\u{0}\u{1}"), &["cannot be read"]);
}

#[test]
fn a_manifest_names_each_value_that_makes_no_sense() {
    let good = manifest("yolox", b"", "");
    assert!(Manifest::parse(&good).is_ok());
    for (from, to, words) in [
        ("\"pistol\"", "\"gun\"", &["class 0", "handgun", "'gun'", "frame_or_receiver", "ignore"][..]),
        ("\"pistol\"", "\"firearm\"", &["group", "pistol, revolver, long_gun"]),
        ("family = \"yolox\"", "family = \"yolov5\"", &["yolov5", "yolox, yolov8, detr"]),
        ("width = 64", "width = 0", &["input.width", "32 to 4096"]),
        ("width = 64", "width = 99999999999", &["input.width", "99999999999"]),
        ("threshold = 0.5", "threshold = 1.5", &["classes[0].threshold", "1.5"]),
        ("threshold = 0.5", "threshold = nan", &["classes[0].threshold", "NaN"]),
        ("threshold = 0.5", "threshold = 0", &["classes[0].threshold", "above 0"]),
        ("threshold = 0.5", "", &["`classes[0].threshold` is missing"]),
        ("colour = \"rgb\"", "mean = [0.5]", &["input.mean", "list of 1"]),
        ("colour = \"rgb\"", "std = [1, 0, 1]", &["input.std"]),
        ("colour = \"rgb\"", "pad = 256", &["input.pad", "0 to 255"]),
        ("name = \"round\"", "name = \"handgun\"", &["classes 0 and 1", "handgun"]),
        ("name = \"cells\"", "name = \"\"", &["`name` is empty"]),
        (
            "[[classes]]\nname = \"handgun\"",
            "[output]\nboxes = 'b'\n[[classes]]\nname = \"handgun\"",
            &["output.boxes", "family yolox"],
        ),
        (
            "[[classes]]\nname = \"handgun\"",
            "[output]\nstrides = [0]\n[[classes]]\nname = \"handgun\"",
            &["output.strides"],
        ),
        (
            "[[classes]]\nname = \"handgun\"",
            "[output]\ndecoded = true\norientations = 3\n[[classes]]\nname = \"handgun\"",
            &["output.orientations", "1, 2, 4 or 8"],
        ),
        (
            "[[classes]]\nname = \"handgun\"",
            "[output]\norientations = 4\n[[classes]]\nname = \"handgun\"",
            &["output.orientations", "decoded"],
        ),
        (
            "height = 64\ncolour = \"rgb\"\nscale = 0.00392156862745098\nresize = \"letterbox\"",
            "height = 72\n[output]\ndecoded = true\norientations = 2",
            &["output.orientations", "64 x 72"],
        ),
        (
            "[[classes]]\nname = \"handgun\"",
            "[calibration]\ntemperature = 0\n[[classes]]\nname = \"handgun\"",
            &["temperature"],
        ),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        assert_says(&faults(&bad), words);
    }
    let hash = sha256_hex(b"");
    assert_says(&faults(&good.replace(&hash, "abc")), &["sha256", "64 hex digits"]);
    assert!(Manifest::parse(&good.replace(&hash, &hash.to_uppercase())).is_ok());
    let harmless = good.replace("\"pistol\"", "\"ignore\"").replace("\"cartridge\"", "\"ignore\"");
    assert_says(&faults(&harmless), &["never raise an alarm"]);
}

#[test]
fn the_threshold_of_a_class_is_the_lowest_of_the_models_classes_for_it() {
    let toml =
        manifest("yolox", b"", "") + "[[classes]]\nname='b'\nclass='pistol'\nthreshold=0.2\nthreshold_at_5=0.3\n";
    let manifest = Manifest::parse(&toml).unwrap();
    assert_eq!(manifest.threshold(ThreatClass::Pistol), Some(0.2));
    assert_eq!(manifest.threshold_at(ThreatClass::Pistol, screening_core::model::FalseAlarms::Five), Some(0.3));
    assert_eq!(manifest.threshold_at(ThreatClass::Pistol, screening_core::model::FalseAlarms::One), None);
    assert_eq!(manifest.threshold(ThreatClass::Barrel), None);
}

// What `screening model check` shows.

fn texts(findings: &[Finding], severity: Severity) -> String {
    findings.iter().filter(|f| f.severity == severity).map(|f| f.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_check_of_a_good_model_says_what_it_runs_on() {
    let onnx = model("yolox");
    let engine = engine();
    let findings = check_model(&manifest("yolox", &onnx, ""), Some(&onnx), &engine);
    assert_eq!(texts(&findings, Severity::Error), "");
    assert_says(&texts(&findings, Severity::Note), &[engine.name(), "precision", "64 x 64", "grid offsets"]);
    assert_says(&texts(&findings, Severity::Warning), &["the group part", "the group magazine"]);
}

#[test]
fn a_check_goes_on_after_a_wrong_hash_and_lists_every_fault_of_a_manifest() {
    let onnx = model("yolox");
    let toml = manifest("yolov8", b"other", "");
    let errors = texts(&check_model(&toml, Some(&onnx), &engine()), Severity::Error);
    assert_says(&errors, &["SHA-256", &sha256_hex(&onnx), &sha256_hex(b"other"), "[1, 84, 8]"]);
    let findings = check_model("family = 'yolov5'", None, &engine());
    assert!(findings.len() > 5 && findings.iter().all(|finding| finding.severity == Severity::Error));
    assert_says(&texts(&check_model(&toml, None, &engine()), Severity::Warning), &["no model file"]);
    assert_says(&texts(&check_model(&toml, Some(&[]), &engine()), Severity::Error), &["empty"]);
}
