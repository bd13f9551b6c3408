//! Transmissions as the colours that people see.

use screening_core::{
    calibrate::LogAttenuation,
    material::{decompose, pseudo_colour},
    scan::{Plane, ShapeError},
};

/// The colour of each pixel, row by row: the standard pseudo-colour for two channels, else the channels as they are.
pub(super) fn colours(planes: &[Vec<f32>], width: usize) -> Result<Vec<[u8; 3]>, ShapeError> {
    match planes {
        [low, high] => {
            let height = low.len() / width.max(1);
            let log =
                |plane: &[f32]| Plane::new(width, height, plane.iter().map(|t| -t.clamp(1e-5, 1.0).ln()).collect());
            let pair = LogAttenuation { low: log(low)?, high: log(high)? };
            Ok(pseudo_colour(&decompose(&pair)).into_data())
        }
        _ => {
            let tone = |c: usize, i: usize| (planes[c.min(planes.len() - 1)][i].clamp(0.0, 1.0) * 255.0) as u8;
            Ok((0..planes.first().map_or(0, Vec::len)).map(|i| [0, 1, 2].map(|c| tone(c, i))).collect())
        }
    }
}
