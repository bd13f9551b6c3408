//! Attenuation at two energies to material, and material to the standard pseudo-colour.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to measure")]

use std::hint::black_box;

use benches::{PICTURE, Scanner, criterion, raw};
use screening_core::{
    calibrate::{Calibration, correct},
    material::{decompose, pseudo_colour},
};

fn main() {
    let mut criterion = criterion();
    let [low, high] = raw(&Scanner::default().expose(1, PICTURE));
    let log = correct(&low, &high, &Calibration::estimate(&low, &high)).unwrap();
    let map = decompose(&log);
    let mut group = criterion.benchmark_group("material");
    group.bench_function("decompose, 1280 x 960 pair", |bencher| bencher.iter(|| decompose(black_box(&log))));
    group.bench_function("pseudo-colour, 1280 x 960", |bencher| bencher.iter(|| pseudo_colour(black_box(&map))));
    group.finish();
    criterion.final_summary();
}
