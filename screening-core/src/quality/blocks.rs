//! The picture in blocks of 8 x 8 pixels: what is air, matter, dense, saturated.

use std::{borrow::Cow, ops::Range};

use super::{background::Background, samples::Samples};
use crate::scan::Plane;

/// Side of a block in pixels.
pub(super) const SIDE: usize = 8;

/// Pixels of a block that must be matter for the block to belong to a parcel: more than a few specks of noise.
const MATTER_PIXELS: u8 = 6;

/// No pixel with a sample above this is dense.
const DARK: u8 = 64;

/// Samples from here on are at the upper end of the scale.
const BURNT: u8 = 254;

/// Blocks with at least this share of dense pixels make up dense areas.
const DENSE_SHARE: f32 = 0.5;

#[derive(Clone, Copy, Default)]
struct Block {
    /// Nothing but plain background.
    air: bool,
    matter: u8,
    dense: u8,
    saturated: u8,
    /// Largest distance below air.
    depth: u8,
}

/// One entry for each block, row by row; the last column and row may be narrower.
pub(super) struct Grid {
    pub(super) columns: usize,
    pub(super) rows: usize,
    blocks: Vec<Block>,
    matter_pixels: usize,
    /// Depth below air of the picture's left and right columns, from top to bottom, each with a column further in.
    pub(super) sides: [Vec<[u8; 2]>; 2],
}

/// Dense areas that are more than specks.
pub(super) struct Dense {
    pub(super) mask: Plane<bool>,
    /// Dense pixels in the mask.
    pub(super) pixels: usize,
    /// Dense pixels of the largest connected area.
    pub(super) largest: usize,
}

impl Grid {
    /// One pass over the picture: eight rows at a time are folded into one row of extremes, sums and counts, sample by
    /// sample, and blocks are read off that. Only blocks that may hold dense or saturated pixels are visited pixel by pixel.
    pub(super) fn of(samples: &Samples<'_>, background: &Background) -> Self {
        let (width, height, channels) = (samples.width(), samples.height(), samples.channels());
        let (columns, rows) = (width.div_ceil(SIDE), height.div_ceil(SIDE));
        let mut blocks = Vec::with_capacity(columns * rows);
        let air: Vec<u8> = background.colour[..channels].iter().copied().cycle().take(width * channels).collect();
        let air_sum: u32 = background.colour[..channels].iter().map(|&v| u32::from(v)).sum();
        let mut fold = Fold::new(width * channels);
        let mut matter_pixels = 0;
        let mut sides = [Vec::with_capacity(height), Vec::with_capacity(height)];
        let inset = super::hull::inset(width);
        for block_row in 0..rows {
            let top = block_row * SIDE;
            let lines: Vec<_> = (top..(top + SIDE).min(height)).map(|y| samples.row(y)).collect();
            fold.clear();
            for line in &lines {
                fold.add(line, &air, background.matter_limit);
                let depth = |x: usize| background.depth(&line[x * channels..(x + 1) * channels]);
                sides[0].push([depth(0), depth(inset)]);
                sides[1].push([depth(width - 1), depth(width - 1 - inset)]);
            }
            for column in 0..columns {
                let from = column * SIDE * channels;
                let to = (from + SIDE * channels).min(width * channels);
                let pixels = lines.len() * (to - from) / channels;
                let deepest = fold.deepest[from..to].iter().copied().fold(0, u8::max);
                let lightest = fold.lightest[from..to].iter().copied().fold(0, u8::max);
                let sum: u32 = fold.sums[from..to].iter().map(|&v| u32::from(v)).sum();
                let shift = (sum as f32 / pixels as f32 - air_sum as f32).abs();
                let quiet = deepest.max(lightest) <= background.pixel_limit && shift <= background.mean_limit;
                let mut block = Block { air: background.found && quiet, depth: deepest, ..Block::default() };
                if !block.air {
                    matter_pixels += pixels;
                    // A pixel is matter when one channel says so; the channel that says it most often stands for all.
                    block.matter = fold.over[from..to]
                        .chunks_exact(channels)
                        .map(|over| over.iter().copied().fold(0, u8::max))
                        .sum();
                    let ends = (0..channels).all(|c| {
                        let reached =
                            |samples: &[u8]| samples[from + c..to].iter().step_by(channels).copied().fold(0, u8::max);
                        background.colour[c].saturating_sub(reached(&fold.deepest)) <= DARK
                            || background.colour[c].saturating_add(reached(&fold.lightest)) >= BURNT
                    });
                    if ends && channels == 3 {
                        block.visit::<3>(samples, background, &lines, from..to, top);
                    } else if ends {
                        block.visit::<1>(samples, background, &lines, from..to, top);
                    }
                }
                blocks.push(block);
            }
        }
        Self { columns, rows, blocks, matter_pixels, sides }
    }

    /// Pixels of all blocks that are not air.
    pub(super) fn matter_pixels(&self) -> usize {
        self.matter_pixels
    }

    /// Saturated pixels, dense areas left out: black ones there were counted as both.
    pub(super) fn saturated(&self, dense_pixels: usize) -> usize {
        self.blocks.iter().map(|b| usize::from(b.saturated)).sum::<usize>().saturating_sub(dense_pixels)
    }

    /// Whether a block belongs to a parcel.
    pub(super) fn is_matter(&self, column: usize, row: usize) -> bool {
        self.blocks[row * self.columns + column].matter >= MATTER_PIXELS
    }

    /// Largest distance below air in a block.
    pub(super) fn depth(&self, column: usize, row: usize) -> u8 {
        self.blocks[row * self.columns + column].depth
    }

    /// Air, pixel by pixel: blocks of plain background whose neighbours are plain background too.
    pub(super) fn air_mask(&self, width: usize, height: usize) -> Plane<bool> {
        let mut mask = Plane::filled(width, height, false);
        if width == 0 {
            return mask;
        }
        let mut quiet = vec![false; self.columns];
        for (row, lines) in mask.data_mut().chunks_mut(width * SIDE).enumerate() {
            for (column, quiet) in quiet.iter_mut().enumerate() {
                *quiet = self.around(column, row).all(|index| self.blocks[index].air);
            }
            for line in lines.chunks_exact_mut(width) {
                for (pixels, &quiet) in line.chunks_mut(SIDE).zip(&quiet) {
                    pixels.fill(quiet);
                }
            }
        }
        mask
    }

    /// The block and its neighbours within the grid.
    fn around(&self, column: usize, row: usize) -> impl Iterator<Item = usize> + '_ {
        let columns = column.saturating_sub(1)..(column + 2).min(self.columns);
        (row.saturating_sub(1)..(row + 2).min(self.rows))
            .flat_map(move |r| columns.clone().map(move |c| r * self.columns + c))
    }

    /// Connected blocks that are mostly dense, and the dense pixels in and beside them.
    pub(super) fn dense_areas(&self, samples: &Samples<'_>) -> Dense {
        let (width, height, channels) = (samples.width(), samples.height(), samples.channels());
        let mut mask = Plane::filled(width, height, false);
        let full = (SIDE * SIDE) as f32 * DENSE_SHARE;
        let core: Vec<bool> = self.blocks.iter().map(|b| f32::from(b.dense) >= full).collect();
        let mut area = vec![0usize; self.blocks.len()];
        let mut largest = 0;
        for (index, component) in components(self.columns, self.rows, &core).into_iter().enumerate() {
            let mut members = component.clone();
            members.extend(component.iter().flat_map(|&b| self.around(b % self.columns, b / self.columns)));
            members.sort_unstable();
            members.dedup();
            largest = largest.max(members.iter().map(|&b| usize::from(self.blocks[b].dense)).sum());
            for b in members {
                area[b] = index + 1;
            }
        }
        let mut pixels = 0;
        for (row, areas) in area.chunks_exact(self.columns.max(1)).enumerate() {
            if areas.iter().all(|&a| a == 0) {
                continue;
            }
            for y in row * SIDE..((row + 1) * SIDE).min(height) {
                let line = samples.row(y);
                for (column, _) in areas.iter().enumerate().filter(|&(_, &a)| a > 0) {
                    for x in column * SIDE..((column + 1) * SIDE).min(width) {
                        let dense = samples.is_dense(x, y, &line[x * channels..(x + 1) * channels]);
                        mask.data_mut()[y * width + x] = dense;
                        pixels += usize::from(dense);
                    }
                }
            }
        }
        Dense { mask, pixels, largest }
    }
}

impl Block {
    /// Counts dense and saturated pixels among the samples `range` of some lines of `C` channels.
    fn visit<const C: usize>(
        &mut self,
        samples: &Samples<'_>,
        background: &Background,
        lines: &[Cow<'_, [u8]>],
        range: Range<usize>,
        top: usize,
    ) {
        let zero_is_the_end = samples.zero_is_the_end();
        let burnt_is_no_air = background.colour.iter().all(|&air| air < 248);
        for (line, y) in lines.iter().zip(top..) {
            for (pixel, x) in line[range.clone()].as_chunks::<C>().0.iter().zip(range.start / C..) {
                if pixel.iter().all(|&v| v <= DARK) {
                    self.dense += u8::from(samples.is_dense(x, y, pixel));
                    self.saturated += u8::from(zero_is_the_end && pixel.iter().all(|&v| v <= 1));
                } else if burnt_is_no_air && pixel.iter().all(|&v| v >= BURNT) {
                    self.saturated += 1;
                }
            }
        }
    }
}

/// Rows folded into one, sample by sample. Plain loops over equal slices: the compiler makes vector code of them.
struct Fold {
    /// Largest distance below air.
    deepest: Vec<u8>,
    /// Largest distance above air.
    lightest: Vec<u8>,
    /// Rows in which the sample was matter.
    over: Vec<u8>,
    sums: Vec<u16>,
}

impl Fold {
    fn new(len: usize) -> Self {
        Self { deepest: vec![0; len], lightest: vec![0; len], over: vec![0; len], sums: vec![0; len] }
    }

    fn clear(&mut self) {
        self.deepest.fill(0);
        self.lightest.fill(0);
        self.over.fill(0);
        self.sums.fill(0);
    }

    /// At most 8 rows, so that nothing wraps.
    fn add(&mut self, line: &[u8], air: &[u8], matter_limit: u8) {
        for ((deepest, &value), &air) in self.deepest.iter_mut().zip(line).zip(air) {
            *deepest = (*deepest).max(air.saturating_sub(value));
        }
        for ((lightest, &value), &air) in self.lightest.iter_mut().zip(line).zip(air) {
            *lightest = (*lightest).max(value.saturating_sub(air));
        }
        for ((over, &value), &air) in self.over.iter_mut().zip(line).zip(air) {
            *over = over.wrapping_add(u8::from(air.saturating_sub(value) > matter_limit));
        }
        for (sum, &value) in self.sums.iter_mut().zip(line) {
            *sum = sum.wrapping_add(u16::from(value));
        }
    }
}

/// Connected sets (8 neighbours) of `true` cells, as indices; none is empty.
pub(super) fn components(columns: usize, rows: usize, cells: &[bool]) -> Vec<Vec<usize>> {
    let mut open = cells.to_vec();
    let mut found = Vec::new();
    let mut queue = Vec::new();
    for start in 0..open.len() {
        if !std::mem::take(&mut open[start]) {
            continue;
        }
        let mut members = Vec::new();
        queue.push(start);
        while let Some(cell) = queue.pop() {
            members.push(cell);
            let (column, row) = (cell % columns, cell / columns);
            for r in row.saturating_sub(1)..(row + 2).min(rows) {
                for c in column.saturating_sub(1)..(column + 2).min(columns) {
                    if std::mem::take(&mut open[r * columns + c]) {
                        queue.push(r * columns + c);
                    }
                }
            }
        }
        found.push(members);
    }
    found
}
