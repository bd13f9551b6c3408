//! Boxes of all tiles to regions.

use std::hint::black_box;

use benches::{PICTURE, Scanner, colour_view, criterion, line_scan, tiles};
use datasets_synthetic::dice::{Dice, Split};
use screening_core::{
    detect::Detection,
    fuse::{FuseOptions, fuse_tiles},
    geometry::PixelBox,
    scan::View,
    taxonomy::ThreatClass,
    tile::Tile,
};

/// What a detector gives at a low score floor: a few objects, each with several boxes around it.
fn boxes(tile: &Tile, dice: &mut Dice) -> Vec<Detection> {
    let mut found = Vec::new();
    for _ in 0..6 {
        let (width, height) = (dice.uniform(30.0, 250.0), dice.uniform(30.0, 250.0));
        let x = tile.x as f32 + dice.unit() * (tile.width as f32 - width).max(0.0);
        let y = tile.y as f32 + dice.unit() * (tile.height as f32 - height).max(0.0);
        for _ in 0..6 {
            let bbox = PixelBox { x: x + dice.uniform(0.0, 9.0), y: y + dice.uniform(0.0, 9.0), width, height };
            found.push(Detection { class: *dice.pick(&ThreatClass::ALL), score: dice.unit(), bbox });
        }
    }
    found
}

fn main() {
    let mut criterion = criterion();
    let views: [(&str, View); 2] = [
        ("1280 x 960", colour_view(Scanner::default().picture(1, PICTURE))),
        ("16,000 x 2000", colour_view(line_scan())),
    ];
    let mut group = criterion.benchmark_group("fuse");
    for (name, view) in &views {
        let mut dice = Dice::new(1, 1, Split::Train);
        let found: Vec<_> = tiles(view).into_iter().map(|tile| (tile, boxes(&tile, &mut dice))).collect();
        let (width, height) = view.pixels.size();
        let name = format!("{name}, {} tiles of 36 boxes", found.len());
        group.bench_function(name, |bencher| {
            bencher.iter(|| fuse_tiles(black_box(&found), (width as u32, height as u32), &FuseOptions::default()));
        });
    }
    group.finish();
    criterion.final_summary();
}
