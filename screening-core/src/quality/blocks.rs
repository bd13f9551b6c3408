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
        let mut fold = Fold::new(columns, channels);
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
            fold.gather();
            for column in 0..columns {
                let from = column * SIDE * channels;
                let to = (from + SIDE * channels).min(width * channels);
                let pixels = lines.len() * (to - from) / channels;
                // Gathered: what lies at the block's first pixel stands for all of its pixels, channel by channel.
                let (deepest, lightest) = (&fold.deepest[from..][..channels], &fold.lightest[from..][..channels]);
                let depth = deepest.iter().copied().fold(0, u8::max);
                let above = lightest.iter().copied().fold(0, u8::max);
                let sum: u32 = fold.sums[from..][..channels].iter().map(|&v| u32::from(v)).sum();
                let shift = (sum as f32 / pixels as f32 - air_sum as f32).abs();
                let quiet = depth.max(above) <= background.pixel_limit && shift <= background.mean_limit;
                let mut block = Block { air: background.found && quiet, depth, ..Block::default() };
                if !block.air {
                    matter_pixels += pixels;
                    block.matter = fold.over[from];
                    let ends =
                        background.colour.iter().zip(deepest.iter().zip(lightest)).all(|(air, (deep, light))| {
                            air.saturating_sub(*deep) <= DARK || air.saturating_add(*light) >= BURNT
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
        let mut pattern = vec![false; self.columns * SIDE];
        for (row, lines) in mask.data_mut().chunks_mut(width * SIDE).enumerate() {
            for (column, pixels) in pattern.as_chunks_mut::<SIDE>().0.iter_mut().enumerate() {
                *pixels = [self.around(column, row).all(|index| self.blocks[index].air); SIDE];
            }
            for line in lines.chunks_exact_mut(width) {
                line.copy_from_slice(&pattern[..width]);
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

/// Rows folded into one, sample by sample, and that into its blocks. Plain loops over equal slices: the compiler makes
/// vector code of them.
///
/// Rows are as long as the blocks; beyond the picture's last column they hold zeros, which change nothing.
struct Fold {
    channels: usize,
    /// Largest distance below air.
    deepest: Vec<u8>,
    /// Largest distance above air.
    lightest: Vec<u8>,
    /// Rows in which the sample was matter.
    over: Vec<u8>,
    sums: Vec<u16>,
    spare: (Vec<u8>, Vec<u16>),
}

impl Fold {
    fn new(columns: usize, channels: usize) -> Self {
        let len = columns * SIDE * channels;
        let bytes = || vec![0; len];
        let sums = || vec![0; len];
        let (deepest, lightest, over) = (bytes(), bytes(), bytes());
        Self { channels, deepest, lightest, over, sums: sums(), spare: (bytes(), sums()) }
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

    /// Brings each block's extremes, counts and sums to its first pixel; other places hold nothing of use afterwards.
    /// 64 samples of 255 do not wrap a sum.
    fn gather(&mut self) {
        let Self { channels, deepest, lightest, over, sums, spare: (bytes, words) } = self;
        // A pixel is matter when one channel says so; the channel that says it most often stands for all.
        for _ in 1..*channels {
            combine(over, bytes, 1, |a, b| a.max(b));
        }
        for half in [1, 2, 4] {
            let reach = half * *channels;
            combine(deepest, bytes, reach, |a, b| a.max(b));
            combine(lightest, bytes, reach, |a, b| a.max(b));
            combine(over, bytes, reach, |a, b| a.wrapping_add(b));
            combine(sums, words, reach, |a, b| a.wrapping_add(b));
        }
    }
}

/// Each value becomes one with that which lies `reach` further; the last ones stay.
fn combine<T: Copy>(values: &mut Vec<T>, spare: &mut Vec<T>, reach: usize, with: impl Fn(T, T) -> T) {
    let (head, tail) = (values.len().saturating_sub(reach), values.get(reach..).unwrap_or_default());
    for ((out, &here), &there) in spare.iter_mut().zip(&*values).zip(tail) {
        *out = with(here, there);
    }
    spare[head..].copy_from_slice(&values[head..]);
    std::mem::swap(values, spare);
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
