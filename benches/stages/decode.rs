//! Bytes to planes.

use std::hint::black_box;

use benches::{PICTURE, Scanner, criterion, pair_tiff, png, raw};
use criterion::Throughput;
use screening_core::decode::{Limits, decode_view};

fn main() {
    let mut criterion = criterion();
    let scanner = Scanner::default();
    let exposure = scanner.expose(1, PICTURE);
    let files = [
        ("PNG 1280 x 960, RGB", png(&scanner.paint(1, &exposure))),
        ("TIFF 1280 x 960, pair of 16 bit", pair_tiff(&raw(&exposure))),
    ];
    let mut group = criterion.benchmark_group("decode");
    group.throughput(Throughput::Elements((PICTURE.0 * PICTURE.1) as u64));
    for (name, bytes) in files {
        group.bench_function(name, |bencher| {
            bencher.iter(|| decode_view("top", black_box(&bytes), &Limits::default()));
        });
    }
    group.finish();
    criterion.final_summary();
}
