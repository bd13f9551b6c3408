//! The whole way from bytes to a report, with a real model on the best engine that is there.
//!
//! The model finds blue cells of an eighth of its input as pistols and orange-dark ones as cartridges.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy.toml's exception does not reach")]

use std::path::Path;

use screening_core::{
    detect::{Detector, Engine, EngineOptions, Precision, Prefer},
    model::{Manifest, sha256_hex},
    overlay::{annotate, encode_png},
    pipeline::{ScreenOptions, Screener, ViewBytes},
    report::{AbortReason, Decision, Report},
    scan::Plane,
    taxonomy::ThreatClass,
    verdict::Policy,
};

const CARTON: [u8; 3] = [250, 210, 160];
const BLUE: [u8; 3] = [20, 40, 160];

fn screener(model: &str, policy: Policy) -> Screener {
    screener_with(model, policy, ScreenOptions::default())
}

fn screener_with(model: &str, policy: Policy, options: ScreenOptions) -> Screener {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let onnx = std::fs::read(here.join("tests/models").join(model).with_extension("onnx")).unwrap();
    let installed = here.join("../.engine/lib");
    let given = std::env::var_os("SCREENING_ORT_LIBRARY").map(Into::into);
    let library = given.or_else(|| installed.is_dir().then_some(installed));
    let asked = EngineOptions { library, prefer: Prefer::Auto, precision: Precision::Auto, threads: 2 };
    let engine = Engine::start(&asked).unwrap();
    let manifest = format!(
        r#"
name = "cells"
version = "1"
licence = "Apache-2.0"
family = "yolov8"
sha256 = "{}"
training.summary = "made by hand"
[input]
width = 64
height = 64
colour = "rgb"
scale = 0.00392156862745098
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
"#,
        sha256_hex(&onnx)
    );
    let detector = Detector::load(Manifest::parse(&manifest).unwrap(), &onnx, &engine).unwrap();
    Screener::new(detector, policy, options)
}

/// A PNG of a parcel of carton in air, with a blue square where one is given: `[x, y, side]`.
fn parcel(width: usize, height: usize, blue: Option<[usize; 3]>) -> Vec<u8> {
    let mut picture = Plane::filled(width, height, [255u8; 3]);
    let mut paint = |x: usize, y: usize, w: usize, h: usize, colour| {
        for row in y..y + h {
            picture.data_mut()[row * width + x..row * width + x + w].fill(colour);
        }
    };
    paint(width / 10, height / 10, width * 4 / 5, height * 4 / 5, CARTON);
    if let Some([x, y, side]) = blue {
        paint(x, y, side, side, BLUE);
    }
    encode_png(&picture).unwrap()
}

fn screen(screener: &Screener, png: &[u8]) -> Report {
    screener.screen_bytes(&[ViewBytes::new("top", png)]).report
}

#[test]
fn a_model_finds_the_object_in_a_file_and_nothing_in_a_harmless_one() {
    let screener = screener("yolov8", Policy::default());
    let clear = screen(&screener, &parcel(640, 480, None));
    assert_eq!(clear.decision, Decision::Clear, "{}", clear.summary());

    let png = parcel(640, 480, Some([250, 180, 160]));
    let screened = screener.screen_bytes(&[ViewBytes::new("top", &png)]);
    let report = &screened.report;
    assert_eq!(report.decision, Decision::Alarm, "{}", report.summary());
    let object = [250.0, 180.0, 160.0, 160.0].into();
    for region in report.regions.iter().filter(|region| region.alarm) {
        assert_eq!(region.class, ThreatClass::Pistol);
        // The model's cells are squares of its own grid, so they reach a little over the object's edge.
        assert!(region.bbox.intersection(&object) > 0.6 * region.bbox.area(), "{region:?}");
    }
    assert_eq!(report.model.as_ref().unwrap().name, "cells");
    assert!(report.engine.is_some() && report.timings.inference_ms > 0.0);
    assert!(report.timings.detect_ms < report.timings.total_ms);

    let picture = screened.pictures[0].as_ref().unwrap();
    let drawn = annotate(&picture.rgb, &report.regions, Some(&picture.dense));
    assert_ne!(drawn, picture.rgb);
}

#[test]
fn tiles_find_what_is_too_small_in_the_overview_at_its_place() {
    // The overview's cells are 67 pixels wide and a tile's 16: the object fills cells of tiles alone.
    let mut options = ScreenOptions::default();
    options.tile.size = 128;
    let coarse = screener("yolov8", Policy::default());
    let png = parcel(640, 480, Some([305, 203, 40]));
    assert_eq!(screen(&coarse, &png).decision, Decision::Clear);

    let fine = screener_with("yolov8", Policy::default(), options);
    let report = screen(&fine, &png);
    assert_eq!(report.decision, Decision::Alarm, "{}", report.summary());
    assert!(report.views[0].tiles > 10);
    let all = report.regions.iter().filter(|region| region.alarm).map(|region| region.bbox);
    let all = all.reduce(|a, b| a.union(&b)).unwrap();
    assert!(all.iou(&[305.0, 203.0, 40.0, 40.0].into()) > 0.5, "{all:?}");
}

#[test]
fn a_policy_goes_over_the_thresholds_of_the_manifest() {
    let policy = Policy::parse("name = 'deaf'\nversion = '7'\n[thresholds]\npistol = 1.0").unwrap();
    let report = screen(&screener("yolov8", policy), &parcel(640, 480, Some([250, 180, 160])));
    assert_eq!(report.decision, Decision::Clear, "{}", report.summary());
    assert_eq!((report.policy.name.as_str(), report.policy.version.as_str()), ("deaf", "7"));
    assert!(report.regions.iter().any(|region| region.class == ThreatClass::Pistol && !region.alarm));
    assert!(report.regions.iter().filter(|r| r.class == ThreatClass::Pistol).all(|r| r.threshold == 1.0));
}

#[test]
fn a_model_that_gives_no_numbers_is_unknown() {
    // Its result is not a number wherever a cell is white, as it is outside the parcel.
    let screener = screener("breaks_on_white", Policy::default());
    let broken = screen(&screener, &parcel(640, 480, None));
    assert_eq!(broken.decision, Decision::Unknown, "{}", broken.summary());
    assert_eq!(broken.abort_reason, Some(AbortReason::EngineFailure));
    assert!(broken.reasons.iter().any(|reason| reason.text.contains("not a number")), "{:?}", broken.reasons);
}
