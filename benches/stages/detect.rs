//! One tile through the detector: tensor, engine and head.

use std::hint::black_box;

use benches::{PICTURE, Scanner, criterion, detector};
use rayon::prelude::*;
use screening_core::tile::Tile;

fn main() {
    let mut criterion = criterion();
    let picture = Scanner::default().picture(1, PICTURE);
    let whole = Tile::whole(PICTURE.0 as u32, PICTURE.1 as u32);
    let detector = detector(0);
    let mut group = criterion.benchmark_group("detect");
    group.bench_function("one tile, one thread", |bencher| {
        bencher.iter(|| detector.detect(black_box(&picture), &whole));
    });
    group.bench_function("16 tiles, all cores", |bencher| {
        bencher.iter(|| (0..16).into_par_iter().all(|_| detector.detect(black_box(&picture), &whole).is_ok()));
    });
    group.finish();
    criterion.final_summary();
}
