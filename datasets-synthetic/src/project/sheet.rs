//! A contact sheet: the first pictures of a batch in small, each with its box.

use std::path::Path;

use image::ExtendedColorType;

use super::{
    Projection,
    files::{FileError, png},
    paint::colours,
};

const COLUMNS: usize = 4;
const MOST: usize = 24;
/// Side of a picture on the sheet, pixels.
const SIDE: usize = 240;
const GAP: usize = 6;
const BOX: [u8; 3] = [220, 0, 0];

/// Thumbnails so far.
pub(super) struct Sheet {
    thumbs: Vec<Vec<[u8; 3]>>,
}

impl Sheet {
    pub(super) fn new() -> Self {
        Self { thumbs: Vec::new() }
    }

    /// Adds a picture while there is room.
    pub(super) fn add(&mut self, projection: &Projection) {
        if self.thumbs.len() < MOST
            && let Some(thumb) = thumb(projection)
        {
            self.thumbs.push(thumb);
        }
    }

    /// Writes the sheet; nothing when no picture was made.
    pub(super) fn write(&self, path: &Path) -> Result<(), FileError> {
        let (Some(folder), false) = (path.parent(), self.thumbs.is_empty()) else { return Ok(()) };
        let columns = self.thumbs.len().min(COLUMNS);
        let (width, height) = (columns * (SIDE + GAP), self.thumbs.len().div_ceil(columns) * (SIDE + GAP));
        let mut pixels = vec![[255u8; 3]; width * height];
        for (number, thumb) in self.thumbs.iter().enumerate() {
            let (left, top) = (number % columns * (SIDE + GAP), number / columns * (SIDE + GAP));
            for (y, row) in thumb.chunks_exact(SIDE).enumerate() {
                pixels[(top + y) * width + left..][..SIDE].copy_from_slice(row);
            }
        }
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        png(pixels.as_flattened(), [width, height], ExtendedColorType::Rgb8, folder, &name).map(|_| ())
    }
}

/// The picture with its box, fitted into a square.
fn thumb(projection: &Projection) -> Option<Vec<[u8; 3]>> {
    let planes = &projection.planes;
    let (width, height) = projection.view.pixels.size();
    let colours = colours(planes, width).ok()?;
    let step = width.max(height) as f32 / SIDE as f32;
    let bbox = projection.truth.bbox;
    let mut out = vec![[255u8; 3]; SIDE * SIDE];
    for (i, pixel) in out.iter_mut().enumerate() {
        let (x, y) = ((i % SIDE) as f32 * step, (i / SIDE) as f32 * step);
        if (x as usize) < width && (y as usize) < height {
            *pixel = colours[y as usize * width + x as usize];
        }
        let rim = |at: f32, from: f32, to: f32| (at - from).abs() < step || (at - to).abs() < step;
        let between = |at: f32, from: f32, to: f32| at > from - step && at < to + step;
        let (right, bottom) = (bbox.right(), bbox.bottom());
        if rim(x, bbox.x, right) && between(y, bbox.y, bottom) || rim(y, bbox.y, bottom) && between(x, bbox.x, right) {
            *pixel = BOX;
        }
    }
    Some(out)
}
