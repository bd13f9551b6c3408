//! Free-response ROC: the share of objects found against the false alarms that a picture costs
//! (Bunch, Hamilton, Sanderson and Simmons, 1977), at IoU 0.5.

use super::average_precision::Ranked;

/// False alarms per picture that recall is given at.
pub(super) const RATES: [f64; 8] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0];

/// Recall at a false-alarm rate, and the lowest score that is let through to get it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) recall: f64,
    /// None when already the best-scored detections cost more false alarms.
    pub(super) threshold: Option<f32>,
}

/// The best recall at no more than each of [`RATES`], when picture `i` counts `weights[i]` times and
/// there are `truths` boxes on `images` pictures in all. NaN without truth.
pub(super) fn points(ranked: &Ranked, weights: &[u32], truths: u64, images: u64) -> [Point; RATES.len()] {
    let mut points = [Point { recall: f64::NAN, threshold: None }; RATES.len()];
    if truths == 0 {
        return points;
    }
    let mut settled = Point { recall: 0.0, threshold: None };
    let mut next = 0;
    walk(ranked, weights, |hits, false_alarms, score| {
        while next < RATES.len() && false_alarms as f64 > RATES[next] * images as f64 + 1e-9 {
            points[next] = settled;
            next += 1;
        }
        settled = Point { recall: hits as f64 / truths as f64, threshold: Some(score) };
        next < RATES.len()
    });
    points[next..].fill(settled);
    points
}

/// The curve as `[false alarms per picture, recall]`, where recall has grown by at least half a
/// percent since the point before.
pub(super) fn curve(ranked: &Ranked, weights: &[u32], truths: u64, images: u64) -> Vec<[f64; 2]> {
    let mut curve: Vec<[f64; 2]> = Vec::new();
    if truths == 0 || images == 0 {
        return curve;
    }
    let mut last = [0.0; 2];
    walk(ranked, weights, |hits, false_alarms, _| {
        last = [false_alarms as f64 / images as f64, hits as f64 / truths as f64];
        if last[1] - curve.last().map_or(0.0, |point| point[1]) >= 0.005 {
            curve.push(last);
        }
        true
    });
    if curve.last() != Some(&last) && !ranked.scores.is_empty() {
        curve.push(last);
    }
    curve
}

/// Calls `visit(hits, false alarms, score)` at each score that a threshold can have, from the top,
/// until it returns false.
fn walk(ranked: &Ranked, weights: &[u32], mut visit: impl FnMut(u64, u64, f32) -> bool) {
    let (mut hits, mut false_alarms) = (0, 0);
    for (index, mark) in ranked.marks.iter().enumerate() {
        let weight = u64::from(weights[mark.image as usize]);
        if mark.hit & 1 != 0 {
            hits += weight;
        } else if mark.skip & 1 == 0 {
            false_alarms += weight;
        }
        if ranked.ends_tie(index) && !visit(hits, false_alarms, ranked.scores[index]) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::matching::Judged, *};

    fn judged(score: f32, hit: bool) -> Judged {
        Judged { score, bbox: [0.0; 4], hit: u16::from(hit), skip: 0 }
    }

    #[test]
    fn recall_at_each_rate_by_hand() {
        // Ten pictures, one object in each; the first has all the detections.
        let found = [judged(0.9, true), judged(0.8, false), judged(0.7, true), judged(0.6, false), judged(0.5, true)];
        let ranked = Ranked::new([(0, &found[..])].into_iter());
        let points = points(&ranked, &[1; 10], 10, 10);
        assert_eq!(points[0], Point { recall: 0.1, threshold: Some(0.9) });
        assert_eq!(points[3], Point { recall: 0.2, threshold: Some(0.7) }); // 0.1 a picture: one false alarm
        assert_eq!(points[4], Point { recall: 0.3, threshold: Some(0.5) });
        assert_eq!(curve(&ranked, &[1; 10], 10, 10), [[0.0, 0.1], [0.1, 0.2], [0.2, 0.3]]);
    }

    #[test]
    fn no_threshold_separates_equal_scores() {
        let found = [judged(0.9, true), judged(0.9, false)];
        let ranked = Ranked::new([(0, &found[..])].into_iter());
        let points = points(&ranked, &[1], 1, 1);
        assert_eq!(points[5], Point { recall: 0.0, threshold: None });
        assert_eq!(points[6], Point { recall: 1.0, threshold: Some(0.9) });
    }
}
