//! PNG and BMP.

use std::io::{Cursor, ErrorKind};

use image::{
    ColorType, ImageDecoder, ImageError,
    codecs::{bmp::BmpDecoder, png::PngDecoder},
};

use super::{DecodeError, Decoded, Format, Limits, samples};

/// What chunks before the picture (text, colour profile) may unpack to in a PNG.
const PNG_METADATA_BYTES: u64 = 16 << 20;

/// PNG of every colour type and bit depth, interlaced or not; 1 to 8 bits count as 8.
pub(super) fn png(bytes: &[u8], limits: &Limits) -> Result<Decoded, DecodeError> {
    let header = bytes.get(..33).ok_or(DecodeError::Truncated { format: Format::Png, source: None })?;
    let word = |at: usize| u64::from(u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]));
    if &header[12..16] == b"IHDR" {
        limits.check(word(16), word(20), 1)?;
    }
    let mut codec_limits = image::Limits::no_limits();
    codec_limits.max_alloc = Some(PNG_METADATA_BYTES.min(limits.max_alloc));
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), codec_limits)
        .map_err(|error| from_image(Format::Png, error, limits))?;
    if decoder.is_apng().map_err(|error| from_image(Format::Png, error, limits))? {
        return Err(DecodeError::Animated { format: "PNG" });
    }
    read(Format::Png, decoder, limits)
}

/// BMP of every kind that the codec reads; 32 bits without an alpha mask are plain RGB.
pub(super) fn bmp(bytes: &[u8], limits: &Limits) -> Result<Decoded, DecodeError> {
    let header = bytes.get(14..26).ok_or(DecodeError::Truncated { format: Format::Bmp, source: None })?;
    let half = |at: usize| u64::from(u16::from_le_bytes([header[at], header[at + 1]]));
    let word = |at: usize| i32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    // A header of 12 bytes is the oldest kind, with 16-bit sides; a negative height means top row first.
    let (width, height) = if word(0) == 12 {
        (half(4), half(6))
    } else {
        (u64::from(word(4).unsigned_abs()), u64::from(word(8).unsigned_abs()))
    };
    limits.check(width, height, 1)?;
    let decoder = BmpDecoder::new(Cursor::new(bytes)).map_err(|error| from_image(Format::Bmp, error, limits))?;
    read(Format::Bmp, decoder, limits)
}

fn read(format: Format, decoder: impl ImageDecoder, limits: &Limits) -> Result<Decoded, DecodeError> {
    let (width, height) = decoder.dimensions();
    let color = decoder.color_type();
    let kept: u64 = match color {
        ColorType::L8 | ColorType::L16 | ColorType::La8 | ColorType::La16 => 2,
        _ => 3,
    };
    // 8-bit RGB is decoded in place; everything else is converted beside the codec's buffer.
    let codec = if color == ColorType::Rgb8 { 0 } else { u64::from(color.bytes_per_pixel()) };
    let (width, height) = limits.check(u64::from(width), u64::from(height), kept + codec)?;
    let fail = |error| from_image(format, error, limits);
    let pixels = width * height;
    match color {
        ColorType::L8 => {
            let mut data = vec![0u8; pixels];
            decoder.read_image(&mut data).map_err(fail)?;
            samples::grey8(format, width, height, &data)
        }
        ColorType::La8 => {
            let mut data = vec![[0u8; 2]; pixels];
            decoder.read_image(data.as_flattened_mut()).map_err(fail)?;
            let grey: Vec<u8> = data.iter().map(|&[v, a]| samples::over_white8(v, a)).collect();
            samples::grey8(format, width, height, &grey)
        }
        ColorType::Rgb8 => {
            let mut data = vec![[0u8; 3]; pixels];
            decoder.read_image(data.as_flattened_mut()).map_err(fail)?;
            samples::rgb8(format, width, height, data, 8, 0)
        }
        ColorType::Rgba8 => {
            let mut data = vec![[0u8; 4]; pixels];
            decoder.read_image(data.as_flattened_mut()).map_err(fail)?;
            samples::rgb8(format, width, height, samples::rgba8(&data), 8, 0)
        }
        ColorType::L16 => {
            let data = read16::<1>(decoder, pixels).map_err(fail)?;
            samples::grey16(format, width, height, data.into_iter().map(|sample| native(sample)[0]).collect())
        }
        ColorType::La16 => {
            let data = read16::<2>(decoder, pixels).map_err(fail)?;
            let over = |[v, a]: [u16; 2]| samples::over_white16(v, a);
            samples::grey16(format, width, height, data.into_iter().map(|sample| over(native(sample))).collect())
        }
        ColorType::Rgb16 => {
            let data = read16::<3>(decoder, pixels).map_err(fail)?;
            samples::rgb16(format, width, height, data.iter().copied().map(native))
        }
        ColorType::Rgba16 => {
            let data = read16::<4>(decoder, pixels).map_err(fail)?;
            let over = |[r, g, b, a]: [u16; 4]| [r, g, b].map(|v| samples::over_white16(v, a));
            samples::rgb16(format, width, height, data.iter().map(|&sample| over(native(sample))))
        }
        other => Err(DecodeError::Unsupported {
            format,
            found: format!("samples of the kind {other:?}"),
            advice: "export it as 8-bit or 16-bit grey or RGB",
        }),
    }
}

/// Reads samples of 16 bits, each as the machine's own two bytes, `N` of them a pixel.
fn read16<const N: usize>(decoder: impl ImageDecoder, pixels: usize) -> Result<Vec<[[u8; 2]; N]>, ImageError> {
    let mut data = vec![[[0u8; 2]; N]; pixels];
    decoder.read_image(data.as_flattened_mut().as_flattened_mut())?;
    Ok(data)
}

fn native<const N: usize>(pixel: [[u8; 2]; N]) -> [u16; N] {
    pixel.map(u16::from_ne_bytes)
}

fn from_image(format: Format, error: ImageError, limits: &Limits) -> DecodeError {
    match error {
        ImageError::IoError(io) if io.kind() == ErrorKind::UnexpectedEof => {
            DecodeError::Truncated { format, source: Some(io.into()) }
        }
        ImageError::Limits(_) => DecodeError::TooMuchMemory { needed: PNG_METADATA_BYTES, limit: limits.max_alloc },
        ImageError::Unsupported(error) => DecodeError::Unsupported {
            format,
            found: error.to_string(),
            advice: "export it as 8-bit or 16-bit grey or RGB",
        },
        other => DecodeError::Corrupt { format, source: other.into() },
    }
}
