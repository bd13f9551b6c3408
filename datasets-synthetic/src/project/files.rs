//! Pictures and masks as files.

use std::{
    io::Cursor,
    path::{Path, PathBuf},
};

use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};
use screening_core::scan::{Pixels, Plane, View};
use thiserror::Error;
use tiff::encoder::{Compression, TiffEncoder, colortype::Gray16};

/// A file could not be written.
#[derive(Debug, Error)]
pub enum FileError {
    /// The system refused.
    #[error("{path} could not be written: {source}; check the folder's rights and free space")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A codec refused.
    #[error("{path} could not be encoded: {message}")]
    Encode {
        /// The picture.
        path: PathBuf,
        /// What the codec said.
        message: String,
    },
}

impl FileError {
    pub(super) fn write(path: &Path, source: std::io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }

    fn encode(path: &Path, error: &dyn std::error::Error) -> Self {
        Self::Encode { path: path.to_owned(), message: error.to_string() }
    }
}

/// Writes a view as `stem` with the ending that its form asks for, and returns the file's name: a pair or 16-bit grey as
/// TIFF, the rest as PNG.
pub(super) fn write_view(view: &View, folder: &Path, stem: &str) -> Result<String, FileError> {
    let (width, height) = view.pixels.size();
    match &view.pixels {
        Pixels::DualEnergy { low, high } => tiff(&[low, high], folder, stem),
        Pixels::Grey(plane) if view.source_bits > 8 => tiff(&[plane], folder, stem),
        Pixels::Grey(plane) => {
            let bytes: Vec<u8> = plane.data().iter().map(|&n| (n / 257) as u8).collect();
            png(&bytes, [width, height], ExtendedColorType::L8, folder, &format!("{stem}.png"))
        }
        Pixels::Colour(plane) => {
            png(plane.data().as_flattened(), [width, height], ExtendedColorType::Rgb8, folder, &format!("{stem}.png"))
        }
    }
}

/// Writes a mask as `stem.mask.png`, white where it marks, and returns the file's name.
pub(super) fn write_mask(mask: &Plane<bool>, folder: &Path, stem: &str) -> Result<String, FileError> {
    let bytes: Vec<u8> = mask.data().iter().map(|&marked| if marked { 255 } else { 0 }).collect();
    png(&bytes, [mask.width(), mask.height()], ExtendedColorType::L8, folder, &format!("{stem}.mask.png"))
}

pub(super) fn png(
    bytes: &[u8],
    [width, height]: [usize; 2],
    color: ExtendedColorType,
    folder: &Path,
    name: &str,
) -> Result<String, FileError> {
    let path = folder.join(name);
    let mut file = Vec::new();
    PngEncoder::new(&mut file)
        .write_image(bytes, width as u32, height as u32, color)
        .map_err(|error| FileError::encode(&path, &error))?;
    std::fs::write(&path, file).map_err(|source| FileError::write(&path, source))?;
    Ok(name.to_owned())
}

fn tiff(planes: &[&Plane<u16>], folder: &Path, stem: &str) -> Result<String, FileError> {
    let name = format!("{stem}.tiff");
    let path = folder.join(&name);
    let fail = |error: tiff::TiffError| FileError::encode(&path, &error);
    let mut bytes = Cursor::new(Vec::new());
    let deflate = Compression::Deflate(tiff::encoder::compression::DeflateLevel::Fast);
    let mut encoder = TiffEncoder::new(&mut bytes).map_err(fail)?.with_compression(deflate);
    for plane in planes {
        let (width, height) = (plane.width() as u32, plane.height() as u32);
        encoder.write_image::<Gray16>(width, height, plane.data()).map_err(fail)?;
    }
    std::fs::write(&path, bytes.into_inner()).map_err(|source| FileError::write(&path, source))?;
    Ok(name)
}
