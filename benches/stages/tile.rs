//! The tile plan from the air mask.

use std::hint::black_box;

use benches::{PICTURE, Scanner, colour_view, criterion, line_scan};
use screening_core::{
    quality::{QualityOptions, assess},
    tile::{TileOptions, plan},
};

fn main() {
    let mut criterion = criterion();
    let views = [
        ("1280 x 960", colour_view(Scanner::default().picture(1, PICTURE))),
        ("16,000 x 2000", colour_view(line_scan())),
    ];
    let mut group = criterion.benchmark_group("tile");
    for (name, view) in &views {
        let air = assess(view, &QualityOptions::default()).air;
        let name = format!("{name}, {} tiles", plan(&air, &TileOptions::default()).tiles.len());
        group.bench_function(name, |bencher| bencher.iter(|| plan(black_box(&air), &TileOptions::default())));
    }
    group.finish();
    criterion.final_summary();
}
