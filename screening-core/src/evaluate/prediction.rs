//! What a detector said of each picture of the set.

use super::{EvaluateError, set::TruthSet};
use crate::{geometry::PixelBox, report::Region, taxonomy::ThreatClass};

/// One region that the detector reports, whatever its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// What it is taken for.
    pub class: ThreatClass,
    /// The detector's score, 0 to 1.
    pub score: f32,
    /// `[x, y, width, height]` in pixels of the picture that the truth refers to.
    pub bbox: PixelBox,
}

impl From<&Region> for Prediction {
    fn from(region: &Region) -> Self {
        Self { class: region.class, score: region.score, bbox: region.bbox }
    }
}

/// The result for one image of the set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImageResult {
    /// The image's id in the COCO file.
    pub image_id: i64,
    /// Everything reported, below the shipped thresholds too: a curve needs the low scores.
    pub predictions: Vec<Prediction>,
    /// Why the picture could not be screened, where it could not. Its threats count as missed.
    pub failure: Option<String>,
}

/// The results in the order of the set's images.
pub(super) fn in_order<'a>(
    truth: &TruthSet,
    results: &'a [ImageResult],
) -> Result<Vec<&'a ImageResult>, EvaluateError> {
    let mut slots: Vec<Option<&ImageResult>> = vec![None; truth.images.len()];
    for result in results {
        let id = result.image_id;
        let Ok(index) = truth.images.binary_search_by_key(&id, |image| image.id) else {
            return Err(EvaluateError::UnexpectedResult { id });
        };
        if slots[index].replace(result).is_some() {
            return Err(EvaluateError::DuplicateResult { id });
        }
        for (place, prediction) in result.predictions.iter().enumerate() {
            if let Some(fault) = fault(prediction) {
                let file_name = truth.images[index].file_name.clone();
                return Err(EvaluateError::Prediction { file_name, index: place, fault });
            }
        }
    }
    let missing: Vec<usize> = (0..slots.len()).filter(|&index| slots[index].is_none()).collect();
    if let Some(&first) = missing.first() {
        return Err(EvaluateError::MissingResults {
            count: missing.len(),
            total: slots.len(),
            first: truth.images[first].file_name.clone(),
        });
    }
    Ok(slots.into_iter().flatten().collect())
}

fn fault(prediction: &Prediction) -> Option<String> {
    let Prediction { score, bbox, .. } = prediction;
    if !(0.0..=1.0).contains(score) {
        Some(format!("has the score {score}, which is not from 0 to 1"))
    } else if !bbox.is_finite() {
        Some(format!("has the box {:?}, which is not finite", <[f32; 4]>::from(*bbox)))
    } else if bbox.width < 0.0 || bbox.height < 0.0 {
        Some(format!("has the box {:?} of negative size", <[f32; 4]>::from(*bbox)))
    } else {
        None
    }
}
