use proptest::prelude::*;

use super::*;
use crate::{
    scan::Plane,
    tile::{self, TileOptions},
};

fn tile(x: u32, y: u32, width: u32, height: u32) -> Tile {
    Tile { x, y, width, height, overview: false }
}

fn seen(class: ThreatClass, score: f32, bbox: [f32; 4]) -> Detection {
    Detection { class, score, bbox: bbox.into() }
}

fn fuse(found: &[(Tile, Vec<Detection>)], size: (u32, u32)) -> Vec<Detection> {
    fuse_tiles(found, size, &FuseOptions::default())
}

/// Two tiles side by side, sharing columns 600 to 800.
const LEFT: Tile = Tile { x: 0, y: 0, width: 800, height: 800, overview: false };
const RIGHT: Tile = Tile { x: 600, y: 0, width: 800, height: 800, overview: false };
const SIZE: (u32, u32) = (1400, 800);

#[test]
fn an_object_cut_by_a_tile_border_is_one_region() {
    // 500 to 1000, wider than what the tiles share: neither shows it whole. The detector's boxes stop short of
    // the borders by some pixels and disagree a little in height.
    let found = [
        (LEFT, vec![seen(ThreatClass::LongGun, 0.7, [500.0, 300.0, 294.0, 100.0])]),
        (RIGHT, vec![seen(ThreatClass::LongGun, 0.9, [603.0, 310.0, 397.0, 95.0])]),
    ];
    let fused = fuse(&found, SIZE);
    assert_eq!(fused.len(), 1, "{fused:?}");
    assert_eq!(fused[0].score, 0.9);
    assert_eq!(fused[0].bbox, PixelBox::from([500.0, 300.0, 500.0, 105.0]));
}

#[test]
fn an_object_over_three_tiles_that_only_touch_is_one_region() {
    let found: Vec<_> = [(0, 500.0, 300.0), (800, 800.0, 800.0), (1600, 1600.0, 250.0)]
        .map(|(x, from, width)| {
            (tile(x, 0, 800, 800), vec![seen(ThreatClass::LongGun, 0.8, [from, 300.0, width, 100.0])])
        })
        .into();
    let fused = fuse(&found, (2400, 800));
    assert_eq!(fused.len(), 1, "{fused:?}");
    assert_eq!(fused[0].bbox, PixelBox::from([500.0, 300.0, 1350.0, 100.0]));
}

#[test]
fn two_adjacent_objects_stay_two() {
    // One above the other, both over the border, and both seen by both tiles.
    let rows = [100.0, 205.0];
    let found = [
        (LEFT, rows.map(|y| seen(ThreatClass::Pistol, 0.8, [500.0, y, 300.0, 100.0])).to_vec()),
        (RIGHT, rows.map(|y| seen(ThreatClass::Pistol, 0.9, [600.0, y, 350.0, 100.0])).to_vec()),
    ];
    assert_eq!(fuse(&found, SIZE).len(), 2);

    // Side by side, the gap within what both tiles show: each tile sees one whole and the other cut.
    let found = [
        (
            LEFT,
            vec![
                seen(ThreatClass::Pistol, 0.8, [400.0, 100.0, 290.0, 150.0]),
                seen(ThreatClass::Pistol, 0.7, [700.0, 100.0, 100.0, 150.0]),
            ],
        ),
        (
            RIGHT,
            vec![
                seen(ThreatClass::Pistol, 0.6, [600.0, 100.0, 90.0, 150.0]),
                seen(ThreatClass::Pistol, 0.9, [700.0, 100.0, 280.0, 150.0]),
            ],
        ),
    ];
    let boxes: Vec<_> = fuse(&found, SIZE).into_iter().map(|d| d.bbox).collect();
    assert_eq!(boxes, [[700.0, 100.0, 280.0, 150.0].into(), [400.0, 100.0, 290.0, 150.0].into()]);
}

#[test]
fn finer_tiles_split_what_the_overview_takes_for_one() {
    let split = [(0.6, 0.7), (0.95, 0.7)];
    for (overview_score, fine_score) in split {
        let found = [
            (Tile::whole(1400, 800), vec![seen(ThreatClass::Pistol, overview_score, [200.0, 100.0, 410.0, 150.0])]),
            (
                LEFT,
                vec![
                    seen(ThreatClass::Pistol, fine_score, [200.0, 100.0, 200.0, 150.0]),
                    seen(ThreatClass::Pistol, fine_score, [410.0, 100.0, 200.0, 150.0]),
                ],
            ),
        ];
        assert_eq!(fuse(&found, SIZE).len(), 2);
    }
    // Unless that would turn an alarm into none.
    let found = [
        (Tile::whole(1400, 800), vec![seen(ThreatClass::Pistol, 0.9, [200.0, 100.0, 410.0, 150.0])]),
        (LEFT, vec![seen(ThreatClass::Pistol, 0.3, [200.0, 100.0, 200.0, 150.0])]),
        (LEFT, vec![seen(ThreatClass::Pistol, 0.3, [410.0, 100.0, 200.0, 150.0])]),
    ];
    assert_eq!(fuse(&found, SIZE)[0].score, 0.9);
}

#[test]
fn overview_and_tiles_give_one_region_with_the_whole_extent() {
    let found = [
        (Tile::whole(1400, 800), vec![seen(ThreatClass::Pistol, 0.6, [500.0, 200.0, 400.0, 250.0])]),
        (LEFT, vec![seen(ThreatClass::Slide, 0.8, [505.0, 200.0, 290.0, 120.0])]),
        (RIGHT, vec![seen(ThreatClass::Pistol, 0.7, [600.0, 205.0, 295.0, 245.0])]),
    ];
    let fused = fuse(&found, SIZE);
    assert_eq!(fused.len(), 1, "{fused:?}");
    // The cut end looks like a slide, but the tile that shows the whole object saw a pistol.
    assert_eq!((fused[0].class, fused[0].score), (ThreatClass::Pistol, 0.7));
    assert_eq!(fused[0].bbox, PixelBox::from([500.0, 200.0, 400.0, 250.0]));

    // Where only the cut end is an alarm, the object is one.
    let found = [
        (Tile::whole(1400, 800), vec![seen(ThreatClass::Pistol, 0.2, [500.0, 200.0, 400.0, 250.0])]),
        (LEFT, vec![seen(ThreatClass::Slide, 0.8, [505.0, 200.0, 290.0, 120.0])]),
    ];
    let fused = fuse(&found, SIZE);
    assert_eq!((fused.len(), fused[0].class, fused[0].score), (1, ThreatClass::Slide, 0.8));
    assert_eq!(fused[0].bbox, PixelBox::from([500.0, 200.0, 400.0, 250.0]));
}

#[test]
fn class_conflicts_go_to_the_better_score_and_nested_objects_stay() {
    let found = [(
        Tile::whole(640, 480),
        vec![
            seen(ThreatClass::Pistol, 0.6, [100.0, 100.0, 200.0, 150.0]),
            seen(ThreatClass::Revolver, 0.7, [105.0, 100.0, 200.0, 150.0]),
            seen(ThreatClass::Magazine, 0.8, [220.0, 150.0, 60.0, 90.0]),
        ],
    )];
    let classes: Vec<_> = fuse(&found, (640, 480)).into_iter().map(|d| d.class).collect();
    assert_eq!(classes, [ThreatClass::Magazine, ThreatClass::Revolver]);
}

#[test]
fn a_conflict_never_turns_an_alarm_into_none() {
    let mut options = FuseOptions::default();
    options.thresholds[ThreatClass::Revolver.index()] = 0.9;
    let found = [(
        Tile::whole(640, 480),
        vec![
            seen(ThreatClass::Pistol, 0.6, [100.0, 100.0, 200.0, 150.0]),
            seen(ThreatClass::Revolver, 0.7, [105.0, 100.0, 200.0, 150.0]),
        ],
    )];
    assert_eq!(fuse_tiles(&found, (640, 480), &options)[0].class, ThreatClass::Pistol);
}

#[test]
fn boxes_that_are_none_are_left_out() {
    let found = [(
        Tile::whole(100, 100),
        vec![
            seen(ThreatClass::Pistol, f32::NAN, [0.0, 0.0, 10.0, 10.0]),
            seen(ThreatClass::Pistol, 0.9, [f32::NAN, 0.0, 10.0, 10.0]),
            seen(ThreatClass::Pistol, 0.9, [200.0, 0.0, 10.0, 10.0]),
            seen(ThreatClass::Pistol, 0.9, [90.0, 90.0, 30.0, 30.0]),
        ],
    )];
    let fused = fuse(&found, (100, 100));
    assert_eq!(fused.len(), 1);
    assert_eq!(fused[0].bbox, PixelBox::from([90.0, 90.0, 10.0, 10.0]));
}

#[test]
fn an_alarm_whose_holder_gives_way_to_a_box_elsewhere_comes_back() {
    let tiles = [Tile::whole(1400, 800), LEFT, RIGHT];
    let whole = seen(ThreatClass::ALL[9], 0.78, [629.0, 563.0, 512.0, 227.0]);
    // Holds the cut alarm, takes its class, and then overlaps `whole` enough to be the same object.
    let holder = seen(ThreatClass::ALL[0], 0.0, [673.0, 503.0, 322.0, 297.0]);
    let cut = seen(ThreatClass::ALL[9], 0.74, [859.0, 533.0, 1.0, 1.0]);
    let found = [(tiles[0], vec![whole]), (tiles[1], vec![cut]), (tiles[2], vec![holder])];
    let options = FuseOptions { thresholds: [0.05; ThreatClass::ALL.len()], ..FuseOptions::default() };
    let boxes: Vec<PixelBox> = fuse_tiles(&found, SIZE, &options).iter().map(|found| found.bbox).collect();
    assert_eq!(boxes, [whole.bbox, cut.bbox]);
}

/// A detector without error: in each tile it finds the visible part of each object.
fn perfect_detector(tiles: &[Tile], objects: &[[usize; 4]]) -> Vec<(Tile, Vec<Detection>)> {
    let visible = |tile: &Tile| {
        let area = PixelBox::from([tile.x, tile.y, tile.width, tile.height].map(|v| v as f32));
        objects
            .iter()
            .map(|object| shared_area(&PixelBox::from(object.map(|v| v as f32)), &area))
            .filter(|bbox| bbox.area() > 0.0)
            .map(|bbox| Detection { class: ThreatClass::Pistol, score: 0.9, bbox })
            .collect()
    };
    tiles.iter().map(|tile| (*tile, visible(tile))).collect()
}

fn sorted(found: &[Detection]) -> Vec<[i64; 4]> {
    let mut boxes: Vec<_> = found.iter().map(|d| <[f32; 4]>::from(d.bbox).map(|v| v.round() as i64)).collect();
    boxes.sort_unstable();
    boxes
}

/// Separate rectangles: each in a cell of its own of a grid over the picture.
fn separate_objects(
    width: usize,
    height: usize,
    cells: &[(usize, usize, usize, usize)],
    columns: usize,
) -> Vec<[usize; 4]> {
    let rows = cells.len().div_ceil(columns);
    let (cell_w, cell_h) = (width / columns, height / rows);
    let place = |(index, &(x, y, w, h)): (usize, &(usize, usize, usize, usize))| {
        let (left, top) = (index % columns * cell_w, index / columns * cell_h);
        let (x, y) = (x % (cell_w / 2), y % (cell_h / 2));
        [left + x, top + y, (w % cell_w).clamp(4, cell_w - x - 2), (h % cell_h).clamp(4, cell_h - y - 2)]
    };
    cells.iter().enumerate().filter(|(_, cell)| cell.2 % 3 > 0).map(place).collect()
}

proptest! {
    #[test]
    fn skipping_air_loses_no_detection_and_gives_the_regions_of_full_tiling(
        width in 300usize..2500, height in 300usize..900, columns in 1usize..4,
        cells in prop::collection::vec((0usize..2000, 0usize..2000, 0usize..2000, 0usize..2000), 1..9),
        size in 128u32..400,
    ) {
        let objects = separate_objects(width, height, &cells, columns);
        let mut air = Plane::filled(width, height, true);
        for &[x, y, w, h] in &objects {
            for row in y..y + h {
                air.data_mut()[row * width + x..row * width + x + w].fill(false);
            }
        }
        let options = TileOptions { size, ..TileOptions::default() };
        let skipping = tile::plan(&air, &options);
        let full = tile::plan(&Plane::filled(width, height, false), &options);
        let extent = (width as u32, height as u32);

        let found = fuse(&perfect_detector(&skipping.tiles, &objects), extent);
        let reference = fuse(&perfect_detector(&full.tiles, &objects), extent);
        let mut truth: Vec<_> = objects.iter().map(|object| object.map(|v| v as i64)).collect();
        truth.sort_unstable();
        prop_assert_eq!(sorted(&found), sorted(&reference));
        prop_assert_eq!(sorted(&found), truth);
    }

    #[test]
    fn no_alarm_is_lost_whatever_the_boxes_and_the_order_of_tiles_does_not_matter(
        boxes in prop::collection::vec(
            (0usize..15, 0.0f32..1.0, 0.0f32..1300.0, 0.0f32..700.0, 1.0f32..600.0, 1.0f32..400.0, 0usize..4), 0..60,
        ),
        thresholds in prop::array::uniform15(0.05f32..0.95),
    ) {
        let tiles = [Tile::whole(1400, 800), LEFT, RIGHT, tile(300, 100, 400, 400)];
        let mut found: Vec<(Tile, Vec<Detection>)> = tiles.iter().map(|tile| (*tile, Vec::new())).collect();
        for (class, score, x, y, w, h, index) in boxes {
            found[index].1.push(seen(ThreatClass::ALL[class], score, [x, y, w, h]));
        }
        let options = FuseOptions { thresholds, ..FuseOptions::default() };
        let alarms = |d: &&Detection| d.score >= thresholds[d.class.index()];
        let fused = fuse_tiles(&found, SIZE, &options);
        for detection in found.iter().flat_map(|(_, list)| list).filter(alarms) {
            prop_assert!(fused.iter().filter(alarms).any(|f| f.bbox.intersection(&detection.bbox) > 0.0));
        }
        found.reverse();
        prop_assert_eq!(fuse_tiles(&found, SIZE, &options), fused);
    }
}

fn region(id: u32, view: usize, class: ThreatClass, x: f32, width: f32) -> Region {
    Region {
        id,
        view,
        class,
        group: class.group(),
        score: 0.8,
        threshold: 0.5,
        alarm: true,
        bbox: [x, 10.0, width, 40.0].into(),
        z_eff: None,
        size_mm: None,
        linked: Vec::new(),
    }
}

#[test]
fn views_are_linked_by_the_column_of_the_belt_and_never_merged() {
    // The second view has half the pixels along the belt, and its parcel starts elsewhere.
    let belts = [Some([100.0, 1100.0]), Some([20.0, 520.0])];
    let mut regions = [
        region(1, 0, ThreatClass::Pistol, 300.0, 200.0),
        region(2, 1, ThreatClass::Pistol, 122.0, 95.0),
        region(3, 0, ThreatClass::Cartridge, 305.0, 190.0),
        region(4, 0, ThreatClass::Pistol, 800.0, 100.0),
        region(5, 1, ThreatClass::Revolver, 118.0, 100.0),
    ];
    link_views(&mut regions, &belts);
    let links: Vec<_> = regions.iter().map(|region| region.linked.clone()).collect();
    assert_eq!(links, [vec![2], vec![1], vec![], vec![], vec![]]);
}

#[test]
fn three_views_link_in_pairs_and_unknown_belts_link_to_none() {
    let shown = |view| region(view as u32 + 1, view, ThreatClass::Pistol, 40.0, 20.0);
    let mut regions = [shown(0), shown(1), shown(2), shown(3)];
    link_views(&mut regions, &[Some([0.0, 100.0]), Some([0.0, 100.0]), Some([0.0, 100.0]), Some([5.0, 5.0])]);
    let links: Vec<_> = regions.iter().map(|region| region.linked.clone()).collect();
    assert_eq!(links, [vec![2, 3], vec![1, 3], vec![1, 2], vec![]]);
}
