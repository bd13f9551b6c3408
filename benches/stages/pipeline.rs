//! Bytes to report, on all cores.

use std::hint::black_box;

use benches::{PICTURE, Scanner, criterion, detector, line_scan, pair_tiff, png, raw};
use screening_core::{
    pipeline::{ScreenOptions, Screener, ViewBytes},
    verdict::Policy,
};

fn main() {
    let mut criterion = criterion();
    let scanner = Scanner::default();
    let exposure = scanner.expose(1, PICTURE);
    let files = [
        ("PNG 1280 x 960", png(&scanner.paint(1, &exposure))),
        ("TIFF pair 1280 x 960", pair_tiff(&raw(&exposure))),
        ("PNG 16,000 x 2000", png(&line_scan())),
    ];
    let options = ScreenOptions { keep_pictures: false, ..ScreenOptions::default() };
    let screener = Screener::new(detector(0), Policy::default(), options);
    let mut group = criterion.benchmark_group("pipeline");
    group.sample_size(10);
    for (name, bytes) in &files {
        group.bench_function(*name, |bencher| {
            bencher.iter(|| screener.screen_bytes(black_box(&[ViewBytes::new("top", bytes)])));
        });
    }
    group.finish();
    criterion.final_summary();
}
