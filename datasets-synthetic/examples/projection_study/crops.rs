//! Crops around the threat in NumPy's format (version 1.0: magic, header length, header, samples).

use std::{io::Write as _, path::Path};

use crate::Both;

/// Side of a crop, pixels.
const SIDE: usize = 64;

pub(crate) fn write(made: &[Both], folder: &Path) -> std::io::Result<()> {
    let rendered: Vec<f32> =
        made.iter().flat_map(|both| crop(both, &[&both.rendered.low, &both.rendered.high])).collect();
    let projected: Vec<f32> =
        made.iter().flat_map(|both| crop(both, &[&both.projection.planes[0], &both.projection.planes[1]])).collect();
    npy(&folder.join("rendered.npy"), made.len(), &rendered)?;
    npy(&folder.join("projected.npy"), made.len(), &projected)
}

/// Log attenuation of both energies around the middle of the threat; air beyond the picture.
fn crop(both: &Both, planes: &[&Vec<f32>; 2]) -> Vec<f32> {
    let grid = both.rendered.grid;
    let bbox = both.projection.truth.bbox;
    let middle = [bbox.x + bbox.width * 0.5, bbox.y + bbox.height * 0.5].map(|v| v as i64);
    let mut out = Vec::with_capacity(2 * SIDE * SIDE);
    for plane in planes {
        for row in 0..SIDE as i64 {
            for column in 0..SIDE as i64 {
                let (x, y) = (middle[0] + column - SIDE as i64 / 2, middle[1] + row - SIDE as i64 / 2);
                let within = (0..grid.width as i64).contains(&x) && (0..grid.height as i64).contains(&y);
                let t = if within { plane[y as usize * grid.width + x as usize] } else { 1.0 };
                out.push(-t.max(2e-4).ln());
            }
        }
    }
    out
}

fn npy(path: &Path, scenes: usize, samples: &[f32]) -> std::io::Result<()> {
    let mut header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({scenes}, 2, {SIDE}, {SIDE}), }}");
    // The header ends with a line break, and the samples begin at a multiple of 64.
    while (10 + header.len() + 1) % 64 != 0 {
        header.push(' ');
    }
    header.push('\n');
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    file.write_all(b"\x93NUMPY\x01\x00")?;
    file.write_all(&(header.len() as u16).to_le_bytes())?;
    file.write_all(header.as_bytes())?;
    for sample in samples {
        file.write_all(&sample.to_le_bytes())?;
    }
    file.flush()
}
