//! The annotated picture.

use std::hint::black_box;

use benches::{PICTURE, Scanner, criterion};
use screening_core::{
    overlay::{annotate, encode_png},
    report::Region,
    scan::Plane,
    taxonomy::ThreatClass,
};

fn main() {
    let mut criterion = criterion();
    let picture = Scanner::default().picture(1, PICTURE);
    let dense = Plane::filled(PICTURE.0, PICTURE.1, false);
    let regions: Vec<Region> = (0..5_u8)
        .map(|number| Region {
            id: u32::from(number),
            view: 0,
            class: ThreatClass::Pistol,
            group: ThreatClass::Pistol.group(),
            score: 0.9,
            threshold: 0.5,
            alarm: true,
            bbox: [100.0 + 200.0 * f32::from(number), 300.0, 180.0, 140.0].into(),
            z_eff: None,
            size_mm: None,
            linked: Vec::new(),
        })
        .collect();
    let mut group = criterion.benchmark_group("overlay");
    group.bench_function("annotate 1280 x 960, 5 regions", |bencher| {
        bencher.iter(|| annotate(black_box(&picture), &regions, Some(&dense)));
    });
    group.bench_function("encode PNG 1280 x 960", |bencher| bencher.iter(|| encode_png(black_box(&picture))));
    group.finish();
    criterion.final_summary();
}
