//! How good a detector is on a set with truth: average precision, FROC, image-level ROC, and how sure
//! these figures are.
//!
//! ```
//! use screening_core::evaluate::{Conditions, ImageResult, Options, Thresholds, TruthSet, evaluate, html};
//!
//! let coco = r#"{"images": [{"id": 1, "file_name": "a.png", "scene": "s1"}],
//!     "categories": [{"id": 7, "name": "pistol"}],
//!     "annotations": [{"id": 1, "image_id": 1, "category_id": 7, "bbox": [10, 10, 40, 30]}]}"#;
//! let truth = TruthSet::parse(coco, None)?;
//! let results: Vec<ImageResult> = truth
//!     .images()
//!     .iter()
//!     .map(|image| ImageResult { image_id: image.id, predictions: Vec::new(), failure: None })
//!     .collect();
//! let evaluation = evaluate(&truth, &results, &Thresholds::new(), Conditions::default(), &Options::default())?;
//! assert_eq!(evaluation.ap50, Some(0.0));
//! let page: String = html::page(&evaluation);
//! # assert!(page.starts_with("<!doctype html>"));
//! # Ok::<(), screening_core::evaluate::EvaluateError>(())
//! ```
//!
//! # What is counted
//! * Average precision follows COCO's evaluator to the digit (`pycocotools`, all areas, 100 detections).
//! * A class is judged against boxes of that class. Where a set says only the group ("Gun"), the
//!   classes of the group have no figures and such boxes are don't-care regions for them.
//! * A group is judged class-agnostically: any of its classes on any of its boxes is a hit. One object
//!   may be reported as two classes, which would count one of them as a false alarm although a person
//!   sees one marked object; so repeats within a group are dropped first, keeping the best score. The
//!   limit, IoU 0.65, is above the overlap of separate objects side by side and below that of two
//!   boxes drawn around the same one.
//! * Don't-care regions (`ignore` in the map, `iscrowd`) take detections as COCO's crowds do: a
//!   detection with half its area (or the IoU threshold's share) inside is neither hit nor false alarm.
//! * A picture known to hold a threat that is not boxed counts for the image-level ROC only.
//! * A picture that could not be screened counts as one with no detection.

mod assemble;
mod average_precision;
mod bench;
mod bootstrap;
mod coco;
mod error;
mod figures;
mod froc;
mod glob;
pub mod html;
mod map;
mod matching;
mod notes;
mod plot;
mod prediction;
mod result;
mod roc;
mod set;
mod table;
mod target;

use std::collections::{BTreeMap, HashMap};

pub use error::EvaluateError;
pub use map::SetMap;
pub use prediction::{ImageResult, Prediction};
pub use result::{
    AtThresholds, BoxResult, Conditions, Evaluation, Failure, Froc, FrocPoint, GroupResult, ImageAtThresholds,
    ImageLevel, Method, RocPoint, Sample,
};
pub use set::{TruthImage, TruthSet};

use crate::taxonomy::ThreatClass;
use set::{ImageLabel, Label};
use target::{Presence, Target};

/// The shipped policy's threshold of each class, 0 to 1; a class without one raises no alarm. Empty
/// when there is no policy: then figures at thresholds are left out.
pub type Thresholds = BTreeMap<ThreatClass, f32>;

/// How to evaluate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Bootstrap rounds; 0 leaves intervals out. 1000 by default.
    pub rounds: usize,
    /// Seed of the rounds. 1 by default.
    pub seed: u64,
    /// Within a group, a detection that overlaps a better one by more than this IoU is a repeat.
    /// 0.65 by default.
    pub group_nms_iou: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { rounds: 1000, seed: 1, group_nms_iou: 0.65 }
    }
}

/// Evaluates the results of a set, one per image in any order. Runs on rayon's current pool; the
/// outcome does not depend on the number of threads.
///
/// # Errors
/// [`EvaluateError`] when a result is missing, twice there or for another image, when a prediction's
/// numbers are not finite or out of range, or when a threshold or option is out of range.
pub fn evaluate(
    truth: &TruthSet,
    results: &[ImageResult],
    thresholds: &Thresholds,
    conditions: Conditions,
    options: &Options,
) -> Result<Evaluation, EvaluateError> {
    check_range("the IoU at which detections of a group are repeats", options.group_nms_iou, 0.0, 1.0)?;
    check_range("the number of bootstrap rounds", options.rounds as f64, 0.0, 100_000.0)?;
    for (class, threshold) in thresholds {
        check_range(&format!("the threshold of {class}"), f64::from(*threshold), 0.0, 1.0)?;
    }
    let results = prediction::in_order(truth, results)?;
    let (scene_of, scenes) = scenes(truth);
    let benches = bench::benches(truth, &results, thresholds, options.group_nms_iou);
    let assembled = assemble::assemble(&benches, &scene_of, scenes, thresholds, options);
    let [(ap50, ap50_interval), (ap50_95, ap50_95_interval)] = assembled.means;
    let mut evaluation = Evaluation {
        schema: Evaluation::SCHEMA,
        conditions,
        sample: sample(truth, &results, scenes),
        method: Method {
            iou_thresholds: matching::iou_thresholds().to_vec(),
            max_detections: matching::MAX_DETECTIONS,
            group_nms_iou: options.group_nms_iou,
            bootstrap_rounds: options.rounds,
            bootstrap_seed: options.seed,
            confidence: bootstrap::CONFIDENCE,
        },
        ap50,
        ap50_interval,
        ap50_95,
        ap50_95_interval,
        threat: assembled.threat,
        groups: assembled.groups,
        classes: assembled.classes,
        notes: Vec::new(),
    };
    evaluation.notes = notes::notes(truth, &evaluation);
    Ok(evaluation)
}

fn check_range(what: &str, value: f64, low: f64, high: f64) -> Result<(), EvaluateError> {
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(EvaluateError::Option { what: what.to_owned(), value, low, high })
    }
}

/// The number of each image's scene, and how many scenes there are.
fn scenes(truth: &TruthSet) -> (Vec<usize>, usize) {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let of = truth
        .images
        .iter()
        .map(|image| {
            let next = numbers.len();
            *numbers.entry(&image.scene).or_insert(next)
        })
        .collect();
    (of, numbers.len())
}

fn sample(truth: &TruthSet, results: &[&ImageResult], scenes: usize) -> Sample {
    let boxes = || truth.images.iter().flat_map(|image| &image.boxes);
    let is_region = |truth: &&set::TruthBox| truth.crowd || truth.label == Label::Ignore;
    let unboxed =
        |image: &&TruthImage| matches!(image.label, ImageLabel::Positive { .. }) && !Target::Any.is_boxed(image);
    let failed = truth.images.iter().zip(results).filter_map(|(image, result)| {
        let reason = result.failure.clone()?;
        Some(Failure { file_name: image.file_name.clone(), reason })
    });
    Sample {
        set_sha256: truth.sha256.clone(),
        images: truth.images.len(),
        scenes,
        boxes: boxes().filter(|truth| !is_region(truth)).count(),
        ignored_regions: boxes().filter(is_region).count(),
        images_without_threat: truth.images.iter().filter(|image| Target::Any.presence(image) == Presence::No).count(),
        image_level_positives: truth.images.iter().filter(unboxed).count(),
        predictions: results.iter().map(|result| result.predictions.len()).sum(),
        failed: failed.collect(),
    }
}
