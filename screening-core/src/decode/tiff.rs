//! TIFF: one page is a view; two grey pages are a dual-energy view, low energy first.

use std::io::{Cursor, ErrorKind};

use tiff::{
    ColorType, TiffError,
    decoder::{Decoder, DecodingResult},
};

use super::{DecodeError, Decoded, Format, Limits, pair, samples};
use crate::scan::{Pixels, Plane};

/// Floats up to here are taken for 0..1; noise lifts air somewhat above 1.
const UNIT_SCALE_MAX: f32 = 2.0;

type Pages<'b> = Decoder<Cursor<&'b [u8]>>;

/// One page before its scale is known: both float planes of a pair must get the same.
enum Page {
    Ready(Decoded),
    Float(Plane<f32>),
}

pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, DecodeError> {
    // The codec checks the strip table against the size first, and would call a giant header merely inconsistent.
    if let Some((width, height)) = first_size(bytes) {
        limits.check(width, height, 1)?;
    }
    let memory = usize::try_from(limits.max_alloc).unwrap_or(usize::MAX);
    let mut codec_limits = tiff::decoder::Limits::default();
    codec_limits.decoding_buffer_size = memory;
    codec_limits.intermediate_buffer_size = memory;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(from_codec)?.with_limits(codec_limits);
    let first = page(&mut decoder, limits, bytes.len())?;
    if !decoder.more_images() {
        return match first {
            Page::Ready(decoded) => Ok(decoded),
            Page::Float(plane) => {
                let scale = float_scale([&plane])?;
                Ok(Decoded { pixels: Pixels::Grey(quantise(&plane, scale)), source_bits: 32 })
            }
        };
    }
    decoder.next_image().map_err(from_codec)?;
    let second = page(&mut decoder, limits, bytes.len())?;
    if decoder.more_images() {
        return Err(unsupported("more than two pages".to_owned()));
    }
    match (first, second) {
        (Page::Ready(low), Page::Ready(high)) => pair::combine(low, high),
        (Page::Float(low), Page::Float(high)) => {
            let scale = float_scale([&low, &high])?;
            let wrap = |plane| Decoded { pixels: Pixels::Grey(quantise(plane, scale)), source_bits: 32 };
            pair::combine(wrap(&low), wrap(&high))
        }
        _ => Err(DecodeError::PairMismatch { reason: "one page holds floats and the other integers".to_owned() }),
    }
}

/// Width and height as the first directory says them (TIFF 6.0, section 2); none where the codec had better explain.
fn first_size(bytes: &[u8]) -> Option<(u64, u64)> {
    let little = bytes.first() == Some(&b'I');
    let number = |at: usize, len: usize| {
        let field = bytes.get(at..at.checked_add(len)?)?;
        let fold = |sum: u64, &byte: &u8| sum << 8 | u64::from(byte);
        Some(if little { field.iter().rev().fold(0, fold) } else { field.iter().fold(0, fold) })
    };
    // BigTIFF (version 43) has wider counts and offsets.
    let big = number(2, 2)? == 43;
    let (directory, count_len, entry_len, value_at) =
        if big { (number(8, 8)?, 8, 20, 12) } else { (number(4, 4)?, 2, 12, 8) };
    let directory = usize::try_from(directory).ok()?;
    let entries = usize::try_from(number(directory, count_len)?).ok()?.min(4096);
    let find = |tag: u64| {
        (0..entries).find_map(|entry| {
            let at = directory.checked_add(count_len + entry * entry_len)?;
            let len = match number(at + 2, 2)? {
                3 => 2,
                4 => 4,
                16 if big => 8,
                _ => return None,
            };
            if number(at, 2)? == tag { number(at + value_at, len) } else { None }
        })
    };
    Some((find(256)?, find(257)?))
}

fn page(decoder: &mut Pages<'_>, limits: &Limits, file_bytes: usize) -> Result<Page, DecodeError> {
    let (width, height) = decoder.dimensions().map_err(from_codec)?;
    // Dimensions alone first: a colour type is only asked of a picture of a sane size.
    limits.check(u64::from(width), u64::from(height), 1)?;
    let color = decoder.colortype().map_err(from_codec)?;
    let channels: u64 = match color {
        ColorType::Gray(_) => 1,
        ColorType::GrayA(_) => 2,
        ColorType::RGB(_) => 3,
        ColorType::RGBA(_) => 4,
        ColorType::CMYK(_) | ColorType::CMYKA(_) => return Err(unsupported("CMYK, the colours of print".to_owned())),
        ColorType::Multiband { num_samples, .. } => {
            return Err(unsupported(format!("{num_samples} interleaved bands")));
        }
        other => return Err(unsupported(format!("{other:?} samples"))),
    };
    let depth = color.bit_depth();
    if !matches!(depth, 8 | 16 | 32 | 64) {
        return Err(unsupported(format!("samples of {depth} bits")));
    }
    // The codec's samples and the plane made of them exist together.
    let (width, height) =
        limits.check(u64::from(width), u64::from(height), channels * u64::from(depth / 8) + 2 * channels.min(2))?;
    // The strip table says how many bytes are there; without it a small file could make a large, empty picture.
    refuse_missing_strips(decoder, file_bytes)?;
    let data = decoder.read_image().map_err(from_codec)?;
    match (channels, data) {
        (1, DecodingResult::U8(data)) => samples::grey8(Format::Tiff, width, height, &data).map(Page::Ready),
        (1, DecodingResult::U16(data)) => samples::grey16(Format::Tiff, width, height, data).map(Page::Ready),
        (1, DecodingResult::F32(data)) => finite(samples::plane(Format::Tiff, width, height, data)?).map(Page::Float),
        (1, DecodingResult::F64(data)) => {
            let narrow = data.into_iter().map(|v| v as f32).collect();
            finite(samples::plane(Format::Tiff, width, height, narrow)?).map(Page::Float)
        }
        (2, DecodingResult::U8(data)) => {
            let flat: Vec<u8> = data.as_chunks().0.iter().map(|&[v, a]| samples::over_white8(v, a)).collect();
            samples::grey8(Format::Tiff, width, height, &flat).map(Page::Ready)
        }
        (2, DecodingResult::U16(data)) => {
            let flat = data.as_chunks().0.iter().map(|&[v, a]| samples::over_white16(v, a)).collect();
            samples::grey16(Format::Tiff, width, height, flat).map(Page::Ready)
        }
        (3, DecodingResult::U8(data)) => {
            samples::rgb8(Format::Tiff, width, height, data.as_chunks().0.to_vec(), 8, 0).map(Page::Ready)
        }
        (3, DecodingResult::U16(data)) => {
            samples::rgb16(Format::Tiff, width, height, data.as_chunks().0.iter().copied()).map(Page::Ready)
        }
        (4, DecodingResult::U8(data)) => {
            samples::rgb8(Format::Tiff, width, height, samples::rgba8(data.as_chunks().0), 8, 0).map(Page::Ready)
        }
        (4, DecodingResult::U16(data)) => {
            let over = |&[r, g, b, a]: &[u16; 4]| [r, g, b].map(|v| samples::over_white16(v, a));
            samples::rgb16(Format::Tiff, width, height, data.as_chunks().0.iter().map(over)).map(Page::Ready)
        }
        _ => Err(unsupported(format!("{color:?} samples in that number format"))),
    }
}

/// Compressed or not, a strip or tile of no bytes is a part of the parcel that was never written.
fn refuse_missing_strips(decoder: &mut Pages<'_>, file_bytes: usize) -> Result<(), DecodeError> {
    use tiff::tags::Tag;
    for (offsets, counts) in [(Tag::StripOffsets, Tag::StripByteCounts), (Tag::TileOffsets, Tag::TileByteCounts)] {
        let Some(counts) = decoder.find_tag_unsigned_vec::<u64>(counts).map_err(from_codec)? else { continue };
        let offsets = decoder.find_tag_unsigned_vec::<u64>(offsets).map_err(from_codec)?.unwrap_or_default();
        let beyond = |(&offset, &count): (&u64, &u64)| count == 0 || offset.saturating_add(count) > file_bytes as u64;
        if offsets.len() != counts.len() || offsets.iter().zip(&counts).any(beyond) {
            return Err(DecodeError::Truncated { format: Format::Tiff, source: None });
        }
    }
    Ok(())
}

fn finite(plane: Plane<f32>) -> Result<Plane<f32>, DecodeError> {
    match plane.data().iter().position(|v| !v.is_finite()) {
        None => Ok(plane),
        Some(index) => Err(DecodeError::NotFinite {
            x: index % plane.width(),
            y: index / plane.width(),
            value: plane.data()[index],
        }),
    }
}

/// What one unit of the file is worth on the scale 0..=65535.
fn float_scale<const N: usize>(planes: [&Plane<f32>; N]) -> Result<f32, DecodeError> {
    let samples = || planes.iter().flat_map(|plane| plane.data().iter().copied());
    let (min, max) = samples().fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)));
    let scale = if max <= UNIT_SCALE_MAX { 65535.0 } else { 1.0 };
    // Dark correction leaves noise around zero, so a little below it is still a measurement.
    if max * scale > UNIT_SCALE_MAX * 65535.0 || min * scale < -0.05 * 65535.0 {
        return Err(DecodeError::FloatRange { min, max });
    }
    Ok(scale)
}

fn quantise(plane: &Plane<f32>, scale: f32) -> Plane<u16> {
    plane.map(|&v| (v * scale).round().clamp(0.0, 65535.0) as u16)
}

fn unsupported(found: String) -> DecodeError {
    DecodeError::Unsupported {
        format: Format::Tiff,
        found,
        advice: "export it as 8-bit or 16-bit grey or RGB, or as two grey pages for dual energy",
    }
}

fn from_codec(error: TiffError) -> DecodeError {
    match error {
        TiffError::IoError(io) if io.kind() == ErrorKind::UnexpectedEof => {
            DecodeError::Truncated { format: Format::Tiff, source: Some(io.into()) }
        }
        TiffError::UnsupportedError(what) => unsupported(what.to_string()),
        other => DecodeError::Corrupt { format: Format::Tiff, source: other.into() },
    }
}
