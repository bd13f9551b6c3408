//! `screening scan`: files in, JSON lines and annotated pictures out, exit codes.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use serde_json::Value;

use crate::{
    models::{Model, manifest, test_onnx},
    pictures::{self, PISTOL},
    program::{run, run_with},
};

/// A folder with files of these names and bytes.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn exit_codes_tell_clear_alarm_and_unknown_apart_and_an_alarm_weighs_most() {
    let model = Model::good();
    let folder = folder(&[
        ("a_clear.png", &pictures::harmless()),
        ("b_alarm.png", &pictures::pistol()),
        ("c_text.png", b"text"),
    ]);
    let file = |name: &str| folder.path().join(name);
    for (name, code, decision) in
        [("a_clear.png", 0, "CLEAR"), ("b_alarm.png", 1, "ALARM"), ("c_text.png", 2, "UNKNOWN")]
    {
        let ran = run_with(&model, &["scan", text(&file(name))]);
        assert_eq!(ran.code, code, "{}", ran.said());
        assert_eq!(ran.lines()[0]["decision"], decision);
        assert_eq!(ran.lines()[0]["source"], text(&file(name)));
    }
    let all = run_with(&model, &["scan", text(folder.path())]);
    assert_eq!(all.code, 1);
    let decisions: Vec<Value> = all.lines().iter().map(|line| line["decision"].clone()).collect();
    assert_eq!(decisions, ["CLEAR", "ALARM", "UNKNOWN"]);
    let some = run_with(&model, &["scan", text(&file("a_clear.png")), text(&file("c_text.png"))]);
    assert_eq!(some.code, 2);
}

#[test]
fn a_line_is_a_whole_report_and_its_regions_lie_where_the_object_is() {
    let model = Model::good();
    let folder = folder(&[("parcel.png", &pictures::pistol())]);
    let ran = run_with(&model, &["scan", text(folder.path())]);
    let line = &ran.lines()[0];
    assert_eq!(line["schema"], 1);
    assert_eq!(line["model"]["name"], "cells");
    assert_eq!(line["engine"]["engine"], "tract");
    assert!(line.get("annotated").is_none(), "no pictures were asked for");
    let region = &line["regions"][0];
    assert_eq!(
        (&region["class"], &region["group"], &region["alarm"]),
        (&"pistol".into(), &"firearm".into(), &true.into())
    );
    let sides: Vec<f64> = region["box"].as_array().unwrap().iter().map(|side| side.as_f64().unwrap()).collect();
    let centre = [sides[0] + sides[2] / 2.0, sides[1] + sides[3] / 2.0];
    let [x, y, width, height] = PISTOL.map(f64::from);
    assert!((x..x + width).contains(&centre[0]) && (y..y + height).contains(&centre[1]), "{sides:?}");
}

#[test]
fn annotated_pictures_are_written_and_are_not_screened_again() {
    let model = Model::good();
    let folder = folder(&[("alarm.png", &pictures::pistol()), ("text.png", b"text")]);
    let out = folder.path().join("out/annotated");
    let args = ["scan", text(folder.path()), "--out", text(&out)];
    let ran = run_with(&model, &args);
    assert_eq!(ran.code, 1, "{}", ran.said());
    let lines = ran.lines();
    let path = lines[0]["annotated"][0].as_str().unwrap();
    assert_eq!(path, text(&out.join("alarm.png.annotated.png")));
    let (drawn, plain) = (image::open(path).unwrap().to_rgb8(), image::load_from_memory(&pictures::pistol()).unwrap());
    assert_eq!(drawn.dimensions(), (pictures::WIDTH, pictures::HEIGHT));
    assert_ne!(drawn, plain.to_rgb8(), "boxes are drawn");
    assert!(lines[1].get("annotated").is_none(), "text has no picture");

    assert_eq!(run_with(&model, &args).lines().len(), 2);
}

#[test]
fn a_pair_is_one_dual_energy_view_and_pictures_may_be_views_of_one_parcel() {
    let model = Model::good();
    let [low, high] = pictures::layers();
    let folder = folder(&[("l.png", &low), ("h.png", &high), ("alarm.png", &pictures::pistol())]);
    let path = |name: &str| folder.path().join(name);
    let pair = run_with(&model, &["scan", "--pair", text(&path("l.png")), text(&path("h.png"))]);
    assert_eq!(pair.lines().len(), 1);
    assert_eq!(pair.lines()[0]["views"][0]["width"], pictures::WIDTH, "{}", pair.said());

    let merged = run_with(&model, &["scan", "--one-parcel", text(&path("l.png")), text(&path("alarm.png"))]);
    assert_eq!((merged.lines().len(), merged.code), (1, 1), "{}", merged.said());
    assert_eq!(merged.lines()[0]["views"].as_array().unwrap().len(), 2);
}

#[test]
fn files_that_cannot_be_read_are_unknown_and_said_to_be_unreadable() {
    let model = Model::good();
    let folder = folder(&[("clear.png", &pictures::harmless())]);
    std::os::unix::fs::symlink("gone.png", folder.path().join("link.png")).unwrap();
    let ran = run_with(&model, &["scan", text(folder.path())]);
    assert_eq!((ran.code, ran.lines().len()), (2, 2), "{}", ran.said());
    assert_eq!(ran.lines()[1]["reasons"][0]["code"], "unreadable_file");

    let folder_as_file = text(folder.path());
    let ran = run_with(&model, &["scan", "--pair", folder_as_file, folder_as_file]);
    ran.assert(2, &["UNKNOWN", "cannot be read", "directory"]);
    run_with(&model, &["scan", "/no/such/parcel.png"]).assert(2, &["UNKNOWN", "/no/such/parcel.png"]);
}

#[test]
fn a_file_without_permission_is_unknown() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder(&[("secret.png", &pictures::harmless())]);
    let path = folder.path().join("secret.png");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        // Past the test harness, which keeps what passing tests print.
        let _ = writeln!(io::stderr(), "\n*** NOT RUN without permission: root may read every file\n");
        return;
    }
    run_with(&Model::good(), &["scan", text(&path)]).assert(2, &["unreadable_file", "denied"]);
}

#[test]
fn an_output_folder_that_cannot_be_written_is_found_before_anything_is_screened() {
    let folder = folder(&[("clear.png", &pictures::harmless()), ("file", b"")]);
    let below_a_file = folder.path().join("file/out");
    let ran = run_with(&Model::good(), &["scan", text(folder.path()), "--out", text(&below_a_file)]);
    ran.assert(3, &["output folder", "file/out", "cannot be written"]);
    assert_eq!(ran.stdout, "");
}

#[test]
fn wrong_usage_is_told_apart_from_unknown() {
    run(&["scan"]).assert(3, &["FILE|FOLDER"]);
    run(&["scan", "x.png", "--engine", "magic"]).assert(3, &["magic", "tract"]);
    run(&["--version"]).assert(0, &["screening"]);
    let empty = tempfile::tempdir().unwrap();
    run_with(&Model::good(), &["scan", text(empty.path())]).assert(3, &["holds no picture"]);
}

#[test]
fn without_a_model_that_works_nothing_is_screened_and_the_message_says_why() {
    let onnx = test_onnx("yolov8");
    let good = manifest("yolov8", &onnx);
    let cases: [(&str, Model, &[&str]); 5] = [
        ("corrupt", Model::of(&manifest("yolov8", b"no model"), b"no model"), &["cannot be used", "model check"]),
        ("empty", Model::of(&good, b""), &["cannot be used"]),
        ("another file", Model::of(&good, &test_onnx("yolox")), &["SHA-256"]),
        ("wrong manifest", Model::of(&good.replace("family", "familie"), &onnx), &["familie"]),
        (
            "wrong output shape",
            Model::of(&manifest("yolox", &onnx), &onnx),
            &["[1, 7, 64]", "[1, 84, 8]", "model check"],
        ),
    ];
    let folder = folder(&[("clear.png", &pictures::harmless())]);
    for (what, model, words) in cases {
        let ran = run_with(&model, &["scan", text(folder.path())]);
        assert_eq!(ran.stdout, "", "{what}");
        ran.assert(3, words);
    }
    let missing = run(&["scan", text(folder.path()), "--engine", "tract", "--model", "/no/such/model.toml"]);
    missing.assert(3, &["/no/such/model.toml", "does not exist"]);
}

#[test]
fn every_odd_picture_ends_in_its_own_way_and_none_is_wrongly_clear() {
    let odd = pictures::odd();
    let files: Vec<(&str, &[u8])> = odd.iter().map(|(name, bytes, _)| (*name, bytes.as_slice())).collect();
    let folder = folder(&files);
    let ran = run_with(&Model::good(), &["scan", text(folder.path())]);
    assert_eq!(ran.code, 1, "one of them has a pistol: {}", ran.said());
    let lines = ran.lines();
    assert_eq!(lines.len(), odd.len());
    for (name, _, outcome) in odd {
        let line = lines.iter().find(|line| line["source"].as_str().unwrap().ends_with(name)).unwrap();
        crate::bad_pictures::assert_outcome(name, line, outcome);
    }
}
