//! Host, threat alone, projection, and its difference to the rendered scan, a row a scene.

use std::{error::Error, path::Path};

use datasets_synthetic::{export::write_picture, look::Picture};
use screening_core::{
    calibrate::LogAttenuation,
    material::{decompose, pseudo_colour},
    scan::Plane,
};

use crate::Both;

/// Side of a tile, pixels, and the white between tiles.
const SIDE: usize = 200;
const GAP: usize = 4;
const ROWS: usize = 4;
/// Difference of log attenuation that is painted in full red or blue.
const FULL: f32 = 0.3;

pub(crate) fn write(made: &[Both], path: &Path) -> Result<(), Box<dyn Error>> {
    let shown: Vec<&Both> = choose(made);
    let (width, height) = (4 * (SIDE + GAP) - GAP, shown.len() * (SIDE + GAP) - GAP.min(shown.len()));
    let mut pixels = vec![[255u8; 3]; width * height];
    for (row, both) in shown.iter().enumerate() {
        let rendered = [both.rendered.low.clone(), both.rendered.high.clone()];
        let ratio: Vec<Vec<f32>> = (0..2)
            .map(|c| {
                let planes = both.projection.planes[c].iter().zip(&both.host[c]);
                planes.map(|(after, before)| if after == before { 1.0 } else { after / before.max(1e-4) }).collect()
            })
            .collect();
        let tiles = [
            colours(both, &both.host)?,
            colours(both, &ratio)?,
            colours(both, &both.projection.planes)?,
            difference(&both.projection.planes, &rendered),
        ];
        for (column, tile) in tiles.iter().enumerate() {
            let (left, top) = corner(both);
            for y in 0..SIDE {
                for x in 0..SIDE {
                    let (sx, sy) = (left + x, top + y);
                    if sx < both.rendered.grid.width && sy < both.rendered.grid.height {
                        pixels[(row * (SIDE + GAP) + y) * width + column * (SIDE + GAP) + x] =
                            tile[sy * both.rendered.grid.width + sx];
                    }
                }
            }
        }
    }
    write_picture(&Picture { width, height, pixels }, path)?;
    Ok(())
}

/// Scenes whose threats are of some size, of different classes.
fn choose(made: &[Both]) -> Vec<&Both> {
    let mut shown: Vec<&Both> = Vec::new();
    for both in made {
        let truth = &both.projection.truth;
        let fits = truth.bbox.width.max(truth.bbox.height) < SIDE as f32 && truth.bbox.area() > 3000.0;
        if fits && shown.iter().all(|other| other.projection.truth.class != truth.class) {
            shown.push(both);
        }
    }
    shown.truncate(ROWS);
    shown
}

fn corner(both: &Both) -> (usize, usize) {
    let bbox = both.projection.truth.bbox;
    let start = |middle: f32, side: usize| (middle as usize).saturating_sub(SIDE / 2).min(side.saturating_sub(SIDE));
    (
        start(bbox.x + bbox.width * 0.5, both.rendered.grid.width),
        start(bbox.y + bbox.height * 0.5, both.rendered.grid.height),
    )
}

fn colours(both: &Both, planes: &[Vec<f32>]) -> Result<Vec<[u8; 3]>, Box<dyn Error>> {
    let grid = both.rendered.grid;
    let log = |plane: &[f32]| {
        Plane::new(grid.width, grid.height, plane.iter().map(|t| (-t.max(1e-5).ln()).max(0.0)).collect())
    };
    Ok(pseudo_colour(&decompose(&LogAttenuation { low: log(&planes[0])?, high: log(&planes[1])? })).into_data())
}

/// Red where the projection is denser, blue where it is thinner, at the higher energy.
fn difference(projected: &[Vec<f32>], rendered: &[Vec<f32>; 2]) -> Vec<[u8; 3]> {
    projected[1]
        .iter()
        .zip(&rendered[1])
        .map(|(p, r)| {
            let share = ((r.max(1e-4) / p.max(1e-4)).ln() / FULL).clamp(-1.0, 1.0);
            let rest = (255.0 * (1.0 - share.abs())) as u8;
            if share > 0.0 { [255, rest, rest] } else { [rest, rest, 255] }
        })
        .collect()
}
