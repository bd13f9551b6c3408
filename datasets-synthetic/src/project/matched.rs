//! A threat brought to the host's scale and channels.

use glam::Vec2;
use screening_core::{
    calibrate::LogAttenuation,
    material::{decompose, pseudo_colour},
    scan::Plane,
};

use super::{
    edges::{Axis, line_spread},
    error::{Form, ProjectError},
    host::Host,
    place::may_fit,
    profile::{Profile, blocks, quiet_level},
    threat::{Cutout, Shape, Threat, dilated},
};
use crate::{
    physics::{
        beam::{BASES, Beam},
        detector::{Signal, blur_axes},
    },
    raster::Grid,
    render::{SHADOW, add_object},
};

/// Pixels kept around a threat's mask.
const MARGIN: usize = 3;

/// A threat in pixels of the host.
#[derive(Clone, Debug)]
pub(super) struct Matched {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Where its top left pixel must lie; free unless given.
    pub(super) at: Option<[usize; 2]>,
    /// What counts as the threat.
    pub(super) mask: Vec<bool>,
    /// Transmission of the threat alone in each of the host's channels.
    pub(super) planes: Vec<Vec<f32>>,
    /// Its matter in g/cm2 of each basis, where it is known.
    pub(super) columns: Option<Vec<[f64; BASES]>>,
    /// Variance of the line spread that it has already along x and y, pixels squared.
    pub(super) spread: [f32; 2],
    /// Whether the scanner's trail is in it already.
    pub(super) trailed: bool,
    /// Noise that it brings along, variance at transmission 1, for each channel.
    pub(super) quantum: Vec<f32>,
    /// Its depth along the beam, mm.
    pub(super) depth_mm: f32,
}

impl Matched {
    /// Brings a threat to a host, turned by `angle` radians in the picture.
    pub(super) fn new(
        threat: &Threat,
        angle: f32,
        host: &Host,
        profile: &Profile,
        beam: &Beam,
    ) -> Result<Self, ProjectError> {
        match threat {
            Threat::Shape(shape) => Self::of_shape(shape, host, profile, beam),
            Threat::Cutout(cutout) => {
                let name = || cutout.name.clone();
                if cutout.form != host.form() {
                    return Err(ProjectError::Energies { name: name(), host: host.form(), threat: cutout.form });
                }
                let (bits, own) = (host.view().source_bits, cutout.bits);
                if (bits <= 8) != (own <= 8) {
                    return Err(ProjectError::Depth { name: name(), host: bits, threat: own });
                }
                Self::of_cutout(cutout, angle, host)
            }
        }
    }

    fn of_shape(shape: &Shape, host: &Host, profile: &Profile, beam: &Beam) -> Result<Self, ProjectError> {
        let mm = host.mm_per_pixel();
        let (low, high) = shape.object.bounds();
        let size = |axis: usize| ((high - low)[axis] / mm[axis]).ceil() as usize + 2 * MARGIN + 4;
        if !shape.fixed {
            let extent = [0, 1].map(|axis| (high - low)[axis] / mm[axis]);
            may_fit(host, shape.object.name, extent)?;
        }
        let grid = if shape.fixed {
            Grid { width: host.width(), height: host.height(), mm_per_pixel: mm }
        } else {
            Grid { width: size(0), height: size(1), mm_per_pixel: mm }
        };
        let mut columns: [Vec<f32>; BASES] = std::array::from_fn(|_| vec![0.0; grid.width * grid.height]);
        let shadow = add_object(&shape.object, &grid, beam, &mut columns);
        let mut mask = vec![false; grid.width * grid.height];
        if let Some(shadow) = shadow {
            for (y, row) in shadow.data.chunks_exact(shadow.width).enumerate() {
                for (x, &depth) in row.iter().enumerate() {
                    mask[(shadow.y + y) * grid.width + shadow.x + x] = depth > SHADOW;
                }
            }
        }
        let Some(window) = Window::around(&mask, grid.width, MARGIN) else {
            return Err(ProjectError::EmptyMask { name: shape.object.name.to_owned() });
        };
        let matter: Vec<[f64; BASES]> =
            window.indices(grid.width).map(|i| std::array::from_fn(|k| f64::from(columns[k][i]))).collect();
        let pixels = matter.len();
        let (mut low_plane, mut high_plane) = (Vec::with_capacity(pixels), Vec::with_capacity(pixels));
        for column in &matter {
            let empty = column.iter().all(|&c| c == 0.0);
            let [l, h] = if empty { [0.0; 2] } else { beam.attenuation(*column).0 };
            low_plane.push((-l).exp() as f32);
            high_plane.push((-h).exp() as f32);
        }
        let (planes, spread) = match host.form() {
            Form::Dual => (vec![low_plane, high_plane], [0.0; 2]),
            Form::Grey => {
                let mean = low_plane.iter().zip(&high_plane).map(|(l, h)| 0.5 * (l + h)).collect();
                (vec![mean], [0.0; 2])
            }
            Form::Colour => {
                for plane in [&mut low_plane, &mut high_plane] {
                    blur_axes(&mut Signal { width: window.width, data: plane }, profile.blur());
                }
                (painted(window.width, &low_plane, &high_plane)?, profile.spread)
            }
        };
        let channels = planes.len();
        Ok(Self {
            width: window.width,
            height: window.height,
            at: shape.fixed.then_some([window.x, window.y]),
            mask: window.indices(grid.width).map(|i| mask[i]).collect(),
            planes,
            columns: (host.form() == Form::Dual).then_some(matter),
            spread,
            trailed: false,
            quantum: vec![0.0; channels],
            depth_mm: (high - low).z,
        })
    }

    fn of_cutout(cutout: &Cutout, angle: f32, host: &Host) -> Result<Self, ProjectError> {
        let mm = host.mm_per_pixel();
        let (width, height) = (cutout.width, cutout.mask.len() / cutout.width.max(1));
        if let Some(marked) = Window::around(&cutout.mask, width, 0) {
            let scale = [0, 1].map(|axis| cutout.mm_per_pixel[axis] / mm[axis]);
            may_fit(host, &cutout.name, [marked.width as f32 * scale[0], marked.height as f32 * scale[1]])?;
        }
        let half = Vec2::new(width as f32 * cutout.mm_per_pixel[0], height as f32 * cutout.mm_per_pixel[1]) * 0.5;
        let (sin, cos) = angle.sin_cos();
        let reach = Vec2::new(half.x * cos.abs() + half.y * sin.abs(), half.x * sin.abs() + half.y * cos.abs());
        let wide = ((2.0 * reach.x / mm[0]).ceil() as usize + 2).max(3);
        let tall = ((2.0 * reach.y / mm[1]).ceil() as usize + 2).max(3);
        // Shrunk pictures are averaged, not sampled.
        let samples =
            ((mm[0] / cutout.mm_per_pixel[0]).max(mm[1] / cutout.mm_per_pixel[1]).ceil() as usize).clamp(1, 8);
        let weights: Vec<Vec<(Vec2, f32)>> = (0..wide * tall)
            .map(|i| {
                let (x, y) = ((i % wide) as f32, (i / wide) as f32);
                (0..samples * samples)
                    .map(|s| {
                        let step = |k: usize| (k as f32 + 0.5) / samples as f32;
                        let at = Vec2::new(
                            (x + step(s % samples) - wide as f32 * 0.5) * mm[0],
                            (y + step(s / samples) - tall as f32 * 0.5) * mm[1],
                        );
                        let back = Vec2::new(at.x * cos + at.y * sin, at.y * cos - at.x * sin) + half;
                        let pixel = Vec2::new(back.x / cutout.mm_per_pixel[0], back.y / cutout.mm_per_pixel[1]);
                        (pixel - 0.5, 1.0 / (samples * samples) as f32)
                    })
                    .collect()
            })
            .collect();
        let resample = |source: &dyn Fn(usize) -> f32, outside: f32| -> Vec<f32> {
            weights
                .iter()
                .map(|parts| parts.iter().map(|&(at, w)| w * bilinear(source, width, height, at, outside)).sum())
                .collect()
        };
        let mask: Vec<bool> =
            resample(&|i| f32::from(u8::from(cutout.mask[i])), 0.0).into_iter().map(|m| m >= 0.5).collect();
        let Some(window) = Window::around(&mask, wide, MARGIN) else {
            return Err(ProjectError::EmptyMask { name: cutout.name.clone() });
        };
        let inside: Vec<bool> = resample(&|_| 1.0, 0.0).into_iter().map(|m| m > 0.99).collect();
        let near = dilated(&mask, wide, 2);
        let (mut planes, mut quantum) = (Vec::new(), Vec::new());
        let mut spread = None;
        for (channel, source) in cutout.planes.iter().enumerate() {
            let plane = resample(&|i| source[i], 1.0);
            // Compression and resampling leave coarse noise where there is little fine noise.
            let level = [1, 2].map(|reach| {
                let ground = blocks(&plane, wide, reach, |i| inside[i] && !near[i]);
                quiet_level(&mut ground.into_iter().map(|block| block.1).collect::<Vec<f32>>())
            });
            let level = level[0].max(level[1]);
            quantum.push(level * level);
            if channel == usize::from(cutout.planes.len() > 1) {
                let along = |axis| line_spread(&plane, wide, level, axis, |i| near[i]).map(|s| s.variance);
                let (x, y) = (along(Axis::X), along(Axis::Y));
                spread = x.or(y).map(|any| [x.unwrap_or(any), y.unwrap_or(any)]);
            }
            planes.push(
                window
                    .indices(wide)
                    .map(|i| if near[i] { plane[i].clamp(0.0, if mask[i] { 2.0 } else { 1.0 }) } else { 1.0 })
                    .collect(),
            );
        }
        // Where no straight edge tells, a cut-out is taken for as soft as a usual scan at its own scale.
        let scaled = |axis: usize| 0.42 * (cutout.mm_per_pixel[axis] / mm[axis]).powi(2);
        let shortest = (window.width as f32 * mm[0]).min(window.height as f32 * mm[1]);
        Ok(Self {
            width: window.width,
            height: window.height,
            at: None,
            mask: window.indices(wide).map(|i| mask[i]).collect(),
            planes,
            columns: None,
            spread: spread.unwrap_or([scaled(0), scaled(1)]),
            trailed: true,
            quantum,
            depth_mm: cutout.depth_mm.unwrap_or(shortest),
        })
    }
}

/// The standard pseudo-colour of a shape, as transmission of red, green and blue relative to white.
fn painted(width: usize, low: &[f32], high: &[f32]) -> Result<Vec<Vec<f32>>, ProjectError> {
    let height = low.len() / width.max(1);
    let log = |plane: &[f32]| Plane::new(width, height, plane.iter().map(|t| -t.max(1e-5).ln()).collect());
    let colours = pseudo_colour(&decompose(&LogAttenuation { low: log(low)?, high: log(high)? }));
    Ok([0, 1, 2].map(|c| colours.data().iter().map(|rgb| f32::from(rgb[c]) / 255.0).collect()).to_vec())
}

fn bilinear(source: &dyn Fn(usize) -> f32, width: usize, height: usize, at: Vec2, outside: f32) -> f32 {
    let value = |x: f32, y: f32| {
        let within = x >= 0.0 && y >= 0.0 && x < width as f32 && y < height as f32;
        if within { source(y as usize * width + x as usize) } else { outside }
    };
    let (x, y) = (at.x.floor(), at.y.floor());
    let (fx, fy) = (at.x - x, at.y - y);
    let top = value(x, y) * (1.0 - fx) + value(x + 1.0, y) * fx;
    let bottom = value(x, y + 1.0) * (1.0 - fx) + value(x + 1.0, y + 1.0) * fx;
    top * (1.0 - fy) + bottom * fy
}

/// A window of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl Window {
    /// The smallest window around what a mask marks, wider by `margin` where the picture goes on; none for an empty mask.
    pub(super) fn around(mask: &[bool], width: usize, margin: usize) -> Option<Self> {
        let (mut left, mut top, mut right, mut bottom) = (usize::MAX, usize::MAX, 0, 0);
        for (i, _) in mask.iter().enumerate().filter(|(_, marked)| **marked) {
            let (x, y) = (i % width, i / width);
            (left, right) = (left.min(x), right.max(x));
            (top, bottom) = (top.min(y), bottom.max(y));
        }
        if left == usize::MAX {
            return None;
        }
        Some(Self { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }.grown(
            margin,
            width,
            mask.len() / width,
        ))
    }

    /// The same window wider by `margin` on each side, within a picture of `width` and `height`.
    pub(super) fn grown(self, margin: usize, width: usize, height: usize) -> Self {
        let (x, y) = (self.x.saturating_sub(margin), self.y.saturating_sub(margin));
        let right = (self.x + self.width + margin).min(width);
        let bottom = (self.y + self.height + margin).min(height);
        Self { x, y, width: right - x, height: bottom - y }
    }

    /// The picture's indices of its pixels, row by row.
    pub(super) fn indices(self, width: usize) -> impl Iterator<Item = usize> {
        (self.y..self.y + self.height).flat_map(move |y| (y * width + self.x)..(y * width + self.x + self.width))
    }
}
