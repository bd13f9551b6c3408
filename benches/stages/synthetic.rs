//! Pictures made from a seed: on one thread, with everything that is in them.

use std::hint::black_box;

use benches::{Scanner, criterion, png};
use criterion::Throughput;

const SIZE: (usize, usize) = (1000, 800);

fn main() {
    let mut criterion = criterion();
    let scanner = Scanner::default();
    let mut group = criterion.benchmark_group("synthetic");
    group.throughput(Throughput::Elements(1));
    // Scenes differ much; a sample goes on to the next ones.
    let mut index = 0;
    group.bench_function("expose a scene, 1000 x 800", |bencher| {
        bencher.iter(|| {
            index += 1;
            scanner.expose(black_box(index), SIZE)
        });
    });
    index = 0;
    group.bench_function("scene to pseudo-colour PNG, 1000 x 800", |bencher| {
        bencher.iter(|| {
            index += 1;
            png(&scanner.picture(black_box(index), SIZE))
        });
    });
    group.finish();
    criterion.final_summary();
}
