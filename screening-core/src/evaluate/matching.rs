//! Which detections of one picture hit which truth boxes, by the rules of COCO's evaluator
//! (`pycocotools`' `COCOeval.evaluateImg` and `maskApi.c`'s `bbIou`).

use super::target::Role;

/// How many IoU thresholds COCO averages over.
pub(super) const IOU_COUNT: usize = 10;
/// COCO counts at most so many detections of a category in a picture.
pub(super) const MAX_DETECTIONS: usize = 100;

/// 0.5 to 0.95 in steps of 0.05, with the very rounding of `numpy.linspace(.5, .95, 10)`, which
/// pycocotools uses: the ninth is 0.8999999999999999.
pub(super) fn iou_thresholds() -> [f64; IOU_COUNT] {
    const FIRST: f64 = 0.5;
    const LAST: f64 = 0.95;
    let step = (LAST - FIRST) / (IOU_COUNT - 1) as f64;
    std::array::from_fn(|i| if i + 1 == IOU_COUNT { LAST } else { i as f64 * step + FIRST })
}

/// A detection of one target.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) score: f32,
    pub(super) bbox: [f64; 4],
}

/// What became of a detection; bit `i` belongs to the `i`-th IoU threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Judged {
    pub(super) score: f32,
    pub(super) bbox: [f64; 4],
    /// It is the one detection that found a counted truth box.
    pub(super) hit: u16,
    /// It lies on a don't-care region and is left out.
    pub(super) skip: u16,
}

/// Area shared by two `[x, y, width, height]` boxes.
pub(super) fn shared(a: [f64; 4], b: [f64; 4]) -> f64 {
    let width = (a[2] + a[0]).min(b[2] + b[0]) - a[0].max(b[0]);
    let height = (a[3] + a[1]).min(b[3] + b[1]) - a[1].max(b[1]);
    if width > 0.0 && height > 0.0 { width * height } else { 0.0 }
}

/// Intersection over union; over the detection's own area where the truth is a crowd or don't-care
/// region.
fn overlap(detection: [f64; 4], truth: [f64; 4], role: Role) -> f64 {
    let shared = shared(detection, truth);
    if shared <= 0.0 {
        return 0.0;
    }
    let own = detection[2] * detection[3];
    match role {
        Role::DontCare => shared / own,
        Role::Counts => shared / (own + truth[2] * truth[3] - shared),
    }
}

/// Sorts by falling score; equal scores keep their order.
pub(super) fn sort_by_score(detections: &mut [Candidate]) {
    detections.sort_by(|a, b| b.score.total_cmp(&a.score));
}

/// Of detections sorted by falling score, keeps each that overlaps none of the kept ones by more
/// than `iou`.
pub(super) fn suppress_repeats(sorted: &mut Vec<Candidate>, iou: f64) {
    let mut kept: Vec<Candidate> = Vec::with_capacity(sorted.len());
    for candidate in sorted.iter() {
        if kept.iter().all(|better| overlap(candidate.bbox, better.bbox, Role::Counts) <= iou) {
            kept.push(*candidate);
        }
    }
    *sorted = kept;
}

/// Judges detections, sorted by falling score, against the truth of their picture at each of
/// `thresholds` (16 at most). Only the first [`MAX_DETECTIONS`] are looked at.
pub(super) fn judge(sorted: &[Candidate], truth: &[([f64; 4], Role)], thresholds: &[f64]) -> Vec<Judged> {
    let sorted = &sorted[..sorted.len().min(MAX_DETECTIONS)];
    let mut judged: Vec<Judged> =
        sorted.iter().map(|found| Judged { score: found.score, bbox: found.bbox, hit: 0, skip: 0 }).collect();
    if truth.is_empty() || sorted.is_empty() {
        return judged;
    }
    // Counted boxes come first: a detection goes to a don't-care region only when no counted box takes it.
    let mut ordered: Vec<_> = truth.to_vec();
    ordered.sort_by_key(|(_, role)| *role == Role::DontCare);
    let overlaps: Vec<f64> =
        sorted.iter().flat_map(|found| ordered.iter().map(|&(bbox, role)| overlap(found.bbox, bbox, role))).collect();
    let mut taken = vec![false; ordered.len()];
    for (bit, &threshold) in thresholds.iter().enumerate() {
        taken.fill(false);
        for (found, row) in judged.iter_mut().zip(overlaps.chunks_exact(ordered.len())) {
            let mut best = threshold.min(1.0 - 1e-10);
            let mut place: Option<usize> = None;
            for (index, (&overlap, &(_, role))) in row.iter().zip(&ordered).enumerate() {
                if taken[index] && role == Role::Counts {
                    continue;
                }
                if role == Role::DontCare && place.is_some_and(|place| ordered[place].1 == Role::Counts) {
                    break;
                }
                // COCO takes the later of two equal overlaps.
                if overlap >= best {
                    best = overlap;
                    place = Some(index);
                }
            }
            if let Some(place) = place {
                taken[place] = true;
                match ordered[place].1 {
                    Role::Counts => found.hit |= 1 << bit,
                    Role::DontCare => found.skip |= 1 << bit,
                }
            }
        }
    }
    judged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(score: f32, bbox: [f64; 4]) -> Candidate {
        Candidate { score, bbox }
    }

    #[test]
    fn thresholds_have_numpys_rounding() {
        assert_eq!(iou_thresholds(), [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.899_999_999_999_999_9, 0.95]);
    }

    #[test]
    fn a_second_detection_of_an_object_is_a_false_alarm_and_a_crowd_takes_any_number() {
        let object = [0.0, 0.0, 10.0, 10.0];
        let twice = [at(0.9, object), at(0.8, object)];
        let judged = judge(&twice, &[(object, Role::Counts)], &[0.5]);
        assert_eq!((judged[0].hit, judged[1].hit, judged[1].skip), (1, 0, 0));
        let judged = judge(&twice, &[([0.0, 0.0, 100.0, 100.0], Role::DontCare)], &[0.5]);
        assert_eq!((judged[0].skip, judged[1].skip), (1, 1));
    }

    #[test]
    fn a_counted_box_is_preferred_to_a_region_that_overlaps_more() {
        let judged = judge(
            &[at(0.9, [0.0, 0.0, 10.0, 10.0])],
            &[([0.0, 0.0, 50.0, 50.0], Role::DontCare), ([0.0, 0.0, 10.0, 8.0], Role::Counts)],
            &[0.5, 0.95],
        );
        assert_eq!((judged[0].hit, judged[0].skip), (0b01, 0b10));
    }

    #[test]
    fn an_overlap_equal_to_the_threshold_is_a_hit() {
        let judged = judge(&[at(0.5, [0.0, 0.0, 10.0, 5.0])], &[([0.0, 0.0, 10.0, 10.0], Role::Counts)], &[0.5]);
        assert_eq!(judged[0].hit, 1);
    }

    #[test]
    fn repeats_of_a_better_detection_go() {
        let mut found =
            vec![at(0.9, [0.0, 0.0, 10.0, 10.0]), at(0.8, [0.0, 0.0, 10.0, 9.0]), at(0.7, [0.0, 0.0, 10.0, 6.0])];
        suppress_repeats(&mut found, 0.65);
        assert_eq!(found.iter().map(|found| found.score).collect::<Vec<_>>(), [0.9, 0.7]);
    }
}
