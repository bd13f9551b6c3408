//! `screening evaluate` from files to figures, on a set small enough to know the figures.

use std::{fs, path::PathBuf};

use serde_json::json;
use tempfile::TempDir;

use crate::{
    models::Model,
    pictures::{self, PISTOL},
    program::run_with,
};

/// Two parcels with the pistol, two without, in a category of the set's own name.
fn set(category: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let files = ["a.png", "b.png", "c.png", "d.png"];
    for (index, file) in files.iter().enumerate() {
        let picture = if index < 2 { pictures::pistol() } else { pictures::harmless() };
        fs::write(folder.path().join(file), picture).unwrap();
    }
    let images: Vec<_> = files.iter().enumerate().map(|(id, file)| json!({"id": id, "file_name": file})).collect();
    let annotations: Vec<_> =
        [0, 1].map(|id| json!({"id": id, "image_id": id, "category_id": 7, "bbox": PISTOL})).into();
    let coco = json!({"images": images, "annotations": annotations, "categories": [{"id": 7, "name": category}]});
    let path = folder.path().join("coco.json");
    fs::write(&path, coco.to_string()).unwrap();
    (folder, path)
}

#[test]
fn a_set_becomes_figures_as_json_and_as_a_page() {
    let (folder, coco) = set("pistol");
    let page = folder.path().join("page.html");
    let (coco, images, page) = (coco.to_str().unwrap(), folder.path().to_str().unwrap(), page.to_str().unwrap());
    let args = ["evaluate", "--coco", coco, "--images", images, "--rounds", "20", "--json", "--html", page];
    let ran = run_with(&Model::good(), &args);
    assert_eq!(ran.code, 0, "{}", ran.said());
    let figures: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(figures["sample"]["images"], 4);
    assert!(figures["groups"]["firearm"]["ap50"].is_number(), "{figures}");
    assert_eq!(figures["threat"]["image_level"]["auc"], 1.0);
    let html = fs::read_to_string(page).unwrap();
    assert!(html.starts_with("<!") && html.contains("<svg"));
}

#[test]
fn a_map_translates_the_categories_of_a_set_and_words_are_for_a_person() {
    let (folder, coco) = set("handgun-22");
    let map = folder.path().join("map.toml");
    fs::write(&map, "[categories]\n\"handgun-22\" = \"pistol\"\n").unwrap();
    let (coco, images, map) = (coco.to_str().unwrap(), folder.path().to_str().unwrap(), map.to_str().unwrap());
    let args = ["evaluate", "--coco", coco, "--images", images, "--rounds", "0", "--map", map];
    run_with(&Model::good(), &args).assert(0, &["4 pictures", "firearm", "pistol 2 0.000", "whole pictures", "1.000"]);
}

#[test]
fn pictures_that_are_missing_are_named_and_sets_that_are_none_are_refused() {
    let (folder, coco) = set("pistol");
    fs::remove_file(folder.path().join("b.png")).unwrap();
    let (coco, images) = (coco.to_str().unwrap(), folder.path().to_str().unwrap());
    let args = ["evaluate", "--coco", coco, "--images", images, "--rounds", "0"];
    run_with(&Model::good(), &args).assert(0, &["not screened: b.png"]);
    let elsewhere = ["evaluate", "--coco", coco, "--images", "/no/such/folder"];
    run_with(&Model::good(), &elsewhere).assert(3, &["not one picture could be screened", "--images"]);
    let none = ["evaluate", "--coco", "/no/such/coco.json", "--images", images];
    run_with(&Model::good(), &none).assert(3, &["/no/such/coco.json"]);
    let picture = folder.path().join("a.png");
    let wrong = ["evaluate", "--coco", picture.to_str().unwrap(), "--images", images];
    run_with(&Model::good(), &wrong).assert(3, &["a.png"]);
}
