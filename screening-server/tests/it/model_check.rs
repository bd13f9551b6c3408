//! `screening model check`: plain words about a model.

use std::fs;

use crate::{
    models::{Model, manifest, test_onnx},
    program::{Ran, run},
};

fn check(file: &str) -> Ran {
    run(&["model", "check", file, "--engine", "tract", "--threads", "1"])
}

#[test]
fn a_good_model_is_described_by_either_of_its_files() {
    let model = Model::good();
    for file in [model.path(), model.onnx.to_str().unwrap()] {
        check(file).assert(0, &["cells 1", "yolov8", "runs on tract", "The model can be used."]);
    }
}

#[test]
fn what_is_wrong_is_said_with_both_sides_and_what_to_do() {
    let onnx = test_onnx("yolov8");
    let good = manifest("yolov8", &onnx);
    let cases: [(Model, &[&str]); 5] = [
        (Model::of(&manifest("yolox", &onnx), &onnx), &["error:", "[1, 7, 64]", "[1, 84, 8]", "cannot be used"]),
        (Model::of(&good.replace("width = 64", "width = 96"), &onnx), &["[1, 3, 64, 64]", "[1, 3, 64, 96]"]),
        (Model::of(&good, &test_onnx("yolox")), &["SHA-256"]),
        (Model::of(&good.replace("\"pistol\"", "\"gun\""), &onnx), &["gun", "pistol"]),
        (Model::of(&manifest("yolov8", b"no model"), b"no model"), &["error:", "cannot be used"]),
    ];
    for (model, words) in cases {
        check(model.path()).assert(3, words);
    }
}

#[test]
fn a_model_without_one_of_its_files_cannot_be_used() {
    let model = Model::good();
    fs::remove_file(&model.onnx).unwrap();
    check(model.path()).assert(3, &["manifest is in order", "is missing"]);
    let model = Model::good();
    fs::remove_file(&model.manifest).unwrap();
    check(model.onnx.to_str().unwrap()).assert(3, &["cells.toml", "cannot be read"]);
    check("/no/such/model.onnx").assert(3, &["/no/such/model.onnx", "does not exist"]);
}
