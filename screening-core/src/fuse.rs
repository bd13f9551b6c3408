//! Boxes of one object, from several tiles or views, become one region.
//!
//! Within a view the same object is seen by the overview and by overlapping tiles, whole in some and
//! cut by the border of others. A box that ends at a border inside the picture is *cut* and says
//! where something is, but not how far it reaches, so:
//! 1. a coarse box that finer tiles resolve into several objects gives way to them;
//! 2. of whole boxes that overlap enough the best stays;
//! 3. a cut box inside a whole one of another tile is a part of that object;
//! 4. cut boxes that agree in the area both their tiles show are one object that no tile shows whole.
//!
//! "Best" is whether a box reaches its class's threshold, then its score. So fusing never turns an
//! alarm into none: what alarms gives way only to what alarms too, and the survivor lies there. Where
//! an alarm went into a box that itself went into one elsewhere, the alarm comes back by itself.
//!
//! Views are linked, never merged: an object that one view alone shows is an alarm all the same.

use std::cmp::Ordering;

use crate::{
    detect::Detection,
    geometry::PixelBox,
    report::Region,
    taxonomy::{ThreatClass, ThreatGroup},
    tile::Tile,
};

/// How boxes are told to be of one object.
#[derive(Clone, Debug, PartialEq)]
pub struct FuseOptions {
    /// Intersection over union from which two boxes of a class, from two tiles, are one object.
    pub same_class_iou: f32,
    /// The same for two classes of one group: a conflict, which the better box wins.
    pub same_group_iou: f32,
    /// The same for classes of two groups; high, because a magazine does lie within its pistol.
    pub any_class_iou: f32,
    /// Share of the smaller box inside the larger from which they are one object, where one is cut
    /// or both are of one class and of similar size.
    pub contained: f32,
    /// Intersection over union, within the area that both tiles show, from which two cut boxes are one.
    pub seam_iou: f32,
    /// Alarm threshold of each class, by [`ThreatClass::index`].
    pub thresholds: [f32; ThreatClass::ALL.len()],
    /// At most so many boxes a view come out, the best ones.
    pub max_regions: usize,
}

impl Default for FuseOptions {
    fn default() -> Self {
        Self {
            same_class_iou: 0.5,
            same_group_iou: 0.6,
            any_class_iou: 0.85,
            contained: 0.8,
            seam_iou: 0.4,
            thresholds: [0.5; ThreatClass::ALL.len()],
            max_regions: 300,
        }
    }
}

/// Boxes that enter the comparison of each with each, the best ones: a model that fires everywhere
/// must not make the cost quadratic in all it says.
const MAX_CANDIDATES: usize = 4096;

/// How near a border counts as touching it, as a share of the tile's side: boxes of a cut object end
/// a few pixels short of the border more often than on it.
const BORDER: f32 = 0.015;

/// Least ratio of areas at which a box inside one of its class is the same object seen twice.
const SIMILAR_AREA: f32 = 0.25;

/// A box as a tile reported it.
#[derive(Clone, Copy, Debug)]
struct Piece {
    class: ThreatClass,
    score: f32,
    bbox: PixelBox,
    /// Index of the tile.
    tile: usize,
    /// Longer side of the tile in pixels: the larger, the coarser it sees.
    coarseness: u32,
    /// Ends at a border of its tile that lies inside the picture.
    cut: bool,
    /// Reaches the threshold of its class.
    alarm: bool,
}

/// Fuses the detections of a view's tiles into one box an object, highest score first.
///
/// Boxes are in pixels of the view, whose columns and rows `size` gives, and are clamped to it.
/// Boxes that are empty or not finite are left out: callers treat those as a failure of the engine.
pub fn fuse_tiles(found: &[(Tile, Vec<Detection>)], size: (u32, u32), options: &FuseOptions) -> Vec<Detection> {
    let mut pieces = collect(found, size, options);
    pieces.sort_by(better);
    pieces.truncate(MAX_CANDIDATES);
    let alarms: Vec<Piece> = pieces.iter().filter(|piece| piece.alarm).copied().collect();

    let (cut, mut whole): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(|piece| piece.cut);
    give_way_to_finer(&mut whole, options);
    let mut whole = best_of(whole, options);
    let cut = absorb(&mut whole, cut, options);
    whole.extend(join(&cut, found, options));
    whole.sort_by(better);
    let mut fused = best_of(whole, options);
    bring_back(&mut fused, &alarms);

    fused.sort_by(better);
    fused.truncate(options.max_regions);
    fused.sort_by(|a, b| b.score.total_cmp(&a.score));
    fused.into_iter().map(|p| Detection { class: p.class, score: p.score, bbox: p.bbox }).collect()
}

/// Usable boxes of all tiles, clamped to the view, with what fusing needs to know of each.
fn collect(found: &[(Tile, Vec<Detection>)], size: (u32, u32), options: &FuseOptions) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, (tile, detections)) in found.iter().enumerate() {
        for detection in detections {
            if !detection.bbox.is_finite() || !detection.score.is_finite() {
                continue;
            }
            let bbox = detection.bbox.clamped(size.0 as f32, size.1 as f32);
            if bbox.area() > 0.0 {
                pieces.push(Piece {
                    class: detection.class,
                    score: detection.score,
                    bbox,
                    tile: index,
                    coarseness: tile.width.max(tile.height),
                    cut: cut_sides(&bbox, tile, size).contains(&true),
                    alarm: detection.score >= options.thresholds[detection.class.index()],
                });
            }
        }
    }
    pieces
}

/// How close to the tile's vertical and horizontal borders a box counts as touching, in pixels.
fn border(tile: &Tile) -> (f32, f32) {
    ((tile.width as f32 * BORDER).max(2.0), (tile.height as f32 * BORDER).max(2.0))
}

/// Which sides (left, top, right, bottom) of a box end at a border of the tile inside the picture.
fn cut_sides(bbox: &PixelBox, tile: &Tile, size: (u32, u32)) -> [bool; 4] {
    let (near_x, near_y) = border(tile);
    [
        tile.x > 0 && bbox.x <= tile.x as f32 + near_x,
        tile.y > 0 && bbox.y <= tile.y as f32 + near_y,
        tile.right() < size.0 && bbox.right() >= tile.right() as f32 - near_x,
        tile.bottom() < size.1 && bbox.bottom() >= tile.bottom() as f32 - near_y,
    ]
}

/// Better first. Ties are broken by class and place, so that the result is the same whatever the
/// order in which tiles finish.
fn better(a: &Piece, b: &Piece) -> Ordering {
    let place = |p: &Piece| [p.bbox.x, p.bbox.y, p.bbox.width, p.bbox.height];
    (b.alarm.cmp(&a.alarm))
        .then(b.score.total_cmp(&a.score))
        .then(a.coarseness.cmp(&b.coarseness))
        .then(a.class.cmp(&b.class))
        .then_with(|| place(a).iter().zip(place(b)).map(|(x, y)| x.total_cmp(&y)).fold(Ordering::Equal, Ordering::then))
}

/// Share of the smaller box that lies within the other.
fn containment(a: &PixelBox, b: &PixelBox) -> f32 {
    let smaller = a.area().min(b.area());
    if smaller > 0.0 { a.intersection(b) / smaller } else { 0.0 }
}

/// Whether two whole boxes show one object.
fn same_object(a: &Piece, b: &Piece, options: &FuseOptions) -> bool {
    let iou = a.bbox.iou(&b.bbox);
    if a.class == b.class {
        // Within one tile the head has told objects apart; it saw more than the boxes.
        let similar = a.bbox.area().min(b.bbox.area()) >= SIMILAR_AREA * a.bbox.area().max(b.bbox.area());
        a.tile != b.tile
            && (iou >= options.same_class_iou || (similar && containment(&a.bbox, &b.bbox) >= options.contained))
    } else if a.class.group() == b.class.group() {
        iou >= options.same_group_iou
    } else {
        iou >= options.any_class_iou
    }
}

/// Leaves out coarse boxes that finer tiles resolve into several objects of the class.
fn give_way_to_finer(whole: &mut Vec<Piece>, options: &FuseOptions) {
    let resolved: Vec<bool> = whole.iter().map(|coarse| is_resolved(coarse, whole, options)).collect();
    let mut resolved = resolved.into_iter();
    whole.retain(|_| !resolved.next().unwrap_or(false));
}

/// Whether at least two separate boxes of clearly finer tiles fill most of `coarse`, one of them an alarm if it is.
fn is_resolved(coarse: &Piece, whole: &[Piece], options: &FuseOptions) -> bool {
    let mut parts: Vec<&Piece> = Vec::new();
    for piece in whole.iter().filter(|p| p.class == coarse.class && p.coarseness * 4 <= coarse.coarseness * 3) {
        let inside = piece.bbox.intersection(&coarse.bbox) >= options.contained * piece.bbox.area();
        let separate = parts.iter().all(|part| containment(&part.bbox, &piece.bbox) < 0.3);
        if inside && separate && piece.bbox.iou(&coarse.bbox) < 0.65 {
            parts.push(piece);
        }
    }
    let filled: f32 = parts.iter().map(|part| part.bbox.area()).sum();
    parts.len() >= 2 && filled >= 0.5 * coarse.bbox.area() && (!coarse.alarm || parts.iter().any(|part| part.alarm))
}

/// Of boxes of one object the best; `pieces` come best first and stay so.
fn best_of(pieces: Vec<Piece>, options: &FuseOptions) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if !kept.iter().any(|other| same_object(other, &piece, options)) {
            kept.push(piece);
        }
    }
    kept
}

/// Whether a cut box of `piece` can be a part of what `object` shows: a pistol's end looks like a slide.
fn may_be_part(piece: ThreatClass, object: ThreatClass) -> bool {
    piece.group() == object.group()
        || (object.group() == ThreatGroup::Firearm
            && matches!(piece.group(), ThreatGroup::Part | ThreatGroup::Magazine))
}

/// Gives cut boxes to the whole boxes of other tiles that they lie in, and returns the others.
///
/// The object keeps its extent. Its class too, since a cut box shows too little to overrule it,
/// unless the cut box alone is an alarm; of one class the better score counts.
fn absorb(whole: &mut [Piece], cut: Vec<Piece>, options: &FuseOptions) -> Vec<Piece> {
    let shown: Vec<ThreatClass> = whole.iter().map(|object| object.class).collect();
    let mut left = Vec::new();
    for piece in cut {
        let holder = whole
            .iter_mut()
            .zip(&shown)
            .filter(|(object, shown)| object.tile != piece.tile && may_be_part(piece.class, **shown))
            .map(|(object, _)| (piece.bbox.intersection(&object.bbox) / piece.bbox.area(), object))
            .filter(|(inside, _)| *inside >= options.contained)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.bbox.area().total_cmp(&a.1.bbox.area())));
        match holder {
            Some((_, object)) => {
                if piece.alarm && !object.alarm || piece.class == object.class && piece.score > object.score {
                    (object.class, object.score, object.alarm) = (piece.class, piece.score, piece.alarm);
                }
            }
            None => left.push(piece),
        }
    }
    left
}

/// Joins cut boxes of one object into one box around all of them, with the best one's class and score.
fn join(cut: &[Piece], found: &[(Tile, Vec<Detection>)], options: &FuseOptions) -> Vec<Piece> {
    let mut joined: Vec<Option<Piece>> = vec![None; cut.len()];
    let mut root: Vec<usize> = (0..cut.len()).collect();
    for a in 0..cut.len() {
        for b in 0..a {
            if agree(&cut[a], &cut[b], found, options) {
                let (from, to) = (root[a].max(root[b]), root[a].min(root[b]));
                root.iter_mut().filter(|r| **r == from).for_each(|r| *r = to);
            }
        }
    }
    // The root is the lowest index of its set, and the pieces come best first.
    for (piece, &root) in cut.iter().zip(&root) {
        let object = joined[root].get_or_insert(*piece);
        object.bbox = object.bbox.union(&piece.bbox);
    }
    joined.into_iter().flatten().collect()
}

/// Adds the alarms that no alarming box lies on any more; `alarms` come best first.
fn bring_back(fused: &mut Vec<Piece>, alarms: &[Piece]) {
    for alarm in alarms {
        if !fused.iter().any(|kept| kept.alarm && kept.bbox.intersection(&alarm.bbox) > 0.0) {
            fused.push(*alarm);
        }
    }
}

/// Whether two cut boxes of two tiles show the same where both tiles look.
fn agree(a: &Piece, b: &Piece, found: &[(Tile, Vec<Detection>)], options: &FuseOptions) -> bool {
    if a.tile == b.tile || a.class.group() != b.class.group() {
        return false;
    }
    let (tile_a, tile_b) = (&found[a.tile].0, &found[b.tile].0);
    let shared = shared_area(&reach(tile_a), &reach(tile_b));
    let (a, b) = (shared_area(&to_border(&a.bbox, tile_a), &shared), shared_area(&to_border(&b.bbox, tile_b), &shared));
    a.iou(&b) >= options.seam_iou
}

/// The tile with a little around it, so that tiles that only touch share a strip as well.
fn reach(tile: &Tile) -> PixelBox {
    let (near_x, near_y) = border(tile);
    PixelBox::from_corners(
        tile.x as f32 - near_x,
        tile.y as f32 - near_y,
        tile.right() as f32 + near_x,
        tile.bottom() as f32 + near_y,
    )
}

/// The box with each side that ends near the tile's border drawn out beyond it.
fn to_border(bbox: &PixelBox, tile: &Tile) -> PixelBox {
    let (near_x, near_y) = border(tile);
    let all = reach(tile);
    PixelBox::from_corners(
        if bbox.x <= tile.x as f32 + near_x { all.x } else { bbox.x },
        if bbox.y <= tile.y as f32 + near_y { all.y } else { bbox.y },
        if bbox.right() >= tile.right() as f32 - near_x { all.right() } else { bbox.right() },
        if bbox.bottom() >= tile.bottom() as f32 - near_y { all.bottom() } else { bbox.bottom() },
    )
}

/// What two boxes share; empty when that is nothing.
fn shared_area(a: &PixelBox, b: &PixelBox) -> PixelBox {
    let (x, y) = (a.x.max(b.x), a.y.max(b.y));
    let (width, height) = (a.right().min(b.right()) - x, a.bottom().min(b.bottom()) - y);
    PixelBox { x, y, width: width.max(0.0), height: height.max(0.0) }
}

/// Least overlap along the belt, as intersection over union, of one object in two views.
const LINK_OVERLAP: f32 = 0.5;

/// By how much of the parcel's length views may be shifted against each other.
const LINK_SLACK: f32 = 0.01;

/// Links regions of different views that show the same object: same group, same columns of the belt.
///
/// Columns run along the belt in every view, so an object spans the same share of the parcel's
/// length in each, whatever the views' sizes. `belts` gives for each view the first and last column
/// of the parcel, in pixels; a view without one is not linked. In a pair of views a region is linked
/// to at most one other, the one that fits best. No region is changed otherwise, and none removed.
pub fn link_views(regions: &mut [Region], belts: &[Option<[f32; 2]>]) {
    let spans: Vec<Option<[f32; 2]>> = regions
        .iter()
        .map(|region| {
            let [start, end] = belts.get(region.view).copied().flatten()?;
            let length = end - start;
            let [from, to] = [region.bbox.x, region.bbox.right()].map(|x| (x - start) / length);
            (length > 0.0 && from.is_finite() && to.is_finite()).then_some([from - LINK_SLACK, to + LINK_SLACK])
        })
        .collect();

    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for b in 0..regions.len() {
        for a in 0..b {
            let (Some(span_a), Some(span_b)) = (spans[a], spans[b]) else { continue };
            if regions[a].view == regions[b].view || regions[a].group != regions[b].group {
                continue;
            }
            let shared = span_a[1].min(span_b[1]) - span_a[0].max(span_b[0]);
            let overlap = shared / (span_a[1].max(span_b[1]) - span_a[0].min(span_b[0]));
            if overlap >= LINK_OVERLAP {
                // Of two that fit, the one of the same class is the likelier.
                let same_class = if regions[a].class == regions[b].class { 1.0 } else { 0.0 };
                pairs.push((overlap + same_class, a, b));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));

    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (_, a, b) in pairs {
        let (a_there, b_there) = ((a, regions[b].view), (b, regions[a].view));
        if !taken.contains(&a_there) && !taken.contains(&b_there) {
            taken.extend([a_there, b_there]);
            let (id_a, id_b) = (regions[a].id, regions[b].id);
            regions[a].linked.push(id_b);
            regions[b].linked.push(id_a);
        }
    }
    regions.iter_mut().for_each(|region| region.linked.sort_unstable());
}

#[cfg(test)]
#[path = "fuse_tests.rs"]
mod tests;
