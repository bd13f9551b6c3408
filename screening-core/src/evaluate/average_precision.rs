//! Average precision and recall as `pycocotools`' `COCOeval.accumulate` has them, for pictures that
//! count any number of times, so that a bootstrap round costs one walk along a sorted list.

use super::matching::{IOU_COUNT, Judged};

/// Recall levels that precision is read at: 0, 0.01 ... 1.
pub(super) const RECALL_LEVELS: usize = 101;

/// One detection, small because the list is walked once a bootstrap round.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Index of the picture.
    pub(super) image: u32,
    /// See [`Judged::hit`].
    pub(super) hit: u16,
    /// See [`Judged::skip`].
    pub(super) skip: u16,
}

/// All detections of one target, by falling score; equal scores in the order of the pictures.
#[derive(Debug, Default)]
pub(super) struct Ranked {
    pub(super) marks: Vec<Mark>,
    /// Score of each mark.
    pub(super) scores: Vec<f32>,
    /// One past the last mark that hits at any threshold: what follows cannot change precision or recall.
    end: usize,
}

/// Precision, recall and their means at each IoU threshold.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PrecisionRecall {
    /// Mean precision over the recall levels, by IoU threshold; NaN without truth.
    pub(super) average_precision: [f64; IOU_COUNT],
    /// Share of truth boxes found at any score, by IoU threshold; NaN without truth.
    pub(super) recall: [f64; IOU_COUNT],
    /// Precision at each recall level, at the first IoU threshold.
    pub(super) precision: [f64; RECALL_LEVELS],
}

/// Memory that rounds share.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    steps: [Vec<(u64, f64)>; IOU_COUNT],
}

impl Ranked {
    /// Ranks the detections of pictures given in the order of their ids.
    pub(super) fn new<'a>(images: impl Iterator<Item = (u32, &'a [Judged])>) -> Self {
        let mut all: Vec<(f32, Mark)> = images
            .flat_map(|(image, judged)| {
                judged.iter().map(move |found| (found.score, Mark { image, hit: found.hit, skip: found.skip }))
            })
            .collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        let end = all.iter().rposition(|(_, mark)| mark.hit != 0).map_or(0, |last| last + 1);
        let (scores, marks) = all.into_iter().unzip();
        Self { marks, scores, end }
    }

    /// Whether the mark is the last of those that share its score: no threshold separates them.
    pub(super) fn ends_tie(&self, index: usize) -> bool {
        self.scores.get(index + 1).is_none_or(|next| *next < self.scores[index])
    }

    /// Precision and recall when picture `i` counts `weights[i]` times and holds `truths` counted
    /// boxes in all.
    pub(super) fn precision_recall(&self, weights: &[u32], truths: u64, scratch: &mut Scratch) -> PrecisionRecall {
        let mut result = PrecisionRecall {
            average_precision: [f64::NAN; IOU_COUNT],
            recall: [f64::NAN; IOU_COUNT],
            precision: [f64::NAN; RECALL_LEVELS],
        };
        if truths == 0 {
            return result;
        }
        let mut seen = 0_u64;
        let mut skipped = [0_u64; IOU_COUNT];
        let mut hits = [0_u64; IOU_COUNT];
        scratch.steps.iter_mut().for_each(Vec::clear);
        for mark in &self.marks[..self.end] {
            let weight = u64::from(weights[mark.image as usize]);
            if weight == 0 {
                continue;
            }
            seen += weight;
            for bit in Bits(mark.skip) {
                skipped[bit] += weight;
            }
            for bit in Bits(mark.hit) {
                hits[bit] += weight;
                let counted = (seen - skipped[bit]) as f64;
                scratch.steps[bit].push((hits[bit], hits[bit] as f64 / (counted + f64::EPSILON)));
            }
        }
        let needed = needed_hits(truths);
        for (index, steps) in scratch.steps.iter().enumerate() {
            let precision = envelope(steps, &needed);
            result.average_precision[index] = precision.iter().sum::<f64>() / RECALL_LEVELS as f64;
            result.recall[index] = hits[index] as f64 / truths as f64;
            if index == 0 {
                result.precision = precision;
            }
        }
        result
    }
}

/// The places of the set bits, lowest first.
struct Bits(u16);

impl Iterator for Bits {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let bit = self.0.trailing_zeros();
        (bit < u16::BITS).then(|| {
            self.0 &= self.0 - 1;
            bit as usize
        })
    }
}

/// The hits that reach each recall level, with the floating-point comparison that numpy's
/// `searchsorted(tp / truths, linspace(0, 1, 101))` makes.
fn needed_hits(truths: u64) -> [u64; RECALL_LEVELS] {
    let truths = truths as f64;
    std::array::from_fn(|level| {
        let level = if level + 1 == RECALL_LEVELS { 1.0 } else { level as f64 * 0.01 };
        let mut hits = ((level * truths).floor() as u64).saturating_sub(1);
        while (hits as f64 / truths) < level {
            hits += 1;
        }
        hits
    })
}

/// The best precision at or beyond each recall level; 0 where the level is never reached.
fn envelope(steps: &[(u64, f64)], needed: &[u64; RECALL_LEVELS]) -> [f64; RECALL_LEVELS] {
    let mut precision = [0.0; RECALL_LEVELS];
    let reached = steps.last().map_or(0, |&(hits, _)| hits);
    let mut level = needed.partition_point(|&hits| hits <= reached);
    let mut best = 0.0_f64;
    for (index, &(_, here)) in steps.iter().enumerate().rev() {
        best = best.max(here);
        let before = if index == 0 { 0 } else { steps[index - 1].0 };
        while level > 0 && needed[level - 1] > before {
            level -= 1;
            precision[level] = best;
        }
    }
    precision[..level].fill(best);
    precision
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(score: f32, hit: bool) -> Judged {
        Judged { score, bbox: [0.0; 4], hit: u16::from(hit), skip: 0 }
    }

    #[test]
    fn a_hand_counted_curve() {
        // hit, miss, hit over 4 truths: precision 1 up to recall 1/4, 2/3 up to 2/4, 0 beyond.
        let found = [judged(0.9, true), judged(0.8, false), judged(0.7, true), judged(0.6, false)];
        let ranked = Ranked::new([(0, &found[..])].into_iter());
        let result = ranked.precision_recall(&[1], 4, &mut Scratch::default());
        let expected = (26.0 + 25.0 * 2.0 / 3.0) / 101.0;
        assert!((result.average_precision[0] - expected).abs() < 1e-12);
        assert_eq!(result.recall[0], 0.5);
        assert_eq!((result.precision[25] * 1e9).round(), 1e9);
        assert_eq!((result.precision[50] * 3e9).round(), 2e9);
        assert_eq!(result.precision[51], 0.0);
    }

    #[test]
    fn a_weight_is_the_same_as_that_many_copies_of_the_picture() {
        let first = [judged(0.9, true), judged(0.55, false), judged(0.3, true)];
        let second = [judged(0.8, false), judged(0.5, true)];
        let third = [judged(0.95, false), judged(0.45, true), judged(0.2, true)];
        let weighted = Ranked::new([(0, &first[..]), (1, &second[..]), (2, &third[..])].into_iter());
        let weighted = weighted.precision_recall(&[3, 0, 2], 3 * 2 + 2 * 3, &mut Scratch::default());
        let copies = [&first[..], &first[..], &first[..], &third[..], &third[..]];
        let copied = Ranked::new(copies.into_iter().enumerate().map(|(index, found)| (index as u32, found)));
        let copied = copied.precision_recall(&[1; 5], 12, &mut Scratch::default());
        assert_eq!(weighted.average_precision[0], copied.average_precision[0]);
        assert_eq!(weighted.precision, copied.precision);
        assert_eq!(weighted.recall[0], copied.recall[0]);
    }

    #[test]
    fn recall_levels_compare_as_floats_do() {
        // 35 * 0.01 is a hair above 35 / 100, so numpy asks for the 36th hit; 28 * 0.01 is 28 / 100.
        assert_eq!([28, 35].map(|level| needed_hits(100)[level]), [28, 36]);
        assert_eq!(needed_hits(100)[50], 50);
        assert_eq!(needed_hits(3), std::array::from_fn(|level| (level * 3).div_ceil(100) as u64));
    }
}
