//! Where the parcels are, and whether the picture's edge cuts one.

use super::{
    background::Background,
    blocks::{Grid, SIDE, components},
    samples::Samples,
};
use crate::geometry::PixelBox;

/// Blocks between two things of one parcel.
const GAP: usize = 2;

/// Parcels reported at most; more are specks.
const MAX_PARCELS: usize = 16;

/// A line of the belt is fainter than this, thinner than [`LINE_BLOCKS`] blocks and runs through [`LINE_SHARE`] of the
/// picture.
const LINE_DEPTH: u8 = 70;
const LINE_BLOCKS: usize = 3;
const LINE_SHARE: f32 = 0.92;

/// How much darker than air a thing at the edge must be to be a cut parcel: the rim of a tray is not.
const CUT_DEPTH: u8 = 48;

/// Share of the picture's side, and pixels at least, that a cut object covers: a touching corner or a line is not cut.
const CUT_SHARE: f32 = 0.04;
const CUT_PIXELS: usize = 12;

/// Pixels inside the edge where a cut object is looked for as well: a drawn frame is thinner.
const CUT_INSET: usize = 5;

/// Boxes of the parcels, largest first.
pub(super) fn parcels(grid: &Grid, samples: &Samples<'_>, background: &Background) -> Vec<PixelBox> {
    let (columns, rows) = (grid.columns, grid.rows);
    let mut cells: Vec<bool> =
        (0..columns * rows).map(|index| grid.is_matter(index % columns, index / columns)).collect();
    remove_lines(grid, &mut cells);
    // A lone block that hardly differs from air is noise.
    let mut found: Vec<[usize; 4]> = components(columns, rows, &grown(columns, rows, &cells))
        .into_iter()
        .filter_map(|members| {
            let matter: Vec<usize> = members.into_iter().filter(|&index| cells[index]).collect();
            let deep = matter.iter().any(|&index| grid.depth(index % columns, index / columns) > 40);
            if matter.len() < 3 && !deep {
                return None;
            }
            bounds(matter.into_iter().map(|index| (index % columns, index / columns)))
        })
        .collect();
    merge(&mut found);
    found.sort_by_key(|&[x0, y0, x1, y1]| std::cmp::Reverse((x1 - x0) * (y1 - y0)));
    found.truncate(MAX_PARCELS);
    found.into_iter().map(|cells| tightened(cells, samples, background)).collect()
}

/// Clears rows and columns of faint blocks that run through the whole picture.
fn remove_lines(grid: &Grid, cells: &mut [bool]) {
    let (columns, rows) = (grid.columns, grid.rows);
    let faint = |column: usize, row: usize| grid.depth(column, row) <= LINE_DEPTH;
    let full = |count: usize, of: usize| of >= 8 && count as f32 >= LINE_SHARE * of as f32;
    let lines_down: Vec<bool> = (0..columns)
        .map(|c| full((0..rows).filter(|&r| cells[r * columns + c] && faint(c, r)).count(), rows))
        .collect();
    let lines_across: Vec<bool> = (0..rows)
        .map(|r| full((0..columns).filter(|&c| cells[r * columns + c] && faint(c, r)).count(), columns))
        .collect();
    let thin = |lines: &[bool], at: usize| {
        let before = lines[..at].iter().rev().take_while(|&&line| line).count();
        let after = lines[at..].iter().take_while(|&&line| line).count();
        lines[at] && before + after <= LINE_BLOCKS
    };
    for r in 0..rows {
        for c in 0..columns {
            if (thin(&lines_down, c) || thin(&lines_across, r)) && faint(c, r) {
                cells[r * columns + c] = false;
            }
        }
    }
}

/// Every cell within [`GAP`] of a set one.
fn grown(columns: usize, rows: usize, cells: &[bool]) -> Vec<bool> {
    let mut across = vec![false; cells.len()];
    for (out, row) in across.chunks_mut(columns.max(1)).zip(cells.chunks(columns.max(1))) {
        for (c, _) in row.iter().enumerate().filter(|&(_, &set)| set) {
            out[c.saturating_sub(GAP)..(c + GAP + 1).min(columns)].fill(true);
        }
    }
    let mut out = vec![false; cells.len()];
    for r in 0..rows {
        for near in r.saturating_sub(GAP)..(r + GAP + 1).min(rows) {
            for c in 0..columns {
                out[r * columns + c] |= across[near * columns + c];
            }
        }
    }
    out
}

/// First and last column and row of some cells.
fn bounds(cells: impl Iterator<Item = (usize, usize)>) -> Option<[usize; 4]> {
    cells.map(|(c, r)| [c, r, c, r]).reduce(join)
}

fn join(a: [usize; 4], b: [usize; 4]) -> [usize; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// Joins boxes that overlap until none do: things inside a parcel are not parcels.
fn merge(boxes: &mut Vec<[usize; 4]>) {
    let overlap = |a: [usize; 4], b: [usize; 4]| a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
    let mut at = 0;
    while at < boxes.len() {
        match (at + 1..boxes.len()).find(|&other| overlap(boxes[at], boxes[other])) {
            Some(other) => {
                let joined = boxes.swap_remove(other);
                boxes[at] = join(boxes[at], joined);
                // The larger box may now meet one that was passed.
                at = 0;
            }
            None => at += 1,
        }
    }
}

/// From blocks to pixels: drops rows and columns of the outermost blocks that hold no matter.
fn tightened([c0, r0, c1, r1]: [usize; 4], samples: &Samples<'_>, background: &Background) -> PixelBox {
    let channels = samples.channels();
    let (left, right) = (c0 * SIDE, ((c1 + 1) * SIDE).min(samples.width()));
    let (top, bottom) = (r0 * SIDE, ((r1 + 1) * SIDE).min(samples.height()));
    let is_matter = |pixel: &[u8]| background.depth(pixel) > background.matter_limit;
    let row_has = |y: usize| samples.row(y)[left * channels..right * channels].chunks_exact(channels).any(is_matter);
    let y0 = (top..(top + SIDE).min(bottom)).find(|&y| row_has(y)).unwrap_or(top);
    let y1 = (bottom.saturating_sub(SIDE).max(y0)..bottom).rev().find(|&y| row_has(y)).map_or(bottom, |y| y + 1);
    let (mut x0, mut x1) = (right, left);
    for y in y0..y1 {
        let row = samples.row(y);
        let row = &row[left * channels..right * channels];
        let mut pixels = row.chunks_exact(channels);
        // Each side only needs the pixels that could move it.
        if let Some(first) = pixels.by_ref().take(SIDE.min(x0 - left)).position(is_matter) {
            x0 = x0.min(left + first);
        }
        if let Some(last) = row.chunks_exact(channels).rev().take(SIDE.min(right - x1)).position(is_matter) {
            x1 = x1.max(right - last);
        }
    }
    let (x0, x1) = if x0 < x1 { (x0, x1) } else { (left, right) };
    PixelBox::from_corners(x0 as f32, y0 as f32, x1 as f32, y1 as f32)
}

/// Distance from the edge at which a cut object must show as well, for a side of `side` pixels.
pub(super) fn inset(side: usize) -> usize {
    CUT_INSET.min(side.saturating_sub(1) / 8)
}

/// Whether matter runs off one of the picture's edges over a length that tells of more outside.
pub(super) fn clipped(grid: &Grid, samples: &Samples<'_>, background: &Background) -> bool {
    let (width, height, channels) = (samples.width(), samples.height(), samples.channels());
    let limit = CUT_DEPTH.max(background.matter_limit);
    let across = |edge: usize, inner: usize| {
        let (edge, inner) = (samples.row(edge), samples.row(inner));
        let depths = edge.chunks_exact(channels).zip(inner.chunks_exact(channels));
        is_cut(width, depths.map(|(edge, inner)| background.depth(edge).min(background.depth(inner)) > limit))
    };
    grid.sides.iter().any(|side| is_cut(height, side.iter().map(|&[edge, inner]| edge.min(inner) > limit)))
        || across(0, inset(height))
        || across(height - 1, height - 1 - inset(height))
}

/// Whether the longest run along an edge is that of a cut object; a gap of two pixels does not end it.
fn is_cut(side: usize, dark: impl Iterator<Item = bool>) -> bool {
    let needed = CUT_PIXELS.max((side as f32 * CUT_SHARE) as usize).min(side);
    let (mut run, mut gap) = (0, 0);
    for dark in dark {
        if dark {
            run += gap + 1;
            gap = 0;
            if run >= needed {
                return true;
            }
        } else if run > 0 {
            gap += 1;
            if gap > 2 {
                (run, gap) = (0, 0);
            }
        }
    }
    false
}
