//! What a decoded scan is: views of one parcel, each with one or two planes of samples.

use thiserror::Error;

/// Row-major samples of one picture plane, `width * height` of them, origin top left.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane<T> {
    width: usize,
    height: usize,
    data: Vec<T>,
}

/// A plane was given a number of samples that does not fit its size.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a plane of {width} x {height} needs {expected} samples, {given} were given")]
pub struct ShapeError {
    /// Columns asked for.
    pub width: usize,
    /// Rows asked for.
    pub height: usize,
    /// `width * height`.
    pub expected: usize,
    /// Samples handed over.
    pub given: usize,
}

impl<T> Plane<T> {
    /// Wraps `data` as a plane of `width` columns and `height` rows.
    ///
    /// # Errors
    /// [`ShapeError`] when `data.len() != width * height`.
    pub fn new(width: usize, height: usize, data: Vec<T>) -> Result<Self, ShapeError> {
        let expected = width.saturating_mul(height);
        if data.len() == expected {
            Ok(Self { width, height, data })
        } else {
            Err(ShapeError { width, height, expected, given: data.len() })
        }
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// All samples, row by row.
    pub fn data(&self) -> &[T] {
        &self.data
    }

    /// All samples, to be changed in place.
    pub fn data_mut(&mut self) -> &mut [T] {
        &mut self.data
    }

    /// The samples themselves.
    pub fn into_data(self) -> Vec<T> {
        self.data
    }

    /// One row of `width` samples. Panics when `y >= height`, as slices do.
    pub fn row(&self, y: usize) -> &[T] {
        &self.data[y * self.width..(y + 1) * self.width]
    }

    /// A plane of the same size with `f` applied to each sample.
    pub fn map<U>(&self, f: impl FnMut(&T) -> U) -> Plane<U> {
        Plane { width: self.width, height: self.height, data: self.data.iter().map(f).collect() }
    }
}

impl<T: Clone> Plane<T> {
    /// A plane filled with one value.
    pub fn filled(width: usize, height: usize, value: T) -> Self {
        Self { width, height, data: vec![value; width * height] }
    }
}

impl<T: Copy> Plane<T> {
    /// The sample at column `x`, row `y`. Panics outside the plane, as slices do.
    pub fn at(&self, x: usize, y: usize) -> T {
        self.data[y * self.width + x]
    }
}

/// The samples of one view, in the three forms that scanners deliver.
#[derive(Clone, Debug, PartialEq)]
pub enum Pixels {
    /// One transmission plane; full scale is 65535 whatever the source's bit depth.
    Grey(Plane<u16>),
    /// A vendor's pseudo-colour picture, 8-bit sRGB.
    Colour(Plane<[u8; 3]>),
    /// Transmission at two mean energies; both planes have the same size. Raw detector counts or
    /// air-corrected, full scale 65535 = unattenuated beam.
    DualEnergy {
        /// The detector layer that sees the lower energies.
        low: Plane<u16>,
        /// The detector layer that sees the higher energies.
        high: Plane<u16>,
    },
}

impl Pixels {
    /// Columns and rows.
    pub fn size(&self) -> (usize, usize) {
        match self {
            Self::Grey(plane) | Self::DualEnergy { low: plane, .. } => (plane.width(), plane.height()),
            Self::Colour(plane) => (plane.width(), plane.height()),
        }
    }
}

/// One picture of the parcel from one direction.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// How the scanner line calls it, for example `top` or `side`.
    pub name: String,
    /// The samples.
    pub pixels: Pixels,
    /// Bits per sample in the source file (8 or 16; 32 for float TIFF).
    pub source_bits: u8,
    /// Millimetres per pixel along x (across the belt's direction of travel is y), where known.
    pub mm_per_pixel: Option<[f32; 2]>,
}

/// All views of one parcel, taken in one pass.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scan {
    /// In the scanner's order; may be empty when nothing arrived, which is never CLEAR.
    pub views: Vec<View>,
}
