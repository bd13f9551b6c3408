//! Image-level ROC: telling pictures that hold a threat from pictures that hold none, by the best
//! score in each.

/// False-alarm rates that recall is given at.
pub(super) const RATES: [f64; 3] = [0.01, 0.05, 0.1];

/// One picture.
#[derive(Clone, Copy, Debug)]
struct Entry {
    image: u32,
    positive: bool,
    /// Last of those that share its score.
    ends_tie: bool,
}

/// The pictures by falling best score; those without any detection come last and share a place.
#[derive(Debug, Default)]
pub(super) struct RankedImages {
    entries: Vec<Entry>,
    scores: Vec<Option<f32>>,
}

/// Recall at a false-alarm rate, and the score that an alarm takes there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) recall: f64,
    /// None when already the best-scored pictures give more false alarms.
    pub(super) threshold: Option<f32>,
}

/// Area under the curve and recall at [`RATES`]; NaN without pictures of either kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Roc {
    pub(super) auc: f64,
    pub(super) points: [Point; RATES.len()],
}

impl RankedImages {
    /// Ranks pictures given as `(index, best score, holds the threat)`.
    pub(super) fn new(images: impl Iterator<Item = (u32, Option<f32>, bool)>) -> Self {
        let mut all: Vec<_> = images.collect();
        // `None` is below every score.
        all.sort_by(|a, b| b.1.partial_cmp(&a.1).unwrap_or(std::cmp::Ordering::Equal));
        let scores: Vec<_> = all.iter().map(|&(_, score, _)| score).collect();
        let entries = all
            .iter()
            .enumerate()
            .map(|(index, &(image, score, positive))| {
                let ends_tie = scores.get(index + 1).is_none_or(|next| *next != score);
                Entry { image, positive, ends_tie }
            })
            .collect();
        Self { entries, scores }
    }

    /// The figures when picture `i` counts `weights[i]` times. The area counts pairs of a picture
    /// with and one without a threat that are ranked rightly, ties as half (Mann and Whitney).
    pub(super) fn roc(&self, weights: &[u32]) -> Roc {
        let (positives, negatives) = self.totals(weights);
        let mut roc = Roc { auc: f64::NAN, points: [Point { recall: f64::NAN, threshold: None }; RATES.len()] };
        if positives == 0 || negatives == 0 {
            return roc;
        }
        let mut area = 0.0;
        let mut before = (0, 0);
        let mut settled = Point { recall: 0.0, threshold: None };
        let mut next = 0;
        self.walk(weights, |hits, alarms, score| {
            area += (alarms - before.1) as f64 * (before.0 + hits) as f64 / 2.0;
            before = (hits, alarms);
            while next < RATES.len() && alarms as f64 > RATES[next] * negatives as f64 + 1e-9 {
                roc.points[next] = settled;
                next += 1;
            }
            if score.is_some() {
                settled = Point { recall: hits as f64 / positives as f64, threshold: score };
            }
        });
        roc.points[next..].fill(settled);
        roc.auc = area / (positives as f64 * negatives as f64);
        roc
    }

    /// The curve as `[false-alarm rate, recall]` from the origin to (1, 1), where either has grown by
    /// half a percent since the point before.
    pub(super) fn curve(&self, weights: &[u32]) -> Vec<[f64; 2]> {
        let (positives, negatives) = self.totals(weights);
        if positives == 0 || negatives == 0 {
            return Vec::new();
        }
        let mut curve = vec![[0.0, 0.0]];
        self.walk(weights, |hits, alarms, _| {
            let point = [alarms as f64 / negatives as f64, hits as f64 / positives as f64];
            let last = curve.last().copied().unwrap_or_default();
            if point[0] - last[0] >= 0.005 || point[1] - last[1] >= 0.005 {
                curve.push(point);
            }
        });
        if curve.last() != Some(&[1.0, 1.0]) {
            curve.push([1.0, 1.0]);
        }
        curve
    }

    /// Pictures with and without the threat.
    pub(super) fn totals(&self, weights: &[u32]) -> (u64, u64) {
        self.entries.iter().fold((0, 0), |(positives, negatives), entry| {
            let weight = u64::from(weights[entry.image as usize]);
            if entry.positive { (positives + weight, negatives) } else { (positives, negatives + weight) }
        })
    }

    fn walk(&self, weights: &[u32], mut visit: impl FnMut(u64, u64, Option<f32>)) {
        let (mut hits, mut alarms) = (0, 0);
        for (entry, score) in self.entries.iter().zip(&self.scores) {
            let weight = u64::from(weights[entry.image as usize]);
            if entry.positive {
                hits += weight;
            } else {
                alarms += weight;
            }
            if entry.ends_tie {
                visit(hits, alarms, *score);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_counts_rightly_ranked_pairs() {
        let images =
            [(0, Some(0.9), true), (1, Some(0.5), false), (2, Some(0.5), true), (3, None, false), (4, None, true)];
        let ranked = RankedImages::new(images.into_iter());
        // Pairs: 0.9 beats both; 0.5 ties one, beats one; none loses one, ties one.
        assert_eq!(ranked.roc(&[1; 5]).auc, (2.0 + 1.5 + 0.5) / 6.0);
        // Weights are copies: without the picture that has no detection, and the last negative twice.
        assert_eq!(ranked.roc(&[1, 1, 1, 2, 0]).auc, (3.0 + 2.5) / 6.0);
    }

    #[test]
    fn a_threshold_below_every_score_does_not_exist() {
        let images = [(0, Some(0.9), true), (1, None, true), (2, None, false)];
        let roc = RankedImages::new(images.into_iter()).roc(&[1; 3]);
        assert_eq!(roc.points[2], Point { recall: 0.5, threshold: Some(0.9) });
    }

    #[test]
    fn recall_keeps_within_the_false_alarm_rate() {
        // 100 negatives with scores 0.01 to 1.00, one positive at each of 0.995, 0.955 and 0.5.
        let negatives = (0..100).map(|i| (i, Some((i + 1) as f32 / 100.0), false));
        let positives = [(100, Some(0.995), true), (101, Some(0.955), true), (102, Some(0.5), true)];
        let roc = RankedImages::new(negatives.chain(positives)).roc(&[1; 103]);
        assert_eq!(roc.points.map(|point| (point.recall * 3.0).round()), [1.0, 2.0, 2.0]);
        assert_eq!(roc.points[0].threshold, Some(0.995));
    }
}
