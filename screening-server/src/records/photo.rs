//! Photos of what was in an opened parcel: read by the core's decoder before they are kept.

use bytes::Bytes;
use screening_core::decode::{DecodeError, Limits, decode_view};
use thiserror::Error;

/// Most photos of one outcome.
pub(crate) const MOST_PHOTOS: usize = 16;

/// What one photo may cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PhotoLimits {
    /// Bytes of the file.
    pub(crate) bytes: u64,
    /// Pixels.
    pub(crate) pixels: u64,
}

impl Default for PhotoLimits {
    /// 16 MiB and 64 Mpx: more than a telephone's camera makes in its usual setting.
    fn default() -> Self {
        Self { bytes: 16 << 20, pixels: 64 << 20 }
    }
}

/// A photo that can be read, as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Photo {
    /// Its file.
    pub(crate) bytes: Bytes,
    /// Pixels a row.
    pub(crate) width: u32,
    /// Rows.
    pub(crate) height: u32,
}

/// Why a photo is not kept.
#[derive(Debug, Error)]
pub(crate) enum PhotoFault {
    #[error("The photo is larger than the {0} bytes that are taken.")]
    TooLarge(u64),
    #[error("The photo cannot be read: {0}. Send a PNG, JPEG, TIFF or BMP.")]
    Unreadable(#[from] DecodeError),
}

impl Photo {
    /// Reads a photo as a whole. Takes its time, and up to 512 MiB of memory.
    ///
    /// # Errors
    /// [`PhotoFault`]
    pub(crate) fn read(bytes: Bytes, limits: PhotoLimits) -> Result<Self, PhotoFault> {
        if bytes.len() as u64 > limits.bytes {
            return Err(PhotoFault::TooLarge(limits.bytes));
        }
        let limits = Limits { max_pixels: limits.pixels, max_bytes: limits.bytes, ..Limits::default() };
        let (width, height) = decode_view("photo", &bytes, &limits)?.pixels.size();
        let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
        Ok(Self { bytes, width: side(width), height: side(height) })
    }

    /// The media type of a photo's file, by its first bytes.
    pub(crate) fn media_type(bytes: &[u8]) -> &'static str {
        match bytes.get(..4) {
            Some(b"\x89PNG") => "image/png",
            Some([0xff, 0xd8, 0xff, _]) => "image/jpeg",
            Some(b"II*\0" | b"MM\0*") => "image/tiff",
            Some([b'B', b'M', ..]) => "image/bmp",
            _ => "application/octet-stream",
        }
    }
}

#[cfg(test)]
mod tests {
    use screening_core::{overlay::encode_png, scan::Plane};

    use super::*;

    #[test]
    fn a_photo_is_a_picture_within_the_limits() {
        let png: Bytes = encode_png(&Plane::filled(30, 20, [9, 200, 9])).unwrap().into();
        let photo = Photo::read(png.clone(), PhotoLimits::default()).unwrap();
        assert_eq!((photo.width, photo.height, Photo::media_type(&photo.bytes)), (30, 20, "image/png"));
        assert!(matches!(
            Photo::read(png.clone(), PhotoLimits { bytes: 10, ..PhotoLimits::default() }),
            Err(PhotoFault::TooLarge(10))
        ));
        let few = PhotoLimits { pixels: 599, ..PhotoLimits::default() };
        assert!(matches!(Photo::read(png.clone(), few), Err(PhotoFault::Unreadable(_))));
        let half = png.slice(..png.len() / 2);
        assert!(matches!(Photo::read(half, PhotoLimits::default()), Err(PhotoFault::Unreadable(_))));
        assert!(matches!(Photo::read(Bytes::new(), PhotoLimits::default()), Err(PhotoFault::Unreadable(_))));
    }
}
