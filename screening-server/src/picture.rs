//! Pictures as the console and the command line hand them out: PNG.

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use screening_core::{
    decode::{Limits, decode_view},
    overlay::{annotate, encode_png},
    pipeline::Picture,
    report::Region,
    scan::{Pixels, Plane},
};

use crate::likeness::Signature;

/// Longer side of a thumbnail, in pixels.
const THUMBNAIL: usize = 192;

/// A view as the detector saw it, encoded.
#[derive(Clone, Debug)]
pub(crate) struct DrawnView {
    /// PNG of the view's size.
    pub(crate) png: Bytes,
    /// The same, small.
    pub(crate) thumbnail: Bytes,
    /// Where it is too dense to inspect.
    pub(crate) dense: Mask,
    /// What it looks like.
    pub(crate) signature: Signature,
}

/// Encodes a view.
///
/// # Errors
/// When the picture has no pixels.
pub(crate) fn drawn(picture: &Picture) -> Result<DrawnView> {
    let small = thumbnail(&picture.rgb)?;
    Ok(DrawnView {
        png: encode_png(&picture.rgb)?.into(),
        thumbnail: encode_png(&small)?.into(),
        dense: Mask::new(&picture.dense),
        signature: Signature::of(&small),
    })
}

/// A mask as lengths of runs, false first: dense areas are few and whole, so that this is next to nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mask {
    runs: Vec<usize>,
}

impl Mask {
    fn new(plane: &Plane<bool>) -> Self {
        let mut runs = vec![0];
        let mut current = false;
        for &sample in plane.data() {
            if sample != current {
                current = sample;
                runs.push(0);
            }
            if let Some(run) = runs.last_mut() {
                *run += 1;
            }
        }
        Self { runs }
    }

    /// The mask that was taken apart by [`Self::into_runs`].
    pub(crate) fn from_runs(runs: Vec<usize>) -> Self {
        Self { runs }
    }

    /// The lengths of its runs, row by row, false first.
    pub(crate) fn into_runs(self) -> Vec<usize> {
        self.runs
    }

    /// The mask as it was; none when it was of another size.
    fn plane(&self, width: usize, height: usize) -> Option<Plane<bool>> {
        // Asked first: what was stored may have been changed.
        let total = self.runs.iter().try_fold(0usize, |sum, run| sum.checked_add(*run))?;
        if total != width.checked_mul(height)? {
            return None;
        }
        let values = [false, true].into_iter().cycle();
        let samples = self.runs.iter().zip(values).flat_map(|(&run, value)| std::iter::repeat_n(value, run)).collect();
        Plane::new(width, height, samples).ok()
    }
}

/// A small picture of the whole view: each pixel is the mean of those it stands for.
///
/// # Errors
/// When the picture has no pixels.
fn thumbnail(rgb: &Plane<[u8; 3]>) -> Result<Plane<[u8; 3]>> {
    let longer = rgb.width().max(rgb.height());
    if longer <= THUMBNAIL {
        return Ok(rgb.clone());
    }
    let scaled = |side: usize| (side * THUMBNAIL / longer).max(1);
    let (width, height) = (scaled(rgb.width()), scaled(rgb.height()));
    let mut small = Vec::with_capacity(width * height);
    for y in 0..height {
        let rows = y * rgb.height() / height..(y + 1) * rgb.height() / height;
        for x in 0..width {
            let columns = x * rgb.width() / width..(x + 1) * rgb.width() / width;
            let mut sum = [0u64; 3];
            for row in rows.clone() {
                for pixel in &rgb.row(row)[columns.clone()] {
                    (0..3).for_each(|channel| sum[channel] += u64::from(pixel[channel]));
                }
            }
            let count = ((rows.len() * columns.len()) as u64).max(1);
            small.push(sum.map(|total| (total / count) as u8));
        }
    }
    Ok(Plane::new(width, height, small)?)
}

/// Draws the regions of one view, and its dense areas, on its stored picture.
///
/// # Errors
/// When `png` is not what [`encode_png`] wrote.
pub(crate) fn annotated(png: &[u8], dense: &Mask, regions: &[Region]) -> Result<Vec<u8>> {
    // The picture was accepted when it came in: no limit turns it away here.
    let limits = Limits { max_pixels: u64::MAX, max_side: u32::MAX, max_bytes: u64::MAX, max_alloc: u64::MAX };
    let view = decode_view("stored", png, &limits).context("the stored picture cannot be read")?;
    let rgb = match view.pixels {
        Pixels::Colour(rgb) => rgb,
        Pixels::Grey(grey) => grey.map(|&sample| [(sample >> 8) as u8; 3]),
        Pixels::DualEnergy { .. } => bail!("the stored picture has two planes"),
    };
    let dense = dense.plane(rgb.width(), rgb.height());
    Ok(encode_png(&annotate(&rgb, regions, dense.as_ref()))?)
}

/// The regions of one view, in the report's order.
pub(crate) fn of_view(regions: &[Region], view: usize) -> Vec<Region> {
    regions.iter().filter(|region| region.view == view).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumbnail_keeps_the_shape_and_the_mean() {
        let left_dark = |index: usize| if index % 1600 < 800 { [0; 3] } else { [200; 3] };
        let rgb = Plane::new(1600, 200, (0..1600 * 200).map(left_dark).collect()).unwrap();
        let small = thumbnail(&rgb).unwrap();
        assert_eq!((small.width(), small.height()), (192, 24));
        assert_eq!((small.at(0, 0), small.at(191, 23)), ([0; 3], [200; 3]));
    }

    #[test]
    fn a_thumbnail_of_a_line_scan_still_has_rows() {
        let small = thumbnail(&Plane::filled(4000, 3, [9; 3])).unwrap();
        assert_eq!((small.width(), small.height()), (192, 1));
    }

    #[test]
    fn a_mask_is_the_same_after_storage() {
        for dense in [[true, true, false, false, false, true], [false; 6], [true; 6]] {
            let plane = Plane::new(3, 2, dense.to_vec()).unwrap();
            assert_eq!(Mask::new(&plane).plane(3, 2), Some(plane));
        }
    }

    #[test]
    fn a_grey_picture_comes_back_from_storage_as_it_was() {
        let rgb = Plane::new(256, 1, (0..=255u8).map(|value| [value; 3]).collect()).unwrap();
        let drawn = annotated(&encode_png(&rgb).unwrap(), &Mask::default(), &[]).unwrap();
        let Pixels::Grey(grey) = decode_view("t", &drawn, &Limits::default()).unwrap().pixels else { panic!("grey") };
        assert!(grey.data().iter().enumerate().all(|(value, &sample)| usize::from(sample >> 8) == value));
    }
}
