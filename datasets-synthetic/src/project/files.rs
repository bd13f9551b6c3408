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

/// A codec refused to encode a picture, which a picture of this crate does not lead to.
#[derive(Debug, Error)]
#[error("the picture could not be encoded: {0}")]
pub struct EncodeError(String);

impl EncodeError {
    fn of(error: impl std::error::Error) -> Self {
        Self(error.to_string())
    }
}

/// A view as a file that `decode_view` reads back to the same samples: a pair as a two-page TIFF with the low energy
/// first, 16-bit grey as TIFF, 8-bit grey and pseudo-colour as PNG.
///
/// # Errors
/// [`EncodeError`] when a codec refuses.
pub fn encode_view(view: &View) -> Result<Vec<u8>, EncodeError> {
    let (width, height) = view.pixels.size();
    match &view.pixels {
        Pixels::DualEnergy { low, high } => tiff(&[low, high]),
        Pixels::Grey(plane) if is_deep(view) => tiff(&[plane]),
        Pixels::Grey(plane) => {
            let bytes: Vec<u8> = plane.data().iter().map(|&n| (n / 257) as u8).collect();
            png_bytes(&bytes, [width, height], ExtendedColorType::L8)
        }
        Pixels::Colour(plane) => png_bytes(plane.data().as_flattened(), [width, height], ExtendedColorType::Rgb8),
    }
}

fn is_deep(view: &View) -> bool {
    view.source_bits > 8
}

/// Writes a view as `stem` with the ending that its form asks for, and returns the file's name: a pair or 16-bit grey as
/// TIFF, the rest as PNG.
pub(super) fn write_view(view: &View, folder: &Path, stem: &str) -> Result<String, FileError> {
    let is_tiff = match &view.pixels {
        Pixels::DualEnergy { .. } => true,
        Pixels::Grey(_) => is_deep(view),
        Pixels::Colour(_) => false,
    };
    let name = format!("{stem}.{}", if is_tiff { "tiff" } else { "png" });
    let path = folder.join(&name);
    let bytes = encode_view(view).map_err(|error| FileError::encode(&path, &error))?;
    std::fs::write(&path, bytes).map_err(|source| FileError::write(&path, source))?;
    Ok(name)
}

/// Writes a mask as `stem.mask.png`, white where it marks, and returns the file's name.
pub(super) fn write_mask(mask: &Plane<bool>, folder: &Path, stem: &str) -> Result<String, FileError> {
    let bytes: Vec<u8> = mask.data().iter().map(|&marked| if marked { 255 } else { 0 }).collect();
    png(&bytes, [mask.width(), mask.height()], ExtendedColorType::L8, folder, &format!("{stem}.mask.png"))
}

pub(super) fn png(
    bytes: &[u8],
    size: [usize; 2],
    color: ExtendedColorType,
    folder: &Path,
    name: &str,
) -> Result<String, FileError> {
    let path = folder.join(name);
    let file = png_bytes(bytes, size, color).map_err(|error| FileError::encode(&path, &error))?;
    std::fs::write(&path, file).map_err(|source| FileError::write(&path, source))?;
    Ok(name.to_owned())
}

fn png_bytes(bytes: &[u8], [width, height]: [usize; 2], color: ExtendedColorType) -> Result<Vec<u8>, EncodeError> {
    let mut file = Vec::new();
    PngEncoder::new(&mut file).write_image(bytes, width as u32, height as u32, color).map_err(EncodeError::of)?;
    Ok(file)
}

fn tiff(planes: &[&Plane<u16>]) -> Result<Vec<u8>, EncodeError> {
    let mut bytes = Cursor::new(Vec::new());
    let deflate = Compression::Deflate(tiff::encoder::compression::DeflateLevel::Fast);
    let mut encoder = TiffEncoder::new(&mut bytes).map_err(EncodeError::of)?.with_compression(deflate);
    for plane in planes {
        let (width, height) = (plane.width() as u32, plane.height() as u32);
        encoder.write_image::<Gray16>(width, height, plane.data()).map_err(EncodeError::of)?;
    }
    Ok(bytes.into_inner())
}
