//! From a codec's interleaved samples to planes: grey stored as RGB, alpha over white, 16-bit RGB.

use super::{DecodeError, Decoded, Format};
use crate::scan::{Pixels, Plane};

/// Wraps samples as a plane; a wrong number of them is the codec's fault and so the file's.
pub(super) fn plane<T>(format: Format, width: usize, height: usize, data: Vec<T>) -> Result<Plane<T>, DecodeError> {
    Plane::new(width, height, data).map_err(|shape| DecodeError::Corrupt { format, source: shape.into() })
}

/// 8-bit grey, stretched so that full scale is 65535.
pub(super) fn grey8(format: Format, width: usize, height: usize, data: &[u8]) -> Result<Decoded, DecodeError> {
    let wide = data.iter().map(|&v| u16::from(v) * 257).collect();
    Ok(Decoded { pixels: Pixels::Grey(plane(format, width, height, wide)?), source_bits: 8 })
}

/// 16-bit grey as it is.
pub(super) fn grey16(format: Format, width: usize, height: usize, data: Vec<u16>) -> Result<Decoded, DecodeError> {
    Ok(Decoded { pixels: Pixels::Grey(plane(format, width, height, data)?), source_bits: 16 })
}

/// RGB; channels that differ nowhere by more than `tolerance` are one grey plane. A tolerance above zero is for codecs
/// that do not return the samples they were given.
pub(super) fn rgb8(
    format: Format,
    width: usize,
    height: usize,
    data: Vec<[u8; 3]>,
    source_bits: u8,
    tolerance: u8,
) -> Result<Decoded, DecodeError> {
    let differs = |[r, g, b]: &[u8; 3]| r.max(g).max(b) - r.min(g).min(b) > tolerance;
    if data.iter().any(differs) {
        return Ok(Decoded { pixels: Pixels::Colour(plane(format, width, height, data)?), source_bits });
    }
    let grey = data.iter().map(|&[_, g, _]| u16::from(g) * 257).collect();
    Ok(Decoded { pixels: Pixels::Grey(plane(format, width, height, grey)?), source_bits })
}

/// Composites a sample over white, both on the scale 0..=255.
pub(super) fn over_white8(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// Composites a sample over white, both on the scale 0..=65535.
pub(super) fn over_white16(value: u16, alpha: u16) -> u16 {
    let (value, alpha) = (u64::from(value), u64::from(alpha));
    ((value * alpha + 65535 * (65535 - alpha) + 32767) / 65535) as u16
}

/// 8-bit RGB with alpha, over white.
pub(super) fn rgba8(data: &[[u8; 4]]) -> Vec<[u8; 3]> {
    data.iter().map(|&[r, g, b, a]| [r, g, b].map(|v| over_white8(v, a))).collect()
}

/// 16-bit RGB. Grey stored as RGB keeps its 16 bits; of a pseudo-colour the high byte stays, for it carries no more
/// than 8 bits of meaning a channel.
pub(super) fn rgb16(
    format: Format,
    width: usize,
    height: usize,
    pixels: impl Iterator<Item = [u16; 3]> + Clone,
) -> Result<Decoded, DecodeError> {
    if pixels.clone().all(|[r, g, b]| r == g && g == b) {
        return grey16(format, width, height, pixels.map(|[_, g, _]| g).collect());
    }
    rgb8(format, width, height, pixels.map(|rgb| rgb.map(|v| (v >> 8) as u8)).collect(), 16, 0)
}
