//! Raw counts to attenuation: levels found in the picture, then correction and logarithm.

use std::hint::black_box;

use benches::{PICTURE, Scanner, criterion, raw};
use screening_core::calibrate::{Calibration, correct};

fn main() {
    let mut criterion = criterion();
    let [low, high] = raw(&Scanner::default().expose(1, PICTURE));
    let calibration = Calibration::estimate(&low, &high);
    let mut group = criterion.benchmark_group("calibrate");
    group.bench_function("estimate levels, 1280 x 960 pair", |bencher| {
        bencher.iter(|| Calibration::estimate(black_box(&low), black_box(&high)));
    });
    group.bench_function("correct, 1280 x 960 pair", |bencher| {
        bencher.iter(|| correct(black_box(&low), black_box(&high), &calibration));
    });
    group.finish();
    criterion.final_summary();
}
