//! All that the figures of one target need: matched once, then read by every bootstrap round.

use rayon::prelude::*;

use super::{
    Thresholds,
    average_precision::Ranked,
    matching::{Candidate, Judged, iou_thresholds, judge, shared, sort_by_score, suppress_repeats},
    prediction::{ImageResult, Prediction},
    roc::RankedImages,
    set::{Label, TruthImage, TruthSet},
    target::{Presence, Role, Target},
};

/// What the shipped thresholds make of one picture.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Alarm {
    pub(super) hits: u32,
    pub(super) false_alarms: u32,
    /// At least one region raises an alarm, on a counted box or not.
    pub(super) raised: bool,
}

/// One target over all pictures; vectors are by index of the picture.
#[derive(Debug)]
pub(super) struct Bench {
    pub(super) target: Target,
    pub(super) ranked: Ranked,
    pub(super) images: RankedImages,
    /// Counted truth boxes; 0 where boxes tell nothing.
    pub(super) truths: Vec<u32>,
    /// Whether the boxes tell hits from false alarms.
    pub(super) boxed: Vec<bool>,
    pub(super) presence: Vec<Presence>,
    /// None when no thresholds were given.
    pub(super) alarms: Option<Vec<Alarm>>,
}

/// One picture and one target.
struct Seen {
    judged: Vec<Judged>,
    truths: u32,
    boxed: bool,
    presence: Presence,
    best: Option<f32>,
    alarm: Alarm,
}

/// Matches every picture for every target, in parallel over pictures.
pub(super) fn benches(truth: &TruthSet, results: &[&ImageResult], thresholds: &Thresholds, nms_iou: f64) -> Vec<Bench> {
    let targets = Target::all();
    let seen: Vec<Vec<Seen>> = truth
        .images
        .par_iter()
        .zip(results)
        .map(|(image, result)| targets.iter().map(|&target| look(image, result, target, thresholds, nms_iou)).collect())
        .collect();
    let indices: Vec<usize> = (0..targets.len()).collect();
    indices
        .into_par_iter()
        .map(|index| {
            let column = || seen.iter().map(move |row| &row[index]).enumerate();
            let ranked = column().filter(|(_, seen)| seen.boxed).map(|(i, seen)| (i as u32, &seen.judged[..]));
            let known = column().filter(|(_, seen)| seen.presence != Presence::Unknown);
            Bench {
                target: targets[index],
                ranked: Ranked::new(ranked),
                images: RankedImages::new(known.map(|(i, seen)| (i as u32, seen.best, seen.presence == Presence::Yes))),
                truths: column().map(|(_, seen)| if seen.boxed { seen.truths } else { 0 }).collect(),
                boxed: column().map(|(_, seen)| seen.boxed).collect(),
                presence: column().map(|(_, seen)| seen.presence).collect(),
                alarms: (!thresholds.is_empty()).then(|| column().map(|(_, seen)| seen.alarm).collect()),
            }
        })
        .collect()
}

fn look(image: &TruthImage, result: &ImageResult, target: Target, thresholds: &Thresholds, nms_iou: f64) -> Seen {
    let truth: Vec<([f64; 4], Role)> =
        image.boxes.iter().filter_map(|truth| Some((truth.bbox, target.role(truth)?))).collect();
    let own: Vec<&Prediction> = result.predictions.iter().filter(|found| target.covers(found.class)).collect();
    let prepare = |found: &mut dyn Iterator<Item = &Prediction>| {
        let mut candidates: Vec<Candidate> = found
            .map(|found| Candidate { score: found.score, bbox: <[f32; 4]>::from(found.bbox).map(f64::from) })
            .collect();
        sort_by_score(&mut candidates);
        if target.pools() {
            suppress_repeats(&mut candidates, nms_iou);
        }
        candidates
    };
    let judged = judge(&prepare(&mut own.iter().copied()), &truth, &iou_thresholds());
    // Thresholds come before repeats are dropped: a region that raises no alarm must not hide one that does.
    let reaches = |found: &Prediction| thresholds.get(&found.class).is_some_and(|threshold| found.score >= *threshold);
    let raised = prepare(&mut own.iter().copied().filter(|found| reaches(found)));
    let raised = judge(&raised, &truth, &iou_thresholds()[..1]);
    let alarm = Alarm {
        hits: raised.iter().filter(|found| found.hit != 0).count() as u32,
        false_alarms: raised.iter().filter(|found| found.hit == 0 && found.skip == 0).count() as u32,
        raised: raised.iter().any(|found| !is_on_ignored(found, image)),
    };
    Seen {
        truths: truth.iter().filter(|(_, role)| *role == Role::Counts).count() as u32,
        boxed: target.is_boxed(image),
        presence: target.presence(image),
        best: judged.iter().find(|found| !is_on_ignored(found, image)).map(|found| found.score),
        judged,
        alarm,
    }
}

/// Whether a detection lies on a don't-care region, and so says nothing about the picture.
fn is_on_ignored(found: &Judged, image: &TruthImage) -> bool {
    let area = found.bbox[2] * found.bbox[3];
    found.hit & 1 == 0
        && image
            .boxes
            .iter()
            .any(|truth| truth.label == Label::Ignore && area > 0.0 && shared(found.bbox, truth.bbox) >= area * 0.5)
}
