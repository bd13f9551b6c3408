//! A tile cut out, resized and normalised. The detector does this inside and says how long it took, so that is
//! what is counted: the engine's time is left out.

#![expect(clippy::unwrap_used, reason = "a tile that cannot be searched has no time")]

use std::{hint::black_box, time::Duration};

use benches::{PICTURE, Scanner, criterion, detector};
use screening_core::tile::Tile;

fn main() {
    let mut criterion = criterion();
    let picture = Scanner::default().picture(1, PICTURE);
    let detector = detector(1);
    let size = detector.manifest().input.width;
    let tiles = [
        ("whole picture of 1280 x 960", Tile::whole(PICTURE.0 as u32, PICTURE.1 as u32)),
        ("tile of 800 x 800", Tile { x: 100, y: 100, width: 800, height: 800, overview: false }),
        ("tile that is not resized", Tile { x: 100, y: 100, width: size, height: size, overview: false }),
    ];
    let mut group = criterion.benchmark_group("tensor");
    for (name, tile) in tiles {
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|rounds| {
                let spent = |_| detector.detect(black_box(&picture), &tile).unwrap().tensor_ms / 1e3;
                (0..rounds).map(spent).map(Duration::from_secs_f32).sum()
            });
        });
    }
    group.finish();
    criterion.final_summary();
}
