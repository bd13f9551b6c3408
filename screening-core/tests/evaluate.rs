//! The evaluation against pycocotools and brute force (tests/evaluate/reference.py), and its promises:
//! determinism, intervals over scenes, clear failures, a page that stands alone.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy.toml's exception does not reach")]

use std::{
    collections::BTreeMap,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use screening_core::{
    evaluate::{
        Conditions, EvaluateError, Evaluation, ImageResult, Options, Prediction, SetMap, Thresholds, TruthSet,
        evaluate, html,
    },
    geometry::PixelBox,
    taxonomy::{ThreatClass, ThreatGroup},
};
use serde_json::{Value, json};

const COCO: &str = include_str!("evaluate/coco.json");
const PREDICTIONS: &str = include_str!("evaluate/predictions.json");
const EXPECTED: &str = include_str!("evaluate/expected.json");

/// COCO result rows as results by image.
fn results(truth: &TruthSet, coco: &str, predictions: &str) -> Vec<ImageResult> {
    let coco: Value = serde_json::from_str(coco).unwrap();
    let names: BTreeMap<i64, &str> = coco["categories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|category| (category["id"].as_i64().unwrap(), category["name"].as_str().unwrap()))
        .collect();
    let mut by_image: BTreeMap<i64, ImageResult> = truth
        .images()
        .iter()
        .map(|image| (image.id, ImageResult { image_id: image.id, ..ImageResult::default() }))
        .collect();
    let rows: Vec<Value> = serde_json::from_str(predictions).unwrap();
    for row in rows {
        let bbox: [f32; 4] = serde_json::from_value(row["bbox"].clone()).unwrap();
        by_image.get_mut(&row["image_id"].as_i64().unwrap()).unwrap().predictions.push(Prediction {
            class: names[&row["category_id"].as_i64().unwrap()].parse().unwrap(),
            score: row["score"].as_f64().unwrap() as f32,
            bbox: PixelBox::from(bbox),
        });
    }
    by_image.into_values().collect()
}

fn run(coco: &str, predictions: &str, thresholds: &Thresholds, options: &Options) -> Evaluation {
    let truth = TruthSet::parse(coco, None).unwrap();
    evaluate(&truth, &results(&truth, coco, predictions), thresholds, Conditions::default(), options).unwrap()
}

fn everywhere(threshold: f32) -> Thresholds {
    ThreatClass::ALL.into_iter().map(|class| (class, threshold)).collect()
}

/// Compares every number of `expected` with the place of the same name in `actual`.
fn assert_close(actual: &Value, expected: &Value, place: &str) {
    match expected {
        Value::Object(fields) => {
            for (name, expected) in fields {
                assert_close(&actual[name], expected, &format!("{place}.{name}"));
            }
        }
        Value::Array(items) => {
            assert_eq!(actual.as_array().map(Vec::len), Some(items.len()), "{place}");
            for (index, expected) in items.iter().enumerate() {
                assert_close(&actual[index], expected, &format!("{place}[{index}]"));
            }
        }
        Value::Null => assert!(actual.is_null(), "{place}: {actual}, expected nothing"),
        _ => {
            let (actual, expected) = (actual.as_f64().unwrap_or(f64::NAN), expected.as_f64().unwrap());
            assert!((actual - expected).abs() < 1e-6, "{place}: {actual}, expected {expected}");
        }
    }
}

/// FROC and image-level figures in the shape that the reference has them.
fn in_reference_shape(evaluation: &Evaluation) -> Value {
    let mut all = serde_json::to_value(evaluation).unwrap();
    let reshape = |group: &mut Value| {
        let recalls =
            |points: &Value| points.as_array().unwrap().iter().map(|p| p["recall"].clone()).collect::<Value>();
        let level = group["image_level"].clone();
        group["froc"] = recalls(&group["froc"]["points"]);
        group["roc"] = json!({
            "auc": level["auc"], "recalls": recalls(&level["points"]),
            "positives": level["positives"], "negatives": level["negatives"],
        });
    };
    all["groups"].as_object_mut().unwrap().values_mut().for_each(reshape);
    reshape(&mut all["threat"]);
    all
}

fn assert_as_expected(coco: &str, predictions: &str, expected: &str) {
    let evaluation = run(coco, predictions, &Thresholds::new(), &Options { rounds: 0, ..Options::default() });
    let expected: Value = serde_json::from_str(expected).unwrap();
    assert!(expected["classes"]["pistol"]["ap50"].as_f64().unwrap() > 0.1, "the fixture must have something to find");
    assert_close(&in_reference_shape(&evaluation), &expected, "");
}

#[test]
fn figures_equal_the_committed_ones_of_pycocotools() {
    assert_as_expected(COCO, PREDICTIONS, EXPECTED);
}

/// A Python that has pycocotools: `$SCREENING_PYTHON`, the repository's `.venv`, or `python3`.
fn python() -> Option<PathBuf> {
    let venv = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.venv/bin/python");
    let named = std::env::var_os("SCREENING_PYTHON").map(PathBuf::from);
    named.into_iter().chain([venv, PathBuf::from("python3")]).find(|python| {
        let output = Command::new(python).args(["-c", "import pycocotools.cocoeval"]).output();
        output.is_ok_and(|output| output.status.success())
    })
}

#[test]
fn figures_equal_what_pycocotools_says_now() {
    let Some(python) = python() else {
        let message = "NOT TESTED against pycocotools itself: no Python with it was found (set SCREENING_PYTHON, or \
                       `pip install pycocotools`); only the committed figures were compared";
        assert!(std::env::var_os("SCREENING_REQUIRE_PYCOCOTOOLS").is_none(), "{message}");
        // Not `eprintln!`, which the test harness swallows when the test passes.
        writeln!(std::io::stderr(), "\n*** {message} ***\n").unwrap();
        return;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluate/reference.py");
    let call = |arguments: &[&str]| {
        let output = Command::new(&python).arg(&script).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for seed in 1..=4 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_str().unwrap();
        call(&["fixture", &seed.to_string(), path]);
        let coco = std::fs::read_to_string(folder.path().join("coco.json")).unwrap();
        let predictions = std::fs::read_to_string(folder.path().join("predictions.json")).unwrap();
        assert_as_expected(&coco, &predictions, &call(&["expected", path]));
    }
}

#[test]
fn the_outcome_does_not_depend_on_the_number_of_threads() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let options = Options { rounds: 60, ..Options::default() };
        pool.install(|| serde_json::to_string(&run(COCO, PREDICTIONS, &everywhere(0.5), &options)).unwrap())
    };
    assert_eq!(with(1), with(5));
}

#[test]
fn intervals_hold_the_figure_and_follow_the_seed() {
    let options = Options { rounds: 300, ..Options::default() };
    let first = run(COCO, PREDICTIONS, &everywhere(0.5), &options);
    let firearm = &first.groups[&ThreatGroup::Firearm];
    let [low, high] = firearm.boxes.ap50_interval.unwrap();
    assert!(low < firearm.boxes.ap50.unwrap() && firearm.boxes.ap50.unwrap() < high && high - low < 0.4);
    let [low, high] = first.ap50_interval.unwrap();
    assert!(low < first.ap50.unwrap() && first.ap50.unwrap() < high);
    let other = run(COCO, PREDICTIONS, &everywhere(0.5), &Options { seed: 2, ..options });
    assert_eq!(first.ap50, other.ap50);
    assert_ne!(first.ap50_interval, other.ap50_interval);
}

/// `count` pictures with one pistol each; `scene(i)` names the scene, and the pistol is found where
/// `is_found(i)`.
fn pistols(count: i64, scene: impl Fn(i64) -> i64, is_found: impl Fn(i64) -> bool) -> (String, Vec<ImageResult>) {
    let images: Vec<Value> =
        (1..=count).map(|i| json!({"id": i, "file_name": format!("{i}.png"), "scene": scene(i)})).collect();
    let annotations: Vec<Value> =
        (1..=count).map(|i| json!({"id": i, "image_id": i, "category_id": 1, "bbox": [0, 0, 10, 10]})).collect();
    let coco = json!({"images": images, "annotations": annotations, "categories": [{"id": 1, "name": "pistol"}]});
    let found =
        |i| if is_found(i) { vec![prediction(ThreatClass::Pistol, 0.9, [0.0, 0.0, 10.0, 10.0])] } else { vec![] };
    let results = (1..=count).map(|i| ImageResult { image_id: i, predictions: found(i), failure: None }).collect();
    (coco.to_string(), results)
}

fn prediction(class: ThreatClass, score: f32, bbox: [f32; 4]) -> Prediction {
    Prediction { class, score, bbox: bbox.into() }
}

#[test]
fn views_of_one_scene_are_drawn_together() {
    let width = |views: i64| {
        // All views of a scene agree, so 400 pictures of 100 scenes know no more than 100 pictures.
        let (coco, results) = pistols(400, |i| (i - 1) / views, |i| (i - 1) / views % 5 != 0);
        let truth = TruthSet::parse(&coco, None).unwrap();
        let evaluation =
            evaluate(&truth, &results, &everywhere(0.5), Conditions::default(), &Options::default()).unwrap();
        assert_eq!(evaluation.sample.scenes as i64, 400 / views);
        let boxes = &evaluation.groups[&ThreatGroup::Firearm].boxes;
        assert_eq!(boxes.recall50, Some(0.8));
        let [low, high] = boxes.recall50_interval.unwrap();
        high - low
    };
    // Half the scenes for the same pictures: the interval grows by the square root of the views.
    let (alone, together) = (width(1), width(4));
    assert!((together / alone - 2.0).abs() < 0.3, "{alone} {together}");
    // 1.96 standard errors either side.
    assert!((alone - 2.0 * 1.96 * 0.02).abs() < 0.012, "{alone}");
}

#[test]
fn a_handful_of_scenes_gets_no_interval() {
    let (coco, results) = pistols(40, |i| i % 4, |i| i % 2 == 0);
    let truth = TruthSet::parse(&coco, None).unwrap();
    let evaluation = evaluate(&truth, &results, &everywhere(0.5), Conditions::default(), &Options::default()).unwrap();
    assert_eq!(evaluation.groups[&ThreatGroup::Firearm].boxes.recall50, Some(0.5));
    assert_eq!(evaluation.groups[&ThreatGroup::Firearm].boxes.recall50_interval, None);
    assert!(evaluation.notes.iter().any(|note| note.contains("4 scenes")), "{:?}", evaluation.notes);
}

/// One evaluation of a small set; predictions are `(image, class, score, box)`.
fn small(coco: &Value, map: Option<&str>, found: &[(i64, ThreatClass, f32, [f32; 4])]) -> Evaluation {
    let map = map.map(|text| SetMap::parse(text).unwrap());
    let truth = TruthSet::parse(&coco.to_string(), map.as_ref()).unwrap();
    let results: Vec<ImageResult> = truth
        .images()
        .iter()
        .map(|image| ImageResult {
            image_id: image.id,
            predictions: found.iter().filter(|f| f.0 == image.id).map(|f| prediction(f.1, f.2, f.3)).collect(),
            failure: None,
        })
        .collect();
    evaluate(&truth, &results, &everywhere(0.5), Conditions::default(), &Options::default()).unwrap()
}

fn images(names: &[&str]) -> Value {
    names.iter().enumerate().map(|(i, name)| json!({"id": i + 1, "file_name": name})).collect()
}

#[test]
fn a_set_that_names_groups_is_judged_by_groups() {
    let coco = json!({
        "images": images(&["a.png", "b.png"]),
        "categories": [{"id": 1, "name": "Gun"}],
        "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 100, 100]}],
    });
    let found = [
        (1, ThreatClass::Pistol, 0.9, [0.0, 0.0, 100.0, 98.0]),
        // The same object under another name: a repeat, not a false alarm.
        (1, ThreatClass::Revolver, 0.8, [0.0, 0.0, 98.0, 100.0]),
        (2, ThreatClass::LongGun, 0.7, [0.0, 0.0, 50.0, 50.0]),
    ];
    let evaluation = small(&coco, Some("[categories]\nGun = \"firearm\""), &found);
    let firearm = &evaluation.groups[&ThreatGroup::Firearm];
    assert!((firearm.boxes.ap50.unwrap() - 1.0).abs() < 1e-9);
    let at = firearm.boxes.at_thresholds.as_ref().unwrap();
    assert_eq!((at.hits, at.misses, at.false_alarms), (1, 0, 1));
    assert_eq!(firearm.image_level.auc, Some(1.0));
    assert_eq!((firearm.image_level.positives, firearm.image_level.negatives), (1, 1));
    // Whether it is a pistol is not known: neither hit nor false alarm for the class.
    let pistol = &evaluation.classes[&ThreatClass::Pistol];
    assert_eq!((pistol.ap50, pistol.boxes, pistol.at_thresholds.as_ref().unwrap().false_alarms), (None, 0, 0));
    assert_eq!(evaluation.ap50, None);
}

#[test]
fn a_region_without_alarm_does_not_hide_one_with() {
    let coco = json!({
        "images": images(&["a.png"]),
        "categories": [{"id": 1, "name": "pistol"}],
        "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 100, 100]}],
    });
    let truth = TruthSet::parse(&coco.to_string(), None).unwrap();
    let predictions = vec![
        prediction(ThreatClass::LongGun, 0.6, [0.0, 0.0, 100.0, 100.0]),
        prediction(ThreatClass::Pistol, 0.5, [0.0, 0.0, 100.0, 100.0]),
    ];
    let results = [ImageResult { image_id: 1, predictions, failure: None }];
    // The long gun scores higher, but only the pistol reaches its threshold.
    let thresholds = Thresholds::from([(ThreatClass::LongGun, 0.9), (ThreatClass::Pistol, 0.5)]);
    let evaluation = evaluate(&truth, &results, &thresholds, Conditions::default(), &Options::default()).unwrap();
    let at = evaluation.groups[&ThreatGroup::Firearm].boxes.at_thresholds.as_ref().unwrap();
    assert_eq!((at.hits, at.misses, at.false_alarms), (1, 0, 0));
}

#[test]
fn ignored_regions_are_neither_hit_nor_false_alarm_and_negatives_are_false_alarms() {
    let coco = json!({
        "images": images(&["knife.png", "phone.png", "gun.png"]),
        "categories": [{"id": 1, "name": "Knife"}, {"id": 2, "name": "Phone"}, {"id": 3, "name": "pistol"},
                       {"id": 4, "name": "unused"}],
        "annotations": [
            {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 100, 100]},
            {"id": 2, "image_id": 2, "category_id": 2, "bbox": [0, 0, 100, 100]},
            {"id": 3, "image_id": 3, "category_id": 3, "bbox": [0, 0, 100, 100]},
        ],
    });
    let found = [
        (1, ThreatClass::Pistol, 0.95, [10.0, 10.0, 20.0, 20.0]),
        (2, ThreatClass::Pistol, 0.6, [10.0, 10.0, 20.0, 20.0]),
        (3, ThreatClass::Pistol, 0.7, [0.0, 0.0, 100.0, 100.0]),
    ];
    let evaluation = small(&coco, Some("[categories]\nKnife = \"ignore\"\nPhone = \"negative\""), &found);
    let pistol = &evaluation.classes[&ThreatClass::Pistol];
    assert!((pistol.ap50.unwrap() - 1.0).abs() < 1e-9, "the detection on the knife is left out");
    assert_eq!(pistol.at_thresholds.as_ref().unwrap().false_alarms, 1);
    let level = &evaluation.threat.image_level;
    assert_eq!((level.positives, level.negatives, level.auc), (1, 2, Some(1.0)));
    assert_eq!(level.at_thresholds.as_ref().unwrap().false_alarm_rate, Some(0.5));
}

#[test]
fn an_image_level_positive_counts_for_the_image_level_only() {
    let coco = json!({
        "images": [
            {"id": 1, "file_name": "boxed.png"},
            {"id": 2, "file_name": "x.png", "label": "positive:firearm"},
            {"id": 3, "file_name": "clean.png", "label": "negative"},
            {"id": 4, "file_name": "seized/some.png"},
        ],
        "categories": [{"id": 1, "name": "pistol"}],
        "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 100, 100]}],
    });
    let found = [
        (1, ThreatClass::Pistol, 0.7, [0.0, 0.0, 100.0, 100.0]),
        (2, ThreatClass::Pistol, 0.9, [5.0, 5.0, 20.0, 20.0]),
        (4, ThreatClass::Cartridge, 0.8, [5.0, 5.0, 20.0, 20.0]),
    ];
    let evaluation = small(&coco, Some("[images.positives]\nany = [\"seized/*\"]"), &found);
    let firearm = &evaluation.groups[&ThreatGroup::Firearm];
    assert_eq!((firearm.boxes.images, firearm.boxes.boxes), (2, 1), "boxed and clean");
    assert_eq!(firearm.boxes.at_thresholds.as_ref().unwrap().false_alarms, 0);
    assert_eq!((firearm.image_level.positives, firearm.image_level.negatives), (2, 1));
    assert_eq!((evaluation.threat.image_level.positives, evaluation.threat.image_level.negatives), (3, 1));
    assert_eq!(evaluation.groups[&ThreatGroup::Ammunition].image_level.positives, 0);
    assert_eq!(evaluation.sample.image_level_positives, 2);
}

#[test]
fn a_picture_that_failed_is_a_miss_and_is_named() {
    let (coco, mut results) = pistols(10, |i| i, |_| true);
    results[3].predictions.clear();
    results[3].failure = Some("truncated file".to_owned());
    let truth = TruthSet::parse(&coco, None).unwrap();
    let evaluation = evaluate(&truth, &results, &everywhere(0.5), Conditions::default(), &Options::default()).unwrap();
    assert_eq!(evaluation.groups[&ThreatGroup::Firearm].boxes.recall50, Some(0.9));
    assert_eq!(evaluation.sample.failed[0].file_name, "4.png");
    assert!(html::page(&evaluation).contains("truncated file"));
}

#[test]
fn scenes_may_come_from_the_file_names() {
    let coco = json!({"images": images(&["p1_view0.png", "p1_view1.png", "p2_view0.png"])});
    let map = SetMap::parse("[scenes]\nuntil = \"_view\"").unwrap();
    let truth = TruthSet::parse(&coco.to_string(), Some(&map)).unwrap();
    let scenes: Vec<&str> = truth.images().iter().map(|image| image.scene.as_str()).collect();
    assert_eq!(scenes, ["p1", "p1", "p2"]);
}

#[test]
fn broken_truth_says_what_to_do() {
    let refused = |coco: Value, map: Option<&str>| {
        let map = map.map(|text| SetMap::parse(text).unwrap());
        TruthSet::parse(&coco.to_string(), map.as_ref()).unwrap_err()
    };
    let annotated = |annotation: Value| {
        json!({"images": images(&["a.png"]), "annotations": [annotation],
               "categories": [{"id": 1, "name": "pistol"}, {"id": 2, "name": "Gun"}]})
    };
    let error = TruthSet::parse("{\"images\": [", None).unwrap_err();
    assert!(matches!(error, EvaluateError::Json(_)) && error.to_string().contains("line 1"), "{error}");
    // Python writes NaN, which is not JSON.
    let error = TruthSet::parse("{\"annotations\": [{\"image_id\": 1, \"category_id\": 1, \"bbox\": [NaN]}]}", None);
    assert!(matches!(error.unwrap_err(), EvaluateError::Json(_)));
    assert!(matches!(refused(json!({"images": []}), None), EvaluateError::NoImages));
    let error = refused(annotated(json!({"id": 9, "image_id": 7, "category_id": 1, "bbox": [0, 0, 1, 1]})), None);
    assert!(matches!(error, EvaluateError::UnknownImage { annotation: 9, image: 7 }), "{error}");
    let error = refused(annotated(json!({"id": 9, "image_id": 1, "category_id": 5, "bbox": [0, 0, 1, 1]})), None);
    assert!(matches!(error, EvaluateError::UnknownCategoryId { category: 5, .. }), "{error}");
    let error = refused(annotated(json!({"id": 9, "image_id": 1, "category_id": 1, "bbox": [0, 0, -1, 1]})), None);
    assert!(error.to_string().contains("negative size"), "{error}");
    let error = refused(annotated(json!({"id": 9, "image_id": 1, "category_id": 1})), None);
    assert!(error.to_string().contains("has 0 numbers instead of 4"), "{error}");

    let error = refused(annotated(json!({"id": 9, "image_id": 1, "category_id": 2, "bbox": [0, 0, 1, 1]})), None);
    let EvaluateError::UnmappedCategories { names, sample } = &error else { panic!("{error}") };
    assert_eq!(names, &["Gun"]);
    assert!(error.to_string().contains(sample.as_str()) && SetMap::parse(sample).is_ok(), "{error}");

    let error = refused(json!({"images": images(&["a.png"])}), Some("[images]\nnegatives = [\"b*\"]"));
    assert!(matches!(&error, EvaluateError::PatternWithoutImage { pattern } if pattern == "b*"), "{error}");
    let boxed = annotated(json!({"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1]}));
    let error = refused(boxed, Some("[images]\nnegatives = [\"a*\"]"));
    assert!(matches!(error, EvaluateError::Contradiction { .. }), "{error}");
    let error = refused(json!({"images": [{"id": 1, "file_name": "a", "label": "positive:gun"}]}), None);
    assert!(matches!(error, EvaluateError::ImageLabel { .. }), "{error}");
    let error = refused(json!({"images": [{"id": 1, "file_name": "a"}, {"id": 1, "file_name": "b"}]}), None);
    assert!(matches!(error, EvaluateError::DuplicateImage { id: 1 }), "{error}");
}

#[test]
fn broken_results_say_what_to_do() {
    let (coco, results) = pistols(3, |i| i, |_| true);
    let truth = TruthSet::parse(&coco, None).unwrap();
    let refused = |results: &[ImageResult], thresholds: &Thresholds, options: Options| {
        evaluate(&truth, results, thresholds, Conditions::default(), &options).unwrap_err()
    };
    let none = Thresholds::new();
    let error = refused(&results[..1], &none, Options::default());
    assert!(
        matches!(&error, EvaluateError::MissingResults { count: 2, total: 3, first } if first == "2.png"),
        "{error}"
    );
    let error = refused(&[&results[..], &results[..1]].concat(), &none, Options::default());
    assert!(matches!(error, EvaluateError::DuplicateResult { id: 1 }), "{error}");
    let stray = ImageResult { image_id: 99, ..ImageResult::default() };
    let error = refused(&[&results[..], &[stray]].concat(), &none, Options::default());
    assert!(matches!(error, EvaluateError::UnexpectedResult { id: 99 }), "{error}");
    for broken in [
        prediction(ThreatClass::Pistol, f32::NAN, [0.0, 0.0, 1.0, 1.0]),
        prediction(ThreatClass::Pistol, 1.5, [0.0, 0.0, 1.0, 1.0]),
        prediction(ThreatClass::Pistol, 0.5, [f32::NAN, 0.0, 1.0, 1.0]),
        prediction(ThreatClass::Pistol, 0.5, [0.0, 0.0, f32::INFINITY, 1.0]),
        prediction(ThreatClass::Pistol, 0.5, [0.0, 0.0, -1.0, 1.0]),
    ] {
        let mut results = results.clone();
        results[1].predictions.push(broken);
        let error = refused(&results, &none, Options::default());
        assert!(
            matches!(&error, EvaluateError::Prediction { file_name, index: 1, .. } if file_name == "2.png"),
            "{error}"
        );
    }
    let error = refused(&results, &everywhere(f32::NAN), Options::default());
    assert!(matches!(error, EvaluateError::Option { .. }), "{error}");
    let error = refused(&results, &none, Options { group_nms_iou: -0.1, ..Options::default() });
    assert!(matches!(error, EvaluateError::Option { .. }), "{error}");
}

#[test]
fn the_page_stands_alone_and_shows_foreign_text_as_text() {
    let mut evaluation = run(COCO, PREDICTIONS, &everywhere(0.5), &Options { rounds: 50, ..Options::default() });
    evaluation.conditions.set = "<script>alert('x')</script>".to_owned();
    evaluation.conditions.remarks = vec!["a & b".to_owned()];
    let page = html::page(&evaluation);
    for forbidden in ["<script", "http:", "https:", "url(", "@import", "src=", "href=", "NaN"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("&lt;script&gt;") && page.contains("a &amp; b"));
    assert!(page.contains("prefers-color-scheme: dark"));
    assert_eq!(
        page.matches("<polyline").count(),
        3 * 5,
        "precision-recall, FROC and ROC for each group and any threat"
    );
    // Every element that is opened is closed, in order.
    let body = &page[page.find("<body>").unwrap()..];
    let mut open = Vec::new();
    for tag in body.split('<').skip(1).map(|rest| &rest[..rest.find('>').unwrap()]) {
        let name = tag.trim_end_matches('/').split_whitespace().next().unwrap();
        match name.strip_prefix('/') {
            Some("html") => {}
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{tag}"),
            None if tag.ends_with('/') => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn the_text_table_names_every_group() {
    let text = run(COCO, PREDICTIONS, &everywhere(0.5), &Options { rounds: 20, ..Options::default() }).to_string();
    for name in ["any threat", "firearm", "part", "magazine", "ammunition", "  cartridge", "mean over classes"] {
        assert!(text.contains(&format!("\n{name}")), "{name} in\n{text}");
    }
}
