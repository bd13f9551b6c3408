//! Of several boxes for one object, the best stays.

use super::Candidate;

/// Keeps, of each class, the best candidates that do not overlap a better one by more than `iou`, and of
/// all those the best `limit`, best first. The order of equal scores follows the model's output, so that
/// the same output always gives the same detections.
pub(super) fn suppress(mut candidates: Vec<Candidate>, iou: f32, limit: usize) -> Vec<Candidate> {
    // More than this many candidates above the floor is noise; comparing all pairs of it would take seconds.
    const MOST: usize = 4096;
    let better = |a: &Candidate, b: &Candidate| b.score.total_cmp(&a.score);
    candidates.sort_by(better);
    candidates.truncate(MOST);
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if kept.len() == limit {
            break;
        }
        let covered = |better: &Candidate| better.class == candidate.class && better.bbox.iou(&candidate.bbox) > iou;
        if iou >= 1.0 || !kept.iter().any(covered) {
            kept.push(candidate);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::ThreatClass;

    fn candidate(class: ThreatClass, score: f32, x: f32) -> Candidate {
        Candidate { class, score, bbox: [x, 0.0, 10.0, 10.0].into() }
    }

    #[test]
    fn a_weaker_box_of_the_same_class_goes_and_one_of_another_class_stays() {
        let found = suppress(
            vec![
                candidate(ThreatClass::Pistol, 0.5, 1.0),
                candidate(ThreatClass::Pistol, 0.9, 0.0),
                candidate(ThreatClass::Magazine, 0.4, 0.0),
                candidate(ThreatClass::Pistol, 0.3, 30.0),
            ],
            0.5,
            10,
        );
        let kept: Vec<_> = found.iter().map(|c| (c.class, c.score)).collect();
        assert_eq!(kept, [(ThreatClass::Pistol, 0.9), (ThreatClass::Magazine, 0.4), (ThreatClass::Pistol, 0.3)]);
    }

    #[test]
    fn an_iou_of_one_keeps_all_and_the_limit_keeps_the_best() {
        let same = vec![candidate(ThreatClass::Slide, 0.2, 0.0), candidate(ThreatClass::Slide, 0.7, 0.0)];
        assert_eq!(suppress(same.clone(), 1.0, 10).len(), 2);
        assert_eq!(suppress(same, 1.0, 1)[0].score, 0.7);
    }
}
