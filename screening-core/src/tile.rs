//! Which regions of a view go through the detector.
//!
//! The detector sees 640 x 640 pixels or so, whatever the view's size. The whole parcel in one
//! *overview* is its main pass: it matches the way detectors are trained and shows every object
//! uncut. On pictures larger than that, a grid of finer tiles finds what the overview's reduction
//! makes too small. Between the two, levels of doubling side with half overlap keep the promise
//! that an object of any size is seen whole, and not too small, by some tile: this is what makes a
//! scan of 16,000 columns work without one overview in which nothing can be told apart.
//!
//! The finest grid depends on the picture's size alone. A tile is left out only when each of its
//! pixels is air, so the tiles that run are exactly those of a full tiling that show anything.

use crate::scan::Plane;

/// A region of a view that goes through the detector, resized to the model's input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tile {
    /// Left edge, pixels of the view.
    pub x: u32,
    /// Top edge, pixels of the view.
    pub y: u32,
    /// Columns; at least 1, and `x + width` lies within the view.
    pub width: u32,
    /// Rows; at least 1, and `y + height` lies within the view.
    pub height: u32,
    /// Coarser than the finest grid: shows the whole parcel, or a long part of a long scan.
    pub overview: bool,
}

impl Tile {
    /// One tile that is the whole of a view of `width` x `height` pixels.
    pub fn whole(width: u32, height: u32) -> Self {
        Self { x: 0, y: 0, width, height, overview: true }
    }

    /// First column to the right of the tile.
    pub fn right(&self) -> u32 {
        self.x + self.width
    }

    /// First row below the tile.
    pub fn bottom(&self) -> u32 {
        self.y + self.height
    }
}

/// How a view is cut into tiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TileOptions {
    /// Side of the finest tiles in source pixels; less than [`TileOptions::MIN_SIZE`] is taken as that.
    pub size: u32,
    /// Least overlap of neighbours in the finest grid, as a share of the side, 0 to 0.9.
    pub overlap: f32,
    /// A parcel whose longer side is at most this many tile sides is one tile, 1 to 4.
    pub single: f32,
    /// Longest overview, as a multiple of the parcel's shorter side; at least 2.
    pub overview_max_aspect: f32,
}

impl TileOptions {
    /// Smallest side of a tile, in pixels.
    pub const MIN_SIZE: u32 = 64;
}

impl Default for TileOptions {
    /// Tiles of 800 pixels: on a 1280 x 960 picture an object is 1.6 times as large in a tile as in
    /// the overview, the end of the scale range that the shipped detector was trained on.
    fn default() -> Self {
        Self { size: 800, overlap: 0.25, single: 1.3, overview_max_aspect: 8.0 }
    }
}

/// The tiles of one view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TilePlan {
    /// Overviews first, coarse to fine.
    pub tiles: Vec<Tile>,
    /// Tiles of the finest grid left out because they hold air alone.
    pub skipped: u32,
}

/// Overlap of neighbours in the levels above the finest grid. They are few, so half is cheap, and
/// it means that an object of up to half a tile is whole in one of them.
const COARSE_OVERLAP: f32 = 0.5;

/// Air kept around the parcel in an overview, as a share of its longer side: an object at the
/// parcel's wall must not look cut.
const MARGIN: f32 = 0.02;

/// Plans the tiles of a view from its air mask (`true` = nothing there), which has the view's size.
///
/// Every pixel that is not air lies in a tile of each level. A view of air alone has no tiles.
pub fn plan(air: &Plane<bool>, options: &TileOptions) -> TilePlan {
    let (Ok(width), Ok(height)) = (u32::try_from(air.width()), u32::try_from(air.height())) else {
        return TilePlan::default();
    };
    let size = options.size.max(TileOptions::MIN_SIZE);
    let single = size as f32 * finite_within(options.single, 1.0, 4.0);
    let mut fine = grid(&Tile::whole(width, height), size, size, finite_within(options.overlap, 0.0, 0.9), false);
    let all = fine.len();
    fine.retain(|tile| !is_air(air, tile));
    let skipped = u32::try_from(all - fine.len()).unwrap_or(u32::MAX);

    let Some(hull) = hull(air) else {
        return TilePlan { tiles: Vec::new(), skipped };
    };
    let longer = hull.width.max(hull.height);
    if longer as f32 <= single {
        return TilePlan { tiles: vec![hull], skipped };
    }

    let shorter = hull.width.min(hull.height);
    let reach = (shorter as f32 * finite_within(options.overview_max_aspect, 2.0, 1e4)).max(single) as u32;
    let mut tiles = grid(&hull, reach.min(longer), reach.min(longer), COARSE_OVERLAP, true);
    let sides = std::iter::successors(Some(size.saturating_mul(2)), |side| side.checked_mul(2));
    let mut levels: Vec<u32> = sides.take_while(|&side| side as f32 * 1.3 < reach.min(longer) as f32).collect();
    levels.reverse();
    for side in levels {
        tiles.extend(grid(&hull, side, side, COARSE_OVERLAP, true));
    }
    tiles.retain(|tile| !is_air(air, tile));
    tiles.append(&mut fine);
    TilePlan { tiles, skipped }
}

/// `value` within the bounds; the lower one for what is not a number.
fn finite_within(value: f32, least: f32, most: f32) -> f32 {
    if value.is_nan() { least } else { value.clamp(least, most) }
}

/// Evenly spread tiles of at most `width` x `height` that cover `area`, row by row.
fn grid(area: &Tile, width: u32, height: u32, overlap: f32, overview: bool) -> Vec<Tile> {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let columns = starts(area.width, width, overlap);
    let rows = starts(area.height, height, overlap);
    let place = |y: u32| columns.iter().map(move |x| Tile { x: area.x + x, y: area.y + y, width, height, overview });
    rows.iter().flat_map(|&y| place(y)).collect()
}

/// First pixels of windows of `side` that cover `length`, neighbours overlapping by at least `overlap`.
fn starts(length: u32, side: u32, overlap: f32) -> Vec<u32> {
    if length == 0 || side == 0 {
        return Vec::new();
    }
    let stride = ((side as f32 * (1.0 - overlap)) as u32).clamp(1, side);
    let room = length - side;
    let gaps = room.div_ceil(stride);
    (0..=gaps).map(|i| if gaps == 0 { 0 } else { (u64::from(room) * u64::from(i) / u64::from(gaps)) as u32 }).collect()
}

/// Whether each pixel of the tile is air.
fn is_air(air: &Plane<bool>, tile: &Tile) -> bool {
    let columns = tile.x as usize..tile.right() as usize;
    (tile.y as usize..tile.bottom() as usize).all(|y| all_true(&air.row(y)[columns.clone()]))
}

/// Whether all samples are true. Blocks without an early exit inside, which the compiler vectorises.
fn all_true(samples: &[bool]) -> bool {
    samples.chunks(256).all(|block| block.iter().fold(true, |all, &sample| all & sample))
}

/// The box around everything that is not air, with [`MARGIN`], as an overview; none in air alone.
fn hull(air: &Plane<bool>) -> Option<Tile> {
    let mut bounds: Option<[usize; 4]> = None;
    for y in (0..air.height()).filter(|&y| !all_true(air.row(y))) {
        let row = air.row(y);
        let first = row.iter().position(|&air| !air)?;
        let last = row.iter().rposition(|&air| !air)?;
        let [x0, y0, x1, _] = bounds.unwrap_or([first, y, last, y]);
        bounds = Some([x0.min(first), y0, x1.max(last), y]);
    }
    let [x0, y0, x1, y1] = bounds?;
    let margin = (((x1 - x0).max(y1 - y0) + 1) as f32 * MARGIN).ceil() as usize;
    let (left, top) = (x0.saturating_sub(margin), y0.saturating_sub(margin));
    let right = (x1 + 1 + margin).min(air.width());
    let bottom = (y1 + 1 + margin).min(air.height());
    Some(Tile {
        x: left as u32,
        y: top as u32,
        width: (right - left) as u32,
        height: (bottom - top) as u32,
        overview: true,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Air with matter in the given rectangles `[x, y, width, height]`, cut at the picture's edge.
    fn air_with(width: usize, height: usize, matter: &[[usize; 4]]) -> Plane<bool> {
        let mut air = Plane::filled(width, height, true);
        for &[x, y, w, h] in matter {
            for row in y..(y + h).min(height) {
                for column in x..(x + w).min(width) {
                    air.data_mut()[row * width + column] = false;
                }
            }
        }
        air
    }

    fn holds(tile: &Tile, [x, y, w, h]: [usize; 4]) -> bool {
        tile.x as usize <= x
            && tile.y as usize <= y
            && x + w <= tile.right() as usize
            && y + h <= tile.bottom() as usize
    }

    #[test]
    fn a_small_picture_is_one_tile() {
        for (width, height) in [(1, 1), (640, 480), (1040, 300)] {
            let plan = plan(&air_with(width, height, &[[0, 0, width, height]]), &TileOptions::default());
            assert_eq!(plan.tiles, [Tile::whole(width as u32, height as u32)]);
            assert_eq!(plan.skipped, 0);
        }
    }

    #[test]
    fn a_small_parcel_in_a_large_picture_is_one_tile_around_it() {
        let plan = plan(&air_with(3000, 2000, &[[1000, 700, 500, 400]]), &TileOptions::default());
        assert_eq!(plan.tiles, [Tile { x: 990, y: 690, width: 520, height: 420, overview: true }]);
        assert!(plan.skipped > 0);
    }

    #[test]
    fn a_full_1280_by_960_picture_is_an_overview_and_four_tiles() {
        let plan = plan(&air_with(1280, 960, &[[0, 0, 1280, 960]]), &TileOptions::default());
        assert_eq!(plan.tiles[0], Tile::whole(1280, 960));
        assert_eq!(plan.tiles.len(), 5);
        assert!(plan.tiles[1..].iter().all(|tile| !tile.overview && tile.width == 800 && tile.height == 800));
    }

    #[test]
    fn air_alone_and_nothing_have_no_tiles() {
        assert_eq!(plan(&Plane::filled(900, 700, true), &TileOptions::default()).tiles, []);
        assert_eq!(plan(&Plane::filled(0, 0, true), &TileOptions::default()), TilePlan::default());
    }

    #[test]
    fn a_long_line_scan_has_bounded_tiles_of_every_scale() {
        let plan = plan(&air_with(16_000, 2_000, &[[0, 0, 16_000, 2_000]]), &TileOptions::default());
        assert!(plan.tiles.len() < 160, "{}", plan.tiles.len());
        for side in [800, 1600, 3200, 6400, 16_000] {
            assert!(plan.tiles.iter().any(|tile| tile.width == side), "no tile of {side} columns");
        }
        // A rifle of 1.1 m at 0.4 mm a pixel is whole in a tile of no more than 6400 columns wherever it lies.
        for x in (0..16_000 - 2750).step_by(50) {
            assert!(plan.tiles.iter().any(|tile| tile.width <= 6400 && holds(tile, [x, 900, 2750, 300])), "at {x}");
        }
    }

    #[test]
    fn a_very_long_scan_has_several_overviews_of_bounded_aspect() {
        let plan = plan(&air_with(20_000, 400, &[[0, 0, 20_000, 400]]), &TileOptions::default());
        let widest: Vec<_> = plan.tiles.iter().filter(|tile| tile.width == 3200).collect();
        assert!(plan.tiles.iter().all(|tile| tile.width <= 3200));
        assert!(widest.len() > 6);
        assert!(widest.windows(2).all(|pair| pair[0].right() >= pair[1].x + 1600));
    }

    #[test]
    fn senseless_options_still_cover_the_picture() {
        let air = air_with(700, 500, &[[0, 0, 700, 500]]);
        for overlap in [f32::NAN, -1.0, 7.0] {
            let options = TileOptions { size: 0, overlap, single: f32::NAN, overview_max_aspect: f32::NAN };
            let plan = plan(&air, &options);
            let fine: Vec<_> = plan.tiles.iter().filter(|tile| !tile.overview).collect();
            for (x, y) in [(0, 0), (699, 0), (0, 499), (699, 499), (350, 250)] {
                assert!(fine.iter().any(|tile| holds(tile, [x, y, 1, 1])));
            }
        }
    }

    proptest! {
        #[test]
        fn only_air_is_left_out_and_everything_else_is_covered(
            width in 1usize..700, height in 1usize..400,
            matter in prop::collection::vec(prop::array::uniform4(0usize..500), 0..5),
            size in 64u32..200, overlap in 0.0f32..0.6,
        ) {
            let air = air_with(width, height, &matter.iter().map(|m| [m[0], m[1], m[2] / 8, m[3] / 8]).collect::<Vec<_>>());
            let options = TileOptions { size, overlap, ..TileOptions::default() };
            let plan = plan(&air, &options);
            let full = super::plan(&Plane::filled(width, height, false), &options);
            let fine: Vec<Tile> = plan.tiles.iter().copied().filter(|tile| !tile.overview).collect();

            for tile in &plan.tiles {
                prop_assert!(tile.right() as usize <= width && tile.bottom() as usize <= height);
                prop_assert!(!is_air(&air, tile), "a tile of air alone runs");
            }
            if !fine.is_empty() {
                // The grid is the full tiling's own, and each tile of it that shows anything is there.
                let showing: Vec<Tile> =
                    full.tiles.iter().copied().filter(|tile| !tile.overview && !is_air(&air, tile)).collect();
                prop_assert_eq!(&fine, &showing);
            }
            for y in 0..height {
                for x in (0..width).filter(|&x| !air.at(x, y)) {
                    prop_assert!(plan.tiles.iter().any(|tile| tile.overview && holds(tile, [x, y, 1, 1])));
                    prop_assert!(fine.is_empty() || fine.iter().any(|tile| holds(tile, [x, y, 1, 1])));
                }
            }
        }

        #[test]
        fn an_object_of_any_size_is_whole_in_a_tile_that_shows_it_large_enough(
            width in 300usize..3000, height in 300usize..1200,
            x in 0usize..3000, y in 0usize..1200, w in 8usize..900, h in 8usize..900,
        ) {
            let object = [x % width, y % height, w.min(width - x % width), h.min(height - y % height)];
            let options = TileOptions { size: 128, ..TileOptions::default() };
            let plan = plan(&air_with(width, height, &[[0, 0, width, height]]), &options);
            // At least an eighth of the tile's side, or as large as the finest tiles show it.
            let extent = object[2].max(object[3]) as u32;
            let seen = |tile: &Tile| tile.width.max(tile.height) <= (extent * 8).max(options.size);
            prop_assert!(plan.tiles.iter().any(|tile| holds(tile, object) && seen(tile)), "{object:?}");
        }
    }
}
