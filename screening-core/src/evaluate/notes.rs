//! What a reader of the figures must know: where the set cannot tell, in plain sentences.

use super::{
    bootstrap::MIN_SCENES,
    result::Evaluation,
    set::{ImageLabel, Label, TruthSet},
};

/// Notes of the set itself, then of what the figures lack.
pub(super) fn notes(truth: &TruthSet, evaluation: &Evaluation) -> Vec<String> {
    let mut notes = truth.notes.clone();
    let sample = &evaluation.sample;
    let boxes = || truth.images.iter().flat_map(|image| &image.boxes);
    if boxes().any(|truth| matches!(truth.label, Label::Group(_))) {
        notes.push(
            "Some boxes name a group only: they count for the group and for any threat, and are don't-care regions \
             for the group's single classes."
                .to_owned(),
        );
    }
    if sample.boxes == 0 {
        notes
            .push("The set has no boxes to be found: there is no average precision and no recall of boxes.".to_owned());
    }
    if sample.image_level_positives > 0 {
        notes.push(format!(
            "{} pictures hold a threat that is not boxed: they count for the image-level figures only.",
            sample.image_level_positives
        ));
    }
    let unknown = |label: &ImageLabel| matches!(label, ImageLabel::Positive { groups, any: true } if groups.is_empty());
    let unknown = truth.images.iter().filter(|image| unknown(&image.label) && image.boxes.is_empty()).count();
    if unknown > 0 {
        notes.push(format!(
            "Of {unknown} pictures only that they hold some threat is known: they count for any threat, and for no group."
        ));
    }
    if !sample.failed.is_empty() {
        notes.push(format!(
            "{} of {} pictures could not be screened and count as pictures without a detection. In operation such a \
             parcel is UNKNOWN and goes to a person.",
            sample.failed.len(),
            sample.images
        ));
    }
    if evaluation.method.bootstrap_rounds > 0 && sample.scenes < MIN_SCENES {
        notes.push(format!("With {} scenes there are no intervals: it takes {MIN_SCENES}.", sample.scenes));
    }
    let level = &evaluation.threat.image_level;
    if level.auc.is_some() && level.points.iter().any(|point| !point.resolved) {
        notes.push(format!(
            "{} pictures hold no threat: a false-alarm rate of 1 % needs at least 100 of them to be told from none.",
            level.negatives
        ));
    }
    if level.positives > 0 && level.negatives == 0 {
        notes.push(
            "Every picture holds a threat: there is no image-level ROC without pictures that hold none.".to_owned(),
        );
    }
    notes
}
