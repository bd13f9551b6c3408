//! The numbers of one target for given image weights: weights of 1 are the set itself, others a
//! bootstrap round. Value and interval of a figure thus come from the same code.

use super::{
    average_precision::Scratch,
    bench::Bench,
    froc, roc,
    target::{Presence, Target},
};

pub(super) const AP50: usize = 0;
pub(super) const AP50_95: usize = 1;
pub(super) const RECALL50: usize = 2;
pub(super) const RECALL50_95: usize = 3;
/// Share of truth boxes hit at the shipped thresholds.
pub(super) const ALARM_RECALL: usize = 4;
pub(super) const ALARM_PRECISION: usize = 5;
/// False alarms per picture at the shipped thresholds.
pub(super) const ALARM_RATE: usize = 6;
/// Share of pictures with the threat that raise an alarm at the shipped thresholds.
pub(super) const IMAGE_RECALL: usize = 7;
/// Share of pictures without the threat that raise an alarm at the shipped thresholds.
pub(super) const IMAGE_FALSE: usize = 8;
pub(super) const AUC: usize = 9;
/// First of the recalls at [`roc::RATES`].
pub(super) const ROC: usize = 10;
/// First of the recalls at [`froc::RATES`].
pub(super) const FROC: usize = ROC + roc::RATES.len();
pub(super) const COUNT: usize = FROC + froc::RATES.len();

/// One number a place; NaN where it does not exist.
pub(super) type Figures = [f64; COUNT];

/// The figures of one target.
pub(super) fn figures(bench: &Bench, weights: &[u32], scratch: &mut Scratch) -> Figures {
    let mut figures = [f64::NAN; COUNT];
    let truths = truths(bench, weights);
    if truths > 0 {
        let found = bench.ranked.precision_recall(weights, truths, scratch);
        figures[AP50] = found.average_precision[0];
        figures[AP50_95] = mean(&found.average_precision);
        figures[RECALL50] = found.recall[0];
        figures[RECALL50_95] = mean(&found.recall);
    }
    let images = boxed_images(bench, weights);
    alarms(bench, weights, truths, images, &mut figures);
    if !matches!(bench.target, Target::Class(_)) {
        let roc = bench.images.roc(weights);
        figures[AUC] = roc.auc;
        for (place, point) in roc.points.iter().enumerate() {
            figures[ROC + place] = point.recall;
        }
        for (place, point) in froc::points(&bench.ranked, weights, truths, images).iter().enumerate() {
            figures[FROC + place] = point.recall;
        }
    }
    figures
}

/// Counted truth boxes.
pub(super) fn truths(bench: &Bench, weights: &[u32]) -> u64 {
    bench.truths.iter().zip(weights).map(|(truths, weight)| u64::from(*truths) * u64::from(*weight)).sum()
}

/// Pictures whose boxes tell hits from false alarms.
pub(super) fn boxed_images(bench: &Bench, weights: &[u32]) -> u64 {
    bench.boxed.iter().zip(weights).map(|(boxed, weight)| if *boxed { u64::from(*weight) } else { 0 }).sum()
}

fn alarms(bench: &Bench, weights: &[u32], truths: u64, images: u64, figures: &mut Figures) {
    let Some(alarms) = &bench.alarms else { return };
    let (mut hits, mut false_alarms) = (0_u64, 0_u64);
    let (mut with, mut with_raised, mut without, mut without_raised) = (0_u64, 0_u64, 0_u64, 0_u64);
    for (image, alarm) in alarms.iter().enumerate() {
        let weight = u64::from(weights[image]);
        if bench.boxed[image] {
            hits += weight * u64::from(alarm.hits);
            false_alarms += weight * u64::from(alarm.false_alarms);
        }
        let raised = if alarm.raised { weight } else { 0 };
        match bench.presence[image] {
            Presence::Yes => (with, with_raised) = (with + weight, with_raised + raised),
            Presence::No => (without, without_raised) = (without + weight, without_raised + raised),
            Presence::Unknown => {}
        }
    }
    figures[ALARM_RECALL] = share(hits, truths);
    figures[ALARM_PRECISION] = share(hits, hits + false_alarms);
    figures[ALARM_RATE] = share(false_alarms, images);
    if !matches!(bench.target, Target::Class(_)) {
        figures[IMAGE_RECALL] = share(with_raised, with);
        figures[IMAGE_FALSE] = share(without_raised, without);
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { f64::NAN } else { part as f64 / whole as f64 }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
