//! Dual-energy views: two grey planes of one size.

use super::{DecodeError, Decoded, Limits, decode};
use crate::scan::{Pixels, Plane, View};

/// Decodes two files, each one grey plane, into one dual-energy view called `name`.
///
/// # Errors
/// What [`super::decode_view`] says of either file, or [`DecodeError::PairMismatch`] when a file is not grey or the sizes
/// differ.
pub fn decode_pair(name: &str, low: &[u8], high: &[u8], limits: &Limits) -> Result<View, DecodeError> {
    Ok(combine(decode(low, limits)?, decode(high, limits)?)?.into_view(name))
}

/// Joins two decoded planes; the depth is that of the shallower one.
pub(super) fn combine(low: Decoded, high: Decoded) -> Result<Decoded, DecodeError> {
    let source_bits = low.source_bits.min(high.source_bits);
    let low = grey(low.pixels, "low")?;
    let high = grey(high.pixels, "high")?;
    if (low.width(), low.height()) != (high.width(), high.height()) {
        let reason = format!(
            "low energy is {} x {} pixels and high energy is {} x {}",
            low.width(),
            low.height(),
            high.width(),
            high.height()
        );
        return Err(DecodeError::PairMismatch { reason });
    }
    Ok(Decoded { pixels: Pixels::DualEnergy { low, high }, source_bits })
}

fn grey(pixels: Pixels, which: &str) -> Result<Plane<u16>, DecodeError> {
    match pixels {
        Pixels::Grey(plane) => Ok(plane),
        Pixels::Colour(_) => {
            Err(DecodeError::PairMismatch { reason: format!("the {which}-energy plane is in colour") })
        }
        Pixels::DualEnergy { .. } => {
            Err(DecodeError::PairMismatch { reason: format!("the {which}-energy file already holds two planes") })
        }
    }
}
