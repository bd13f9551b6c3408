//! A detector's figures over a set, intervals included.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to measure")]

use std::hint::black_box;

use benches::criterion;
use datasets_synthetic::dice::{Dice, Split};
use screening_core::{
    evaluate::{Conditions, ImageResult, Options, Prediction, Thresholds, TruthSet, evaluate},
    taxonomy::ThreatClass,
};
use serde_json::json;

const PICTURES: i64 = 1000;
const DETECTIONS: usize = 20;

fn main() {
    let mut criterion = criterion();
    let (coco, results) = set(&mut Dice::new(1, 1, Split::Train));
    let truth = TruthSet::parse(&coco, None).unwrap();
    let thresholds: Thresholds = ThreatClass::ALL.into_iter().map(|class| (class, 0.5)).collect();
    let mut group = criterion.benchmark_group("evaluate");
    group.sample_size(10);
    group.bench_function("read a COCO file of 1000 pictures", |bencher| {
        bencher.iter(|| TruthSet::parse(black_box(&coco), None));
    });
    for rounds in [0, 1000] {
        let options = Options { rounds, ..Options::default() };
        group.bench_function(format!("1000 pictures, 20 detections each, {rounds} bootstrap rounds"), |bencher| {
            bencher.iter(|| evaluate(black_box(&truth), &results, &thresholds, Conditions::default(), &options));
        });
    }
    group.finish();
    criterion.final_summary();
}

/// Truth of up to three objects a picture, nine tenths of them found nearly where they are, and false alarms.
fn set(dice: &mut Dice) -> (String, Vec<ImageResult>) {
    let (mut images, mut annotations, mut results) = (Vec::new(), Vec::new(), Vec::new());
    for id in 1..=PICTURES {
        images.push(json!({"id": id, "file_name": format!("{id}.png"), "width": 1000, "height": 800}));
        let mut predictions = Vec::new();
        for _ in 0..dice.below(4) {
            let (class, bbox) = (*dice.pick(&ThreatClass::ALL), place(dice));
            let number = annotations.len() + 1;
            annotations.push(json!({"id": number, "image_id": id, "category_id": class.index(), "bbox": bbox}));
            if dice.chance(0.9) {
                let near = bbox.map(|side| side + dice.uniform(0.0, 4.0));
                predictions.push(Prediction { class, score: dice.uniform(0.3, 1.0), bbox: near.into() });
            }
        }
        while predictions.len() < DETECTIONS {
            let class = *dice.pick(&ThreatClass::ALL);
            predictions.push(Prediction { class, score: dice.uniform(0.0, 0.6), bbox: place(dice).into() });
        }
        results.push(ImageResult { image_id: id, predictions, failure: None });
    }
    let categories: Vec<_> =
        ThreatClass::ALL.into_iter().map(|class| json!({"id": class.index(), "name": class.name()})).collect();
    (json!({"images": images, "annotations": annotations, "categories": categories}).to_string(), results)
}

fn place(dice: &mut Dice) -> [f32; 4] {
    [dice.uniform(0.0, 780.0), dice.uniform(0.0, 580.0), dice.uniform(20.0, 220.0), dice.uniform(20.0, 220.0)]
}
