//! JPEG, baseline and progressive, grey or RGB.
//!
//! The codec is called directly, not through `image`, for its strict mode: the lenient one fills the missing part of a
//! cut file with grey, and a parcel that ends in grey must never be screened as if it had been seen.

use zune_jpeg::{
    JpegDecoder,
    errors::DecodeErrors,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use super::{DecodeError, Decoded, Format, Limits, samples};

/// Chroma that rounding leaves in grey stored as colour.
const GREY_TOLERANCE: u8 = 2;

/// What the frame header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frame {
    width: u16,
    height: u16,
    components: u8,
    bits: u8,
    progressive: bool,
}

pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, DecodeError> {
    let frame = walk(bytes)?;
    let components = u64::from(frame.components);
    // A progressive file keeps all coefficients, two bytes each, until its last scan.
    let coefficients = if frame.progressive { 2 * components } else { 0 };
    let kept = if frame.components == 1 { 3 } else { components };
    let (width, height) = limits.check(u64::from(frame.width), u64::from(frame.height), kept + coefficients)?;
    if frame.bits != 8 {
        return Err(unsupported(format!("samples of {} bits", frame.bits)));
    }
    let space = match frame.components {
        1 => ColorSpace::Luma,
        3 => ColorSpace::RGB,
        4 => {
            return Err(unsupported(
                "CMYK, the colours of print, which do not turn back into the scanner's".to_owned(),
            ));
        }
        other => return Err(unsupported(format!("{other} channels"))),
    };
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(width)
        .set_max_height(height)
        .jpeg_set_out_colorspace(space);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let pixels = width * height;
    if frame.components == 1 {
        let mut data = vec![0u8; pixels];
        decoder.decode_into(&mut data).map_err(from_codec)?;
        samples::grey8(Format::Jpeg, width, height, &data)
    } else {
        let mut data = vec![[0u8; 3]; pixels];
        decoder.decode_into(data.as_flattened_mut()).map_err(from_codec)?;
        samples::rgb8(Format::Jpeg, width, height, data, 8, GREY_TOLERANCE)
    }
}

fn unsupported(found: String) -> DecodeError {
    DecodeError::Unsupported { format: Format::Jpeg, found, advice: "export it as 8-bit grey or RGB JPEG, or as PNG" }
}

fn from_codec(error: DecodeErrors) -> DecodeError {
    match error {
        DecodeErrors::ExhaustedData | DecodeErrors::IoErrors(_) => {
            DecodeError::Truncated { format: Format::Jpeg, source: Some(error.into()) }
        }
        DecodeErrors::Unsupported(scheme) => unsupported(format!("{scheme:?}")),
        other => DecodeError::Corrupt { format: Format::Jpeg, source: other.into() },
    }
}

/// Walks the markers (ITU-T T.81, annex B) to the frame header and on to the end-of-image marker.
fn walk(bytes: &[u8]) -> Result<Frame, DecodeError> {
    let cut = || DecodeError::Truncated { format: Format::Jpeg, source: None };
    let damaged = |what: &'static str| DecodeError::Corrupt { format: Format::Jpeg, source: what.into() };
    let mut frame = None;
    let mut at = 2;
    loop {
        // Between segments: 0xff, possibly repeated, then the marker's code. Entropy-coded data is skipped the same way:
        // in it 0xff is followed by 0 or by a restart marker.
        let skipped = bytes.get(at..).and_then(|rest| rest.iter().position(|&b| b == 0xff)).ok_or_else(cut)?;
        at += skipped + 1;
        let code = *bytes.get(at).ok_or_else(cut)?;
        match code {
            // Fill, a stuffed byte, or markers without a segment.
            0xff => continue,
            0x00 | 0x01 | 0xd0..=0xd8 => at += 1,
            0xd9 => return frame.ok_or_else(|| damaged("it has no frame header")),
            _ => {
                let length = bytes.get(at + 1..at + 3).ok_or_else(cut)?;
                let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
                let segment = bytes.get(at + 3..at + 1 + length.max(2)).ok_or_else(cut)?;
                if matches!(code, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) {
                    let &[bits, h1, h0, w1, w0, components, ..] = segment else {
                        return Err(damaged("its frame header is too short"));
                    };
                    if frame.is_some() {
                        return Err(damaged("it has two frame headers"));
                    }
                    frame = Some(Frame {
                        width: u16::from_be_bytes([w1, w0]),
                        height: u16::from_be_bytes([h1, h0]),
                        components,
                        bits,
                        progressive: matches!(code, 0xc2 | 0xc6 | 0xca | 0xce),
                    });
                }
                at += 1 + length.max(2);
            }
        }
    }
}
