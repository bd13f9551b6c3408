//! From matched pictures to the figures with their intervals.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Options, Thresholds,
    average_precision::Scratch,
    bench::Bench,
    bootstrap::{self, MIN_SCENES},
    figures::{self, Figures, figures},
    froc,
    result::{AtThresholds, BoxResult, Froc, FrocPoint, GroupResult, ImageAtThresholds, ImageLevel, RocPoint},
    roc,
    target::{Presence, Target},
};
use crate::taxonomy::{ThreatClass, ThreatGroup};

/// The results of every target.
pub(super) struct Assembled {
    pub(super) classes: BTreeMap<ThreatClass, BoxResult>,
    pub(super) groups: BTreeMap<ThreatGroup, GroupResult>,
    pub(super) threat: GroupResult,
    /// Mean over classes of AP50, and of AP50:95, each with its interval.
    pub(super) means: [(Option<f64>, Option<[f64; 2]>); 2],
}

/// Everything that the results are read from.
struct Source<'a> {
    scene_of: &'a [usize],
    /// Weights of the set itself.
    ones: Vec<u32>,
    rounds: Vec<Vec<Figures>>,
    thresholds: &'a Thresholds,
}

/// One target with its figures.
struct Column<'a> {
    source: &'a Source<'a>,
    bench: &'a Bench,
    index: usize,
    values: Figures,
}

pub(super) fn assemble(
    benches: &[Bench],
    scene_of: &[usize],
    scenes: usize,
    thresholds: &Thresholds,
    options: &Options,
) -> Assembled {
    let all = |weights: &[u32]| {
        let mut scratch = Scratch::default();
        benches.iter().map(|bench| figures(bench, weights, &mut scratch)).collect::<Vec<_>>()
    };
    let ones = vec![1; scene_of.len()];
    let values = all(&ones);
    let rounds = bootstrap::resample(scene_of, scenes, options.rounds, options.seed, all);
    let source = Source { scene_of, ones, rounds, thresholds };
    let columns: Vec<Column<'_>> = benches
        .iter()
        .enumerate()
        .map(|(index, bench)| Column { source: &source, bench, index, values: values[index] })
        .collect();

    // In the order of `Target::all`.
    let (classes, pooled) = columns.split_at(ThreatClass::ALL.len());
    let (groups, any) = pooled.split_at(ThreatGroup::ALL.len());
    Assembled {
        classes: ThreatClass::ALL.into_iter().zip(classes.iter().map(Column::boxes)).collect(),
        groups: ThreatGroup::ALL.into_iter().zip(groups.iter().map(Column::group)).collect(),
        threat: any[0].group(),
        means: means(classes, &source),
    }
}

/// COCO's mean leaves out classes without truth, in a round as in the set.
fn means(classes: &[Column<'_>], source: &Source<'_>) -> [(Option<f64>, Option<[f64; 2]>); 2] {
    let scenes: BTreeSet<usize> = classes.iter().flat_map(|column| column.scenes_with_boxes()).collect();
    [figures::AP50, figures::AP50_95].map(|figure| {
        let mean = |of: &dyn Fn(&Column<'_>) -> f64| {
            let known: Vec<f64> = classes.iter().map(of).filter(|value| value.is_finite()).collect();
            known.iter().sum::<f64>() / known.len() as f64
        };
        let value = finite(mean(&|column| column.values[figure]));
        let rounds = source.rounds.iter().map(|round| mean(&|column| round[column.index][figure]));
        let interval = if scenes.len() < MIN_SCENES { None } else { bootstrap::interval(rounds) };
        (value, interval.filter(|_| value.is_some()))
    })
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

impl Column<'_> {
    fn value(&self, figure: usize) -> Option<f64> {
        finite(self.values[figure])
    }

    fn interval(&self, figure: usize) -> Option<[f64; 2]> {
        self.value(figure)?;
        let scenes_of =
            |presence: Presence| self.scenes(self.bench.presence.iter().map(|found| *found == presence)).len();
        let scenes = match figure {
            figures::ALARM_PRECISION | figures::ALARM_RATE => self.scenes(self.bench.boxed.iter().copied()).len(),
            figures::IMAGE_RECALL => scenes_of(Presence::Yes),
            figures::IMAGE_FALSE => scenes_of(Presence::No),
            figures::AUC..figures::FROC => scenes_of(Presence::Yes).min(scenes_of(Presence::No)),
            _ => self.scenes_with_boxes().len(),
        };
        if scenes < MIN_SCENES {
            return None;
        }
        bootstrap::interval(self.source.rounds.iter().map(|round| round[self.index][figure]))
    }

    fn scenes(&self, chosen: impl Iterator<Item = bool>) -> BTreeSet<usize> {
        chosen.zip(self.source.scene_of).filter(|(chosen, _)| *chosen).map(|(_, scene)| *scene).collect()
    }

    fn scenes_with_boxes(&self) -> BTreeSet<usize> {
        self.scenes(self.bench.truths.iter().map(|truths| *truths > 0))
    }

    fn boxes(&self) -> BoxResult {
        let bench = self.bench;
        let ones = &self.source.ones;
        let truths = figures::truths(bench, ones);
        let precision_by_recall = if truths == 0 {
            Vec::new()
        } else {
            bench.ranked.precision_recall(ones, truths, &mut Scratch::default()).precision.to_vec()
        };
        BoxResult {
            images: figures::boxed_images(bench, ones) as usize,
            images_with: bench.truths.iter().filter(|truths| **truths > 0).count(),
            scenes_with: self.scenes_with_boxes().len(),
            boxes: truths as usize,
            predictions: bench.ranked.marks.len(),
            ap50: self.value(figures::AP50),
            ap50_interval: self.interval(figures::AP50),
            ap50_95: self.value(figures::AP50_95),
            ap50_95_interval: self.interval(figures::AP50_95),
            recall50: self.value(figures::RECALL50),
            recall50_interval: self.interval(figures::RECALL50),
            recall50_95: self.value(figures::RECALL50_95),
            recall50_95_interval: self.interval(figures::RECALL50_95),
            at_thresholds: self.at_thresholds(truths as usize),
            precision_by_recall,
        }
    }

    fn at_thresholds(&self, truths: usize) -> Option<AtThresholds> {
        let alarms = self.bench.alarms.as_ref()?;
        let boxed = || alarms.iter().zip(&self.bench.boxed).filter(|(_, boxed)| **boxed).map(|(alarm, _)| alarm);
        let hits = boxed().map(|alarm| alarm.hits as usize).sum();
        Some(AtThresholds {
            threshold: match self.bench.target {
                Target::Class(class) => self.source.thresholds.get(&class).copied(),
                Target::Group(_) | Target::Any => None,
            },
            hits,
            misses: truths - hits,
            false_alarms: boxed().map(|alarm| alarm.false_alarms as usize).sum(),
            recall: self.value(figures::ALARM_RECALL),
            recall_interval: self.interval(figures::ALARM_RECALL),
            precision: self.value(figures::ALARM_PRECISION),
            precision_interval: self.interval(figures::ALARM_PRECISION),
            false_alarms_per_image: self.value(figures::ALARM_RATE),
            false_alarms_per_image_interval: self.interval(figures::ALARM_RATE),
        })
    }

    fn group(&self) -> GroupResult {
        let ones = &self.source.ones;
        let (ranked, images) = (&self.bench.ranked, &self.bench.images);
        let (truths, boxed) = (figures::truths(self.bench, ones), figures::boxed_images(self.bench, ones));
        let froc_points = froc::points(ranked, ones, truths, boxed).into_iter().zip(froc::RATES).enumerate();
        let froc_points = froc_points.map(|(place, (point, rate))| FrocPoint {
            false_alarms_per_image: rate,
            recall: self.value(figures::FROC + place),
            recall_interval: self.interval(figures::FROC + place),
            threshold: point.threshold,
            resolved: rate * boxed as f64 >= 1.0,
        });
        let (positives, negatives) = images.totals(ones);
        let roc_points = images.roc(ones).points.into_iter().zip(roc::RATES).enumerate();
        let roc_points = roc_points.map(|(place, (point, rate))| RocPoint {
            false_alarm_rate: rate,
            recall: self.value(figures::ROC + place),
            recall_interval: self.interval(figures::ROC + place),
            threshold: point.threshold,
            resolved: rate * negatives as f64 >= 1.0,
        });
        GroupResult {
            boxes: self.boxes(),
            froc: Froc { points: froc_points.collect(), curve: froc::curve(ranked, ones, truths, boxed) },
            image_level: ImageLevel {
                positives: positives as usize,
                negatives: negatives as usize,
                auc: self.value(figures::AUC),
                auc_interval: self.interval(figures::AUC),
                points: roc_points.collect(),
                at_thresholds: self.bench.alarms.is_some().then(|| ImageAtThresholds {
                    recall: self.value(figures::IMAGE_RECALL),
                    recall_interval: self.interval(figures::IMAGE_RECALL),
                    false_alarm_rate: self.value(figures::IMAGE_FALSE),
                    false_alarm_rate_interval: self.interval(figures::IMAGE_FALSE),
                }),
                curve: images.curve(ones),
            },
        }
    }
}
