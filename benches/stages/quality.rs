//! The quality gate, and what the detector sees after it.

use std::hint::black_box;

use benches::{PICTURE, Scanner, colour_view, criterion, raw};
use screening_core::{
    normalise::normalise,
    quality::{QualityOptions, assess},
    scan::{Pixels, View},
};

fn main() {
    let mut criterion = criterion();
    let scanner = Scanner::default();
    let exposure = scanner.expose(1, PICTURE);
    let [low, high] = raw(&exposure);
    let pair = Pixels::DualEnergy { low, high };
    let views = [
        ("1280 x 960 RGB", colour_view(scanner.paint(1, &exposure))),
        ("1280 x 960 pair", View { name: "top".to_owned(), pixels: pair, source_bits: 16, mm_per_pixel: None }),
    ];
    let mut group = criterion.benchmark_group("quality");
    for (name, view) in &views {
        let options = QualityOptions::default();
        let gate = assess(view, &options);
        group.bench_function(format!("gate, {name}"), |bencher| bencher.iter(|| assess(black_box(view), &options)));
        group.bench_function(format!("normalise, {name}"), |bencher| {
            bencher.iter(|| normalise(black_box(view), &gate, None));
        });
    }
    group.finish();
    criterion.final_summary();
}
