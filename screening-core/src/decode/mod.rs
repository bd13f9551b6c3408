//! Bytes to [`View`]: PNG, JPEG, TIFF and BMP, and dual-energy pairs. Hostile bytes stop here.
//!
//! The order is the same for each format: read the header by hand, check it against [`Limits`], and only then let a
//! codec allocate. What comes out is one of the three forms of [`Pixels`]; nothing is corrected or turned around.

mod error;
mod jpeg;
mod pair;
mod raster;
mod samples;
mod tiff;

pub use error::{Cause, DecodeError, Format};
pub use pair::decode_pair;

use crate::scan::{Pixels, View};

/// What a file may cost, checked before anything is allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pixels of one plane.
    pub max_pixels: u64,
    /// Pixels of the longer side.
    pub max_side: u32,
    /// Bytes of the file.
    pub max_bytes: u64,
    /// Bytes of memory that decoding may take, the result included.
    pub max_alloc: u64,
}

impl Default for Limits {
    /// 64 Mpx, 65,500 a side, files of 256 MiB, 512 MiB of memory: twice the longest line scan that is screened.
    fn default() -> Self {
        Self { max_pixels: 64 << 20, max_side: 65_500, max_bytes: 256 << 20, max_alloc: 512 << 20 }
    }
}

impl Limits {
    /// Checks a header; `bytes_per_pixel` is the peak of the codec's buffers and the result together.
    fn check(&self, width: u64, height: u64, bytes_per_pixel: u64) -> Result<(usize, usize), DecodeError> {
        if width == 0 || height == 0 {
            return Err(DecodeError::ZeroSize { width, height });
        }
        let pixels = width.saturating_mul(height);
        let side = u64::from(self.max_side);
        let too_large = DecodeError::TooLarge { width, height, max_side: self.max_side, max_pixels: self.max_pixels };
        if width > side || height > side || pixels > self.max_pixels {
            return Err(too_large);
        }
        let needed = pixels.saturating_mul(bytes_per_pixel);
        if needed > self.max_alloc {
            return Err(DecodeError::TooMuchMemory { needed, limit: self.max_alloc });
        }
        match (usize::try_from(width), usize::try_from(height)) {
            (Ok(width), Ok(height)) => Ok((width, height)),
            _ => Err(too_large),
        }
    }
}

/// Pixels with the bit depth they had in the file.
struct Decoded {
    pixels: Pixels,
    source_bits: u8,
}

impl Decoded {
    /// No scale is taken from the file: what editors and exporters write there is the resolution of a printer.
    fn into_view(self, name: &str) -> View {
        View { name: name.to_owned(), pixels: self.pixels, source_bits: self.source_bits, mm_per_pixel: None }
    }
}

/// Decodes one file into one view called `name`.
///
/// Grey of any depth becomes [`Pixels::Grey`], as does RGB whose channels are equal everywhere; other RGB becomes
/// [`Pixels::Colour`]; a TIFF with two grey pages of one size becomes [`Pixels::DualEnergy`], low energy first. Alpha is
/// composited over white, the colour of air.
///
/// # Errors
/// A [`DecodeError`] for anything that is not a whole, still picture within `limits`; never a panic.
pub fn decode_view(name: &str, bytes: &[u8], limits: &Limits) -> Result<View, DecodeError> {
    Ok(decode(bytes, limits)?.into_view(name))
}

fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, DecodeError> {
    let given = bytes.len() as u64;
    if given > limits.max_bytes {
        return Err(DecodeError::FileTooLarge { bytes: given, limit: limits.max_bytes });
    }
    match sniff(bytes)? {
        Format::Png => raster::png(bytes, limits),
        Format::Bmp => raster::bmp(bytes, limits),
        Format::Jpeg => jpeg::decode(bytes, limits),
        Format::Tiff => tiff::decode(bytes, limits),
    }
}

/// Tells the format from the first bytes; a file's name is never asked.
fn sniff(bytes: &[u8]) -> Result<Format, DecodeError> {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
    match bytes {
        [] => Err(DecodeError::Empty),
        _ if bytes.starts_with(PNG) => Ok(Format::Png),
        // A file cut inside the signature is still said to be cut, not unknown.
        _ if bytes.len() >= 4 && PNG.starts_with(bytes) => {
            Err(DecodeError::Truncated { format: Format::Png, source: None })
        }
        [0xff, 0xd8, 0xff, ..] => Ok(Format::Jpeg),
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Ok(Format::Tiff),
        [b'B', b'M', ..] => Ok(Format::Bmp),
        [b'G', b'I', b'F', b'8', ..] => Err(DecodeError::Animated { format: "GIF" }),
        _ => Err(DecodeError::UnknownFormat { looks_like: looks_like(bytes) }),
    }
}

/// A few words on what unknown bytes look like, so that a wrong file is recognised.
fn looks_like(bytes: &[u8]) -> String {
    if bytes.get(128..132) == Some(b"DICM") {
        return "it is a DICOM or DICOS file".to_owned();
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return "it is a WebP picture".to_owned();
    }
    if bytes.starts_with(b"%PDF") {
        return "it is a PDF document".to_owned();
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return "it is a ZIP archive".to_owned();
    }
    let head = &bytes[..bytes.len().min(24)];
    if head.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace()) {
        let text: String = head.iter().map(|&byte| if byte.is_ascii_graphic() { byte as char } else { ' ' }).collect();
        return format!("it begins with the text '{}'", text.trim());
    }
    let hex: Vec<String> = head.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("it begins with the bytes {}", hex.join(" "))
}
