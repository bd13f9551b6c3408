//! The figures of an evaluation, as they are written to JSON. A figure that the set cannot give is
//! `null`; intervals are `[low, high]` at 95 %.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    report::{EngineStamp, ModelStamp, PolicyStamp},
    taxonomy::{ThreatClass, ThreatGroup},
};

/// Under which conditions the predictions were made, for the record.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Conditions {
    /// What the set is called, for example its file name.
    pub set: String,
    /// When, as text (this crate reads no clock).
    pub date: Option<String>,
    /// Which model ran.
    pub model: Option<ModelStamp>,
    /// What ran it.
    pub engine: Option<EngineStamp>,
    /// Which policy's thresholds are meant by "shipped".
    pub policy: Option<PolicyStamp>,
    /// Regions below this score were not handed over: curves end there.
    pub score_floor: Option<f32>,
    /// Anything else that a reader must know, one sentence each.
    pub remarks: Vec<String>,
}

/// What was evaluated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sample {
    /// SHA-256 of the COCO text, lower-case hex.
    pub set_sha256: String,
    /// Pictures.
    pub images: usize,
    /// Scenes that the pictures show.
    pub scenes: usize,
    /// Annotated threat boxes that are to be found.
    pub boxes: usize,
    /// Don't-care regions: mapped to `ignore`, or `iscrowd`.
    pub ignored_regions: usize,
    /// Pictures without a threat.
    pub images_without_threat: usize,
    /// Pictures known to hold a threat that is not boxed.
    pub image_level_positives: usize,
    /// Predictions handed over.
    pub predictions: usize,
    /// Pictures that could not be screened; their threats count as missed.
    pub failed: Vec<Failure>,
}

/// A picture that could not be screened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The picture's file name.
    pub file_name: String,
    /// Why.
    pub reason: String,
}

/// How the figures are made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Method {
    /// IoU thresholds of `ap50_95`; `ap50`, FROC and all recalls use the first.
    pub iou_thresholds: Vec<f64>,
    /// Detections counted per picture and class, the best-scored first.
    pub max_detections: usize,
    /// Within a group, a detection that overlaps a better one by more than this IoU is a repeat.
    pub group_nms_iou: f64,
    /// Bootstrap rounds over scenes.
    pub bootstrap_rounds: usize,
    /// Seed of the rounds.
    pub bootstrap_seed: u64,
    /// Share of rounds within an interval.
    pub confidence: f64,
}

/// The evaluation of one set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluation {
    /// Version of this structure.
    pub schema: u32,
    /// Under which conditions the predictions were made.
    pub conditions: Conditions,
    /// What was evaluated.
    pub sample: Sample,
    /// How.
    pub method: Method,
    /// Mean over the classes with truth of their AP at IoU 0.5, as COCO has it.
    pub ap50: Option<f64>,
    /// Interval of `ap50`.
    pub ap50_interval: Option<[f64; 2]>,
    /// Mean over the classes with truth of their AP averaged over IoU 0.5 to 0.95, as COCO has it.
    pub ap50_95: Option<f64>,
    /// Interval of `ap50_95`.
    pub ap50_95_interval: Option<[f64; 2]>,
    /// Any threat: all classes as one.
    pub threat: GroupResult,
    /// Each group: its classes as one.
    pub groups: BTreeMap<ThreatGroup, GroupResult>,
    /// Each class.
    pub classes: BTreeMap<ThreatClass, BoxResult>,
    /// What a reader of the figures must know, one sentence each.
    pub notes: Vec<String>,
}

impl Evaluation {
    /// The version of the structure that this code writes.
    pub const SCHEMA: u32 = 1;
}

/// Figures about boxes of one class or group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoxResult {
    /// Pictures whose boxes tell hits from false alarms.
    pub images: usize,
    /// Pictures among them with at least one box to be found.
    pub images_with: usize,
    /// Scenes with at least one box to be found.
    pub scenes_with: usize,
    /// Boxes to be found.
    pub boxes: usize,
    /// Detections counted.
    pub predictions: usize,
    /// Average precision at IoU 0.5.
    pub ap50: Option<f64>,
    /// Interval of `ap50`.
    pub ap50_interval: Option<[f64; 2]>,
    /// Average precision averaged over IoU 0.5 to 0.95.
    pub ap50_95: Option<f64>,
    /// Interval of `ap50_95`.
    pub ap50_95_interval: Option<[f64; 2]>,
    /// Share of boxes found at any score, at IoU 0.5.
    pub recall50: Option<f64>,
    /// Interval of `recall50`.
    pub recall50_interval: Option<[f64; 2]>,
    /// Share of boxes found at any score, averaged over IoU 0.5 to 0.95 (COCO's AR at 100).
    pub recall50_95: Option<f64>,
    /// Interval of `recall50_95`.
    pub recall50_95_interval: Option<[f64; 2]>,
    /// Figures at the shipped thresholds; none when no thresholds were given.
    pub at_thresholds: Option<AtThresholds>,
    /// Precision at recall 0, 0.01 ... 1 at IoU 0.5 (the best at or beyond that recall); empty without truth.
    pub precision_by_recall: Vec<f64>,
}

/// Boxes at the shipped thresholds, IoU 0.5.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtThresholds {
    /// The class's threshold; none for a group, where each class has its own, and for a class that
    /// has none and so raises no alarm.
    pub threshold: Option<f32>,
    /// Boxes found.
    pub hits: usize,
    /// Boxes not found.
    pub misses: usize,
    /// Alarms on nothing.
    pub false_alarms: usize,
    /// Share of boxes found.
    pub recall: Option<f64>,
    /// Interval of `recall`.
    pub recall_interval: Option<[f64; 2]>,
    /// Share of alarms that are on a box.
    pub precision: Option<f64>,
    /// Interval of `precision`.
    pub precision_interval: Option<[f64; 2]>,
    /// False alarms per picture.
    pub false_alarms_per_image: Option<f64>,
    /// Interval of `false_alarms_per_image`.
    pub false_alarms_per_image_interval: Option<[f64; 2]>,
}

/// Figures of a group, or of any threat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupResult {
    /// Figures about boxes.
    #[serde(flatten)]
    pub boxes: BoxResult,
    /// Recall against false alarms per picture.
    pub froc: Froc,
    /// Telling pictures with from pictures without.
    pub image_level: ImageLevel,
}

/// Recall of boxes against false alarms per picture, IoU 0.5.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Froc {
    /// At fixed numbers of false alarms per picture.
    pub points: Vec<FrocPoint>,
    /// `[false alarms per picture, recall]`, growing.
    pub curve: Vec<[f64; 2]>,
}

/// Recall at a number of false alarms per picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FrocPoint {
    /// At most so many false alarms per picture.
    pub false_alarms_per_image: f64,
    /// Share of boxes found.
    pub recall: Option<f64>,
    /// Interval of `recall`.
    pub recall_interval: Option<[f64; 2]>,
    /// The score that lets so many through; none when the best-scored detections cost more already.
    pub threshold: Option<f32>,
    /// Whether the pictures are enough for at least one false alarm at this rate.
    pub resolved: bool,
}

/// Telling pictures with a threat from pictures without, by the best score in each.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImageLevel {
    /// Pictures with the threat.
    pub positives: usize,
    /// Pictures without it.
    pub negatives: usize,
    /// Area under the ROC curve.
    pub auc: Option<f64>,
    /// Interval of `auc`.
    pub auc_interval: Option<[f64; 2]>,
    /// At false-alarm rates of 1, 5 and 10 %.
    pub points: Vec<RocPoint>,
    /// At the shipped thresholds; none when no thresholds were given.
    pub at_thresholds: Option<ImageAtThresholds>,
    /// `[false-alarm rate, recall]` from the origin to (1, 1).
    pub curve: Vec<[f64; 2]>,
}

/// Recall at a share of pictures with a false alarm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RocPoint {
    /// At most this share of the pictures without the threat raise an alarm.
    pub false_alarm_rate: f64,
    /// Share of the pictures with the threat that raise one.
    pub recall: Option<f64>,
    /// Interval of `recall`.
    pub recall_interval: Option<[f64; 2]>,
    /// The score that an alarm takes there; none when the best-scored pictures give more false alarms already.
    pub threshold: Option<f32>,
    /// Whether the pictures are enough for at least one false alarm at this rate.
    pub resolved: bool,
}

/// Pictures at the shipped thresholds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImageAtThresholds {
    /// Share of the pictures with the threat that raise an alarm.
    pub recall: Option<f64>,
    /// Interval of `recall`.
    pub recall_interval: Option<[f64; 2]>,
    /// Share of the pictures without it that raise one.
    pub false_alarm_rate: Option<f64>,
    /// Interval of `false_alarm_rate`.
    pub false_alarm_rate_interval: Option<[f64; 2]>,
}
