//! A written set: same bytes for a seed on any number of threads, truth that fits the pictures.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy.toml's exception does not reach")]

use std::{collections::BTreeMap, path::Path};

use datasets_synthetic::{
    dice::{Dice, Split},
    export::{Files, Scanners, SetSpec, render_scene, write_set},
    extras::Extras,
    scene::{Scene, SceneOptions},
};
use screening_core::{geometry::PixelBox, taxonomy::ThreatClass};

fn spec(count: u64, threat_share: f32) -> SetSpec {
    SetSpec {
        seed: 11,
        first: 0,
        count,
        split: Split::Train,
        looks: 2,
        files: Files::Both,
        scene: SceneOptions { long_side: [200, 320], threat_share, ..SceneOptions::default() },
        extras: Extras::default(),
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.extend(files(&path).into_iter().map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
        } else {
            found.insert(path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let sets = [1, 3].map(|threads| {
        let folder = tempfile::tempdir().unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| write_set(&spec(5, 0.6), folder.path(), || ())).unwrap();
        files(folder.path())
    });
    assert_eq!(sets[0].len(), 5 * 2 + 5 + 1);
    assert_eq!(sets[0].keys().collect::<Vec<_>>(), sets[1].keys().collect::<Vec<_>>());
    for (name, bytes) in &sets[0] {
        assert!(bytes == &sets[1][name], "{name} differs between 1 and 3 threads");
    }
}

#[test]
fn a_set_made_in_parts_is_the_set_made_at_once() {
    let make = |first, count| {
        let folder = tempfile::tempdir().unwrap();
        write_set(&SetSpec { first, ..spec(count, 0.6) }, folder.path(), || ()).unwrap();
        files(folder.path())
    };
    let (whole, part) = (make(0, 4), make(2, 2));
    assert_eq!(part.len(), 2 * 2 + 2 + 1);
    assert!(part.iter().all(|(name, bytes)| name == "truth.json" || bytes == &whole[name]));
}

#[test]
fn truth_names_pictures_and_boxes_lie_in_them() {
    let folder = tempfile::tempdir().unwrap();
    write_set(&spec(12, 1.0), folder.path(), || ()).unwrap();
    let truth: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("truth.json")).unwrap()).unwrap();
    let categories: Vec<_> =
        truth["categories"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(categories, ThreatClass::names());
    let images = truth["images"].as_array().unwrap();
    assert_eq!(images.len(), 24);
    for image in images {
        let picture = folder.path().join(image["file_name"].as_str().unwrap());
        let bytes = std::fs::read(picture).unwrap();
        let side = |at: usize| u64::from(u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()));
        assert_eq!((side(16), side(20)), (image["width"].as_u64().unwrap(), image["height"].as_u64().unwrap()));
        assert!(folder.path().join(image["pair"].as_str().unwrap()).exists());
    }
    let annotations = truth["annotations"].as_array().unwrap();
    assert!(annotations.len() >= 24);
    for annotation in annotations {
        let image = &images[annotation["image_id"].as_u64().unwrap() as usize - 1];
        let b: Vec<f64> = annotation["bbox"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect();
        assert!(b[0] >= 0.0 && b[0] + b[2] <= image["width"].as_f64().unwrap());
        assert!(b[1] >= 0.0 && b[1] + b[3] <= image["height"].as_f64().unwrap());
        assert!(annotation["area"].as_f64().unwrap() <= b[2] * b[3]);
    }
}

#[test]
fn a_set_of_pairs_alone_names_them_as_its_pictures() {
    let folder = tempfile::tempdir().unwrap();
    write_set(&SetSpec { files: Files::Pairs, ..spec(3, 0.6) }, folder.path(), || ()).unwrap();
    let names: Vec<String> = files(folder.path()).into_keys().collect();
    assert_eq!(names, ["pairs/000000.tiff", "pairs/000001.tiff", "pairs/000002.tiff", "truth.json"]);
    let truth: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("truth.json")).unwrap()).unwrap();
    let named: Vec<_> = truth["images"].as_array().unwrap().iter().map(|image| image["file_name"].clone()).collect();
    assert_eq!(named, names[..3]);
}

#[test]
fn the_two_splits_and_neighbouring_scenes_differ() {
    let scanners = Scanners::new().unwrap();
    let first = render_scene(&spec(1, 1.0), 0, &scanners);
    let next = render_scene(&spec(1, 1.0), 1, &scanners);
    let held_out = render_scene(&SetSpec { split: Split::HeldOut, ..spec(1, 1.0) }, 0, &scanners);
    assert_ne!(first.exposure.low, next.exposure.low);
    assert_ne!(first.exposure.low, held_out.exposure.low);
    assert_ne!(first.pictures[0], first.pictures[1], "two looks of one scene are two pictures");
}

#[test]
fn a_margin_adds_air_around_the_same_scene() {
    let scanners = Scanners::new().unwrap();
    let narrow = spec(1, 1.0);
    let wide = SetSpec { scene: SceneOptions { margin: 0.25, ..narrow.scene }, ..narrow.clone() };
    let [narrow, wide] = [narrow, wide].map(|spec| render_scene(&spec, 0, &scanners).exposure);
    let added = [narrow.grid.width, narrow.grid.height].map(|side| (side as f32 * 0.25) as usize);
    assert_eq!(wide.grid.width, narrow.grid.width + 2 * added[0]);
    assert_eq!(wide.grid.height, narrow.grid.height + 2 * added[1]);
    assert!(!narrow.truth.is_empty() && wide.truth.len() >= narrow.truth.len());
    let inside = |b: PixelBox| b.x > 0.0 && b.y > 0.0 && b.x + b.width < narrow.grid.width as f32;
    for truth in narrow.truth.iter().filter(|t| inside(t.bbox)) {
        let moved = PixelBox { x: truth.bbox.x + added[0] as f32, y: truth.bbox.y + added[1] as f32, ..truth.bbox };
        assert!(
            wide.truth.iter().any(|t| t.class == truth.class && t.bbox == moved),
            "{truth:?} is not in {:?}",
            wide.truth
        );
    }
}

#[test]
fn scenes_without_threats_have_no_truth() {
    let scanners = Scanners::new().unwrap();
    for index in 0..6 {
        assert!(render_scene(&spec(1, 0.0), index, &scanners).exposure.truth.is_empty());
    }
}

#[test]
fn an_unwritable_folder_is_a_clear_error() {
    let error = write_set(&spec(1, 0.0), Path::new("/proc/nowhere"), || ()).unwrap_err().to_string();
    assert!(error.contains("/proc/nowhere") && error.contains("could not be written"), "{error}");
}

#[test]
fn a_collection_has_as_many_threats_as_asked_and_at_most_one_long_gun() {
    let options = SceneOptions { threats: Some([4, 6]), goods: 0.2, threat_share: 1.0, ..SceneOptions::default() };
    let mut seen = std::collections::BTreeSet::new();
    for index in 0..40 {
        let scene = Scene::draw(&mut Dice::new(3, index, Split::Train), &options);
        let classes: Vec<_> = scene.objects.iter().filter_map(|placed| placed.object.class).collect();
        assert!((4..=6).contains(&classes.len()), "{} threats", classes.len());
        assert!(classes.iter().filter(|class| **class == ThreatClass::LongGun).count() <= 1);
        seen.extend(classes);
    }
    assert_eq!(seen.len(), ThreatClass::ALL.len(), "every class is drawn: {seen:?}");
}
